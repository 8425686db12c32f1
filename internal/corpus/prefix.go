package corpus

import (
	"fmt"
	"time"
	"unicode/utf8"
)

// part is a piece of a record on its way through a container's log.
type part struct {
	text   string
	at     time.Time // the wrapper's time; zero: any
	last   bool
	facts  []fact
	broken bool // plain text that is no record
}

// cut splits a record into up to four parts. With runes it splits between
// runes only, otherwise anywhere. ok can refuse a part.
func (g *gen) cut(s string, runes bool, ok func(string) bool, facts ...fact) []part {
	var parts []part
	for want := 1 + g.IntN(4); want > 1; want-- {
		at := 1 + g.IntN(max(len(s)-1, 1))
		for runes && at < len(s) && !utf8.RuneStart(s[at]) {
			at++
		}
		if at >= len(s) || !ok(s[:at]) || !ok(s[at:]) {
			continue
		}
		parts = append(parts, part{text: s[:at]})
		s = s[at:]
	}
	return append(parts, part{text: s, last: true, facts: facts})
}

// interleave writes the parts of two streams in turns, each stream in order.
func (f *file) interleave(streams [2][]part, write func(stream string, p part)) {
	names := [2]string{"stdout", "stderr"}
	for len(streams[0])+len(streams[1]) > 0 {
		i := f.IntN(2)
		if len(streams[i]) == 0 {
			i = 1 - i
		}
		write(names[i], streams[i][0])
		streams[i] = streams[i][1:]
	}
}

// wrapped is a record for a wrapper that has a time of its own: one in three
// has none but the wrapper's, which is then at.
func (g *gen) wrapped(at time.Time) (object, fact) {
	o, r := g.event()
	if g.chance(3) {
		o, r.at = o[1:], at
	}
	return o, r
}

// writeCRI writes the log of a Kubernetes container: both streams, whole lines
// and lines in parts, and now and then a line of plain text.
func writeCRI(f *file, n int) {
	var streams [2][]part
	anything := func(string) bool { return true }
	for i := range max(n, 12) {
		to := &streams[f.IntN(2)]
		switch i % 6 {
		case 0: // whole; may have only the prefix's time
			at := f.moment()
			o, r := f.wrapped(at)
			*to = append(*to, part{text: o.String(), at: at, last: true, facts: []fact{r}})
		case 1:
			*to = append(*to, part{text: "server listening on port 8080", last: true, broken: true})
		default:
			o, r := f.event()
			*to = append(*to, f.cut(o.String(), false, anything, r)...)
		}
	}
	f.interleave(streams, func(stream string, p part) {
		at, tag := p.at, "P"
		if at.IsZero() {
			at = f.moment()
		}
		if p.last {
			tag = "F"
		}
		layout := pick(f.gen, "2006-01-02T15:04:05.999999999Z07:00", "2006-01-02T15:04:05.000000000Z07:00")
		line := fmt.Sprintf("%s %s %s %s", at.In(pick(f.gen, time.UTC, Zone())).Format(layout), stream, tag, p.text)
		if p.broken {
			f.noise(line)
			return
		}
		f.record(line, p.facts...)
	})
}

// prefixed writes records behind a text prefix. They have their own time.
func (f *file) prefixed(n int, prefix func(at time.Time) string) {
	for i := range max(n, 6) {
		o, r := f.event()
		if i%5 == 4 {
			f.noise(prefix(r.at) + "starting up, no record here")
			continue
		}
		f.record(prefix(r.at)+o.String(), r)
	}
}

func writeSyslog5424(f *file, n int) {
	f.prefixed(n, func(at time.Time) string {
		return fmt.Sprintf("<%d>1 %s web-%d imweb %d - %s ", 8*16+f.IntN(8), rfc3339(at), f.IntN(9), 100+f.IntN(900),
			pick(f.gen, "-", `[im@32473 iut="3" src="client"]`))
	})
}

func writeSyslogBSD(f *file, n int) {
	f.prefixed(n, func(at time.Time) string {
		return fmt.Sprintf("%s%s web-%d imweb[%d]: ", pick(f.gen, "<13>", ""), at.Format(time.Stamp), f.IntN(9), 100+f.IntN(900))
	})
}

func writeLog4j(f *file, n int) {
	f.prefixed(n, func(at time.Time) string {
		return pick(f.gen,
			at.Format("2006-01-02 15:04:05,000")+" ERROR [http-nio-8080-exec-7] com.acme.im.ClientLog - ",
			at.Format("[2006-01-02 15:04:05,000]")+" WARN ClientLog:42 客户端日志 ",
			"data=")
	})
}
