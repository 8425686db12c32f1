package analyzer

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestMask(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		if got := string(appendMasked(nil, []byte(in))); got != want {
			t.Errorf("%q is masked as\n     %q\nwant %q", in, got, want)
		}
	}
	f("", "")
	f("no secret here, code 40 at 12:30", "no secret here, code 40 at 12:30")
	f("Authorization: Bearer abc.def-123", "Authorization: Bearer <secret>")
	f("authorization: basic dXNlcjpwYXNz", "authorization: basic <secret>")
	f("Authorization=abc", "Authorization=<secret>")
	f("password=hunter2", "password=<secret>")
	f("password = hunter2, user=li.na", "password = <secret>, user=li.na")
	f(`{"password":"hunter2"}`, `{"password":"<secret>"}`)
	f(`{\"pwd\":\"hunter2\"}`, `{\"pwd\":\"<secret>\"}`)
	f(`{\\\"userPassword\\\" : \\\"hunter2\\\"}`, `{\\\"userPassword\\\" : \\\"<secret>\\\"}`)
	f(`{"client_secret":12345678}`, `{"client_secret":<secret>}`)
	f("https://a1.example.com/chat?access_token=abc&n=1", "https://a1.example.com/chat?access_token=<secret>&n=1")
	f("grant_type=password&username=x", "grant_type=password&username=x")
	f("the token has expired", "the token has expired")
	f("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl is bad", "<token> is bad")
	f("YWMt39RfMMOqEeKYE_GW7tu81AAAAT71lGijyjG4VUIC2AwZGzUjVbPp_4qRD5k", "<token>")
	f("token YWMtab-cd", "token <token>")
	f("key 8f14e45fceea167a5a36dedd4bea2543", "key <token>")
	f("from li.na@example.com to 王芳@例子.公司", "from <email> to <email>")
	f("li.na+tag@mail.example.co.uk", "<email>")
	f("call 13812345678 or +8613812345678 or 138-1234-5678", "call <phone> or <phone> or <phone>")
	f("at 2026-11-22, id 1234567890123, seq 12345678901", "at 2026-11-22, id 1234567890123, seq 12345678901")
	f(strings.Repeat("a b ", 100), strings.Repeat("a b ", 75)+"…")
}

// TestMaskWholeValue: a secret may hold any sign, and none of it is shown.
func TestMaskWholeValue(t *testing.T) {
	f := func(in string) {
		t.Helper()
		if got := string(appendMasked(nil, []byte(in))); strings.Contains(got, "hunter") || strings.Contains(got, "TAIL") {
			t.Errorf("%q is masked as %q", in, got)
		}
	}
	f(`password=hunter!TAIL`)
	f(`password=#hunter2`)
	f(`password="$hunter2"`)
	f(`{"password":"!hunter2"}`)
	f(`{"password":"hunter two TAIL"}`)
	f(`{\"pwd\":\"*hunter*TAIL\"}`)
	f(`{"token":"007eJxT/hunter+x/TAIL=="}`)
	f("Authorization: Bearer ab/hunter/TAIL==")
	f("Authorization: Basic ab+hunter/TAIL=")
	f("x-api-key: hunter")
}

// secrets are messages, each with a secret that holds SECRET.
func secrets() []string {
	return []string{
		"login failed, password=SECRET1",
		"Authorization: Bearer SECRET2.abc",
		`{"grant_type":"password","password":"SECRET3","username":"x"}`,
		`{\"token\":\"SECRET4\"}`,
		"bad token YWMtSECRET5",
		"bad jwt eyJSECRET6IUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
		"no such user SECRET7@example.com",
		"key 8f14e45fceea167a5aSECRET8dedd4bea25",
		strings.Repeat("x", 286) + " SECRET9@example.com",
	}
}

// TestSecretsAreNotKept: whatever way a secret takes into a Tally, it is not
// found there.
func TestSecretsAreNotKept(t *testing.T) {
	f := func(what string, lines ...string) {
		t.Helper()
		b, err := json.Marshal(tallied(t, Filter{}, lines...).Snapshot())
		if err != nil {
			t.Fatal(err)
		}
		if i := strings.Index(string(b), "SECRET"); i >= 0 {
			t.Errorf("%s: …%s… is kept", what, b[max(0, i-60):min(len(b), i+60)])
		}
	}
	quoted := func(s string) string {
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for _, secret := range secrets() {
		f("a message", fmt.Sprintf(`{"error":{"type":1,"message":%s}}`, quoted(secret)))
		f("a message of an unknown code", fmt.Sprintf(`{"error":{"type":"new","message":%s}}`, quoted(secret)))
		f("a reason after another message", `{"error":{"type":1,"message":"x"}}`, fmt.Sprintf(`{"error":{"type":1,"reason":%s}}`, quoted(secret)))
		f("a broken line", "{"+secret)
		f("a hint", fmt.Sprintf(`{"detail":%s}`, quoted(secret)), fmt.Sprintf(`{"err":{"code":%s}}`, quoted(secret)))
	}
}

// TestPhonesAreNotKept in the examples; templates have no digits at all.
func TestPhonesAreNotKept(t *testing.T) {
	f := func(message string) {
		t.Helper()
		s := tallied(t, Filter{}, `{"error":{"type":1,"message":"`+message+`"}}`).Snapshot()
		if len(s.Messages) != 1 {
			t.Fatalf("%q: %+v", message, s.Messages)
		}
		if m := s.Messages[0]; strings.Contains(m.Example, "5678") || strings.Contains(m.Template, "5678") {
			t.Errorf("%q: %+v", message, m)
		}
	}
	f("no user 13812345678")
	f("no user +8613812345678")
	f("no user 8613812345678")
	f("no user +86 138 1234 5678")
	f("no user +49-30-12345678")
	f("no user 138-1234-5678")
	f("no user 138 1234 5678")
}
