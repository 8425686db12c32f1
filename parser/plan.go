package parser

import "bytes"

// plan says, for the lines of one shape, which of the picked values is what,
// so that they need not be sorted line by line. It holds as long as these
// values are there and plain; where one is not, build decides.
type plan struct {
	ok                              bool
	time, user, app, sdk, ua, event int8   // places in the picked values; -1 for none
	device                          bool   // user is a device
	errors                          []int8 // those of the error object, in order
}

// planOf makes the plan of a line that has been scanned: an error with a code
// whose fields all stand at the root.
func planOf(s *scanner) plan {
	if s.flags&slotError.bit() == 0 || s.flags&containerSlots.bits() != 0 {
		return plan{}
	}
	p := plan{time: -1, user: -1, app: -1, sdk: -1, ua: -1, event: -1}
	var at [numSlots]int8
	for i := range at {
		at[i] = -1
	}
	for i, v := range s.values {
		if v.sink < sinkCode {
			at[v.sink] = int8(i)
			continue
		}
		p.ok = p.ok || v.sink == sinkCode
		p.errors = append(p.errors, int8(i))
	}
	p.time = firstPlace(&at, timeSlots)
	if p.user = firstPlace(&at, userSlots); p.user < 0 {
		p.user, p.device = firstPlace(&at, deviceSlots), true
	}
	p.app, p.sdk, p.ua = firstPlace(&at, appSlots), firstPlace(&at, sdkSlots), firstPlace(&at, uaSlots)
	p.event = at[slotEvent]
	return p
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
		if !p.followError(pl, &events[0]) {
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
func (p *Parser) followError(pl *plan, ev *Event) bool {
	ev.reset()
	for _, i := range pl.errors {
		v := p.scanner.at(int(i))
		if v.sink == sinkCode && v.number {
			p.setCode(ev, v.text)
		} else if !p.takeErrorValue(ev, &v) {
			return false
		}
	}
	if p.scanner.flags&flagEmptyData != 0 {
		ev.Evidence.EmptyData = true
	}
	ev.Kind = IsError
	return ev.Code != nil
}

// prepare makes the Event of a leaf whose error is fixed as a whole. Its
// slices are views into a copy of the line that it was learned from.
func (p *Parser) prepare(leaf *shape, line []byte) {
	if !leaf.plan.ok || p.shapes.match(bytes.Clone(line), &p.scanner) != leaf {
		return
	}
	for _, i := range leaf.plan.errors {
		if !p.scanner.values[i].fixed {
			return
		}
	}
	events := make([]Event, 1)
	if p.followError(&leaf.plan, &events[0]) {
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
