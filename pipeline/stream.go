package pipeline

import (
	"sync"
	"sync/atomic"

	"imlens/analyzer"
	"imlens/parser"
	"imlens/source"
)

// stream is one item on its way: read by one worker at a time, parsed by many,
// folded in order.
type stream struct {
	run  *run
	live bool // a pipe or terminal, whose reads end when the run is interrupted

	reading   sync.Mutex // guards this group
	source    *source.Stream
	read      int        // blocks read so far
	ended     bool       // nothing is left to read
	document  *documents // the member that is being read is JSON over many lines
	exhausted atomic.Bool

	folding sync.Mutex // guards this group
	pending map[int]*work
	folded  int // blocks folded so far
	last    int // the number of blocks, once ended; 0 before
	carry   parser.Parts
	line    int64 // the number of the next block's first line
	members []*member
	tally   *analyzer.Tally

	done bool // all is folded; guarded by run.mu
}

// member is what has been folded of one source.
type member struct {
	*source.Member
	bytes, lines int64
	complete     bool
}

// work is a block and what was found in it.
type work struct {
	block  source.Block
	facts  analyzer.Facts
	number int // of the block in its stream
	lines  int64
	parts  parser.Parts // open at the block's end
	parsed bool         // as a document, whose facts are final
}

// next reads the next block into w; false at the end. The caller holds the
// reading lock.
func (s *stream) next(w *work) bool {
	w.block.Raw = s.document != nil
	w.parsed = false
	if !s.source.Next(&w.block) {
		s.ended = true
		s.exhausted.Store(true)
		return false
	}
	w.number = s.read
	s.read++
	if w.block.First {
		s.document = nil
		if w.block.TooLong == 0 && parser.IsDocument(w.block.Data, w.block.Last) {
			s.document = s.run.newDocuments()
		}
	}
	return true
}

// fold adds w, and all that waited for it, to the tally.
func (s *stream) fold(w *work, by *worker) {
	s.folding.Lock()
	defer s.folding.Unlock()
	s.pending[w.number] = w
	for {
		w := s.pending[s.folded]
		if w == nil {
			break
		}
		delete(s.pending, s.folded)
		s.add(w, by)
		s.folded++
		s.run.free <- w
	}
	if s.last > 0 && s.folded == s.last-1 {
		s.finish()
	}
}

// add adds one block.
func (s *stream) add(w *work, by *worker) {
	b := &w.block
	if b.First {
		s.members = append(s.members, &member{Member: b.Member})
		s.line = 1
	}
	if !s.carry.Empty() {
		// A line that was split goes on in this block: what was found in it
		// as if it stood alone does not count.
		by.parser.SetParts(s.carry)
		by.parse(w)
	}
	s.carry = w.parts
	m := s.members[len(s.members)-1]
	s.tally.Add(&w.facts, m.Name, s.line)
	s.line += w.lines
	m.lines += w.lines
	m.bytes += int64(len(b.Data))
	m.complete = b.Last
}

// end notes that all blocks have been read.
func (s *stream) end() {
	s.folding.Lock()
	defer s.folding.Unlock()
	s.last = s.read + 1
	if s.folded == s.read {
		s.finish()
	}
}

// finish closes a stream of which all is folded.
func (s *stream) finish() {
	first, total := s.source.PassedOver()
	for _, p := range first {
		s.tally.PassedOver(analyzer.Passed{Name: p.Path, Reason: p.Reason})
	}
	for range total - len(first) {
		s.tally.PassedOver(analyzer.Passed{})
	}
	// A file that was only read has nothing left to lose.
	_ = s.source.Close()
	s.run.mu.Lock()
	s.done = true
	s.run.mu.Unlock()
}

// noteSources tells the tally what was read. Of a source that was
// interrupted it tells what has been folded.
func (s *stream) noteSources(interrupted string) {
	for _, m := range s.members {
		stat := analyzer.SourceStat{Name: m.Name, Compression: m.Compression}
		if m.complete || interrupted == "" {
			stat.Bytes, stat.Lines, stat.Status, stat.Problem = m.Bytes, m.Lines, m.Status, m.Problem
		} else {
			stat.Bytes, stat.Lines, stat.Status, stat.Problem = m.bytes, m.lines, source.StatusPartial, interrupted
		}
		s.tally.Source(stat)
	}
}
