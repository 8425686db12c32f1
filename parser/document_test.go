package parser

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestIsDocument(t *testing.T) {
	f := func(text string, whole, want bool) {
		t.Helper()
		if got := IsDocument([]byte(text), whole); got != want {
			t.Errorf("IsDocument(%q, %v) = %v", text, whole, got)
		}
	}
	// Documents.
	f("{\n  \"error\": {\n    \"type\": 17\n  }\n}\n", true, true)
	f("{\n  \"error\": {\n    \"type\": 17\n  }\n}\n", false, true)
	f("[\n  {\"a\": 1},\n  {\"a\": 2}\n]\n", true, true)
	f("[\n{\"a\":1},\n{\"a\":2}\n", false, true)
	f("[{\"a\":1},\n{\"a\":2}]\n", true, true)
	f("\ufeff\n\n  {\r\n  \"a\": 1\r\n}\r\n", true, true)
	f("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n", true, true)
	f("{ \"a\":\n1}", true, true)
	f("{\n  \"a\": \"cut", false, true) // in the head's last line, which may go on
	// Lines.
	f("", true, false)
	f("\n\n", true, false)
	f(`{"a":1}`, true, false)
	f("{\"a\":1}\n{\"a\":2}\n", true, false)
	f("{\"a\":1}\n", true, false)
	f("[{\"a\":1}]\n[{\"a\":2}]\n", true, false)
	f("{\"a\":1\n", true, false)
	f("[\n", true, false)
	f("[\n", false, true)                              // the second line is longer than the head
	f("{\"a\":1,\"b\n{\"a\":2}\n", true, false)        // cut in a string
	f("{\"a\":1,\"b\":\n{\"a\":2}\n", true, false)     // cut before a value: the next line stands alone
	f("{\"a\":1\n{\"a\":2}\n{\"a\":3}\n", true, false) // cut behind a value
	f("{\n{\"a\":2}\n", true, false)
	f("2026-11-22 {\n\"a\":1}\n", true, false)
	f("\"a\"\n\"b\"\n", true, false)
	f("17\n18\n", true, false)
}

// told is what a Documents or a Parser tells, as "1:17 4:no_json 5:-".
func told(line int64, events []Event) string {
	var b strings.Builder
	for _, ev := range events {
		what := map[Kind]string{IsError: string(ev.Code), NotError: "-", NotJSON: "no_json", TooLong: "too_long"}[ev.Kind]
		fmt.Fprintf(&b, " %d:%s", line, what)
	}
	return b.String()
}

// inPieces feeds a text in pieces of a size.
func inPieces(cfg Config, text []byte, size int) string {
	var b strings.Builder
	d := NewDocuments(New(cfg), func(line int64, events []Event) { b.WriteString(told(line, events)) })
	for len(text) > size {
		d.Feed(bytes.Clone(text[:size]), false)
		text = text[size:]
	}
	d.Feed(text, true)
	return b.String()
}

func TestDocuments(t *testing.T) {
	cfg := testConfig()
	cfg.MaxLine = 60
	f := func(what, text, want string) {
		t.Helper()
		for _, size := range []int{1, 2, 3, 7, 1 << 20} {
			if got := inPieces(cfg, []byte(text), size); got != want {
				t.Errorf("%s, in pieces of %d: told%s, want%s:\n%s", what, size, got, want, text)
				return
			}
		}
	}
	f("nothing", "", "")
	f("space", " \n\t\n", "")
	f("one object", "{\n  \"error\": {\n    \"type\": 17\n  }\n}\n", " 1:17")
	f("no line end", "{\n  \"a\": 1\n}", " 1:-")
	f("a BOM and CRLF", "\ufeff{\r\n  \"error\": {\"type\": 17}\r\n}\r\n", " 1:17")
	f("one behind the other", "{\n\"a\": 1\n}\n{\n\"error\": 17\n}\n\n{\"error\": 40}{\"b\":1}", " 1:- 4:17 8:40 8:-")
	f("an array", "[\n  {\n    \"error\": 17\n  },\n  {\n    \"error\": 40\n  }\n]\n", " 2:17 5:40")
	f("an array of lines", "[{\"error\":17},\n{\"error\":40},\n{\"a\":1}]\n", " 1:17 2:40 3:-")
	f("arrays one behind the other", "[\n{\"error\":17}\n]\n[\n{\"error\":40}\n]\n", " 2:17 5:40")
	f("an empty array", "[\n]\n", "")
	f("an array in an array", "[\n[{\"error\":17},{\"error\":40}],\n{\"a\":1}\n]", " 2:17 2:40 3:-")
	f("an envelope", "{\n\"logs\": [\n{\"error\":17},\n{\"error\":40}\n]\n}\n", " 1:17 1:40")
	f("no records", "[\n1,\n\"a\",\n{\"a\":1}\n]", " 2:no_json 3:no_json 4:-")
	f("cut in an object", "[\n{\"error\":17},\n{\n  \"error\": 4", " 2:17 4:no_json")
	f("cut between objects", "[\n{\"error\":17},\n", " 2:17")
	f("a broken element, the next ones are whole",
		"[\n  {\n    \"error\": 17,,\n  },\n  {\n    \"error\": 40\n  },\n  {\"a\":1}\n]\n", " 3:no_json 5:40 8:-")
	f("an element that was cut", "[\n  {\n    \"error\": 17,\n  {\n    \"error\": 40\n  },\n  {\"a\":1}\n]\n", " 4:no_json 4:40 7:-")
	f("an element that is cut in a string", "[\n  {\n    \"m\": \"half\n  {\n    \"error\": 40\n  },\n  {\"a\":1}\n]\n", " 4:no_json 4:40 7:-")
	f("an element that is broken within", "[\n  {\n    \"error\": {\n      \"type\": 17 17,\n      \"data\": {\n        \"a\": 1\n      }\n    }\n  },\n  {\n    \"error\": 40\n  }\n]\n", " 4:no_json 10:40")
	f("broken behind a line that opens an object", "[\n  {\n    \"a\":\n    {\n      \"b\" 1\n    }\n  },\n  {\"error\": 40}\n]\n", " 5:no_json 8:40")
	f("text before a deeper object", "{\n\"error\": 17\n}\nsome text\n  {\"error\": 40}\n", " 1:17 4:no_json 5:40")
	f("text in between", "{\n\"error\": 17\n}\nsome text\n{\n\"error\": 40\n}\n", " 1:17 4:no_json 5:40")
	f("a record that is too long", "[\n{\"error\":17},\n{\n\"m\": \""+strings.Repeat("x\\n", 40)+"\"\n},\n{\"error\":40}\n]\n", " 2:17 5:too_long 6:40")
	f("a record as long as may be", "["+`{"error":17,"m":"`+strings.Repeat("x", 41)+"\"}\n,{\"error\":40}]", " 1:17 2:40")
	f("one byte more", "["+`{"error":17,"m":"`+strings.Repeat("x", 42)+"\"}\n,{\"error\":40}]", " 1:too_long 2:40")
	f("too long and cut", "[\n{\"error\":17},\n{\"m\": \""+strings.Repeat("x", 100), " 2:17 3:too_long")
}

