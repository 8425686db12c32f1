package analyzer

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// lower makes ASCII letters small and leaves every other byte.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] |= 0x20
		}
	}
	return string(b)
}

// matches holds a matcher against strings.Contains.
func matches(t *testing.T, texts []string, in string) {
	t.Helper()
	var found bitset
	newMatcher(texts).find([]byte(in), &found)
	for i, text := range texts {
		if got, want := found.has(i), strings.Contains(lower(in), text); got != want {
			t.Errorf("%q in %q: %v, want %v (of %q)", text, in, got, want, texts)
		}
	}
	for i := len(texts); i < 64*len(found); i++ {
		if found.has(i) {
			t.Fatalf("text %d of %d is found", i, len(texts))
		}
	}
}

func TestMatcher(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	random := func(alphabet string, longest int) string {
		b := make([]byte, 1+rng.IntN(longest))
		for i := range b {
			b[i] = alphabet[rng.IntN(len(alphabet))]
		}
		return string(b)
	}
	for range 3000 {
		var texts []string
		seen := map[string]bool{}
		for range 1 + rng.IntN(6) {
			if text := random("ab \xe4", 5); !seen[text] {
				seen[text] = true
				texts = append(texts, text)
			}
		}
		matches(t, texts, random("abAB \xe4c", 20))
	}
	matches(t, []string{"he", "she", "hers", "his"}, "uSHErs")
	matches(t, []string{"aaaa", "aab", "b"}, "aaab")
	matches(t, nil, "anything")
}

// FuzzMatcher looks for the texts of the catalogue's rules, and for parts of
// the input itself.
func FuzzMatcher(f *testing.F) {
	c := newClassifier(f)
	var rules []string
	for _, r := range c.cat.Rules {
		rules = append(rules, r.Text...)
		rules = append(rules, r.Also...)
	}
	for _, r := range labelledRecords(f) {
		f.Add(string(r.Record), uint8(3), uint8(9))
	}
	for _, text := range rules {
		f.Add("x"+strings.ToUpper(text)+text, uint8(0), uint8(4))
	}
	matcher := newMatcher(rules)
	f.Fuzz(func(t *testing.T, in string, from, length uint8) {
		var found bitset
		matcher.find([]byte(in), &found)
		for i, text := range rules {
			if got, want := found.has(i), strings.Contains(lower(in), text); got != want {
				t.Errorf("%q in %q: %v, want %v", text, in, got, want)
			}
		}
		start := min(int(from), len(in))
		if part := lower(in[start:min(start+int(length), len(in))]); part != "" {
			texts := []string{part}
			if tail := part[1:]; tail != "" && tail != part {
				texts = append(texts, tail)
			}
			matches(t, texts, in)
		}
	})
}
