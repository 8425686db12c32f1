package parser

import (
	"bytes"
	"strings"

	"github.com/tidwall/gjson"
)

// members are the members of an object that mean something at a record's
// root. Of duplicate keys the first counts.
type members struct {
	at  [numSlots]gjson.Result
	met uint64
}

func (m *members) read(raw []byte) {
	gjson.Parse(view(raw)).ForEach(func(key, v gjson.Result) bool {
		k := slotOf(keyOf(key))
		if k != slotNone && m.met&k.bit() == 0 {
			m.met |= k.bit()
			m.at[k] = v
		}
		return true
	})
}

// keyOf returns a key without its escapes.
func keyOf(key gjson.Result) []byte {
	inside := bytesOf(key.Raw)
	if len(inside) < 2 {
		return nil
	}
	inside = inside[1 : len(inside)-1]
	if bytes.IndexByte(inside, '\\') >= 0 {
		return appendUnescaped(nil, inside)
	}
	return inside
}

// has says whether the slot holds anything but null.
func (m *members) has(k slot) bool {
	return m.met&k.bit() != 0 && m.at[k].Type != gjson.Null
}

// valueOf makes a value of a string or number; gjson's own unescaping is not
// used, since it ends at a raw control character.
func valueOf(v gjson.Result, to sink) value {
	raw := bytesOf(v.Raw)
	if v.Type != gjson.String {
		return value{text: raw, sink: to, number: true}
	}
	raw = raw[1 : len(raw)-1]
	return value{text: raw, sink: to, esc: bytes.IndexByte(raw, '\\') >= 0}
}

// text returns the text of a string without escapes, or of a number; nil for
// anything else.
func (p *Parser) text(v gjson.Result) []byte {
	if v.Type != gjson.String && v.Type != gjson.Number {
		return nil
	}
	val := valueOf(v, sinkNone)
	if val.esc {
		return p.unescape(val.text)
	}
	return val.text
}

// layer is one object on the way in to a record: the record itself, or a
// wrapper around it.
type layer struct {
	raw   []byte // nil where the wrapper is no object
	m     *members
	outer *layer
	time  []byte // of a text prefix
}

// object reads one object, level wrappers deep: a record, or a wrapper of
// records.
func (p *Parser) object(raw []byte, outer *layer, level int) {
	var m members
	m.read(raw)
	l := &layer{raw: raw, m: &m, outer: outer}
	var ev Event
	ev.reset()
	if !p.ownError(&ev, l) && level < maxLevels && p.unwrap(l, level) {
		return
	}
	p.finish(&ev, l)
}

// finish fills what is not the error's own and hands the Event out.
func (p *Parser) finish(ev *Event, l *layer) {
	f := &p.cfg.Fields
	ev.Time, ev.Dated = p.timeOf(l)
	if ev.User = p.fieldOf(l, f.User, userSlots); ev.User == nil {
		ev.User = p.fieldOf(l, nil, deviceSlots)
	}
	ev.App = p.fieldOf(l, f.App, appSlots)
	ev.SDK = p.fieldOf(l, f.SDK, sdkSlots)
	ev.UA = p.fieldOf(l, f.UA, uaSlots)
	for o := l; o != nil && ev.Evidence.Event == nil; o = o.outer {
		if o.m != nil {
			ev.Evidence.Event = p.text(o.m.at[slotEvent])
		}
	}
	p.events = append(p.events, *ev)
}

// ownError says whether the object itself is an error, in the order in which
// the forms of an error count, and fills code and evidence.
func (p *Parser) ownError(ev *Event, l *layer) bool {
	m := l.m
	for _, path := range p.cfg.Fields.Code {
		if v := gjson.Get(view(l.raw), path); v.Exists() && v.Type != gjson.Null {
			p.evidenceBeside(ev, l, path)
			p.codeOf(ev, v)
			return true
		}
	}
	e := m.at[slotError]
	if e.IsObject() {
		p.walkError(ev, bytesOf(e.Raw), inError, 1)
		if ev.Code != nil {
			return true
		}
	}
	if m.has(slotErrorType) {
		p.dottedEvidence(ev, m)
		p.codeOf(ev, m.at[slotErrorType])
		return true
	}
	switch {
	case e.Type == gjson.String:
		if p.errorText(ev, p.text(e)) {
			return true
		}
	case e.Type == gjson.Number:
		p.codeOf(ev, e)
		return true
	case e.IsObject():
		ev.Kind, ev.Code = IsError, p.none
		return true
	}
	return p.sdkError(ev, l)
}

// codeOf takes a code of any type.
func (p *Parser) codeOf(ev *Event, v gjson.Result) {
	if text := p.text(v); text != nil {
		p.setCode(ev, text)
		return
	}
	p.setCode(ev, bytesOf(v.Raw))
}

// evidenceBeside takes what the object says in which a user's path found the code.
func (p *Parser) evidenceBeside(ev *Event, l *layer, path string) {
	if i := strings.LastIndexByte(path, '.'); i > 0 {
		if v := gjson.Get(view(l.raw), path[:i]); v.IsObject() {
			p.walkError(ev, bytesOf(v.Raw), inError, 1)
			return
		}
	}
	if e := l.m.at[slotError]; e.IsObject() {
		p.walkError(ev, bytesOf(e.Raw), inError, 1)
		return
	}
	p.dottedEvidence(ev, l.m)
}

