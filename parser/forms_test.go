package parser

import (
	"strings"
	"testing"
)

// TestForms reads what may be taken for an error, or must not be.
func TestForms(t *testing.T) {
	f := func(line, want string) {
		t.Helper()
		if got := strings.TrimSpace(strings.ReplaceAll(read(testConfig(), line), " 1:", " ")); got != want {
			t.Errorf("%s: told %s, want %s", line, got, want)
		}
	}
	// The code and its forms.
	f(`{"error":{"type":17}}`, "17")
	f(`{"error":{"type":0}}`, "0")
	f(`{"error":{"type":-3}}`, "-3")
	f(`{"error":{"type":17.0}}`, "17")
	f(`{"error":{"type":1.7e1}}`, "17")
	f(`{"error":{"type":17.5}}`, "17.5")
	f(`{"error":{"type":-0}}`, "0")
	f(`{"error":{"type":"17"}}`, "17")
	f(`{"error":{"type":" 17 "}}`, "17")
	f(`{"error":{"type":"017"}}`, "17")
	f(`{"error":{"type":"17.0"}}`, "17")
	f(`{"error":{"type":"webim_connction_ajax_error"}}`, "17")
	f(`{"error":{"type":"WEBIM_CONNECTION_AJAX_ERROR"}}`, "17")
	f(`{"error":{"type":"Webim_Connection_Ajax_Error"}}`, "17")
	f(`{"error":{"type":"NEW_THING"}}`, "NEW_THING")
	f(`{"error":{"type":99999}}`, "99999")
	f(`{"error":{"type":12345678901234567890}}`, "12345678901234567890")
	f(`{"error":{"type":""}}`, "none")
	f(`{"error":{"type":null}}`, "none")
	f(`{"error":{"type":true}}`, "true")
	f(`{"error":{"message":"x"}}`, "none")
	f(`{"error":{}}`, "none")
	// The forms of an error, in their order.
	f(`{"error.type":56,"error":"x"}`, "56")
	f(`{"error.type":56,"error":{"type":17}}`, "17")
	f(`{"error.type":56,"error":{}}`, "56")
	f(`{"error":17}`, "17")
	f(`{"error":"17"}`, "17")
	f(`{"error":"webim_connection_ajax_error"}`, "17")
	f(`{"error":"{\"type\":17}"}`, "17")
	f(`{"error":"{}"}`, "none")
	f(`{"error":"{\"type\":17"}`, "-") // no JSON, no code
	f(`{"error":"timeout"}`, "-")
	f(`{"error":["type",17]}`, "-")
	f(`{"error":null}`, "-")
	f(`{"error":false}`, "-")
	f(`{"error":""}`, "-")
	f(`{"type":17,"message":"x"}`, "17")
	f(`{"type":"WEBIM_CONNCTION_AJAX_ERROR","data":{}}`, "17")
	f(`{"type":17}`, "-")
	f(`{"type":0,"message":"ok"}`, "-")
	f(`{"type":300,"message":"no error"}`, "-")
	f(`{"type":99999,"message":"x"}`, "-")
	f(`{"error":null,"type":17,"message":"x"}`, "17")
	// Of duplicate keys the first counts.
	f(`{"error":{"type":17},"error":{"type":40}}`, "17")
	f(`{"error":{"type":17,"type":40}}`, "17")
	f(`{"error":null,"error":{"type":40}}`, "-")
	f(`{"\u0065rror":{"type":17},"error":{"type":40}}`, "17")
	// What only looks like one.
	f(`{"note":"\"error\":{\"type\":17}","a":1}`, "-")
	f(`{"note":"\"error\":{\"type\":17}","error":{"type":40}}`, "40")
	f(`{"note":"a\\\\\"","x":"\\","error":{"type":40}}`, "40")
	f(`{"a":{"error":{"type":17}},"error":{"type":40}}`, "40")
	f(`{"a":{"error":{"type":17}}}`, "-")
	f(`{"error":{"data":{"type":17,"error":"unauthorized"},"type":40}}`, "40")
	f(`{"error":{"data":{"error":{"type":17}}}}`, "none")
	f(`{"error":{"message":"{\"type\":17}","type":40}}`, "40")
	// Wrappers, and arrays of records.
	f(`[{"error":17},{"error":40},{"a":1}]`, "17 40 -")
	f(`[{"error":17},1]`, "no_json")
	f(`[]`, "no_json")
	f(`{"logs":[]}`, "-")
	f(`{"logs":[{"error":17},{"error":40}]}`, "17 40")
	f(`{"logs":[{"error":17}],"error":{"type":40}}`, "40")
	f(`{"message":"{\"message\":\"{\\\"error\\\":17}\"}"}`, "17")
	f(`{"message":"no {\"error\":17}"}`, "-")
	f(`{"message":"{\"error\":17}","error":{"type":40}}`, "40")
	f(`Nov 22 08:00:00 host app: {"error":17}`, "17")
	f(`Nov 22 08:00:00 host app: {"error":17} and more`, "no_json")
	f(`Nov 22 08:00:00 host {app}: {"error":17}`, "no_json")
	// What is no JSON.
	f(`{"error":17}x`, "no_json")
	f(`{"error":17}{"error":40}`, "no_json")
	f(`{'error':17}`, "no_json")
	f(`{"error":017}`, "no_json")
	f(`{"error":17,}`, "no_json")
	f("{\"error\":17}\x00", "no_json")
	f("\x00{\"error\":17}", "17") // text before it
	f(`17`, "no_json")
	f(`"x"`, "no_json")
	f("\ufeff{\"error\":17}\r", "17")
	f(" \t\r", "")
	f("{\"m\":\"\x00\x1b\t\xff\",\"error\":17}", "17") // real logs have them
}

