package report

import (
	"bytes"
	"slices"
	"strings"

	"imlens/analyzer"
	"imlens/catalog"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// markdownWidth is the room that a timeline gets in Markdown.
const markdownWidth = 116

func writeMarkdown(b *bytes.Buffer, s *analyzer.Snapshot, cat *catalog.Catalog, o Options) error {
	p := newPage(s, cat, o)
	b.WriteString("**" + mdEscape(p.headline) + "**\n\n")
	for _, f := range p.facts {
		b.WriteString("- " + mdEscape(f.label+p.Colon+f.text) + "\n")
	}
	for _, sec := range p.sections {
		if sec.audience == machines || len(sec.rows) == 0 || p.silent(sec) {
			continue
		}
		if sec.id == secTimeline {
			sec = p.drawn(sec, markdownWidth)
		}
		if err := p.mdSection(b, sec); err != nil {
			return err
		}
	}
	return nil
}

// mdSection writes one section as a heading and a table.
func (p *page) mdSection(b *bytes.Buffer, sec section) error {
	b.WriteString("\n## " + mdEscape(sec.title) + "\n\n")
	if sec.note != "" {
		b.WriteString(mdEscape(sec.note) + "\n\n")
	}
	rows := sec.rows
	if !sec.whole {
		rows = rows[:p.opts.top(len(rows))]
	}
	if err := mdRows(b, p.mdColumns(sec), rows); err != nil {
		return err
	}
	if cut := sec.rows[len(rows):]; len(cut) > 0 {
		b.WriteString("\n" + mdEscape(p.more(sec, cut)) + "\n")
	}
	return nil
}

// mdRows writes rows as a table.
func mdRows(b *bytes.Buffer, cols []column, rows []row) error {
	var heads []string
	for _, c := range cols {
		heads = append(heads, mdEscape(c.head))
	}
	var cells [][]string
	for i := range rows {
		var cell []string
		for _, c := range cols {
			text := c.whole(&rows[i])
			if c.mono {
				cell = append(cell, "`"+strings.ReplaceAll(text, " ", "·")+"`")
			} else {
				cell = append(cell, mdEscape(strings.TrimSpace(text)))
			}
		}
		cells = append(cells, cell)
	}
	return mdTable(b, cols, heads, cells)
}

// mdColumns are the columns of a section; what stands under the rows of a
// text report is the last of them, and its mark the second.
func (p *page) mdColumns(sec section) []column {
	cols := slices.Clone(sec.columns)
	if sec.mark != nil {
		cols = slices.Insert(cols, 1, column{head: p.CauseIDCol, text: sec.mark})
	}
	if sec.under != nil {
		cols = append(cols, column{head: p.AdviceCol, text: sec.under})
	}
	return cols
}

func mdTable(b *bytes.Buffer, cols []column, heads []string, cells [][]string) error {
	align := make([]tw.Align, len(cols))
	for i, c := range cols {
		align[i] = tw.AlignLeft
		if c.right {
			align[i] = tw.AlignRight
		}
	}
	part := tw.CellConfig{
		Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone, AutoFormat: tw.Off},
		Alignment:  tw.CellAlignment{PerColumn: align},
	}
	table := tablewriter.NewTable(b,
		tablewriter.WithRenderer(renderer.NewMarkdown()),
		tablewriter.WithConfig(tablewriter.Config{Header: part, Row: part}),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithEastAsian(tw.Off),
	)
	table.Header(heads)
	if err := table.Bulk(cells); err != nil {
		return err
	}
	return table.Render()
}

// mdEscape makes a clean text stand in Markdown for nothing but itself: no
// column, tag, emphasis, link, formula or mention comes of it.
func mdEscape(s string) string {
	s = strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "|", `\|`, "*", `\*`, "[", `\[`, "]", `\]`, "~", `\~`,
		"&", "&amp;", "<", "&lt;", ">", "&gt;", "@", "&#64;", "$", "&#36;", "://", "&#58;//",
		"\r", " ", "\n", " ",
	).Replace(s)
	if strings.HasPrefix(s, "_") || strings.Contains(s, " _") {
		s = strings.ReplaceAll(s, "_", `\_`)
	}
	if s != "" && strings.ContainsRune("#-+=!", rune(s[0])) && !plainNumber(s) {
		s = `\` + s
	}
	return s
}
