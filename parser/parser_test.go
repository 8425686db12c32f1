package parser

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"
)

// someCodes stands for the catalogue.
func someCodes(text []byte) (number int, isError, ok bool) {
	switch strings.ReplaceAll(strings.ToUpper(string(text)), "CONNECTION", "CONNCTION") {
	case "0", "REQUEST_SUCCESS":
		return 0, false, true
	case "17", "WEBIM_CONNCTION_AJAX_ERROR":
		return 17, true, true
	case "40", "WEBIM_CONNCTION_ERROR":
		return 40, true, true
	case "56":
		return 56, true, true
	case "300":
		return 300, false, true
	}
	return 0, false, false
}

func testConfig() Config {
	return Config{MaxLine: 1 << 20, Lookup: someCodes, Location: time.FixedZone("east", 8*3600)}
}

// plain is an Event with its views made into strings.
type plain struct {
	Kind                    Kind
	Code                    string
	Number                  int
	Numeric                 bool
	Time                    int64
	Dated                   bool
	User, App, SDK, UA      string
	Message, Service, Event string
	Texts                   []string
	HTTP                    int
	Nested                  []int
	EmptyData               bool
}

func plainOf(events []Event) []plain {
	var out []plain
	for _, ev := range events {
		e := ev.Evidence
		p := plain{Kind: ev.Kind, Code: string(ev.Code), Number: ev.Number, Numeric: ev.Numeric, Time: ev.Time, Dated: ev.Dated,
			User: string(ev.User), App: string(ev.App), SDK: string(ev.SDK), UA: string(ev.UA)}
		if ev.Kind == IsError {
			p.Message, p.Service, p.Event, p.HTTP = string(ev.Message), string(bytes.Join(e.Service[:e.NService], []byte(","))), string(e.Event), e.HTTP
			p.Nested, p.EmptyData = append([]int(nil), e.Nested[:e.NNested]...), e.EmptyData
			for _, t := range e.Texts[:e.NText] {
				p.Texts = append(p.Texts, string(t))
			}
		}
		out = append(out, p)
	}
	return out
}

// seeds returns real and made-up lines, the corpus of the fuzz tests.
func seeds(tb testing.TB) [][]byte {
	var lines [][]byte
	for _, name := range []string{"testdata/sdk-events.ndjson", "testdata/lines.ndjson"} {
		b, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		lines = append(lines, bytes.Split(bytes.TrimSpace(b), []byte("\n"))...)
	}
	return lines
}

// FuzzParse holds the fast ways against the careful one: the line is read
// three times, with a new shape, a known shape and with care.
func FuzzParse(f *testing.F) {
	for _, line := range seeds(f) {
		f.Add(line)
	}
	fast, careful := New(testConfig()), New(testConfig())
	careful.careful = true
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.IndexByte(b, '\n') >= 0 {
			return
		}
		original := bytes.Clone(b)
		want := plainOf(careful.Parse(b))
		careful.TakeParts()
		for _, way := range []string{"scanned", "by shape"} {
			got := plainOf(fast.Parse(b))
			fast.TakeParts()
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %q (-careful +fast):\n%s", way, b, diff)
			}
		}
		if !bytes.Equal(original, b) {
			t.Errorf("the line was written to")
		}
		if fast.shapes.full() {
			fast = New(testConfig())
		}
	})
}

// FuzzAgainstGjson holds the Parser against plain gjson paths, for objects
// that have an error with a numeric type.
func FuzzAgainstGjson(f *testing.F) {
	for _, line := range seeds(f) {
		f.Add(line)
	}
	p := New(testConfig())
	f.Fuzz(func(t *testing.T, b []byte) {
		if !gjson.ValidBytes(b) || !gjson.ParseBytes(b).IsObject() || bytes.IndexByte(b, '\n') >= 0 {
			return
		}
		typ := gjson.GetBytes(b, "error").Get("type")
		if typ.Type != gjson.Number || typ.Num != float64(int32(typ.Num)) {
			return
		}
		got := plainOf(p.Parse(b))
		if len(got) != 1 || got[0].Kind != IsError || got[0].Number != int(typ.Num) || !got[0].Numeric {
			t.Fatalf("%q: got %+v, want code %v", b, got, typ.Num)
		}
		check := func(what, got string, paths ...string) {
			for _, path := range paths {
				if v := gjson.GetBytes(b, path); (v.Type == gjson.String || v.Type == gjson.Number) && v.String() != "" {
					want := v.String()
					if v.Type == gjson.Number {
						want = v.Raw
					}
					if got != want {
						t.Errorf("%q: %s is %q, gjson says %q", b, what, got, want)
					}
					return
				}
			}
		}
		check("user", got[0].User, "userId", "user_id", "userid", "uid", "username", "user")
		check("app", got[0].App, "appKey", "app_key", "appkey")
		check("sdk", got[0].SDK, "sdkVersion", "sdk_version", "version")
		if ts := gjson.GetBytes(b, "ts"); ts.Type == gjson.String {
			if want, err := time.Parse(time.RFC3339Nano, ts.String()); err == nil && strings.HasPrefix(ts.String(), want.Format("2006-01-02T15:04:05")) && got[0].Time != want.UnixMicro() {
				t.Errorf("%q: time is %d, want %d", b, got[0].Time, want.UnixMicro())
			}
		}
	})
}

func TestParseAllocatesNothing(t *testing.T) {
	p := New(testConfig())
	line := []byte(`{"ts":"2026-11-23T08:22:44.285Z","level":"error","appKey":"acme#chat","userId":"wang.fang","sdkVersion":"4.21.1","ua":"Mozilla/5.0","event":"onError","error":{"type":56,"message":"Sorry, token \"expired\"","data":{"error":"unauthorized","n":1.5}}}`)
	other := []byte(`{"ts":"2026-11-23T08:22:44.285Z","level":"info","userId":"wang.fang","n":[1,2,{"a":null}],"event":"opened"}`)
	p.Parse(line)
	p.Parse(other)
	if n := testing.AllocsPerRun(100, func() { p.Parse(line); p.Parse(other) }); n != 0 {
		t.Errorf("%v allocations for two ordinary lines", n)
	}
}
