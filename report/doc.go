// Package report turns a Snapshot into something people and machines read.
//
// The road of the data: a Snapshot is made into a page once (page.go, rows.go):
// a headline, a few lines about the input, and sections of rows. Everything
// that came from a log passes Clean on its way into a row, so no renderer can
// forget it. Then one renderer writes the page: text for a terminal or a pipe
// (text.go, layout.go), Markdown (markdown.go) or CSV (csv.go). The JSON of
// schema imlens.report/1 (json.go) is the Snapshot itself, in the schema's
// order.
//
// The same Snapshot, Catalog and Options give the same bytes: the package
// reads no clock, no environment and no file, starts no goroutine and keeps no
// state. Every error of the writer is returned.
package report
