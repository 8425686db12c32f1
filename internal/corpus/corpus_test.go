package corpus

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// write writes a corpus into a new directory.
func write(t *testing.T, seed uint64, size int) (string, Expected) {
	t.Helper()
	dir := t.TempDir()
	want, err := Write(dir, seed, size)
	if err != nil {
		t.Fatal(err)
	}
	return dir, want
}

func TestWriteIsDeterministic(t *testing.T) {
	a, wantA := write(t, 7, 20)
	b, wantB := write(t, 7, 20)
	if !reflect.DeepEqual(wantA, wantB) {
		t.Error("the same seed and size gave different numbers")
	}
	c, wantC := write(t, 8, 20)
	if reflect.DeepEqual(wantA, wantC) {
		t.Error("another seed gave the same numbers")
	}
	for name := range wantA.Files {
		if !bytes.Equal(read(t, a, name), read(t, b, name)) {
			t.Errorf("%s: the same seed and size gave different bytes", name)
		}
		if bytes.Equal(read(t, a, name), read(t, c, name)) {
			t.Errorf("%s: another seed gave the same bytes", name)
		}
	}
}

func TestWriteScales(t *testing.T) {
	_, small := write(t, 1, 500)
	_, large := write(t, 1, 5000)
	if ratio := float64(large.Records) / float64(small.Records); ratio < 8 || ratio > 10.1 {
		t.Errorf("ten times the size gave %.1f times the records", ratio)
	}
	for name, f := range large.Files {
		if f.Records < small.Files[name].Records {
			t.Errorf("%s: %d records at the larger size, %d at the smaller", name, f.Records, small.Files[name].Records)
		}
	}
}

func TestWriteEveryCaseAtAnySize(t *testing.T) {
	_, want := write(t, 3, 0)
	for _, c := range codes() {
		if want.Codes[c.text()] == 0 {
			t.Errorf("no error of code %s", c.text())
		}
	}
	for _, code := range []string{"none", "4242", "TypeError", "-77"} {
		if want.Codes[code] == 0 {
			t.Errorf("no error of code %s", code)
		}
	}
	for name, n := range map[string]int64{"NotErrors": want.NotErrors, "Undated": want.Undated,
		"NotJSON": want.NotJSON, "TooLong": want.TooLong, "SDK none": want.SDK[None], "App none": want.App[None]} {
		if n == 0 {
			t.Errorf("%s is 0", name)
		}
	}
}

func TestExpectedSums(t *testing.T) {
	_, want := write(t, 5, 100)
	var sum FileExpected
	for name, f := range want.Files {
		checkSums(t, name, f)
		sum.Lines += f.Lines
		sum.Records += f.Records
		sum.Errors += f.Errors
		sum.TooLong += f.TooLong
		if f.Users > want.Users {
			t.Errorf("%s has more users than the corpus", name)
		}
	}
	checkSums(t, "corpus", want.FileExpected)
	if sum.Lines != want.Lines || sum.Records != want.Records || sum.Errors != want.Errors || sum.TooLong != want.TooLong {
		t.Errorf("the files' sums %+v are not those of the corpus %+v", sum, want.FileExpected)
	}
	all := want.Categories(func(string) string { return "any" })
	if all["any"] != want.Errors {
		t.Errorf("categories sum up to %d, not %d", all["any"], want.Errors)
	}
}

func checkSums(t *testing.T, name string, f FileExpected) {
	t.Helper()
	if got := f.Errors + f.NotErrors + f.NotJSON + f.TooLong; got != f.Records {
		t.Errorf("%s: the parts sum up to %d records, not %d", name, got, f.Records)
	}
	for what, m := range map[string]map[string]int64{"codes": f.Codes, "SDK": f.SDK, "App": f.App} {
		var n int64
		for v := range maps.Values(m) {
			n += v
		}
		if n != f.Errors {
			t.Errorf("%s: %s sum up to %d, not %d", name, what, n, f.Errors)
		}
	}
	if f.Errors > f.Undated && (f.First.IsZero() || f.Last.Before(f.First)) {
		t.Errorf("%s: from %v to %v", name, f.First, f.Last)
	}
}

// TestFilesAreWhatTheySay looks at the bytes: the lines are as many as
// counted, lines said to be JSON are, and the broken ones are not.
func TestFilesAreWhatTheySay(t *testing.T) {
	dir, want := write(t, 9, 60)
	for name, f := range want.Files {
		data := read(t, dir, name)
		lines := bytes.SplitAfter(data, []byte("\n"))
		if len(lines[len(lines)-1]) == 0 {
			lines = lines[:len(lines)-1]
		}
		if int64(len(lines)) != f.Lines {
			t.Errorf("%s: %d lines, said to be %d", name, len(lines), f.Lines)
		}
		for i, line := range lines {
			if bytes.IndexByte(line, 0) >= 0 {
				t.Errorf("%s:%d: a NUL makes the file look binary", name, i+1)
			}
		}
		switch filepath.Ext(name) {
		case ".json":
			checkDocument(t, name, data)
		case ".ndjson":
			checkLines(t, name, lines, f)
		}
	}
}

func checkDocument(t *testing.T, name string, data []byte) {
	t.Helper()
	values := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	for values.More() {
		var v json.RawMessage
		if err := values.Decode(&v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

func checkLines(t *testing.T, name string, lines [][]byte, f FileExpected) {
	t.Helper()
	if name == "traps.ndjson" { // raw control characters, which the standard library refuses
		return
	}
	var bad int64
	for _, line := range lines {
		line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff")))
		switch {
		case len(line) == 0 || len(line) > MaxLine:
		case !json.Valid(line), !bytes.HasPrefix(line, []byte("{")) && !bytes.HasPrefix(line, []byte("[{")), bytes.HasSuffix(line, []byte(",5]")):
			bad++
		}
	}
	if bad != f.NotJSON {
		t.Errorf("%s: %d lines carry no record, said to be %d", name, bad, f.NotJSON)
	}
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestCodeForms(t *testing.T) {
	f := func(c Code, want ...string) {
		t.Helper()
		if got := c.forms(); !reflect.DeepEqual(got, want) {
			t.Errorf("forms of %d:\n got %q\nwant %q", c.Number, got, want)
		}
	}
	f(Code{Number: 17, Name: "WEBIM_CONNCTION_X"}, `17`, `17.0`, `17.00`, `"17"`, `"17.0"`, `1.7e1`, `1.7E+01`,
		`"WEBIM_CONNCTION_X"`, `"webim_connction_x"`, `"Webim_connction_x"`,
		`"WEBIM_CONNECTION_X"`, `"webim_connection_x"`, `"Webim_connection_x"`)
	f(Code{Number: 200, Name: "A"}, `200`, `200.0`, `200.00`, `"200"`, `"200.0"`, `2e2`, `2E+02`, `"A"`, `"a"`, `"A"`)
	f(Code{Number: -2, Name: "B"}, `-2`, `-2.0`, `-2.00`, `"-2"`, `"-2.0"`, `"B"`, `"b"`, `"B"`)
}

func TestQuote(t *testing.T) {
	f := func(s string) {
		t.Helper()
		for _, q := range []string{quote(s), quoteASCII(s)} {
			var got string
			if err := json.Unmarshal([]byte(q), &got); err != nil || got != s {
				t.Errorf("%s reads as %q, not %q: %v", q, got, s, err)
			}
		}
	}
	f("")
	f(`a "b" \ / <c>`)
	f("tab\tnew\nline\r\x01")
	f("张伟 😀 ü")
}
