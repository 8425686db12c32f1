package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

// part is a file of an archive to be.
type part struct{ name, text string }

func tarred(t testing.TB, parts ...part) []byte {
	return through(t, nil, func(w io.Writer) (io.WriteCloser, error) {
		z := tar.NewWriter(w)
		must(t, z.WriteHeader(&tar.Header{Name: "dir/", Typeflag: tar.TypeDir, Mode: 0o755}))
		must(t, z.WriteHeader(&tar.Header{Name: "link", Linkname: "/etc/passwd", Typeflag: tar.TypeSymlink}))
		for _, p := range parts {
			must(t, z.WriteHeader(&tar.Header{Name: p.name, Size: int64(len(p.text)), Mode: 0o644}))
			if _, err := io.WriteString(z, p.text); err != nil {
				return nil, err
			}
		}
		return z, nil
	})
}

func zipped(t testing.TB, method uint16, parts ...part) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	_, err := z.Create("dir/")
	must(t, err)
	for _, p := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: method})
		must(t, err)
		_, err = io.WriteString(f, p.text)
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

// told is what is compared of members: name, compression, status, text.
func told(all []got) []string {
	var out []string
	for _, g := range all {
		line := fmt.Sprintf("%s %s %s %q", g.Name, g.Compression, g.Status, g.text)
		if g.Problem != "" {
			line += " " + g.Problem
		}
		out = append(out, line)
	}
	return out
}

func wantMembers(t *testing.T, data []byte, want ...string) *Stream {
	t.Helper()
	p := write(t, t.TempDir(), "archive", string(data))
	s := Open(Item{Name: "x", Path: p, Size: int64(len(data))}, Options{})
	if all := told(readAll(t, s, false)); !slices.Equal(all, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(all, "\n"), strings.Join(want, "\n"))
	}
	if all := told(readPipe(t, data)); !slices.Equal(all, renamed(want)) {
		t.Errorf("from a pipe\n%s\nwant\n%s", strings.Join(all, "\n"), strings.Join(renamed(want), "\n"))
	}
	return s
}

func renamed(want []string) (out []string) {
	for _, w := range want {
		out = append(out, "stdin"+strings.TrimPrefix(w, "x"))
	}
	return out
}

func wantPassed(t *testing.T, s *Stream, want ...Passed) {
	t.Helper()
	if list, n := s.PassedOver(); !slices.Equal(list, want) || n != len(want) {
		t.Errorf("passed over %v (%d); want %v", list, n, want)
	}
}

func TestTar(t *testing.T) {
	parts := []part{
		{"a.log", "one\n"},
		{"../../etc/up.log", "two\n"},
		{"./b/c.log.gz", string(gzipped(t, []byte("three\n")))},
		{"empty", ""},
		{".hidden", "no\n"},
		{"d/.git/config", "no\n"},
		{"bin", "\x7fELF\x00\x01"},
		{"/abs.log.zst", string(zstded(t, []byte("four")))},
	}
	for name, data := range map[string][]byte{
		plain: tarred(t, parts...),
		gz:    gzipped(t, tarred(t, parts...)),
		zst:   zstded(t, tarred(t, parts...)),
	} {
		s := wantMembers(t, data,
			`x!a.log `+name+` ok "one\n"`,
			`x!etc/up.log `+name+` ok "two\n"`,
			`x!b/c.log.gz gzip ok "three\n"`,
			`x!empty `+name+` ok ""`,
			`x!abs.log.zst zstd ok "four"`)
		wantPassed(t, s,
			Passed{"x!.hidden", "a dotfile"},
			Passed{"x!d/.git/config", "a dotfile"},
			Passed{"x!bin", "a binary file (NUL bytes)"})
	}
}

func TestZip(t *testing.T) {
	parts := []part{
		{"a.log", "one\n"},
		{"../up.log", "two\n"},
		{"c.log.gz", string(gzipped(t, []byte("three\n")))},
		{".hidden", "no\n"},
		{"utf16", "\xff\xfea\x00"},
	}
	for method, name := range map[uint16]string{zip.Deflate: zipf, zip.Store: plain} {
		s := wantMembers(t, zipped(t, method, parts...),
			`x!a.log `+name+` ok "one\n"`,
			`x!up.log `+name+` ok "two\n"`,
			`x!c.log.gz gzip ok "three\n"`)
		wantPassed(t, s,
			Passed{"x!.hidden", "a dotfile"},
			Passed{"x!utf16", "UTF-16 text; convert it to UTF-8"})
	}
}

