package pipeline

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"imlens/analyzer"
	"imlens/catalog"
	"imlens/internal/corpus"
	"imlens/report"
	"imlens/source"
)

func loadCatalog(tb testing.TB) *catalog.Catalog {
	tb.Helper()
	cat, err := catalog.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return cat
}

// runPaths analyses paths with the corpus's bounds and zone.
func runPaths(tb testing.TB, cat *catalog.Catalog, jobs int, paths ...string) *analyzer.Snapshot {
	tb.Helper()
	list, err := source.Find(paths, nil)
	if err != nil {
		tb.Fatal(err)
	}
	for _, p := range list.Problems {
		tb.Fatal(p)
	}
	s, err := Run(context.Background(), list.Items, Config{Catalog: cat, Location: corpus.Zone(), MaxLine: corpus.MaxLine, Jobs: jobs})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// counts is a Snapshot in the terms of a corpus.FileExpected.
func counts(s *analyzer.Snapshot) corpus.FileExpected {
	e := corpus.FileExpected{
		Lines: s.Input.Lines, Records: s.Input.Records, Errors: s.Errors, NotErrors: s.Input.NotErrors,
		Undated: s.Input.Undated, NotJSON: s.Input.SkippedNotJSON, TooLong: s.Input.SkippedTooLong,
		Users: int(s.Users), First: s.First, Last: s.Last,
		Codes: map[string]int64{}, UsersByCode: map[string]int{}, CodeFirst: map[string]time.Time{}, CodeLast: map[string]time.Time{},
		SDK: values(s.Breakdowns[0]), App: values(s.Breakdowns[1]),
	}
	for _, c := range s.Codes {
		e.Codes[c.Code], e.UsersByCode[c.Code] = c.Errors, int(c.Users)
		if !c.First.IsZero() {
			e.CodeFirst[c.Code], e.CodeLast[c.Code] = c.First, c.Last
		}
	}
	return e
}

func values(b analyzer.Breakdown) map[string]int64 {
	m := map[string]int64{}
	for _, v := range b.Values {
		m[v.Value] = v.Errors
	}
	if b.None > 0 {
		m[corpus.None] = b.None
	}
	return m
}

// sameCounts compares what was counted with what the corpus was made of.
// Above the bound of exact counting users may be off by an estimate's error.
func sameCounts(t *testing.T, name string, got, want corpus.FileExpected) {
	t.Helper()
	want.UndatedRecords = 0
	near := cmp.Comparer(func(a, b int) bool {
		return a == b || min(a, b) > 4096 && math.Abs(float64(a-b)) <= 0.02*float64(max(a, b))
	})
	empty := cmp.FilterValues(func(a, b map[string]int) bool { return len(a) == 0 && len(b) == 0 }, cmp.Ignore())
	emptyTimes := cmp.FilterValues(func(a, b map[string]time.Time) bool { return len(a) == 0 && len(b) == 0 }, cmp.Ignore())
	emptyCounts := cmp.FilterValues(func(a, b map[string]int64) bool { return len(a) == 0 && len(b) == 0 }, cmp.Ignore())
	times := cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })
	if diff := cmp.Diff(want, got, near, empty, emptyTimes, emptyCounts, times); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// TestCorpus reads a corpus in all shapes of DESIGN.md whose counts are known
// by construction, file by file and as a whole, plain and compressed.
func TestCorpus(t *testing.T) {
	dir := t.TempDir()
	want, err := corpus.Write(dir, 7, 400)
	if err != nil {
		t.Fatal(err)
	}
	cat := loadCatalog(t)
	for name, file := range want.Files {
		sameCounts(t, name, counts(runPaths(t, cat, 2, filepath.Join(dir, name))), file)
	}
	all := runPaths(t, cat, 3, dir)
	sameCounts(t, "all files", counts(all), want.FileExpected)
	adds(t, all)

	packed := t.TempDir()
	for name := range want.Files {
		compress(t, filepath.Join(dir, name), filepath.Join(packed, filepath.Base(name)+".gz"))
	}
	sameCounts(t, "all files, compressed", counts(runPaths(t, cat, 3, packed)), want.FileExpected)
}

func compress(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, z.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// adds checks the accounting: every sum of the report is the same.
func adds(t *testing.T, s *analyzer.Snapshot) {
	t.Helper()
	in := s.Input
	if sum := s.Errors + in.NotErrors + in.Filtered + in.SkippedNotJSON + in.SkippedTooLong; sum != in.Records {
		t.Errorf("errors, not errors, filtered and skipped are %d, records %d", sum, in.Records)
	}
	var codes, categories, causes, buckets int64
	for _, c := range s.Codes {
		codes += c.Errors
		var own int64
		for _, k := range c.Causes {
			own += k.Errors
		}
		if own != c.Errors {
			t.Errorf("code %s: causes sum to %d, errors are %d", c.Code, own, c.Errors)
		}
	}
	for _, c := range s.Categories {
		categories += c.Errors
	}
	for _, c := range s.Causes {
		causes += c.Errors
	}
	for _, b := range s.Timeline.Buckets {
		buckets += b.Errors
	}
	if codes != s.Errors || categories != s.Errors || causes != s.Errors {
		t.Errorf("errors %d, but codes %d, categories %d, causes %d", s.Errors, codes, categories, causes)
	}
	if got := buckets + s.Timeline.Outside; got != s.Errors-in.Undated {
		t.Errorf("the timeline has %d errors, %d are dated", got, s.Errors-in.Undated)
	}
	for _, b := range s.Breakdowns {
		sum := b.Other + b.None
		for _, v := range b.Values {
			sum += v.Errors
		}
		if sum != s.Errors || b.None < 0 {
			t.Errorf("%s sums to %d, errors are %d", b.Field, sum, s.Errors)
		}
	}
	var bytes, lines int64
	for _, src := range in.Sources {
		bytes += src.Bytes
		lines += src.Lines
	}
	if bytes != in.Bytes || lines != in.Lines {
		t.Errorf("sources have %d bytes, %d lines; input says %d, %d", bytes, lines, in.Bytes, in.Lines)
	}
}

// TestJobs gives the same bytes for any number of workers.
func TestJobs(t *testing.T) {
	dir := t.TempDir()
	if _, err := corpus.Write(dir, 11, 1500); err != nil {
		t.Fatal(err)
	}
	cat := loadCatalog(t)
	var one []byte
	for _, jobs := range []int{1, 2, 3, 16} {
		s := runPaths(t, cat, jobs, dir, "../testdata/logs")
		var b bytes.Buffer
		if err := report.Write(&b, "json", s, cat, report.Options{}); err != nil {
			t.Fatal(err)
		}
		if one == nil {
			one = b.Bytes()
			if !json.Valid(one) {
				t.Fatal("no valid JSON")
			}
		} else if !bytes.Equal(one, b.Bytes()) {
			t.Errorf("%d workers give another report than one", jobs)
		}
	}
}
