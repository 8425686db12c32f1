package analyzer

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func newTestCounter(keep int) *counter[string] { return newCounter(keep, strings.Compare) }

func (c *counter[K]) sum() int64 {
	n := c.other
	for _, e := range c.m {
		n += e.n
	}
	return n
}

func TestCounterExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		keep := 1 + rng.IntN(20)
		want := map[string]int64{}
		parts := []*counter[string]{newTestCounter(keep), newTestCounter(keep), newTestCounter(keep)}
		for range rng.IntN(500) {
			key, n := fmt.Sprint(rng.IntN(2*keep)), rng.Int64N(5)+1
			want[key] += n
			parts[rng.IntN(len(parts))].add(key, n)
		}
		whole := newTestCounter(keep)
		for _, p := range parts {
			whole.merge(p)
		}
		got := map[string]int64{}
		for k, e := range whole.m {
			got[k] = e.n
		}
		if diff := cmp.Diff(want, got); diff != "" || whole.other != 0 {
			t.Fatalf("keep %d, other %d (-want +got):\n%s", keep, whole.other, diff)
		}
	}
}

func TestCounterSums(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 50 {
		keep := 1 + rng.IntN(20)
		whole, total := newTestCounter(keep), int64(0)
		for range 4 {
			part := newTestCounter(keep)
			for range rng.IntN(400) {
				n := rng.Int64N(9) + 1
				total += n
				part.add(fmt.Sprint(rng.IntN(10*keep)), n)
			}
			whole.merge(part)
			if whole.sum() != total {
				t.Fatalf("keep %d: sums to %d, %d were counted", keep, whole.sum(), total)
			}
			if len(whole.m) > 2*keep {
				t.Fatalf("keep %d: %d keys", keep, len(whole.m))
			}
		}
	}
}

// TestCounterHeavyHitters: ten frequent keys are exact among 100,000 others.
func TestCounterHeavyHitters(t *testing.T) {
	c := newTestCounter(100)
	const each = 1000
	for i := range 100_000 {
		c.add(fmt.Sprintf("rare-%d", i), 1)
		if i%10 == 0 {
			c.add(fmt.Sprintf("often-%d", i/10%10), 1)
		}
	}
	for i, k := range c.sorted()[:10] {
		if !strings.HasPrefix(k, "often-") || c.m[k].n != each {
			t.Errorf("place %d is %s with %d, want a frequent one with %d", i, k, c.m[k].n, each)
		}
	}
	if c.sum() != 110_000 {
		t.Errorf("sums to %d", c.sum())
	}
}

func TestCounterKeepsFirstExample(t *testing.T) {
	a, b := newTestCounter(5), newTestCounter(5)
	a.add("x", 1).example = "first"
	b.add("x", 5).example = "second"
	b.add("y", 1).example = "only"
	a.merge(b)
	if a.m["x"].example != "first" || a.m["y"].example != "only" {
		t.Errorf("examples %q and %q", a.m["x"].example, a.m["y"].example)
	}
}
