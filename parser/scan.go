package parser

import "bytes"

// sink says what a value is for. Below sinkCode it is a slot of the root.
type sink uint8

const (
	sinkNone sink = iota

	sinkCode sink = sink(numSlots) + iota
	sinkMessage
	sinkText
	sinkData      // that of the error, or of its data
	sinkInnerData // any other
	sinkService
	sinkHTTP
	sinkNested
)

// value is one string or number that was picked from a line.
type value struct {
	text   []byte // without quotes, as it stands in the line
	sink   sink
	number bool
	esc    bool // text has escapes
}

// span is a value by its place in the scanner's base.
type span struct {
	start, end int32
	sink       sink
	number     bool
	esc        bool
}

// flagEmptyData is the flag beside those of the slots: the error's data is {}.
const flagEmptyData = uint64(1) // the bit of slotNone

// maxValues is the most values that an ordinary line is picked for.
const maxValues = 48

// scanDepth is the deepest nesting of an ordinary line.
const scanDepth = 64

// place says where in a record an object stands.
type place uint8

const (
	atRoot  place = iota
	inError       // the error object, or the data of one that is here
	inside        // any other object in the error object
	elsewhere
)

// scanner is the one-pass scan of an ordinary line: it checks the JSON and
// picks the values. What it cannot take, or need not know, it leaves to the
// careful way by giving up.
type scanner struct {
	base   []byte // the line
	values []span // what was picked, in the order of the line
	flags  uint64 // root slots that hold an object or an array; flagEmptyData
	seen   uint64 // root slots that were met: of duplicate keys the first counts

	noting bool // whether steps are noted
	steps  []step
}

// at returns a picked value.
func (s *scanner) at(i int) value {
	v := &s.values[i]
	return value{text: s.base[v.start:v.end], sink: v.sink, number: v.number, esc: v.esc}
}

// step is one value of a line, picked or not, as shapes need it.
type step span

// scan takes a whole line without space around it.
func (s *scanner) scan(b []byte, noting bool) bool {
	s.values, s.steps = s.values[:0], s.steps[:0]
	s.base, s.flags, s.seen, s.noting = b, 0, 0, noting
	if len(b) == 0 || b[0] != '{' {
		return false
	}
	return s.object(b, 1, atRoot, 0) == len(b)
}

// scanBody takes a JSON object that stood in a string of the error.
func (s *scanner) scanBody(b []byte, noting bool) bool {
	s.values, s.steps = s.values[:0], s.steps[:0]
	s.base, s.flags, s.seen, s.noting = b, 0, 0, noting
	return s.object(b, 1, inside, 2) == len(b)
}

// object scans from behind the opening brace and returns the place behind the
// closing one, or -1.
func (s *scanner) object(b []byte, i int, at place, depth int) int {
	i = space(b, i)
	if i < len(b) && b[i] == '}' {
		return i + 1
	}
	if depth > scanDepth {
		return -1
	}
	var seen errorSeen
	for i < len(b) && b[i] == '"' {
		key := bytes.IndexByte(b[i+1:], '"')
		if key < 0 {
			return -1
		}
		name := b[i+1 : i+1+key]
		if bytes.IndexByte(name, '\\') >= 0 {
			return -1
		}
		i = space(b, i+key+2)
		if i >= len(b) || b[i] != ':' {
			return -1
		}
		i = space(b, i+1)
		switch at {
		case atRoot:
			i = s.rootMember(b, i, name)
		case inError, inside:
			i = s.errorMember(b, i, errorKeyOf(name), &seen, at, depth)
		default:
			i = s.anyValue(b, i, sinkNone, depth)
		}
		if i < 0 {
			return -1
		}
		i = space(b, i)
		if i >= len(b) {
			return -1
		}
		if b[i] == '}' {
			return i + 1
		}
		if b[i] != ',' {
			return -1
		}
		i = space(b, i+1)
	}
	return -1
}

