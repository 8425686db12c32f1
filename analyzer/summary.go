package analyzer

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"imlens/catalog"
)

// Snapshot sums the Tally up. The Tally stays as it is.
func (t *Tally) Snapshot() *Snapshot {
	s := &Snapshot{Location: t.zone, Input: t.input, Timeline: t.timeline.snapshot()}
	s.Input.Sources = slices.Clone(t.input.Sources)
	s.Input.Skipped = slices.Clone(t.input.Skipped)
	sum := &summary{t: t, s: s, causes: make([]causeSum, len(t.cat.Causes))}
	for id, c := range t.codes {
		if c != nil {
			sum.code(c, &t.cat.Codes[id])
		}
	}
	for _, code := range sortedKeys(t.unknown) {
		sum.code(t.unknown[code], nil)
	}
	sum.finish()
	return s
}

// summary adds the codes up to categories, causes and totals.
type summary struct {
	t          *Tally
	s          *Snapshot
	categories [catalog.NumCategories]struct {
		errors int64
		users  users
	}
	causes []causeSum
	all    causeTally // of all codes, but for users
}

type causeSum struct {
	errors int64
	users  *users // of the only code that has the cause, or own
	own    bool
}

// code adds one code; known is nil when the catalogue does not know it.
func (m *summary) code(c *codeTally, known *catalog.Code) {
	stat := CodeStat{Code: c.code, Category: c.category, Known: known != nil}
	if known != nil {
		stat.Name = known.Names[0]
	}
	var all causeTally
	for _, one := range c.causes {
		all.add(one.errors, one.dated, one.first, one.last)
		m.all.add(one.errors, one.dated, one.first, one.last)
		stat.Causes = append(stat.Causes, CauseCount{Cause: m.t.cat.Causes[one.cause].ID, Errors: one.errors})
		m.cause(one)
	}
	stat.Errors = all.errors
	for i := range stat.Causes {
		stat.Causes[i].Share = share(stat.Causes[i].Errors, all.errors)
	}
	slices.SortFunc(stat.Causes, func(a, b CauseCount) int {
		return cmp.Or(cmp.Compare(b.Errors, a.Errors), strings.Compare(a.Cause, b.Cause))
	})
	users := unionOf(c.causes)
	stat.Users = users.count()
	if all.dated > 0 {
		stat.First, stat.Last = m.t.time(all.first), m.t.time(all.last)
	}
	category := &m.categories[c.category]
	category.errors += all.errors
	category.users.merge(users)
	m.s.Codes = append(m.s.Codes, stat)
	m.s.Errors += all.errors
}

// unionOf returns the users of all causes of a code; for a single one without
// a copy.
func unionOf(causes []*causeTally) *users {
	if len(causes) == 1 {
		return &causes[0].users
	}
	u := &users{}
	for _, one := range causes {
		u.merge(&one.users)
	}
	return u
}

func (m *summary) cause(one *causeTally) {
	sum := &m.causes[one.cause]
	sum.errors += one.errors
	switch {
	case sum.users == nil:
		sum.users = &one.users
	case !sum.own:
		first := sum.users
		sum.users, sum.own = &users{}, true
		sum.users.merge(first)
		fallthrough
	default:
		sum.users.merge(&one.users)
	}
}

// finish makes what needs the totals.
func (m *summary) finish() {
	s := m.s
	var users users
	for c := range m.categories {
		sum := &m.categories[c]
		if sum.errors > 0 {
			s.Categories = append(s.Categories, CategoryStat{catalog.Category(c), sum.errors, share(sum.errors, s.Errors), sum.users.count()})
			users.merge(&sum.users)
		}
	}
	s.Users = users.count()
	for id := range m.causes {
		if sum := &m.causes[id]; sum.errors > 0 {
			cause := &m.t.cat.Causes[id]
			s.Causes = append(s.Causes, CauseStat{cause.ID, cause.Category, sum.errors, share(sum.errors, s.Errors), sum.users.count()})
		}
	}
	for i := range s.Codes {
		s.Codes[i].Share = share(s.Codes[i].Errors, s.Errors)
	}
	if m.all.dated > 0 {
		s.First, s.Last = m.t.time(m.all.first), m.t.time(m.all.last)
	}
	m.input()
	m.sort()
	m.breakdowns()
	m.messages()
}

// input sums up what was read.
func (m *summary) input() {
	in := &m.s.Input
	in.Undated = m.s.Errors - m.all.dated
	in.Records = m.s.Errors + in.NotErrors + in.Filtered + in.SkippedNotJSON + in.SkippedTooLong
	hints := m.t.hints
	if m.s.Errors > 0 {
		hints = m.t.codeless
	}
	for _, path := range hints.sorted() {
		h := hints.m[path]
		m.s.Hints = append(m.s.Hints, Hint{Path: path, Records: h.n, Example: h.example})
	}
}

func (m *summary) sort() {
	slices.SortStableFunc(m.s.Categories, func(a, b CategoryStat) int {
		return cmp.Or(cmp.Compare(b.Errors, a.Errors), strings.Compare(a.Category.String(), b.Category.String()))
	})
	slices.SortFunc(m.s.Codes, func(a, b CodeStat) int {
		return cmp.Or(cmp.Compare(b.Errors, a.Errors), strings.Compare(a.Code, b.Code))
	})
	slices.SortFunc(m.s.Causes, func(a, b CauseStat) int {
		return cmp.Or(cmp.Compare(b.Errors, a.Errors), strings.Compare(a.Cause, b.Cause))
	})
}

func (m *summary) breakdowns() {
	for f := range numFields {
		c := m.t.values[f]
		b := Breakdown{Field: f.String(), Other: c.other, None: m.s.Errors - c.other}
		for i, value := range c.sorted() {
			n := c.m[value].n
			b.None -= n
			if i >= c.keep {
				b.Other += n
				continue
			}
			b.Values = append(b.Values, ValueCount{value, n, share(n, m.s.Errors)})
		}
		m.s.Breakdowns = append(m.s.Breakdowns, b)
	}
}

func (m *summary) messages() {
	c := m.t.messages
	other := c.other
	for i, k := range c.sorted() {
		e := c.m[k]
		if i >= c.keep {
			other += e.n
			continue
		}
		m.s.Messages = append(m.s.Messages, MessageStat{Template: k.template, Code: k.code, Errors: e.n, Example: e.example})
	}
	if other > 0 {
		m.s.Messages = append(m.s.Messages, MessageStat{Template: otherKey, Errors: other})
	}
}

// time makes a time of the report's zone, or of UTC where the zone would take
// it beyond the years that RFC 3339 can tell.
func (t *Tally) time(micros int64) time.Time {
	at := time.UnixMicro(micros).In(t.zone)
	if y := at.Year(); y < 1 || y > 9999 {
		return at.UTC()
	}
	return at
}

func share(n, of int64) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}
