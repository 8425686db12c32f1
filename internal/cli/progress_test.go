package cli

import (
	"bytes"
	"io"
	"strings"
	"sync/atomic"
	"testing"

	"imlens/source"
)

// TestBar: what the bar shows of itself, and that it is gone when cleared.
func TestBar(t *testing.T) {
	f := func(total int64, width int, wants ...string) {
		t.Helper()
		var out bytes.Buffer
		bar := newBar(&out, total, width)
		if out.Len() > 0 {
			t.Errorf("shows %q before it has to", &out)
		}
		if err := bar.Set64(3 << 20); err != nil {
			t.Fatal(err)
		}
		text := out.String()
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("of %d at width %d: %q lacks %q", total, width, text, want)
			}
		}
		out.Reset()
		if err := bar.Clear(); err != nil || !strings.HasSuffix(out.String(), "\r") {
			t.Errorf("clears by %q (%v)", &out, err)
		}
	}
	f(12<<20, 80, "reading", "25%", "[====", "3.0/12 MiB", "/s", ":")
	f(12<<20, 40, "25%", "3.0 MiB", "/s")
	f(12<<20, 30, "25%", "[>", ":")
	f(-1, 80, "reading", "3.0 MiB", "/s")
}

func TestTotalSize(t *testing.T) {
	f := func(want int64, sizes ...int64) {
		t.Helper()
		var items []source.Item
		for _, size := range sizes {
			items = append(items, source.Item{Size: size})
		}
		if got := totalSize(items); got != want {
			t.Errorf("%v: %d, want %d", sizes, got, want)
		}
	}
	f(0)
	f(3, 1, 2)
	f(-1, 5, -1, 7)
}

// TestNoProgress: nothing is shown where nobody looks.
func TestNoProgress(t *testing.T) {
	var out bytes.Buffer
	a := &app{env: Env{Stderr: io.Writer(&out), Getenv: func(string) string { return "" }}}
	a.startProgress([]source.Item{{Size: 1}}, new(atomic.Int64))()
	if out.Len() > 0 {
		t.Errorf("%q", &out)
	}
}
