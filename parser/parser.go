package parser

import (
	"bytes"
	"time"
)

// Parser turns lines into Events. It is not safe for concurrent use: each
// worker has its own. What it remembers between lines (shapes, and the parts
// of a container's split lines) is bounded.
type Parser struct {
	// Overflow, if it is set, takes the first Events of a line that carries
	// very many; Parse returns the last ones. They are valid until it returns.
	Overflow func([]Event)

	cfg     Config
	scanner scanner
	shapes  shapes
	body    scanner // of JSON text inside a string
	bodies  shapes  // of the same
	inBody  bool
	valid   scanner // of values that are only checked
	check   checker
	parts   Parts
	events  []Event
	single  []Event // the Event of an ordinary object

	// of a line of Docker's that ordinary has come upon, as picked
	dockerLog, dockerStream, dockerTime []byte
	// of a string member that holds an object, in a wrapper that has nothing
	// but a time to hand down
	carrier, carrierTime []byte

	scratch []byte // unescaped texts of the current line
	none    []byte
	clock   clock

	prepared uint32 // the last Event.Same

	members  []*members // of the objects of the current line that are read with care
	borrowed int        // how many of them are in use

	// careful turns the two fast ways off; for tests and for Fields.
	careful bool
}

// New returns a Parser.
func New(cfg Config) *Parser {
	if cfg.Location == nil {
		cfg.Location = time.UTC
	}
	p := &Parser{cfg: cfg, none: []byte(noCode), careful: !cfg.Fields.Empty()}
	p.scanner.values = make([]span, 0, maxValues)
	p.body.values = make([]span, 0, maxValues)
	p.single = make([]Event, 1)
	p.events = make([]Event, 0, 16)
	return p
}

// Parse returns the records that a line carries: usually one, none for a
// blank line or for a part of a line that a container runtime has split. The
// Events are valid until the next call.
func (p *Parser) Parse(line []byte) []Event {
	line = trimLine(line)
	if len(line) == 0 {
		return nil
	}
	p.scratch, p.borrowed = p.scratch[:0], 0
	if !p.careful && len(line) <= p.cfg.MaxLine && line[0] == '{' {
		p.dockerLog, p.carrier = nil, nil
		if events := p.ordinary(line); events != nil {
			return events
		}
		if p.dockerLog != nil {
			p.events = p.events[:0]
			p.dockerLine()
			return p.events
		}
		if p.carrier != nil {
			p.events = p.events[:0]
			if p.simple(bytes.TrimSpace(p.carrier), &layer{time: p.carrierTime}) {
				return p.events
			}
		}
	}
	p.events = p.events[:0]
	p.line(line)
	return p.events
}

// maxEvents is how many Events are held at once where Overflow is set.
const maxEvents = 64

// ordinary takes the two fast ways; nil when the object must be read with care.
func (p *Parser) ordinary(line []byte) []Event {
	if leaf := p.shapes.match(line, &p.scanner); leaf != nil {
		if leaf.plan.ok {
			if events := p.follow(leaf); events != nil {
				if leaf.events == nil && leaf.tries < maxTries {
					leaf.tries++
					p.specialise(line)
				}
				return events
			}
		}
		if leaf.plan.whole {
			if p.build(&p.single[0]) {
				return p.single
			}
			return nil
		}
	}
	if !p.scanner.scan(line, !p.shapes.full()) || !p.build(&p.single[0]) {
		return nil
	}
	if leaf := p.shapes.learn(&p.scanner, p.scanner.plannable()); leaf != nil {
		p.prepare(leaf)
	}
	return p.single
}

// maxTries is how many lines of a shape are looked at for a special one.
const maxTries = 16

// specialise learns a line again whose shape is known, should it be one with
// more fixed values.
func (p *Parser) specialise(line []byte) {
	if p.shapes.full() || !p.body.scan(line, true) {
		return
	}
	if leaf := p.shapes.learn(&p.body, p.body.plannable()); leaf != nil {
		p.prepare(leaf)
	}
}

