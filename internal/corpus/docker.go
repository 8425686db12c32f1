package corpus

import (
	"encoding/json"
	"time"
)

// dockerLine is one line of Docker's json-file log.
func dockerLine(log, stream string, at time.Time) object {
	return object{}.addText("log", log).addText("stream", stream).
		addText("time", at.UTC().Format(time.RFC3339Nano))
}

// writeDocker writes a json-file log of two streams. Records may come in
// parts, of which only the last one has the final line end. No part is whole
// JSON by itself.
func writeDocker(f *file, n int) {
	partial := func(s string) bool { return !json.Valid([]byte(s)) }
	var streams [2][]part
	for range max(n, 8) {
		to := &streams[f.IntN(2)]
		o, r := f.event()
		parts := f.cut(o.String(), true, partial, r)
		parts[len(parts)-1].text += "\n"
		*to = append(*to, parts...)
	}
	// One stream at least ends with a whole record that has no line end.
	o, r := f.event()
	streams[0] = append(streams[0], part{text: o.String(), last: true, facts: []fact{r}})
	f.interleave(streams, func(stream string, p part) {
		f.record(dockerLine(p.text, stream, f.moment()).String(), p.facts...)
	})
	for range max(n/4, 3) { // whole lines whose time may be Docker's alone
		at := f.moment()
		o, r := f.wrapped(at)
		f.record(dockerLine(o.String()+"\n", pick(f.gen, "stdout", "stderr"), at).String(), r)
	}
}
