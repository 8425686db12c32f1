package parser

import "bytes"

// maxParts is how many streams may have a split line open at once.
const maxParts = 8

// Parts are the beginnings of lines that a container runtime has split, by
// stream, until their ends come. The zero value has none.
type Parts struct {
	list []part
}

type part struct {
	key  string
	text []byte
	over bool    // longer than a line may be; text is dropped
	time []byte  // of the first part's wrapper
	json checker // of text
}

// feed checks what text goes on with.
func (pt *part) feed(b []byte) {
	n := pt.json.feed(b)
	if pt.json.state == checkDone && len(bytes.TrimLeft(b[n:], " \t\r\n")) > 0 {
		pt.json.state = checkFailed
	}
}

// Empty says whether no line is open.
func (ps *Parts) Empty() bool { return len(ps.list) == 0 }

// partKind says what came of a part.
type partKind uint8

const (
	partWhole   partKind = iota // the line is whole
	partKept                    // more is to come
	partTooLong                 // the line is whole, and longer than a line may be
)

func (ps *Parts) find(key string) int {
	for i := range ps.list {
		if ps.list[i].key == key {
			return i
		}
	}
	return -1
}

func (ps *Parts) open(key string) bool { return ps.find(key) >= 0 }

// join adds text to the line that is open in the stream key, and gives the
// whole line back where ends says that this was its last part. time is kept
// from the first one.
func (ps *Parts) join(key string, text, time []byte, ends bool, maxLine int) ([]byte, partKind) {
	i := ps.find(key)
	if i < 0 {
		if ends || len(ps.list) >= maxParts {
			return text, partWhole
		}
		ps.list = append(ps.list, part{key: key, time: bytes.Clone(time)})
		i = len(ps.list) - 1
	}
	pt := &ps.list[i]
	if !pt.over && len(pt.text)+len(text) > maxLine+1 { // the line end does not count
		pt.over, pt.text = true, nil
	}
	if !pt.over {
		pt.text = append(pt.text, text...)
		pt.feed(text)
	}
	if !ends {
		return nil, partKept
	}
	whole, over := pt.text, pt.over
	ps.list = append(ps.list[:i], ps.list[i+1:]...)
	if over {
		return nil, partTooLong
	}
	return whole, partWhole
}

// completes says whether what is joined so far is a whole JSON value.
func (ps *Parts) completes(key string) bool {
	i := ps.find(key)
	return i >= 0 && ps.list[i].json.state == checkDone
}

// TakeParts returns the lines that are open and forgets them: what is parsed
// next is parsed as if it stood alone.
func (p *Parser) TakeParts() Parts {
	ps := p.parts
	p.parts = Parts{}
	return ps
}

// SetParts continues the lines that were open at another place. The Parser
// takes over the memory of ps.
func (p *Parser) SetParts(ps Parts) { p.parts = ps }

// Flush returns the records of the lines that are still open at the end of
// the input. The Events are valid until the next call of a method.
func (p *Parser) Flush() []Event {
	p.events, p.scratch, p.borrowed = p.events[:0], p.scratch[:0], 0
	for _, pt := range p.TakeParts().list {
		if pt.over {
			p.skip(TooLong)
			continue
		}
		p.content(pt.text, &layer{time: pt.time}, 1)
	}
	return p.events
}
