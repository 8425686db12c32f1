package analyzer

// matcher finds all of a set of short texts in one pass over the bytes
// (Aho-Corasick, as a table), whatever the case of ASCII letters.
type matcher struct {
	class   [256]uint8 // of a byte; 0: in none of the texts
	classes int
	next    []uint16   // state*classes + class -> state
	found   [][]uint16 // the texts that end in a state
}

// newMatcher takes texts in lower case.
func newMatcher(texts []string) *matcher {
	m := &matcher{classes: 1}
	for _, t := range texts {
		for _, b := range []byte(t) {
			if m.class[b] == 0 {
				m.class[b] = uint8(m.classes)
				m.classes++
			}
		}
	}
	for b := 'A'; b <= 'Z'; b++ {
		m.class[b] = m.class[b|0x20]
	}
	m.grow()
	for i, t := range texts {
		state := 0
		for _, b := range []byte(t) {
			at := state*m.classes + int(m.class[b])
			if m.next[at] == 0 {
				m.next[at] = uint16(m.grow())
			}
			state = int(m.next[at])
		}
		m.found[state] = append(m.found[state], uint16(i))
	}
	m.link()
	return m
}

// grow adds a state.
func (m *matcher) grow() int {
	m.next = append(m.next, make([]uint16, m.classes)...)
	m.found = append(m.found, nil)
	return len(m.found) - 1
}

// link turns the tree of texts into an automaton: where a state has no way
// on, it goes where its longest proper suffix that is a state would go.
func (m *matcher) link() {
	suffix := make([]uint16, len(m.found))
	var queue []uint16
	for c := range m.classes {
		if s := m.next[c]; s != 0 {
			queue = append(queue, s)
		}
	}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		m.found[s] = append(m.found[s], m.found[suffix[s]]...)
		for c := range m.classes {
			at, other := int(s)*m.classes+c, m.next[int(suffix[s])*m.classes+c]
			if t := m.next[at]; t != 0 {
				suffix[t] = other
				queue = append(queue, t)
			} else {
				m.next[at] = other
			}
		}
	}
}

// find notes the texts that are in b.
func (m *matcher) find(b []byte, found *bitset) {
	state := 0
	for _, c := range b {
		state = int(m.next[state*m.classes+int(m.class[c])])
		for _, t := range m.found[state] {
			found.add(int(t))
		}
	}
}

// bitset is a set of numbers below maxBits.
type bitset [maxBits / 64]uint64

const maxBits = 256

func (s *bitset) add(n int)      { s[n>>6] |= 1 << (n & 63) }
func (s *bitset) has(n int) bool { return s[n>>6]&(1<<(n&63)) != 0 }

func (s *bitset) meets(o *bitset) bool {
	for i := range s {
		if s[i]&o[i] != 0 {
			return true
		}
	}
	return false
}
