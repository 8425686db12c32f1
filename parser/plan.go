package parser

import "bytes"

// plan says, for the lines of one shape, which of the picked values is what,
// so that they need not be sorted line by line. It holds as long as these
// values are there and plain; where one is not, build decides.
type plan struct {
	ok                              bool
	time, user, app, sdk, ua, event int8         // places in the picked values; -1 for none
	device                          bool         // user is a device
	errors                          []errorValue // those of the error object, in order
	whole                           bool         // match picks all values
}

// errorValue is a value of the error object: one that match picks or, at -1,
// one that is the same in all lines of the shape.
type errorValue struct {
	at    int8
	fixed value
}

// finding is what becomes of a step on the way through the tree: whether match
// picks it, and whether it is nevertheless the same in all lines that go there.
type finding struct{ picked, fixed bool }

// planOf makes the plan of a line that has been scanned: an error with a code
// whose fields all stand at the root.
func planOf(s *scanner, found []finding) plan {
	p := plan{time: -1, user: -1, app: -1, sdk: -1, ua: -1, event: -1, whole: true}
	var at [numSlots]int8
	for i := range at {
		at[i] = -1
	}
	picked := int8(0)
	for i, st := range s.steps {
		if st.sink == sinkNone {
			continue
		}
		v := errorValue{at: picked}
		if f := found[i]; !f.picked || f.fixed {
			v = errorValue{-1, value{text: bytes.Clone(s.base[st.start:st.end]), sink: st.sink, number: st.number}}
		}
		if found[i].picked {
			picked++
		} else {
			p.whole = false
		}
		if st.sink < sinkCode {
			at[st.sink] = v.at
			continue
		}
		p.ok = p.ok || st.sink == sinkCode
		p.errors = append(p.errors, v)
	}
	p.ok = p.ok && s.plannable()
	p.time = firstPlace(&at, timeSlots)
	if p.user = firstPlace(&at, userSlots); p.user < 0 {
		p.user, p.device = firstPlace(&at, deviceSlots), true
	}
	p.app, p.sdk, p.ua = firstPlace(&at, appSlots), firstPlace(&at, sdkSlots), firstPlace(&at, uaSlots)
	p.event = at[slotEvent]
	return p
}

// plannable says whether a scanned line is an error whose fields can stand at
// the root only.
func (s *scanner) plannable() bool {
	return s.flags&slotError.bit() != 0 && s.flags&containerSlots.bits() == 0
}

func firstPlace(at *[numSlots]int8, g slotGroup) int8 {
	for k := g.first; k <= g.last; k++ {
		if at[k] >= 0 {
			return at[k]
		}
	}
	return -1
}

// follow makes the Event of a line by its leaf's plan and returns it; nil
// when a value that the plan names is empty, unreadable or has escapes.
func (p *Parser) follow(leaf *shape) []Event {
	pl := &leaf.plan
	events := leaf.events
	if events == nil {
		events = p.single
		if !p.followError(leaf, &events[0]) {
			return nil
		}
	}
	ev, values := &events[0], &p.scanner
	var t plainText
	ev.User, ev.App, ev.SDK, ev.UA = t.of(values, pl.user), t.of(values, pl.app), t.of(values, pl.sdk), t.of(values, pl.ua)
	ev.Evidence.Event = t.of(values, pl.event)
	when := t.of(values, pl.time)
	if t.missing {
		return nil
	}
	ev.byDevice = pl.device && ev.User != nil
	if when != nil {
		if ev.Time, ev.Dated = p.clock.parse(when, p.cfg.Location); !ev.Dated {
			return nil
		}
	}
	return events
}

// followError fills what the error object says.
func (p *Parser) followError(leaf *shape, ev *Event) bool {
	ev.reset()
	if !p.takeErrorValues(ev, &leaf.plan, &p.scanner) {
		return false
	}
	if leaf.flags&flagEmptyData != 0 {
		ev.Evidence.EmptyData = true
	}
	ev.Kind = IsError
	return ev.Code != nil
}

// takeErrorValues takes the values of the error object, or of a body, in order.
func (p *Parser) takeErrorValues(ev *Event, pl *plan, s *scanner) bool {
	for i := range pl.errors {
		v := pl.errors[i].fixed
		if at := pl.errors[i].at; at >= 0 {
			v = s.at(int(at))
		}
		if !p.takeErrorValue(ev, &v) {
			return false
		}
	}
	return true
}

// prepare makes the Event of a leaf whose error is fixed as a whole.
func (p *Parser) prepare(leaf *shape) {
	if !leaf.plan.ok {
		return
	}
	for _, v := range leaf.plan.errors {
		if v.at >= 0 {
			return
		}
	}
	events := make([]Event, 1)
	if p.followError(leaf, &events[0]) {
		p.prepared++
		events[0].Same = p.prepared
		leaf.events = events
	}
}

// plainText picks values that must be there and plain.
type plainText struct{ missing bool }

func (t *plainText) of(s *scanner, i int8) []byte {
	if i < 0 {
		return nil
	}
	v := &s.values[i]
	if v.esc || v.start == v.end {
		t.missing = true
	}
	return s.base[v.start:v.end]
}
