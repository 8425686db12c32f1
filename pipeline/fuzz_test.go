package pipeline

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"imlens/internal/corpus"
	"imlens/source"
)

// addTree adds the beginning of every file below a directory.
func addTree(f *testing.F, dir string, longest int) {
	f.Helper()
	n := 0
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err == nil {
			n++
			f.Add(b[:min(len(b), longest)])
		}
		return err
	}); err != nil || n == 0 {
		f.Fatal(dir, n, err)
	}
}

// FuzzPipeline reads any bytes as a file: nothing panics, every record is
// accounted for, and three workers report what one does.
func FuzzPipeline(f *testing.F) {
	shapes := f.TempDir()
	if _, err := corpus.Write(shapes, 5, 2); err != nil {
		f.Fatal(err)
	}
	addTree(f, shapes, 600)
	addTree(f, "../testdata/logs", 600) // compressed ones and archives, cut
	for _, name := range []string{"../parser/testdata/lines.ndjson", "../parser/testdata/sdk-events.ndjson"} {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b[:min(len(b), 600)])
		f.Add(gzipped(f, bytes.NewReader(b[:min(len(b), 2000)])))
	}
	for _, text := range hostileTexts() {
		f.Add([]byte(`{"ua":"` + text + `","error":{"type":"` + text + `"}}` + "\n{\n" + text))
	}
	cat := loadCatalog(f)
	path := filepath.Join(f.TempDir(), "in")
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		var first []byte
		for _, jobs := range []int{1, 3} {
			list, err := source.Find([]string{path}, nil)
			if err != nil {
				t.Fatal(err)
			}
			cfg := testConfig(cat, jobs)
			cfg.MaxLine = 500
			s := runItems(t, cfg, list.Items...)
			adds(t, s)
			if got := asJSON(t, cat, s); first == nil {
				first = got
			} else if !bytes.Equal(first, got) {
				t.Errorf("%d workers give another report than one for %q", jobs, b)
			}
		}
	})
}
