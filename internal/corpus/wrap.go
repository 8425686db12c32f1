package corpus

import (
	"fmt"
	"strconv"
	"time"
)

// anyQuote is a JSON string in one of two manners.
func (g *gen) anyQuote(s string) string {
	if g.chance(4) {
		return quoteASCII(s)
	}
	return quote(s)
}

// shippers returns the string member wrappers: what a log shipper makes of a
// line at a time. A shipper whose time imlens does not read is given a zero
// time back.
func shippers() []func(g *gen, line string, at time.Time) (object, time.Time) {
	return []func(*gen, string, time.Time) (object, time.Time){
		func(g *gen, line string, at time.Time) (object, time.Time) { // Filebeat
			return object{}.addText("@timestamp", rfc3339(at)).add("agent", `{"type":"filebeat","name":"n1","version":"8.17.0"}`).
				add("log", `{"offset":1042,"file":{"path":"/var/log/im/app.log"}}`).add("message", g.anyQuote(line)), at
		},
		func(g *gen, line string, at time.Time) (object, time.Time) { // Vector
			return object{}.addText("file", "/var/log/im.log").addText("host", "n1").add("message", g.anyQuote(line)).
				addText("source_type", "file").addText("timestamp", rfc3339(at)), at
		},
		func(g *gen, line string, at time.Time) (object, time.Time) { // Fluent Bit; eighths of a second are exact
			at = at.Truncate(125 * time.Millisecond)
			seconds := strconv.FormatFloat(float64(at.UnixMilli())/1000, 'f', -1, 64)
			return object{}.add("date", seconds).add("log", g.anyQuote(line)), at
		},
		func(g *gen, line string, at time.Time) (object, time.Time) { // Fluent Bit in Kubernetes
			return object{}.addText("time", at.In(Zone()).Format(time.RFC3339Nano)).addText("stream", "stderr").
				add("log", g.anyQuote(line+"\n")).add("kubernetes", `{"pod_name":"im-7d","labels":{"app":"im"}}`), at
		},
		func(g *gen, line string, _ time.Time) (object, time.Time) { // journald
			return object{}.addText("_HOSTNAME", "n1").addText("PRIORITY", "6").add("MESSAGE", g.anyQuote(line)), time.Time{}
		},
		func(g *gen, line string, at time.Time) (object, time.Time) {
			return object{}.add("time", strconv.FormatInt(at.UnixMilli(), 10)).addText("level", "info").add("msg", g.anyQuote(line)), at
		},
		func(g *gen, line string, at time.Time) (object, time.Time) { // plain text in one member, the record in another
			return object{}.addText("message", "forwarded").add("log", g.anyQuote(line)).addText("ts", rfc3339(at)), at
		},
		func(g *gen, line string, _ time.Time) (object, time.Time) {
			return object{}.add("body", g.anyQuote(line)), time.Time{}
		},
	}
}

// writeStringMember writes records inside a string member of a shipper's
// object, some of them without a time of their own.
func writeStringMember(f *file, n int) {
	all := shippers()
	for i := range max(n, 4*len(all)) {
		at := f.moment()
		o, r := f.event()
		own := i/len(all)%2 == 0
		if !own {
			o = o[1:]
		}
		line, outer := all[i%len(all)](f.gen, o.String(), at)
		if !own {
			r.at = outer
		}
		f.record(line.String(), r)
	}
}

// writeNested writes records inside one to five wrappers. Four are taken off;
// inside five the innermost is a record without an error.
func writeNested(f *file, n int) {
	for i := range max(n, 20) {
		o, r := f.event()
		text, depth := o.String(), 1+i%5
		for level := depth; level > 0; level-- {
			name := pick(f.gen, "message", "msg", "log", "body", "MESSAGE")
			text = object{}.addText("host", "n"+strconv.Itoa(level)).addText(name, text).String()
		}
		if depth > 4 {
			r = fact{}
		}
		f.record(text, r)
	}
	for range max(n/4, 3) { // a batch in a shipper's object in Docker
		a, ra := f.event()
		b, rb := f.event()
		batch := object{}.add("events", list([]string{a.String(), b.String()}))
		line := dockerLine(object{}.addText("message", batch.String()).String()+"\n", "stdout", f.moment())
		f.record(line.String(), ra, rb)
	}
}

