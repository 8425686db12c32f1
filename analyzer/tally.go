package analyzer

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"imlens/catalog"
)

// The bounds of a Tally.
const (
	maxUnknownCodes = 500
	keepValues      = 1000 // of each breakdown
	keepMessages    = 1000
	maxSkips        = 10
	maxHints        = 1000
	maxPassed       = 100
	maxSources      = 10_000
)

// Tally adds up Facts. Tallies of the same Catalog and Location merge. It is
// not safe for concurrent use.
type Tally struct {
	cat  *catalog.Catalog
	zone *time.Location

	input    Input                 // but for what Snapshot derives: Records, Undated
	codes    []*codeTally          // by catalog.CodeID
	unknown  map[string]*codeTally // codes that the catalogue does not know
	cells    []*causeTally         // of the block that is added
	timeline *timeline
	values   [numFields]*counter[string]
	messages *counter[messageKey]
	hints    *counter[string] // Facts.hints
	codeless *counter[string] // Facts.codeless
}

// codeTally counts the errors of one code.
type codeTally struct {
	code     string
	category catalog.Category
	causes   []*causeTally
}

// causeTally counts the errors of one code that have one cause.
type causeTally struct {
	classFacts
	users users
}

// add counts errors, the dated ones of which lie from first to last.
func (c *causeTally) add(errors, dated, first, last int64) {
	c.errors += errors
	if dated > 0 {
		c.span(first, last, dated)
	}
}

// NewTally returns an empty Tally. zone is that of its timeline and report.
func NewTally(cat *catalog.Catalog, zone *time.Location) *Tally {
	t := &Tally{
		cat: cat, zone: zone,
		codes:    make([]*codeTally, len(cat.Codes)),
		unknown:  map[string]*codeTally{},
		timeline: newTimeline(zone),
		messages: newCounter(keepMessages, func(a, b messageKey) int {
			return cmp.Or(strings.Compare(a.code, b.code), strings.Compare(a.template, b.template))
		}),
		hints:    newCounter(maxHints, strings.Compare),
		codeless: newCounter(maxHints, strings.Compare),
	}
	for i := range t.values {
		t.values[i] = newCounter(keepValues, strings.Compare)
	}
	return t
}

// Add adds the facts of the next block; line is the number of the block's
// first line in source.
func (t *Tally) Add(f *Facts, source string, line int64) {
	t.input.NotErrors += f.NotErrors
	t.input.Filtered += f.Filtered
	t.input.SkippedNotJSON += f.SkippedNotJSON
	t.input.SkippedTooLong += f.SkippedTooLong
	for _, s := range f.skips {
		if len(t.input.Skipped) >= maxSkips {
			break
		}
		s.Source, s.Line = source, s.Line+line
		t.input.Skipped = append(t.input.Skipped, s)
	}
	unknown := make([]*codeTally, len(f.unknown))
	for i, code := range f.unknown {
		unknown[i] = t.unknownCode(code)
	}
	t.addClasses(f, unknown)
	for i := range f.minutes {
		t.timeline.add(f.minutes[i].minute, &f.minutes[i].counts)
	}
	for i := range f.values {
		for _, v := range f.values[i] {
			t.values[i].add(v.value, v.n)
		}
	}
	for _, m := range f.messages {
		if e := t.messages.add(m.key, m.n); e.example == "" {
			e.example = string(bytes.ToValidUTF8(appendMasked(nil, f.examples[m.start:m.end]), []byte("\uFFFD")))
		}
	}
	addHints(t.hints, f.hints)
	addHints(t.codeless, f.codeless)
}

func addHints(to *counter[string], hints []hintCount) {
	for _, h := range hints {
		if e := to.add(h.path, 1); e.example == "" {
			e.example = h.example
		}
	}
}

// addClasses adds the errors and users of a block.
func (t *Tally) addClasses(f *Facts, unknown []*codeTally) {
	t.cells = t.cells[:0]
	for i := range f.classes {
		c, of := &f.classes[i], (*codeTally)(nil)
		if c.code < unknownBase {
			of = t.knownCode(catalog.CodeID(c.code))
		} else {
			of = unknown[c.code-unknownBase]
		}
		cell := of.cause(c.cause)
		cell.add(c.errors, c.dated, c.first, c.last)
		t.cells = append(t.cells, cell)
	}
	for i := range f.users {
		t.cells[f.users[i].class].users.add(f.users[i].hash)
	}
}

func (t *Tally) knownCode(id catalog.CodeID) *codeTally {
	if t.codes[id] == nil {
		code := t.cat.Codes[id]
		t.codes[id] = &codeTally{code: strconv.Itoa(code.Number), category: code.Category}
	}
	return t.codes[id]
}

func (t *Tally) unknownCode(code string) *codeTally {
	c := t.unknown[code]
	if c == nil {
		if len(t.unknown) >= maxUnknownCodes && code != noCode {
			code = otherKey
			if c = t.unknown[code]; c != nil {
				return c
			}
		}
		c = &codeTally{code: code, category: catalog.Other}
		t.unknown[code] = c
	}
	return c
}

// cause returns the count of one cause. A code has few.
func (c *codeTally) cause(id catalog.CauseID) *causeTally {
	for _, one := range c.causes {
		if one.cause == id {
			return one
		}
	}
	one := &causeTally{classFacts: classFacts{class: class{cause: id}}}
	c.causes = append(c.causes, one)
	return one
}

// Source notes a source that has been read.
func (t *Tally) Source(s SourceStat) {
	t.input.Bytes += s.Bytes
	t.input.Lines += s.Lines
	t.list(s)
}

// list lists a source, if there is room.
func (t *Tally) list(s SourceStat) {
	if len(t.input.Sources) >= maxSources {
		t.input.MoreSources++
		return
	}
	t.input.Sources = append(t.input.Sources, s)
}

// PassedOver notes a file that was left out on purpose.
func (t *Tally) PassedOver(p Passed) {
	t.input.PassedOver++
	if len(t.input.Passed) < maxPassed {
		t.input.Passed = append(t.input.Passed, p)
	}
}

// Merge adds o, which came after t in the input and must not be used again.
func (t *Tally) Merge(o *Tally) {
	in, other := &t.input, &o.input
	in.Bytes += other.Bytes
	in.Lines += other.Lines
	in.MoreSources += other.MoreSources
	for _, s := range other.Sources {
		t.list(s)
	}
	in.NotErrors += other.NotErrors
	in.Filtered += other.Filtered
	in.SkippedNotJSON += other.SkippedNotJSON
	in.SkippedTooLong += other.SkippedTooLong
	in.PassedOver += other.PassedOver
	in.Passed = append(in.Passed, other.Passed[:min(len(other.Passed), maxPassed-len(in.Passed))]...)
	in.Skipped = append(in.Skipped, other.Skipped[:min(len(other.Skipped), maxSkips-len(in.Skipped))]...)
	for id, c := range o.codes {
		if c != nil {
			t.knownCode(catalog.CodeID(id)).merge(c)
		}
	}
	for _, code := range sortedKeys(o.unknown) {
		t.unknownCode(code).merge(o.unknown[code])
	}
	t.timeline.merge(o.timeline)
	for i := range t.values {
		t.values[i].merge(o.values[i])
	}
	t.messages.merge(o.messages)
	t.hints.merge(o.hints)
	t.codeless.merge(o.codeless)
}

func (c *codeTally) merge(o *codeTally) {
	for _, from := range o.causes {
		to := c.cause(from.cause)
		to.add(from.errors, from.dated, from.first, from.last)
		to.users.merge(&from.users)
	}
}

func sortedKeys(m map[string]*codeTally) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
