package parser

import (
	"bytes"
	"strings"

	"github.com/tidwall/gjson"
)

// members are the members of an object that mean something at a record's
// root. Of duplicate keys the first counts.
type members struct {
	at  [numSlots]gjson.Result // only those that were met are valid
	met uint64
}

// get returns a member; the zero Result when it was not met.
func (m *members) get(k slot) gjson.Result {
	if m.met&k.bit() == 0 {
		return gjson.Result{}
	}
	return m.at[k]
}

// borrow returns empty members, to be given back.
func (p *Parser) borrow() *members {
	if p.borrowed == len(p.members) {
		p.members = append(p.members, new(members))
	}
	m := p.members[p.borrowed]
	p.borrowed++
	m.met = 0
	return m
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

// giveBack returns all members but the first n.
func (p *Parser) giveBack(n int) { p.borrowed = n }

// valueOf makes a value of a string or number; gjson's own unescaping is not
// used, since it ends at a raw control character.
func valueOf(v gjson.Result, to sink) value {
	raw := bytesOf(v.Raw)
	if v.Type != gjson.String {
		return value{text: raw, sink: to, number: true}
	}
	if len(raw) < 2 { // what a path's modifier has made up
		return value{sink: to}
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
	if level > 0 && p.simple(raw, outer) { // at level 0 it has been tried
		return
	}
	defer p.giveBack(p.borrowed)
	m := p.borrow()
	m.read(raw)
	l := &layer{raw: raw, m: m, outer: outer}
	var ev Event
	ev.reset()
	if p.ownError(&ev, l) || level >= maxLevels || !p.unwrap(l, level) {
		p.finish(&ev, l)
	}
}

// simple reads an object that is ordinary by the fast ways, and takes from the
// wrappers around it what it does not have; false when it is not ordinary.
func (p *Parser) simple(raw []byte, outer *layer) bool {
	if p.careful || len(raw) > p.cfg.MaxLine {
		return false
	}
	events := p.ordinary(raw)
	if events == nil || outer != nil && events[0].byDevice {
		return false // the wrapper may know the user
	}
	p.hand(&events[0])
	ev := &p.events[len(p.events)-1]
	if outer == nil {
		return true
	}
	if !ev.Dated {
		ev.Time, ev.Dated = p.timeOf(outer)
	}
	p.inherit(&ev.User, outer, userSlots)
	p.inherit(&ev.User, outer, deviceSlots)
	p.inherit(&ev.App, outer, appSlots)
	p.inherit(&ev.SDK, outer, sdkSlots)
	p.inherit(&ev.UA, outer, uaSlots)
	if ev.Evidence.Event == nil {
		ev.Evidence.Event = p.eventOf(outer)
	}
	return true
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
	ev.Evidence.Event = p.eventOf(l)
	p.hand(ev)
}

// hand hands an Event out.
func (p *Parser) hand(ev *Event) {
	if len(p.events) >= maxEvents && p.Overflow != nil {
		p.Overflow(p.events)
		p.events = p.events[:0]
	}
	p.events = append(p.events, *ev)
}

// ownError says whether the object itself is an error, in the order in which
// the forms of an error count, and fills code and evidence.
func (p *Parser) ownError(ev *Event, l *layer) bool {
	m := l.m
	for _, path := range p.cfg.Fields.Code {
		if v := gjson.Get(view(l.raw), path); v.Exists() && v.Type != gjson.Null {
			var own Event
			own.reset()
			p.codeOf(&own, v)
			if own.Code == nil {
				continue
			}
			p.evidenceBeside(ev, l, path)
			p.codeOf(ev, v)
			return true
		}
	}
	e := m.get(slotError)
	if e.IsObject() {
		p.walkError(ev, bytesOf(e.Raw), inError, 1)
		if ev.Code != nil {
			return true
		}
	}
	if m.has(slotErrorType) {
		if p.codeOf(ev, m.get(slotErrorType)); ev.Code != nil {
			p.dottedEvidence(ev, m)
			return true
		}
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
	if e := l.m.get(slotError); e.IsObject() {
		p.walkError(ev, bytesOf(e.Raw), inError, 1)
		return
	}
	p.dottedEvidence(ev, l.m)
}

// dottedEvidence takes what stands beside a code in flat keys.
func (p *Parser) dottedEvidence(ev *Event, m *members) {
	for _, k := range [...]slot{slotErrorMessage, slotMessage, slotReason} {
		if m.get(k).Type == gjson.String {
			v := valueOf(m.get(k), sinkMessage)
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
	if _, _, ok := p.lookup(text); !ok {
		return false
	}
	p.setCode(ev, text)
	return true
}

// sdkError takes a record that is the SDK's error object itself.
func (p *Parser) sdkError(ev *Event, l *layer) bool {
	m := l.m
	const beside = 1<<slotMessage | 1<<slotData
	text := bytes.TrimSpace(p.text(m.get(slotType)))
	if len(text) == 0 || m.met&beside == 0 {
		return false
	}
	if n, isError, ok := p.lookup(text); !ok || !isError || n == 0 {
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
