// Package pipeline is the one loop that joins the rooms: it takes blocks of
// lines from source, has workers parse and classify them, and folds what they
// found, in input order, into a Tally.
//
// Every item has a Tally of its own, into which its blocks are folded one
// after the other, whichever worker read them; when an item is done its Tally
// is merged into the whole, again in order. So the result is the same for any
// number of workers. A worker reads its block itself, under the item's lock,
// so that the bytes are in its processor's cache when it parses them.
package pipeline

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"imlens/analyzer"
	"imlens/catalog"
	"imlens/parser"
	"imlens/source"
)

// Config is what a run needs to know.
type Config struct {
	Catalog  *catalog.Catalog
	Fields   parser.Fields
	Location *time.Location
	MaxLine  int // bytes
	Filter   analyzer.Filter
	Jobs     int           // workers; 0: one for each processor
	Progress *atomic.Int64 // if not nil, raw bytes of the files read so far
}

// Run reads all items and returns what they amount to. When ctx ends before
// the input does, the result covers what was read until then and is marked
// Partial; a read that does not come back is left behind. Sources that could
// not be read, or not wholly, are told in Snapshot.Input.Sources, not as an
// error.
func Run(ctx context.Context, items []source.Item, cfg Config) (*analyzer.Snapshot, error) {
	classifier, err := analyzer.NewClassifier(cfg.Catalog)
	if err != nil {
		return nil, err
	}
	if cfg.Jobs <= 0 {
		cfg.Jobs = runtime.GOMAXPROCS(0)
	}
	r := newRun(items, cfg, classifier, ctx.Done())
	var workers sync.WaitGroup
	done := make(chan struct{})
	for range cfg.Jobs {
		workers.Go(r.newWorker().work)
	}
	go func() {
		workers.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
		r.stop(done)
	}
	snapshot := r.total.Snapshot()
	snapshot.Partial = r.stopped
	return snapshot, nil
}

// run is the state that the workers of a Run share.
type run struct {
	cfg        Config
	items      []source.Item
	classifier *analyzer.Classifier
	free       chan *work // bounds how many blocks are in memory
	interrupt  <-chan struct{}

	mu      sync.Mutex
	idle    sync.Cond // a worker left the busy state
	busy    int       // workers that are between reading and reading again
	ending  bool      // interrupted: only what pipes have given is still read
	stopped bool      // interrupted for good
	streams []*stream // that have been started, by item; nil when merged
	merged  int       // how many items are merged
	total   *analyzer.Tally
}

// aheadPerJob is how many items may be done before the first that is not.
const aheadPerJob = 4

func newRun(items []source.Item, cfg Config, c *analyzer.Classifier, interrupt <-chan struct{}) *run {
	r := &run{cfg: cfg, interrupt: interrupt, items: items, classifier: c, total: analyzer.NewTally(cfg.Catalog, cfg.Location)}
	r.idle.L = &r.mu
	n := cfg.Jobs + 4
	r.free = make(chan *work, n)
	for range n {
		r.free <- new(work)
	}
	return r
}

// next returns the stream to read from with its reading lock held: the first
// that nobody reads, else a new one, else the first, waited for. It returns
// nil when nothing is left to read.
func (r *run) next() *stream {
	for {
		first, s := r.pick()
		if s != nil {
			return s
		}
		if first == nil {
			return nil
		}
		first.reading.Lock()
		if !first.ended {
			return first
		}
		first.reading.Unlock()
	}
}

// pick returns a stream that it has locked or, as first, one to wait for.
func (r *run) pick() (first, locked *stream) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stopped {
		return nil, nil
	}
	for _, s := range r.streams[r.merged:] {
		if s.exhausted.Load() || r.ending && !s.live {
			continue
		}
		if s.reading.TryLock() {
			if !s.ended {
				return nil, s
			}
			s.reading.Unlock()
			continue
		}
		if first == nil {
			first = s
		}
	}
	if n := len(r.streams); !r.ending && n < len(r.items) && n < r.merged+aheadPerJob*r.cfg.Jobs {
		s := r.open(r.items[n])
		s.reading.Lock()
		r.streams = append(r.streams, s)
		return nil, s
	}
	return first, nil
}

func (r *run) open(item source.Item) *stream {
	opt := source.Options{MaxLine: r.cfg.MaxLine, Progress: r.cfg.Progress, Done: r.interrupt}
	return &stream{
		run:     r,
		live:    item.Size < 0,
		source:  source.Open(item, opt),
		pending: map[int]*work{},
		all:     -1,
		tally:   analyzer.NewTally(r.cfg.Catalog, r.cfg.Location),
	}
}

// enter makes a worker busy; false when the run has been stopped, and the
// worker must not touch anything any more.
func (r *run) enter() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stopped {
		return false
	}
	r.busy++
	return true
}

func (r *run) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.busy--
	r.idle.Broadcast()
}

// merge merges the streams that are done, in order.
func (r *run) merge() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.merged < len(r.streams) && r.streams[r.merged].done {
		r.mergeFirst("")
	}
}

// mergeFirst merges the first stream that is not merged yet.
func (r *run) mergeFirst(interrupted string) {
	s := r.streams[r.merged]
	r.streams[r.merged] = nil
	r.merged++
	s.noteSources(interrupted)
	if r.merged == 1 {
		r.total = s.tally // nothing is in total yet
		return
	}
	r.total.Merge(s.tally)
}

// patience is how long an interrupted run waits for reads that do not come
// back, of a disk that is gone.
const patience = time.Second

// stop reads what pipes have given so far, lets the workers finish their
// blocks, and takes what has been folded. A worker that is in a read which
// does not come back is left behind.
func (r *run) stop(done <-chan struct{}) {
	r.mu.Lock()
	r.ending = true
	r.mu.Unlock()
	select {
	case <-done:
	case <-time.After(patience):
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stopped = true
	for r.busy > 0 {
		r.idle.Wait()
	}
	for r.merged < len(r.streams) {
		s, problem := r.streams[r.merged], ""
		if !s.done {
			problem = "interrupted"
			s.abandon()
		}
		r.mergeFirst(problem)
	}
	for _, item := range r.items[r.merged:] {
		r.total.Source(analyzer.SourceStat{Name: item.Name, Compression: "none", Status: source.StatusFailed, Problem: "interrupted"})
	}
}
