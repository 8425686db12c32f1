package parser

import (
	"bytes"

	"github.com/tidwall/gjson"
)

// otlp reads resourceLogs[].scopeLogs[].logRecords[] of OpenTelemetry's JSON;
// false when there is no log record in it. A log record inherits the
// attributes of its scope and resource.
func (p *Parser) otlp(resources gjson.Result, outer *layer, level int) bool {
	found := false
	resources.ForEach(func(_, resource gjson.Result) bool {
		defer p.giveBack(p.borrowed)
		r := p.attributesLayer(resource.Get("resource"), outer)
		resource.Get("scopeLogs").ForEach(func(_, scope gjson.Result) bool {
			defer p.giveBack(p.borrowed)
			s := p.attributesLayer(scope.Get("scope"), r)
			scope.Get("logRecords").ForEach(func(_, record gjson.Result) bool {
				if record.IsObject() {
					found = true
					p.logRecord(record, s, level+1)
				}
				return true
			})
			return true
		})
		return true
	})
	return found
}

// attributesLayer makes a wrapper of an object's attributes.
func (p *Parser) attributesLayer(object gjson.Result, outer *layer) *layer {
	l := &layer{m: p.borrow(), outer: outer}
	l.m.readAttributes(object.Get("attributes"))
	return l
}

// readAttributes takes [{"key":…,"value":{"stringValue":…}}] for members.
func (m *members) readAttributes(list gjson.Result) {
	list.ForEach(func(_, a gjson.Result) bool {
		k := slotOf([]byte(a.Get("key").String()))
		if k != slotNone && m.met&k.bit() == 0 {
			if v := scalarOf(a.Get("value")); v.Exists() {
				m.met |= k.bit()
				m.at[k] = v
			}
		}
		return true
	})
}

// scalarOf takes an AnyValue apart.
func scalarOf(v gjson.Result) gjson.Result {
	var scalar gjson.Result
	v.ForEach(func(key, inside gjson.Result) bool {
		switch key.Str {
		case "stringValue", "intValue", "doubleValue", "boolValue":
			scalar = inside
			return false
		}
		return true
	})
	return scalar
}

// logRecord reads one log record: its attributes are looked up by key, and
// its body may hold the record that it wraps.
func (p *Parser) logRecord(record gjson.Result, outer *layer, level int) {
	raw := bytesOf(record.Raw)
	defer p.giveBack(p.borrowed)
	l := &layer{raw: raw, m: p.borrow(), outer: outer}
	l.m.read(raw)
	body := l.m.get(slotBody)
	l.m.readAttributes(l.m.get(slotAttributes))
	var ev Event
	ev.reset()
	if !p.ownError(&ev, l) && level < maxLevels {
		if text := p.text(scalarOf(body)); p.isObject(text) {
			p.object(bytes.TrimSpace(text), l, level+1)
			return
		}
		if p.unwrap(l, level) {
			return
		}
	}
	if ev.Kind == IsError && ev.Message == nil {
		if v := scalarOf(body); v.Type == gjson.String {
			val := valueOf(v, sinkMessage)
			p.takeErrorValue(&ev, &val)
		}
	}
	p.finish(&ev, l)
}
