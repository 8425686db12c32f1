package analyzer

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"imlens/catalog"
	"imlens/parser"
)

// labelled is a record of a real SDK with the cause that provoked it.
type labelled struct {
	Scenario, Cause string
	Record          json.RawMessage
}

func labelledRecords(tb testing.TB) []labelled {
	tb.Helper()
	b, err := os.ReadFile("../catalog/testdata/sdk-events-labelled.ndjson")
	if err != nil {
		tb.Fatal(err)
	}
	var out []labelled
	for _, line := range bytes.Split(bytes.TrimSpace(b), []byte("\n")) {
		var l labelled
		if err := json.Unmarshal(line, &l); err != nil {
			tb.Fatal(err)
		}
		out = append(out, l)
	}
	return out
}

// TestLabelled finds the causes of what a real SDK threw when it was misused
// and disconnected on purpose.
func TestLabelled(t *testing.T) {
	c := newClassifier(t)
	p := newParser(c.cat, parser.Fields{})
	records := labelledRecords(t)
	right := 0
	for _, r := range records {
		events := p.Parse(r.Record)
		if len(events) != 1 || events[0].Kind != parser.IsError {
			t.Errorf("%s: no error: %s", r.Scenario, r.Record)
			continue
		}
		if got := c.cat.Causes[c.Cause(&events[0])].ID; got == r.Cause {
			right++
		} else {
			t.Logf("%s: %s, labelled %s: %s", r.Scenario, got, r.Cause, r.Record)
		}
	}
	if right*100 < 98*len(records) {
		t.Errorf("%d of %d causes are right, 98 %% should be", right, len(records))
	}
}

var (
	httpCode  = regexp.MustCompile(`"httpCode":\d+`)
	eventName = regexp.MustCompile(`"event":"[^"]*"`)
	text      = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
)

// otherDigits replaces every digit but 0 by another one.
func otherDigits(b []byte, by byte) []byte {
	out := bytes.Clone(b)
	for i, c := range out {
		if '1' <= c && c <= '9' {
			out[i] = '1' + (c-'1'+by)%9
		}
	}
	return out
}

// variations are records that differ from a real one in what a cause or a
// template may depend on, or must not.
func variations(cat *catalog.Catalog, record []byte) [][]byte {
	out := [][]byte{record}
	for by := range byte(3) {
		out = append(out, otherDigits(record, by+1), text.ReplaceAllFunc(record, func(b []byte) []byte { return otherDigits(b, by+1) }))
	}
	for _, status := range []string{"400", "401", "403", "404", "413", "429", "500", "503", "504"} {
		out = append(out, httpCode.ReplaceAll(record, []byte(`"httpCode":`+status)))
	}
	var events []string
	for _, r := range cat.Rules {
		for _, e := range r.Event {
			if !slices.Contains(events, e) {
				events = append(events, e)
				out = append(out, eventName.ReplaceAll(record, []byte(`"event":"`+e+`"`)))
			}
		}
	}
	return append(out,
		bytes.ReplaceAll(record, []byte(`"data":{}`), []byte(`"data":{"a":1}`)),
		bytes.Replace(record, []byte(`"error":{`), []byte(`"error":{"data":{},`), 1),
		bytes.Replace(record, []byte(`"error":{`), []byte(`"error":{"data":{"type":304,"error":"unauthorized"},`), 1),
		bytes.ToUpper(record))
}

