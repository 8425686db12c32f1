package analyzer

import (
	"fmt"
	"testing"
	"time"
)

// word is the n-th word of letters alone.
func word(n int) string {
	b := []byte("aaaa")
	for i := range b {
		b[i] += byte(n % 26)
		n /= 26
	}
	return string(b)
}

// TestForgetting: a worker that has met more templates, versions and agents
// than it remembers counts the next block as a new worker does.
func TestForgetting(t *testing.T) {
	c := newClassifier(t)
	block := func(from, n int) (lines [][]byte) {
		for i := from; i < from+n; i++ {
			for _, code := range []string{"1", `"NEW"`} {
				lines = append(lines, fmt.Appendf(nil, `{"sdkVersion":"%d","appKey":"%d","ua":"Mozilla/5.0 (X11; Linux) Chrome/%d","error":{"type":%s,"message":"say %s %d"}}`,
					i, i, i, code, word(i%5000), i))
			}
		}
		return lines
	}
	old := newDesk(c, Filter{})
	for round := range 3 {
		for _, lines := range [][][]byte{block(0, 100), block(100, 6000), block(50, 100), block(0, 100)} {
			got, want := NewTally(c.cat, time.UTC), NewTally(c.cat, time.UTC)
			old.block(got, lines, "test.log", 1)
			newDesk(c, Filter{}).block(want, lines, "test.log", 1)
			if diff := difference(want.Snapshot(), got.Snapshot()); diff != "" {
				t.Fatalf("round %d, %d lines (-new worker +old one):\n%s", round, len(lines), diff)
			}
		}
	}
}
