package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"imlens/catalog"
)

// failing takes n bytes and then fails.
type failing struct{ n int }

var errFull = errors.New("disk full")

func (w *failing) Write(p []byte) (int, error) {
	if len(p) > w.n {
		n := w.n
		w.n = 0
		return n, errFull
	}
	w.n -= len(p)
	return len(p), nil
}

func TestWriteErrors(t *testing.T) {
	check := func(name string, write func(w *failing) error, whole int) {
		t.Helper()
		for n := 0; n < whole; n += 1 + whole/16 {
			if err := write(&failing{n}); !errors.Is(err, errFull) {
				t.Errorf("%s: after %d bytes of %d: %v", name, n, whole, err)
			}
		}
		if err := write(&failing{whole}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	s, cat := fullSnapshot(), testCatalog()
	for _, format := range Formats() {
		check(format, func(w *failing) error { return Write(w, format, s, cat, Options{}) }, len(render(t, format, s, Options{})))
	}
	for _, format := range CodeFormats() {
		var b bytes.Buffer
		if err := WriteCodes(&b, format, cat, []catalog.CodeID{0, 1}, false, Options{}); err != nil {
			t.Fatal(err)
		}
		check("codes "+format, func(w *failing) error {
			return WriteCodes(w, format, cat, []catalog.CodeID{0, 1}, false, Options{})
		}, b.Len())
	}
}

func TestWrongOptions(t *testing.T) {
	f := func(format, table, want string) {
		t.Helper()
		var b bytes.Buffer
		err := Write(&b, format, fullSnapshot(), testCatalog(), Options{Table: table})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Write(%s, table %q): %v", format, table, err)
		}
		if b.Len() > 0 {
			t.Errorf("Write(%s, table %q) wrote %d bytes", format, table, b.Len())
		}
	}
	f("xml", "", "text, markdown, csv, json")
	f("csv", "users", "no table")
	f("text", "codes", "only be written as csv")
	if err := WriteCodes(&bytes.Buffer{}, "csv", testCatalog(), nil, true, Options{}); err == nil {
		t.Error("WriteCodes(csv) gives no error")
	}
}

// TestTables: every table can be had alone, and together they are the report.
func TestTables(t *testing.T) {
	for _, s := range snapshots() {
		header, _, _ := strings.Cut(render(t, "csv", s, Options{}), "\n")
		all := header + "\n"
		for _, table := range Tables() {
			_, rows, _ := strings.Cut(render(t, "csv", s, Options{Table: table}), "\n")
			all += rows
		}
		if all != render(t, "csv", s, Options{}) {
			t.Error("the tables one by one are not the whole report")
		}
	}
}

func TestCSVHoldsNoFormula(t *testing.T) {
	records, err := csv.NewReader(strings.NewReader(render(t, "csv", fullSnapshot(), Options{}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, r := range records {
		for _, cell := range r {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) && !plainNumber(cell) {
				t.Errorf("a formula: %q", cell)
			}
		}
		if r[0] == "codes" {
			keys = append(keys, r[1])
		}
	}
	if !slices.Contains(keys, "-3") {
		t.Errorf("the code -3 is not as it was: %q", keys)
	}
}

// TestTopIsForPeople: --top cuts what people read and nothing else.
func TestTopIsForPeople(t *testing.T) {
	s := fullSnapshot()
	for _, format := range Formats() {
		all, one := render(t, format, s, Options{Top: -1}), render(t, format, s, Options{Top: 1})
		if cut := all != one; cut != (format == "text" || format == "markdown") {
			t.Errorf("%s: --top cuts: %v", format, cut)
		}
	}
	if text := render(t, "text", s, Options{Top: 1}); !strings.Contains(text, "and 8 more with 6,140 errors") {
		t.Error("the text does not say what --top has cut")
	}
}

func TestMarkdownTablesAreWhole(t *testing.T) {
	for name, s := range snapshots() {
		cells := 0
		for _, l := range strings.Split(render(t, "markdown", s, Options{}), "\n") {
			if !strings.HasPrefix(l, "|") {
				cells = 0
				continue
			}
			n := strings.Count(strings.ReplaceAll(strings.ReplaceAll(l, `\\`, ""), `\|`, ""), "|")
			if cells != 0 && n != cells {
				t.Errorf("%s: %d bars, not %d: %s", name, n, cells, l)
			}
			cells = n
			if strings.Contains(l, "<") {
				t.Errorf("%s: a tag: %s", name, l)
			}
		}
	}
}

func TestJSON(t *testing.T) {
	for name, s := range snapshots() {
		for _, lang := range []catalog.Lang{catalog.English, catalog.Chinese} {
			text := render(t, "json", s, Options{Lang: lang})
			d := json.NewDecoder(strings.NewReader(text))
			d.DisallowUnknownFields()
			var back struct {
				jsonReport
				Timeline struct {
					StepSeconds int64 `json:"step_seconds"`
					Outside     int64 `json:"outside"`
					Buckets     []struct {
						Start      string           `json:"start"`
						Errors     int64            `json:"errors"`
						Categories map[string]int64 `json:"categories"`
					} `json:"buckets"`
				} `json:"timeline"`
			}
			if err := d.Decode(&back); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if back.Schema != reportSchema || back.Totals.Errors != s.Errors || len(back.Timeline.Buckets) != len(s.Timeline.Buckets) {
				t.Errorf("%s: lost on the way: %+v", name, back.Totals)
			}
			var sum int64
			for _, b := range back.Timeline.Buckets {
				for _, n := range b.Categories {
					sum += n
				}
			}
			if len(s.Timeline.Buckets) > 0 && sum != s.Errors {
				t.Errorf("%s: the timeline holds %d errors of %d", name, sum, s.Errors)
			}
			if strings.Contains(text, ": null") && s.Errors > 0 && !s.First.IsZero() && strings.Contains(text, `"causes": null`) {
				t.Errorf("%s: a null array", name)
			}
		}
	}
}

// TestNoFormatLetsAnythingThrough: whatever a log holds, in no format does a
// character come out that acts on a terminal.
func TestNoFormatLetsAnythingThrough(t *testing.T) {
	for _, format := range Formats() {
		text := render(t, format, fullSnapshot(), Options{})
		if !utf8.ValidString(text) {
			t.Errorf("%s: invalid UTF-8", format)
		}
		for _, r := range text {
			if r != '\n' && invisible(r) {
				t.Errorf("%s: %U came through", format, r)
			}
		}
	}
}

// TestSameBytes: the same Snapshot gives the same bytes.
func TestSameBytes(t *testing.T) {
	for _, format := range Formats() {
		one, two := render(t, format, fullSnapshot(), Options{}), render(t, format, fullSnapshot(), Options{})
		if one != two {
			t.Errorf("%s: two reports of one Snapshot differ", format)
		}
	}
}

// TestPhrases: no phrase is missing, and both languages fill in the same names.
func TestPhrases(t *testing.T) {
	en, zh := reflect.ValueOf(*english()), reflect.ValueOf(*chinese())
	var compare func(name string, a, b reflect.Value)
	compare = func(name string, a, b reflect.Value) {
		switch a.Kind() {
		case reflect.Struct:
			for i := range a.NumField() {
				compare(name+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i))
			}
		case reflect.Array:
			for i := range a.Len() {
				compare(name, a.Index(i), b.Index(i))
			}
		case reflect.String:
			if a.String() == "" || b.String() == "" {
				t.Errorf("%s is empty", name)
			}
			if x, y := placeholders(a.String()), placeholders(b.String()); !slices.Equal(x, y) {
				t.Errorf("%s: %v in English, %v in Chinese", name, x, y)
			}
		}
	}
	compare("phrases", en, zh)
}

func placeholders(s string) (names []string) {
	for {
		_, after, found := strings.Cut(s, "{")
		if !found {
			slices.Sort(names)
			return names
		}
		name, rest, _ := strings.Cut(after, "}")
		names = append(names, name)
		s = rest
	}
}

func TestRealCatalogue(t *testing.T) {
	cat, err := catalog.Load()
	if err != nil {
		t.Fatal(err)
	}
	var ids []catalog.CodeID
	for i := range cat.Codes {
		ids = append(ids, catalog.CodeID(i))
	}
	for _, lang := range []catalog.Lang{catalog.English, catalog.Chinese} {
		for _, list := range []bool{true, false} {
			var b bytes.Buffer
			if err := WriteCodes(&b, "text", cat, ids, list, Options{Lang: lang}); err != nil {
				t.Fatal(err)
			}
			for _, l := range strings.Split(b.String(), "\n") {
				if columns(l) > 80 {
					t.Errorf("%d columns: %s", columns(l), l)
				}
			}
		}
	}
}
