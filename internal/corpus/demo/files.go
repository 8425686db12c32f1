package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// record is the upload as the app's JSON.stringify writes it.
func (u upload) record() string {
	ts := quote(u.at.UTC().Format("2006-01-02T15:04:05.000Z"))
	if strings.HasPrefix(u.sdk, "3.") { // an old client that uploads Date.now()
		ts = strconv.FormatInt(u.at.UnixMilli(), 10)
	}
	member, value := "error", u.error
	if u.error == "" {
		member, value = "detail", u.detail
	}
	return fmt.Sprintf(`{"ts":%s,"level":%q,"appKey":%q,"userId":%q,"sdkVersion":%q,"ua":%s,"event":%q,%q:%s}`,
		ts, u.level, u.client.app, u.client.user, u.sdk, quote(u.client.agent), u.event, member, value)
}

// quote is a JSON string.
func quote(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic("demo: a string that is no JSON: " + err.Error())
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// files returns what is to be written.
func files() ([]file, error) {
	s, err := newStory()
	if err != nil {
		return nil, err
	}
	at := make(map[string][]upload)
	for _, u := range s.tell() {
		place := place(u)
		at[place] = append(at[place], u)
	}
	plain := func(of ...string) []byte { return lines(at, upload.record, of...) }
	one := func(name string, text []byte) file { return file{name, []entry{{name, text}}} }
	return []file{
		one("web/app.log", cutSome(plain("web-3"), 40)),
		one("web/app.log.1", cutSome(plain("web-2"), 55)),
		one("web/app.log.2.gz", plain("web-1")),
		one("web/app.log.3.gz", plain("web-0")),
		one("docker/9f2c41d07ab3-json.log", lines(at, docker, "docker")),
		one("k8s/chat-gateway-6d8f7c9b5-x2x7q.log", lines(at, cri, "k8s")),
		one("mini-program/upload.ndjson.gz", plain("mini")),
		one("h5/2026-11-20.ndjson.zst", plain("h5-0")),
		one("h5/2026-11-21.ndjson.xz", plain("h5-1")),
		one("h5/2026-11-22.ndjson", plain("h5-2")),
		{"support/support-chat.tar.gz", []entry{
			{"support/2026-11-20.log", plain("support-0")},
			{"support/2026-11-21.log", plain("support-1")},
			{"support/2026-11-22.log", plain("support-2")},
		}},
		one("filebeat/im.ndjson", lines(at, filebeat, "filebeat")),
		{"beta/beta-uploads.zip", []entry{{"batches.ndjson", batches(at["beta"])}}},
		one("syslog/im.log", lines(at, syslog, "syslog")),
		one("tickets/ticket-1042.json", document(at["ticket"])),
	}, nil
}

// place says in which log an upload ends up.
func place(u upload) string {
	day := strconv.Itoa(u.at.In(zone()).Day() - 20)
	switch {
	case u.client.app == "acme#support":
		return "support-" + day
	case u.client.app == "acme#chat-beta":
		return "beta"
	case strings.Contains(u.client.agent, "MicroMessenger"):
		return "mini"
	case strings.Contains(u.client.agent, "Mobile"):
		return "h5-" + day
	}
	switch n := u.client.server; {
	case n < 7:
		return "docker"
	case n < 14:
		return "k8s"
	case n < 19:
		return "filebeat"
	case n < 23:
		return "syslog"
	case n < 25 && u.error != "":
		return "ticket"
	}
	if day == "2" && u.at.In(zone()).Hour() >= 17 {
		return "web-3"
	}
	return "web-" + day
}

// lines joins uploads of some places, one a line.
func lines(at map[string][]upload, form func(upload) string, places ...string) []byte {
	var b bytes.Buffer
	for _, p := range places {
		for _, u := range at[p] {
			b.WriteString(form(u))
			b.WriteByte('\n')
		}
	}
	return b.Bytes()
}

// cutSome cuts one line in n, as clients that go away do.
func cutSome(text []byte, n int) []byte {
	var b bytes.Buffer
	i := 0
	for line := range bytes.Lines(text) {
		if i++; i%n == n/2 {
			line = append(bytes.Clone(line[:len(line)*3/5]), '\n')
		}
		b.Write(line)
	}
	return b.Bytes()
}

func docker(u upload) string {
	stream := "stdout"
	if u.error != "" {
		stream = "stderr"
	}
	return fmt.Sprintf(`{"log":%s,"stream":%q,"time":%q}`, quote(u.record()+"\n"), stream, received(u).Format(time.RFC3339Nano))
}

// cri is the line of a container's log; long records come in two parts.
func cri(u upload) string {
	r, stamp := u.record(), received(u).Format("2006-01-02T15:04:05.000000000Z")
	if len(r) < 600 {
		return stamp + " stdout F " + r
	}
	return stamp + " stdout P " + r[:512] + "\n" + stamp + " stdout F " + r[512:]
}

func filebeat(u upload) string {
	return fmt.Sprintf(`{"@timestamp":%q,"agent":{"type":"filebeat","version":"8.17.0"},"log":{"file":{"path":"/var/log/im/client.log"}},"message":%s}`,
		received(u).Format("2006-01-02T15:04:05.000Z"), quote(u.record()))
}

func syslog(u upload) string {
	return "<134>1 " + received(u).Format("2006-01-02T15:04:05.000Z") + " edge-2 im-upload 812 - - " + u.record()
}

// received is when the server wrote the upload down.
func received(u upload) time.Time { return u.at.Add(230 * time.Millisecond).UTC() }

// batches puts up to five uploads of a client into one object.
func batches(all []upload) []byte {
	var b bytes.Buffer
	for len(all) > 0 {
		n := 1
		for n < len(all) && n < 5 && all[n].client == all[0].client {
			n++
		}
		c := all[0].client
		fmt.Fprintf(&b, `{"appKey":%q,"userId":%q,"ua":%s,"events":[`, c.app, c.user, quote(c.agent))
		for i, u := range all[:n] {
			if i > 0 {
				b.WriteByte(',')
			}
			value := u.error
			if value == "" {
				value = "null"
			}
			fmt.Fprintf(&b, `{"ts":%d,"level":%q,"sdkVersion":%q,"event":%q,"error":%s}`, u.at.UnixMilli(), u.level, u.sdk, u.event, value)
		}
		b.WriteString("]}\n")
		all = all[n:]
	}
	return b.Bytes()
}

// document lays the uploads out as one array over many lines, as a person
// saves it who attaches it to a ticket.
func document(all []upload) []byte {
	records := make([]string, len(all))
	for i, u := range all {
		records[i] = u.record()
	}
	var b bytes.Buffer
	if err := json.Indent(&b, []byte("["+strings.Join(records, ",")+"]"), "", "  "); err != nil {
		panic("demo: a record that is no JSON: " + err.Error())
	}
	b.WriteByte('\n')
	return b.Bytes()
}