// dottedEvidence takes what stands beside a code in flat keys.
func (p *Parser) dottedEvidence(ev *Event, m *members) {
	for _, k := range [...]slot{slotErrorMessage, slotMessage, slotReason} {
		if m.at[k].Type == gjson.String {
			v := valueOf(m.at[k], sinkMessage)
			p.takeErrorValue(ev, &v)
		}
	}
}

// errorText takes an error that is a string: an object that was stringified
// twice, or a code.
func (p *Parser) errorText(ev *Event, text []byte) bool {
	if p.isObject(text) {
		p.walkError(ev, bytes.TrimSpace(text), inError, 1)
		if ev.Code == nil {
			ev.Kind, ev.Code = IsError, p.none
		}
		return true
	}
	text = bytes.TrimSpace(text)
	if len(text) == 0 {
		return false
	}
	if n, ok := integral(text); ok {
		text = appendInt(nil, n)
	}
	if _, _, ok := p.cfg.Lookup(text); !ok {
		return false
	}
	p.setCode(ev, text)
	return true
}

// sdkError takes a record that is the SDK's error object itself.
func (p *Parser) sdkError(ev *Event, l *layer) bool {
	m := l.m
	const beside = 1<<slotMessage | 1<<slotData
	text := bytes.TrimSpace(p.text(m.at[slotType]))
	if len(text) == 0 || m.met&beside == 0 {
		return false
	}
	if n, ok := integral(text); ok {
		text = appendInt(nil, n)
	}
	if n, isError, ok := p.cfg.Lookup(text); !ok || !isError || n == 0 {
		return false
	}
	p.walkError(ev, l.raw, inError, 1)
	return ev.Kind == IsError
}

// walkError takes what an error object, or an object inside it, says.
func (p *Parser) walkError(ev *Event, raw []byte, at place, depth int) {
	var seen errorSeen
	gjson.Parse(view(raw)).ForEach(func(key, v gjson.Result) bool {
		to := seen.sinkOf(errorKeyOf(keyOf(key)), at, depth)
		switch {
		case to == sinkCode && v.Type == gjson.Null:
		case to == sinkCode:
			p.codeOf(ev, v)
		case v.IsObject():
			p.walkInside(ev, bytesOf(v.Raw), to, depth)
		case to != sinkNone && (v.Type == gjson.String || v.Type == gjson.Number):
			val := valueOf(v, to)
			p.takeErrorValue(ev, &val)
		}
		return true
	})
}

func (p *Parser) walkInside(ev *Event, raw []byte, to sink, depth int) {
	if depth >= maxDepth {
		return
	}
	at := inside
	if to == sinkData {
		at = inError
		if space(raw, 1) == len(raw)-1 {
			ev.Evidence.EmptyData = true
		}
	}
	p.walkError(ev, raw, at, depth+1)
}

// timeOf finds the record's time: its own, else that of the wrapper around it.
func (p *Parser) timeOf(l *layer) (int64, bool) {
	for o := l; o != nil; o = o.outer {
		for _, path := range p.cfg.Fields.Time {
			if o.raw == nil {
				break
			}
			if t, ok := p.clock.parse(p.text(gjson.Get(view(o.raw), path)), p.cfg.Location); ok {
				return t, true
			}
		}
		for k := timeSlots.first; o.m != nil && k <= timeSlots.last; k++ {
			if t, ok := p.clock.parse(p.text(o.m.at[k]), p.cfg.Location); ok {
				return t, true
			}
		}
		if t, ok := p.clock.parse(o.time, p.cfg.Location); ok {
			return t, true
		}
	}
	return 0, false
}

// fieldOf finds a field by a user's paths, then by the names of a group: at
// the record's root, in one of its containers, then at the roots of the
// wrappers around it, whose scalar members it inherits.
func (p *Parser) fieldOf(l *layer, paths []string, g slotGroup) []byte {
	for o := l; o != nil; o = o.outer {
		for _, path := range paths {
			if o.raw == nil {
				break
			}
			if text := p.text(gjson.Get(view(o.raw), path)); len(text) > 0 {
				return text
			}
		}
		if o.m == nil {
			continue
		}
		if text := p.firstText(o.m, g); text != nil {
			return text
		}
		for k := containerSlots.first; o == l && k <= containerSlots.last; k++ {
			c := o.m.at[k]
			if !c.IsObject() {
				continue
			}
			var inside members
			inside.read(bytesOf(c.Raw))
			if text := p.firstText(&inside, g); text != nil {
				return text
			}
		}
	}
	return nil
}

// firstText returns the first text of a group that is not empty.
func (p *Parser) firstText(m *members, g slotGroup) []byte {
	for k := g.first; k <= g.last; k++ {
		if m.met&k.bit() == 0 {
			continue
		}
		if text := p.text(m.at[k]); len(text) > 0 {
			return text
		}
	}
	return nil
}
