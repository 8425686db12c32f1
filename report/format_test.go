package report

import (
	"slices"
	"strings"
	"testing"
	"time"

	"imlens/catalog"
)

func TestPercent(t *testing.T) {
	f := func(part, whole int64, want string) {
		t.Helper()
		if got := percent(part, whole); got != want {
			t.Errorf("percent(%d, %d) = %q, want %q", part, whole, got, want)
		}
	}
	f(0, 0, "0 %")
	f(0, 10, "0 %")
	f(1, 1_000_000, "<1 %")
	f(1, 100, "1 %")
	f(1, 3, "33 %")
	f(999_999, 1_000_000, ">99 %")
	f(99, 100, "99 %")
	f(7, 7, "100 %")
}

func TestNumberAndSize(t *testing.T) {
	f := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	f(number(0), "0")
	f(number(999), "999")
	f(number(1000), "1,000")
	f(number(12_345_678), "12,345,678")
	f(number(-1000), "-1,000")
	f(size(0), "0 B")
	f(size(999), "999 B")
	f(size(1000), "1.0 kB")
	f(size(18_212_558), "18.2 MB")
	f(size(999_960_000), "1.0 GB")
	f(size(5_000_000_000_000_000), "5000 TB")
}

func TestSpanAndStep(t *testing.T) {
	en, zh := english(), chinese()
	f := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	f(en.span(40*time.Second), "40 seconds")
	f(en.span(time.Hour), "1 hour")
	f(en.span(90*time.Minute), "90 minutes")
	f(en.span(24*time.Hour), "1 day")
	f(en.span(36*time.Hour), "36 hours")
	f(en.span(64*time.Hour), "3 days")
	f(zh.span(64*time.Hour), "3 天")
	f(en.step(time.Minute), "1 minute")
	f(en.step(45*time.Minute), "45 minutes")
	f(en.step(30*time.Hour), "30 hours")
	f(en.step(14*24*time.Hour), "2 weeks")
	f(zh.step(6*time.Hour), "6 小时")
}

func TestBarAndSpark(t *testing.T) {
	f := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	f(bar(0, 10, 8), "")
	f(bar(1, 1_000_000, 8), "▏")
	f(bar(5, 10, 8), "████")
	f(bar(10, 10, 8), "████████")
	f(spark([]int64{0, 1, 4, 8}), " ▂▅█")
	f(spark([]int64{0, 1, 1_000_000}), " ▁█")
	got, group := resample([]int64{1, 2, 3, 4, 5}, 2)
	if group != 3 || !slices.Equal(got, []int64{6, 9}) {
		t.Errorf("resample: %v by %d", got, group)
	}
}

func TestWrap(t *testing.T) {
	f := func(in string, width, limit int, want ...string) {
		t.Helper()
		if got := wrap(in, width, limit); !slices.Equal(got, want) {
			t.Errorf("wrap(%q, %d, %d) = %q, want %q", in, width, limit, got, want)
		}
	}
	f("", 10, 0, "")
	f("one two three", 7, 0, "one two", "three")
	f("one two three", 7, 1, "one tw…")
	f("abcdefghij", 4, 0, "abcd", "efgh", "ij")
	f("消息发送超时，请重试", 12, 0, "消息发送超", "时，请重试")
	f("用 token 登录", 8, 0, "用 token", "登录")
	f("2026-11-22 next-day", 12, 0, "2026-11-22", "next-day")
	f("息", 1, 0, "…")
	f("LOGIN_ANOTHER_DEVICE", 16, 0, "LOGIN_ANOTHER_", "DEVICE")
	f("see LOGIN_ANOTHER_DEVICE", 22, 0, "see", "LOGIN_ANOTHER_DEVICE")
}

func TestWithExtra(t *testing.T) {
	f := func(width, limit int, want string) {
		t.Helper()
		if got := strings.Join(withExtra([]string{"Token expired"}, " (59 %)", width, limit), "|"); got != want {
			t.Errorf("%d columns, %d lines: %q, want %q", width, limit, got, want)
		}
	}
	f(20, 1, "Token expired (59 %)")
	f(19, 2, "Token expired|(59 %)")
	f(19, 1, "Token expired")
	f(5, 2, "Token expired")
}

func TestShortName(t *testing.T) {
	f := func(in string, width int, want string) {
		t.Helper()
		if got := strings.Join(shortName(in, width, 1), "|"); got != want {
			t.Errorf("shortName(%q, %d) = %q, want %q", in, width, got, want)
		}
	}
	f("WEBIM_CONNCTION_OPEN_ERROR", 30, "WEBIM_CONNCTION_OPEN_ERROR")
	f("WEBIM_CONNCTION_OPEN_ERROR", 20, "…OPEN_ERROR")
	f("WEBIM_CONNECTION_OPEN_ERROR", 20, "…OPEN_ERROR")
	f("WEBIM_CONNCTION_USER_LOGIN_ANOTHER_DEVICE", 20, "…USER_LOGIN_ANOTHER…")
	f("SERVER_TIMEOUT", 8, "SERVER_…")
}

// TestLinesFit: no line of a text report is wider than asked for, in either
// language, whatever the log held.
func TestLinesFit(t *testing.T) {
	for name, s := range snapshots() {
		for _, width := range []int{1, 20, 40, 60, 72, 80, 100, 200} {
			for _, lang := range []catalog.Lang{catalog.English, catalog.Chinese} {
				o := Options{Lang: lang, Width: width}
				for i, l := range strings.Split(render(t, "text", s, o), "\n") {
					if columns(l) > max(width, minWidth) {
						t.Errorf("%s, %d columns, %s, line %d has %d: %q", name, width, lang, i+1, columns(l), l)
					}
				}
			}
		}
	}
}

// TestColor: colours change nothing but colours, and nothing else in a report
// is an escape.
func TestColor(t *testing.T) {
	for name, s := range snapshots() {
		plain := render(t, "text", s, Options{})
		colored := render(t, "text", s, Options{Color: true})
		if strings.Contains(plain, "\x1b") {
			t.Errorf("%s: an escape in a plain report", name)
		}
		var b strings.Builder
		for rest := colored; rest != ""; {
			before, after, found := strings.Cut(rest, "\x1b[")
			b.WriteString(before)
			if !found {
				break
			}
			_, rest, _ = strings.Cut(after, "m")
		}
		strip := func(s string) string {
			lines := strings.Split(s, "\n")
			for i, l := range lines {
				lines[i] = strings.TrimRight(l, " ")
			}
			return strings.Join(lines, "\n")
		}
		if got := strip(b.String()); got != strip(plain) {
			t.Errorf("%s: the coloured report says something else:\n%s", name, got)
		}
	}
}

// TestFirstScreen: a person on call sees what fails, for how many, why and
// what to do in the first 24 lines.
func TestFirstScreen(t *testing.T) {
	lines := strings.Split(render(t, "text", fullSnapshot(), Options{}), "\n")
	screen := strings.Join(lines[:24], "\n")
	for _, want := range []string{"12,408 errors", "3,911 users", "61 %", "Token expired", "renewToken()", "TOKEN_EXPIRED", "1,760", "Network lost"} {
		if !strings.Contains(screen, want) {
			t.Errorf("%q is not in the first 24 lines", want)
		}
	}
}
