package source

import (
	"errors"
	"io"
)

const (
	maxDepth  = 3       // archives within archives
	maxLayers = 4       // compressions around each other
	maxListed = 100     // names kept of what was passed over
	maxLimit  = 1 << 30 // of the sizes in Options
)

// Stream hands out the text of one Item, member after member. It may be used
// from several goroutines, but not at the same time.
type Stream struct {
	item  Item
	opt   Options
	input *input // nil: not open
	begun bool

	levels []*level // the archives that are open, the outermost first
	member *Member  // the one that is read, nil: none
	cut    cutter
	first  bool
	done   func() // lets go of what member holds

	spooled    int64 // bytes of archives that are kept in memory
	passed     []Passed
	passedMore int
}

// thing is something to be read that was not yet looked into: a file, standard
// input or a part of an archive.
type thing struct {
	name        string
	compression string
	r           io.Reader
	at          io.ReaderAt // all of it, nil when it can only be read in order
	size        int64       // -1: unknown
	depth       int         // archives that it stands in
	done        func()      // lets go of what it holds
}

// Open gives the stream of item. Nothing is opened before the first Next, and
// an item that cannot be is a failed Member there. Close the stream.
func Open(item Item, opt Options) *Stream {
	opt.MaxLine = bounded(opt.MaxLine, defaultMaxLine)
	opt.BlockSize = bounded(opt.BlockSize, defaultBlockSize)
	return &Stream{item: item, opt: opt}
}

func bounded(n, otherwise int) int {
	if n <= 0 {
		return otherwise
	}
	return min(n, maxLimit)
}

// Next fills b with the next block and reports whether there was one. It uses
// the memory of b.Data, which is valid until b is given to Next again.
func (s *Stream) Next(b *Block) bool {
	if s.member == nil && !s.advance() {
		*b = Block{Data: b.Data[:0], Raw: b.Raw}
		return false
	}
	b.Member, b.First = s.member, s.first
	b.Last = s.cut.next(b)
	s.member.Bytes, s.member.Lines = s.cut.bytes, s.cut.lines
	s.first = false
	if b.Last {
		s.finish()
	}
	return true
}

// Close lets go of everything that is open.
func (s *Stream) Close() error {
	s.begun = true // and nothing is begun any more
	s.drop()
	for len(s.levels) > 0 {
		s.pop()
	}
	if s.input == nil {
		return nil
	}
	err := s.input.close()
	s.input = nil
	return err
}

// PassedOver lists what was left out of archives on purpose: the first hundred,
// and how many there were in all.
func (s *Stream) PassedOver() (first []Passed, total int) {
	return s.passed, len(s.passed) + s.passedMore
}

// advance goes on to the next member.
func (s *Stream) advance() bool {
	if !s.begun {
		s.begun = true
		s.begin()
	}
	for s.member == nil && len(s.levels) > 0 {
		top := s.levels[len(s.levels)-1]
		t, err := top.next()
		if err != nil {
			s.leave(top, err)
			continue
		}
		s.admit(t)
	}
	return s.member != nil
}

func (s *Stream) begin() {
	in, err := openInput(s.item, s.opt)
	if err != nil {
		s.fail(s.item.Name, plain, err)
		return
	}
	s.input = in
	s.admit(thing{name: s.item.Name, compression: plain, r: in, at: in.anywhere(), size: in.size, done: func() {}})
}

// admit takes off t's compressions and starts the member or the archive that
// is within.
func (s *Stream) admit(t thing) {
	for layers := 0; ; layers++ {
		head := t.peek()
		format := sniff(head)
		switch {
		case format == plain:
			s.start(t, head)
			return
		case format == tarf || format == zipf:
			s.enter(t, format)
			return
		case layers == maxLayers:
			s.refuse(t, "compressed too many times over")
			return
		}
		t.decode(format)
	}
}

// decode makes t its own decompressed text.
func (t *thing) decode(format string) {
	d := newDecoder(format, t.r, t.size)
	outer := t.done
	t.done = func() { d.close(); outer() }
	t.r, t.at, t.size, t.compression = d, nil, -1, format
}

// peek returns the first bytes of t, which stay to be read.
func (t *thing) peek() []byte {
	head := make([]byte, headSize)
	n, err := readFull(t.r, head)
	again := &headed{head: head[:n], r: t.r}
	if err != nil {
		again.r = failing{err}
	}
	t.r = again
	return head[:n]
}

// headed is a reader whose head was read before.
type headed struct {
	head []byte
	r    io.Reader
}

func (h *headed) Read(p []byte) (int, error) {
	if len(h.head) > 0 {
		n := copy(p, h.head)
		h.head = h.head[n:]
		return n, nil
	}
	return h.r.Read(p)
}

// start makes t the member that is read, unless it is plainly no text and
// nobody asked for it by name.
func (s *Stream) start(t thing, head []byte) {
	if t.depth > 0 || s.item.Walked && t.compression != plain {
		if reason := notText(head); reason != "" {
			s.pass(t.name, reason)
			t.done()
			return
		}
	}
	s.member = &Member{Name: t.name, Compression: t.compression}
	s.first = true
	s.done = t.done
	s.cut = cutter{r: t.r, block: s.opt.BlockSize, maxLine: s.opt.MaxLine, buf: s.cut.buf[:0]}
}

// fail makes a member that only says why it cannot be read.
func (s *Stream) fail(name, compression string, err error) {
	s.start(thing{name: name, compression: compression, r: failing{err}, done: func() {}}, nil)
}

// refuse leaves t out: aloud when it is the item itself.
func (s *Stream) refuse(t thing, reason string) {
	t.done()
	if t.depth > 0 {
		s.pass(t.name, reason)
		return
	}
	s.fail(t.name, t.compression, errors.New(reason))
}

func (s *Stream) pass(name, reason string) {
	if len(s.passed) == maxListed {
		s.passedMore++
		return
	}
	s.passed = append(s.passed, Passed{name, reason})
}

// finish settles how the member ended.
func (s *Stream) finish() {
	m, err := s.member, s.cut.err
	var g garbage
	switch {
	case err == io.EOF:
		m.Status = StatusOK
	case m.Bytes > 0 || errors.As(err, &g) || errors.Is(err, errMembers):
		m.Status, m.Problem = StatusPartial, problem(err)
	default:
		m.Status, m.Problem = StatusFailed, problem(err)
	}
	for _, l := range s.levels {
		l.members++
		l.problem = m.Problem
	}
	s.drop()
}

// drop lets go of the member.
func (s *Stream) drop() {
	if s.member == nil {
		return
	}
	s.done()
	s.member, s.done = nil, nil
	s.cut.r = nil
}
