package analyzer

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/cespare/xxhash/v2"
)

func hashes(n int) []uint64 {
	out := make([]uint64, n)
	for i := range out {
		out[i] = xxhash.Sum64String("user-" + strconv.Itoa(i))
	}
	return out
}

func countOf(lists ...[]uint64) int64 {
	var u users
	for _, list := range lists {
		for _, h := range list {
			u.add(h)
		}
	}
	return u.count()
}

func TestUsers(t *testing.T) {
	all := hashes(1_000_000)
	for _, n := range []int{0, 1, 2, 4, 5, 100, 4095, 4096} {
		if got := countOf(all[:n], all[:n]); got != int64(n) {
			t.Errorf("%d users count as %d: they are exact", n, got)
		}
	}
	for _, n := range []int{4097, 5000, 10_000, 30_000, 100_000, 300_000, 1_000_000} {
		got := countOf(all[:n])
		if off := float64(got-int64(n)) / float64(n); off < -0.02 || off > 0.02 {
			t.Errorf("%d users count as %d: %+.2f %%", n, got, 100*off)
		}
		if again := countOf(all[:n], all[:n/2]); again != got {
			t.Errorf("%d users count as %d, and when half of them come twice as %d", n, got, again)
		}
	}
}

// TestUsersMerge: the count depends on the set alone, however it was split,
// in whatever order.
func TestUsersMerge(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	all := hashes(40_000)
	for _, n := range []int{10, 3000, 4096, 4097, 6000, 9000, 40_000} {
		want := countOf(all[:n])
		for range 6 {
			shuffled := slices.Clone(all[:n])
			rng.Shuffle(n, func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			parts := make([]users, 1+rng.IntN(7))
			for _, h := range shuffled {
				parts[rng.IntN(len(parts))].add(h)
				if rng.IntN(3) == 0 {
					parts[rng.IntN(len(parts))].add(h)
				}
			}
			var before []int64
			for i := range parts {
				before = append(before, parts[i].count())
			}
			var u users
			for _, i := range rng.Perm(len(parts)) {
				u.merge(&parts[i])
			}
			if got := u.count(); got != want {
				t.Errorf("%d users in %d parts count as %d, at once as %d", n, len(parts), got, want)
			}
			for i := range parts {
				if got := parts[i].count(); got != before[i] {
					t.Errorf("part %d was changed when it was merged: %d, %d before", i, got, before[i])
				}
			}
		}
	}
}

// TestUsersMergeKeepsApart: what is added after a merge does not reach back.
func TestUsersMergeKeepsApart(t *testing.T) {
	all := hashes(30_000)
	for _, n := range []int{100, 10_000} {
		var from, to users
		for _, h := range all[:n] {
			from.add(h)
		}
		before := from.count()
		to.merge(&from)
		for _, h := range all {
			to.add(h)
		}
		if got := from.count(); got != before {
			t.Errorf("%d users became %d when others were added to their copy", before, got)
		}
		if got, want := to.count(), countOf(all); got != want {
			t.Errorf("count is %d, want %d", got, want)
		}
	}
}
