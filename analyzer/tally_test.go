package analyzer

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"imlens/internal/corpus"
)

// corpusLines are the lines of a corpus, without those shapes in which a
// record has many lines.
func corpusLines(tb testing.TB) [][]byte {
	tb.Helper()
	dir := tb.TempDir()
	want, err := corpus.Write(dir, 3, 60)
	if err != nil {
		tb.Fatal(err)
	}
	var lines [][]byte
	for _, name := range slices.Sorted(maps.Keys(want.Files)) {
		if filepath.Ext(name) == ".json" || strings.HasPrefix(name, "docker") || strings.HasPrefix(name, "cri") {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			tb.Fatal(err)
		}
		for _, line := range bytes.Split(b, []byte("\n")) {
			if len(line) < 10_000 {
				lines = append(lines, line)
			}
		}
	}
	for _, r := range labelledRecords(tb) {
		lines = append(lines, r.Record)
	}
	return lines
}

// TestMerge: lines that are split among tallies, however unevenly, amount
// to the same when these are merged in order as when one tally takes them all.
func TestMerge(t *testing.T) {
	c := newClassifier(t)
	lines := corpusLines(t)
	whole := NewTally(c.cat, time.UTC)
	newDesk(c, Filter{}).block(whole, lines, "test.log", 1)
	whole.Source(SourceStat{Name: "test.log", Bytes: 3, Lines: int64(len(lines)), Status: "ok"})
	want := whole.Snapshot()
	accounted(t, want)
	if want.Errors < 500 || want.Input.NotErrors == 0 || len(want.Input.Skipped) == 0 || len(want.Messages) < 50 {
		t.Fatalf("too little to merge: %+v", want.Input)
	}
	rng := rand.New(rand.NewPCG(13, 14))
	for range 12 {
		parts := 1 + rng.IntN(9)
		desks := []*desk{newDesk(c, Filter{}), newDesk(c, Filter{})}
		tallies := make([]*Tally, parts)
		from := 0
		for i := range tallies {
			tallies[i] = NewTally(c.cat, time.UTC)
			to := from + rng.IntN(len(lines)-from+1)
			if i == parts-1 {
				to = len(lines)
			}
			for from < to { // in blocks, made by any of the workers
				end := min(to, from+1+rng.IntN(len(lines)))
				desks[rng.IntN(2)].block(tallies[i], lines[from:end], "test.log", int64(from)+1)
				from = end
			}
		}
		tallies[parts-1].Source(SourceStat{Name: "test.log", Bytes: 3, Lines: int64(len(lines)), Status: "ok"})
		merged := NewTally(c.cat, time.UTC)
		for _, o := range tallies {
			merged.Merge(o)
		}
		got := merged.Snapshot()
		// Of these a block gives only a sample.
		got.Input.Skipped = got.Input.Skipped[:maxSkipsInBlock]
		got.Hints = want.Hints
		if diff := difference(want, got); diff != "" {
			t.Fatalf("%d parts (-one tally +merged):\n%s", parts, diff)
		}
	}
}

// TestSnapshotStays: what is added later does not change a Snapshot, and a
// Snapshot does not change what is added later.
func TestSnapshotStays(t *testing.T) {
	c := newClassifier(t)
	lines := corpusLines(t)
	half := len(lines) / 2
	add := func(t *Tally, d *desk, from, to int) { d.block(t, lines[from:to], "test.log", int64(from)+1) }
	plain, watched, d := NewTally(c.cat, time.UTC), NewTally(c.cat, time.UTC), newDesk(c, Filter{})
	add(plain, d, 0, half)
	before := plain.Snapshot()
	add(plain, d, half, len(lines))
	add(watched, d, 0, half)
	first := watched.Snapshot()
	add(watched, d, half, len(lines))
	if diff := difference(before, first); diff != "" {
		t.Errorf("the first half (-one +again):\n%s", diff)
	}
	if diff := difference(watched.Snapshot(), watched.Snapshot()); diff != "" {
		t.Errorf("a second Snapshot differs from the first:\n%s", diff)
	}
	if diff := difference(plain.Snapshot(), watched.Snapshot()); diff != "" {
		t.Errorf("all (-plain +watched):\n%s", diff)
	}
}

