package cli

import (
	"strings"
	"testing"

	"imlens/analyzer"
	"imlens/catalog"
)

func testCatalog(t testing.TB) *catalog.Catalog {
	t.Helper()
	cat, err := catalog.Load()
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

// gateSnapshot has 1 000 errors of 2 000 records.
func gateSnapshot() *analyzer.Snapshot {
	return &analyzer.Snapshot{
		Errors: 1000, Users: 40,
		Input: analyzer.Input{Records: 2000, NotErrors: 990, SkippedNotJSON: 6, SkippedTooLong: 4, Undated: 20},
		Categories: []analyzer.CategoryStat{
			{Category: catalog.Auth, Errors: 600}, {Category: catalog.Connection, Errors: 400},
		},
		Codes:  []analyzer.CodeStat{{Code: "40", Errors: 100}, {Code: "-3", Errors: 7}, {Code: "none", Errors: 1}},
		Causes: []analyzer.CauseStat{{Cause: "token-expired", Errors: 550}},
	}
}

func TestGate(t *testing.T) {
	cat, snap := testCatalog(t), gateSnapshot()
	f := func(expr string, want bool, told string) {
		t.Helper()
		g, err := parseGate(expr, cat)
		if err != nil {
			t.Errorf("%q: %v", expr, err)
			return
		}
		if got, text := g.check(snap); got != want || text != told {
			t.Errorf("%q: %t %q, want %t %q", expr, got, text, want, told)
		}
	}
	f("auth>5%", true, "60.00% (600 of 1000 errors)")
	f("auth>60%", false, "60.00% (600 of 1000 errors)")
	f("auth>=60%", true, "60.00% (600 of 1000 errors)")
	f("AUTH > 599.5", true, "600 errors")
	f("category:auth>600", false, "600 errors")
	f("group>0", false, "0 errors")
	f("group>=0", true, "0 errors")
	f("code:40>99", true, "100 errors")
	f("code:40>100", false, "100 errors")
	f("code:-3>=7", true, "7 errors")
	f("code:none>0", true, "1 error")
	f("code:9999>0", false, "0 errors")
	f("cause:token-expired>10", true, "550 errors")
	f("cause:TOKEN-EXPIRED>=55%", true, "55.00% (550 of 1000 errors)")
	f("cause:Token  Expired > 549", true, "550 errors")
	f("cause:token 已过期>0", true, "550 errors")
	f("errors>0", true, "1000 errors")
	f("errors>50%", false, "50.00% (1000 of 2000 records)")
	f("users>39", true, "40 users")
	f("skipped>0", true, "10 records skipped")
	f("skipped>=0.5%", true, "0.50% (10 of 2000 records)")
	f("undated>1%", true, "2.00% (20 of 1000 errors)")
}

// TestGateNothing: a share of nothing is 0.
func TestGateNothing(t *testing.T) {
	for _, expr := range []string{"auth>0%", "errors>0%", "skipped>0%", "undated>0%", "errors>0"} {
		g, err := parseGate(expr, testCatalog(t))
		if err != nil {
			t.Fatal(err)
		}
		if hit, told := g.check(&analyzer.Snapshot{}); hit {
			t.Errorf("%q trips over nothing: %s", expr, told)
		}
	}
}

func TestGateName(t *testing.T) {
	cat := testCatalog(t)
	id, ok := cat.ByNumber(206)
	if !ok {
		t.Fatal("the catalogue has no code 206")
	}
	for _, name := range cat.Codes[id].Names {
		if g, err := parseGate("code:"+strings.ToLower(name)+">0", cat); err != nil || g.key != "206" {
			t.Errorf("code:%s is %q (%v), want 206", name, g.key, err)
		}
	}
}

func TestGateFailure(t *testing.T) {
	cat := testCatalog(t)
	f := func(expr, want string) {
		t.Helper()
		if g, err := parseGate(expr, cat); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %+v, %v; want an error with %q", expr, g, err, want)
		}
	}
	f("", "write WHAT>NUMBER")
	f("auth", "write WHAT>NUMBER")
	f("auth>", "write WHAT>NUMBER")
	f(">5", "write WHAT>NUMBER")
	f("auth<5", "write WHAT>NUMBER")
	f("auth=5", "write WHAT>NUMBER")
	f("auth>-1", "write WHAT>NUMBER")
	f("auth>NaN", "write WHAT>NUMBER")
	f("auth>1e9", "write WHAT>NUMBER")
	f("auth>>5", "write WHAT>NUMBER")
	f("auth>5%%", "write WHAT>NUMBER")
	f("auth>101%", "between 0% and 100%")
	f("users>5%", "users are counted")
	f("ath>5", "nothing to measure")
	f("category:ath>5", "nothing to measure")
	f("errors:40>5", "write WHAT>NUMBER")
	f("cause:token-expird>5", "nearest: token-expired")
	f("cause:Tokn expired>5", "nearest: token-expired")
	f("cause: >5", "unknown cause")
}

func FuzzParseGate(f *testing.F) {
	for _, seed := range []string{
		"auth>5%", "code:40>100", "code:-3>=1", "cause:token-expired>10", "errors>0", "skipped>0.5%", "users>=3",
		"category:file > 1", "code:>1", ":>1", "code:a:b>1", ">", "", "auth>1\n", "\x1b[31mauth>5",
	} {
		f.Add(seed)
	}
	cat, snap := testCatalog(f), gateSnapshot()
	f.Fuzz(func(t *testing.T, expr string) {
		g, err := parseGate(expr, cat)
		if err != nil {
			if err.Error() == "" {
				t.Errorf("%q is refused without a word", expr)
			}
			return
		}
		if !(g.bound >= 0) || g.percent && g.bound > 100 || g.kind == "" {
			t.Errorf("%q is taken as %+v", expr, g)
		}
		hit, told := g.check(snap)
		loose := g
		loose.reach = true
		if hitLoose, _ := loose.check(snap); hit && !hitLoose {
			t.Errorf("%q trips with > but not with >=", expr)
		}
		if told == "" {
			t.Errorf("%q has nothing to tell", expr)
		}
	})
}