// rootMember scans the value of a member of the root.
func (s *scanner) rootMember(b []byte, i int, name []byte) int {
	k := slotOf(name)
	if k != slotNone && s.seen&k.bit() != 0 {
		k = slotNone
	}
	s.seen |= k.bit()
	if i >= len(b) {
		return -1
	}
	switch b[i] {
	case '{':
		s.flags |= k.bit() &^ flagEmptyData
		if k == slotError {
			return s.object(b, i+1, inError, 1)
		}
	case '[', 't', 'f':
		if k == slotErrorType || k == slotError && b[i] != 'f' {
			return -1
		}
		if b[i] == '[' {
			s.flags |= k.bit() &^ flagEmptyData
		}
	}
	return s.anyValue(b, i, sink(k), 1)
}

// errorSeen are the members of an object in the error that were met: of
// duplicate keys the first counts.
type errorSeen struct{ code, data bool }

// sinkOf tells what a member of the error object at depth is for; the error
// object itself is at depth 1.
func (seen *errorSeen) sinkOf(k errorKey, at place, depth int) sink {
	switch k {
	case keyType:
		if seen.code {
			return sinkNone
		}
		seen.code = true
		if depth == 1 {
			return sinkCode
		}
		return sinkNested
	case keyData:
		if seen.data {
			return sinkNone
		}
		seen.data = true
		if at == inside {
			return sinkInnerData
		}
		return sinkData
	case keyMessage:
		return sinkMessage
	case keyText:
		return sinkText
	case keyService:
		return sinkService
	case keyHTTP:
		return sinkHTTP
	case keyStatus:
		if depth > 1 {
			return sinkHTTP
		}
	}
	return sinkNone
}

// errorMember scans the value of a member of the error object, or of an
// object inside it.
func (s *scanner) errorMember(b []byte, i int, k errorKey, seen *errorSeen, at place, depth int) int {
	if i >= len(b) {
		return -1
	}
	to := seen.sinkOf(k, at, depth)
	switch b[i] {
	case '{':
		if to == sinkCode {
			return -1
		}
		if depth >= maxDepth {
			break
		}
		if to != sinkData {
			return s.object(b, i+1, inside, depth+1)
		}
		end := s.object(b, i+1, inError, depth+1)
		if end > 0 && space(b, i+1) == end-1 {
			s.flags |= flagEmptyData
		}
		return end
	case '[', 't', 'f':
		if to == sinkCode {
			return -1
		}
	}
	return s.anyValue(b, i, to, depth)
}

// anyValue scans any value; a string or a number is picked if it has a sink.
func (s *scanner) anyValue(b []byte, i int, to sink, depth int) int {
	if i >= len(b) {
		return -1
	}
	switch c := b[i]; c {
	case '"':
		end, esc := stringEnd(b, i+1)
		if end < 0 || !s.pick(span{start: int32(i + 1), end: int32(end), sink: to, esc: esc}) {
			return -1
		}
		return end + 1
	case '{':
		return s.object(b, i+1, elsewhere, depth+1)
	case '[':
		return s.array(b, i+1, depth+1)
	case 't':
		return word(b, i, "true")
	case 'f':
		return word(b, i, "false")
	case 'n':
		return word(b, i, "null")
	default:
		end := numberEnd(b, i)
		if end < 0 || !s.pick(span{start: int32(i), end: int32(end), sink: to, number: true}) {
			return -1
		}
		return end
	}
}

func (s *scanner) array(b []byte, i, depth int) int {
	i = space(b, i)
	if i < len(b) && b[i] == ']' {
		return i + 1
	}
	if depth > scanDepth {
		return -1
	}
	for {
		if i = s.anyValue(b, i, sinkNone, depth); i < 0 {
			return -1
		}
		i = space(b, i)
		if i >= len(b) {
			return -1
		}
		if b[i] == ']' {
			return i + 1
		}
		if b[i] != ',' {
			return -1
		}
		i = space(b, i+1)
	}
}

// pick notes a value.
func (s *scanner) pick(v span) bool {
	if s.noting {
		s.steps = append(s.steps, step(v))
	}
	if v.sink == sinkNone {
		return true
	}
	if len(s.values) >= maxValues {
		return false
	}
	s.values = append(s.values, v)
	return true
}