// TestUnknownCodes: of what the catalogue does not know 500 codes are listed
// and the others counted together, but for none.
func TestUnknownCodes(t *testing.T) {
	c := newClassifier(t)
	var lines []string
	for i := range 700 {
		lines = append(lines, fmt.Sprintf(`{"userId":"u%d","error":{"type":"NEW_%03d","message":"x"}}`, i, i))
	}
	lines = append(lines, `{"error":{}}`, `{"error":{"type":17}}`, lines[3], lines[699])
	check := func(what string, tally *Tally) {
		t.Helper()
		s := tally.Snapshot()
		accounted(t, s)
		codes := map[string]int64{}
		for _, k := range s.Codes {
			codes[k.Code] = k.Errors
			if k.Known != (k.Code == "17") {
				t.Errorf("%s: %s is known: %v", what, k.Code, k.Known)
			}
		}
		if s.Errors != 704 || len(codes) != maxUnknownCodes+3 || codes[otherKey] != 201 || codes[noCode] != 1 || codes["17"] != 1 || codes["NEW_003"] != 2 || codes["NEW_699"] != 0 {
			t.Errorf("%s: %d errors, %d codes, (other) %d, none %d, NEW_003 %d, NEW_699 %d",
				what, s.Errors, len(codes), codes[otherKey], codes[noCode], codes["NEW_003"], codes["NEW_699"])
		}
	}
	check("at once", tallied(t, Filter{}, lines...))
	merged, d := NewTally(c.cat, time.UTC), newDesk(c, Filter{})
	for from := 0; from < len(lines); from += 100 {
		part := NewTally(c.cat, time.UTC)
		d.block(part, bytesOf(lines[from:min(from+100, len(lines))]), "test.log", 1)
		merged.Merge(part)
	}
	check("merged", merged)
}

// TestManyOfEverything: far beyond all bounds the sums hold, and what is kept
// stays within the bounds.
func TestManyOfEverything(t *testing.T) {
	c := newClassifier(t)
	tally, d := NewTally(c.cat, time.UTC), newDesk(c, Filter{})
	n := 0
	for range 6 {
		var lines [][]byte
		for range 5000 {
			n++
			lines = append(lines, fmt.Appendf(nil, `{"ts":%d,"userId":"u%d","appKey":"a%d","sdkVersion":"v%d","ua":"%c%c/%d","error":{"type":"C%d","message":"%s"}}`,
				1_700_000_000+n*3600, n, n, n, 'A'+n%26, 'a'+n/26%26, n, n, strings.Repeat(string(rune('a'+n%26)), n/26%250)))
		}
		d.block(tally, lines, "test.log", 1)
	}
	s := tally.Snapshot()
	accounted(t, s)
	if s.Errors != int64(n) || len(s.Codes) > maxUnknownCodes+1 || len(s.Messages) > keepMessages+1 || len(s.Timeline.Buckets) > maxBuckets {
		t.Errorf("%d errors, %d codes, %d messages, %d buckets", s.Errors, len(s.Codes), len(s.Messages), len(s.Timeline.Buckets))
	}
	for _, b := range s.Breakdowns {
		if len(b.Values) > keepValues {
			t.Errorf("%s: %d values", b.Field, len(b.Values))
		}
	}
	messages := int64(0)
	for _, m := range s.Messages {
		messages += m.Errors
	}
	if messages == 0 || messages > s.Errors {
		t.Errorf("messages sum to %d of %d errors", messages, s.Errors)
	}
	if off := float64(s.Users)/float64(n) - 1; off < -0.02 || off > 0.02 {
		t.Errorf("%d users of %d", s.Users, n)
	}
}

// TestSkipped lines are shown with their place, the first of all.
func TestSkipped(t *testing.T) {
	c := newClassifier(t)
	tally, d := NewTally(c.cat, time.UTC), newDesk(c, Filter{})
	d.block(tally, bytesOf([]string{`{"error":{"type":1}}`, "half {", ""}), "a.log", 1)
	d.block(tally, bytesOf([]string{`{"error":{"type":1}}`, "password=hunter2"}), "a.log", 4)
	got := fmt.Sprint(tally.Snapshot().Input.Skipped)
	if want := "[{a.log 2 not_json half {} {a.log 5 not_json password=<secret>}]"; got != want {
		t.Errorf("skipped %s, want %s", got, want)
	}
	for i := range 100 {
		d.block(tally, bytesOf([]string{"x", "y"}), "b.log", int64(2*i))
	}
	if s := tally.Snapshot(); len(s.Input.Skipped) != maxSkips || s.Input.SkippedNotJSON != 202 || s.Input.Skipped[0].Source != "a.log" {
		t.Errorf("%d are shown of %d", len(s.Input.Skipped), s.Input.SkippedNotJSON)
	}
}