// TestDocumentCutAnywhere: however much of the end is missing, what stands
// before is told, and what was cut is one record at most.
func TestDocumentCutAnywhere(t *testing.T) {
	const text = "[\n  {\n    \"error\": {\n      \"type\": 17\n    }\n  },\n  {\n    \"error\": {\n      \"type\": 40\n    }\n  }\n]\n"
	first := strings.Index(text, "},\n  {") + 1
	for n := range len(text) {
		got := inPieces(testConfig(), []byte(text[:n]), 5)
		whole := strings.Count(got, ":17") + strings.Count(got, ":40")
		cut := strings.Count(got, "no_json")
		want := 0
		if n >= first {
			want++
		}
		if n >= strings.LastIndex(text, "}")+1 {
			want++
		}
		if whole != want || cut > 1 || cut+whole != strings.Count(got, ":") {
			t.Errorf("cut at %d: told%s, want %d whole ones:\n%s", n, got, want, text[:n])
		}
	}
}

// TestDocumentsBounded: a record that never ends costs no memory.
func TestDocumentsBounded(t *testing.T) {
	cfg := testConfig()
	cfg.MaxLine = 1000
	var got string
	d := NewDocuments(New(cfg), func(line int64, events []Event) { got += told(line, events) })
	d.Feed([]byte("[\n{\"m\":[\n"), false)
	piece := bytes.Repeat([]byte("[1,2,3,4],\n"), 1000)
	for range 50 {
		d.Feed(piece, false)
	}
	if cap(d.record) > 64<<10 {
		t.Errorf("a record of %d bytes is kept, the longest may have %d", cap(d.record), cfg.MaxLine)
	}
	d.Feed([]byte("0]},\n{\"error\":17}\n]"), true)
	if want := " 50003:too_long 50004:17"; got != want {
		t.Errorf("told%s, want%s", got, want)
	}
}

// FuzzDocuments: how a document is cut into pieces makes no difference.
func FuzzDocuments(f *testing.F) {
	for _, line := range seeds(f) {
		f.Add(bytes.ReplaceAll(line, []byte(","), []byte(",\n  ")), uint8(3))
	}
	names, err := filepath.Glob("../testdata/logs/*/*.json")
	if err != nil || len(names) == 0 {
		f.Fatal(names, err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b[:min(len(b), 3000)], uint8(50))
	}
	f.Add([]byte("[\n  {\n    \"error\": 17,\n  {\n    \"error\": 40\n  },\n  {\"a\":1}\n]\n"), uint8(1))
	f.Add([]byte("\ufeff{\"a\":\n\"b\n}\n{\n{}\n[[]]"), uint8(2))
	cfg := testConfig()
	cfg.MaxLine = 200
	f.Fuzz(func(t *testing.T, b []byte, size uint8) {
		want := inPieces(cfg, b, len(b)+1)
		for _, n := range []int{1, int(size) + 1} {
			if diff := cmp.Diff(want, inPieces(cfg, b, n)); diff != "" {
				t.Errorf("%q in pieces of %d (-at once +in pieces):\n%s", b, n, diff)
			}
		}
		IsDocument(b, true)
	})
}
