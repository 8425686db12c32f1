package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"imlens/analyzer"
	"imlens/catalog"
	"imlens/report"
	"imlens/source"
)

func testConfig(cat *catalog.Catalog, jobs int) Config {
	return Config{Catalog: cat, Location: time.UTC, MaxLine: 1 << 20, Jobs: jobs}
}

// runItems analyses items.
func runItems(tb testing.TB, cfg Config, items ...source.Item) *analyzer.Snapshot {
	tb.Helper()
	s, err := Run(context.Background(), items, cfg)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func textItem(text string) source.Item {
	return source.Item{Name: "text.log", Input: strings.NewReader(text), Size: int64(len(text))}
}

// analyse reads a text with one and with four workers, which have to agree.
func analyse(t *testing.T, cat *catalog.Catalog, text string) *analyzer.Snapshot {
	t.Helper()
	one := runItems(t, testConfig(cat, 1), textItem(text))
	adds(t, one)
	four := runItems(t, testConfig(cat, 4), textItem(text))
	if a, b := asJSON(t, cat, one), asJSON(t, cat, four); !bytes.Equal(a, b) {
		t.Errorf("four workers give another report than one for %.200q", text)
	}
	return one
}

func asJSON(tb testing.TB, cat *catalog.Catalog, s *analyzer.Snapshot) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := report.Write(&b, "json", s, cat, report.Options{}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// summary writes what was counted as "17:2 40:1 quiet:3 no_json:1": the codes
// by name, and what is no error where there is any.
func summary(s *analyzer.Snapshot) string {
	var parts []string
	for _, c := range s.Codes {
		parts = append(parts, fmt.Sprintf("%s:%d", c.Code, c.Errors))
	}
	slices.Sort(parts)
	for _, other := range []struct {
		name string
		n    int64
	}{{"quiet", s.Input.NotErrors}, {"no_json", s.Input.SkippedNotJSON}, {"too_long", s.Input.SkippedTooLong}, {"filtered", s.Input.Filtered}} {
		if other.n > 0 {
			parts = append(parts, fmt.Sprintf("%s:%d", other.name, other.n))
		}
	}
	return strings.Join(parts, " ")
}

// write makes a file and returns its path.
func write(tb testing.TB, dir, name string, b []byte) string {
	tb.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}
