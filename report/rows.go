package report

import (
	"cmp"
	"strings"

	"imlens/analyzer"
	"imlens/catalog"
)

// The makers of sections: from the Snapshot to rows, once, for every renderer.

func (p *page) totals() section {
	s := p.snap
	return section{id: secTotals, audience: machines, rows: []row{
		{key: "errors", count: s.Errors, first: s.First, last: s.Last, users: s.Users, hasUsers: true},
		{key: "users", count: s.Users},
	}}
}

func (p *page) categories() section {
	sec := section{id: secCategories, title: p.TitleCategories, whole: true}
	for _, c := range p.snap.Categories {
		sec.rows = append(sec.rows, row{
			key: c.Category.String(), name: p.Categories[c.Category], category: c.Category, hasCategory: true,
			count: c.Errors, of: p.snap.Errors, users: c.Users, hasUsers: true,
		})
	}
	sec.columns = p.withoutUsers([]column{
		p.categoryColumn(0), p.countColumn(p.ErrorCol), p.shareColumn(sec.rows, 24), p.usersColumn(2),
	})
	return sec
}

func (p *page) codes() section {
	sec := section{id: secCodes, title: p.TitleCodes}
	for i := range p.snap.Codes {
		c := &p.snap.Codes[i]
		r := row{
			key: Clean(c.Code, capName), name: Clean(c.Name, capName), category: c.Category, hasCategory: true,
			count: c.Errors, of: p.snap.Errors, users: c.Users, hasUsers: true, first: c.First, last: c.Last,
		}
		if len(c.Causes) > 0 {
			r.detail, _ = p.book.cause(c.Causes[0].Cause)
			r.part = c.Causes[0].Errors
		}
		sec.rows = append(sec.rows, r)
	}
	sec.columns = p.withoutUsers([]column{
		{head: p.CodeCol, max: 8, text: func(r *row) string { return p.codeName(r.key) }},
		{head: p.NameCol, min: 14, prefer: 18, lines: 3, drop: 4, text: func(r *row) string { return r.name }, fold: shortName},
		p.categoryColumn(3),
		p.countColumn(p.ErrorCol), p.shareColumn(sec.rows, 12), p.usersColumn(5),
		{head: p.LikelyCol, min: 12, prefer: 13, max: 30, lines: 2, text: func(r *row) string { return r.detail }, extra: p.shareOfPart},
		{head: p.LastCol, spare: true, text: func(r *row) string { return p.clock(r.last, toMinute) }},
	})
	return sec
}

// shareOfPart is the share that the leading cause has in the errors of a code,
// unless it is all of them.
func (p *page) shareOfPart(r *row) string {
	if r.part <= 0 || r.part >= r.count {
		return ""
	}
	return fill(p.Portion, "{share}", percent(r.part, r.count))
}

func (p *page) causes() section {
	sec := section{id: secCauses, title: p.TitleCauses, indent: gap, under: func(r *row) string { return r.detail }, mark: func(r *row) string { return r.key }}
	for _, c := range p.snap.Causes {
		title, advice := p.book.cause(c.Cause)
		sec.rows = append(sec.rows, row{
			key: Clean(c.Cause, capName), name: title, detail: advice, category: c.Category, hasCategory: true,
			count: c.Errors, of: p.snap.Errors, users: c.Users, hasUsers: true,
		})
	}
	sec.columns = p.withoutUsers([]column{
		{head: p.CauseCol, min: 18, max: 40, text: func(r *row) string { return r.name }, paint: paintCategory},
		p.countColumn(p.ErrorCol), p.shareColumn(sec.rows, 24), p.usersColumn(2),
	})
	return sec
}

func (p *page) codeCauses() section {
	sec := section{id: secCodeCauses, audience: machines}
	for i := range p.snap.Codes {
		c := &p.snap.Codes[i]
		for _, part := range c.Causes {
			title, _ := p.book.cause(part.Cause)
			sec.rows = append(sec.rows, row{
				key: Clean(c.Code, capName), name: Clean(part.Cause, capName), detail: title,
				category: c.Category, hasCategory: true, count: part.Errors, of: c.Errors,
			})
		}
	}
	return sec
}

