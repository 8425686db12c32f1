package parser

import (
	"fmt"
	"strings"
	"testing"
)

// read parses lines and the end of the input, and tells what came of each as
// "1:17 4:no_json"; what is still open at the end counts for line 0.
func read(cfg Config, lines ...string) string {
	p := New(cfg)
	var b strings.Builder
	for i, l := range lines {
		b.WriteString(told(int64(i+1), p.Parse([]byte(l))))
	}
	b.WriteString(told(0, p.Flush()))
	return b.String()
}

func cri(stream, tag, content string) string {
	return fmt.Sprintf("2026-11-22T08:00:00.123456789Z %s %s %s", stream, tag, content)
}

func docker(stream, log string) string {
	return fmt.Sprintf(`{"log":%q,"stream":%q,"time":"2026-11-22T08:00:00.123456789Z"}`, log, stream)
}

func TestParts(t *testing.T) {
	cfg := testConfig()
	cfg.MaxLine = 200
	f := func(what, want string, lines ...string) {
		t.Helper()
		if got := read(cfg, lines...); got != want {
			t.Errorf("%s: told%s, want%s:\n%s", what, got, want, strings.Join(lines, "\n"))
		}
	}
	f("cri, whole", " 1:17 2:-", cri("stdout", "F", `{"error":17}`), cri("stderr", "F", `{"a":1}`))
	f("cri, with more tags", " 1:17", cri("stdout", "F:x", `{"error":17}`))
	f("cri, two parts", " 2:17", cri("stdout", "P", `{"err`), cri("stdout", "F", `or":17}`))
	f("cri, parts of one byte", " 12:17", func() (lines []string) {
		for i, c := range `{"error":17}` {
			tag := "P"
			if i == 11 {
				tag = "F"
			}
			lines = append(lines, cri("stdout", tag, string(c)))
		}
		return lines
	}()...)
	f("cri, an empty last part", " 2:17", cri("stdout", "P", `{"error":17}`), cri("stdout", "F", ""))
	f("cri, two streams at once", " 3:17 4:40", cri("stdout", "P", `{"error"`), cri("stderr", "P", `{"error":4`), cri("stdout", "F", `:17}`), cri("stderr", "F", `0}`))
	f("cri, other lines in between", " 2:- 3:no_json 4:17", cri("stdout", "P", `{"error"`), `{"a":1}`, "x", cri("stdout", "F", `:17}`))
	f("cri, a part of text", " 2:no_json 3:17", cri("stdout", "P", "starting "), cri("stdout", "F", "up"), cri("stdout", "F", `{"error":17}`))
	f("cri, open at the end", " 1:17 0:no_json", cri("stdout", "F", `{"error":17}`), cri("stdout", "P", `{"error"`))
	f("cri, whole but open at the end", " 0:17", cri("stdout", "P", `{"error":17}`))
	f("cri, both open at the end", " 0:no_json 0:40", cri("stdout", "P", `{"error"`), cri("stderr", "P", `{"error":40}`))
	f("cri, too long", " 2:too_long 3:17", cri("stdout", "P", `{"m":"`+strings.Repeat("x", 150)), cri("stdout", "F", strings.Repeat("x", 50)+`"}`), cri("stdout", "F", `{"error":17}`))
	f("cri, too long and open at the end", " 0:too_long", cri("stdout", "P", strings.Repeat("x", 150)), cri("stdout", "P", strings.Repeat("x", 150)))
	f("cri, as long as may be", " 2:-", cri("stdout", "P", `{"m":"`+strings.Repeat("x", 92)), cri("stdout", "F", strings.Repeat("x", 100)+`"}`))
	f("cri, one byte more", " 2:too_long", cri("stdout", "P", `{"m":"`+strings.Repeat("x", 93)), cri("stdout", "F", strings.Repeat("x", 100)+`"}`))
	f("no cri: the stream", " 1:no_json", `2026-11-22T08:00:00Z stdin P {"error"`)
	f("no cri: the time", " 1:no_json", `2026-11-32T08:00:00Z stdout P {"error"`)

	f("docker, whole", " 1:17 2:-", docker("stdout", `{"error":17}`+"\n"), docker("stderr", `{"a":1}`+"\n"))
	f("docker, whole without a line end", " 1:17", docker("stdout", `{"error":17}`))
	f("docker, two parts", " 2:17", docker("stdout", `{"err`), docker("stdout", `or":17}`+"\n"))
	f("docker, two streams at once", " 3:17 4:40", docker("stdout", `{"error"`), docker("stderr", `{"error":4`), docker("stdout", ":17}\n"), docker("stderr", "0}\n"))
	f("docker, the last part has no line end", " 2:17 3:40", docker("stdout", `{"error"`), docker("stdout", `:17}`), docker("stdout", `{"error":40}`))
	f("docker, open at the end", " 0:no_json", docker("stdout", `{"error"`))
	f("docker, too long", " 2:too_long 3:17", docker("stdout", `{"m":"`+strings.Repeat("x", 120)), docker("stdout", strings.Repeat("x", 100)+"\"}\n"), docker("stdout", `{"error":17}`+"\n"))
	f("docker, as long as may be", " 2:-", docker("stdout", `{"m":"`+strings.Repeat("x", 92)), docker("stdout", strings.Repeat("x", 100)+"\"}\n"))
	f("docker, one byte more", " 2:too_long", docker("stdout", `{"m":"`+strings.Repeat("x", 93)), docker("stdout", strings.Repeat("x", 100)+"\"}\n"))
	f("docker in cri", " 1:17", cri("stdout", "F", docker("stdout", `{"error":17}`+"\n")))
	f("docker, a line with an error of its own", " 1:40", `{"log":"half","stream":"stdout","time":"2026-11-22T08:00:00Z","error":40}`)
}

// TestPartsOfManyStreams: no more than a few lines are open at once.
func TestPartsOfManyStreams(t *testing.T) {
	var lines []string
	for i := range 1000 {
		lines = append(lines, docker(fmt.Sprintf("s%d", i), `{"error"`))
	}
	p := New(testConfig())
	n := 0
	for _, l := range lines {
		n += len(p.Parse([]byte(l)))
	}
	if open := len(p.parts.list); open != maxParts || n != len(lines)-maxParts {
		t.Errorf("%d lines are open, %d are told of %d", open, n, len(lines))
	}
	if n := len(p.Flush()); n != maxParts || !p.parts.Empty() {
		t.Errorf("%d lines at the end, %d are left", n, len(p.parts.list))
	}
}

// TestPartsHandedOn: a line may begin with one Parser and end with another.
func TestPartsHandedOn(t *testing.T) {
	a, b := New(testConfig()), New(testConfig())
	a.Parse([]byte(cri("stdout", "P", `{"err`)))
	a.Parse([]byte(docker("stderr", `{"err`)))
	b.SetParts(a.TakeParts())
	if !a.parts.Empty() {
		t.Error("the first one still has them")
	}
	got := told(1, b.Parse([]byte(cri("stdout", "F", `or":17}`)))) + told(2, b.Parse([]byte(docker("stderr", "or\":40}\n"))))
	if got != " 1:17 2:40" {
		t.Errorf("told%s", got)
	}
	if got := told(1, a.Parse([]byte(cri("stdout", "F", `or":17}`)))); got != " 1:no_json" {
		t.Errorf("the end alone: told%s", got)
	}
}
