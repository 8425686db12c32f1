// Package parser is the second station of the data's road: it takes one line
// at a time and tells what records it carries, as Events.
//
// A line goes this way:
//
//  1. The ordinary line is one JSON object that has an `error` object, or no
//     sign of one. The parser remembers the shapes of such lines (shapes.go):
//     the bytes between the values. A line whose shape is known is compared
//     with it and its values are picked out between.
//  2. An ordinary line of a new shape is scanned in one pass that checks the
//     JSON and picks the values (scan.go), and its shape is remembered.
//  3. Every other line takes the careful way with gjson: it is checked
//     (check.go), unwrapped (wrap.go, otlp.go) and read (record.go).
//
// All three ways give the same Events; tests hold the first two against the
// third. A file that is JSON over many lines is cut into records by a
// Documents (document.go) first.
//
// This is the only package that uses gjson. It knows nothing of what a code
// means: whether a text names a code it asks Config.Lookup.
package parser
