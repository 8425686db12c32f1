package main

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"
	"time"
)

// made returns the output of a run.
func made(t *testing.T, o options) []byte {
	t.Helper()
	if o.shape == "" {
		o.shape = "plain"
	}
	var b bytes.Buffer
	if err := generate(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func lines(data []byte) [][]byte {
	return bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n"))
}

// record is a line of the output.
type record struct {
	TS         time.Time `json:"ts"`
	Level      string
	AppKey     string `json:"appKey"`
	UserID     string `json:"userId"`
	SDKVersion string `json:"sdkVersion"`
	UA         string `json:"ua"`
	Event      string
	Error      *struct {
		Type    *int
		Message string
		Data    json.RawMessage
	}
}

func TestLines(t *testing.T) {
	data := made(t, options{size: 20e6, users: 200_000, seed: 1})
	all := lines(data)
	var quiet, text, errors int
	codes, users, agents, messages := map[int]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	apps, sdks := map[string]int{}, map[string]int{}
	var before time.Time
	for i, line := range all {
		var r record
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatalf("line %d: %v\n%s", i+1, err, line)
		}
		if r.TS.Before(before) || r.UserID == "" || r.UA == "" || r.Event == "" {
			t.Fatalf("line %d: %s", i+1, line)
		}
		before = r.TS
		users[r.UserID]++
		agents[r.UA]++
		apps[r.AppKey]++
		sdks[r.SDKVersion]++
		if r.Error == nil {
			quiet++
			if r.Level != "info" {
				t.Fatalf("line %d: level %s without an error", i+1, r.Level)
			}
			continue
		}
		errors++
		codes[*r.Error.Type]++
		messages[r.Error.Message]++
		if r.Error.Data[0] == '"' {
			text++
		}
	}
	f := func(what string, got, low, high float64) {
		t.Helper()
		if got < low || got > high {
			t.Errorf("%s: %.3f is not between %v and %v", what, got, low, high)
		}
	}
	n := float64(len(all))
	f("mean line", float64(len(data))/n, 430, 470)
	f("share without error", float64(quiet)/n, 0.095, 0.105)
	f("share of data as text", float64(text)/float64(errors), 0.04, 0.06)
	f("codes", float64(len(codes)), 30, 30)
	f("agents", float64(len(agents)), 50, 70)
	f("apps", float64(len(apps)), 5, 5)
	f("sdks", float64(len(sdks)), 6, 6)
	f("users", float64(len(users)), 5000, 40_000)
	f("distinct messages", float64(len(messages)), 5000, n)
	f("days", before.Sub(time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)).Hours()/24, 2.9, 3.1)
}

func TestDeterministic(t *testing.T) {
	o := options{size: 2e6, users: 1000, seed: 5}
	a, b := made(t, o), made(t, o)
	if !bytes.Equal(a, b) {
		t.Error("the same options gave different bytes")
	}
	o.seed = 6
	if bytes.Equal(a, made(t, o)) {
		t.Error("another seed gave the same bytes")
	}
}

func TestLineLength(t *testing.T) {
	for _, line := range lines(made(t, options{size: 8e6, users: 10, seed: 1, lineLength: 1e6})) {
		if len(line) < 1e6 || len(line) > 1e6+100 || !json.Valid(line) {
			t.Errorf("a line of %d bytes, valid JSON: %t", len(line), json.Valid(line))
		}
	}
}

func TestShapes(t *testing.T) {
	for _, line := range lines(made(t, options{size: 1e5, users: 10, seed: 1, shape: "cri"})) {
		_, rest, ok := bytes.Cut(line, []byte(" stdout F "))
		if !ok || !json.Valid(rest) {
			t.Fatalf("%s", line)
		}
	}
	for _, line := range lines(made(t, options{size: 1e5, users: 10, seed: 1, shape: "docker"})) {
		var outer struct{ Log string }
		if err := json.Unmarshal(line, &outer); err != nil || !json.Valid([]byte(outer.Log)) {
			t.Fatalf("%s", line)
		}
	}
	if err := generate(io.Discard, options{size: 1, users: 1, shape: "xml"}); err == nil {
		t.Error("an unknown shape is no error")
	}
}

func TestSmallRuns(t *testing.T) {
	if got := made(t, options{size: 0, users: 1}); len(got) != 0 {
		t.Errorf("size 0 gave %d bytes", len(got))
	}
	if got := lines(made(t, options{size: 1, users: 1})); len(got) != 1 || !json.Valid(got[0]) {
		t.Errorf("size 1 gave %q", got)
	}
}

func TestParseSize(t *testing.T) {
	f := func(s string, want int64) {
		t.Helper()
		if got, err := parseSize(s); err != nil || got != want {
			t.Errorf("parseSize(%q) = %d, %v; want %d", s, got, err, want)
		}
	}
	f("512MB", 512e6)
	f("1.5 GiB", 3<<29)
	f("10kb", 10_000)
	f("7", 7)
	f("7B", 7)
	for _, s := range []string{"", "MB", "-1", "12 XB", "1e99GB"} {
		if _, err := parseSize(s); err == nil {
			t.Errorf("parseSize(%q) is no error", s)
		}
	}
}

func TestRunRefusesMisuse(t *testing.T) {
	f := func(args ...string) {
		t.Helper()
		if err := run(args, io.Discard, io.Discard); err == nil {
			t.Errorf("%q is no error", args)
		}
	}
	f("-size", "much")
	f("-users", "0")
	f("out.ndjson")
	f("-nonsense")
}

func BenchmarkGenerate(b *testing.B) {
	const size = 16e6
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		if err := generate(io.Discard, options{size: size, users: 200_000, seed: 1, shape: "plain"}); err != nil {
			b.Fatal(err)
		}
	}
}
