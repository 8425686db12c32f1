package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"imlens/analyzer"
	"imlens/catalog"
)

const (
	defaultWidth = 80 // columns, when Options.Width is 0
	minWidth     = 20 // narrower terminals get lines of this width
	defaultTop   = 10 // rows of a table, when Options.Top is 0
)

// Options says how a report is to look. The zero value is a plain English
// report of 80 columns.
type Options struct {
	Lang  catalog.Lang // English when empty
	Top   int          // rows of each table for people; 0 = 10, negative = all. CSV and JSON always hold all
	Width int          // columns of the text report; 0 = 80
	Color bool         // whether text may carry colours
	Table string       // csv only: the one table to write, a name of Tables; "" = all
	// Filter names the filters that were set, such as "category auth", one by
	// one; it is shown in text, Markdown and JSON.
	Filter []string
	// GeneratedAt is shown as generated_at in JSON. The package has no clock.
	GeneratedAt time.Time
}

func (o Options) width() int {
	if o.Width == 0 {
		return defaultWidth
	}
	return max(o.Width, minWidth)
}

// top says how many of n rows are shown.
func (o Options) top(n int) int {
	switch {
	case o.Top < 0:
		return n
	case o.Top == 0:
		return min(n, defaultTop)
	}
	return min(n, o.Top)
}

// format writes one Snapshot in one format.
type format struct {
	name   string
	render func(w *bytes.Buffer, s *analyzer.Snapshot, cat *catalog.Catalog, o Options) error
}

func formats() []format {
	return []format{
		{"text", writeText},
		{"markdown", writeMarkdown},
		{"csv", writeCSV},
		{"json", writeJSON},
	}
}

// Formats returns the formats that Write knows, the default first.
func Formats() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// Tables returns the names that Options.Table may hold, in the order in which
// the tables stand in a CSV report.
func Tables() []string {
	return []string{
		secTotals, secCategories, secCodes, secCauses, secCodeCauses, secTimeline,
		"sdk_version", "app_key", "browser", "os",
		secMessages, secInput, secSources, secSkipped, secHints,
	}
}

// Write renders a Snapshot in one of Formats. The report is made in memory
// and written in one go, so w sees nothing of a report that cannot be made.
func Write(w io.Writer, format string, s *analyzer.Snapshot, cat *catalog.Catalog, o Options) error {
	if o.Table != "" {
		if format != "csv" {
			return fmt.Errorf("one table alone (%q) can only be written as csv, not as %s", o.Table, format)
		}
		if !slices.Contains(Tables(), o.Table) {
			return fmt.Errorf("no table %q; there are %s", o.Table, strings.Join(Tables(), ", "))
		}
	}
	for _, f := range formats() {
		if f.name == format {
			return emit(w, func(b *bytes.Buffer) error { return f.render(b, s, cat, o) })
		}
	}
	return unknownFormat(format, Formats())
}

func unknownFormat(format string, known []string) error {
	return fmt.Errorf("no format %q; there are %s", format, strings.Join(known, ", "))
}

// emit makes a whole document and hands it to w, whose error it returns.
func emit(w io.Writer, make func(*bytes.Buffer) error) error {
	var b bytes.Buffer
	if err := make(&b); err != nil {
		return err
	}
	if _, err := b.WriteTo(w); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}
