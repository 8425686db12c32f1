package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lengths beyond which a text from a log is cut, in bytes of its cleaned form.
const (
	capName = 300  // names of sources, codes, values
	capText = 1000 // templates, examples, samples, problems
)

// maxMarks is how many combining marks in a row pass; more pile up over the
// lines above and below.
const maxMarks = 3

// Clean makes a text from a log safe for a terminal and true to the eye:
// control characters, escape sequences, bidi controls, invisible characters,
// line separators and invalid UTF-8 become visible as \x1b, \u202e and the
// like. What remains is one line of printable, valid UTF-8. A text of more
// than limit bytes is cut and ends in "…".
func Clean(s string, limit int) string {
	if isPlain(s) && len(s) <= limit {
		return s
	}
	var b strings.Builder
	marks := maxMarks // no base character yet: a leading mark would sit on what stands before
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		piece := s[i : i+size]
		switch {
		case r == utf8.RuneError && size == 1:
			piece, marks = fmt.Sprintf(`\x%02x`, s[i]), 0
		case unicode.Is(unicode.M, r) && !invisible(r):
			if marks++; marks > maxMarks {
				piece = escapeRune(r)
			}
		case invisible(r):
			piece, marks = escapeRune(r), 0
		default:
			marks = 0
			if r == ' ' {
				marks = maxMarks
			}
		}
		if b.Len()+len(piece) > limit {
			b.WriteString("…")
			break
		}
		b.WriteString(piece)
		i += size
	}
	return b.String()
}

// isPlain reports whether s is printable ASCII, as nearly all is.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// invisible reports whether a rune must not reach a terminal as it is: it
// acts, reorders, hides, looks like a plain space or has no agreed shape.
func invisible(r rune) bool {
	switch {
	case r == ' ', r == '\u3000':
		return false
	case !unicode.IsPrint(r): // controls, formats (bidi, zero-width, tags), separators, private, unassigned
		return true
	}
	return blankLetter(r)
}

// blankLetter reports whether r is a letter, mark or symbol for Unicode and
// nothing to the eye: joiners, fillers, variation selectors, the empty braille
// cell.
func blankLetter(r rune) bool {
	switch r {
	case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, utf8.RuneError:
		return true
	}
	return r >= 0x180B && r <= 0x180F || r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}

func escapeRune(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case r < 0x100:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}
