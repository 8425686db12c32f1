package analyzer

import (
	"cmp"
	"slices"
)

// counter counts by key and keeps a bounded number of them. While no more
// than twice keep distinct keys come, all counts are exact. When more do, the
// keys with the fewest are given up and their counts go to other: what stays
// are the frequent ones, whose counts may then lack what was given up before.
type counter[K comparable] struct {
	keep  int
	m     map[K]*counted
	other int64
	order func(a, b K) int // of keys that are counted the same
}

// counted is a key's count, and for messages one example.
type counted struct {
	n       int64
	example string
}

func newCounter[K comparable](keep int, order func(a, b K) int) *counter[K] {
	return &counter[K]{keep: keep, m: map[K]*counted{}, order: order}
}

// add counts a key n times and returns its count; a new one has no example yet.
func (c *counter[K]) add(k K, n int64) *counted {
	e := c.m[k]
	if e == nil {
		if len(c.m) >= 2*c.keep {
			c.prune()
		}
		e = &counted{}
		c.m[k] = e
	}
	e.n += n
	return e
}

func (c *counter[K]) prune() {
	for _, k := range c.sorted()[c.keep:] {
		c.other += c.m[k].n
		delete(c.m, k)
	}
}

// sorted returns the keys, most counted first, then in order.
func (c *counter[K]) sorted() []K {
	keys := make([]K, 0, len(c.m))
	for k := range c.m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b K) int {
		if n := cmp.Compare(c.m[b].n, c.m[a].n); n != 0 {
			return n
		}
		return c.order(a, b)
	})
	return keys
}

// merge adds the counts of o, the most frequent first.
func (c *counter[K]) merge(o *counter[K]) {
	for _, k := range o.sorted() {
		e := c.add(k, o.m[k].n)
		if e.example == "" {
			e.example = o.m[k].example
		}
	}
	c.other += o.other
}
