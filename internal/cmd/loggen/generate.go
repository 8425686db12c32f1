package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strconv"
	"time"

	"imlens/internal/corpus"
)

const (
	meanLine  = 459                // bytes of a line without padding, about
	span      = 3 * 24 * time.Hour // that the times of a run cover
	tableSize = 4096               // entries of a table to draw from
	oneIn     = 10                 // lines of which one is no error
	textShare = 0.05               // errors whose data is JSON text
	chunk     = 1 << 20            // bytes written at once
)

// table draws values by weight: an index taken at random from the slice.
type table []uint8

// newTable weighs n values as 1/(k+shift)^power. None is left out.
func newTable(n int, shift, power float64) table {
	var total float64
	weight := func(k int) float64 { return math.Pow(float64(k)+shift, -power) }
	for k := range n {
		total += weight(k)
	}
	t := make(table, 0, tableSize)
	var sum float64
	for k := range n {
		sum += weight(k)
		for len(t) == 0 || float64(len(t)) < sum/total*tableSize {
			t = append(t, uint8(k))
		}
	}
	return t[:min(len(t), tableSize)]
}

// share is the part of the draws that meet a condition.
func (t table) share(is func(k int) bool) float64 {
	n := 0
	for _, k := range t {
		if is(int(k)) {
			n++
		}
	}
	return float64(n) / float64(len(t))
}

// generator makes lines.
type generator struct {
	options
	rng  *rand.Rand
	zipf *rand.Zipf

	codes, agents, apps, sdks table
	variants                  [][]variant
	quiet                     [][]step
	agentText                 []string // from the user agent's name to its end
	appText, sdkText          []string
	names                     []string
	textBelow                 uint64 // draws of 16 bits below it make data JSON text

	now    time.Time
	step   time.Duration
	second int64  // of date
	date   []byte // the time up to the full second
	user   []byte
}

func newGenerator(o options) *generator {
	source := rand.New(rand.NewPCG(o.seed, 0x696d6c656e73))
	g := &generator{
		options: o,
		rng:     source,
		zipf:    rand.NewZipf(source, 1.07, 40, uint64(o.users-1)),
		quiet:   quiet(),
		now:     time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
		step:    time.Duration(float64(span) * float64(max(meanLine, o.lineLength)) / float64(max(o.size, 1))),
		names:   []string{"mia.stone", "leo.rivers", "ana.novak", "tom.okafor", "yuki.hale", "ivo.lind", "noor.vance", "kai.moreau"},
		second:  -1,
	}
	for _, c := range corpus.SeedCodes() {
		g.variants = append(g.variants, variants(c.Number, c.Message))
	}
	g.codes = newTable(len(g.variants), 1, 1.1)
	for _, ua := range corpus.UserAgents() {
		g.agentText = append(g.agentText, fmt.Sprintf(`,"ua":%q`, ua))
	}
	g.agents = newTable(len(g.agentText), 3, 1.2)
	for _, app := range []string{"acme#chat", "acme#support", "demo-org#shop", "1100-ab#live", "northwind#edu"} {
		g.appText = append(g.appText, fmt.Sprintf(`","appKey":%q,"userId":"`, app))
	}
	g.apps = newTable(len(g.appText), 1, 1)
	for _, sdk := range []string{"4.21.1", "4.8.1", "4.0.8", "1.4.0", "3.6.3", "1.0.4"} {
		g.sdkText = append(g.sdkText, fmt.Sprintf(`","sdkVersion":%q`, sdk))
	}
	g.sdks = newTable(len(g.sdkText), 1, 1)
	rest := g.codes.share(func(k int) bool { return g.variants[k][0].asText != nil })
	g.textBelow = uint64(textShare / rest * (1 << 16))
	return g
}

// generate writes lines until there are o.size bytes.
func generate(w io.Writer, o options) error {
	wrap, ok := map[string]func(*generator, []byte, int) []byte{
		"plain": func(_ *generator, b []byte, _ int) []byte { return b }, "cri": cri, "docker": docker,
	}[o.shape]
	if !ok {
		return fmt.Errorf("-shape %q: want plain, cri or docker", o.shape)
	}
	g := newGenerator(o)
	buf := make([]byte, 0, chunk+4096)
	for written := int64(0); written < o.size; {
		start := len(buf)
		buf = wrap(g, g.append(buf), start)
		buf = append(buf, '\n')
		written += int64(len(buf) - start)
		if len(buf) >= chunk || written >= o.size {
			if _, err := w.Write(buf); err != nil {
				return err
			}
			buf = buf[:0]
		}
	}
	return nil
}

