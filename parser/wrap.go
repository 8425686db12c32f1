package parser

import (
	"bytes"

	"github.com/tidwall/gjson"
)

// maxLevels is how many wrappers are taken off a record at most.
const maxLevels = 4

// line reads any line with care.
func (p *Parser) line(b []byte) {
	switch {
	case len(b) > p.cfg.MaxLine:
		p.skip(TooLong)
	case p.whole(b):
		if !p.value(b, nil, 0) {
			p.skip(NotJSON)
		}
	case p.cri(b):
	case p.prefixed(b, nil, 0):
	default:
		p.skip(NotJSON)
	}
}

func (p *Parser) skip(k Kind) {
	var ev Event
	ev.reset()
	ev.Kind = k
	p.hand(&ev)
}

// value reads a valid JSON value; false when there is no record in it.
func (p *Parser) value(b []byte, outer *layer, level int) bool {
	switch b[0] {
	case '{':
		p.object(b, outer, level)
		return true
	case '[':
		return p.elements(gjson.Parse(view(b)), outer, level)
	}
	return false
}

// elements reads a batch: a non-empty array whose elements are all objects.
func (p *Parser) elements(array gjson.Result, outer *layer, level int) bool {
	n, objects := 0, true
	array.ForEach(func(_, v gjson.Result) bool {
		n++
		objects = v.IsObject()
		return objects
	})
	if n == 0 || !objects {
		return false
	}
	array.ForEach(func(_, v gjson.Result) bool {
		p.object(bytesOf(v.Raw), outer, level+1)
		return true
	})
	return true
}

// prefixed reads a line with any text before an object that goes to its end.
func (p *Parser) prefixed(b []byte, outer *layer, level int) bool {
	i := bytes.IndexByte(b, '{')
	if i <= 0 || !p.whole(b[i:]) {
		return false
	}
	p.object(b[i:], &layer{time: prefixTime(b[:i]), outer: outer}, level+1)
	return true
}

// prefixTime finds the time that a log framework or syslog wrote first.
func prefixTime(b []byte) []byte {
	if len(b) > 0 && b[0] == '<' { // RFC 5424: <165>1 2026-11-22T08:00:00Z …
		_, b, _ = bytes.Cut(b, []byte(">"))
		b = bytes.TrimPrefix(b, []byte("1 "))
	}
	b = bytes.TrimLeft(b, "[ ")
	if len(b) < 19 || b[4] != '-' {
		return nil
	}
	end := 19
	for end < len(b) && (b[end]-'0' <= 9 || bytes.IndexByte([]byte(".,:+-Zz"), b[end]) >= 0) {
		end++
	}
	return bytes.TrimRight(b[:end], ",:-")
}

// cri reads a line of the Kubernetes container runtime interface:
// TIME stdout|stderr P|F CONTENT, where a line that was split in parts ends
// with the first F.
func (p *Parser) cri(b []byte) bool {
	at, rest, ok1 := bytes.Cut(b, []byte(" "))
	stream, rest, ok2 := bytes.Cut(rest, []byte(" "))
	if !ok1 || !ok2 || len(at) < 20 || at[10] != 'T' || (string(stream) != "stdout" && string(stream) != "stderr") {
		return false
	}
	tag, content, _ := bytes.Cut(rest, []byte(" "))
	tag, _, _ = bytes.Cut(tag, []byte(":"))
	if len(tag) != 1 || (tag[0] != 'P' && tag[0] != 'F') {
		return false
	}
	if _, ok := parseTime(at, p.cfg.Location); !ok {
		return false
	}
	key := "cri " + string(stream)
	whole, kind := p.parts.join(key, content, at, tag[0] == 'F', p.cfg.MaxLine)
	switch kind {
	case partKept:
	case partTooLong:
		p.skip(TooLong)
	default:
		p.content(whole, &layer{time: at}, 1)
	}
	return true
}

// content reads what a container's line carries: a line of its own.
func (p *Parser) content(b []byte, outer *layer, level int) {
	b = trimLine(b)
	if len(b) > p.cfg.MaxLine {
		p.skip(TooLong)
		return
	}
	if len(b) > 0 && b[0] == '{' && p.simple(b, outer) {
		return
	}
	if len(b) > 0 && p.whole(b) && p.value(b, outer, level) || p.prefixed(b, outer, level) {
		return
	}
	p.skip(NotJSON)
}

// unwrap takes an object without an error of its own for a wrapper; false
// when it is none.
func (p *Parser) unwrap(l *layer, level int) bool {
	m := l.m
	if m.get(slotLog).Type == gjson.String && m.get(slotStream).Type == gjson.String && m.get(slotTime).Type == gjson.String {
		if p.docker(p.text(m.get(slotLog)), p.text(m.get(slotStream)), l, level) {
			return true
		}
	}
	for k := carrierSlots.first; k <= carrierSlots.last; k++ {
		if m.get(k).Type != gjson.String {
			continue
		}
		if text := p.text(m.get(k)); p.isObject(text) {
			p.object(bytes.TrimSpace(text), l, level+1)
			return true
		}
	}
	for k := batchSlots.first; k <= batchSlots.last; k++ {
		if m.get(k).IsArray() && p.elements(m.get(k), l, level) {
			return true
		}
	}
	return m.get(slotResourceLogs).IsArray() && p.otlp(m.get(slotResourceLogs), l, level)
}

// dockerLine reads the line whose members ordinary has noted.
func (p *Parser) dockerLine() {
	l := &layer{time: p.dockerTime}
	if !p.docker(p.dockerLog, p.dockerStream, l, 0) {
		var ev Event
		ev.reset()
		p.finish(&ev, l)
	}
}

// docker reads a line of Docker's json-file driver, which splits long lines:
// a log without its final line end that is no JSON by itself is a part. It
// returns false for a log that is plain text.
func (p *Parser) docker(content, stream []byte, l *layer, level int) bool {
	open := !p.parts.Empty() && p.parts.open("docker "+string(stream))
	ends := bytes.HasSuffix(content, []byte("\n")) || p.whole(bytes.TrimSpace(content))
	if !open && ends {
		return p.carried(trimLine(content), l, level)
	}
	key := "docker " + string(stream)
	whole, kind := p.parts.join(key, content, p.ownTime(l), ends, p.cfg.MaxLine)
	if kind == partKept && open && p.parts.completes(key) {
		whole, kind = p.parts.join(key, nil, nil, true, p.cfg.MaxLine)
	}
	switch kind {
	case partKept:
	case partTooLong:
		p.skip(TooLong)
	default:
		p.content(whole, l, level+1)
	}
	return true
}

// ownTime is the text of a Docker line's time.
func (p *Parser) ownTime(l *layer) []byte {
	if l.m != nil {
		return p.text(l.m.get(slotTime))
	}
	return l.time
}

// carried reads a line that a wrapper carries; false when it holds no record.
func (p *Parser) carried(text []byte, l *layer, level int) bool {
	if len(text) == 0 {
		return false
	}
	if text[0] == '{' && p.simple(text, l) {
		return true
	}
	return p.whole(text) && p.value(text, l, level+1) || p.prefixed(text, l, level)
}
