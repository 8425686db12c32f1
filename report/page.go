package report

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"imlens/analyzer"
	"imlens/catalog"
)

// The sections of a report by the names that --table and CSV use. The four
// breakdowns are called as their fields are.
const (
	secTotals     = "totals"
	secCategories = "categories"
	secCodes      = "codes"
	secCauses     = "causes"
	secCodeCauses = "code_causes"
	secTimeline   = "timeline"
	secMessages   = "messages"
	secInput      = "input"
	secSources    = "sources"
	secSkipped    = "skipped"
	secHints      = "hints"
)

// page is a Snapshot made ready to be read: sentences and rows, clean, in one
// language. Every renderer but JSON writes pages.
type page struct {
	*phrases
	book     book
	opts     Options
	snap     *analyzer.Snapshot
	loc      *time.Location
	headline string
	facts    []fact
	sections []section
}

// fact is one labelled line under the headline.
type fact struct{ label, text string }

// audience says who is shown a section.
type audience uint8

const (
	everyone audience = iota
	people            // text and Markdown
	machines          // CSV
)

// section is one table of a page.
type section struct {
	id, title string
	note      string // a sentence above the table
	rows      []row
	columns   []column
	under     func(*row) string // a paragraph under each row
	mark      func(*row) string // begins the paragraph, where there is one; may be nil
	indent    int               // of that paragraph
	whole     bool              // never cut by --top
	half      bool              // may stand beside its neighbour
	audience  audience
}

// row is one row of a section. Its texts are clean: they passed Clean, or
// come from the catalogue or the phrases. Which fields are set depends on the
// section.
type row struct {
	key, name, detail string
	where             string // file:line of a sample, code of a message
	category          catalog.Category
	hasCategory       bool
	count, of         int64 // of is the whole that count is a part of, 0 if none
	part              int64 // of count, what the detail is about
	users             int64
	hasUsers          bool
	first, last       time.Time
	series            []int64
}

// book looks up causes in the language of the report.
type book struct {
	lang   catalog.Lang
	causes map[string]catalog.Cause
}

func newBook(cat *catalog.Catalog, lang catalog.Lang) book {
	b := book{lang, map[string]catalog.Cause{}}
	if cat != nil {
		for _, c := range cat.Causes {
			b.causes[c.ID] = c
		}
	}
	return b
}

// cause returns the title and the advice of a cause; one that the catalogue
// does not know is called by its id.
func (b book) cause(id string) (title, advice string) {
	if c, ok := b.causes[id]; ok {
		return c.Title.In(b.lang), c.Advice.In(b.lang)
	}
	return Clean(id, capName), ""
}

// newPage makes the page of a Snapshot.
func newPage(s *analyzer.Snapshot, cat *catalog.Catalog, o Options) *page {
	p := &page{phrases: phrasesIn(o.Lang), book: newBook(cat, o.Lang), opts: o, snap: s, loc: s.Location}
	if p.loc == nil {
		p.loc = time.UTC
	}
	top, cause := leading(s)
	p.headline = p.headlineOf(top, cause)
	p.facts = p.factsOf(cause)
	p.sections = []section{
		p.totals(), p.categories(), p.codes(), p.causes(), p.codeCauses(), p.buckets(), p.course(),
	}
	hintsAt := 0 // what there is to say; with errors, behind what they are
	if s.Errors > 0 {
		hintsAt = slices.IndexFunc(p.sections, func(sec section) bool { return sec.id == secTimeline })
	}
	p.sections = slices.Insert(p.sections, hintsAt, p.hints())
	for _, b := range s.Breakdowns {
		p.sections = append(p.sections, p.breakdown(b))
	}
	p.sections = append(p.sections, p.messages(), p.input(), p.troubles(), p.sources(), p.skipped())
	return p
}

// clock writes a time in the zone of the report, "" for none.
func (p *page) clock(t time.Time, layout string) string {
	if t.IsZero() {
		return ""
	}
	return t.In(p.loc).Format(layout)
}

const (
	toMinute = "2006-01-02 15:04"
	toSecond = "2006-01-02 15:04:05"
)

// factsOf makes the lines under the headline: the period and its zone, the
// filters, the input, and the advice for the leading cause.
func (p *page) factsOf(cause string) []fact {
	s := p.snap
	zone := zoneName(p.loc, s.First)
	var facts []fact
	switch {
	case !s.First.IsZero():
		text := fill(p.FromTo, "{from}", p.clock(s.First, toSecond), "{to}", p.clock(s.Last, toSecond))
		if s.First.Equal(s.Last) {
			text = p.clock(s.First, toSecond)
		}
		facts = append(facts, fact{p.Period, fill(p.Zone, "{text}", text, "{zone}", zone)})
	case s.Errors > 0:
		facts = append(facts, fact{p.Period, p.Undated})
	}
	if len(p.opts.Filter) > 0 {
		facts = append(facts, fact{p.Filter, p.filterLine()})
	}
	if len(s.Input.Sources) > 0 {
		facts = append(facts, fact{p.Input, p.inputLine()})
	}
	if _, advice := p.book.cause(cause); cause != "" && advice != "" {
		facts = append(facts, fact{p.DoFirst, advice})
	}
	return facts
}

// filterLine says which filters were set, so that nobody takes a part for the
// whole.
func (p *page) filterLine() string {
	var clean []string
	for _, f := range p.opts.Filter {
		clean = append(clean, Clean(f, capName))
	}
	return strings.Join(clean, p.Semicolon)
}

func (p *page) inputLine() string {
	in := &p.snap.Input
	read, partial, failed := fates(in)
	read += in.MoreSources
	if read == 0 && failed > 0 {
		return p.unread(failed)
	}
	text := p.Files.of(read) + p.List + p.Lines.of(in.Lines) + p.List + size(in.Bytes)
	if partial > 0 {
		text += p.Semicolon + p.UnreadFiles.of(partial)
	}
	if failed > 0 {
		text += p.Semicolon + p.unread(failed)
	}
	return text
}

// codeName says a code as people read it.
func (p *page) codeName(code string) string {
	switch code {
	case "none":
		return p.NoCode
	case "(other)":
		return p.Rest
	}
	return Clean(code, capName)
}

// valueName says a value of a breakdown as people read it.
func (p *page) valueName(v string) string {
	switch v {
	case "(none)":
		return p.None
	case "(other)":
		return p.Rest
	}
	return Clean(v, capName)
}

func place(source string, line int64) string {
	return Clean(source, capName) + ":" + strconv.FormatInt(line, 10)
}
