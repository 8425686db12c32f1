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

	waiting  sync.Mutex    // guards this group
	pending  map[int]*work // parsed, by number
	taken    int           // blocks that were taken to be folded
	all      int           // the number of blocks, once it is known; -1 before
	finished bool          // all blocks are folded

	folding sync.Mutex // guards this group
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
}

// next reads the next block into w; false at the end. The caller holds the
// reading lock.
func (s *stream) next(w *work) bool {
	w.block.Raw = s.document != nil
	if !s.source.Next(&w.block) {
		s.exhaust()
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

// exhaust notes that nothing is left to read.
func (s *stream) exhaust() {
	s.ended = true
	s.exhausted.Store(true)
}

// fold adds w, and all that waited for it, to the tally.
func (s *stream) fold(w *work, by *worker) {
	s.waiting.Lock()
	s.pending[w.number] = w
	s.waiting.Unlock()
	s.drain(by)
}

// end notes that all blocks have been read.
func (s *stream) end(by *worker) {
	s.waiting.Lock()
	s.all = s.read
	s.waiting.Unlock()
	s.drain(by)
}

// drain folds what can be folded. A worker that finds another one at it leaves
// it to that one, who looks again before it goes.
func (s *stream) drain(by *worker) {
	for s.folding.TryLock() {
		for w := s.take(); w != nil; w = s.take() {
			s.add(w, by)
			s.run.free <- w
		}
		s.finishIfDone()
		s.folding.Unlock()
		if !s.ready() {
			return
		}
	}
}

// take takes the next block out of those that wait.
func (s *stream) take() *work {
	s.waiting.Lock()
	defer s.waiting.Unlock()
	w := s.pending[s.taken]
	if w != nil {
		delete(s.pending, s.taken)
		s.taken++
	}
	return w
}

// ready says whether there is something to be done since the last look.
func (s *stream) ready() bool {
	s.waiting.Lock()
	defer s.waiting.Unlock()
	return s.pending[s.taken] != nil || s.taken == s.all && !s.finished
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

// finishIfDone closes a stream of which all is folded, once.
func (s *stream) finishIfDone() {
	s.waiting.Lock()
	now := s.taken == s.all && !s.finished
	s.finished = s.finished || now
	s.waiting.Unlock()
	if !now {
		return
	}
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

// abandon closes a stream that is not done, unless a read in it is still out.
func (s *stream) abandon() {
	if s.reading.TryLock() {
		defer s.reading.Unlock()
		_ = s.source.Close()
	}
}

// leave ends a stream whose read came back after the run had been stopped.
func (s *stream) leave() {
	_ = s.source.Close()
	s.exhaust()
	s.reading.Unlock()
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
