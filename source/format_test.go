package source

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"hash/crc32"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"testing"
)

const endsEarly = "ends early (cut or still being written)"

func TestCompressions(t *testing.T) {
	text := logLines(3000)
	for format, pack := range packers {
		t.Run(format, func(t *testing.T) {
			packed := pack(t, text)
			f := func(name string, data []byte, want []byte) {
				t.Helper()
				for _, g := range [][]got{{readOne(t, data)}, readPipe(t, data)} {
					if len(g) != 1 || g[0].text != string(want) || g[0].Status != StatusOK || g[0].Problem != "" || g[0].Compression != format {
						t.Errorf("%s: %+v, %d bytes; want %d, ok", name, g[0].Member, len(g[0].text), len(want))
					}
				}
			}
			f("one", packed, text)
			f("many", bytes.Repeat(packed, 3), bytes.Repeat(text, 3))
			f("empty first", append(pack(t, nil), packed...), text)
			f("empty", pack(t, nil), nil)
		})
	}
}

// TestCut cuts the data at many places: what stands before must be delivered,
// and never anything else.
func TestCut(t *testing.T) {
	text := logLines(4000)
	for format, pack := range packers {
		t.Run(format, func(t *testing.T) {
			whole := pack(t, text)
			longest := 0
			for _, at := range []int{2, 3, 5, 7, 12, 40, len(whole) / 4, len(whole) / 2, len(whole) * 3 / 4, len(whole) - 9, len(whole) - 1} {
				g := readOne(t, whole[:at])
				if g.Compression != format || g.Problem != endsEarly {
					t.Errorf("cut at %d of %d: %+v", at, len(whole), g.Member)
				}
				if want := map[bool]string{true: StatusFailed, false: StatusPartial}[g.text == ""]; g.Status != want {
					t.Errorf("cut at %d: status %s; want %s", at, g.Status, want)
				}
				if !bytes.HasPrefix(text, []byte(g.text)) {
					t.Errorf("cut at %d: what was read is no prefix", at)
				}
				if at == len(whole)/2 && len(g.text) < len(text)/4 {
					t.Errorf("cut in the middle: only %d of %d bytes", len(g.text), len(text))
				}
				longest = max(longest, len(g.text))
			}
			if longest != len(text) {
				t.Errorf("at most %d of %d bytes, even with a byte missing", longest, len(text))
			}
		})
	}
}

func TestDamagedMiddle(t *testing.T) {
	text := logLines(4000)
	for format, pack := range packers {
		whole := pack(t, text)
		for i := range 40 {
			whole[len(whole)*3/4+i] ^= 0x5a
		}
		g := readOne(t, whole)
		if g.Status != StatusPartial || !strings.HasPrefix(g.Problem, "corrupt "+format+" data: ") {
			t.Errorf("%s: %+v", format, g.Member)
		}
		if len(g.text) < len(text)/3 {
			t.Errorf("%s: only %d of %d bytes", format, len(g.text), len(text))
		}
	}
}

func TestBehindTheEnd(t *testing.T) {
	text := logLines(1000)
	f := func(format string, behind, status, problem string) {
		t.Helper()
		g := readOne(t, append(packers[format](t, text), behind...))
		if g.text != string(text) || g.Status != status || g.Problem != problem {
			t.Errorf("%s with %q behind: %+v", format, behind, g.Member)
		}
	}
	const after = "garbage after the end of the "
	nuls := strings.Repeat("\x00", 1000)
	f(gz, nuls, StatusOK, "")
	f(gz, "x", StatusPartial, after+"gzip data")
	f(gz, nuls+"tail", StatusPartial, after+"gzip data")
	f(gz, "\x1f\x8b", StatusPartial, endsEarly)
	f(gz, "\x1f\x8b\x08\xe00123456789", StatusPartial, after+"gzip data")
	f(xzip, nuls, StatusOK, "")
	f(xzip, "tail of it", StatusPartial, after+"xz data")
	f(zst, "tail of it", StatusPartial, after+"zstd data")
	f(lz, "tail of it", StatusPartial, after+"lz4 data")
	if g := readOne(t, append(gzipped(t, nil), "x"...)); g.Status != StatusPartial {
		t.Errorf("garbage behind nothing, which is whole: %+v", g.Member)
	}
}

func TestBzip2(t *testing.T) {
	packed, err := os.ReadFile("testdata/lines.bz2")
	must(t, err)
	text, err := os.ReadFile("testdata/lines.txt")
	must(t, err)
	f := func(data []byte, want, status, problem string) {
		t.Helper()
		if g := readOne(t, data); g.text != want || g.Status != status || g.Problem != problem || g.Compression != bz2 {
			t.Errorf("%+v, %d bytes", g.Member, len(g.text))
		}
	}
	f(packed, string(text), StatusOK, "")
	f(bytes.Repeat(packed, 2), strings.Repeat(string(text), 2), StatusOK, "")
	f(append(packed, packed[:len(packed)/2]...), string(text), StatusPartial, endsEarly)
	f(append(packed, "tail"...), string(text), StatusPartial, "garbage after the end of the bzip2 data")
	f(packed[:len(packed)/2], "", StatusFailed, endsEarly)
	f(packed[:7], "", StatusFailed, endsEarly)
	if g := readOne(t, []byte("BZh9 is no magic\n")); g.Compression != plain || g.Status != StatusOK {
		t.Errorf("text: %+v", g.Member)
	}
}

