package parser

import (
	"bytes"
	"strings"
)

// IsDocument says whether a source is JSON over many lines rather than a
// line a record: its first line opens a { or [ and the next lines continue
// it. head is the beginning of the source; whole says that it is all of it.
func IsDocument(head []byte, whole bool) bool {
	head = head[len(head)-len(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")):]
	first, rest, more := bytes.Cut(head, []byte("\n"))
	if more && !whole && len(rest) == 0 { // the second line is longer than head
		alone := string(bytes.TrimSpace(first))
		return alone == "[" || alone == "{"
	}
	if !more || len(bytes.TrimSpace(rest)) == 0 || (first[0] != '{' && first[0] != '[') {
		return false
	}
	var c checker
	c.reset()
	for n := 0; len(head) > 0; n++ {
		line, after, ended := bytes.Cut(head, []byte("\n"))
		if !ended && !whole {
			break // cut by the end of head, not of the line
		}
		var alone checker
		if n > 0 && first[0] == '{' && c.depth == 1 && c.state != wantCommaOrEnd && alone.whole(line) && line[0] == '{' {
			return false // a whole record: the line before it was cut
		}
		c.feed(line)
		switch c.state {
		case checkDone:
			return n > 0
		case checkFailed, inString, inEscape, inHex:
			return false
		}
		head = after
	}
	return true
}

// Documents cuts JSON over many lines into records: the documents that stand
// one behind the other or, where a document is an array, its elements. It
// takes the text in any pieces and keeps at most one record of it.
type Documents struct {
	p        *Parser
	check    checker
	record   []byte // the beginning of the record that is being read
	over     bool   // it is longer than a record may be
	reading  bool   // in a record
	skipping bool   // in what is left of a line behind a broken record
	lost     bool   // behind a broken record, before the next one
	rereads  int    // since the last whole record
	inArray  bool   // in an array whose elements are the records
	started  bool   // a BOM can come no more
	fresh    bool   // only space was met on the current line
	indent   int    // how much
	margin   int    // the indent of the line on which the record began
	line     int64
	emit     func(line int64, events []Event)
}

// NewDocuments returns a Documents that parses with p and hands the records
// to emit with the number of the line on which each began or, where it is
// broken, ended. The Events are valid until emit returns.
func NewDocuments(p *Parser, emit func(line int64, events []Event)) *Documents {
	return &Documents{p: p, emit: emit, fresh: true, line: 1}
}

// Feed takes the next piece of the source; last says that it is the final one.
func (d *Documents) Feed(b []byte, last bool) {
	if !d.started {
		d.record = append(d.record, b...)
		if bom := "\ufeff"; len(d.record) < len(bom) && !last && strings.HasPrefix(bom, string(d.record)) {
			return
		}
		d.started = true
		b = bytes.TrimPrefix(bytes.Clone(d.record), []byte("\ufeff"))
		d.record = d.record[:0]
	}
	d.read(b)
	for last && d.reading {
		d.broken(nil)
	}
	if last {
		if events := d.p.Flush(); len(events) > 0 {
			d.emit(d.line, events)
		}
	}
}

func (d *Documents) read(b []byte) {
	for len(b) > 0 {
		switch {
		case d.skipping:
			b = d.skipLine(b)
		case d.reading:
			b = d.continueRecord(b)
		default:
			b = d.between(b)
		}
	}
}

// between goes over what stands between records, up to where one begins.
func (d *Documents) between(b []byte) []byte {
	for i, ch := range b {
		if d.lost && !isSpace(ch) {
			if !d.resumes(ch) {
				d.skipping = true
				return b[i:]
			}
			d.lost = false
		}
		switch {
		case ch == '\n':
			d.line++
			d.fresh, d.indent = true, 0
		case ch == ' ' || ch == '\t' || ch == '\r':
			d.indent++
		case ch == ',' && d.inArray:
			d.fresh = false
		case ch == '[' && !d.inArray:
			d.inArray, d.fresh = true, false
		case ch == ']' && d.inArray:
			d.inArray, d.fresh = false, false
		default:
			d.reading, d.over = true, false
			d.record = d.record[:0]
			d.margin = -1
			if d.fresh && ch == '{' {
				d.margin = d.indent
			}
			d.check.reset()
			return b[i:]
		}
	}
	return nil
}

// resumes says whether reading can go on behind a broken record: at a line
// that opens an object no deeper than the record did, or ends the array.
func (d *Documents) resumes(ch byte) bool {
	if ch == ']' {
		return d.inArray && (d.indent < d.margin || d.indent == 0)
	}
	return ch == '{' && (d.margin < 0 || d.indent <= d.margin)
}

// continueRecord reads on in a record and returns what stands behind it.
func (d *Documents) continueRecord(b []byte) []byte {
	n := d.check.feed(b)
	d.keep(b[:n])
	switch d.check.state {
	case checkDone:
		d.end()
		return b[n:]
	case checkFailed:
		return d.broken(b[n:])
	}
	return b[n:]
}

func (d *Documents) keep(b []byte) {
	if !d.over && len(d.record)+len(b) > d.p.cfg.MaxLine {
		d.over = true
	}
	if d.over {
		d.line += int64(bytes.Count(d.record, []byte("\n")) + bytes.Count(b, []byte("\n")))
		d.record = d.record[:0]
		return
	}
	d.record = append(d.record, b...)
}

// end hands out a record that is whole.
func (d *Documents) end() {
	d.reading, d.fresh, d.rereads = false, false, 0
	if d.over {
		d.emit(d.line, d.p.failed(TooLong))
		return
	}
	d.emit(d.line, d.p.Parse(d.record))
	d.line += int64(bytes.Count(d.record, []byte("\n")))
}

// broken counts a record that is no JSON, and finds the place to go on: the
// last line in it that could begin a record, else behind the current line.
// rest is what stands behind it, its first byte the one that cannot be.
func (d *Documents) broken(rest []byte) []byte {
	d.reading = false
	kind := NotJSON
	if d.over {
		kind = TooLong
	}
	at := d.restart(rest)
	if at < 0 {
		d.line += int64(bytes.Count(d.record, []byte("\n")))
		d.emit(d.line, d.p.failed(kind))
		d.record, d.skipping, d.lost = d.record[:0], true, true
		return rest
	}
	d.line += int64(bytes.Count(d.record[:at], []byte("\n")))
	d.emit(d.line, d.p.failed(kind))
	again := bytes.Clone(d.record[at:])
	d.rereads++
	d.record, d.fresh, d.indent = d.record[:0], true, 0
	d.read(again) // which may be broken again, but not endlessly
	return rest
}

// skipLine passes over what is left of a line.
func (d *Documents) skipLine(b []byte) []byte {
	i := bytes.IndexByte(b, '\n')
	if i < 0 {
		return nil
	}
	d.skipping, d.fresh, d.indent = false, true, 0
	d.line++
	return b[i+1:]
}

// maxRereads is how many times what stood in a broken record is read again
// from the next line that could begin one; then it goes on at the last such
// line, so that no input is read over and over.
const maxRereads = 8

// restart finds a line in the broken record that opens an object no deeper
// than the record itself did: the first, or the last; -1 when there is none.
func (d *Documents) restart(rest []byte) int {
	text := d.record
	if len(rest) > 0 {
		text = append(bytes.Clone(text), rest[0])
	}
	found := -1
	for i := 0; ; {
		n := bytes.IndexByte(text[i:], '\n')
		if n < 0 {
			return found
		}
		i += n + 1
		line := text[i:]
		blank := len(line) - len(bytes.TrimLeft(line, " \t"))
		if blank <= max(d.margin, 0) && blank < len(line) && line[blank] == '{' {
			found = i
			if d.rereads < maxRereads {
				return found
			}
		}
	}
}

// failed returns a record that could not be read.
func (p *Parser) failed(k Kind) []Event {
	p.events = p.events[:0]
	p.skip(k)
	return p.events
}
