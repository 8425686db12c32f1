package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// naive splits text as the cutter has to: what stays, and how many lines there
// are and were too long.
func naive(text []byte, maxLine int) (kept []byte, lines, tooLong int) {
	for _, line := range bytes.SplitAfter(text, []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		lines++
		body := line
		if b, ok := bytes.CutSuffix(line, []byte("\n")); ok {
			body = bytes.TrimSuffix(b, []byte("\r"))
		}
		if len(body) > maxLine {
			tooLong++
			continue
		}
		kept = append(kept, line...)
	}
	return kept, lines, tooLong
}

func cutAll(t testing.TB, r io.Reader, opt Options, raw bool) got {
	t.Helper()
	all := readAll(t, Open(Item{Name: "x", Size: -1, Input: r}, opt), raw)
	if len(all) != 1 {
		t.Fatalf("%d members; want 1", len(all))
	}
	return all[0]
}

func TestLines(t *testing.T) {
	long := strings.Repeat("y", 33)
	f := func(text string) {
		t.Helper()
		want, lines, tooLong := naive([]byte(text), 16)
		for _, size := range []int{1, 5, 16, 18, 64, 4096} {
			g := cutAll(t, strings.NewReader(text), Options{MaxLine: 16, BlockSize: size}, false)
			if g.text != string(want) || g.Lines != int64(lines) || g.tooLong != tooLong || g.Bytes != int64(len(text)) || g.Status != StatusOK {
				t.Errorf("blocks of %d, %q:\n got %+v, %q, %d over-long\nwant %d lines, %q, %d over-long", size, text, g.Member, g.text, g.tooLong, lines, want, tooLong)
			}
		}
	}
	f("")
	f("\n")
	f("\n\n\r\n")
	f("a\nb\nc\n")
	f("a\nb\nno end")
	f("\xef\xbb\xbfa\r\nb\r\n")
	f(long)
	f(long + "\n")
	f(long + "\na\n")
	f("a\n" + long + "\nb\n")
	f("a\nb\n" + long)
	f("a\n" + long + "\n" + long + "\n" + long + "\nb")
	f(long + "\n" + long + "\n\n" + long + "\n" + long)
	for n := 14; n < 20; n++ {
		for _, end := range []string{"\n", "\r\n", "\r\r\n", "", "\r"} {
			line := strings.Repeat("z", n) + end
			f(line)
			f("a\n" + line)
			if strings.HasSuffix(end, "\n") {
				f(line + line + "b\n" + line)
			}
		}
	}
}

func TestTooLongStandsBeforeData(t *testing.T) {
	long := strings.Repeat("x", 20) + "\n"
	text := long + "a\nb\n" + long + long + "c\n" + long
	g := cutAll(t, strings.NewReader(text), Options{MaxLine: 16}, false)
	if want := []string{"1|4", "2|2", "1|0"}; !slices.Equal(g.blocks, want) {
		t.Errorf("blocks %v; want %v", g.blocks, want)
	}
}

func TestRaw(t *testing.T) {
	text := strings.Repeat("x", 100) + "\n" + strings.Repeat("short\n", 50) + "end"
	g := cutAll(t, strings.NewReader(text), Options{MaxLine: 16, BlockSize: 64}, true)
	if g.text != text || g.Lines != 52 || g.tooLong != 0 {
		t.Errorf("%+v, %d bytes", g.Member, len(g.text))
	}
}

// TestRawSwitch turns from lines to any bytes and back at every block.
func TestRawSwitch(t *testing.T) {
	text := strings.Repeat("0123456789\n", 100) + "end"
	for first := range 2 {
		for _, size := range []int{3, 25, 64, 300} {
			s := Open(Item{Name: "x", Input: strings.NewReader(text)}, Options{BlockSize: size})
			var read strings.Builder
			b := Block{}
			var m Member
			for i := first; ; i++ {
				b.Raw = i%2 == 1
				if !s.Next(&b) {
					break
				}
				read.Write(b.Data)
				m = *b.Member
			}
			must(t, s.Close())
			if read.String() != text || m.Lines != 101 || m.Bytes != int64(len(text)) {
				t.Errorf("blocks of %d: %+v, %d bytes of %d", size, m, read.Len(), len(text))
			}
		}
	}
}

// TestSameCuts reads the same bytes as they may arrive.
func TestSameCuts(t *testing.T) {
	text := append(logLines(500), strings.Repeat("L", 5000)+"\r\nlast"...)
	text = append(text, logLines(300)...)
	opt := Options{BlockSize: 4 << 10, MaxLine: 1 << 10}
	want := readFile(t, text, opt)[0]
	f := func(how string, r io.Reader) {
		t.Helper()
		if g := cutAll(t, r, opt, false); !slices.Equal(g.blocks, want.blocks) || g.text != want.text || g.Lines != want.Lines {
			t.Errorf("%s:\n got %v\nwant %v", how, g.blocks, want.blocks)
		}
	}
	f("at once", bytes.NewReader(text))
	f("byte by byte", iotest.OneByteReader(bytes.NewReader(text)))
	f("by halves", iotest.HalfReader(bytes.NewReader(text)))
	f("with its end", iotest.DataErrReader(bytes.NewReader(text)))
	f("gzip", bytes.NewReader(gzipped(t, text)))
	f("zstd", iotest.OneByteReader(bytes.NewReader(zstded(t, text))))
	even := text[:4<<12]
	a := cutAll(t, bytes.NewReader(even), opt, true)
	b := cutAll(t, iotest.DataErrReader(bytes.NewReader(even)), opt, true)
	if !slices.Equal(a.blocks, b.blocks) {
		t.Errorf("raw: %v and %v", a.blocks, b.blocks)
	}
}

