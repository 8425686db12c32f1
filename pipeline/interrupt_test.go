package pipeline

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"imlens/analyzer"
	"imlens/source"
)

// interrupted starts a Run and returns how to wait for its end.
func interrupted(ctx context.Context, t *testing.T, cfg Config, items ...source.Item) (wait func() *analyzer.Snapshot) {
	t.Helper()
	type result struct {
		s   *analyzer.Snapshot
		err error
	}
	done := make(chan result, 1)
	go func() {
		s, err := Run(ctx, items, cfg)
		done <- result{s, err}
	}()
	return func() *analyzer.Snapshot {
		t.Helper()
		r := <-done
		if r.err != nil {
			t.Fatal(r.err)
		}
		return r.s
	}
}

// TestInterruptPipe: what a pipe has given when the run is interrupted
// counts, all of it and nothing else.
func TestInterruptPipe(t *testing.T) {
	cat := loadCatalog(t)
	for _, jobs := range []int{1, 4} {
		for _, lines := range []int{0, 1, 1000, 40_000} { // the last are some blocks
			t.Run(fmt.Sprintf("%d lines, %d workers", lines, jobs), func(t *testing.T) {
				defer goleak.VerifyNone(t)
				r, w := io.Pipe()
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				wait := interrupted(ctx, t, testConfig(cat, jobs), source.Item{Name: "stdin", Input: r, Size: -1})
				for range lines { // a write returns when all of it has been read
					if _, err := io.WriteString(w, `{"error":{"type":17,"message":"m"}}`+"\n"); err != nil {
						t.Fatal(err)
					}
				}
				cancel()
				s := wait()
				if err := w.Close(); err != nil { // lets go whoever still reads
					t.Fatal(err)
				}
				adds(t, s)
				if !s.Partial || s.Errors != int64(lines) || s.Input.Records != int64(lines) {
					t.Errorf("partial %v, %d errors, %d records", s.Partial, s.Errors, s.Input.Records)
				}
				if src := s.Input.Sources; lines > 0 && (len(src) != 1 || src[0].Status != source.StatusPartial || src[0].Lines != int64(lines)) {
					t.Errorf("sources %+v", src)
				}
			})
		}
	}
}

// TestEndOfPipe: a pipe that ends is whole, though somebody might interrupt.
func TestEndOfPipe(t *testing.T) {
	defer goleak.VerifyNone(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	r, w := io.Pipe()
	wait := interrupted(ctx, t, testConfig(loadCatalog(t), 2), source.Item{Name: "stdin", Input: r, Size: -1})
	for range 100 {
		if _, err := io.WriteString(w, `{"error":{"type":17}}`+"\n{\"a\":"); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, "1}\n"); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	s := wait()
	adds(t, s)
	if got := summary(s); s.Partial || got != "17:100 quiet:100" || s.Input.Sources[0].Status != source.StatusOK {
		t.Errorf("partial %v, %s of %+v", s.Partial, got, s.Input.Sources)
	}
}

// canceller is a file that never ends; it interrupts the run after some reads.
type canceller struct {
	endless
	reads  int
	cancel func()
}

func (c *canceller) Read(p []byte) (int, error) {
	if c.reads--; c.reads == 0 {
		c.cancel()
	}
	return c.endless.Read(p)
}

// TestInterruptFiles: a run over files stops, says so, and what it counted
// adds up.
func TestInterruptFiles(t *testing.T) {
	cat := loadCatalog(t)
	text := strings.Repeat(`{"error":{"type":17,"message":"m"}}`+"\n{\"a\":1}\nno JSON\n", 20_000)
	dir := t.TempDir()
	var items []source.Item
	for i := range 30 {
		path := write(t, dir, fmt.Sprintf("%02d.log", i), []byte(text))
		items = append(items, source.Item{Name: path, Path: path, Size: int64(len(text))})
	}
	check := func(t *testing.T, s *analyzer.Snapshot) {
		t.Helper()
		adds(t, s)
		if !s.Partial {
			t.Error("the report is not marked as partial")
		}
		for _, src := range s.Input.Sources {
			if src.Status == source.StatusPartial && src.Problem == "" {
				t.Errorf("%+v has no problem", src)
			}
		}
		// Blocks end wherever they do, but each line counts as what it is.
		if e, q, b := s.Errors, s.Input.NotErrors, s.Input.SkippedNotJSON; e < q || q < b || e > b+int64(len(s.Input.Sources)) {
			t.Errorf("%d errors, %d others, %d no JSON: each of them is a third", e, q, b)
		}
	}
	for _, jobs := range []int{1, 3} {
		t.Run(fmt.Sprintf("before it began, %d workers", jobs), func(t *testing.T) {
			defer goleak.VerifyNone(t)
			ctx, cancel := context.WithCancel(context.Background())
			cancel()
			s, err := Run(ctx, items, testConfig(cat, jobs))
			if err != nil {
				t.Fatal(err)
			}
			check(t, s)
		})
		for _, reads := range []int{1, 2, 20} {
			t.Run(fmt.Sprintf("after %d reads, %d workers", reads, jobs), func(t *testing.T) {
				defer goleak.VerifyNone(t)
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				endless := &canceller{endless: endless{text: []byte(text), left: 1 << 40}, reads: reads, cancel: cancel}
				all := append([]source.Item{{Name: "endless", Input: endless, Size: 1 << 40}}, items...)
				s, err := Run(ctx, all, testConfig(cat, jobs))
				if err != nil {
					t.Fatal(err)
				}
				check(t, s)
			})
		}
	}
}

// TestManyItems: more items than are open at once, empty ones among them, are
// told in their order, and nothing is left running.
func TestManyItems(t *testing.T) {
	defer goleak.VerifyNone(t)
	cat := loadCatalog(t)
	for _, jobs := range []int{1, 5} {
		var items []source.Item
		for i := range 200 {
			items = append(items, source.Item{Name: fmt.Sprintf("%03d", i), Input: strings.NewReader(strings.Repeat("{\"error\":17}\n", i%3)), Size: 1})
		}
		s := runItems(t, testConfig(cat, jobs), items...)
		adds(t, s)
		if s.Partial || s.Errors != 199 || len(s.Input.Sources) != len(items) {
			t.Fatalf("%d errors of %d sources, partial %v", s.Errors, len(s.Input.Sources), s.Partial)
		}
		for i, src := range s.Input.Sources {
			if src.Name != items[i].Name || src.Lines != int64(i%3) || src.Status != source.StatusOK {
				t.Errorf("source %d is %+v", i, src)
			}
		}
	}
}
