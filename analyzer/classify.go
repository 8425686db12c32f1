package analyzer

import (
	"fmt"
	"slices"
	"strings"

	"imlens/catalog"
	"imlens/parser"
)

// Classifier finds the likely cause of an error by the catalogue's rules. It
// is read-only once made and may be used by several workers.
type Classifier struct {
	cat      *catalog.Catalog
	rules    [][]rule // of each code, in order
	byEvent  []bool   // of each code: a rule looks at the event's name
	texts    *matcher // the texts of all rules
	events   *matcher // the event names of all rules
	services map[string]int
	tooLarge int // the two texts that imply a status, as the matcher knows them
	badMedia int
	implied  []impliedID

	unknownCode, noCode catalog.CauseID
}

// rule is a catalog.Rule made ready.
type rule struct {
	nested, http      []int
	text, also, event bitset
	service           bitset
	wants             wants
	cause             catalog.CauseID
}

// wants says which conditions a rule has.
type wants struct{ text, also, event, service, emptyData bool }

// The texts of an answer that imply its HTTP status.
const (
	tooLargeText = "request entity too large"
	badMediaText = "unsupported media type"
)

// impliedStatus is the HTTP status that a service's error name implies where
// no field tells it, in the order in which they count.
func impliedStatus() []impliedBy {
	return []impliedBy{
		{"gateway_timeout", 504}, {"service_unavailable", 503}, {"service_resource_not_found", 404},
		{"reach_limit", 429}, {"unauthorized", 401}, {"auth_bad_access_token", 401}, {"illegal_argument", 400},
		{"unsupported_service_operation", 500}, {"web_application", 500},
	}
}

type impliedBy struct {
	name   string
	status int
}

// impliedID is impliedBy with the name's number.
type impliedID struct{ service, status int }

// NewClassifier compiles the rules of the catalogue.
func NewClassifier(cat *catalog.Catalog) (*Classifier, error) {
	c := &Classifier{cat: cat, rules: make([][]rule, len(cat.Codes)), byEvent: make([]bool, len(cat.Codes)), services: map[string]int{}}
	c.unknownCode, _ = cat.CauseByID(catalog.CauseUnknownCode)
	c.noCode, _ = cat.CauseByID(catalog.CauseNoCode)
	texts, events := &numbering{}, &numbering{}
	c.tooLarge, c.badMedia = texts.of(tooLargeText), texts.of(badMediaText)
	for _, i := range impliedStatus() {
		c.implied = append(c.implied, impliedID{c.service(i.name), i.status})
	}
	for _, r := range cat.Rules {
		compiled := rule{nested: r.Nested, http: r.HTTP, cause: r.Cause,
			wants: wants{len(r.Text) > 0, len(r.Also) > 0, len(r.Event) > 0, len(r.Error) > 0, r.EmptyData}}
		for _, t := range r.Text {
			compiled.text.add(texts.of(t))
		}
		for _, t := range r.Also {
			compiled.also.add(texts.of(t))
		}
		for _, t := range r.Event {
			compiled.event.add(events.of(t))
		}
		for _, name := range r.Error {
			compiled.service.add(c.service(name))
		}
		for _, n := range r.Codes {
			if id, ok := cat.ByNumber(n); ok {
				c.rules[id] = append(c.rules[id], compiled)
				c.byEvent[id] = c.byEvent[id] || compiled.wants.event
			}
		}
	}
	for _, t := range texts.list {
		if strings.ContainsAny(t, "0123456789") {
			return nil, fmt.Errorf("rules: the text %q has digits, which rules do not look at; use http or nested", t)
		}
	}
	if most := max(len(texts.list), len(events.list), len(c.services)); most > maxBits {
		return nil, fmt.Errorf("rules: %d distinct texts, events or error names; %d are the most", most, maxBits)
	}
	c.texts, c.events = newMatcher(texts.list), newMatcher(events.list)
	return c, nil
}

// numbering gives each distinct text a number.
type numbering struct{ list []string }

