package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// logs is where the example logs are kept, seen from this directory.
const logs = "../../../testdata/logs"

// TestLogsAreUpToDate holds the checked-in logs against what the program
// makes. What differs is mended by: go run ./internal/corpus/demo testdata/logs
func TestLogsAreUpToDate(t *testing.T) {
	made, err := files()
	if err != nil {
		t.Fatal(err)
	}
	known := make(map[string]bool)
	for _, f := range made {
		known[f.name] = true
		data, err := os.ReadFile(filepath.Join(logs, filepath.FromSlash(f.name)))
		if err != nil {
			t.Error(err)
			continue
		}
		same(t, f.name, data, f.entries)
	}
	var size int64
	err = filepath.WalkDir(logs, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		size += info.Size()
		name, err := filepath.Rel(logs, path)
		if err == nil && !known[filepath.ToSlash(name)] {
			t.Errorf("%s is not made by the program", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if size > 300<<10 {
		t.Errorf("the logs have %d bytes, more than 300 KiB", size)
	}
}

// same compares the texts in data with the entries.
func same(t *testing.T, name string, data []byte, want []entry) {
	t.Helper()
	got, err := unpack(name, data)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d texts, want %d", name, len(got), len(want))
		return
	}
	for i := range want {
		if got[i].name != want[i].name || !bytes.Equal(got[i].text, want[i].text) {
			t.Errorf("%s: %s is not what the program makes", name, want[i].name)
		}
	}
}

func TestPackUnpack(t *testing.T) {
	text := bytes.Repeat([]byte("a line\n"), 1000)
	for _, name := range []string{"a.log", "a.gz", "a.zst", "a.xz"} {
		f := file{name, []entry{{name, text}}}
		roundTrip(t, f)
	}
	for _, name := range []string{"a.tar.gz", "a.zip"} {
		roundTrip(t, file{name, []entry{{"b", text}, {"c/d", []byte("x")}}})
	}
}

func roundTrip(t *testing.T, f file) {
	t.Helper()
	packed, err := pack(f)
	if err != nil {
		t.Fatalf("%s: %v", f.name, err)
	}
	same(t, f.name, packed, f.entries)
}

func TestEveryTextHasRecords(t *testing.T) {
	made, err := files()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range made {
		for _, e := range f.entries {
			if len(e.text) == 0 {
				t.Errorf("%s: %s is empty", f.name, e.name)
			}
		}
		if filepath.Ext(f.name) != ".ndjson" {
			continue
		}
		for line := range bytes.Lines(f.entries[0].text) {
			if !json.Valid(line) {
				t.Errorf("%s: %s", f.name, line)
			}
		}
	}
}
