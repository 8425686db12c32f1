package parser

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// learned is a Parser that knows the shapes of the seeds and their lengths.
func learned(tb testing.TB) *Parser {
	p := New(testConfig())
	for range enough + 2 {
		for _, line := range seeds(tb) {
			p.Parse(line)
			p.TakeParts()
		}
	}
	return p
}

// cuts are lines that end, or differ, where a shape goes on.
func cuts(line []byte, yield func([]byte)) {
	for n := range line {
		yield(line[:n])
	}
	for i := 0; i < len(line); i += 3 {
		for _, c := range []string{"", `"`, `\`, `\"`, "0", "}", "\x00", "12345678901234567", strings.Repeat("x", 33)} {
			yield(append(append(bytes.Clone(line[:i]), c...), line[i+1:]...))
		}
	}
}

// TestCutShapes: a line whose shape is known up to some byte is read as if
// its shape were not known.
func TestCutShapes(t *testing.T) {
	fast, careful := learned(t), carefully()
	for i, line := range seeds(t) {
		if i%5 != 0 && len(line) > 100 {
			continue
		}
		cuts(line, func(b []byte) {
			want := plainOf(careful.Parse(b))
			careful.TakeParts()
			got := plainOf(fast.Parse(b))
			fast.TakeParts()
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%q (-careful +fast):\n%s", b, diff)
			}
		})
	}
}

// FuzzShapes learns the shape of one line and reads another one.
func FuzzShapes(f *testing.F) {
	lines := seeds(f)
	for i, line := range lines {
		f.Add(line, lines[(i+1)%len(lines)])
		f.Add(line, line[:len(line)*3/4])
	}
	f.Fuzz(func(t *testing.T, known, b []byte) {
		fast, careful := New(testConfig()), carefully()
		for range enough + 2 {
			fast.Parse(known)
			fast.TakeParts()
		}
		want := plainOf(careful.Parse(b))
		if diff := cmp.Diff(want, plainOf(fast.Parse(b))); diff != "" {
			t.Errorf("%q after %q (-careful +fast):\n%s", b, known, diff)
		}
	})
}

// TestValuesOfAllLengths: strings and numbers of every length around the
// widths that are looked at at once, after others of a steady length.
func TestValuesOfAllLengths(t *testing.T) {
	line := func(n, m int) []byte {
		return fmt.Appendf(nil, `{"userId":"%s","n":%s,"error":{"type":17,"message":"%s"}}`,
			strings.Repeat("u", n), "1"+strings.Repeat("2", m), strings.Repeat("é", m))
	}
	for steady := range 40 {
		p, careful := New(testConfig()), carefully()
		for range enough + 2 {
			p.Parse(line(steady, steady))
		}
		for n := range 70 {
			b := line(n, (n+steady)%40)
			if diff := cmp.Diff(plainOf(careful.Parse(b)), plainOf(p.Parse(b))); diff != "" {
				t.Fatalf("%s after values of length %d (-careful +fast):\n%s", b, steady, diff)
			}
		}
	}
}

// TestShapesStayBounded: lines of ever new shapes, however many values they
// have, do not cost ever more memory.
func TestShapesStayBounded(t *testing.T) {
	f := func(what string, line func(i int) string) {
		t.Helper()
		heap := func() uint64 {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			return m.HeapAlloc
		}
		before := heap()
		p := New(testConfig())
		for i := range 3000 {
			b := []byte(line(i))
			if events := p.Parse(b); len(events) != 1 || events[0].Kind == NotJSON {
				t.Fatalf("%s: %s", what, told(1, events))
			}
		}
		after := heap()
		runtime.KeepAlive(p)
		if used := int64(after) - int64(before); used > 16<<20 {
			t.Errorf("%s: a Parser holds %d MiB", what, used>>20)
		}
	}
	numbers := strings.Repeat("1,", 1900) + "1"
	f("keys", func(i int) string { return fmt.Sprintf(`{"k%d":1,"error":{"type":17}}`, i) })
	f("numbers", func(i int) string {
		return fmt.Sprintf(`{"a%d":1,"b%d":[%s],"error":{"type":17}}`, i%40, i/40, numbers)
	})
	f("numbers in a body", func(i int) string {
		return fmt.Sprintf(`{"error":{"type":17,"message":"{\"a%d\":1,\"b%d\":[%s]}"}}`, i%40, i/40, numbers)
	})
	f("codes", func(i int) string { return fmt.Sprintf(`{"error":{"type":%d,"message":"m%d"}}`, i, i) })
	f("texts", func(i int) string {
		return fmt.Sprintf(`{"error":{"type":17,"message":"%s"}}`, strings.Repeat(string(rune('a'+i%26)), 1+i/26))
	})
}
