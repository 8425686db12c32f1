package pipeline

import (
	"context"
	"os"
	"testing"
	"time"

	"imlens/catalog"
	"imlens/source"
)

// BenchmarkRun analyses a file from the load generator, which IMLENS_BENCH_FILE
// names, with one worker.
func BenchmarkRun(b *testing.B) {
	name := os.Getenv("IMLENS_BENCH_FILE")
	if name == "" {
		b.Skip("IMLENS_BENCH_FILE names no file")
	}
	info, err := os.Stat(name)
	if err != nil {
		b.Fatal(err)
	}
	cat, err := catalog.Load()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	b.ReportAllocs()
	for b.Loop() {
		list, err := source.Find([]string{name}, nil)
		if err != nil {
			b.Fatal(err)
		}
		s, err := Run(context.Background(), list.Items, Config{Catalog: cat, Location: time.UTC, MaxLine: 1 << 20, Jobs: 1})
		if err != nil || s.Errors == 0 {
			b.Fatal(err, s)
		}
	}
}
