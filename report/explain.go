package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"imlens/catalog"
)

const (
	codeSchema  = "imlens.code/1"
	causeSchema = "imlens.cause/1"
)

// CodeFormats returns the formats that WriteCodes, WriteCause and WriteCauses
// know, the
// default first.
func CodeFormats() []string { return []string{"text", "markdown", "json"} }

// WriteCodes says what codes mean: a table of them, a line each, when list is
// set, else each in full with its likely causes and what to do.
func WriteCodes(w io.Writer, format string, cat *catalog.Catalog, ids []catalog.CodeID, list bool, o Options) error {
	e := explainer{catalogPage(cat, o), cat}
	switch format {
	case "text":
		return emit(w, func(b *bytes.Buffer) error { return e.textCodes(b, ids, list) })
	case "markdown":
		return emit(w, func(b *bytes.Buffer) error { return e.mdCodes(b, ids, list) })
	case "json":
		return emit(w, func(b *bytes.Buffer) error { return e.jsonCodeList(b, ids, list) })
	}
	return unknownFormat(format, CodeFormats())
}

// WriteCause says what a likely cause means, what to do and which codes it is
// known to be behind.
func WriteCause(w io.Writer, format string, cat *catalog.Catalog, id catalog.CauseID, o Options) error {
	e := explainer{catalogPage(cat, o), cat}
	switch format {
	case "text":
		return emit(w, func(b *bytes.Buffer) error { return e.textCause(b, id) })
	case "markdown":
		return emit(w, func(b *bytes.Buffer) error { return e.mdCause(b, id) })
	case "json":
		return emit(w, func(b *bytes.Buffer) error { return e.jsonCauseDoc(b, id) })
	}
	return unknownFormat(format, CodeFormats())
}

// WriteCauses lists likely causes: a table of them, a line each.
func WriteCauses(w io.Writer, format string, cat *catalog.Catalog, ids []catalog.CauseID, o Options) error {
	e := explainer{catalogPage(cat, o), cat}
	switch format {
	case "text":
		return emit(w, func(b *bytes.Buffer) error { return e.textCauses(b, ids) })
	case "markdown":
		return emit(w, func(b *bytes.Buffer) error {
			sec := e.causeSection(ids)
			return mdRows(b, sec.columns, sec.rows)
		})
	case "json":
		return emit(w, func(b *bytes.Buffer) error {
			docs := []jsonCauseAlone{}
			for _, id := range ids {
				docs = append(docs, e.causeDoc(id))
			}
			return encode(b, docs)
		})
	}
	return unknownFormat(format, CodeFormats())
}

// catalogPage is a page without a Snapshot, for what only needs the catalogue.
func catalogPage(cat *catalog.Catalog, o Options) *page {
	return &page{phrases: phrasesIn(o.Lang), book: newBook(cat, o.Lang), opts: o}
}

// explainer writes what the catalogue knows. Its texts are the project's own
// and need no cleaning.
type explainer struct {
	*page
	cat *catalog.Catalog
}

// codeSection is the table of a list of codes.
func (e explainer) codeSection(ids []catalog.CodeID) section {
	sec := section{id: secCodes, title: e.TitleCatalogue, whole: true}
	for _, id := range ids {
		c := &e.cat.Codes[id]
		r := row{
			key: strconv.Itoa(c.Number), name: c.Names[0], where: e.Statuses[c.Status],
			category: c.Category, hasCategory: true,
		}
		if len(c.Causes) > 0 {
			r.detail = e.cat.Causes[c.Causes[0]].Title.In(e.opts.Lang)
		}
		sec.rows = append(sec.rows, r)
	}
	sec.columns = []column{
		{head: e.CodeCol, right: true, text: func(r *row) string { return r.key }},
		{head: e.NameCol, min: 16, prefer: 26, lines: -1, text: func(r *row) string { return r.name }, fold: shortName},
		e.categoryColumn(2),
		{head: e.StatusCol, drop: 1, text: func(r *row) string { return r.where }},
		{head: e.LikelyCol, min: 14, lines: 2, drop: 3, text: func(r *row) string { return r.detail }},
	}
	return sec
}

