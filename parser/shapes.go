package parser

import (
	"math/bits"
	"slices"
	"strings"
)

// Lines of one producer share their shape: the bytes between the values. The
// shapes of ordinary lines are kept as a tree in which every edge is such a
// literal, so that a line is compared with all shapes at once and branches
// where they do. (The idea is that of Mison, VLDB 2017.) Texts that the SDK
// says again and again are taken into the literals, and behind a code the tree
// goes on by its value: where all of an error is fixed like that, its Event
// needs to be made only once.
//
// A line that goes through the tree is valid: its literals stood in the same
// order in a line that scanner found valid, and each value in between is
// checked to be a string or a number, as it was there.

// The bounds of the tree. Shapes beyond them are scanned.
const (
	maxShapes        = 1024 // leaves
	maxBranches      = 48   // of one node
	maxFixedBranches = 40   // of one node, from which on no value is a part of a literal
	maxFixed         = 128  // bytes of such a value
	maxShapeLength   = 4096
	maxShapeSteps    = 96      // values of a line
	maxShapeMemory   = 4 << 20 // bytes, roughly
)

// shape is a node: a literal and the value, or the end of the line, behind it.
type shape struct {
	literal string
	words   [3]uint64 // the literal's first 24 bytes
	masks   [3]uint64 // of those that it has
	sink    sink
	number  bool
	long    bool // the value was, in the line that was learned

	usual  uint32 // the length of the last value, as a mask of it and its quote
	length int32
	steady int8 // how often it has been the same, up to enough

	general bool // its literal is the beginning of a sibling's
	leaf    bool
	learned bool    // a leaf whose flags and plan are set
	flags   uint64  // of the line, at a leaf
	plan    plan    // of the line, at a leaf
	tries   int     // lines that might have had a special shape
	events  []Event // the error's, when all of it is fixed; else nil
	next    []*shape
	codes   *codes // of a numeric code: what follows, by code
}

// shapes is the tree.
type shapes struct {
	root   shape
	leaves int
	memory int // bytes of nodes and literals
}

// match picks the values of a line whose shape is known into s, but for those
// inside the literals, and returns the leaf, or nil.
func (t *shapes) match(b []byte, s *scanner) *shape {
	values := s.values[:cap(s.values)]
	n, i, node := 0, 0, &t.root
	for {
		if node = node.branch(b, i); node == nil || n == len(values) {
			return nil
		}
		i += len(node.literal)
		if node.leaf {
			s.base, s.values, s.flags = b, values[:n], node.flags
			return node
		}
		start, esc := i, false
		if node.number {
			i = shortNumberEnd(b, i)
		} else {
			i, esc = node.stringEnd(b, i)
		}
		if i < 0 {
			return nil
		}
		if node.sink != sinkNone {
			// Field by field: a copied struct would stall on its own bytes.
			v := &values[n]
			v.start, v.end = int32(start), int32(i)
			v.sink, v.number, v.esc = node.sink, node.number, esc
			n++
			if node.codes != nil {
				if own := node.codes.find(b, start, i); own != nil {
					node = own
				}
			}
		}
	}
}

// window is how many bytes of a string are looked at at once.
const window = 32

