package main

import (
	"bytes"
	_ "embed" // for the templates
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"imlens/internal/corpus"
)

//go:embed records.ndjson
var recordsText []byte

//go:embed zh.ndjson
var chineseText []byte

// template is an error that an SDK emitted. The templates of one scenario, in
// order, are what one client saw.
type template struct {
	Scenario, SDK, Event string
	Error                json.RawMessage
}

// client is a user of the app with a device.
type client struct {
	user, app, agent string
	server           int // 0 to 99: which one takes the uploads
}

// upload is one record of the story.
type upload struct {
	at     time.Time
	client client
	sdk    string
	level  string
	event  string
	error  string // JSON text; "" for none
	detail string // JSON text, for records without an error
}

// story makes the uploads.
type story struct {
	*rand.Rand
	scenarios map[string][]template
	names     []string // of the scenarios, in order
	clients   []client
	ids, ms   *regexp.Regexp
}

func newStory() (*story, error) {
	s := &story{
		Rand:      rand.New(rand.NewPCG(20261120, 7)),
		scenarios: make(map[string][]template),
		ids:       regexp.MustCompile(`\b(?:5304|1180000000|2045)\d+`),
		ms:        regexp.MustCompile(`1764123456789|1795422225358`),
	}
	for line := range bytes.Lines(slices.Concat(recordsText, chineseText)) {
		var t template
		if err := json.Unmarshal(line, &t); err != nil {
			return nil, fmt.Errorf("a template: %w", err)
		}
		if _, known := s.scenarios[t.Scenario]; !known {
			s.names = append(s.names, t.Scenario)
		}
		s.scenarios[t.Scenario] = append(s.scenarios[t.Scenario], t)
	}
	s.clients = s.people()
	return s, nil
}

