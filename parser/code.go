package parser

import (
	"bytes"
	"math"
	"strconv"
)

// noCode is the code of an error without a type.
const noCode = "none"

// maxCode is the longest text, in bytes, that is kept as a code.
const maxCode = 64

// setCode normalises the value of error.type: text is its text without quotes
// and escapes. An empty text is none: the Event stays as it is.
func (p *Parser) setCode(ev *Event, text []byte) {
	if n, ok := smallInt(text); ok {
		ev.Kind, ev.Code, ev.Number, ev.Numeric = IsError, text, n, true
		return
	}
	if text = bytes.TrimSpace(text); len(text) > 0 {
		ev.Kind = IsError
		p.setUnusualCode(ev, text)
	}
}

// lookup asks the catalogue for a code, however its number is written. text
// is not empty.
func (p *Parser) lookup(text []byte) (number int, isError, ok bool) {
	if n, ok := integral(text); ok {
		text = strconv.AppendInt(nil, int64(n), 10)
	}
	return p.cfg.Lookup(text)
}

// setUnusualCode takes all that is not written as a plain small integer.
func (p *Parser) setUnusualCode(ev *Event, text []byte) {
	n, ok := integral(text)
	if !ok {
		n, _, ok = p.cfg.Lookup(text)
	}
	if ok {
		ev.Code, ev.Number, ev.Numeric = strconv.AppendInt(nil, int64(n), 10), n, true
		return
	}
	if len(text) > maxCode {
		text = append(bytes.ToValidUTF8(text[:maxCode], nil), "…"...)
	}
	ev.Code = text
}

// smallInt reads an integer of up to nine digits as JSON writes it: that is
// what nearly every code looks like, and its text is the normalised code.
func smallInt(b []byte) (int, bool) {
	digits := b
	if len(b) > 0 && b[0] == '-' {
		digits = b[1:]
	}
	if len(digits) == 0 || len(digits) > 9 || (digits[0] == '0' && len(b) > 1) {
		return 0, false
	}
	n := 0
	for _, c := range digits {
		if c -= '0'; c > 9 {
			return 0, false
		}
		n = n*10 + int(c)
	}
	if len(digits) != len(b) {
		n = -n
	}
	return n, true
}

// integral reads 17, 017, 17.0 and 1.7e1 as 17.
func integral(b []byte) (int, bool) {
	for _, c := range b {
		if c-'0' > 9 && c != '-' && c != '.' && c|0x20 != 'e' && c != '+' {
			return 0, false
		}
	}
	if b[0] == '+' || b[0] == '.' || len(b) > maxCode {
		return 0, false
	}
	f, err := strconv.ParseFloat(string(b), 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > 1<<53 {
		return 0, false
	}
	return int(f), true
}
