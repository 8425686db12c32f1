package report

import (
	"cmp"
	"strings"
	"unicode"

	"github.com/clipperhouse/displaywidth"
)

// columns measures text as a terminal shows it, with East Asian ambiguous
// characters narrow whatever the environment says.
func columns(s string) int { return displaywidth.Options{}.String(s) }

// fit cuts s to width columns; what was cut shows as "…".
func fit(s string, width int) string {
	if columns(s) <= width {
		return s
	}
	if width <= 0 {
		return ""
	}
	return displaywidth.Options{}.TruncateString(s, width, "…")
}

// padRight fills s with spaces up to width columns.
func padRight(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-columns(s)))
}

// wrap breaks s into lines of at most width columns, at spaces and between
// Chinese characters where it can, else behind an underscore. More than limit lines (0 = no limit) are
// cut, the last ends in "…".
func wrap(s string, width, limit int) []string {
	var lines []string
	for width > 0 {
		head, rest := breakLine(s, width)
		if rest == "" || limit > 0 && len(lines) == limit-1 {
			return append(lines, fit(s, width))
		}
		lines = append(lines, head)
		s = rest
	}
	return lines
}

// breakLine splits s into a first line of at most width columns and the rest.
// The rest is empty when all of s fits. A line holds at least one character.
func breakLine(s string, width int) (head, rest string) {
	var used, end, soft, joint int // soft: the last good place to break; joint: the last inside a name
	prev := ""
	g := displaywidth.Options{}.StringGraphemes(s)
	for g.Next() {
		c := g.Value()
		if end > 0 && mayBreak(prev, c) {
			soft = end
		}
		if prev == "_" && c != "_" {
			joint = end
		}
		if used += g.Width(); used > width && end > 0 {
			if soft == 0 {
				soft = cmp.Or(joint, end)
			}
			return strings.TrimRight(s[:soft], " "), strings.TrimLeft(s[soft:], " ")
		}
		end += len(c)
		prev = c
	}
	return s, ""
}

// mayBreak reports whether a line may end before next.
func mayBreak(prev, next string) bool {
	if next == " " {
		return true
	}
	if strings.Contains("，。；：、！？）」』》”’%", next) || strings.Contains("（「『《“‘", prev) {
		return false
	}
	return prev == " " || prev == "-" && !digits(next) || isWide(prev) || isWide(next)
}

func isWide(c string) bool {
	for _, r := range c {
		return unicode.In(r, unicode.Han) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
	}
	return false
}

// shortName makes the name of an SDK constant fit: as it is, or else without
// the prefix that most of them share, in either of its spellings, or else on
// more lines, broken at its underscores; the end is cut last.
func shortName(name string, width, limit int) []string {
	if columns(name) <= width {
		return []string{name}
	}
	for _, prefix := range []string{"WEBIM_CONNCTION_", "WEBIM_CONNECTION_", "WEBIM_"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			name = "…" + rest
			break
		}
	}
	return wrap(name, width, limit)
}