// causeSection is the table of a list of causes.
func (e explainer) causeSection(ids []catalog.CauseID) section {
	sec := section{id: secCauses, whole: true}
	for _, id := range ids {
		c := &e.cat.Causes[id]
		sec.rows = append(sec.rows, row{key: c.ID, name: c.Title.In(e.opts.Lang), category: c.Category, hasCategory: true})
	}
	sec.columns = []column{
		{head: e.CauseIDCol, text: func(r *row) string { return r.key }},
		e.categoryColumn(1),
		{head: e.CauseCol, min: 12, lines: -1, text: func(r *row) string { return r.name }},
	}
	return sec
}

func (e explainer) textCauses(b *bytes.Buffer, ids []catalog.CauseID) error {
	t := &textPage{page: e.page, b: b, width: e.opts.width()}
	sec := e.causeSection(ids)
	table, err := t.table(sec, sec.rows, t.width)
	t.lines(table)
	return err
}

// codeFacts are the labelled lines about one code.
func (e explainer) codeFacts(c *catalog.Code) []fact {
	var facts []fact
	if len(c.Names) > 1 {
		facts = append(facts, fact{e.AlsoNamed, strings.Join(c.Names[1:], ", ")})
	}
	return append(facts,
		fact{e.Meaning, c.Meaning.In(e.opts.Lang)},
		fact{e.Category, e.Categories[c.Category]},
		fact{e.Status, fill(e.StatusNote, "{status}", e.Statuses[c.Status], "{note}", e.StatusNotes[c.Status])},
		fact{e.Versions, cmp.Or(c.Versions, e.NoVersions)},
	)
}

// causeCodes are the codes that have a cause among their likely ones.
func (e explainer) causeCodes(id catalog.CauseID) []catalog.CodeID {
	var ids []catalog.CodeID
	for i := range e.cat.Codes {
		for _, c := range e.cat.Codes[i].Causes {
			if c == id {
				ids = append(ids, catalog.CodeID(i))
				break
			}
		}
	}
	return ids
}

func (e explainer) textCodes(b *bytes.Buffer, ids []catalog.CodeID, list bool) error {
	t := &textPage{page: e.page, b: b, width: e.opts.width()}
	if list {
		return e.textTable(t, ids)
	}
	for i, id := range ids {
		c := &e.cat.Codes[id]
		if i > 0 {
			t.lines([]string{""})
		}
		t.lines(t.painted("1", wrap(fmt.Sprintf("%d %s", c.Number, c.Names[0]), t.width, 0)))
		t.facts = e.codeFacts(c)
		t.factLines()
		t.lines([]string{""})
		t.lines(t.painted("1", wrap(e.TitleCauses, t.width, 0)))
		for n, id := range c.Causes {
			e.textCauseItem(t, n+1, &e.cat.Causes[id])
		}
	}
	return nil
}

// textCauseItem writes one of the causes of a code: a number, the title with
// the id, and the advice under it.
func (e explainer) textCauseItem(t *textPage, n int, c *catalog.Cause) {
	mark := padRight(strconv.Itoa(n)+".", 4)
	for i, l := range wrap(fmt.Sprintf("%s (%s)", c.Title.In(e.opts.Lang), c.ID), t.width-4, 0) {
		if i > 0 {
			mark = "    "
		}
		t.lines([]string{mark + l})
	}
	for _, l := range wrap(c.Advice.In(e.opts.Lang), t.width-4, 0) {
		t.lines([]string{"    " + l})
	}
}

func (e explainer) textTable(t *textPage, ids []catalog.CodeID) error {
	sec := e.codeSection(ids)
	table, err := t.table(sec, sec.rows, t.width)
	t.lines(table)
	return err
}

func (e explainer) textCause(b *bytes.Buffer, id catalog.CauseID) error {
	t := &textPage{page: e.page, b: b, width: e.opts.width()}
	c := &e.cat.Causes[id]
	t.lines(t.painted("1", wrap(c.Title.In(e.opts.Lang), t.width, 0)))
	t.facts = e.causeFacts(c)
	t.factLines()
	ids := e.causeCodes(id)
	if len(ids) == 0 {
		return nil
	}
	t.lines([]string{""})
	t.lines(t.painted("1", []string{e.Codes}))
	return e.textTable(t, ids)
}

func (e explainer) causeFacts(c *catalog.Cause) []fact {
	return []fact{
		{e.CauseIDCol, c.ID},
		{e.Category, e.Categories[c.Category]},
		{e.AdviceLabel, c.Advice.In(e.opts.Lang)},
	}
}
