package report

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"imlens/catalog"
)

// TestGolden compares whole reports with the files under testdata; run it
// with -update to write them anew, and read what changed.
func TestGolden(t *testing.T) {
	f := func(name, format, snapshot string, o Options) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			golden(t, name, render(t, format, snapshots()[snapshot], o))
		})
	}
	with := func(change func(*Options)) Options {
		o := testOptions()
		change(&o)
		return o
	}
	zh := with(func(o *Options) { o.Lang = catalog.Chinese })
	for _, width := range []int{40, 60, 80, 160} {
		f(fmt.Sprintf("full.%d.en.txt", width), "text", "full", with(func(o *Options) { o.Width = width }))
		f(fmt.Sprintf("full.%d.zh.txt", width), "text", "full", with(func(o *Options) { o.Width = width; o.Lang = catalog.Chinese }))
	}
	f("full.top3.color.txt", "text", "full", with(func(o *Options) { o.Top = 3; o.Color = true }))
	for _, s := range []string{"empty", "nousers", "undated", "hints", "one", "uncoded"} {
		f(s+".en.txt", "text", s, testOptions())
		f(s+".zh.txt", "text", s, zh)
	}
	filter := []string{"since 2026-11-22 08:00", "category auth", "code 17, " + nasty}
	for _, lang := range []catalog.Lang{catalog.English, catalog.Chinese} {
		o := with(func(o *Options) { o.Lang, o.Filter = lang, filter })
		f(fmt.Sprintf("filtered.%s.txt", lang), "text", "filtered", o)
		f(fmt.Sprintf("filtered.%s.md", lang), "markdown", "filtered", o)
		f(fmt.Sprintf("filtered.%s.json", lang), "json", "filtered", o)
	}
	f("full.en.md", "markdown", "full", testOptions())
	f("full.zh.md", "markdown", "full", zh)
	f("full.en.csv", "csv", "full", testOptions())
	f("full.en.json", "json", "full", testOptions())
	f("empty.en.json", "json", "empty", testOptions())
	f("hints.zh.json", "json", "hints", zh)
}

func TestGoldenCodes(t *testing.T) {
	cat := testCatalog()
	ids := []catalog.CodeID{0, 1, 2}
	for _, format := range CodeFormats() {
		ext := map[string]string{"text": "txt", "markdown": "md", "json": "json"}[format]
		for _, lang := range []catalog.Lang{catalog.English, catalog.Chinese} {
			o := testOptions()
			o.Lang = lang
			f := func(name string, write func(*bytes.Buffer) error) {
				t.Helper()
				var b bytes.Buffer
				if err := write(&b); err != nil {
					t.Fatal(err)
				}
				golden(t, fmt.Sprintf("%s.%s.%s", name, lang, ext), b.String())
			}
			f("code", func(b *bytes.Buffer) error { return WriteCodes(b, format, cat, ids[2:], false, o) })
			f("codes", func(b *bytes.Buffer) error { return WriteCodes(b, format, cat, ids, true, o) })
			f("causes", func(b *bytes.Buffer) error { return WriteCauses(b, format, cat, []catalog.CauseID{0, 2, 3}, o) })
			f("cause", func(b *bytes.Buffer) error { return WriteCause(b, format, cat, 2, o) })
		}
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	a, b := bytes.Split([]byte(got), []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || !bytes.Equal(a[i], b[i]) {
			t.Fatalf("%s:%d differs (run with -update if that is right)\n got %q\nwant %q", path, i+1, line(a, i), line(b, i))
		}
	}
}

func line(lines [][]byte, i int) []byte {
	if i < len(lines) {
		return lines[i]
	}
	return []byte("(end)")
}