func (n *numbering) of(text string) int {
	if i := slices.Index(n.list, text); i >= 0 {
		return i
	}
	n.list = append(n.list, text)
	return min(len(n.list)-1, maxBits-1)
}

func (c *Classifier) service(name string) int {
	if i, ok := c.services[name]; ok {
		return i
	}
	i := min(len(c.services), maxBits-1)
	c.services[name] = i
	return i
}

// code finds the catalogue's code of an error; not ok when it does not know it.
func (c *Classifier) code(ev *parser.Event) (catalog.CodeID, bool) {
	if !ev.Numeric {
		return 0, false
	}
	return c.cat.ByNumber(ev.Number)
}

// hasRules says whether evidence can change the cause of a code.
func (c *Classifier) hasRules(id catalog.CodeID) bool { return len(c.rules[id]) > 0 }

// hasEventRules says whether one of a code's rules looks at the event's name.
func (c *Classifier) hasEventRules(id uint16) bool { return c.byEvent[id] }

// Cause finds the likely cause of an error.
func (c *Classifier) Cause(ev *parser.Event) catalog.CauseID {
	if ev.Numeric {
		if id, ok := c.cat.ByNumber(ev.Number); ok {
			return c.causeOf(id, &ev.Evidence)
		}
	} else if string(ev.Code) == noCode {
		return c.noCode
	}
	return c.unknownCode
}

// noCode is the code of an error without a type.
const noCode = "none"

// causeOf tries the rules of a known code.
func (c *Classifier) causeOf(id catalog.CodeID, e *parser.Evidence) catalog.CauseID {
	rules := c.rules[id]
	if len(rules) == 0 {
		return c.cat.DefaultCause(id)
	}
	var texts, names, events bitset
	for _, t := range e.Texts[:e.NText] {
		c.texts.find(t, &texts)
	}
	for _, s := range e.Service[:e.NService] {
		c.texts.find(s, &names)
	}
	tooLarge := texts.has(c.tooLarge) || names.has(c.tooLarge)
	badMedia := texts.has(c.badMedia) || names.has(c.badMedia)
	names = bitset{}
	for _, s := range e.Service[:e.NService] {
		c.findService(s, &names)
	}
	c.events.find(e.Event, &events)
	status := c.status(e.HTTP, tooLarge, badMedia, &names)
	for i := range rules {
		if rules[i].holds(e, status, &texts, &names, &events) {
			return rules[i].cause
		}
	}
	return c.cat.DefaultCause(id)
}

func (r *rule) holds(e *parser.Evidence, status int, texts, names, events *bitset) bool {
	w := &r.wants
	return (!w.text || r.text.meets(texts)) &&
		(!w.also || r.also.meets(texts)) &&
		(!w.service || r.service.meets(names)) &&
		(!w.event || r.event.meets(events)) &&
		(!w.emptyData || e.EmptyData) &&
		(len(r.http) == 0 || slices.Contains(r.http, status)) &&
		(len(r.nested) == 0 || slices.ContainsFunc(e.Nested[:e.NNested], func(n int) bool { return slices.Contains(r.nested, n) }))
}

// maxService is the longest error name of a service that can stand in a rule.
const maxService = 64

// findService notes a service's error name, if a rule names it.
func (c *Classifier) findService(name []byte, found *bitset) {
	if len(name) > maxService {
		return
	}
	var lower [maxService]byte
	for i, b := range name {
		if 'A' <= b && b <= 'Z' {
			b |= 0x20
		}
		lower[i] = b
	}
	if i, ok := c.services[string(lower[:len(name)])]; ok {
		found.add(i)
	}
}

// status is the HTTP status that a field told or that the answer implies.
func (c *Classifier) status(told int, tooLarge, badMedia bool, names *bitset) int {
	switch {
	case told != 0:
		return told
	case tooLarge:
		return 413
	case badMedia:
		return 415
	}
	for _, i := range c.implied {
		if names.has(i.service) {
			return i.status
		}
	}
	return 0
}
