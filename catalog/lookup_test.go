package catalog

import (
	"slices"
	"strings"
	"testing"
)

func TestByNumber(t *testing.T) {
	c := load1(t)
	for i, code := range c.Codes {
		if id, ok := c.ByNumber(code.Number); !ok || int(id) != i {
			t.Errorf("ByNumber(%d) = %d, %v", code.Number, id, ok)
		}
	}
	for _, n := range []int{-5, 41, 1401, 1 << 40, -1 << 40} {
		if id, ok := c.ByNumber(n); ok || id != 0 {
			t.Errorf("ByNumber(%d) = %d, %v", n, id, ok)
		}
	}
}

func TestByName(t *testing.T) {
	c := load1(t)
	owner := map[string]int{}
	for i, code := range c.Codes {
		for _, name := range code.Names {
			old := strings.ReplaceAll(name, "_CONNECTION_", "_CONNCTION_")
			spelled := strings.ReplaceAll(name, "_CONNCTION_", "_CONNECTION_")
			if other, ok := owner[spelled]; ok {
				t.Errorf("%s belongs to %d and %d", name, other, code.Number)
			}
			owner[spelled] = code.Number
			for _, s := range []string{name, old, spelled, strings.ToLower(old), strings.ToLower(spelled), strings.ToUpper(name[:1]) + strings.ToLower(name[1:])} {
				if id, ok := c.ByName([]byte(s)); !ok || int(id) != i {
					t.Errorf("ByName(%s) = %d, %v, want %d", s, id, ok, i)
				}
			}
		}
	}
	if id, ok := c.ByName([]byte("LOCAL_DB_OPERATION_FAILED")); !ok || c.Codes[id].Number != 800 {
		t.Errorf("LOCAL_DB_OPERATION_FAILED is %d", c.Codes[id].Number)
	}
	for _, s := range []string{"", " MAX_LIMIT", "MAX_LIMIT ", "WEBIM", "TypeError", strings.Repeat("X", 5000)} {
		if _, ok := c.ByName([]byte(s)); ok {
			t.Errorf("ByName(%q) finds a code", s)
		}
	}
}

func TestLookup(t *testing.T) {
	c := load1(t)
	f := func(text string, number int, isError, ok bool) {
		t.Helper()
		n, is, found := c.Lookup([]byte(text))
		if n != number || is != isError || found != ok {
			t.Errorf("Lookup(%q) = %d, %v, %v, want %d, %v, %v", text, n, is, found, number, isError, ok)
		}
	}
	f("17", 17, true, true)
	f("-4", -4, true, true)
	f("1400", 1400, true, true)
	f("9", 9, true, true)
	f("webim_connection_ajax_error", 17, true, true)
	f("WEBIM_CONNCTION_AJAX_ERROR", 17, true, true)
	f("0", 0, false, true)
	f("-0", 0, false, true)
	f("REQUEST_SUCCESS", 0, false, true)
	f("300", 300, false, true)
	f("304", 304, true, true)
	f("WEBIM_MESSAGE_REC_AUDIO", 304, true, true)
	f("404", 404, false, true)
	f("STATUS_CLOSING", 404, false, true)
	for _, s := range []string{"", "-", "41", "017", "+17", "17.0", "1e1", " 17", "17 ", "99999999999999999999", "message", "{}"} {
		f(s, 0, false, false)
	}
}

func TestLookupDoesNotAllocate(t *testing.T) {
	c := load1(t)
	for _, s := range []string{"17", "-4", "9999", "WEBIM_CONNCTION_USER_KICKED_BY_CHANGE_PASSWORD", "webim_connection_disconnected", "TypeError"} {
		text := []byte(s)
		if n := testing.AllocsPerRun(100, func() { c.Lookup(text) }); n != 0 {
			t.Errorf("Lookup(%s) allocates %v times", s, n)
		}
	}
}

func TestSuggest(t *testing.T) {
	c := load1(t)
	f := func(query string, want string) {
		t.Helper()
		if got := c.Suggest(query, 5); !slices.Contains(got, want) {
			t.Errorf("Suggest(%s) = %q, want %s among them", query, got, want)
		}
	}
	f("WEBIM_TOKEN_EXPIERD", "WEBIM_TOKEN_EXPIRED")
	f("token_expired", "WEBIM_TOKEN_EXPIRED")
	f("TokenExpired", "token-expired")
	f("Webim_Conection_Ajax_Error", "WEBIM_CONNCTION_AJAX_ERROR")
	f("ajax_error", "WEBIM_CONNCTION_AJAX_ERROR")
	f("ajax", "WEBIM_CONNCTION_AJAX_ERROR")
	f("tokenexpired", "token-expired")
	f("network_lost", "network-lost")
	f("2006", "206")
	f("18", "18")
	if got := c.Suggest("WEBIM_TOKEN_EXPIERD", 5); got[0] != "WEBIM_TOKEN_EXPIRED" {
		t.Errorf("the nearest is not the first: %q", got)
	}
	for _, q := range []string{"", "  ", "qqqqqqqqqqqq", strings.Repeat("x", 10000)} {
		if got := c.Suggest(q, 3); len(got) != 0 {
			t.Errorf("Suggest(%.20q) = %q", q, got)
		}
	}
	if got := c.Suggest("WEBIM", 3); len(got) != 3 {
		t.Errorf("Suggest(WEBIM, 3) = %q", got)
	}
	if got := c.Suggest("17", 0); got != nil {
		t.Errorf("Suggest(17, 0) = %q", got)
	}
}

func TestCauseByID(t *testing.T) {
	c := load1(t)
	for i, cause := range c.Causes {
		if id, ok := c.CauseByID(cause.ID); !ok || int(id) != i {
			t.Errorf("CauseByID(%s) = %d, %v", cause.ID, id, ok)
		}
	}
	for _, id := range []string{CauseUnknownCode, CauseNoCode, CauseLegacyCode, CauseNotAnError} {
		if _, ok := c.CauseByID(id); !ok {
			t.Errorf("%s is no cause", id)
		}
	}
	if _, ok := c.CauseByID("nothing"); ok {
		t.Error("CauseByID finds nothing")
	}
}

func TestParseCategory(t *testing.T) {
	for c := range Category(NumCategories) {
		if got, err := ParseCategory(c.String()); err != nil || got != c {
			t.Errorf("ParseCategory(%s) = %v, %v", c, got, err)
		}
	}
	for _, s := range []string{"", "Auth", "auth ", "messages"} {
		if _, err := ParseCategory(s); err == nil || !strings.Contains(err.Error(), "auth, connection, message, group, file, other") {
			t.Errorf("ParseCategory(%q): %v", s, err)
		}
	}
}

func BenchmarkLookupName(b *testing.B) {
	c := load1(b)
	name := []byte("WEBIM_CONNCTION_USER_LOGIN_ANOTHER_DEVICE")
	b.ReportAllocs()
	for b.Loop() {
		c.Lookup(name)
	}
}
