package parser

import "bytes"

// checker checks JSON (RFC 8259, but raw control characters inside strings
// pass, since real logs have them) piece by piece, without recursion, so that
// depth costs a bit each and a value may be fed in any cuts.
type checker struct {
	stack []uint64 // a bit for each open container: 1 object, 0 array
	depth int
	state checkState
	word  string // what is left of true, false or null
	hex   int    // digits left of \uXXXX
	inKey bool
}

type checkState uint8

const (
	wantValue checkState = iota
	wantValueOrEnd
	wantKey
	wantKeyOrEnd
	wantColon
	wantCommaOrEnd
	inString
	inEscape
	inHex
	inWord
	numMinus
	numZero
	numInt
	numDot
	numFrac
	numE
	numExpSign
	numExp
	checkDone
	checkFailed
)

func (c *checker) reset() {
	c.depth, c.state, c.inKey = 0, wantValue, false
}

// feed takes the next bytes and returns how many it used: all of them, or up
// to and with the end of the value (state checkDone), or up to the byte that
// cannot stand there (state checkFailed). A number at the root ends only at a
// byte that is not its own, which is not used.
func (c *checker) feed(b []byte) int {
	for i := 0; i < len(b); {
		if c.state == inString {
			i += c.string(b[i:])
			if c.state == checkDone {
				return i
			}
			continue
		}
		if c.state >= numMinus && c.state <= numExp {
			if c.number(b[i]) {
				i++
				continue
			}
			if c.state == checkDone || c.state == checkFailed {
				return i
			}
			// the number has ended: b[i] is looked at again
		}
		if !c.step(b[i]) {
			return i
		}
		i++
		if c.state == checkDone {
			return i
		}
	}
	return len(b)
}

// stretch is how far a string is searched at once. A search for the quote of
// a long string after every escape would take forever.
const stretch = 256

// string goes through a string's inside up to its quote or an escape.
func (c *checker) string(b []byte) int {
	for done := 0; done < len(b); {
		part := b[done:min(len(b), done+stretch)]
		quote := bytes.IndexByte(part, '"')
		end := quote
		if quote < 0 {
			end = len(part)
		}
		if escape := bytes.IndexByte(part[:end], '\\'); escape >= 0 {
			c.state = inEscape
			return done + escape + 1
		}
		if quote >= 0 {
			c.endValue()
			return done + quote + 1
		}
		done += len(part)
	}
	return len(b)
}

// step takes one byte outside of a string's plain inside and of numbers; it
// says whether the byte can stand there.
func (c *checker) step(ch byte) bool {
	switch c.state {
	case inEscape:
		return c.escape(ch)
	case inHex:
		if !isHex(ch) {
			return c.fail()
		}
		if c.hex--; c.hex == 0 {
			c.state = inString
		}
		return true
	case inWord:
		if ch != c.word[0] {
			return c.fail()
		}
		if c.word = c.word[1:]; c.word == "" {
			c.endValue()
		}
		return true
	}
	if ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r' {
		return true
	}
	switch c.state {
	case wantValue:
		return c.value(ch)
	case wantValueOrEnd:
		if ch == ']' {
			return c.close(false)
		}
		return c.value(ch)
	case wantKey, wantKeyOrEnd:
		if ch == '"' {
			c.state, c.inKey = inString, true
			return true
		}
		if ch == '}' && c.state == wantKeyOrEnd {
			return c.close(true)
		}
	case wantColon:
		if ch == ':' {
			c.state = wantValue
			return true
		}
	case wantCommaOrEnd:
		return c.commaOrEnd(ch)
	}
	return c.fail()
}

func (c *checker) commaOrEnd(ch byte) bool {
	object := c.inObject()
	switch {
	case ch == ',' && object:
		c.state = wantKey
	case ch == ',':
		c.state = wantValue
	case ch == '}' && object, ch == ']' && !object:
		return c.close(object)
	default:
		return c.fail()
	}
	return true
}

func (c *checker) escape(ch byte) bool {
	switch ch {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		c.state = inString
	case 'u':
		c.state, c.hex = inHex, 4
	default:
		return c.fail()
	}
	return true
}

func (c *checker) value(ch byte) bool {
	switch ch {
	case '{':
		c.open(true)
		c.state = wantKeyOrEnd
	case '[':
		c.open(false)
		c.state = wantValueOrEnd
	case '"':
		c.state, c.inKey = inString, false
	case 't':
		c.state, c.word = inWord, "rue"
	case 'f':
		c.state, c.word = inWord, "alse"
	case 'n':
		c.state, c.word = inWord, "ull"
	case '-':
		c.state = numMinus
	case '0':
		c.state = numZero
	case '1', '2', '3', '4', '5', '6', '7', '8', '9':
		c.state = numInt
	default:
		return c.fail()
	}
	return true
}

// number takes one byte of a number; false when it is not the number's own.
func (c *checker) number(ch byte) bool {
	digit := ch-'0' <= 9
	switch c.state {
	case numMinus:
		if !digit {
			return c.fail()
		}
		c.state = numInt
		if ch == '0' {
			c.state = numZero
		}
		return true
	case numZero, numInt:
		if digit && c.state == numInt {
			return true
		}
		if ch == '.' {
			c.state = numDot
			return true
		}
		if ch == 'e' || ch == 'E' {
			c.state = numE
			return true
		}
	case numDot:
		if !digit {
			return c.fail()
		}
		c.state = numFrac
		return true
	case numFrac:
		if digit {
			return true
		}
		if ch == 'e' || ch == 'E' {
			c.state = numE
			return true
		}
	case numE:
		if ch == '+' || ch == '-' {
			c.state = numExpSign
			return true
		}
		fallthrough
	case numExpSign:
		if !digit {
			return c.fail()
		}
		c.state = numExp
		return true
	case numExp:
		if digit {
			return true
		}
	}
	c.endValue()
	return false
}

func (c *checker) open(object bool) {
	word, bit := c.depth/64, uint64(1)<<(c.depth%64)
	if word == len(c.stack) {
		c.stack = append(c.stack, 0)
	}
	if object {
		c.stack[word] |= bit
	} else {
		c.stack[word] &^= bit
	}
	c.depth++
}

func (c *checker) inObject() bool {
	return c.stack[(c.depth-1)/64]&(1<<((c.depth-1)%64)) != 0
}

func (c *checker) close(object bool) bool {
	if c.inObject() != object {
		return c.fail()
	}
	c.depth--
	c.inKey = false
	c.endValue()
	return true
}

func (c *checker) endValue() {
	switch {
	case c.inKey:
		c.inKey = false
		c.state = wantColon
	case c.depth == 0:
		c.state = checkDone
	default:
		c.state = wantCommaOrEnd
	}
}

func (c *checker) fail() bool {
	c.state = checkFailed
	return false
}

// whole says whether b is one JSON value with nothing but space around it.
func (c *checker) whole(b []byte) bool {
	c.reset()
	n := c.feed(b)
	if c.state != checkDone {
		// a number at the root has no end of its own
		return c.depth == 0 && (c.state == numZero || c.state == numInt || c.state == numFrac || c.state == numExp)
	}
	return len(bytes.TrimLeft(b[n:], " \t\r\n")) == 0
}

func isHex(c byte) bool {
	return c-'0' <= 9 || c|0x20-'a' <= 5
}
