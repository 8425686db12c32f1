package corpus

import "strings"

// trap is a record that a careless reader misreads: the members in front of
// the error, the error itself, and its code ("" is no error).
type trap struct {
	before object
	error  string // the value of error; "" for none
	code   string
}

func traps() []trap {
	const e17, e56 = `{"type":17,"message":"x"}`, `{"type":56,"message":"Sorry, token expired"}`
	s := func(raw string) object { return object{{"note", raw}} }
	return []trap{
		// something that looks like the error stands in a string
		{s(`"got \"error\":{\"type\":1} from \"error\":{\"type\":2}"`), e56, "56"},
		{s(`"got \"error\":{\"type\":1}"`), "", ""},
		{s(`"{\"error\":{\"type\":1}}"`), e17, "17"},
		{s(`"\\\"error\\\":{\\\"type\\\":1}"`), e17, "17"},
		// strings that end in escaped quotes and backslashes
		{s(`"C:\\"`), e17, "17"},
		{s(`"C:\\\\"`), e56, "56"},
		{s(`"\\\""`), e17, "17"},
		{s(`"a\\\\\\\",\"error\":{\"type\":1}"`), e17, "17"},
		{s(`"\\"`), "", ""},
		{s(`"\u0022,\u0022error\u0022:{\u0022type\u0022:1}"`), e17, "17"},
		{s(`"}"`), e17, "17"}, {s(`"{[\"}]"`), e17, "17"}, {s(`"\b\f\n\r\t\/"`), e17, "17"},
		// nested types and errors in front of, around and behind the real one
		{nil, `{"data":{"type":204,"error":{"type":1}},"message":"x","type":17}`, "17"},
		{nil, `{"data":{"data":{"type":-2},"type":304},"type":1}`, "1"},
		{nil, `{"data":"{\"type\":204}","type":"17"}`, "17"},
		{nil, `{"data":[{"type":1},{"type":2}],"type":40}`, "40"},
		{nil, `{"data":{"msg":{"type":"message"}},"type":604}`, "604"},
		{nil, `{"data":{"type":17}}`, "none"},
		{nil, `{"error":{"type":17},"xhr":{}}`, "none"},
		{object{{"data", `{"error":{"type":1}}`}, {"detail", `{"error.type":2}`}}, e17, "17"},
		{object{{"data", `{"error":{"type":1}}`}}, "", ""},
		{object{{"list", `{"error":{"type":1}}`}, {"errors", `[]`}}, e17, "17"},
		// the first of equal names wins
		{object{{"error", e56}}, e17, "56"},
		{object{{"error", `null`}}, e17, ""},
		{object{{"error", `{}`}}, e17, "none"},
		{nil, `{"type":17,"type":56}`, "17"},
		{nil, `{"type":"206","message":"a","message":"b","type":17}`, "206"},
		// white space, and names written with escapes
		{nil, "{ \"type\" :\t17 , \"message\" : \"x\" }", "17"},
		{nil, `{"typ\u0065":17}`, "17"},
		// odd text that is valid
		{s("\"a\ttab, a bell \x07, an escape \x1b[31mred\x1b[0m, a delete \x7f\""), e17, "17"},
		{s("\"\x01\x02\x1f\""), "", ""},
		{nil, "{\"message\":\"raw\ttab\",\"type\":17}", "17"},
		{s(`"\ud83d lone \udc00"`), e17, "17"}, {nil, `{"message":"\ud800","type":17}`, "17"}, {s(`"\ud83d\ude00 😀 \u200f\u202e"`), e56, "56"},
		{s("\"\xff\xfe bad \xc3( \xe4\xbd\""), e17, "17"}, {nil, "{\"message\":\"\xf0\x9f\x98\",\"type\":17}", "17"},
		{s(`"\u0000"`), e17, "17"}, {s(`"用户“张伟”登录失败"`), e17, "17"},
		{object{{"", `1`}}, e17, "17"}, {object{{"a.b", `{"error":1}`}}, e17, "17"}, {object{{`er"ror`, e56}}, e17, "17"},
		{object{{"n", `-0.0e-10`}, {"m", `123456789012345678901234567890`}, {"k", `[[[[]]],{},[{}]]`}}, e17, "17"},
		{s(strings.Repeat("[", 20) + strings.Repeat("]", 20)), e17, "17"},
		{s(`"` + strings.Repeat("long ", 4000) + `"`), e17, "17"},
	}
}

// writeTraps writes all traps.
func writeTraps(f *file, n int) {
	all := traps()
	for i := range max(n, 3*len(all)) {
		t := all[i%len(all)]
		o, r := f.head("error")
		o, r.code = append(o, t.before...), t.code
		if t.error != "" {
			o = o.add("error", t.error)
		}
		o = o.addText("event", "onError")
		switch {
		case f.chance(4):
			f.record(o.spaced(), r)
		case f.chance(4):
			f.record(strings.Replace(o.String(), `"error":`, `"\u0065rror":`, 1), r)
		default:
			f.record(o.String(), r)
		}
	}
}