// stringEnd is the package's stringEnd for most strings, which are short: 32
// bytes are looked at at once, without a branch that could be guessed wrong.
// The next literal would have to wait for the result; so where the values of
// a node have the same length again and again, that length is taken for
// granted and the result only checks it.
func (n *shape) stringEnd(b []byte, i int) (end int, esc bool) {
	if n.long || i+window > len(b) {
		return stringEnd(b, i)
	}
	x0, x1, x2, x3 := load(b, i), load(b, i+8), load(b, i+16), load(b, i+24)
	quotes := bytesThat('"', x0) | bytesThat('"', x1)<<8 | bytesThat('"', x2)<<16 | bytesThat('"', x3)<<24
	escapes := bytesThat('\\', x0) | bytesThat('\\', x1)<<8 | bytesThat('\\', x2)<<16 | bytesThat('\\', x3)<<24
	// Behind the first of its kind a bit may be wrong, before it none is.
	before := quotes ^ (quotes - 1) // up to and with the first quote
	if n.steady >= enough && before == n.usual && escapes&before == 0 {
		return i + int(n.length), false
	}
	if quotes == 0 || escapes&before != 0 {
		return stringEnd(b, i)
	}
	size := bits.TrailingZeros32(quotes)
	if before == n.usual {
		n.steady = min(n.steady+1, enough)
	} else {
		n.usual, n.length, n.steady = before, int32(size), 0
	}
	return i + size, false
}

// shortNumberEnd is numberEnd for most numbers, which are whole ones of up to
// 15 digits.
func shortNumberEnd(b []byte, i int) int {
	if i+16 > len(b) {
		return numberEnd(b, i)
	}
	others := ^(digitsOf(load(b, i)) | digitsOf(load(b, i+8))<<8)
	size := bits.TrailingZeros32(others)
	if size == 0 || size > 15 || b[i] == '0' || b[i+size] == '.' || b[i+size]|0x20 == 'e' {
		return numberEnd(b, i)
	}
	return i + size
}

// digitsOf returns a bit for each byte of x that is a digit.
func digitsOf(x uint64) uint32 {
	const (
		ones  = 0x0101010101010101
		highs = 0x80 * ones
	)
	y := x ^ '0'*ones
	return uint32(^(y | (y&^highs + 0x76*ones)) & highs * 0x0002040810204081 >> 56)
}

// enough is how often in a row a length has to come to be the usual one.
const enough = 3

// bytesThat returns a bit for each byte of x that is c. Behind the first one
// it may err.
func bytesThat(c byte, x uint64) uint32 {
	const (
		ones  = 0x0101010101010101
		highs = 0x80 * ones
	)
	x ^= uint64(c) * ones
	return uint32((x - ones) &^ x & highs * 0x0002040810204081 >> 56)
}

// branch returns the child whose literal stands at i. Children that are taken
// move forward, so that the frequent ones are tried first.
func (n *shape) branch(b []byte, i int) *shape {
	for k, c := range n.next {
		if !c.standsAt(b, i) {
			continue
		}
		if k > 0 && !c.general {
			n.next[k-1], n.next[k] = c, n.next[k-1]
		}
		return c
	}
	return nil
}

// standsAt compares 24 bytes at once, whatever the literal's length, since the
// lengths along a line are as hard to guess as the lines.
func (n *shape) standsAt(b []byte, i int) bool {
	size := len(n.literal)
	if i+24 > len(b) || n.leaf {
		return len(b)-i >= size && (!n.leaf || len(b)-i == size) && string(b[i:i+size]) == n.literal
	}
	w, m := &n.words, &n.masks
	if (load(b, i)^w[0])&m[0]|(load(b, i+8)^w[1])&m[1]|(load(b, i+16)^w[2])&m[2] != 0 {
		return false
	}
	return size <= 24 || len(b)-i >= size && string(b[i+24:i+size]) == n.literal[24:]
}