func TestNothingReadable(t *testing.T) {
	g := readOne(t, []byte("\x1f\x8b\x08\x00......\x07this is no deflate stream, whatever it says"))
	if g.Status != StatusFailed || !strings.HasPrefix(g.Problem, "corrupt gzip data: ") || g.Bytes != 0 || g.Lines != 0 {
		t.Errorf("%+v", g.Member)
	}
}

func TestWideWindows(t *testing.T) {
	f := func(data []byte, want string) {
		t.Helper()
		if g := readOne(t, data); g.Status == StatusOK || g.Problem != want {
			t.Errorf("%+v; want %q", g.Member, want)
		}
	}
	block := "\x29\x00\x00" + "hello" // the last block, raw, of 5 bytes
	wide := []byte("\x28\xb5\x2f\xfd\x00\x88" + block)
	f(wide, "needs a window of 128 MiB; imlens allows 32")
	f(append(zstded(t, []byte("a\n")), wide...), "needs a window of more than 32 MiB; imlens allows 32")
	if g := readOne(t, []byte("\x28\xb5\x2f\xfd\x00\x78"+block)); g.text != "hello" {
		t.Errorf("a window of 32 MiB: %+v", g.Member)
	}
	f(withDictionary(t, 30), "needs a dictionary of 128 MiB; imlens allows 32")
	f(withDictionary(t, 40), "needs a dictionary of 4096 MiB; imlens allows 32")
	if g := readOne(t, withDictionary(t, 26)); g.Status != StatusOK {
		t.Errorf("a dictionary of 32 MiB: %+v", g.Member)
	}
}

// withDictionary is an xz file whose block asks for the dictionary of a code.
func withDictionary(t *testing.T, code byte) []byte {
	data := xzed(t, logLines(10))
	head := data[12 : 12+(int(data[12])+1)*4]
	i := bytes.Index(head, []byte{0x21, 1})
	head[i+2] = code
	binary.LittleEndian.PutUint32(head[len(head)-4:], crc32.ChecksumIEEE(head[:len(head)-4]))
	return data
}

func TestSkippableFrame(t *testing.T) {
	text := logLines(10)
	skip := []byte("\x50\x2a\x4d\x18\x03\x00\x00\x00abc")
	for _, format := range []string{zst, lz} {
		g := readOne(t, append(skip, packers[format](t, text)...))
		if g.text != string(text) || g.Compression != format {
			t.Errorf("%s: %+v", format, g.Member)
		}
	}
}

func TestCompressedTwice(t *testing.T) {
	text := logLines(100)
	data := text
	for range maxLayers {
		data = gzipped(t, data)
	}
	if g := readOne(t, data); g.text != string(text) {
		t.Errorf("%+v", g.Member)
	}
	if g := readOne(t, gzipped(t, data)); g.Status != StatusFailed || g.Problem != "compressed too many times over" {
		t.Errorf("%+v", g.Member)
	}
}

// TestBomb reads a line of 200 MB, packed into 1, in bounded memory.
func TestBomb(t *testing.T) {
	var packed bytes.Buffer
	z, _ := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	io.WriteString(z, "before\n")
	zeros := make([]byte, 1<<20)
	for range 200 {
		z.Write(zeros)
	}
	io.WriteString(z, "\nbehind\n")
	must(t, z.Close())
	s := Open(Item{Name: "bomb", Input: &packed}, Options{})
	b := Block{}
	tooLong, text := 0, ""
	for s.Next(&b) {
		tooLong += b.TooLong
		text += string(b.Data)
		if cap(b.Data) > 2<<20 || cap(s.cut.buf) > 2<<20 {
			t.Fatalf("buffers of %d and %d bytes", cap(b.Data), cap(s.cut.buf))
		}
	}
	must(t, s.Close())
	if tooLong != 1 || text != "before\nbehind\n" {
		t.Errorf("%d over-long lines, text %q", tooLong, text)
	}
}

func TestProgress(t *testing.T) {
	data := gzipped(t, logLines(20000))
	p := write(t, t.TempDir(), "x", string(data))
	var progress atomic.Int64
	readAll(t, Open(Item{Name: "x", Path: p}, Options{Progress: &progress}), false)
	if n := progress.Load(); n != int64(len(data)) {
		t.Errorf("%d bytes were read of %d", n, len(data))
	}
}

// FuzzFormats reads damaged data of every format: whatever it is, it ends in
// members that say how.
func FuzzFormats(f *testing.F) {
	text := logLines(40)
	for _, pack := range packers {
		f.Add(pack(f, text))
	}
	packed, err := os.ReadFile("testdata/lines.bz2")
	must(f, err)
	f.Add(packed)
	parts := []part{{"a", "a\n"}, {"b.gz", string(gzipped(f, text))}}
	f.Add(tarred(f, parts...))
	f.Add(gzipped(f, tarred(f, parts...)))
	f.Add(zipped(f, zip.Deflate, parts...))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, g := range readAll(t, Open(Item{Name: "x", Input: bytes.NewReader(data)}, Options{MaxLine: 1 << 10, BlockSize: 1 << 12}), false) {
			if (g.Status == StatusOK) != (g.Problem == "" || g.Problem == noFiles) {
				t.Fatalf("%+v", g.Member)
			}
		}
	})
}
