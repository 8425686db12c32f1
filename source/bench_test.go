package source

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// BenchmarkRead reads a file from the disk's cache; MB/s are of the text.
func BenchmarkRead(b *testing.B) {
	text := logLines(500_000)
	run := func(name string, data []byte) {
		b.Run(name, func(b *testing.B) {
			p := write(b, b.TempDir(), "x", string(data))
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			block := Block{}
			for b.Loop() {
				s := Open(Item{Name: "x", Path: p, Size: int64(len(data))}, Options{})
				n := 0
				for s.Next(&block) {
					n += len(block.Data)
				}
				if n != len(text) {
					b.Fatalf("%d bytes of %d", n, len(text))
				}
				must(b, s.Close())
			}
		})
	}
	run(plain, text)
	for _, format := range []string{gz, zst, lz} {
		run(format, packers[format](b, text))
	}
	run(tarf, tarred(b, part{"a.log", string(text)}))
}

// BenchmarkManySmall reads files of a few lines, each with its own Stream.
func BenchmarkManySmall(b *testing.B) {
	text := logLines(20)
	p := write(b, b.TempDir(), "x", string(text))
	packed := gzipped(b, text)
	z := write(b, b.TempDir(), "x", string(packed))
	for name, item := range map[string]Item{
		plain: {Name: "x", Path: p, Size: int64(len(text))},
		gz:    {Name: "x", Path: z, Size: int64(len(packed))},
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			block := Block{}
			for b.Loop() {
				s := Open(item, Options{})
				for s.Next(&block) {
				}
				must(b, s.Close())
			}
		})
	}
}

// BenchmarkZstdOptions is why openZstd chooses what it does.
func BenchmarkZstdOptions(b *testing.B) {
	text := logLines(500_000)
	packed := zstded(b, text)
	buf := make([]byte, defaultBlockSize)
	for _, concurrency := range []int{1, 0} {
		for _, low := range []bool{true, false} {
			b.Run(fmt.Sprintf("concurrency=%d/low=%v", concurrency, low), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					z, err := zstd.NewReader(bytes.NewReader(packed), zstd.WithDecoderConcurrency(concurrency), zstd.WithDecoderLowmem(low))
					must(b, err)
					for err == nil {
						_, err = z.Read(buf)
					}
					z.Close()
				}
			})
		}
	}
}
