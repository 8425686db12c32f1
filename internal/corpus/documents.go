package corpus

import (
	"bytes"
	"encoding/json"
	"strings"
)

// pretty lays JSON out over many lines.
func pretty(s, indent string) string {
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(s), "", indent); err != nil {
		panic("corpus: a record that is no JSON: " + err.Error())
	}
	return b.String()
}

// writePrettyObjects writes one object over many lines behind the other.
func writePrettyObjects(f *file, n int) {
	for i := range max(n, 6) {
		o, r := f.event()
		f.text(pretty(o.String(), "  ") + "\n")
		f.count(r)
		if i%5 == 2 {
			f.text("\n")
		}
	}
}

// writePrettyArray writes one array over many lines. One element of it is too
// long.
func writePrettyArray(f *file, n int) {
	var elements []string
	for i := range max(n, 6) {
		if i == 3 {
			elements = append(elements, object{}.addText("level", "info").addText("pad", strings.Repeat("0123456789", MaxLine/8)).String())
			f.both((*tally).tooLong)
			continue
		}
		o, r := f.event()
		elements = append(elements, o.String())
		f.count(r)
	}
	f.text(pretty(list(elements), "    ") + "\n")
}

// writePrettyEnvelope writes one object over many lines that carries records.
// It stays far below MaxLine.
func writePrettyEnvelope(f *file, n int) {
	outer, shared := f.head("info")
	var elements []string
	for range min(max(n, 3), 300) {
		o, r := f.event()
		if f.chance(3) {
			o, r.at = o[1:], shared.at
		}
		elements = append(elements, o.String())
		f.count(r)
	}
	f.text(pretty(outer.add("records", list(elements)).String(), "\t") + "\n")
}

// arrayLines writes an array with one element a line.
func (f *file) arrayLines(n int, open string) {
	last := max(n, 5)
	for i := range last + 1 {
		o, r := f.event()
		line := o.String()
		if i == 0 {
			line = open + line
		}
		if i < last {
			line += ","
		}
		f.record(line, r)
	}
	f.line("]")
}

func writeArrayLines(f *file, n int) {
	f.line("[")
	f.arrayLines(n, "")
}

func writeArrayLinesCRLF(f *file, n int) {
	f.eol = "\r\n"
	f.text("\ufeff")
	f.arrayLines(n, "[")
}
