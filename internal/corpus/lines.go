package corpus

import (
	"fmt"
	"strings"
)

// writePlain writes one record a line; the last line has no line end.
func writePlain(f *file, n int) {
	for range n {
		o, r := f.event()
		f.record(o.String(), r)
	}
	o, r := f.event()
	f.last(o.String(), r)
}

// writeCRLF writes a BOM, CRLF line ends and blank lines of every kind.
func writeCRLF(f *file, n int) {
	f.eol = "\r\n"
	f.text("\ufeff")
	for i := range max(n, 8) {
		o, r := f.event()
		f.record(o.String(), r)
		if i%4 == 1 {
			f.line([]string{"", "   ", "\t", " \t "}[i/4%4])
		}
	}
}

// writeBroken writes whole records with lines between them that are no JSON,
// or that are JSON without a record in it.
func writeBroken(f *file, n int) {
	kinds := brokenLines()
	for i := range max(n, len(kinds)) {
		o, r := f.event()
		f.record(o.String(), r)
		f.noise(kinds[i%len(kinds)](f.gen))
	}
	// The last line is cut in the middle of a name, as a full disk cuts it.
	o, _ := f.event()
	s := o.String()
	f.text(s[:strings.Index(s, `"level"`)+3])
	f.both(func(t *tally) { t.lines(1); t.notJSON() })
}

// brokenLines returns makers of lines that are one skipped record each.
func brokenLines() []func(*gen) string {
	fixed := func(s string) func(*gen) string { return func(*gen) string { return s } }
	around := func(format string) func(*gen) string {
		return func(g *gen) string {
			o, _ := g.event()
			return fmt.Sprintf(format, o)
		}
	}
	return []func(*gen) string{
		func(g *gen) string { // cut anywhere behind the first quote
			o, _ := g.event()
			s := o.String()
			return s[:2+g.IntN(len(s)-3)]
		},
		around("%s trailing text"), around("%s}"), around("%s,"), around("%s]"),
		around("user {bob} said %s"), around("<14>app: %s (repeated 3 times)"), around("{%s"),
		fixed("Error: something failed"), fixed("true story"), fixed("null"), fixed("true"), fixed("42"),
		fixed(`"a string with \"error\":{\"type\":17} in it"`), fixed("[]"), fixed("[1,2,3]"),
		fixed(`[[1],"x",null]`), around("[%s,5]"), around("[null,%s]"),
		fixed("{"), fixed("}"), fixed("["), fixed(`{"error":{"type":17}`), fixed(`{"error":{"type":17,}}`),
		fixed(`{"error":{"type":017}}`), fixed(`{"error":{"type":+17}}`), fixed(`{"error":{"type":17.}}`),
		fixed(`{'error':{'type':17}}`), fixed(`{error:{type:17}}`), fixed(`{"error":{"type":NaN}}`),
		fixed(`{"error":{"type":17} "x":1}`), fixed(`{"error" {"type":17}}`), fixed(`{"error":{"type":17},}`),
		fixed(`{"error":{"type":17},"x":"\x22"}`), fixed(`{"error":{"type":17},"x":"\u12g4"}`),
		fixed(`{"error":{"type":17},"x":tru}`), fixed(`{"error":{"type":17},"x":"unended}`),
		fixed(`{"error":{"type":17},"x":[1,]}`), fixed(`{"error":{"type":17},"x":[1}}`), fixed(`{"error":{"type":17},"x":1e}`),
	}
}

// writeCutFirst begins with a line that was cut behind a whole member, so that
// it looks like the head of a document until the next line is seen.
func writeCutFirst(f *file, n int) {
	f.noise(`{"ts":"2026-11-20T00:00:01.000Z","level":"error"`)
	for range max(n, 2) {
		o, r := f.event()
		f.record(o.String(), r)
	}
}

// writeLong writes lines around the longest length: a record of exactly that
// length counts, one byte more is too long. Their number does not grow with n.
func writeLong(f *file, n int) {
	plain := func() {
		o, r := f.event()
		f.record(o.String(), r)
	}
	padded := func(length int) (string, fact) {
		o, r := f.head("error")
		c := f.code()
		r.code = c.text()
		o = o.add("error", f.errorObject(c.text(), c.Message).String())
		short := len(o.addText("pad", "").String())
		return o.addText("pad", strings.Repeat("x", length-short)).String(), r
	}
	plain()
	exact, r := padded(MaxLine)
	f.record(exact, r)
	over, _ := padded(MaxLine + 1)
	f.huge(over)
	for range min(n, 50) {
		plain()
	}
	f.huge(strings.Repeat("long text without an end ", MaxLine/20))
	plain()
}
