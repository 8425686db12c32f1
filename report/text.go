package report

import (
	"bytes"
	"strings"

	"imlens/analyzer"
	"imlens/catalog"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// sideBySide is the least width at which breakdowns stand in pairs.
const sideBySide = 72

// reasonsBeside is the least width at which the reasons in the account of the
// input stand beside the counts.
const reasonsBeside = 52

// textPage writes pages as plain text.
type textPage struct {
	*page
	b     *bytes.Buffer
	width int
}

func writeText(b *bytes.Buffer, s *analyzer.Snapshot, cat *catalog.Catalog, o Options) error {
	t := &textPage{page: newPage(s, cat, o), b: b, width: o.width()}
	t.lines(t.painted("1", wrap(t.headline, t.width, 0)))
	t.lines([]string{""})
	t.factLines()
	var halves []section
	for _, sec := range t.sections {
		if sec.audience == machines || len(sec.rows) == 0 || t.silent(sec) {
			continue
		}
		if sec.half {
			halves = append(halves, sec)
			continue
		}
		if err := t.pairs(halves); err != nil {
			return err
		}
		halves = nil
		block, err := t.block(sec, t.width)
		if err != nil {
			return err
		}
		t.lines(block)
	}
	return t.pairs(halves)
}

// silent reports whether a section has nothing to say: an account of the
// input that the headline and the lines below it have given already.
func (p *page) silent(sec section) bool {
	return sec.id == secInput && p.snap.Input.Records == 0 && len(sec.rows) <= 3
}

func (t *textPage) lines(lines []string) {
	for _, l := range lines {
		t.b.WriteString(strings.TrimRight(l, " "))
		t.b.WriteByte('\n')
	}
}

// painted colours whole lines, if colours are wanted.
func (t *textPage) painted(sgr string, lines []string) []string {
	if !t.opts.Color || sgr == "" {
		return lines
	}
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = l
		if l != "" {
			out[i] = "\x1b[" + sgr + "m" + l + "\x1b[0m"
		}
	}
	return out
}

// factLines writes label and text in two columns.
func (t *textPage) factLines() {
	label := 0
	for _, f := range t.facts {
		label = max(label, columns(f.label)+gap)
	}
	for _, f := range t.facts {
		for i, l := range wrap(f.text, max(t.width-label, 1), 0) {
			head := padRight("", label)
			if i == 0 {
				head = t.painted("2", []string{padRight(f.label, label)})[0]
			}
			t.lines([]string{head + l})
		}
	}
}

// pairs writes the breakdowns, two beside each other where there is room.
func (t *textPage) pairs(halves []section) error {
	if t.width < sideBySide {
		for _, sec := range halves {
			block, err := t.block(sec, t.width)
			if err != nil {
				return err
			}
			t.lines(block)
		}
		return nil
	}
	half := (t.width - 2*gap) / 2
	for len(halves) > 0 {
		left, err := t.block(halves[0], half)
		if err != nil {
			return err
		}
		var right []string
		if len(halves) > 1 {
			if right, err = t.block(halves[1], half); err != nil {
				return err
			}
		}
		t.lines(beside(left, right, half+2*gap))
		halves = halves[min(2, len(halves)):]
	}
	return nil
}

// beside puts the lines of right at column start of those of left.
func beside(left, right []string, start int) []string {
	out := make([]string, max(len(left), len(right)))
	for i := range out {
		l, r := "", ""
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		out[i] = l + strings.Repeat(" ", max(0, start-shown(l))) + r
	}
	return out
}

// shown is the width of a line that may hold our own colours.
func shown(s string) int {
	for {
		from := strings.Index(s, "\x1b[")
		if from < 0 {
			return columns(s)
		}
		to := strings.IndexByte(s[from:], 'm')
		s = s[:from] + s[from+to+1:]
	}
}

// block makes the lines of one section: an empty one, the title, the note,
// the table and what was cut.
func (t *textPage) block(sec section, width int) ([]string, error) {
	if sec.id == secTimeline {
		sec = t.drawn(sec, width)
	}
	if sec.id == secInput && width < reasonsBeside { // the reasons go below
		sec.columns, sec.indent, sec.under = sec.columns[:2], 2*gap, func(r *row) string { return r.detail }
	}
	out := append([]string{""}, t.painted("1", wrap(sec.title, width, 0))...)
	if sec.note != "" {
		out = append(out, wrap(sec.note, width, 0)...)
	}
	rows := sec.rows
	if !sec.whole {
		rows = rows[:t.opts.top(len(rows))]
	}
	table, err := t.table(sec, rows, width)
	if err != nil {
		return nil, err
	}
	out = append(out, table...)
	if cut := sec.rows[len(rows):]; len(cut) > 0 {
		out = append(out, t.painted("2", wrap(t.more(sec, cut), width, 0))...)
	}
	return out, nil
}

// more says how much of a section --top has cut.
func (p *page) more(sec section, cut []row) string {
	var errors int64
	for i := range cut {
		errors += cut[i].count
	}
	if n := int64(len(cut)); sec.id != secSkipped && sec.id != secSources && sec.id != secHints {
		return fill(p.MoreIn.of(n), "{errors}", p.Errors.of(errors))
	}
	return p.More.of(int64(len(cut)))
}