// people makes up the users and their devices.
func (s *story) people() []client {
	given := []string{"wei", "fang", "na", "yang", "min", "jing", "lei", "jie", "xiaoyu", "ziqi", "emma", "noah", "lucia", "mateo", "yuki", "amara"}
	family := []string{"zhang", "wang", "li", "liu", "chen", "zhao", "sun", "wu", "guo", "lin", "keller", "moreau", "okafor", "novak", "hale"}
	agents := corpus.UserAgents()
	var all []client
	for i, g := range given {
		for j, f := range family {
			c := client{user: g + "." + f, app: "acme#chat", server: s.IntN(100),
				agent: agents[min(s.IntN(len(agents)), s.IntN(len(agents)))]}
			switch {
			case (i*7+j)%9 == 0:
				c.app = "acme#support"
			case (i*5+j)%13 == 0:
				c.app = "acme#chat-beta"
			}
			all = append(all, c)
		}
	}
	s.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// someone draws a client; a few come often.
func (s *story) someone() client {
	u := s.Float64()
	return s.clients[int(u*u*float64(len(s.clients)))]
}

// zone is where the app's users are.
func zone() *time.Location { return time.FixedZone("", 8*3600) }

// dayTime draws a time of a day: few at night, most around noon and in the
// evening.
func (s *story) dayTime(day int) time.Time {
	hours := [24]int{5, 3, 2, 1, 1, 1, 3, 6, 11, 16, 19, 20, 17, 15, 15, 16, 16, 17, 18, 22, 26, 25, 18, 10}
	total := 0
	for _, w := range hours {
		total += w
	}
	n, hour := s.IntN(total), 0
	for n >= hours[hour] {
		n -= hours[hour]
		hour++
	}
	return time.Date(2026, 11, 20+day, hour, s.IntN(60), s.IntN(60), s.IntN(1000)*1e6, zone())
}

// session returns what one client uploads in one scenario.
func (s *story) session(name string, c client, at time.Time) []upload {
	var all []upload
	numbers := make(map[string]string) // the same id stays the same within a session
	for _, t := range s.scenarios[name] {
		text := s.ids.ReplaceAllStringFunc(string(t.Error), func(old string) string {
			if numbers[old] == "" {
				numbers[old] = old[:4] + fmt.Sprintf("%015d", s.Int64N(1e15))[:len(old)-4]
			}
			return numbers[old]
		})
		text = s.ms.ReplaceAllLiteralString(text, strconv.FormatInt(at.UnixMilli(), 10))
		text = strings.ReplaceAll(text, "chen.jie", c.user)
		all = append(all, upload{at: at, client: c, sdk: t.SDK, level: "error", event: t.Event, error: text})
		at = at.Add(time.Duration(20+s.IntN(4000)) * time.Millisecond)
	}
	return all
}

// quiet returns an upload that is no error.
func (s *story) quiet(c client, at time.Time) upload {
	events := []struct {
		event, detail string
		most          int // for the first number of detail
	}{
		{"onConnected", `{"resource":"webim_%d","elapse":%d}`, 1e6},
		{"send", `{"chatType":"groupChat","to":"2045%08d","elapse":%d}`, 1e8},
		{"onReconnecting", `{"attempt":%d,"wait":%d}`, 6},
		{"page", `{"path":"/chat/%d","stay":%d}`, 1e4},
	}
	e := events[s.IntN(len(events))]
	return upload{at: at, client: c, sdk: "4.21.1", level: "info", event: e.event, detail: fmt.Sprintf(e.detail, 1+s.IntN(e.most), s.IntN(900))}
}

// frequent are the scenarios that happen most, with their weights.
func frequent() []string {
	weights := []struct {
		name string
		n    int
	}{
		{"481-drop", 9}, {"ac140-drop", 6}, {"ac104-drop", 4}, {"token-lifetime", 7}, {"kick-other-login", 9}, {"408-kick", 4},
		{"prov-token-expired", 8}, {"rest-401-expired", 6}, {"listen-wrong-password", 8}, {"363-wrong-password", 3}, {"481-wrong-password", 4},
		{"ack-not-in-group", 9}, {"group-404", 5}, {"room-full", 4}, {"363-ack-sensitive", 4}, {"zh-sensitive", 8}, {"zh-muted", 9},
		{"zh-app-rule", 8}, {"zh-app-rule-ads", 6}, {"zh-upload", 8}, {"zh-callback", 5}, {"zh-mini-lost", 9}, {"mp-rest-refused", 6},
		{"408-upload-413", 5}, {"363-upload-413", 2}, {"upload-400", 4}, {"download-404", 4}, {"408-rest-before-login", 3},
		{"rest-timeout", 6}, {"login-429", 4}, {"rest-504-json", 5}, {"ac140-user-not-found", 5}, {"kick-password", 3},
	}
	var names []string
	for _, w := range weights {
		for range w.n {
			names = append(names, w.name)
		}
	}
	return names
}

// tell returns all uploads of the three days, by time.
func (s *story) tell() []upload {
	var all []upload
	often := frequent()
	for day := range 3 {
		for range 150 {
			name := often[s.IntN(len(often))]
			if s.IntN(4) == 0 {
				name = s.names[s.IntN(len(s.names))]
			}
			all = append(all, s.session(name, s.someone(), s.dayTime(day))...)
		}
		for range 50 {
			all = append(all, s.quiet(s.someone(), s.dayTime(day)))
		}
	}
	all = append(all, s.incident()...)
	slices.SortStableFunc(all, func(a, b upload) int { return a.at.Compare(b.at) })
	return all
}

// incident is the third day's morning: the token service hands out tokens that
// have expired, and hardly anybody can sign in for forty minutes.
func (s *story) incident() []upload {
	names := []string{"prov-token-expired", "ac140-prov-expired", "rest-401-expired", "zh-expired", "token-lifetime", "408-rest-401"}
	var all []upload
	for range 120 {
		minute := min(s.IntN(40), s.IntN(40)) // it comes at once and ebbs away
		at := time.Date(2026, 11, 22, 10, 5+minute, s.IntN(60), s.IntN(1000)*1e6, zone())
		all = append(all, s.session(names[min(s.IntN(len(names)), s.IntN(len(names)))], s.clients[s.IntN(len(s.clients))], at)...)
	}
	return all
}
