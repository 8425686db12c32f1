package report

import (
	"time"

	"imlens/analyzer"
	"imlens/catalog"
)

// newJSONReport puts a Snapshot in the shape of the schema. Texts from logs
// stay as they are; encode makes them safe.
func newJSONReport(s *analyzer.Snapshot, cat *catalog.Catalog, o Options) *jsonReport {
	p := &page{book: newBook(cat, o.Lang), opts: o, snap: s, loc: s.Location}
	if p.loc == nil {
		p.loc = time.UTC
	}
	r := &jsonReport{
		Schema:      reportSchema,
		GeneratedAt: p.stamp(o.GeneratedAt),
		Partial:     s.Partial,
		Period:      jsonPeriod{p.stamp(s.First), p.stamp(s.Last), zoneName(p.loc, s.First)},
		Filter:      o.Filter,
		Input:       jsonInputOf(s),
		Totals:      jsonTotals{s.Errors, s.Users},
		Categories:  []jsonCategory{},
		Codes:       p.jsonCodes(),
		Causes:      p.jsonCauses(),
		Timeline:    p.jsonTimeline(),
		Breakdowns:  jsonBreakdownsOf(s),
		Messages:    []jsonMessage{},
	}
	for _, c := range s.Categories {
		r.Categories = append(r.Categories, jsonCategory{c.Category.String(), c.Errors, round6(c.Share), c.Users})
	}
	for _, m := range s.Messages {
		r.Messages = append(r.Messages, jsonMessage(m))
	}
	for _, h := range s.Hints {
		r.Hints = append(r.Hints, jsonHint(h))
	}
	return r
}

func jsonInputOf(s *analyzer.Snapshot) jsonInput {
	in := &s.Input
	out := jsonInput{
		Sources: []jsonSource{}, Bytes: in.Bytes, Lines: in.Lines, Records: in.Records,
		Errors: s.Errors, NotErrors: in.NotErrors, Filtered: in.Filtered, Undated: in.Undated,
		Skipped:    jsonSkipped{NotJSON: in.SkippedNotJSON, TooLong: in.SkippedTooLong},
		PassedOver: in.PassedOver, More: in.MoreSources,
	}
	for _, src := range in.Sources {
		out.Sources = append(out.Sources, jsonSource(src))
	}
	for _, skip := range in.Skipped {
		out.Skipped.Samples = append(out.Skipped.Samples, jsonSample(skip))
	}
	return out
}

func (p *page) jsonCodes() []jsonCode {
	codes := []jsonCode{}
	for i := range p.snap.Codes {
		c := &p.snap.Codes[i]
		causes := []jsonCauseCount{}
		for _, part := range c.Causes {
			causes = append(causes, jsonCauseCount{part.Cause, part.Errors, round6(part.Share)})
		}
		codes = append(codes, jsonCode{
			Code: c.Code, Name: c.Name, Category: c.Category.String(), Known: c.Known,
			Errors: c.Errors, Share: round6(c.Share), Users: c.Users,
			First: p.stamp(c.First), Last: p.stamp(c.Last), Causes: causes,
		})
	}
	return codes
}

func (p *page) jsonCauses() []jsonCause {
	causes := []jsonCause{}
	for _, c := range p.snap.Causes {
		title, advice := p.book.cause(c.Cause)
		causes = append(causes, jsonCause{
			c.Cause, c.Category.String(), title, advice, c.Errors, round6(c.Share), c.Users,
		})
	}
	return causes
}

func (p *page) jsonTimeline() jsonTimeline {
	t := &p.snap.Timeline
	out := jsonTimeline{int64(t.Step / time.Second), t.Outside, []jsonBucket{}}
	for _, b := range t.Buckets {
		out.Buckets = append(out.Buckets, jsonBucket{
			p.clock(b.Start, time.RFC3339Nano), b.Errors, jsonByCategory(b.Categories),
		})
	}
	return out
}

func jsonBreakdownsOf(s *analyzer.Snapshot) jsonBreakdowns {
	var out jsonBreakdowns
	for field, list := range map[string]*[]jsonValue{
		"sdk_version": &out.SDKVersion, "app_key": &out.AppKey, "browser": &out.Browser, "os": &out.OS,
	} {
		*list = []jsonValue{}
		for _, b := range s.Breakdowns {
			if b.Field != field {
				continue
			}
			for _, v := range b.Values {
				*list = append(*list, jsonValue{v.Value, v.Errors, round6(v.Share)})
			}
			if b.Other > 0 {
				*list = append(*list, jsonValue{"(other)", b.Other, ratio(b.Other, s.Errors)})
			}
		}
	}
	return out
}
