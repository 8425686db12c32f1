package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"imlens/analyzer"
	"imlens/catalog"
)

// leading finds what the headline is about: the category with the most errors
// and, among its codes, the cause with the most. Without errors the cause is "".
func leading(s *analyzer.Snapshot) (top analyzer.CategoryStat, cause string) {
	if len(s.Categories) == 0 {
		return top, ""
	}
	top = s.Categories[0]
	cause, _ = leadingCause(s, top.Category)
	return top, cause
}

// leadingCause sums the causes of the codes of one category; of equals the
// first wins.
func leadingCause(s *analyzer.Snapshot, c catalog.Category) (cause string, errors int64) {
	sums := map[string]int64{}
	var order []string
	for i := range s.Codes {
		if s.Codes[i].Category != c {
			continue
		}
		for _, part := range s.Codes[i].Causes {
			if _, seen := sums[part.Cause]; !seen {
				order = append(order, part.Cause)
			}
			sums[part.Cause] += part.Errors
		}
	}
	for _, id := range order {
		if sums[id] > errors {
			cause, errors = id, sums[id]
		}
	}
	return cause, errors
}

// headlineOf says in one sentence what the report says.
func (p *page) headlineOf(top analyzer.CategoryStat, cause string) string {
	s := p.snap
	end := p.Stop
	if s.Partial {
		end = p.Interrupted + p.Stop
	}
	if s.Errors == 0 {
		text, question := p.nothing()
		return text + end + question
	}
	text := p.howMany()
	if len(s.Categories) == 0 {
		return text + end
	}
	category := p.Categories[top.Category]
	switch {
	case s.Errors == 1:
		text += fill(p.HeadOne, "{category}", category)
	case top.Errors == s.Errors:
		text += fill(p.HeadAll, "{category}", category)
	default:
		text += fill(p.HeadShare, "{share}", percent(top.Errors, s.Errors), "{category}", category)
	}
	if cause == "" {
		return text + end
	}
	title, _ := p.book.cause(cause)
	return text + spaced(p.howMuch(top), title) + end
}

func (p *page) howMany() string {
	s := p.snap
	text := p.Head
	d := s.Last.Sub(s.First)
	dated := !s.First.IsZero() && d > 0
	switch {
	case s.Users > 0 && dated:
		text = p.HeadUsersSpan
	case s.Users > 0:
		text = p.HeadUsers
	case dated:
		text = p.HeadSpan
	}
	return fill(text, "{errors}", p.Errors.of(s.Errors), "{users}", p.Users.of(s.Users), "{span}", p.span(d))
}

// howMuch chooses the phrase for the part that the leading cause has in the
// leading category.
func (p *page) howMuch(top analyzer.CategoryStat) string {
	_, n := leadingCause(p.snap, top.Category)
	switch {
	case p.snap.Errors == 1:
		return p.CauseOne
	case n == top.Errors:
		return p.CauseAll
	case 2*n > top.Errors:
		return p.CauseMost
	}
	return p.CauseSome
}

// spaced puts a cause into a phrase, with a space between Chinese and Latin.
func spaced(phrase, cause string) string {
	before, _, _ := strings.Cut(phrase, "{cause}")
	last, _ := utf8.DecodeLastRuneInString(before)
	if unicode.Is(unicode.Han, last) && cause != "" && cause[0] < utf8.RuneSelf {
		cause = " " + cause
	}
	return fill(phrase, "{cause}", cause)
}
