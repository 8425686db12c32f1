package report

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// standIns lets tablewriter, which adds up the widths of runes, draw tables
// with characters made of several (a flag, a Hangul or a Thai syllable). Each
// of them is handed to it as private-use runes of the same width and put back
// afterwards. Clean lets no private-use rune pass, so none is in a text.
type standIns struct {
	runes map[string]string // character to stand-in
	back  []string          // pairs for a strings.Replacer: stand-in, character
}

const (
	firstStandIn = '\uE000'
	wideStandIn  = '\uF8FF' // follows a stand-in for a character of two columns
)

// put replaces what tablewriter would measure wrongly.
func (s *standIns) put(text string) string {
	if len(text) == utf8.RuneCountInString(text) {
		return text
	}
	var b strings.Builder
	g := displaywidth.Options{}.StringGraphemes(text)
	for g.Next() {
		b.WriteString(s.one(g.Value(), g.Width()))
	}
	return b.String()
}

func (s *standIns) one(c string, width int) string {
	sum := 0
	for _, r := range c {
		sum += displaywidth.Options{}.Rune(r)
	}
	next := firstStandIn + rune(len(s.back)/2)
	if sum == width || width < 1 || next >= wideStandIn {
		return c
	}
	if in, ok := s.runes[c]; ok {
		return in
	}
	in := string(next)
	if width == 2 {
		in += string(wideStandIn)
	}
	if s.runes == nil {
		s.runes = map[string]string{}
	}
	s.runes[c] = in
	s.back = append(s.back, in, c)
	return in
}

// takeBack undoes put.
func (s *standIns) takeBack(text string) string {
	return strings.NewReplacer(s.back...).Replace(text)
}