// append appends one line, without its line end.
func (g *generator) append(b []byte) []byte {
	bits := g.rng.Uint64()
	draw := func(width int) uint64 { // the next bits of the draw
		v := bits & (1<<width - 1)
		bits >>= width
		return v
	}
	g.now = g.now.Add(g.step)
	start := len(b)
	tail, level := g.quiet[draw(2)], `","level":"info`
	if g.rng.IntN(oneIn) > 0 {
		of := g.variants[g.codes[draw(12)%uint64(len(g.codes))]]
		v := of[draw(10)%uint64(len(of))]
		tail, level = v.asObject, `","level":"error`
		if v.asText != nil && draw(16) < g.textBelow {
			tail = v.asText
		}
	}
	bits = g.rng.Uint64()
	rank := g.zipf.Uint64()
	g.user = append(g.user[:0], g.names[rank%uint64(len(g.names))]...)
	g.user = strconv.AppendUint(g.user, rank, 10)

	b = append(b, `{"ts":"`...)
	b = g.appendTime(b)
	b = append(b, level...)
	b = append(b, g.appText[g.apps[draw(12)]]...)
	b = append(b, g.user...)
	b = append(b, g.sdkText[g.sdks[draw(12)]]...)
	b = append(b, g.agentText[g.agents[draw(12)]]...)
	if g.lineLength > 0 {
		b = g.appendPadding(b, start, tail)
	}
	return g.appendTail(b, tail)
}

// appendTail fills a template in.
func (g *generator) appendTail(b []byte, tail []step) []byte {
	bits := g.rng.Uint64()
	for _, s := range tail {
		b = append(b, s.literal...)
		switch s.value {
		case small:
			b = strconv.AppendUint(b, bits%997, 10)
		case id:
			b = strconv.AppendUint(b, 530439000000+bits%900_000_000, 10)
		case mid:
			b = strconv.AppendUint(b, 1180000000000000000+bits%1_000_000_000_000_000, 10)
		case stamp:
			b = strconv.AppendInt(b, g.now.UnixMilli(), 10)
		case user:
			b = append(b, g.user...)
		}
		bits = bits>>7 | bits<<57
	}
	return b
}

// appendPadding appends a long member, so that the whole line is long enough.
func (g *generator) appendPadding(b []byte, start int, tail []step) []byte {
	rest := 0
	for _, s := range tail {
		rest += len(s.literal)
	}
	const name, text = `,"stack":"`, "at send (https://app.example.com/js/chat.9f3a.js:1:20481) "
	missing := g.lineLength - (len(b) - start) - rest - len(name) - 1
	if missing <= 0 {
		return b
	}
	b = append(b, name...)
	for ; missing > 0; missing -= len(text) {
		b = append(b, text[:min(len(text), missing)]...)
	}
	return append(b, '"')
}

// appendTime appends the time of the line to the millisecond.
func (g *generator) appendTime(b []byte) []byte {
	if s := g.now.Unix(); s != g.second {
		g.second = s
		g.date = g.now.AppendFormat(g.date[:0], "2006-01-02T15:04:05.")
	}
	ms := g.now.Nanosecond() / 1e6
	b = append(b, g.date...)
	return append(b, byte('0'+ms/100), byte('0'+ms/10%10), byte('0'+ms%10), 'Z')
}

// cri puts the prefix of a Kubernetes container's log before the line that
// begins at start.
func cri(g *generator, b []byte, start int) []byte {
	line := string(b[start:])
	b = g.now.AppendFormat(b[:start], "2006-01-02T15:04:05.000000000Z")
	b = append(b, " stdout F "...)
	return append(b, line...)
}

// docker puts the line that begins at start into an object of Docker's
// json-file log.
func docker(g *generator, b []byte, start int) []byte {
	line := string(b[start:])
	b = append(b[:start], `{"log":"`...)
	for i := range len(line) {
		if line[i] == '"' || line[i] == '\\' {
			b = append(b, '\\')
		}
		b = append(b, line[i])
	}
	b = append(b, `\n","stream":"stdout","time":"`...)
	b = g.now.AppendFormat(b, "2006-01-02T15:04:05.000000000Z")
	return append(b, `"}`...)
}
