package analyzer

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"imlens/catalog"
	"imlens/parser"
)

func loadCatalog(tb testing.TB) *catalog.Catalog {
	tb.Helper()
	cat, err := catalog.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return cat
}

func newClassifier(tb testing.TB) *Classifier {
	tb.Helper()
	c, err := NewClassifier(loadCatalog(tb))
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func newParser(cat *catalog.Catalog, fields parser.Fields) *parser.Parser {
	return parser.New(parser.Config{Fields: fields, Location: time.UTC, MaxLine: 1 << 20, Lookup: cat.Lookup})
}

// carefulFields turn the Parser's fast ways off and find nothing.
func carefulFields() parser.Fields { return parser.Fields{Time: []string{"no such field"}} }

// desk does what a worker of pipeline does: lines to Facts to a Tally.
type desk struct {
	parser   *parser.Parser
	observer *Observer
	facts    Facts
}

func newDesk(c *Classifier, f Filter) *desk {
	return &desk{parser: newParser(c.cat, parser.Fields{}), observer: NewObserver(c, f)}
}

// block adds lines to t as one block whose first line has the number first.
func (d *desk) block(t *Tally, lines [][]byte, source string, first int64) {
	d.observer.Begin(&d.facts)
	for i, line := range lines {
		events := d.parser.Parse(line)
		for k := range events {
			d.observer.Observe(&events[k], int64(i), line)
		}
	}
	d.observer.End()
	t.Add(&d.facts, source, first)
}

// tallied reads lines as one block.
func tallied(tb testing.TB, f Filter, lines ...string) *Tally {
	tb.Helper()
	c := newClassifier(tb)
	t := NewTally(c.cat, time.UTC)
	newDesk(c, f).block(t, bytesOf(lines), "test.log", 1)
	return t
}

func bytesOf(lines []string) [][]byte {
	var out [][]byte
	for _, l := range lines {
		out = append(out, []byte(l))
	}
	return out
}

// accounted checks that the sums of a Snapshot agree.
func accounted(t *testing.T, s *Snapshot) {
	t.Helper()
	in := s.Input
	if sum := s.Errors + in.NotErrors + in.Filtered + in.SkippedNotJSON + in.SkippedTooLong; sum != in.Records {
		t.Errorf("%d records, but the parts sum to %d", in.Records, sum)
	}
	sums := map[string]int64{}
	for _, c := range s.Codes {
		sums["codes"] += c.Errors
		own := int64(0)
		for _, k := range c.Causes {
			own += k.Errors
		}
		if own != c.Errors {
			t.Errorf("code %s has %d errors, its causes %d", c.Code, c.Errors, own)
		}
	}
	for _, c := range s.Categories {
		sums["categories"] += c.Errors
	}
	for _, c := range s.Causes {
		sums["causes"] += c.Errors
	}
	for _, b := range s.Breakdowns {
		sums[b.Field] = b.Other + b.None
		for _, v := range b.Values {
			sums[b.Field] += v.Errors
		}
	}
	for what, n := range sums {
		if n != s.Errors {
			t.Errorf("%s sum to %d, errors are %d", what, n, s.Errors)
		}
	}
	if n := bucketSum(s.Timeline) + s.Timeline.Outside; n != s.Errors-in.Undated {
		t.Errorf("the timeline has %d errors, %d are dated", n, s.Errors-in.Undated)
	}
}

func bucketSum(tl Timeline) (n int64) {
	for _, b := range tl.Buckets {
		n += b.Errors
	}
	return n
}

// difference compares Snapshots.
func difference(want, got *Snapshot) string {
	return cmp.Diff(want, got,
		cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() }),
		cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }))
}

// codesOf writes a Snapshot's codes as "17:2 40:1".
func codesOf(s *Snapshot) string {
	var b bytes.Buffer
	for _, c := range s.Codes {
		fmt.Fprintf(&b, " %s:%d", c.Code, c.Errors)
	}
	return string(bytes.TrimSpace(b.Bytes()))
}
