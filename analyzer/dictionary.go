package analyzer

import (
	"bytes"
	"encoding/binary"

	"github.com/mileusna/useragent"
)

// The bounds of a dictionary.
const (
	dictionaryBits  = 11
	dictionaryCache = 1 << dictionaryBits // slots
	dictionarySize  = 1024                // entries that are kept from one block to the next
	maxValue        = 128                 // bytes of a value that are kept
	maxAgent        = 512                 // bytes of a user agent that are looked at
)

// dictionary counts the values of one field in a block. Values are looked up
// in a cache that verifies what it finds, so that a value which was met
// before costs one comparison.
type dictionary struct {
	longest int // bytes of a value that count
	cache   [dictionaryCache]int32
	entries []entry
	index   map[string]int32
	touched []int32 // entries that the current block has, in order
}

type entry struct {
	text        string
	n           int64
	browser, os string // of a user agent
}

func newDictionary(longest int) *dictionary {
	return &dictionary{longest: longest, index: map[string]int32{}}
}

// count counts a value.
func (d *dictionary) count(b []byte, agent bool) {
	if len(b) == 0 {
		return
	}
	if len(b) > d.longest {
		b = bytes.ToValidUTF8(b[:d.longest], nil)
	}
	slot := &d.cache[cacheSlot(b)]
	id := *slot
	if int(id) >= len(d.entries) || d.entries[id].text != string(b) {
		id = d.find(b, agent)
		*slot = id
	}
	e := &d.entries[id]
	if e.n == 0 {
		d.touched = append(d.touched, id)
	}
	e.n++
}

// cacheSlot hashes a value by its length and its last bytes, where the values
// of a field differ most.
func cacheSlot(b []byte) uint64 {
	var x uint64
	switch n := len(b); {
	case n >= 32:
		for k := 8; k <= 32; k += 8 {
			x = (x ^ binary.LittleEndian.Uint64(b[n-k:])) * 0x9E3779B97F4A7C15
		}
		x ^= binary.LittleEndian.Uint64(b[n/4:]) >> 3
	case n >= 8:
		x = binary.LittleEndian.Uint64(b[n-8:]) ^ binary.LittleEndian.Uint64(b)*3
	default:
		for _, c := range b {
			x = x<<8 | uint64(c)
		}
	}
	x ^= uint64(len(b)) << 56
	return x * 0x9E3779B97F4A7C15 >> (64 - dictionaryBits)
}

func (d *dictionary) find(b []byte, agent bool) int32 {
	if id, ok := d.index[string(b)]; ok {
		return id
	}
	e := entry{text: string(b)}
	if agent {
		e.browser, e.os = agentOf(e.text)
	}
	id := int32(len(d.entries))
	d.entries = append(d.entries, e)
	d.index[e.text] = id
	return id
}

// unknownAgent stands for what the user agent does not tell.
const unknownAgent = "(unknown)"

// agentOf names the browser and the operating system of a user agent.
func agentOf(s string) (browser, os string) {
	ua := useragent.Parse(s)
	browser, os = ua.Name, ua.OS
	if browser == "" {
		browser = unknownAgent
	}
	if os == "" {
		os = unknownAgent
	}
	return browser, os
}

// drain hands out the block's counts and forgets them.
func (d *dictionary) drain(yield func(e *entry)) {
	for _, id := range d.touched {
		e := &d.entries[id]
		yield(e)
		e.n = 0
	}
	d.touched = d.touched[:0]
	if len(d.entries) > dictionarySize {
		d.entries = d.entries[:0]
		clear(d.index)
	}
}