func (p *page) breakdown(b analyzer.Breakdown) section {
	titles := map[string]string{
		"sdk_version": p.TitleVersion, "app_key": p.TitleAppKey, "browser": p.TitleBrowser, "os": p.TitleOS,
	}
	sec := section{id: b.Field, title: cmp.Or(titles[b.Field], Clean(b.Field, capName)), half: true}
	for _, v := range b.Values {
		sec.rows = append(sec.rows, row{key: Clean(v.Value, capName), count: v.Errors, of: p.snap.Errors})
	}
	if b.Other > 0 {
		sec.rows = append(sec.rows, row{key: "(other)", count: b.Other, of: p.snap.Errors})
	}
	if b.None > 0 {
		sec.rows = append(sec.rows, row{key: "(none)", count: b.None, of: p.snap.Errors})
	}
	sec.columns = []column{
		{head: p.ValueCol, min: 8, max: 48, text: func(r *row) string { return p.valueName(r.key) }},
		p.countColumn(p.ErrorCol), p.shareColumn(sec.rows, 10),
	}
	return sec
}

func (p *page) messages() section {
	sec := section{id: secMessages, title: p.TitleMessages}
	categories := map[string]catalog.Category{}
	for i := range p.snap.Codes {
		categories[p.snap.Codes[i].Code] = p.snap.Codes[i].Category
	}
	for _, m := range p.snap.Messages {
		c, known := categories[m.Code]
		sec.rows = append(sec.rows, row{
			key: Clean(m.Template, capText), name: Clean(m.Code, capName), detail: Clean(m.Example, capText),
			category: c, hasCategory: known, count: m.Errors, of: p.snap.Errors,
		})
	}
	sec.columns = []column{
		p.countColumn(p.ErrorCol),
		{head: p.CodeCol, min: 7, max: 10, text: func(r *row) string { return p.codeName(r.name) }},
		{head: p.TemplateCol, min: 12, lines: 3, text: func(r *row) string { return r.key }},
	}
	return sec
}

// input lists what was read and what became of it. Rows of nothing are left
// out, but for the lines, the records and the errors themselves.
func (p *page) input() section {
	s, in := p.snap, &p.snap.Input
	sec := section{id: secInput, title: p.TitleInput, whole: true}
	read, _, _ := fates(in)
	files := p.Files.of(read)
	why := p.WhyErrors
	if s.Errors == 0 {
		why = ""
	}
	for _, line := range []struct {
		key, name string
		count     int64
		why       string
		always    bool
	}{
		{"lines", p.InLines, in.Lines, fill(p.WhyLines, "{files}", files, "{size}", size(in.Bytes)), true},
		{"records", p.InRecords, in.Records, "", true},
		{"errors", "  " + p.InErrors, s.Errors, why, true},
		{"not_errors", "  " + p.InNotErrors, in.NotErrors, p.WhyNotErrors, false},
		{"filtered", "  " + p.InFiltered, in.Filtered, p.WhyFiltered, false},
		{"not_json", "  " + p.InNotJSON, in.SkippedNotJSON, p.WhyNotJSON, false},
		{"too_long", "  " + p.InTooLong, in.SkippedTooLong, p.WhyTooLong, false},
		{"undated", p.InUndated, in.Undated, p.WhyUndated, false},
		{"outside", p.InOutside, s.Timeline.Outside, p.WhyOutside, false},
		{"passed_over", p.InPassed, in.PassedOver, p.WhyPassed, false},
	} {
		if line.always || line.count > 0 {
			sec.rows = append(sec.rows, row{key: line.key, name: line.name, count: line.count, detail: line.why})
		}
	}
	sec.columns = []column{
		{head: p.WhatCol, text: func(r *row) string { return r.name }},
		p.countColumn(p.CountCol),
		{head: p.WhyCol, min: 24, lines: -1, drop: 1, text: func(r *row) string { return r.detail }},
	}
	return sec
}

