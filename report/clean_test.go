package report

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		if got := Clean(in, 40); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
	f("", "")
	f("plain text, 100 %", "plain text, 100 %")
	f("消息：中文 é ñ 🙂", "消息：中文 é ñ 🙂")
	f("\x1b[31mred", `\x1b[31mred`)
	f("a\r\nb\tc\x00\x7f", `a\r\nb\tc\x00\x7f`)
	f("csi \u009b31m", `csi \x9b31m`)
	f("\u202egpj.exe", `\u202egpj.exe`)
	f("a\u2066b\u2069c\u200f\u061c", `a\u2066b\u2069c\u200f\u061c`)
	f("zero\u200bwidth\ufeff", `zero\u200bwidth\ufeff`)
	f("tag\U000E0041", `tag\U000e0041`)
	f("line\u2028sep\u2029", `line\u2028sep\u2029`)
	f("bad\xff\xc3", `bad\xff\xc3`)
	f("real \ufffd", `real \ufffd`)
	f("filler\u3164\u2800", `filler\u3164\u2800`)
	f("\u0301lead", `\u0301lead`)
	f("e\u0301 ok", "e\u0301 ok")
	f("z"+strings.Repeat("\u0301", 4), "z"+strings.Repeat("\u0301", 3)+`\u0301`)
	f(strings.Repeat("x", 41), strings.Repeat("x", 40)+"…")
	f(strings.Repeat("x", 38)+"\x1b!", strings.Repeat("x", 38)+"…")
}

func FuzzClean(f *testing.F) {
	f.Add(nasty, 80)
	f.Add("e\u0301\u0301\u0301\u0301\u0301", 5)
	f.Fuzz(func(t *testing.T, in string, limit int) {
		limit = max(0, limit%2000)
		got := Clean(in, limit)
		if !utf8.ValidString(got) {
			t.Fatalf("invalid UTF-8: %q", got)
		}
		if len(got) > limit+len("…") {
			t.Fatalf("%d bytes, limit %d", len(got), limit)
		}
		marks := maxMarks
		for _, r := range got {
			forbidden := unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Cs) || r == '\ufffd'
			if forbidden || unicode.IsSpace(r) && r != ' ' && r != '\u3000' {
				t.Fatalf("%U came through: %q", r, got)
			}
			if unicode.Is(unicode.M, r) {
				marks++
			} else if marks = 0; r == ' ' {
				marks = maxMarks
			}
			if marks > maxMarks && unicode.Is(unicode.M, r) {
				t.Fatalf("mark %U without a base or in a pile: %q", r, got)
			}
		}
		if again := Clean(got, 1<<20); again != got {
			t.Fatalf("not stable: %q, then %q", got, again)
		}
	})
}

func TestMarkdownEscape(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		if got := mdEscape(in); got != want {
			t.Errorf("mdEscape(%q) = %q, want %q", in, got, want)
		}
	}
	f("WEBIM_TOKEN_EXPIRED", "WEBIM_TOKEN_EXPIRED")
	f("-3", "-3")
	f("- item", `\- item`)
	f("# head", `\# head`)
	f("a|b", `a\|b`)
	f(`a\|b`, `a\\\|b`)
	f("`code`", "\\`code\\`")
	f("<script>", "&lt;script&gt;")
	f("&lt;", "&amp;lt;")
	f("![x](http://evil)", `\!\[x\](http&#58;//evil)`)
	f("*bold* ~~no~~ _it_ $x$", `\*bold\* \~\~no\~\~ \_it\_ &#36;x&#36;`)
	f("@everyone", "&#64;everyone")
	f("two\nlines", "two lines")
}

func TestHarmless(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		if got := harmless(in); got != want {
			t.Errorf("harmless(%q) = %q, want %q", in, got, want)
		}
	}
	for _, s := range []string{"", "17", "-3", "-0.5", "a=1", "none", "(other)"} {
		f(s, s)
	}
	for _, s := range []string{"=1+1", "+1", "-", "-1+1", "-3a", "@SUM(A1)", "\tx", "\r=1", "＝1+1", "-1.", "-.5"} {
		f(s, "'"+s)
	}
}

func TestShellWord(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		if got := shellWord(in); got != want {
			t.Errorf("shellWord(%q) = %q, want %q", in, got, want)
		}
	}
	f("code=err.type", "code=err.type")
	f("code=$(reboot)", "'code=$(reboot)'")
	f("code=it's", `'code=it'\''s'`)
}
