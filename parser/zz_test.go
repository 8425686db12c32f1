package parser

import (
	"bytes"
	"os"
	"testing"
)

func BenchmarkZZ(b *testing.B) {
	data, _ := os.ReadFile("/tmp/mid.ndjson")
	all := bytes.Split(data[:1<<18], []byte("\n"))
	all = all[:len(all)-1]
	for _, n := range []int{16, len(all)} {
		b.Run("parse", func(b *testing.B) {
			p := New(testConfig())
			for range 200 {
				for _, l := range all[:n] {
					p.Parse(l)
				}
			}
			b.ResetTimer()
			for range b.N {
				for _, l := range all[:n] {
					p.Parse(l)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/line")
		})
		b.Run("match", func(b *testing.B) {
			p := New(testConfig())
			for range 200 {
				for _, l := range all[:n] {
					p.Parse(l)
				}
			}
			b.ResetTimer()
			for range b.N {
				for _, l := range all[:n] {
					p.shapes.match(l, &p.scanner)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/line")
		})
	}
}
