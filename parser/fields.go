package parser

import "github.com/tidwall/gjson"

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
			if t, ok := p.clock.parse(p.text(o.m.get(k)), p.cfg.Location); ok {
				return t, true
			}
		}
		if t, ok := p.clock.parse(o.time, p.cfg.Location); ok {
			return t, true
		}
	}
	return 0, false
}

// eventOf finds the event's name: the record's own, else that of the wrapper
// around it.
func (p *Parser) eventOf(l *layer) []byte {
	for o := l; o != nil; o = o.outer {
		if o.m == nil {
			continue
		}
		if text := p.text(o.m.get(slotEvent)); text != nil {
			return text
		}
	}
	return nil
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
			c := o.m.get(k)
			if !c.IsObject() {
				continue
			}
			inside := p.borrow()
			inside.read(bytesOf(c.Raw))
			if text := p.firstText(inside, g); text != nil {
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

// inherit takes a field from the roots of the wrappers if there is none yet.
func (p *Parser) inherit(field *[]byte, outer *layer, g slotGroup) {
	for o := outer; o != nil && *field == nil; o = o.outer {
		if o.m != nil {
			*field = p.firstText(o.m, g)
		}
	}
}
