package corpus

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// member is one member of an object: its name, and its value as JSON text.
type member struct{ name, raw string }

// object is a JSON object that keeps its order and may repeat names.
type object []member

// String is the object as JSON.stringify writes it.
func (o object) String() string { return o.join("{", ":", ",", "}") }

// spaced is the object with white space wherever JSON allows it.
func (o object) spaced() string { return o.join(" {\t", " : ", " ,  ", " } ") }

func (o object) join(open, colon, comma, end string) string {
	var b strings.Builder
	b.WriteString(open)
	for i, m := range o {
		if i > 0 {
			b.WriteString(comma)
		}
		b.WriteString(quote(m.name))
		b.WriteString(colon)
		b.WriteString(m.raw)
	}
	b.WriteString(end)
	return b.String()
}

// add returns the object with one more member.
func (o object) add(name, raw string) object {
	return append(o[:len(o):len(o)], member{name, raw})
}

// addText is add for a string value.
func (o object) addText(name, text string) object { return o.add(name, quote(text)) }

// list is a JSON array.
func list(elements []string) string { return "[" + strings.Join(elements, ",") + "]" }

// quote is a JSON string as JSON.stringify writes it.
func quote(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte('"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\t':
			b.WriteString(`\t`)
		case c < ' ':
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// quoteASCII is a JSON string in the manner of writers that escape all they
// can: quotes, slashes and everything beyond ASCII.
func quoteASCII(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case r == '/':
			b.WriteString(`\/`)
		case r == '"' || r == '<' || r == '>' || r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04x`, r)
		case r < utf8.RuneSelf:
			b.WriteRune(r)
		case r > 0xffff:
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04X\u%04X`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