// learn adds the shape of the line that s has just scanned, with the values
// that repeat themselves as a part of the literals, as far as there is room;
// of those that are picked only if fixable says that a plan will know them.
func (t *shapes) learn(s *scanner, fixable bool) *shape {
	if t.full() || len(s.base) > maxShapeLength || len(s.steps) > maxShapeSteps {
		return nil
	}
	node, at, steps := &t.root, 0, s.steps
	found := make([]finding, len(steps))
	for {
		next, left := node.known(s.base, at, steps, fixable)
		if next == nil {
			if next, left = node.grow(s.base, at, steps, fixable); next == nil {
				return nil
			}
			t.memory += shapeSize + 2*len(next.literal)
		}
		if node = next; node.leaf {
			break
		}
		found[len(found)-len(left)].picked = true
		if node.number && node.sink == sinkCode {
			if node.codes == nil {
				node.codes = new(codes)
				t.memory += codesSize
			}
			if own := node.codes.add(s.base, int(left[0].start), int(left[0].end)); own != nil {
				node = own
				found[len(found)-len(left)].fixed = true
			}
		}
		at, steps = int(left[0].end), left[1:]
	}
	if node.learned {
		return nil
	}
	t.leaves++
	t.memory += leafSize + len(s.base)
	node.learned, node.flags, node.plan = true, s.flags, planOf(s, found)
	return node
}

// known returns the child that match would take, and the steps from its value
// on; nil when it is none or does not fit the line's steps.
func (n *shape) known(line []byte, at int, steps []step, fixable bool) (*shape, []step) {
	c := n.branch(line, at)
	if c == nil {
		return nil, nil
	}
	if c.leaf {
		return c, nil
	}
	for k, st := range steps {
		if int(st.start) == at+len(c.literal) && st.number == c.number {
			if st.repeats(line, fixable) && len(n.next) < maxFixedBranches {
				break // a child of its own makes more of it
			}
			return c, steps[k:]
		}
	}
	return nil, nil
}

// grow adds a child for what comes at at, and returns it with the steps from
// its value on; nil when there is no room.
func (n *shape) grow(line []byte, at int, steps []step, fixable bool) (*shape, []step) {
	if len(n.next) < maxFixedBranches {
		for len(steps) > 0 && steps[0].repeats(line, fixable) {
			steps = steps[1:]
		}
	}
	if len(steps) == 0 {
		return n.child(line, at, step{start: int32(len(line)), end: -1}), nil
	}
	return n.child(line, at, steps[0]), steps
}

// repeats guesses whether a value will come again as it is: a text of the
// SDK, or something that is not picked. Texts with digits are mostly ids.
func (st step) repeats(line []byte, fixable bool) bool {
	if st.sink != sinkNone && (!fixable || st.sink <= sinkCode) || st.number || st.end-st.start > maxFixed {
		return false
	}
	for _, c := range line[st.start:st.end] {
		if c == '\\' || c-'0' <= 9 {
			return false
		}
	}
	return true
}

// child adds a child whose literal goes from at to the value of st; nil when
// there is no room. A step that ends at -1 is the end of the
// line.
func (n *shape) child(line []byte, at int, st step) *shape {
	literal, leaf := string(line[at:st.start]), st.end < 0
	if len(n.next) >= maxBranches {
		return nil
	}
	c := &shape{literal: literal, sink: st.sink, number: st.number, leaf: leaf, long: st.end-st.start >= window}
	var first, mask [24]byte
	for k := range copy(first[:], literal) {
		mask[k] = 0xFF
	}
	for k := range c.words {
		c.words[k], c.masks[k] = load(first[:], 8*k), load(mask[:], 8*k)
	}
	n.next = append(n.next, c)
	n.arrange()
	return c
}

// arrange puts the children whose literal is the beginning of another's
// behind those, where they stay: they are for what the others are not.
func (n *shape) arrange() {
	for _, c := range n.next {
		c.general = slices.ContainsFunc(n.next, func(o *shape) bool {
			return o != c && strings.HasPrefix(o.literal, c.literal)
		})
	}
	slices.SortStableFunc(n.next, func(a, b *shape) int {
		if !a.general && !b.general {
			return 0
		}
		return len(b.literal) - len(a.literal)
	})
}

// full says that there is no room for more shapes.
func (t *shapes) full() bool { return t.leaves >= maxShapes || t.memory >= maxShapeMemory }

// What nodes cost, in bytes, roughly.
const (
	shapeSize = 400
	codesSize = 2 * maxCodes * 16
	leafSize  = 1000
)
