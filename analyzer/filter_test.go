package analyzer

import (
	"testing"
	"time"

	"imlens/catalog"
)

// someRecords are of every kind that a filter has to tell apart. Code 1 is an
// authentication error, -1 one of the connection.
func someRecords() []string {
	return []string{
		`{"ts":"2026-11-20T00:00:00Z","appKey":"acme#a","error":{"type":1}}`,
		`{"ts":"2026-11-21T00:00:00Z","appKey":"acme#a","error":{"type":-1}}`,
		`{"ts":"2026-11-22T00:00:00Z","appKey":"acme#b","error":{"type":-1}}`,
		`{"appKey":"acme#a","error":{"type":-1}}`,
		`{"ts":"2026-11-21T00:00:00Z","error":{"type":"NEW_THING"}}`,
		`{"ts":"2026-11-21T00:00:00Z","appKey":"acme#b","error":{}}`,
		`{"ts":"2026-11-21T00:00:00Z","appKey":"acme#a","event":"quiet"}`,
		`{"ts":"2026-11-23T00:00:00Z","appKey":"acme#b","event":"quiet"}`,
		`{"event":"quiet"}`,
		`no JSON`,
		``,
	}
}

func TestFilter(t *testing.T) {
	f := func(what string, filter Filter, codes string, notErrors, filtered int64) {
		t.Helper()
		s := tallied(t, filter, someRecords()...).Snapshot()
		accounted(t, s)
		if got := codesOf(s); got != codes || s.Input.NotErrors != notErrors || s.Input.Filtered != filtered || s.Input.SkippedNotJSON != 1 || s.Input.Records != 10 {
			t.Errorf("%s: codes %s, %d not errors, %d filtered, %d no JSON; want %s, %d, %d, 1",
				what, got, s.Input.NotErrors, s.Input.Filtered, s.Input.SkippedNotJSON, codes, notErrors, filtered)
		}
	}
	f("nothing", Filter{}, "-1:3 1:1 NEW_THING:1 none:1", 3, 0)
	f("since", Filter{Since: day(2026, 11, 21)}, "-1:2 NEW_THING:1 none:1", 2, 3)
	f("since, to the microsecond", Filter{Since: day(2026, 11, 21).Add(time.Microsecond)}, "-1:1", 1, 7)
	f("until", Filter{Until: day(2026, 11, 21)}, "1:1", 0, 8)
	f("until is outside", Filter{Until: day(2026, 11, 21).Add(time.Microsecond)}, "-1:1 1:1 NEW_THING:1 none:1", 1, 4)
	f("a day", Filter{Since: day(2026, 11, 21), Until: day(2026, 11, 22)}, "-1:1 NEW_THING:1 none:1", 1, 5)
	f("no time at all", Filter{Since: day(2027, 1, 1)}, "", 0, 9)
	f("app", Filter{Apps: []string{"acme#a"}}, "-1:2 1:1", 1, 5)
	f("two apps", Filter{Apps: []string{"acme#a", "acme#b"}}, "-1:3 1:1 none:1", 2, 2)
	f("a part of an app key", Filter{Apps: []string{"acme"}}, "", 0, 9)
	f("code", Filter{Codes: []string{"-1"}}, "-1:3", 3, 3)
	f("codes", Filter{Codes: []string{"-1", "none", "NEW_THING"}}, "-1:3 NEW_THING:1 none:1", 3, 1)
	f("category", Filter{Categories: []catalog.Category{catalog.Auth}}, "1:1", 3, 5)
	f("what the catalogue does not know is other", Filter{Categories: []catalog.Category{catalog.Other}}, "NEW_THING:1 none:1", 3, 4)
	f("categories", Filter{Categories: []catalog.Category{catalog.Auth, catalog.Connection}}, "-1:3 1:1", 3, 2)
	f("app and code", Filter{Apps: []string{"acme#a"}, Codes: []string{"-1"}}, "-1:2", 1, 6)
	f("category and code", Filter{Categories: []catalog.Category{catalog.Auth}, Codes: []string{"-1"}}, "", 3, 6)
	f("all", Filter{Since: day(2026, 11, 21), Until: day(2026, 11, 22), Apps: []string{"acme#a"}, Codes: []string{"-1"}}, "-1:1", 1, 7)
}

func TestHints(t *testing.T) {
	f := func(want string, lines ...string) {
		t.Helper()
		var got string
		s := tallied(t, Filter{}, lines...).Snapshot()
		for _, h := range s.Hints {
			got += " " + h.Path + "=" + h.Example
		}
		if got != want {
			t.Errorf("%q: hints%s, want%s", lines, got, want)
		}
	}
	f(" err.code=40", `{"err":{"code":40}}`)
	f(" exception.type=WEBIM_X", `{"exception":{"type":"WEBIM_X"}}`)
	f(" code=17", `{"code":17,"n":1}`)
	f(" errCode=17", `{"errCode":"17"}`)
	f(" error_code=17", `{"error_code":"17"}`)
	f(" detail.type=17", `{"detail":{"type":17,"message":"x"}}`)
	f(" payload.error.type=17", `{"payload":{"error":{"type":17}}}`)
	f(" err=timeout", `{"err":"timeout"}`)
	f(` a\.b.err.code=1`, `{"a.b":{"err":{"code":1}}}`)
	f("", `{"a":{"b":{"c":{"err":{"code":1}}}}}`)           // too deep
	f("", `{"type":1,"status":2,"payload":{"code":3}}`)     // not under an error
	f("", `{"err":{"code":40}}`, `{"error":{"type":17}}`)   // there are errors
	f("", `{"err":`, `[1,2]`, `no JSON`)                    // no records
	f("", `{"err":null,"code":"","exception":{"type":[]}}`) // nothing there
	s := tallied(t, Filter{}, `{"err":{"code":40}}`, `{"err":{"code":41}}`, `{"code":1}`).Snapshot()
	if len(s.Hints) != 2 || s.Hints[0].Path != "err.code" || s.Hints[0].Records != 2 || s.Hints[0].Example != "40" {
		t.Errorf("hints %+v", s.Hints)
	}
}
