package pipeline

import (
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"imlens/analyzer"
	"imlens/source"
)

// generated returns a log of the load generator.
func generated(tb testing.TB, size string) []byte {
	tb.Helper()
	var out, problems bytes.Buffer
	loggen := exec.Command("go", "run", "../internal/cmd/loggen", "-size", size)
	loggen.Stdout, loggen.Stderr = &out, &problems
	if err := loggen.Run(); err != nil {
		tb.Fatalf("%v: %v\n%s", loggen, err, &problems)
	}
	return out.Bytes()
}

// BenchmarkRun analyses a log with one worker; MB/s are those of the text.
func BenchmarkRun(b *testing.B) {
	log := generated(b, "64MiB")
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := z.Write(log); err != nil {
		b.Fatal(err)
	}
	if err := z.Close(); err != nil {
		b.Fatal(err)
	}
	dir, cat := b.TempDir(), loadCatalog(b)
	run := func(name string, file []byte) {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, file, 0o600); err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(log)))
			b.ReportAllocs()
			for b.Loop() {
				list, err := source.Find([]string{path}, nil)
				if err != nil {
					b.Fatal(err)
				}
				s, err := Run(context.Background(), list.Items, testConfig(cat, 1))
				if err != nil || s.Errors == 0 || s.Input.Bytes != int64(len(log)) {
					b.Fatal(err, s)
				}
			}
		})
	}
	run("plain", log)
	run("gzip", packed.Bytes())
}

// newBlock is a worker and a block of ordinary lines that it has met before.
func newBlock(tb testing.TB) (*worker, *work) {
	tb.Helper()
	text, err := os.ReadFile("../parser/testdata/loggen.ndjson")
	if err != nil {
		tb.Fatal(err)
	}
	cat := loadCatalog(tb)
	classifier, err := analyzer.NewClassifier(cat)
	if err != nil {
		tb.Fatal(err)
	}
	r := &run{cfg: testConfig(cat, 1), classifier: classifier}
	k, w := r.newWorker(), new(work)
	w.block.Data = text
	for range 20 { // shapes, agents and templates are learned, memory grows
		k.parse(w)
	}
	return k, w
}

// TestOrdinaryLinesAllocateNothing, neither to be parsed nor to be counted.
func TestOrdinaryLinesAllocateNothing(t *testing.T) {
	k, w := newBlock(t)
	if w.lines < 200 {
		t.Fatalf("%d lines", w.lines)
	}
	if n := testing.AllocsPerRun(50, func() { k.parse(w) }); n != 0 {
		t.Errorf("%v allocations for %d ordinary lines", n, w.lines)
	}
}

// BenchmarkBlock parses and observes a block of ordinary lines.
func BenchmarkBlock(b *testing.B) {
	k, w := newBlock(b)
	b.SetBytes(int64(len(w.block.Data)))
	b.ReportAllocs()
	for b.Loop() {
		k.parse(w)
	}
}
