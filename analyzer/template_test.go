package analyzer

import (
	"bytes"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

func templateOf(message []byte) string {
	return string(appendTemplate(nil, appendSafe(nil, message, false)))
}

func TestTemplate(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		if got := templateOf([]byte(in)); got != want {
			t.Errorf("%q has the template\n     %q\nwant %q", in, got, want)
		}
	}
	f("", "")
	f("token expired", "token expired")
	f("retry 3 of 5 after 4000 ms", "retry <n> of <n> after <n> ms")
	f("code 1006, -3, 1.5", "code <n>, -<n>, <n>.<n>")
	f("v4.21.1", "v<n>.<n>.<n>")
	f("group 530439000001 not found", "group <n> not found")
	f("group 群17组 not found", "group 群<n>组 not found")
	f("id deadbeef01 gone", "id <id> gone")
	f("id DEADBEEF01, gone", "id <id>, gone")
	f("added a badge", "added a badge") // letters of hexadecimal, no numeral
	f("abcdef1", "abcdef<n>")           // too short
	f("550e8400-e29b-41d4", "<id>")
	f("550e8400-e29b-41d4-a716-446655440000", "<token>")
	f("GET https://a1.easemob.com/acme/chat/users/17?x=1 failed", "GET <url> failed")
	f(`"wss://im-api.example.com:443/ws" closed`, `"<url>" closed`)
	f("(http://x/1) (http://x/2)", "(<url>) (<url>)")
	f("user_17 left room-8", "user_<n> left room-<n>")
	f("mail to li.na@example.com", "mail to <email>")
	f("password=hunter2", "password=<secret>")
}

// TestTemplateAgainstRegexp holds the scanner against expressions that say
// the same, for messages of short words.
func TestTemplateAgainstRegexp(t *testing.T) {
	word := regexp.MustCompile(`[0-9A-Za-z_-]+`)
	hex := regexp.MustCompile(`^[0-9a-fA-F-]+$`)
	number := regexp.MustCompile(`[0-9]+`)
	want := func(s string) string {
		return word.ReplaceAllStringFunc(s, func(w string) string {
			digits := len(number.FindString(w)) > 0
			letters := strings.ContainsAny(w, "abcdefABCDEF")
			if hex.MatchString(w) && digits && letters && len(strings.ReplaceAll(w, "-", "")) >= 8 {
				return "<id>"
			}
			return number.ReplaceAllString(w, "<n>")
		})
	}
	rng := rand.New(rand.NewPCG(9, 10))
	for range 20_000 {
		b := make([]byte, rng.IntN(40))
		for i := range b {
			b[i] = "0123456789abcdefABF-_xyz ,:.\xe7\xbe\xa4"[rng.IntN(31)]
		}
		if got := string(appendTemplate(nil, b)); got != want(string(b)) {
			t.Fatalf("%q has the template %q, want %q", b, got, want(string(b)))
		}
	}
}

// FuzzTemplate: messages that differ in their digits alone have one template,
// which the Observer relies on, and no template has a digit.
func FuzzTemplate(f *testing.F) {
	for _, r := range labelledRecords(f) {
		f.Add([]byte(r.Record), uint64(1))
	}
	for _, s := range secrets() {
		f.Add([]byte(s), uint64(2))
	}
	f.Add([]byte("call +8613812345678 or 138-1234-5678, id 550e8400-e29b-41d4-a716-446655440000"), uint64(3))
	f.Add([]byte("\xff1\x80 https://x/1 eyJ1 YWMt1 <1> 1@2.3"), uint64(4))
	f.Fuzz(func(t *testing.T, message []byte, seed uint64) {
		other := bytes.Clone(message)
		rng := rand.New(rand.NewPCG(seed, 1))
		for i, c := range other {
			if '0' <= c && c <= '9' {
				other[i] = '0' + byte(rng.IntN(10))
			}
		}
		one, two := templateOf(message), templateOf(other)
		if one != two {
			t.Errorf("%q has the template %q\n%q has %q", message, one, other, two)
		}
		if strings.ContainsAny(one, "0123456789") {
			t.Errorf("%q has digits in its template %q", message, one)
		}
		if len(message) > 0 {
			m, n := newMessages(), newMessages()
			m.find([]byte("1"), message)
			n.find([]byte("1"), other)
			if m.slots[0].key != n.slots[0].key {
				t.Errorf("%q is counted as %q, %q as %q", message, m.slots[0].key, other, n.slots[0].key)
			}
		}
		if a, b := appendSkeleton(nil, message), appendSkeleton(nil, other); !bytes.Equal(a, b) {
			t.Errorf("%q has the skeleton %q, %q has %q", message, a, other, b)
		}
	})
}

// TestSkeleton holds the eight bytes at once against a loop, for every byte
// at every place.
func TestSkeleton(t *testing.T) {
	for length := range 20 {
		for at := range length {
			for c := range 256 {
				b := bytes.Repeat([]byte{byte(c * 7)}, length)
				b[at] = byte(c)
				want := bytes.Clone(b)
				for i, c := range want {
					if '0' <= c && c <= '9' {
						want[i] = '0'
					}
				}
				if got := appendSkeleton(nil, b)[2:]; !bytes.Equal(got, want) {
					t.Fatalf("%q has the skeleton %q, want %q", b, got, want)
				}
			}
		}
	}
}

// BenchmarkTemplate makes the templates of real messages.
func BenchmarkTemplate(b *testing.B) {
	var messages [][]byte
	var total int64
	p := newParser(loadCatalog(b), carefulFields())
	for _, r := range labelledRecords(b) {
		for _, ev := range p.Parse(r.Record) {
			messages = append(messages, bytes.Clone(ev.Message))
			total += int64(len(ev.Message))
		}
	}
	b.SetBytes(total)
	b.ReportAllocs()
	var safe, template []byte
	for b.Loop() {
		for _, m := range messages {
			safe = appendSafe(safe[:0], m, false)
			template = appendTemplate(template[:0], safe)
		}
	}
}
