package parser

import (
	"bytes"
	"fmt"
	"os"
	"testing"
)

// ordinaryLines are lines of the load generator.
func ordinaryLines(tb testing.TB) [][]byte {
	tb.Helper()
	b, err := os.ReadFile("testdata/loggen.ndjson")
	if err != nil {
		tb.Fatal(err)
	}
	return bytes.Split(bytes.TrimSpace(b), []byte("\n"))
}

// parseAll is a benchmark of lines, one after the other.
func parseAll(b *testing.B, cfg Config, lines [][]byte) {
	b.Helper()
	p := New(cfg)
	size := int64(0)
	for _, l := range lines {
		size += int64(len(l)) + 1
	}
	b.SetBytes(size)
	b.ReportAllocs()
	records := 0
	for b.Loop() {
		for _, l := range lines {
			records += len(p.Parse(l))
		}
	}
	if records < b.N*len(lines) {
		b.Fatalf("%d records in %d lines", records, b.N*len(lines))
	}
}

func BenchmarkParse(b *testing.B) { parseAll(b, testConfig(), ordinaryLines(b)) }

// BenchmarkParseCareful reads the same lines as if they were unusual ones.
func BenchmarkParseCareful(b *testing.B) {
	cfg := testConfig()
	cfg.Fields.Code = []string{"err.code"}
	parseAll(b, cfg, ordinaryLines(b))
}

func BenchmarkParseWrapped(b *testing.B) {
	wrapped := func(name string, wrap func(line []byte) string) {
		b.Run(name, func(b *testing.B) {
			var lines [][]byte
			for _, l := range ordinaryLines(b) {
				lines = append(lines, []byte(wrap(l)))
			}
			parseAll(b, testConfig(), lines)
		})
	}
	wrapped("cri", func(l []byte) string { return cri("stdout", "F", string(l)) })
	wrapped("docker", func(l []byte) string { return docker("stdout", string(l)+"\n") })
	wrapped("syslog", func(l []byte) string { return "<165>1 2026-11-22T08:00:00Z host app - - - " + string(l) })
	wrapped("message", func(l []byte) string {
		return fmt.Sprintf(`{"@timestamp":"2026-11-22T08:00:00Z","message":%q}`, l)
	})
	wrapped("array", func(l []byte) string { return fmt.Sprintf(`{"appKey":"acme#chat","logs":[%s,%s]}`, l, l) })
}

// BenchmarkDocuments reads the lines as the elements of one array.
func BenchmarkDocuments(b *testing.B) {
	text := append([]byte("[\n"), bytes.Join(ordinaryLines(b), []byte(",\n"))...)
	text = append(text, "\n]\n"...)
	p, records := New(testConfig()), 0
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		d := NewDocuments(p, func(_ int64, events []Event) { records += len(events) })
		d.Feed(text, true)
	}
	if records == 0 {
		b.Fatal("no records")
	}
}
