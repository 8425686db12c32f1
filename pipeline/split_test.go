package pipeline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// splitter writes records whose lines a container runtime has split, and
// counts them.
type splitter struct {
	rng  *rand.Rand
	text bytes.Buffer
	part func(stream, part string, last bool) string
	n    map[string]int64
	open map[string]int // of the lines that are open, how many parts are left
	rest map[string]string
}

// step begins a record in a stream, or goes on with it.
func (s *splitter) step(stream string) {
	if s.open[stream] == 0 {
		code := fmt.Sprint(1 + s.rng.IntN(3))
		s.n[code]++
		s.rest[stream] = fmt.Sprintf(`{"userId":"u%d","note":"%s","error":{"type":%s,"message":"m"}}`, s.rng.IntN(50), strings.Repeat("é\\n", s.rng.IntN(300)), code)
		s.open[stream] = 1 + s.rng.IntN(5)
	}
	s.open[stream]--
	last := s.open[stream] == 0
	rest := s.rest[stream]
	cut := len(rest)
	if !last {
		// Not inside an escape or a character, nor so that the part or the
		// parts so far are whole JSON.
		cut = s.rng.IntN(len(rest) / 2)
		for cut > 0 && (rest[cut] >= 0x80 || rest[cut] == 'n' || json.Valid([]byte(rest[:cut]))) {
			cut--
		}
	}
	s.text.WriteString(s.part(stream, rest[:cut], last))
	s.rest[stream] = rest[cut:]
}

func criPart(stream, part string, last bool) string {
	tag := "P"
	if last {
		tag = "F"
	}
	return fmt.Sprintf("2026-11-22T08:00:00.123456789Z %s %s %s\n", stream, tag, part)
}

func dockerPart(stream, part string, last bool) string {
	part = strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(part)
	if last {
		part += `\n`
	}
	return fmt.Sprintf(`{"log":"%s","stream":"%s","time":"2026-11-22T08:00:00.123456789Z"}`+"\n", part, stream)
}

// TestPartsAcrossBlocks: lines that were split in parts are counted exactly,
// though a block of the reader ends between their parts.
func TestPartsAcrossBlocks(t *testing.T) {
	const blocks = 5 << 19 // bytes: of five blocks as they are read
	cat := loadCatalog(t)
	for name, part := range map[string]func(stream, part string, last bool) string{"cri": criPart, "docker": dockerPart} {
		for seed := range uint64(3) {
			s := &splitter{rng: rand.New(rand.NewPCG(seed, 1)), part: part, n: map[string]int64{}, open: map[string]int{}, rest: map[string]string{}}
			for s.text.Len() < blocks {
				s.step([]string{"stdout", "stderr"}[s.rng.IntN(2)])
			}
			for _, stream := range []string{"stdout", "stderr"} {
				for s.open[stream] > 0 {
					s.step(stream)
				}
			}
			want := fmt.Sprintf("1:%d 2:%d 3:%d", s.n["1"], s.n["2"], s.n["3"])
			if got := summary(analyse(t, cat, s.text.String())); got != want {
				t.Errorf("%s, seed %d: %s, want %s", name, seed, got, want)
			}
		}
	}
}

// TestPartsOfOneLine: one line that is split over more blocks than there are
// workers, and lines around it.
func TestPartsOfOneLine(t *testing.T) {
	cat := loadCatalog(t)
	const quiet = "2026-11-22T08:00:00.1Z stderr F {\"a\":1}\n"
	text := func(size int) string {
		var b strings.Builder
		b.WriteString(quiet)
		b.WriteString(criPart("stdout", `{"m":"`, false))
		for n := 0; n < size; n += 8 {
			b.WriteString(criPart("stdout", "xxxxxxxx", false))
			if n%800 == 0 {
				b.WriteString(quiet)
			}
		}
		b.WriteString(criPart("stdout", `","error":{"type":17}}`, true))
		return b.String() + quiet
	}
	const lines = 1 << 16
	f := func(size int, want string) {
		t.Helper()
		if got := summary(analyse(t, cat, text(size))); got != want {
			t.Errorf("a line of %d bytes: %s, want %s", size, got, want)
		}
	}
	f(8*lines, fmt.Sprintf("17:1 quiet:%d", 2+(8*lines+799)/800)) // 3.4 MB of parts
	f(18*lines, fmt.Sprintf("quiet:%d too_long:1", 2+(18*lines+799)/800))
}

// TestLinesAcrossBlocks: lines of many lengths around the block's end.
func TestLinesAcrossBlocks(t *testing.T) {
	cat := loadCatalog(t)
	for _, length := range []int{40, 511, 512, 513, 4096, 65_536, 512 << 10, 1 << 20} {
		line := `{"m":"` + strings.Repeat("x", length-30) + `","error":{"type":17}}`
		n := int64(3<<20/length + 2)
		text := strings.Repeat(line+"\n", int(n))
		if got, want := summary(analyse(t, cat, text)), fmt.Sprintf("17:%d", n); got != want {
			t.Errorf("lines of %d bytes: %s, want %s", length, got, want)
		}
		if got, want := summary(analyse(t, cat, text[:len(text)-1])), fmt.Sprintf("17:%d", n); got != want {
			t.Errorf("lines of %d bytes, the last without an end: %s, want %s", length, got, want)
		}
	}
}
