package cli

import (
	"io"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"

	"imlens/source"
)

const (
	progressAfter = time.Second            // shorter work shows nothing
	progressEvery = 100 * time.Millisecond // how often the bar moves
	progressWide  = 60                     // columns; a narrower terminal gets fewer words,
	progressThin  = 40                     // a still narrower one no figures but the share,
	progressLeast = 24                     // and below this there is no room for a bar
)

// startProgress shows on stderr how far the reading is, once it takes longer
// than a moment and when a person can see it. stop erases it; what is written
// to stderr must wait for stop.
func (a *app) startProgress(items []source.Item, read *atomic.Int64) (stop func()) {
	columns, ok := columnsOf(a.env.Stderr)
	total := totalSize(items)
	if !ok || columns < progressLeast || a.env.Getenv("TERM") == "dumb" || total == 0 {
		return func() {}
	}
	bar := newBar(a.env.Stderr, total, columns)
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		timer := time.NewTimer(progressAfter)
		defer timer.Stop()
		for {
			select {
			case <-quit:
				_ = bar.Clear() // there is nobody to tell that the bar could not be erased
				return
			case <-timer.C:
				n := read.Load()
				if total > 0 {
					n = min(n, total-1) // at the end the bar would vanish before the work is done
				}
				_ = bar.Set64(n)
				timer.Reset(progressEvery)
			}
		}
	}()
	return func() {
		close(quit)
		<-done
	}
}

// newBar makes a bar of total bytes, or one without an end when total is -1.
func newBar(w io.Writer, total int64, width int) *progressbar.ProgressBar {
	wide := width >= progressWide
	description := ""
	if wide {
		description = "reading"
	}
	options := []progressbar.Option{
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription(description),
		progressbar.OptionSetWidth(max(width/4, 1)),
		progressbar.OptionShowTotalBytes(wide),
		progressbar.OptionUseIECUnits(true),
		progressbar.OptionUseANSICodes(true),
		progressbar.OptionSetSpinnerChangeInterval(0),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetTheme(progressbar.Theme{
			Saucer: "=", SaucerHead: ">", SaucerPadding: " ", BarStart: "[", BarEnd: "]",
		}),
	}
	if width >= progressThin || total < 0 {
		options = append(options, progressbar.OptionShowBytes(true), progressbar.OptionShowCount())
	}
	bar := progressbar.NewOptions64(total, options...)
	bar.StartWithoutRender()
	return bar
}

// totalSize adds up the sizes of all items; -1 when one is not known.
func totalSize(items []source.Item) int64 {
	var total int64
	for _, it := range items {
		if it.Size < 0 {
			return -1
		}
		total += it.Size
	}
	return total
}