func TestZipProblems(t *testing.T) {
	whole := zipped(t, zip.Store, part{"a", "first line\n"}, part{"b", "second line\n"})
	f := func(change func([]byte) []byte, want ...string) {
		t.Helper()
		wantMembers(t, change(bytes.Clone(whole)), want...)
	}
	central := bytes.Index(whole, []byte("PK\x01\x02"))
	file := func(i int) int { // where the directory tells of file i+1: the folder is the first
		at := central
		for range i {
			at += 4 + bytes.Index(whole[at+4:], []byte("PK\x01\x02"))
		}
		return at
	}
	const a, b = `x!a none ok "first line\n"`, `x!b none ok "second line\n"`
	f(func(z []byte) []byte { z[file(1)+8] |= 1; return z },
		`x!a none failed "" is encrypted; unzip it first`, b)
	f(func(z []byte) []byte { z[file(1)+10] = 99; return z },
		`x!a zip failed "" is compressed by zip's method 99, which imlens does not read`, b)
	f(func(z []byte) []byte { z[bytes.Index(z, []byte("second"))] = 'S'; return z },
		a, `x!b none partial "Second line\n" corrupt zip data: zip: checksum error`)
	f(func(z []byte) []byte { return z[:len(z)/2] },
		`x none failed "" its directory, at the end, is missing or damaged (cut or still being written): zip: not a valid zip file`)
}