// TestObserverRemembersRight holds what an Observer remembers, and what a
// Parser says is the same, against the Classifier and the template of every
// single error.
func TestObserverRemembersRight(t *testing.T) {
	type seen struct {
		Causes    map[string]int64 // by code and cause
		Templates map[messageKey]int64
	}
	c := newClassifier(t)
	careful, desk := newParser(c.cat, carefulFields()), newDesk(c, Filter{})
	for round := range 3 {
		for _, r := range labelledRecords(t) {
			lines := variations(c.cat, r.Record)
			want := seen{map[string]int64{}, map[messageKey]int64{}}
			for _, line := range lines {
				for _, ev := range careful.Parse(line) {
					if ev.Kind != parser.IsError {
						continue
					}
					want.Causes[string(ev.Code)+" "+c.cat.Causes[c.Cause(&ev)].ID]++
					if len(ev.Message) > 0 {
						template := appendTemplate(nil, appendSafe(nil, ev.Message, false))
						want.Templates[messageKey{string(ev.Code), string(bytes.ToValidUTF8(template, []byte("\uFFFD")))}]++
					}
				}
			}
			tally := NewTally(c.cat, time.UTC)
			desk.block(tally, lines, "test.log", 1)
			got := seen{map[string]int64{}, map[messageKey]int64{}}
			s := tally.Snapshot()
			for _, code := range s.Codes {
				for _, cause := range code.Causes {
					got.Causes[code.Code+" "+cause.Cause] += cause.Errors
				}
			}
			for _, m := range s.Messages {
				got.Templates[messageKey{m.Code, m.Template}] += m.Errors
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(messageKey{})); diff != "" {
				t.Errorf("round %d, %s: variations of %s (-one by one +observed)\n%s", round, r.Scenario, r.Record, diff)
			}
		}
	}
}

// TestParserSaysSame: errors that the Parser calls the same have one cause
// and one template, whatever their event.
func TestParserSaysSame(t *testing.T) {
	type answer struct {
		cause   catalog.CauseID
		message string
	}
	c := newClassifier(t)
	p := newParser(c.cat, parser.Fields{})
	answers := map[uint32]answer{}
	again := 0
	for range 3 {
		for _, r := range labelledRecords(t) {
			for _, line := range variations(c.cat, r.Record) {
				for _, ev := range p.Parse(line) {
					if ev.Same == 0 {
						continue
					}
					ev.Evidence.Event = nil
					now := answer{c.Cause(&ev), string(ev.Code) + " " + string(ev.Message)}
					if before, ok := answers[ev.Same]; ok {
						again++
						if before != now {
							t.Errorf("%s: was %v, is %v", line, before, now)
						}
					}
					answers[ev.Same] = now
				}
			}
		}
	}
	if again == 0 {
		t.Error("no error came a second time: the test sees nothing")
	}
}

// TestServiceNames tells causes by the name that the service gives an error,
// whatever its case, and not by a name that is only the beginning of it.
func TestServiceNames(t *testing.T) {
	c := newClassifier(t)
	p := newParser(c.cat, parser.Fields{})
	cause := func(service string) string {
		t.Helper()
		events := p.Parse([]byte(`{"error":{"type":1,"message":"x","data":{"error":"` + service + `"}}}`))
		if len(events) != 1 {
			t.Fatal(events)
		}
		return c.cat.Causes[c.Cause(&events[0])].ID
	}
	plain := cause("something_new")
	named := 0
	for _, r := range c.cat.Rules {
		if !slices.Contains(r.Codes, 1) || len(r.Error) == 0 || len(r.Text)+len(r.Also)+len(r.Event)+len(r.Nested)+len(r.HTTP) > 0 || r.EmptyData {
			continue
		}
		for _, name := range r.Error {
			named++
			if cause(name) == plain || cause(name) != cause(strings.ToUpper(name)) {
				t.Errorf("%s: %s, in capitals %s, any other name %s", name, cause(name), cause(strings.ToUpper(name)), plain)
			}
			if got := cause(name + "x"); got != plain {
				t.Errorf("%sx is taken for %s: %s", name, name, got)
			}
		}
	}
	if named == 0 {
		t.Error("code 1 has no rule by name any more: choose another code for this test")
	}
}

// BenchmarkCause finds the causes of real errors anew, one after the other.
func BenchmarkCause(b *testing.B) {
	c := newClassifier(b)
	var events []parser.Event
	for _, r := range labelledRecords(b) {
		events = append(events, newParser(c.cat, parser.Fields{}).Parse(r.Record)...)
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := range events {
			c.Cause(&events[i])
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(events)), "ns/error")
}
