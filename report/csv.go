package report

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"imlens/analyzer"
	"imlens/catalog"
)

// writeCSV writes every section as rows of one tidy table. The column count
// means errors, but in the sections input, sources and hints, where it means
// what the key names, lines and records.
func writeCSV(b *bytes.Buffer, s *analyzer.Snapshot, cat *catalog.Catalog, o Options) error {
	p := newPage(s, cat, o)
	w := csv.NewWriter(b)
	if err := w.Write([]string{
		"section", "key", "name", "category", "count", "share", "users", "first", "last", "detail",
	}); err != nil {
		return err
	}
	for _, id := range Tables() {
		if o.Table != "" && o.Table != id {
			continue
		}
		for _, sec := range p.sections {
			if sec.id != id || sec.audience == people {
				continue
			}
			for i := range sec.rows {
				if err := w.Write(p.record(sec.id, &sec.rows[i])); err != nil {
					return err
				}
			}
		}
	}
	w.Flush()
	return w.Error()
}

func (p *page) record(id string, r *row) []string {
	category, share, users := "", "", ""
	if r.hasCategory {
		category = r.category.String()
	}
	if r.of > 0 {
		share = strconv.FormatFloat(ratio(r.count, r.of), 'f', -1, 64)
	}
	if r.hasUsers {
		users = strconv.FormatInt(r.users, 10)
	}
	key := r.key
	if r.where != "" {
		key = r.where
	}
	cells := []string{
		id, key, strings.TrimSpace(r.name), category, strconv.FormatInt(r.count, 10), share, users,
		p.clock(r.first, time.RFC3339), p.clock(r.last, time.RFC3339), r.detail,
	}
	for i, c := range cells {
		cells[i] = harmless(c)
	}
	return cells
}

// harmless keeps a cell from being a formula in a spreadsheet. Plain numbers
// like -3 stay numbers.
func harmless(cell string) string {
	first, _ := utf8.DecodeRuneInString(cell)
	if cell == "" || !strings.ContainsRune("=+-@\t\r＝＋－＠", first) || plainNumber(cell) {
		return cell
	}
	return "'" + cell
}

// plainNumber reports whether s is digits with an optional minus and fraction.
func plainNumber(s string) bool {
	whole, fraction, dot := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	return digits(whole) && (!dot || digits(fraction))
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
