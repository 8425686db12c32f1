package parser

import "bytes"

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
	literal string
	sink    sink
	number  bool
	leaf    bool
	flags   uint64 // of the line, at a leaf
	next    []*shape
}

// shapes is the tree.
type shapes struct {
	root   shape
	leaves int
}

// match picks the values of a line whose shape is known into s.
func (t *shapes) match(b []byte, s *scanner) bool {
	s.values = s.values[:0]
	values := s.values[:cap(s.values)]
	n, i, node := 0, 0, &t.root
	escaped := bytes.IndexByte(b, '\\') >= 0
	for {
		next := node.branch(b[i:])
		if next == nil {
			return false
		}
		node = next
		i += len(node.literal)
		if node.leaf {
			s.values, s.flags = values[:n], node.flags
			return true
		}
		start, esc := i, false
		if node.number {
			if i = numberEnd(b, i); i < 0 {
				return false
			}
		} else {
			q := bytes.IndexByte(b[i:], '"')
			if q < 0 {
				return false
			}
			i += q
			if escaped && bytes.IndexByte(b[start:i], '\\') >= 0 {
				if i = escapedEnd(b, start); i < 0 {
					return false
				}
				esc = true
			}
		}
		if node.sink != sinkNone {
			if n == len(values) {
				return false
			}
			values[n] = value{b[start:i], node.sink, node.number, esc}
			n++
		}
	}
}

// branch returns the child whose literal comes next. Children that are taken
// move forward, so that the frequent ones are tried first.
func (n *shape) branch(b []byte) *shape {
	for k, c := range n.next {
		if len(b) < len(c.literal) || string(b[:len(c.literal)]) != c.literal {
			continue
		}
		if c.leaf && len(b) != len(c.literal) {
			continue
		}
		if k > 0 {
			n.next[k-1], n.next[k] = c, n.next[k-1]
		}
		return c
	}
	return nil
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
		leaf.flags = s.flags
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
	c := &shape{literal: literal, sink: st.sink, number: st.number, leaf: leaf}
	n.next = append(n.next, c)
	return c
}

// known says whether there is room for more shapes.
func (t *shapes) full() bool { return t.leaves >= maxShapes }
