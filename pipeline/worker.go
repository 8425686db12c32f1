package pipeline

import (
	"bytes"

	"imlens/analyzer"
	"imlens/parser"
)

// worker parses blocks.
type worker struct {
	run      *run
	parser   *parser.Parser
	observer *analyzer.Observer

	line int64 // that is parsed, in its block
	text []byte
}

func (r *run) newWorker() *worker {
	k := &worker{run: r, parser: r.newParser(), observer: analyzer.NewObserver(r.classifier, r.cfg.Filter)}
	k.parser.Overflow = func(events []parser.Event) { k.observe(events, k.line, k.text) }
	return k
}

func (r *run) newParser() *parser.Parser {
	return parser.New(parser.Config{
		Fields:   r.cfg.Fields,
		Location: r.cfg.Location,
		MaxLine:  r.cfg.MaxLine,
		Lookup:   r.cfg.Catalog.Lookup,
	})
}

// work reads and parses blocks until nothing is left.
func (k *worker) work() {
	r := k.run
	for {
		w := <-r.free
		s := r.next()
		if s == nil {
			r.free <- w
			return
		}
		more := s.next(w)
		if !r.enter() {
			s.leave()
			return
		}
		if !more {
			s.reading.Unlock()
			r.free <- w
			s.end(k)
			r.merge()
			r.leave()
			continue
		}
		if d := s.document; d != nil {
			d.parse(w)
			s.reading.Unlock()
		} else {
			s.reading.Unlock()
			k.parse(w)
		}
		s.fold(w, k)
		r.merge()
		r.leave()
	}
}

// parse finds the facts of a block of lines.
func (k *worker) parse(w *work) {
	b := &w.block
	k.observer.Begin(&w.facts)
	if b.TooLong > 0 {
		k.observer.TooLong(b.TooLong, 0, nil)
	}
	line := int64(b.TooLong)
	for data := b.Data; len(data) > 0; line++ {
		text := data
		if i := bytes.IndexByte(data, '\n'); i >= 0 {
			text, data = data[:i], data[i+1:]
		} else {
			data = nil
		}
		k.line, k.text = line, text
		k.observe(k.parser.Parse(text), line, text)
	}
	if b.Last {
		k.observe(k.parser.Flush(), line-1, nil)
	}
	w.lines, w.parts = line, k.parser.TakeParts()
	k.observer.End()
}

func (k *worker) observe(events []parser.Event, line int64, text []byte) {
	for i := range events {
		k.observer.Observe(&events[i], line, text)
	}
}

// documents parses the blocks of a source that is JSON over many lines.
type documents struct {
	observer  *analyzer.Observer
	documents *parser.Documents
	before    int64 // lines in the blocks before the current one
}

func (r *run) newDocuments() *documents {
	d := &documents{observer: analyzer.NewObserver(r.classifier, r.cfg.Filter)}
	observe := func(line int64, events []parser.Event) {
		for i := range events {
			d.observer.Observe(&events[i], line-1-d.before, nil)
		}
	}
	p := r.newParser()
	d.documents = parser.NewDocuments(p, observe)
	p.Overflow = func(events []parser.Event) { observe(d.before+1, events) }
	return d
}

// parse finds the facts of the next block. Records that began in an earlier
// block have their place before this one, in lines below 0.
func (d *documents) parse(w *work) {
	b := &w.block
	d.observer.Begin(&w.facts)
	d.documents.Feed(b.Data, b.Last)
	w.lines, w.parts = int64(bytes.Count(b.Data, []byte("\n"))), parser.Parts{}
	if n := len(b.Data); b.Last && n > 0 && b.Data[n-1] != '\n' {
		w.lines++
	}
	d.before += w.lines
	d.observer.End()
}
