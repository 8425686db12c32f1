package parser

// maxCodes is how many codes a place in the tree goes on by.
const maxCodes = 64

// codes tells what follows a numeric code, by its value.
type codes struct {
	keys  [2 * maxCodes]uint64 // open addressing; 0 is free
	nodes [2 * maxCodes]*shape
	n     int
}

// codeKey is the value from start to end as a number, 0 when it is too long
// or stands at the very end of the line.
func codeKey(b []byte, start, end int) uint64 {
	if end-start >= 8 || start+8 > len(b) {
		return 0
	}
	return load(b, start) & (1<<(8*(end-start)) - 1)
}

// slot is the key's place, or the free one where it would be.
func (c *codes) slot(key uint64) int {
	i := int(key * 0x9E3779B97F4A7C15 >> 57)
	for c.keys[i] != key && c.keys[i] != 0 {
		i = (i + 1) % len(c.keys)
	}
	return i
}

// find returns what follows a code that was met before, or nil.
func (c *codes) find(b []byte, start, end int) *shape {
	key := codeKey(b, start, end)
	if key == 0 {
		return nil
	}
	return c.nodes[c.slot(key)]
}

// add is find for a code that may be new; nil when there is no room.
func (c *codes) add(b []byte, start, end int) *shape {
	key := codeKey(b, start, end)
	if key == 0 {
		return nil
	}
	i := c.slot(key)
	if c.keys[i] == 0 {
		if c.n == maxCodes {
			return nil
		}
		c.n++
		c.keys[i], c.nodes[i] = key, new(shape)
	}
	return c.nodes[i]
}
