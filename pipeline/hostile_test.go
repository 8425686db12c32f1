package pipeline

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"imlens/analyzer"
	"imlens/catalog"
	"imlens/report"
	"imlens/source"
)

// TestBadLines goes through what a line may do to a reader.
func TestBadLines(t *testing.T) {
	cat := loadCatalog(t)
	f := func(what, text, want string) {
		t.Helper()
		if got := summary(analyse(t, cat, text)); got != want {
			t.Errorf("%s: %s, want %s:\n%.300q", what, got, want, text)
		}
	}
	const good = `{"error":{"type":17}}` + "\n"
	f("nothing", "", "")
	f("blank lines", "\n\r\n \n", "")
	f("an error inside a string", `{"note":"\"error\":{\"type\":17}"}`+"\n"+`{"note":"{\"error\":{\"type\":17}}","error":{"type":40}}`, "40:1 quiet:1")
	f("a type inside the error", `{"error":{"data":{"type":17,"error":{"type":1}},"type":40}}`, "40:1")
	f("an error inside data", `{"data":{"error":{"type":17}}}`, "quiet:1")
	f("escapes before the key", `{"a":"\\\"error\":{","b":"\\","c":"\u0022error\u0022:1","error":{"type":40}}`, "40:1")
	f("an escaped key", `{"\u0065rror":{"\u0074ype":40}}`, "40:1")
	f("duplicate keys", `{"error":{"type":17,"type":40},"error":{"type":1}}`, "17:1")
	f("code 0", `{"error":{"type":0}}`, "0:1")
	f("code 17 in its forms", `{"error":{"type":17.0}}`+"\n"+`{"error":{"type":"17"}}`+"\n"+`{"error":{"type":1.7E1}}`+"\n"+`{"error":17}`, "17:4")
	f("names in their spellings", `{"error":{"type":"WEBIM_CONNCTION_AJAX_ERROR"}}`+"\n"+`{"error":{"type":"WEBIM_CONNECTION_AJAX_ERROR"}}`+"\n"+`{"error":{"type":"webim_connection_ajax_error"}}`, "17:3")
	f("an empty error", `{"error":{}}`, "none:1")
	f("NUL bytes", "\x00\x00\x00\n"+good+"{\"m\":\"\x00\",\"error\":{\"type\":40}}\n{\"error\":\x00{\"type\":1}}\n", "17:1 40:1 no_json:2")
	f("invalid UTF-8", "\xff\xfe\n"+good+"{\"m\":\"\xff\xc0\x80\",\"error\":{\"type\":40,\"message\":\"\xe4\xb8\"}}\n{\"error\":{\"type\":\"\xff\"}}\n", "17:1 40:1 \xff:1 no_json:1")
	f("lone surrogates", `{"userId":"\ud800","error":{"type":17,"message":"\udc00 \ud83d\ude00 \ud83d"}}`, "17:1")
	f("half an escape", `{"m":"\u12","error":{"type":17}}`+"\n"+`{"m":"\`+"\n"+good, "17:1 no_json:2")
	f("ten thousand levels", strings.Repeat(`{"a":`, 10_000)+"1"+strings.Repeat("}", 10_000)+"\n"+good, "17:1 quiet:1")
	f("ten thousand levels in the error", `{"error":{"type":40,"data":`+strings.Repeat("[", 10_000)+strings.Repeat("]", 10_000)+"}}\n"+good, "17:1 40:1")
	f("ten thousand levels that do not close", strings.Repeat(`{"a":`, 10_000)+"\n"+good, "17:1 no_json:1")
	f("a line that is too long", good+strings.Repeat("x", 1<<20+1)+"\n"+good, "17:2 too_long:1")
	f("a line as long as may be", good+`{"m":"`+strings.Repeat("x", 1<<20-8)+"\"}\n"+good, "17:2 quiet:1")
	f("nothing but a line that is too long", strings.Repeat("x", 3<<20), "too_long:1")
	f("a document and text behind it", "{\n\"error\": {\n\"type\": 17\n}\n}\nthe end\n", "17:1 no_json:1")
}

// TestCutAnywhere: a line that was cut, at whichever byte, is one line that is
// no JSON, and its neighbours are read.
func TestCutAnywhere(t *testing.T) {
	cat := loadCatalog(t)
	line := `{"ts":"2026-11-22T08:00:00.000Z","n":[1,{"a":-1.5e3}],"ok":true,"error":{"type":17,"data":{"error":"a \"b\\\u0041","x":null},"message":"m"},"userId":"u1"}`
	const before, after = `{"error":{"type":40}}`, `{"error":{"type":1}}`
	f := func(what, text, want string) {
		t.Helper()
		s := runItems(t, testConfig(cat, 1), textItem(text))
		adds(t, s)
		if got := summary(s); got != want {
			t.Errorf("%s: %s, want %s:\n%s", what, got, want, text)
		}
	}
	for n := range len(line) + 1 {
		bad, cut := " no_json:1", line[:n]
		if n == 0 {
			bad = ""
		}
		between := "1:1 40:1" + bad
		if n == len(line) {
			between = "17:1 1:1 40:1"
		}
		f("between two lines", before+"\n"+cut+"\n"+after+"\n", between)
		if n < len(line) {
			f("as the first line of two", cut+"\n"+before+"\n", "40:1"+bad)
			f("as the first line of three", cut+"\n"+before+"\n"+after, "1:1 40:1"+bad)
			f("as the last line", before+"\n"+after+"\n"+cut, "1:1 40:1"+bad)
			f("in CRI", "2026-11-22T08:00:00.1Z stdout F "+cut+"\n2026-11-22T08:00:00.1Z stdout F "+before, "40:1 no_json:1")
		}
	}
}

// hostileTexts act on a terminal, or on who reads it, when they are shown raw.
func hostileTexts() []string {
	return []string{
		"\x1b[2J\x1b[1;1H", "\x1b]0;title\a", "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\", "\x1b]52;c;cm0=\a",
		"\x9b2J", "\u009b2J", "\u202etxt.exe", "\u2066x\u2069", "a\rb", "a\x00b\x7f\b", "\u200b\ufeff\U000e0041", "\xff\xfe", "\u2028",
	}
}

// TestNothingActsOnTheTerminal: no text of a log that can reach a table
// reaches it raw, in no format but as the escapes of JSON.
func TestNothingActsOnTheTerminal(t *testing.T) {
	cat := loadCatalog(t)
	f := func(what string, items ...source.Item) {
		t.Helper()
		s := runItems(t, testConfig(cat, 2), items...)
		for _, format := range report.Formats() {
			for _, lang := range []catalog.Lang{catalog.English, catalog.Chinese} {
				var b bytes.Buffer
				if err := report.Write(&b, format, s, cat, report.Options{Lang: lang, Top: -1, Width: 200}); err != nil {
					t.Fatal(err)
				}
				if !utf8.Valid(b.Bytes()) {
					t.Errorf("%s: %s is invalid UTF-8", what, format)
				}
				for _, r := range b.String() {
					if r != '\n' && !unicode.IsGraphic(r) || unicode.Is(unicode.Cf, r) {
						t.Errorf("%s: %U is in the %s report", what, r, format)
						break
					}
				}
			}
		}
	}
	for _, text := range hostileTexts() {
		raw := strings.ReplaceAll(strings.ReplaceAll(text, "\r", ""), "\n", "")
		for how, text := range map[string]string{"escaped": escaped(text), "raw": raw} {
			f(fmt.Sprintf("%s %q", how, text), textItem(strings.ReplaceAll(`{"userId":"xTEXT","appKey":"xTEXT","sdkVersion":"xTEXT","ua":"xTEXT","event":"xTEXT","ts":"xTEXT","error":{"type":"xTEXT","message":"xTEXT"}}
{"ua":"Mozilla/5.0 (TEXT; TEXT) TEXT/1.0 Chrome/TEXT","error":{"type":17,"message":"xTEXT"}}`, "TEXT", text)))
			f(how+" hint", textItem(fmt.Sprintf(`{"err":{"code":"x%s"},"x%s":{"err":{"code":1}}}`, text, text)))
		}
		f("skipped line", textItem("x"+raw+"\n{\"error\":{\"type\":17}}"))
		f("file name", source.Item{Name: "x" + text, Input: strings.NewReader("x\n{\"error\":{\"type\":17}}"), Size: 1})
		f("missing file", source.Item{Name: "x" + text, Path: filepath.Join(t.TempDir(), "none"), Size: 1})
		f("archive member", tarItem(t, "x"+strings.ReplaceAll(raw, "\x00", "")+".log", "x\n{\"error\":{\"type\":17}}"))
	}
}

// escaped writes a text as the inside of a JSON string, all of it in escapes.
func escaped(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r > 0xffff {
			r = '?'
		}
		fmt.Fprintf(&b, `\u%04x`, r)
	}
	return b.String()
}

func tarItem(tb testing.TB, name, text string) source.Item {
	tb.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(text)), Format: tar.FormatGNU}); err != nil {
		tb.Fatal(err)
	}
	if _, err := io.WriteString(w, text); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return source.Item{Name: "logs.tar", Input: &b, Size: int64(b.Len())}
}