func (p *page) sourceRow(src *analyzer.SourceStat) row {
	status := map[string]string{"partial": p.Partial, "failed": p.Failed}[src.Status]
	detail := Clean(src.Problem, capText)
	return row{
		key: Clean(src.Name, capName), name: cmp.Or(status, Clean(src.Status, capName)), detail: detail, count: src.Lines,
	}
}

// troubles are the sources that could not be read to their end.
func (p *page) troubles() section {
	sec := section{id: secSources, title: p.TitleSources, audience: people}
	for i := range p.snap.Input.Sources {
		if src := &p.snap.Input.Sources[i]; src.Status != "ok" {
			sec.rows = append(sec.rows, p.sourceRow(src))
		}
	}
	sec.columns = []column{
		{head: p.FileCol, min: 12, lines: 2, text: func(r *row) string { return r.key }},
		{head: p.StatusCol, text: func(r *row) string { return r.name }},
		p.countColumn(p.InLines),
		{head: p.ProblemCol, min: 10, lines: 3, text: func(r *row) string { return r.detail }},
	}
	return sec
}

// sources are all of them, for machines: key name, name compression, detail
// the status and what is wrong.
func (p *page) sources() section {
	sec := section{id: secSources, audience: machines}
	for i := range p.snap.Input.Sources {
		src := &p.snap.Input.Sources[i]
		r := p.sourceRow(src)
		r.name = Clean(src.Compression, capName)
		if r.detail != "" {
			r.detail = ": " + r.detail
		}
		r.detail = Clean(src.Status, capName) + r.detail
		sec.rows = append(sec.rows, r)
	}
	return sec
}

func (p *page) skipped() section {
	sec := section{id: secSkipped, title: p.TitleSkipped}
	reasons := map[string]string{"not_json": p.NotJSON, "too_long": p.TooLong}
	for _, skip := range p.snap.Input.Skipped {
		sec.rows = append(sec.rows, row{
			key: Clean(skip.Reason, capName), name: cmp.Or(reasons[skip.Reason], Clean(skip.Reason, capName)),
			where: place(skip.Source, skip.Line), detail: Clean(skip.Text, capText),
		})
	}
	sec.columns = []column{
		{head: p.WhereCol, min: 12, lines: 2, text: func(r *row) string { return r.where }},
		{head: p.WhyCol, text: func(r *row) string { return r.name }},
		{head: p.TextCol, min: 10, text: func(r *row) string { return r.detail }},
	}
	return sec
}

// hints name where the errors may be, each with the flag that reads them.
func (p *page) hints() section {
	sec := section{id: secHints, title: p.TitleHints, note: p.HintNote}
	if n := p.uncoded(); n > 0 {
		sec.title, sec.note = p.TitleHintCodes, p.HintCodes.of(n)
	}
	for _, h := range p.snap.Hints {
		sec.rows = append(sec.rows, row{
			key: Clean(h.Path, capText), name: "--field " + shellWord("code="+Clean(h.Path, capText)),
			detail: Clean(h.Example, capText), count: h.Records,
		})
	}
	sec.columns = []column{
		{head: p.TryCol, lines: -1, text: func(r *row) string { return r.name }}, // whole, to be copied, as long as it fits
		{head: p.RecordCol, right: true, drop: 2, text: func(r *row) string { return number(r.count) }},
		{head: p.ExampleCol, min: 8, drop: 1, text: func(r *row) string { return r.detail }},
	}
	return sec
}

// uncoded counts the errors without a code.
func (p *page) uncoded() (n int64) {
	for i := range p.snap.Codes {
		if p.snap.Codes[i].Code == "none" {
			n += p.snap.Codes[i].Errors
		}
	}
	return n
}

// shellWord quotes s for a shell when it needs it: the path of a hint is made
// of keys from a log, and people paste it.
func shellWord(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-.=@:,+", r)
	}
	if strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