func TestZipFromPipeIsBounded(t *testing.T) {
	head := zipped(t, zip.Store, part{"a", "line\n"})
	r := io.MultiReader(bytes.NewReader(head), io.LimitReader(zeros{}, maxSpool))
	g := cutAll(t, r, Options{}, false)
	if g.Status != StatusFailed || g.Problem != errSpool.Error() {
		t.Errorf("%+v", g.Member)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestNested(t *testing.T) {
	data := []byte("deep\n")
	inner := tarred(t, part{"log", string(data)})
	inner = zipped(t, zip.Deflate, part{"inner.tar", string(inner)})
	inner = gzipped(t, tarred(t, part{"inner.zip", string(inner)}, part{"side", "by\n"}))
	s := wantMembers(t, inner,
		`x!inner.zip!inner.tar!log zip ok "deep\n"`,
		`x!side gzip ok "by\n"`)
	wantPassed(t, s)
	s = wantMembers(t, tarred(t, part{"outer.tgz", string(inner)}, part{"z", "z\n"}),
		`x!outer.tgz!side gzip ok "by\n"`,
		`x!z none ok "z\n"`)
	wantPassed(t, s,
		Passed{"x!outer.tgz!inner.zip!inner.tar", "an archive within 3 archives"},
		Passed{"x!outer.tgz!inner.zip", "holds no text file"})
}

func TestEmptyArchive(t *testing.T) {
	wantMembers(t, tarred(t), `x none ok "" holds no text file`)
	wantMembers(t, gzipped(t, tarred(t)), `x gzip ok "" holds no text file`)
	wantMembers(t, zipped(t, zip.Store), `x none ok "" holds no text file`)
	s := wantMembers(t, tarred(t, part{"a.tar", string(tarred(t))}, part{"b", "b\n"}), `x!b none ok "b\n"`)
	wantPassed(t, s, Passed{"x!a.tar", "holds no text file"})
}

func TestTarCut(t *testing.T) {
	whole := tarred(t, part{"a", strings.Repeat("line\n", 2000)}, part{"b", "b\n"})
	a := fmt.Sprintf("%q", strings.Repeat("line\n", 2000))
	head := 3 * 512 // of a directory, a link and a
	f := func(at int, want ...string) {
		t.Helper()
		wantMembers(t, whole[:at], want...)
	}
	f(head+7, `x!a none partial "line\nli" `+endsEarly)
	f(head+10300+512-100, `x!a none ok `+a, `x none partial "" `+endsEarly)
	f(300, `x none failed "" `+endsEarly)
}

func TestTarGzCut(t *testing.T) {
	text := string(logLines(2000))
	packed := gzipped(t, tarred(t, part{"a", text}, part{"b", text}))
	all := readFile(t, packed[:len(packed)*3/4], Options{})
	if len(all) != 2 || all[0].Status != StatusOK || all[1].Status != StatusPartial || all[1].Problem != endsEarly {
		t.Errorf("%v", told(all))
	}
	all = readFile(t, packed[:len(packed)-4], Options{})
	if len(all) != 3 || all[1].Status != StatusOK || all[2].Name != "x" || all[2].Status != StatusPartial || all[2].Problem != endsEarly {
		t.Errorf("only the checksum is cut: %d members", len(all))
	}
	all = readFile(t, append(packed, "tail"...), Options{})
	if len(all) != 3 || all[2].Status != StatusPartial || all[2].Problem != "garbage after the end of the gzip data" {
		t.Errorf("with garbage behind: %d members", len(all))
	}
}

func TestTextWithTarMagic(t *testing.T) {
	text := strings.Repeat("x", 256) + "\nustar is a word too\n" + strings.Repeat("y", 300) + "\n"
	if g := readOne(t, []byte(text)); g.text != text {
		t.Errorf("%+v", g.Member)
	}
}

func TestPassedOverIsBounded(t *testing.T) {
	var parts []part
	for i := range maxListed + 7 {
		parts = append(parts, part{fmt.Sprintf(".dot%d", i), "x"})
	}
	s := Open(Item{Name: "x", Input: bytes.NewReader(tarred(t, parts...))}, Options{})
	readAll(t, s, false)
	if list, n := s.PassedOver(); len(list) != maxListed || n != maxListed+7 {
		t.Errorf("%d listed of %d", len(list), n)
	}
}

func TestClose(t *testing.T) {
	data := gzipped(t, tarred(t, part{"a.zst", string(zstded(t, logLines(20000)))}, part{"b", "b\n"}))
	p := write(t, t.TempDir(), "x", string(data))
	s := Open(Item{Name: "x", Path: p}, Options{})
	b := Block{}
	if !s.Next(&b) || b.Last {
		t.Fatal("the first block is not the first of several")
	}
	file := s.input.file
	must(t, s.Close())
	if _, err := file.Stat(); err == nil {
		t.Error("the file is still open")
	}
	if s.Next(&b) {
		t.Error("there is a block behind Close")
	}
	must(t, s.Close())
	must(t, Open(Item{Name: "x", Path: p}, Options{}).Close())
}

func TestWalkedBinaryWithinGzip(t *testing.T) {
	p := write(t, t.TempDir(), "core.gz", string(gzipped(t, []byte("\x7fELF\x00\x00"))))
	s := Open(Item{Name: "core.gz", Path: p, Walked: true}, Options{})
	if all := readAll(t, s, false); len(all) != 0 {
		t.Errorf("%v", told(all))
	}
	wantPassed(t, s, Passed{"core.gz", "a binary file (NUL bytes)"})
	if all := readAll(t, Open(Item{Name: "core.gz", Path: p}, Options{}), false); len(all) != 1 {
		t.Errorf("named itself: %v", told(all))
	}
}

func TestMissingFile(t *testing.T) {
	all := told(readAll(t, Open(Item{Name: "gone.log", Path: t.TempDir() + "/gone.log"}, Options{}), false))
	if len(all) != 1 || !strings.HasPrefix(all[0], `gone.log none failed "" open: `) {
		t.Errorf("%v", all)
	}
	all = told(readAll(t, Open(Item{Name: "none"}, Options{}), false))
	if want := `none none failed "" there is nothing to read from`; len(all) != 1 || all[0] != want {
		t.Errorf("%v; want %v", all, want)
	}
}

func TestShrinkingFile(t *testing.T) {
	p := write(t, t.TempDir(), "x.log", string(logLines(10000)))
	s := Open(Item{Name: "x", Path: p}, Options{BlockSize: 64 << 10})
	b := Block{}
	n := 0
	for s.Next(&b) {
		n += len(b.Data)
		if b.First {
			must(t, os.Truncate(p, 100<<10))
		}
		if b.Last && (b.Member.Status != StatusPartial || b.Member.Problem != errShrunk.Error()) {
			t.Errorf("%+v", *b.Member)
		}
	}
	must(t, s.Close())
	if n != 100<<10 {
		t.Errorf("%d bytes", n)
	}
}
