package parser

import (
	"bytes"
	"math/bits"
)

// Lines of one producer share their shape: the bytes between the values. The
// shapes of ordinary lines are kept as a tree in which every edge is such a
// literal, so that a line is compared with all shapes at once and branches
// where they do. (The idea is that of Mison, VLDB 2017.)
//
// A line that goes through the tree is valid: its literals stood in the same
// order in a line that scanner found valid, and each value in between is
// checked to be a string or a number, as it was there.

// The bounds of the tree. Shapes beyond them are scanned.
const (
	maxShapes      = 256 // leaves
	maxBranches    = 16  // of one node
	maxShapeLength = 4096
)

// shape is a node: a literal and the value, or the end of the line, behind it.
type shape struct {
	literal    string
	head, tail uint64 // the literal's first and last eight bytes, if it has as many
	sink       sink
	number     bool
	long       bool // the value was, in the line that was learned
	leaf       bool
	flags      uint64 // of the line, at a leaf
	plan       plan   // of the line, at a leaf
	next       []*shape
}

// shapes is the tree.
type shapes struct {
	root   shape
	leaves int
}

// match picks the values of a line whose shape is known into s and returns
// the leaf, or nil.
func (t *shapes) match(b []byte, s *scanner) *shape {
	values := s.values[:cap(s.values)]
	n, i, node := 0, 0, &t.root
	escaped := bytes.IndexByte(b, '\\') >= 0
	for {
		if node = node.branch(b, i); node == nil {
			return nil
		}
		i += len(node.literal)
		if node.leaf {
			s.values, s.flags = values[:n], node.flags
			return node
		}
		start, esc := i, false
		if node.number {
			i = numberEnd(b, i)
		} else if i = node.quote(b, i); i >= 0 && escaped && bytes.IndexByte(b[start:i], '\\') >= 0 {
			i, esc = escapedEnd(b, start), true
		}
		if i < 0 {
			return nil
		}
		if node.sink != sinkNone {
			if n == len(values) {
				return nil
			}
			values[n] = value{b[start:i], node.sink, node.number, esc}
			n++
		}
	}
}

// longValue is the length, in bytes, from which a search eight bytes at a
// time is slower than the library's.
const longValue = 40

// quote returns the place of the first quote at or behind i, or -1.
func (n *shape) quote(b []byte, i int) int {
	const (
		ones   = 0x0101010101010101
		highs  = 0x80 * ones
		quotes = '"' * ones
	)
	for end := min(i+longValue, len(b)-8); i <= end && !n.long; i += 8 {
		x := load(b, i) ^ quotes
		if found := (x - ones) &^ x & highs; found != 0 {
			return i + bits.TrailingZeros64(found)>>3
		}
	}
	q := bytes.IndexByte(b[i:], '"')
	if q < 0 {
		return -1
	}
	return i + q
}

// branch returns the child whose literal stands at i. Children that are taken
// move forward, so that the frequent ones are tried first.
func (n *shape) branch(b []byte, i int) *shape {
	for k, c := range n.next {
		if !c.standsAt(b, i) {
			continue
		}
		if k > 0 {
			n.next[k-1], n.next[k] = c, n.next[k-1]
		}
		return c
	}
	return nil
}

func (n *shape) standsAt(b []byte, i int) bool {
	size := len(n.literal)
	left := len(b) - i
	if left < size || n.leaf && left != size {
		return false
	}
	if size < 8 {
		return string(b[i:i+size]) == n.literal
	}
	if load(b, i) != n.head || load(b, i+size-8) != n.tail {
		return false
	}
	return size <= 16 || string(b[i+8:i+size-8]) == n.literal[8:size-8]
}

// learn adds the shape of the line that s has just scanned.
func (t *shapes) learn(s *scanner) {
	if t.leaves >= maxShapes || len(s.line) > maxShapeLength {
		return
	}
	node, at := &t.root, 0
	for _, st := range s.steps {
		if node = node.child(string(s.line[at:st.start]), st); node == nil {
			return
		}
		at = st.end
	}
	if leaf := node.child(string(s.line[at:]), step{start: -1}); leaf != nil {
		leaf.flags, leaf.plan = s.flags, planOf(s)
		t.leaves++
	}
}

// child returns the child with that literal and value, new or not; nil when
// there is no room. A step that starts at -1 is the end of the line.
func (n *shape) child(literal string, st step) *shape {
	leaf := st.start < 0
	for _, c := range n.next {
		if c.literal == literal && c.leaf == leaf && c.number == st.number {
			return c
		}
	}
	if len(n.next) >= maxBranches {
		return nil
	}
	c := &shape{literal: literal, sink: st.sink, number: st.number, leaf: leaf, long: st.end-st.start > longValue}
	if size := len(literal); size >= 8 {
		c.head, c.tail = load([]byte(literal), 0), load([]byte(literal), size-8)
	}
	n.next = append(n.next, c)
	return c
}

// full says that there is no room for more shapes.
func (t *shapes) full() bool { return t.leaves >= maxShapes }
