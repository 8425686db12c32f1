package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"imlens/analyzer"
	"imlens/catalog"
)

const reportSchema = "imlens.report/1"

// The types of schema imlens.report/1, keys in its order. Beyond the schema
// stand partial, filter, passed_over, samples and hints.
type (
	jsonReport struct {
		Schema      string         `json:"schema"`
		GeneratedAt *string        `json:"generated_at"`
		Partial     bool           `json:"partial,omitempty"`
		Period      jsonPeriod     `json:"period"`
		Filter      []string       `json:"filter,omitempty"`
		Input       jsonInput      `json:"input"`
		Totals      jsonTotals     `json:"totals"`
		Categories  []jsonCategory `json:"categories"`
		Codes       []jsonCode     `json:"codes"`
		Causes      []jsonCause    `json:"causes"`
		Timeline    jsonTimeline   `json:"timeline"`
		Breakdowns  jsonBreakdowns `json:"breakdowns"`
		Messages    []jsonMessage  `json:"messages"`
		Hints       []jsonHint     `json:"hints,omitempty"`
	}
	jsonPeriod struct {
		First    *string `json:"first"`
		Last     *string `json:"last"`
		Timezone string  `json:"timezone"`
	}
	jsonInput struct {
		Sources    []jsonSource `json:"sources"`
		Bytes      int64        `json:"bytes"`
		Lines      int64        `json:"lines"`
		Records    int64        `json:"records"`
		Errors     int64        `json:"errors"`
		NotErrors  int64        `json:"not_errors"`
		Filtered   int64        `json:"filtered"`
		Undated    int64        `json:"undated"`
		Skipped    jsonSkipped  `json:"skipped"`
		PassedOver int64        `json:"passed_over"`
		More       int64        `json:"more_sources,omitempty"`
	}
	jsonSource struct {
		Name        string `json:"name"`
		Compression string `json:"compression"`
		Bytes       int64  `json:"bytes"`
		Lines       int64  `json:"lines"`
		Status      string `json:"status"`
		Problem     string `json:"problem"`
	}
	jsonSkipped struct {
		NotJSON int64        `json:"not_json"`
		TooLong int64        `json:"too_long"`
		Samples []jsonSample `json:"samples,omitempty"`
	}
	jsonSample struct {
		Source string `json:"source"`
		Line   int64  `json:"line"`
		Reason string `json:"reason"`
		Text   string `json:"text"`
	}
	jsonTotals struct {
		Errors int64 `json:"errors"`
		Users  int64 `json:"users"`
	}
	jsonCategory struct {
		Category string  `json:"category"`
		Errors   int64   `json:"errors"`
		Share    float64 `json:"share"`
		Users    int64   `json:"users"`
	}
	jsonCode struct {
		Code     string           `json:"code"`
		Name     string           `json:"name"`
		Category string           `json:"category"`
		Known    bool             `json:"known"`
		Errors   int64            `json:"errors"`
		Share    float64          `json:"share"`
		Users    int64            `json:"users"`
		First    *string          `json:"first"`
		Last     *string          `json:"last"`
		Causes   []jsonCauseCount `json:"causes"`
	}
	jsonCauseCount struct {
		Cause  string  `json:"cause"`
		Errors int64   `json:"errors"`
		Share  float64 `json:"share"`
	}
	jsonCause struct {
		Cause    string  `json:"cause"`
		Category string  `json:"category"`
		Title    string  `json:"title"`
		Advice   string  `json:"advice"`
		Errors   int64   `json:"errors"`
		Share    float64 `json:"share"`
		Users    int64   `json:"users"`
	}
	jsonTimeline struct {
		StepSeconds int64        `json:"step_seconds"`
		Outside     int64        `json:"outside"`
		Buckets     []jsonBucket `json:"buckets"`
	}
	jsonBucket struct {
		Start      string         `json:"start"`
		Errors     int64          `json:"errors"`
		Categories jsonByCategory `json:"categories"`
	}
	jsonBreakdowns struct {
		SDKVersion []jsonValue `json:"sdk_version"`
		AppKey     []jsonValue `json:"app_key"`
		Browser    []jsonValue `json:"browser"`
		OS         []jsonValue `json:"os"`
	}
	jsonValue struct {
		Value  string  `json:"value"`
		Errors int64   `json:"errors"`
		Share  float64 `json:"share"`
	}
	jsonMessage struct {
		Template string `json:"template"`
		Code     string `json:"code"`
		Errors   int64  `json:"errors"`
		Example  string `json:"example"`
	}
	jsonHint struct {
		Path    string `json:"path"`
		Records int64  `json:"records"`
		Example string `json:"example"`
	}
)

// jsonByCategory writes the categories that have errors, in their order.
type jsonByCategory [catalog.NumCategories]int64

// MarshalJSON implements json.Marshaler.
func (n jsonByCategory) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for c, errors := range n {
		if errors == 0 {
			continue
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = fmt.Appendf(b, "%q:%d", catalog.Category(c).String(), errors)
	}
	return append(b, '}'), nil
}

func writeJSON(b *bytes.Buffer, s *analyzer.Snapshot, cat *catalog.Catalog, o Options) error {
	return encode(b, newJSONReport(s, cat, o))
}

// encode writes v so that it is safe to print: what Clean would make visible
// is written as \u escapes, which are the same JSON.
func encode(b *bytes.Buffer, v any) error {
	var raw bytes.Buffer
	enc := json.NewEncoder(&raw)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	for rest := raw.Bytes(); len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		switch {
		case r == '\n' || r < utf8.RuneSelf && r != 0x7f || !invisible(r):
			b.Write(rest[:n])
		case r < 0x10000:
			fmt.Fprintf(b, `\u%04x`, r)
		default:
			hi, lo := utf16.EncodeRune(r)
			fmt.Fprintf(b, `\u%04x\u%04x`, hi, lo)
		}
		rest = rest[n:]
	}
	return nil
}

// stamp is a time in RFC 3339, nil for none.
func (p *page) stamp(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := p.clock(t, time.RFC3339Nano)
	return &s
}