// TestLevels: four wrappers are taken off, not five.
func TestLevels(t *testing.T) {
	line := `{"error":{"type":17}}`
	for depth := range 7 {
		want := " 1:17"
		if depth > maxLevels {
			want = " 1:-"
		}
		if got := read(testConfig(), line); got != want {
			t.Errorf("%d wrappers: told%s, want%s", depth, got, want)
		}
		line = `{"msg":` + quoted(line) + `}`
	}
}

// TestDepth: ten thousand levels are valid, wherever they stand.
func TestDepth(t *testing.T) {
	const n = 10_000
	deep := strings.Repeat(`{"a":`, n) + "1" + strings.Repeat("}", n)
	list := strings.Repeat("[", n) + strings.Repeat("]", n)
	f := func(line, want string) {
		t.Helper()
		for _, p := range []*Parser{New(testConfig()), carefully()} {
			for range 2 {
				if got := told(1, p.Parse([]byte(line))); got != want {
					t.Errorf("%.60s…: told%s, want%s", line, got, want)
				}
			}
		}
	}
	f(deep, " 1:-")
	f(list, " 1:no_json")
	f(`{"x":`+deep+`,"error":{"type":17}}`, " 1:17")
	f(`{"x":`+list+`,"error":{"type":17}}`, " 1:17")
	f(`{"error":{"data":`+deep+`,"type":17}}`, " 1:17")
	f(`{"error":{"type":17,"data":{"data":`+deep+`}}}`, " 1:17")
	f(`{"error":{"type":17,"message":`+quoted(deep)+`}}`, " 1:17")
	f(`{"message":`+quoted(deep)+`}`, " 1:-")
	f(`{"logs":[`+deep+`]}`, " 1:-")
	f(strings.Repeat(`{"logs":[`, n)+"{}"+strings.Repeat("]}", n), " 1:-")
	f(deep[:len(deep)-1], " 1:no_json")
	f(deep+"}", " 1:no_json")
	Hints([]byte(deep), func(path, value string) { t.Errorf("a hint: %s", path) })
}

func carefully() *Parser {
	p := New(testConfig())
	p.careful = true
	return p
}

// quoted writes a text as a JSON string.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
