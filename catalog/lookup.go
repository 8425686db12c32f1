package catalog

import "bytes"

// maxName is the longest name in bytes that can be looked up.
const maxName = 96

// ByNumber returns the code with a number.
func (c *Catalog) ByNumber(n int) (CodeID, bool) {
	if n < c.first || n-c.first >= len(c.byNumber) {
		return 0, false
	}
	id := c.byNumber[n-c.first]
	return CodeID(max(id, 0)), id >= 0
}

// ByName returns the code with a name, in upper, lower or mixed case and in
// the SDK's old spelling (…_CONNCTION_…) or the new one (…_CONNECTION_…).
// Space around the name is not taken off. It does not allocate.
func (c *Catalog) ByName(name []byte) (CodeID, bool) {
	if len(name) == 0 || len(name) > maxName {
		return 0, false
	}
	var buf [maxName + 1]byte
	id, ok := c.byName[string(canonical(buf[:0], name))]
	return id, ok
}

// Lookup returns the number of the code that a text names: a whole decimal
// number, as JSON writes it, or a name as ByName takes it. It says whether
// that code, standing in a bare object {type, message}, makes it an error of
// the SDK: 0, which is success there, and the constants that are no errors do
// not. ok is false for what the catalogue does not know.
func (c *Catalog) Lookup(text []byte) (number int, isError, ok bool) {
	var id CodeID
	if n, is := decimal(text); is {
		id, ok = c.ByNumber(n)
	} else {
		id, ok = c.ByName(text)
	}
	if !ok {
		return 0, false, false
	}
	code := &c.Codes[id]
	return code.Number, code.Number != 0 && code.Status != NotAnError, true
}

// CauseByID returns the cause with an id.
func (c *Catalog) CauseByID(id string) (CauseID, bool) {
	cause, ok := c.byCause[id]
	return cause, ok
}

// DefaultCause returns the cause that holds for a code when no rule does.
func (c *Catalog) DefaultCause(id CodeID) CauseID {
	return c.Codes[id].Causes[0]
}

// canonical appends a name to dst in upper case and in the new spelling.
func canonical(dst, name []byte) []byte {
	for _, b := range name {
		if 'a' <= b && b <= 'z' {
			b -= 'a' - 'A'
		}
		dst = append(dst, b)
	}
	const old, sound = "CONNCTION", "CONNECTION"
	i := bytes.Index(dst, []byte(old))
	if i < 0 {
		return dst
	}
	dst = append(dst, 0)
	copy(dst[i+len(sound):], dst[i+len(old):])
	copy(dst[i:], sound)
	return dst
}

// decimal reads a whole number as JSON writes it: an optional minus sign and
// digits without a leading zero. Numbers of more than nine digits are none.
func decimal(text []byte) (int, bool) {
	digits, neg := bytes.CutPrefix(text, []byte("-"))
	if len(digits) == 0 || len(digits) > 9 || digits[0] == '0' && len(digits) > 1 {
		return 0, false
	}
	n := 0
	for _, b := range digits {
		if b < '0' || b > '9' {
			return 0, false
		}
		n = n*10 + int(b-'0')
	}
	if neg {
		n = -n
	}
	return n, true
}