// table lays a section out and has it drawn; under each row comes what the
// section has to say about it.
func (t *textPage) table(sec section, rows []row, width int) ([]string, error) {
	cols, widths := layout(sec.columns, rows, width)
	var heads []string
	for i, c := range cols {
		heads = append(heads, fit(c.head, widths[i]))
	}
	var cells [][]string
	var s standIns
	for i := range rows {
		var cell []string
		for j := range cols {
			lines := t.cell(&cols[j], &rows[i], widths[j])
			cell = append(cell, s.put(strings.Join(lines, "\n")))
		}
		cells = append(cells, cell)
	}
	lines, err := drawTable(cols, heads, cells)
	if err != nil || len(lines) < 2 {
		return lines, err
	}
	for i, l := range lines {
		lines[i] = s.takeBack(l)
	}
	copy(lines, t.painted("2", lines[:2]))
	if sec.under == nil {
		return lines, nil
	}
	out := lines[:2:2]
	for i := range rows { // such sections have rows of one line
		out = append(append(out, lines[2+i]), t.paragraph(&sec, &rows[i], width-sec.indent)...)
	}
	return out, nil
}

// paragraph makes the lines under a row. Its mark is dim.
func (t *textPage) paragraph(sec *section, r *row, width int) []string {
	text, mark := sec.under(r), ""
	if text == "" {
		return nil
	}
	if sec.mark != nil {
		mark = sec.mark(r) + strings.TrimRight(t.Colon, " ")
		text = sec.mark(r) + t.Colon + text
	}
	lines := wrap(text, width, 0)
	for i, l := range lines {
		if rest, ok := strings.CutPrefix(l, mark); ok && i == 0 && mark != "" {
			l = t.painted("2", []string{mark})[0] + rest
		}
		lines[i] = strings.Repeat(" ", sec.indent) + l
	}
	return lines
}

// cell makes the lines of one cell, at most width columns each.
func (t *textPage) cell(c *column, r *row, width int) []string {
	var lines []string
	switch {
	case c.bar != nil:
		text := c.text(r)
		text = strings.Repeat(" ", max(0, percentWidth-columns(text))) + text + " "
		return []string{text + t.painted(c.paint(r), []string{c.bar(r, width)})[0]}
	case c.fold != nil:
		lines = c.fold(c.text(r), width, max(c.lines, 0))
	case c.lines != 0:
		lines = wrap(c.text(r), width, max(c.lines, 0))
		if c.extra != nil {
			lines = withExtra(lines, c.extra(r), width, c.lines)
		}
	default:
		lines = []string{fit(c.text(r), width)}
	}
	if c.paint == nil {
		return lines
	}
	return t.painted(c.paint(r), lines)
}

// withExtra puts what a cell has extra behind its last line or on one of its
// own, if the cell may have so many.
func withExtra(lines []string, extra string, width, limit int) []string {
	last := len(lines) - 1
	switch {
	case extra == "" || last < 0:
	case columns(lines[last])+columns(extra) <= width:
		lines[last] += extra
	case len(lines) < limit && columns(strings.TrimSpace(extra)) <= width:
		lines = append(lines, strings.TrimSpace(extra))
	}
	return lines
}

// drawTable has tablewriter draw a table of finished cells: a line under the
// heads, two spaces between columns, no frame.
func drawTable(cols []column, heads []string, cells [][]string) ([]string, error) {
	var b bytes.Buffer
	align := make([]tw.Align, len(cols))
	pads := make([]tw.Padding, len(cols))
	for i, c := range cols {
		align[i] = tw.AlignLeft
		if c.right && c.bar == nil {
			align[i] = tw.AlignRight
		}
		pads[i] = tw.Padding{Right: strings.Repeat(" ", gap), Overwrite: true}
	}
	pads[len(pads)-1] = tw.Padding{Overwrite: true}
	part := tw.CellConfig{
		Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone, AutoFormat: tw.Off},
		Alignment:  tw.CellAlignment{PerColumn: align},
		Padding:    tw.CellPadding{PerColumn: pads},
	}
	table := tablewriter.NewTable(&b,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders: tw.BorderNone,
			Symbols: tw.NewSymbols(tw.StyleLight),
			Settings: tw.Settings{
				Separators: tw.Separators{BetweenColumns: tw.Off, BetweenRows: tw.Off},
				Lines:      tw.Lines{ShowTop: tw.Off, ShowBottom: tw.Off, ShowHeaderLine: tw.On, ShowFooterLine: tw.Off},
			},
		})),
		tablewriter.WithConfig(tablewriter.Config{Header: part, Row: part}),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithTrimLine(tw.Off),
		tablewriter.WithEastAsian(tw.Off),
	)
	table.Header(heads)
	if err := table.Bulk(cells); err != nil {
		return nil, err
	}
	if err := table.Render(); err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return lines, nil
}
