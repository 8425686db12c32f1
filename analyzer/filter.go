package analyzer

import (
	"time"

	"imlens/catalog"
	"imlens/parser"
)

// Filter says which records count. What it leaves out is counted as filtered.
// Since, Until and Apps look at every record; Categories and Codes at errors
// only. A zero Filter leaves nothing out.
type Filter struct {
	Since, Until time.Time // Since <= t < Until; zero: no bound. An undated record is left out by either
	Categories   []catalog.Category
	Codes        []string // normalised codes: "17", "none", or a text the catalogue does not know
	Apps         []string // app keys, compared whole
}

// filter is a Filter made ready.
type filter struct {
	since, until int64 // microseconds since 1970
	timed        bool
	apps, codes  map[string]bool // nil: all
	categories   [catalog.NumCategories]bool
	anyCategory  bool
	cat          *catalog.Catalog
}

func newFilter(f Filter, cat *catalog.Catalog) *filter {
	c := &filter{since: -1 << 63, until: 1<<63 - 1, apps: setOf(f.Apps), codes: setOf(f.Codes), cat: cat}
	if !f.Since.IsZero() {
		c.since, c.timed = f.Since.UnixMicro(), true
	}
	if !f.Until.IsZero() {
		c.until, c.timed = f.Until.UnixMicro(), true
	}
	c.anyCategory = len(f.Categories) == 0
	for _, cat := range f.Categories {
		c.categories[cat] = true
	}
	return c
}

func setOf(list []string) map[string]bool {
	if len(list) == 0 {
		return nil
	}
	m := make(map[string]bool, len(list))
	for _, s := range list {
		m[s] = true
	}
	return m
}

// passes says whether a record is inside the time and app that count.
func (f *filter) passes(ev *parser.Event) bool {
	if f.timed && (!ev.Dated || ev.Time < f.since || ev.Time >= f.until) {
		return false
	}
	return f.apps == nil || f.apps[string(ev.App)]
}

// passesError says whether an error has a code and category that count.
func (f *filter) passesError(ev *parser.Event, c *Classifier) bool {
	if f.codes != nil && !f.codes[string(ev.Code)] {
		return false
	}
	if f.anyCategory {
		return true
	}
	category := catalog.Other
	if id, ok := c.code(ev); ok {
		category = f.cat.Codes[id].Category
	}
	return f.categories[category]
}