// build makes the Event from what the scanner picked; false when the record
// is not ordinary after all.
func (p *Parser) build(ev *Event) bool {
	ev.reset()
	s := &p.scanner
	var root rootValues
	met := s.flags
	for i := range s.values {
		if to := s.values[i].sink; to < sinkCode {
			root[to] = int8(i + 1)
			met |= slot(to).bit()
			continue
		}
		if v := s.at(i); !p.takeErrorValue(ev, &v) {
			return false
		}
	}
	if s.flags&flagEmptyData != 0 {
		ev.Evidence.EmptyData = true
	}
	if !p.ordinaryKind(ev, &root, met) {
		return false
	}
	return p.takeRoot(ev, &root, met)
}

// rootValues are the picked values of the root by slot: the place in the
// scanner's values and 1, or 0 for none.
type rootValues [numSlots]int8

// of returns the value of a slot; not ok when there is none.
func (r *rootValues) of(s *scanner, k slot) (v value, ok bool) {
	if r[k] == 0 {
		return value{}, false
	}
	return s.at(int(r[k] - 1)), true
}

// ordinaryKind decides whether the record is an error; false when that takes
// more than a look at the error object.
func (p *Parser) ordinaryKind(ev *Event, root *rootValues, met uint64) bool {
	if p.scanner.flags&slotError.bit() != 0 {
		if ev.Code == nil {
			if met&slotErrorType.bit() != 0 {
				return false
			}
			ev.Code = p.none
		}
		ev.Kind = IsError
		return true
	}
	const maybe = 1<<slotErrorType | 1<<slotType | 1<<slotResourceLogs | 1<<slotLog
	if met&maybe != 0 || p.scanner.flags&batchSlots.bits() != 0 {
		p.noteDocker(root, met)
		return false
	}
	if e, ok := root.of(&p.scanner, slotError); ok && (e.number || len(e.text) > 0) {
		return false
	}
	for k := carrierSlots.first; k <= carrierSlots.last; k++ {
		if v, ok := root.of(&p.scanner, k); ok && !v.number {
			if i := space(v.text, 0); i < len(v.text) && (v.text[i] == '{' || v.text[i] == '\\') {
				p.noteCarrier(root, met, v)
				return false
			}
		}
	}
	ev.Kind = NotError
	return true
}

// noteDocker keeps the members of a line of Docker's json-file driver that has
// no others.
func (p *Parser) noteDocker(root *rootValues, met uint64) {
	if met != slotLog.bit()|slotStream.bit()|slotTime.bit() {
		return
	}
	log, ok1 := root.of(&p.scanner, slotLog)
	stream, ok2 := root.of(&p.scanner, slotStream)
	at, ok3 := root.of(&p.scanner, slotTime)
	if !ok1 || !ok2 || !ok3 || log.number || stream.number || at.number || stream.esc || at.esc {
		return
	}
	p.dockerLog, p.dockerStream, p.dockerTime = p.unescape(log.text), stream.text, at.text
}

// noteCarrier keeps what a string member carries, if that is all there is to
// know of the wrapper, but for its time.
func (p *Parser) noteCarrier(root *rootValues, met uint64, v value) {
	handedDown := userSlots.bits() | deviceSlots.bits() | appSlots.bits() | sdkSlots.bits() | uaSlots.bits() | slotEvent.bit()
	if met&handedDown != 0 {
		return
	}
	p.carrierTime = nil
	for k := timeSlots.first; k <= timeSlots.last; k++ {
		if t, ok := root.of(&p.scanner, k); ok {
			if t.esc {
				return
			}
			if _, ok := p.clock.parse(t.text, p.cfg.Location); ok {
				p.carrierTime = t.text
				break
			}
		}
	}
	p.carrier = p.unescape(v.text)
}