// TestMemberOutside: a member whose name leads out of the archive is read like
// any other, and nothing is written anywhere.
func TestMemberOutside(t *testing.T) {
	dir := t.TempDir()
	inside := filepath.Join(dir, "a", "b")
	if err := os.MkdirAll(inside, 0o700); err != nil {
		t.Fatal(err)
	}
	item := tarItem(t, "../../evil.log", `{"error":{"type":17}}`)
	b, err := io.ReadAll(item.Input)
	if err != nil {
		t.Fatal(err)
	}
	s := runPaths(t, loadCatalog(t), 2, write(t, inside, "logs.tar", b))
	if got := summary(s); got != "17:1" || len(s.Input.Sources) != 1 || !strings.HasSuffix(s.Input.Sources[0].Name, "logs.tar!evil.log") {
		t.Errorf("%s of %+v", got, s.Input.Sources)
	}
	var files []string
	if err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, d.Name())
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(files) != "[logs.tar]" {
		t.Errorf("there are files %q", files)
	}
}

func gzipped(tb testing.TB, text io.Reader) []byte {
	tb.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := io.Copy(w, text); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// TestGarbageBehindGzip: what was compressed counts, and the source says that
// there is more that could not be read.
func TestGarbageBehindGzip(t *testing.T) {
	cat := loadCatalog(t)
	good := gzipped(t, strings.NewReader("{\"error\":{\"type\":17}}\n{\"error\":{\"type\":40}}\n"))
	f := func(what string, b []byte, want, status string) {
		t.Helper()
		s := runItems(t, testConfig(cat, 2), source.Item{Name: "x.gz", Input: bytes.NewReader(b), Size: int64(len(b))})
		adds(t, s)
		if got := summary(s); got != want || len(s.Input.Sources) != 1 || s.Input.Sources[0].Status != status || (status == "ok") != (s.Input.Sources[0].Problem == "") {
			t.Errorf("%s: %s of %+v; want %s, %s", what, got, s.Input.Sources, want, status)
		}
	}
	f("whole", good, "17:1 40:1", "ok")
	f("twice", append(bytes.Clone(good), good...), "17:2 40:2", "ok")
	f("garbage behind", append(bytes.Clone(good), "garbage that is no gzip"...), "17:1 40:1", "partial")
	f("cut", good[:len(good)-4], "17:1 40:1", "partial")
	broken := bytes.Clone(good)
	broken[len(broken)-6] ^= 1 // the checksum
	f("wrong checksum", broken, "17:1 40:1", "partial")
}

// endless repeats a text until n bytes have been read.
type endless struct {
	text []byte
	at   int
	left int64
}

func (e *endless) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) && e.left > 0 {
		k := copy(p[n:min(int64(len(p)), int64(n)+e.left)], e.text[e.at:])
		n, e.left, e.at = n+k, e.left-int64(k), (e.at+k)%len(e.text)
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// TestDecompressionBomb: 200 MB that were compressed to next to nothing take
// no more memory than any other input.
func TestDecompressionBomb(t *testing.T) {
	const size, bound = 200_000_000, 48 << 20
	cat := loadCatalog(t)
	f := func(what, text string, check func(s *analyzer.Snapshot) bool) {
		t.Helper()
		bomb := gzipped(t, &endless{text: bytes.Repeat([]byte(text), 1+64<<10/len(text)), left: size})
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		s := runItems(t, testConfig(cat, 2), source.Item{Name: "bomb.gz", Input: bytes.NewReader(bomb), Size: int64(len(bomb))})
		runtime.ReadMemStats(&after)
		adds(t, s)
		if s.Input.Bytes != size || s.Input.Sources[0].Status != "ok" || !check(s) {
			t.Errorf("%s: %s of %+v", what, summary(s), s.Input.Sources)
		}
		// All that was ever allocated is more than what was held at any time.
		if used := after.TotalAlloc - before.TotalAlloc; used > bound {
			t.Errorf("%s: %d MiB were allocated for %d MB out of %d kB, %d MiB would do", what, used>>20, size/1_000_000, len(bomb)/1000, bound>>20)
		}
	}
	f("zeros", "\x00", func(s *analyzer.Snapshot) bool { return s.Input.SkippedTooLong == 1 && s.Input.Records == 1 })
	f("small lines", "{\"error\":{\"type\":17}}\n", func(s *analyzer.Snapshot) bool {
		return s.Errors == size/22 && s.Input.Records == (size+21)/22
	})
}
