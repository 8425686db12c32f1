package catalog

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"
)

func load1(t testing.TB) *Catalog {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestReference(t *testing.T) {
	c := load1(t)
	f, err := os.Open("testdata/reference.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n, seed := 0, 0
	for s := bufio.NewScanner(f); s.Scan(); n++ {
		var want struct {
			Code     int
			Category string
			Names    []string
			InSeed   bool `json:"in_seed"`
		}
		if err := json.Unmarshal(s.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		id, ok := c.ByNumber(want.Code)
		if !ok {
			t.Errorf("code %d is missing", want.Code)
			continue
		}
		got := c.Codes[id]
		if want.Code == 55 { // its name went to 800, where it is looked up
			want.Names = []string{"LOCAL_DB_OPERATION_FAILED (4.7.0)"}
		}
		if got.Number != want.Code || got.Category.String() != want.Category || got.InSeed != want.InSeed || !slices.Equal(got.Names, want.Names) {
			t.Errorf("code %d is %+v, want %+v", want.Code, got, want)
		}
		if got.InSeed {
			seed++
		}
	}
	if n != 147 || len(c.Codes) != n || seed != 30 {
		t.Errorf("%d codes, %d of them in the seed; reference %d; want 147 and 30", len(c.Codes), seed, n)
	}
}

func TestTexts(t *testing.T) {
	c := load1(t)
	// f checks the length in columns: a wide character takes two.
	f := func(what string, text Text, en, zh int) {
		t.Helper()
		wide := 0
		for _, r := range text.ZH {
			wide++
			if r > 0x2e80 {
				wide++
			}
		}
		if n := utf8.RuneCountInString(text.EN); n == 0 || n > en {
			t.Errorf("%s: English of %d columns, want 1 to %d", what, n, en)
		}
		if wide > zh || !strings.ContainsFunc(text.ZH, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s: Chinese of %d columns, want at most %d: %s", what, wide, zh, text.ZH)
		}
		for _, s := range []string{text.EN, text.ZH} {
			if strings.TrimSpace(s) != s || strings.ContainsFunc(s, unicode.IsControl) {
				t.Errorf("%s: stray space in %q", what, s)
			}
		}
		if text.In(Chinese) != text.ZH || text.In(English) != text.EN || text.In("") != text.EN {
			t.Errorf("%s: In gives the wrong language", what)
		}
	}
	for _, code := range c.Codes {
		f(code.Names[0], code.Meaning, 140, 140)
		if code.Category >= NumCategories || code.Status >= numStatuses {
			t.Errorf("code %d: category %d, status %d", code.Number, code.Category, code.Status)
		}
		for _, id := range code.Causes {
			if int(id) >= len(c.Causes) {
				t.Errorf("code %d: cause %d", code.Number, id)
			}
		}
	}
	for _, cause := range c.Causes {
		f(cause.ID+" title", cause.Title, 32, 24)
		f(cause.ID+" advice", cause.Advice, 220, 220)
		if utf8.RuneCountInString(cause.Title.ZH) > 12 {
			t.Errorf("%s: title %s is longer than 12 characters", cause.ID, cause.Title.ZH)
		}
	}
	for i, r := range c.Rules {
		if r.Why == "" {
			t.Errorf("rule %d does not say why", i+1)
		}
	}
}

func TestStatusAndDefaultCause(t *testing.T) {
	c := load1(t)
	f := func(number int, status Status, cause string) {
		t.Helper()
		id, _ := c.ByNumber(number)
		if got := c.Codes[id].Status; got != status {
			t.Errorf("code %d is %s, want %s", number, got, status)
		}
		if got := c.Causes[c.DefaultCause(id)].ID; got != cause {
			t.Errorf("code %d: default cause %s, want %s", number, got, cause)
		}
	}
	f(-1, Live, "request-timeout")
	f(0, Live, "user-id-missing")
	f(1, Live, "login-refused")
	f(2, Live, "not-logged-in")
	f(8, Legacy, "legacy-code")
	f(9, Dead, "legacy-code")
	f(12, Legacy, "token-exchange-failed")
	f(16, Live, "network-lost")
	f(23, Dead, "legacy-code")
	f(28, Live, "not-logged-in")
	f(40, Live, "login-refused")
	f(50, Live, "limit-exceeded")
	f(55, Legacy, "local-storage-failed")
	f(56, Live, "token-expired")
	f(101, Live, "upload-failed")
	f(200, Live, "download-failed")
	f(206, Live, "signed-in-elsewhere")
	f(303, NotAnError, "not-an-error")
	f(304, Live, "server-list-unavailable")
	f(405, NotAnError, "not-an-error")
	f(407, Live, "file-corrupt")
	f(513, Live, "send-timeout")
	f(603, Live, "no-permission")
	f(800, Live, "local-storage-failed")
	for n := 300; n <= 406; n++ {
		if id, ok := c.ByNumber(n); ok && n != 304 && c.Codes[id].Status != NotAnError {
			t.Errorf("code %d is %s", n, c.Codes[id].Status)
		}
	}
}

func TestLoadRejects(t *testing.T) {
	// f loads the catalogue with old replaced by new in one file.
	f := func(file, old, new string, want ...string) {
		t.Helper()
		m := fstest.MapFS{}
		err := fs.WalkDir(files, "data", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(files, path)
			path = strings.TrimPrefix(path, "data/")
			if path == file {
				if !strings.Contains(string(data), old) {
					t.Errorf("%s does not hold %q", file, old)
				}
				data = []byte(strings.Replace(string(data), old, new, 1))
			}
			m[path] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = load(m)
		if err == nil {
			t.Errorf("%s with %q instead of %q loads", file, new, old)
			return
		}
		for _, w := range append(want, file) {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%s with %q: error %q does not name %q", file, new, err, w)
			}
		}
	}
	f("causes.json", "[", "{}[", "must hold one JSON array")
	f("causes.json", `"category": "auth"`, `"category": "login"`, "causes.json:2: entry 1", `"user-id-missing"`, "unknown category")
	f("causes.json", `"id": "credentials-missing"`, `"id": "user-id-missing"`, "entry 2", "twice")
	f("causes.json", `"id": "credentials-missing"`, `"id": "Credentials"`, "entry 2", "lower-case")
	f("causes.json", `"id": "no-code"`, `"id": "no-code-x"`, `"no-code" is missing`)
	f("causes.json", "缺少用户 ID", "missing", "title", "no Chinese")
	f("causes.json", "缺少用户 ID", "", "title", "both languages")
	f("codes/auth.json", `"code": 1,`, `"code": 0,`, "entry 2", "ascend")
	f("codes/auth.json", `"code": 1,`, ``, "entry 2", `"code" is missing`)
	f("codes/auth.json", `"code": 1,`, `"code": 1.5,`, "entry 2")
	f("codes/auth.json", `"code": 1,`, `"code": 1, "hint": 2,`, "entry 2", "hint")
	f("codes/auth.json", `"status": "live"`, `"status": "alive"`, "code 0", "unknown status")
	f("codes/auth.json", `["user-id-missing"]`, `["user-id"]`, "code 0", `unknown cause "user-id"`)
	f("codes/auth.json", `["user-id-missing"]`, `[]`, "code 0", "causes")
	f("codes/auth.json", `["WEBIM_CONNCTION_OPEN_ERROR"]`, `[]`, "code 1", "names")
	f("codes/auth.json", `["WEBIM_CONNCTION_OPEN_ERROR"]`, `["webim_connection_auth_error"]`, "code 2", "belongs to code 1")
	f("codes/other.json", `"code": 1204`, `"code": 1400`, "code 1400", "another file")
	f("codes/other.json", `"code": 1204`, `"code": 99999`, "code 99999", "too far")
	f("codes/other.json", "]\n", "] x\n", "entry 1")
	f("rules.json", `"cause": "app-key-invalid"`, `"cause": "app-key"`, "entry 1", "unknown cause")
	f("rules.json", `"could not find application"`, `"Could not find application"`, "entry 2", "lower case")
	f("rules.json", `"codes": [1, 2, 12,`, `"codes": [1, 2, 13013,`, "entry 1", "unknown code 13013")
	f("rules.json", `"http": [429]`, `"http": [42]`, "42 is no HTTP status")
	f("rules.json", `"text": ["appkey"],`, ``, "entry 3", "also")
	f("rules.json", `"text": ["is illegal"],`, ``, "condition")
	f("rules.json", `"text": ["is illegal"],`, `"words": ["is illegal"],`, "words")
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