// takeRoot fills what stands at the record's root.
func (p *Parser) takeRoot(ev *Event, root *rootValues, met uint64) bool {
	for k := timeSlots.first; k <= timeSlots.last && !ev.Dated; k++ {
		if v, ok := root.of(&p.scanner, k); ok {
			if v.esc {
				return false
			}
			ev.Time, ev.Dated = p.clock.parse(v.text, p.cfg.Location)
		}
	}
	var ok [4]bool
	ev.User, ok[0] = root.first(&p.scanner, userSlots)
	if ev.User == nil && met&containerSlots.bits() == 0 {
		ev.User, ok[0] = root.first(&p.scanner, deviceSlots)
		ev.byDevice = ev.User != nil
	}
	ev.App, ok[1] = root.first(&p.scanner, appSlots)
	ev.SDK, ok[2] = root.first(&p.scanner, sdkSlots)
	ev.UA, ok[3] = root.first(&p.scanner, uaSlots)
	if !ok[0] || !ok[1] || !ok[2] || !ok[3] {
		return false
	}
	if met&containerSlots.bits() != 0 && (ev.User == nil || ev.App == nil || ev.SDK == nil || ev.UA == nil) {
		return false
	}
	if v, ok := root.of(&p.scanner, slotEvent); ok {
		if v.esc {
			return false
		}
		ev.Evidence.Event = v.text
	}
	return true
}

// first returns the first value of a group that is not empty; not ok when it
// has escapes.
func (r *rootValues) first(s *scanner, g slotGroup) (text []byte, ok bool) {
	for k := g.first; k <= g.last; k++ {
		if v, there := r.of(s, k); there && len(v.text) > 0 {
			return v.text, !v.esc
		}
	}
	return nil, true
}

// takeErrorValue fills what stands in the error object.
func (p *Parser) takeErrorValue(ev *Event, v *value) bool {
	text := v.text
	if v.esc {
		text = p.unescape(text)
	}
	if v.sink == sinkCode {
		p.setCode(ev, text)
		return true
	}
	e := &ev.Evidence
	switch {
	case v.sink == sinkHTTP, v.sink == sinkNested:
		if n, ok := smallInt(text); ok && v.sink == sinkHTTP {
			e.setHTTP(n)
		} else if ok && v.number {
			e.addNested(n)
		}
		return true
	case v.sink == sinkService:
		if !v.number {
			e.addService(text)
		}
		return true
	case v.number:
		return true
	case v.sink == sinkData && len(text) == 0:
		e.EmptyData = true
	}
	if v.sink == sinkMessage && ev.Message == nil && len(text) > 0 {
		ev.Message = text
	}
	e.addText(text)
	if v.sink != sinkText && len(text) > 1 && text[0] == '{' {
		return p.takeBody(ev, text)
	}
	return true
}

// takeBody fills what a JSON text in data or message says: the service's
// answer, as real SDKs hand it on. A body in a body is not looked into.
func (p *Parser) takeBody(ev *Event, text []byte) bool {
	if p.inBody {
		return true
	}
	s := &p.body
	leaf := p.bodies.match(text, s)
	if leaf == nil {
		noting := !p.bodies.full()
		if !s.scanBody(text, noting) {
			return false
		}
		if noting {
			p.bodies.learn(s, true)
		}
	}
	p.inBody = true
	defer func() { p.inBody = false }()
	if leaf != nil {
		return p.takeErrorValues(ev, &leaf.plan, s)
	}
	for i := range s.values {
		if v := s.at(i); !p.takeErrorValue(ev, &v) {
			return false
		}
	}
	return true
}

// unescape returns the text of a string with escapes. It lives in scratch
// until the next line.
func (p *Parser) unescape(b []byte) []byte {
	start := len(p.scratch)
	p.scratch = appendUnescaped(p.scratch, b)
	return p.scratch[start:len(p.scratch):len(p.scratch)]
}

// trimLine takes off a BOM and the space around a line.
func trimLine(b []byte) []byte {
	if len(b) >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF {
		b = b[3:]
	}
	for len(b) > 0 && isSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b[space(b, 0):]
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// whole says whether b is one JSON value and nothing else.
func (p *Parser) whole(b []byte) bool {
	// The scanner is faster and takes nearly all that is valid.
	if end := p.valid.anyValue(b, space(b, 0), sinkNone, 0); end >= 0 && space(b, end) == len(b) {
		return true
	}
	return p.check.whole(b)
}

// isObject says whether b, without the space around it, is one JSON object.
func (p *Parser) isObject(b []byte) bool {
	b = bytes.TrimSpace(b)
	return len(b) > 1 && b[0] == '{' && p.whole(b)
}
