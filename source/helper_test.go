package source

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
	"github.com/ulikunitz/xz"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// got is a member as a caller sees it.
type got struct {
	Member
	text    string
	tooLong int
	blocks  []string // "too long before|length of the data"
}

// readAll reads a stream to its end and checks the promises of its blocks.
func readAll(t testing.TB, s *Stream, raw bool) []got {
	t.Helper()
	var all []got
	var text strings.Builder
	var last *Member
	var seen *got
	b := Block{Raw: raw}
	for s.Next(&b) {
		if b.First != (last != b.Member) {
			t.Fatalf("%s: First is %v", b.Member.Name, b.First)
		}
		if b.First {
			if seen != nil {
				t.Fatalf("%s began before the last block of %s", b.Member.Name, last.Name)
			}
			last, seen = b.Member, &got{}
			text.Reset()
		}
		if !raw && !b.Last && len(b.Data) > 0 && b.Data[len(b.Data)-1] != '\n' {
			t.Fatalf("%s: a block ends within a line", b.Member.Name)
		}
		text.Write(b.Data)
		seen.tooLong += b.TooLong
		seen.blocks = append(seen.blocks, fmt.Sprintf("%d|%d", b.TooLong, len(b.Data)))
		if b.Last {
			seen.Member, seen.text = *b.Member, text.String()
			all = append(all, *seen)
			seen = nil
		}
	}
	if seen != nil {
		t.Fatalf("%s has no last block", last.Name)
	}
	if s.Next(&b) {
		t.Fatal("there is a block behind the end")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return all
}

func readFile(t testing.TB, data []byte, opt Options) []got {
	t.Helper()
	p := write(t, t.TempDir(), "some.name", string(data))
	return readAll(t, Open(Item{Name: "x", Path: p, Size: int64(len(data))}, opt), false)
}

func readOne(t testing.TB, data []byte) got {
	t.Helper()
	all := readFile(t, data, Options{})
	if len(all) != 1 {
		t.Fatalf("%d members; want 1", len(all))
	}
	return all[0]
}

func readPipe(t testing.TB, data []byte) []got {
	t.Helper()
	r := struct{ io.Reader }{bytes.NewReader(data)} // it cannot be read anywhere
	return readAll(t, Open(Item{Name: "stdin", Size: -1, Input: r}, Options{}), false)
}

func write(t testing.TB, dir, name, text string) string {
	t.Helper()
	p := filepath.Join(dir, name)
	must(t, os.MkdirAll(filepath.Dir(p), 0o755))
	must(t, os.WriteFile(p, []byte(text), 0o644))
	return p
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// logLines is text like that of a log, the same at every call.
func logLines(n int) []byte {
	var b bytes.Buffer
	x := uint32(1)
	for i := range n {
		x = x*1664525 + 1013904223
		fmt.Fprintf(&b, `{"ts":%d,"level":"error","userId":"u%d","error":{"type":%d,"message":"login failed %x"}}`+"\n", 1700000000000+i, x%9973, x%600, x)
	}
	return b.Bytes()
}

func through(t testing.TB, data []byte, open func(io.Writer) (io.WriteCloser, error)) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := open(&b)
	must(t, err)
	_, err = w.Write(data)
	must(t, err)
	must(t, w.Close())
	return b.Bytes()
}

func gzipped(t testing.TB, data []byte) []byte {
	return through(t, data, func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil })
}

func zstded(t testing.TB, data []byte) []byte {
	return through(t, data, func(w io.Writer) (io.WriteCloser, error) {
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
	})
}

func xzed(t testing.TB, data []byte) []byte {
	return through(t, data, func(w io.Writer) (io.WriteCloser, error) {
		return xz.WriterConfig{DictCap: 1 << 16, BlockSize: 1 << 16}.NewWriter(w)
	})
}

func lz4ed(t testing.TB, data []byte) []byte {
	return through(t, data, func(w io.Writer) (io.WriteCloser, error) {
		z := lz4.NewWriter(w)
		return z, z.Apply(lz4.BlockSizeOption(lz4.Block64Kb), lz4.ChecksumOption(true))
	})
}

// packers are the compressions that can be produced here.
var packers = map[string]func(testing.TB, []byte) []byte{gz: gzipped, zst: zstded, xzip: xzed, lz: lz4ed}
