package analyzer

import "bytes"

// maxTemplates is how many message templates a worker remembers between blocks.
const maxTemplates = 1024

// messages counts the message templates of a block.
type messages struct {
	index    map[messageKey]int32
	slots    []messageCount
	touched  []int32
	masked   []byte
	template []byte
	epoch    int32 // changes when slots are given up
}

func newMessages() messages {
	return messages{index: map[messageKey]int32{}, epoch: 1}
}

// noMessage is the slot of errors without a message.
const noMessage = -1

// find returns the slot of a message's template.
func (m *messages) find(code, message []byte) int32 {
	if len(message) == 0 {
		return noMessage
	}
	m.masked = appendSafe(m.masked[:0], message, false) // numbers go anyway
	m.template = appendTemplate(m.template[:0], m.masked)
	if i, ok := m.index[messageKey{string(code), string(m.template)}]; ok {
		return i
	}
	k := messageKey{string(code), string(bytes.ToValidUTF8(m.template, []byte("\uFFFD")))}
	i := int32(len(m.slots))
	m.slots = append(m.slots, messageCount{key: k})
	m.index[messageKey{k.code, string(m.template)}] = i
	return i
}

// count counts an error with the template in a slot. The first of a block is
// its example, whatever was met in earlier blocks, so that examples do not
// depend on which worker had those.
func (m *messages) count(i int32, message []byte, f *Facts) {
	if i == noMessage {
		return
	}
	s := &m.slots[i]
	if s.n == 0 {
		m.touched = append(m.touched, i)
		s.start = int32(len(f.examples))
		f.examples = append(f.examples, message[:min(len(message), maxText+1)]...)
		s.end = int32(len(f.examples))
	}
	s.n++
}

// drain appends the block's counts to dst and forgets them.
func (m *messages) drain(dst []messageCount) []messageCount {
	for _, i := range m.touched {
		dst = append(dst, m.slots[i])
		m.slots[i].n = 0
	}
	m.touched = m.touched[:0]
	if len(m.slots) > maxTemplates {
		clear(m.index)
		m.slots = m.slots[:0]
		m.epoch++
	}
	return dst
}

// cut shortens b to n bytes at most, at the end of a character.
func cut(b []byte, n int) []byte {
	if len(b) <= n {
		return b
	}
	return append(bytes.ToValidUTF8(b[:n], nil), "…"...)
}