// writeOwnError writes objects that have an error of their own, so that what
// looks like a wrapper is none.
func writeOwnError(f *file, n int) {
	for i := range max(n, 12) {
		inner, _ := f.event()
		o, r := f.head("error")
		c := f.code()
		r.code = c.text()
		body := f.errorObject(c.text(), c.Message).String()
		switch i % 6 {
		case 0:
			o = o.add("error", body).addText("message", inner.String())
		case 1:
			o = o.addText("log", inner.String()+"\n").addText("stream", "stdout").add("error", body)
		case 2:
			o = o.add("logs", list([]string{inner.String(), inner.String()})).add("error", body)
		case 3: // the SDK's own object: its message is the service's answer
			c = Code{Number: 17, Name: "WEBIM_CONNCTION_AJAX_ERROR"}
			r.code = c.text()
			o = o.add("type", c.text()).addText("message", f.restBody()).addText("data", f.restBody())
		case 4:
			o = o.add("error.type", c.text()).addText("message", inner.String())
		case 5:
			c = Code{Number: 56, Name: "WEBIM_TOKEN_EXPIRED"}
			r.code, body = c.text(), f.errorObject(c.text(), "Sorry, token expired").String()
			o = o.add("error", pick(f.gen, c.text(), quote(body), quote(c.Name))).addText("msg", inner.String())
		}
		f.record(o.String(), r)
	}
}

// otlpValue is an attribute of an OTLP record.
func otlpValue(key, kind, raw string) string {
	return fmt.Sprintf(`{"key":%s,"value":{%s:%s}}`, quote(key), quote(kind), raw)
}

// writeOTLP writes OTLP/JSON: requests of one to four log records.
func writeOTLP(f *file, n int) {
	for range max(n/2, 6) {
		var records []string
		var facts []fact
		for range 1 + f.IntN(4) {
			r := fact{at: f.moment(), user: f.user(), app: f.app(), sdk: f.sdk()}
			attributes := []string{
				otlpValue(pick(f.gen, "userId", "user_id"), "stringValue", quote(r.user)),
				otlpValue("appKey", "stringValue", quote(r.app)),
				otlpValue("sdkVersion", "stringValue", quote(r.sdk)),
			}
			if !f.chance(5) {
				c := f.code()
				r.code = c.text()
				attributes = append(attributes, pick(f.gen,
					otlpValue("error.type", "intValue", quote(c.text())), otlpValue("error.type", "intValue", c.text()),
					otlpValue("error.type", "stringValue", quote(c.text())), otlpValue("error.type", "stringValue", quote(c.Name))))
				attributes = append(attributes, otlpValue("error.message", "stringValue", quote(c.Message)))
			}
			f.Shuffle(len(attributes), func(i, j int) { attributes[i], attributes[j] = attributes[j], attributes[i] })
			records = append(records, object{}.addText("timeUnixNano", strconv.FormatInt(r.at.UnixNano(), 10)).
				add("severityNumber", "17").add("body", `{"stringValue":"im \"error\" of type 1"}`).
				add("attributes", list(attributes)).String())
			facts = append(facts, r)
		}
		half := f.IntN(len(records) + 1)
		scopes := list([]string{
			fmt.Sprintf(`{"scope":{"name":"im"},"logRecords":%s}`, list(records[:half])),
			fmt.Sprintf(`{"logRecords":%s}`, list(records[half:])),
		})
		f.record(fmt.Sprintf(`{"resourceLogs":[{"resource":{"attributes":[]},"scopeLogs":%s}]}`, scopes), facts...)
	}
}