func TestMegabyteLines(t *testing.T) {
	line := append(bytes.Repeat([]byte("m"), 1<<20), '\n')
	text := bytes.Repeat(line, 20)
	s := Open(Item{Name: "x", Input: bytes.NewReader(text)}, Options{})
	b := Block{}
	n := 0
	for s.Next(&b) {
		n += len(b.Data)
		if cap(b.Data) > 2<<20 || cap(s.cut.buf) > 2<<20 || b.TooLong > 0 {
			t.Fatalf("buffers of %d and %d bytes, %d over-long", cap(b.Data), cap(s.cut.buf), b.TooLong)
		}
	}
	must(t, s.Close())
	if n != len(text) {
		t.Errorf("%d bytes of %d", n, len(text))
	}
}

func TestReadError(t *testing.T) {
	broken := errors.New("the disk is on fire")
	r := io.MultiReader(strings.NewReader("a\nb\nhal"), iotest.ErrReader(broken))
	g := cutAll(t, r, Options{}, false)
	if g.text != "a\nb\nhal" || g.Lines != 3 || g.Status != StatusPartial || g.Problem != broken.Error() {
		t.Errorf("%+v %q", g.Member, g.text)
	}
	packed := gzipped(t, logLines(1000))
	g = cutAll(t, io.MultiReader(bytes.NewReader(packed[:len(packed)/2]), iotest.ErrReader(broken)), Options{}, false)
	if g.Status != StatusPartial || g.Problem != broken.Error() {
		t.Errorf("within gzip: %+v", g.Member)
	}
	g = cutAll(t, iotest.ErrReader(broken), Options{}, false)
	if g.Status != StatusFailed || g.Problem != broken.Error() {
		t.Errorf("at once: %+v", g.Member)
	}
	g = cutAll(t, stuck{}, Options{}, false)
	if g.Status != StatusFailed || g.Problem != io.ErrNoProgress.Error() {
		t.Errorf("a reader that gives nothing: %+v", g.Member)
	}
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

func TestNextDoesNotAllocate(t *testing.T) {
	text := logLines(200_000)
	s := Open(Item{Name: "x", Input: bytes.NewReader(text)}, Options{BlockSize: 64 << 10})
	defer s.Close()
	b := Block{}
	for range 5 {
		s.Next(&b)
	}
	if n := testing.AllocsPerRun(100, func() { s.Next(&b) }); n != 0 {
		t.Errorf("%v allocations a block", n)
	}
}

func FuzzBlocks(f *testing.F) {
	f.Add([]byte("a\nbb\nccc\n"), 3, 2, uint(0))
	f.Add([]byte("0123456789\r\n\nabc"), 4, 9, uint(5))
	f.Add(bytes.Repeat([]byte("x"), 300), 16, 10, uint(0))
	f.Add([]byte("\n\n\r\n\r\r\n"), 1, 1, uint(2))
	f.Add([]byte("12345678\r\n123456789\n12345678\n123456789"), 100, 8, uint(0))
	f.Fuzz(func(t *testing.T, text []byte, size, maxLine int, raw uint) {
		if size < 1 || size > 1<<12 || maxLine < 1 || maxLine > 1<<12 || sniff(text) != plain {
			return
		}
		opt := Options{BlockSize: size, MaxLine: maxLine}
		want, lines, tooLong := naive(text, maxLine)
		g := cutAll(t, bytes.NewReader(text), opt, false)
		if g.text != string(want) || g.Lines != int64(lines) || g.tooLong != tooLong || g.Bytes != int64(len(text)) {
			t.Fatalf("%+v %q, %d over-long; want %d lines, %q, %d over-long", g.Member, g.text, g.tooLong, lines, want, tooLong)
		}
		if again := cutAll(t, iotest.OneByteReader(bytes.NewReader(text)), opt, false); !slices.Equal(again.blocks, g.blocks) {
			t.Fatalf("byte by byte: %v; at once: %v", again.blocks, g.blocks)
		}
		checkMixed(t, text, opt, raw)
	})
}

// checkMixed asks for any bytes instead of lines where raw has a bit.
func checkMixed(t *testing.T, text []byte, opt Options, raw uint) {
	s := Open(Item{Name: "x", Input: bytes.NewReader(text)}, opt)
	defer s.Close()
	var m *Member
	b := Block{}
	n, tooLong := 0, 0
	for i := 0; ; i++ {
		b.Raw = raw>>(i%32)&1 == 1
		if !s.Next(&b) {
			break
		}
		m = b.Member
		n += len(b.Data)
		tooLong += b.TooLong
		if !bytes.Contains(text, b.Data) {
			t.Fatalf("block %q was never in the text", b.Data)
		}
	}
	_, lines, _ := naive(text, opt.MaxLine)
	if m.Bytes != int64(len(text)) || m.Lines != int64(lines) || tooLong == 0 && n != len(text) {
		t.Fatalf("%s: %d bytes delivered", fmt.Sprintf("%+v", *m), n)
	}
}
