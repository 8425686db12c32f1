package report

import (
	"slices"

	"imlens/catalog"
)

// gap is the space between two columns of a text table.
const gap = 2

// column is one column of a section as people see it.
type column struct {
	head     string
	right    bool
	min, max int // columns of the terminal; min 0 = never narrower than its texts, max 0 = as wide as they are
	prefer   int // narrower than this only when no bar is left to give way; 0 = min
	// drop says in which order columns go when there is no room even at
	// their least widths: 1 first, 0 never. Bars go first, then the category,
	// the name, the users.
	drop  int
	lines int                                       // lines of a cell: 0 = 1, -1 = as many as it takes
	text  func(*row) string                         // what stands in a cell
	extra func(*row) string                         // stands behind the text where the lines suffice; nil = nothing
	bar   func(*row, int) string                    // drawn behind the text, at most so many columns wide; only in text reports
	fold  func(s string, width, limit int) []string // how lines are made; nil = broken at spaces
	paint func(*row) string                         // the colour of a cell; nil = none
	spare bool                                      // shown only where all fits without cutting
	mono  bool                                      // a drawing of characters as wide as each other; spaces in it count
}

func (p *page) categoryColumn(drop int) column {
	name := func(r *row) string {
		if !r.hasCategory {
			return ""
		}
		return p.Categories[r.category]
	}
	return column{head: p.CategoryCol, drop: drop, text: name, paint: paintCategory}
}

func (p *page) countColumn(head string) column {
	return column{head: head, right: true, text: func(r *row) string { return number(r.count) }}
}

// shareColumn is the share of each row with a bar of at most width columns, in
// proportion to the largest.
func (p *page) shareColumn(rows []row, width int) column {
	var most int64
	for i := range rows {
		most = max(most, rows[i].count)
	}
	return column{
		head: p.ShareCol, right: true, drop: 1, min: percentWidth + 1 + 4, max: percentWidth + 1 + width,
		text:  func(r *row) string { return percent(r.count, r.of) },
		bar:   func(r *row, w int) string { return bar(r.count, most, w-percentWidth-1) },
		paint: paintCategory,
	}
}

// percentWidth is the width of the longest percentage, ">99 %".
const percentWidth = 5

func (p *page) usersColumn(drop int) column {
	return column{head: p.UserCol, right: true, drop: drop, text: func(r *row) string { return number(r.users) }}
}

// withoutUsers takes the users' column out when no user is known.
func (p *page) withoutUsers(cols []column) []column {
	if p.snap.Users > 0 {
		return cols
	}
	var kept []column
	for _, c := range cols {
		if c.head != p.UserCol {
			kept = append(kept, c)
		}
	}
	return kept
}

// paintCategory is the colour of the category of a row.
func paintCategory(r *row) string {
	if !r.hasCategory {
		return ""
	}
	return [catalog.NumCategories]string{"31", "33", "36", "32", "34", "35"}[r.category]
}

// layout decides which columns are shown in width columns of the terminal and
// how wide each is. Spare columns go unless all fits as it is. Then what can be
// narrower is made so, bars first, then the widest; then columns are dropped in
// their order, a bar without its column; last of all, everything shrinks.
func layout(cols []column, rows []row, width int) ([]column, []int) {
	if widths, _ := natural(cols, rows); !shrink(widths, widths, width) {
		cols = slices.DeleteFunc(slices.Clone(cols), func(c column) bool { return c.spare })
	}
	for {
		widths, least := natural(cols, rows)
		wanted, bars := preferred(cols, widths, least)
		if shrink(widths, barsOnly(cols, widths, least), width) || shrink(widths, wanted, width) ||
			!bars && shrink(widths, least, width) {
			return cols, widths
		}
		next := -1
		for i, c := range cols {
			if c.drop > 0 && (next < 0 || c.drop < cols[next].drop) {
				next = i
			}
		}
		if next < 0 {
			for i := range least {
				least[i] = 1
			}
			shrink(widths, least, width)
			return cols, widths
		}
		cols = slices.Clone(cols)
		if cols[next].bar != nil {
			cols[next].bar, cols[next].drop, cols[next].min, cols[next].paint = nil, 0, 0, nil
		} else {
			cols = slices.Delete(cols, next, next+1)
		}
	}
}

// natural is how wide columns want to be, and the least they can live with.
func natural(cols []column, rows []row) (widths, least []int) {
	for _, c := range cols {
		w := columns(c.head)
		for i := range rows {
			w = max(w, columns(c.whole(&rows[i])))
		}
		if c.bar != nil {
			w = c.max
		}
		if c.max > 0 {
			w = min(w, max(c.max, columns(c.head)))
		}
		widths = append(widths, w)
		if c.min > 0 {
			w = min(w, max(c.min, columns(c.head)))
		}
		least = append(least, w)
	}
	return widths, least
}

// preferred are the widths that columns have while there are bars that can go
// instead, and whether there are any.
func preferred(cols []column, widths, least []int) (wanted []int, bars bool) {
	wanted = slices.Clone(least)
	prefers := false
	for i, c := range cols {
		wanted[i] = max(least[i], min(widths[i], c.prefer))
		prefers = prefers || c.prefer > 0
		bars = bars || c.bar != nil && c.drop > 0
	}
	return wanted, bars && prefers
}

// whole is the text of a cell with all that may stand behind it.
func (c *column) whole(r *row) string {
	if c.extra == nil {
		return c.text(r)
	}
	return c.text(r) + c.extra(r)
}

// barsOnly are the least widths when nothing but bars may be narrower.
func barsOnly(cols []column, widths, least []int) []int {
	out := slices.Clone(widths)
	for i, c := range cols {
		if c.bar != nil {
			out[i] = least[i]
		}
	}
	return out
}

// shrink narrows the widest column that may be, one step at a time, until all
// fit; it reports whether they do.
func shrink(widths, least []int, width int) bool {
	for {
		total := gap * (len(widths) - 1)
		widest := -1
		for i, w := range widths {
			total += w
			if w > least[i] && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if total <= width {
			return true
		}
		if widest < 0 {
			return false
		}
		widths[widest]--
	}
}
