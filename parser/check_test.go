package parser

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/tidwall/gjson"
)

// withoutControls replaces the raw control characters inside strings, which
// imlens lets pass and other JSON readers do not.
func withoutControls(b []byte) []byte {
	out := bytes.Clone(b)
	inside := false
	for i := 0; i < len(out); i++ {
		switch {
		case out[i] == '"':
			inside = !inside
		case inside && out[i] == '\\':
			i++
		case inside && out[i] < ' ':
			out[i] = ' '
		}
	}
	return out
}

func FuzzChecker(f *testing.F) {
	for _, s := range []string{`{}`, `[]`, `{"a":1}`, `[1,2.5e-3,-0,"x\u00e9\n",true,false,null]`, `{"a":{"b":[{}]}} `,
		`01`, `-`, `1.`, `1e`, `"\x"`, `{"a":1,}`, `[1,]`, `{,}`, `nul`, `"a`, `{"a" 1}`, `{1:2}`, `1 2`, "\"a\tb\"", `[[[[]]]]`, `]`, `{"a":1]`, "\x00", "\"\xff\"", " ", ""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var c checker
		got := c.whole(b)
		clean := withoutControls(b)
		if want := json.Valid(clean); got != want {
			t.Errorf("whole(%q) = %v, encoding/json says %v", b, got, want)
		}
		if want := gjson.ValidBytes(clean); got != want {
			t.Errorf("whole(%q) = %v, gjson says %v", b, got, want)
		}
		var piecewise checker
		piecewise.reset()
		for i := range b {
			if piecewise.feed(b[i : i+1]); piecewise.state >= checkDone {
				break
			}
		}
		c.reset()
		c.feed(b)
		if piecewise.state != c.state || piecewise.depth != c.depth {
			t.Errorf("%q: fed bytewise the state is %d, depth %d; at once %d, %d", b, piecewise.state, piecewise.depth, c.state, c.depth)
		}
	})
}

func TestCheckerDepth(t *testing.T) {
	var c checker
	deep := append(bytes.Repeat([]byte(`[`), 1<<20), bytes.Repeat([]byte(`]`), 1<<20)...)
	if !c.whole(deep) {
		t.Error("a million levels are valid JSON")
	}
	if c.whole(deep[1:]) {
		t.Error("one bracket too many")
	}
}
