package corpus

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// gen makes the records. Its clock runs slowly through three days.
type gen struct {
	*rand.Rand
	clock  time.Time
	codes  []Code
	agents []string
}

func newGen(seed uint64, stream string) *gen {
	var h uint64 = 14695981039346656037 // FNV-1a: one stream of numbers for each file
	for i := range len(stream) {
		h = (h ^ uint64(stream[i])) * 1099511628211
	}
	return &gen{
		Rand:   rand.New(rand.NewPCG(seed, h)),
		clock:  time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
		codes:  codes(),
		agents: UserAgents(),
	}
}

// pick returns one of the values.
func pick[T any](g *gen, values ...T) T { return values[g.IntN(len(values))] }

// chance is true once in n.
func (g *gen) chance(n int) bool { return g.IntN(n) == 0 }

// moment is the next time, to the millisecond, a little out of order as the
// clocks of many clients are. After three days it starts again.
func (g *gen) moment() time.Time {
	g.clock = g.clock.Add(time.Duration(g.IntN(60_000)) * time.Millisecond)
	if g.clock.Day() > 22 {
		g.clock = g.clock.AddDate(0, 0, -3)
	}
	return g.clock.Add(-time.Duration(g.IntN(90_000)) * time.Millisecond)
}

// rfc3339 is the usual form of a time.
func rfc3339(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

func (g *gen) user() string {
	if g.chance(6) {
		return pick(g, "张伟", "王芳", "李娜", "刘洋") + strconv.Itoa(g.IntN(40))
	}
	return fmt.Sprintf("%s.%s%d", pick(g, "mia", "leo", "ana", "tom", "yuki"), pick(g, "stone", "rivers", "novak", "okafor"), g.IntN(40))
}

func (g *gen) app() string {
	return pick(g, "acme#chat", "acme#chat", "acme#support", "demo-org#shop", "1100-ab#live")
}

func (g *gen) sdk() string {
	return pick(g, "4.21.1", "4.21.1", "4.8.1", "4.0.8", "3.6.3", "1.4.0", "1.0.4")
}

func (g *gen) code() Code { return g.codes[g.IntN(len(g.codes))] }

// head returns the members that stand before the error in an app's upload, and
// what they amount to.
func (g *gen) head(level string) (object, fact) {
	f := fact{at: g.moment(), user: g.user(), app: g.app(), sdk: g.sdk()}
	o := object{}.addText("ts", rfc3339(f.at)).addText("level", level).addText("appKey", f.app).
		addText("userId", f.user).addText("sdkVersion", f.sdk).addText("ua", pick(g, g.agents...))
	return o, f
}

// errorObject is the SDK's error object for a code given as JSON text.
func (g *gen) errorObject(code, message string) object {
	o := object{}.add("type", code).addText("message", message)
	switch g.IntN(7) {
	case 0:
		o = o.add("data", g.inner().String())
	case 1:
		o = o.addText("data", g.restBody())
	case 2:
		o = object{}.add("data", g.inner().String()).addText("message", message).add("type", code)
	case 3:
		o = o.add("data", pick(g, `{}`, `""`, `{"data":{"type":304,"data":{"type":-2}}}`, `{"msg":{"type":"message","error":{"type":1}}}`))
	case 4:
		o = object{}.add("type", code).addText("reason", message).
			add("data", fmt.Sprintf(`{"id":"%d","mid":"%d"}`, 530439000000+g.IntN(900000), 1180000000000000000+g.IntN(1e9)))
	}
	return o
}

// inner is an error object as it stands in the data of another; its type must
// not be taken for the record's.
func (g *gen) inner() object {
	return object{}.add("type", pick(g, "17", "204", "-2", "52", `"message"`)).
		addText("message", "Request Unknow Error").addText("data", g.restBody())
}

// restBody is the text of the service's answer.
func (g *gen) restBody() string {
	return object{}.addText("error", pick(g, "unauthorized", "invalid_grant", "forbidden_op", "reach_limit")).
		addText("exception", "org.apache.usergrid.rest.exceptions.SecurityException").
		add("timestamp", "1764123456789").add("duration", strconv.Itoa(g.IntN(90))).
		addText("error_description", pick(g, "Unable to authenticate due to expired access token", "user not found", `no "right" to do so`, "群组不存在")).String()
}

// event is a record as apps upload it; one in six is no error.
func (g *gen) event() (object, fact) {
	if g.chance(6) {
		return g.quiet()
	}
	o, f := g.head("error")
	c := g.code()
	f.code = c.text()
	return o.addText("event", pick(g, "onError", "reject:open", "reject:send", "onDisconnected")).
		add("error", g.errorObject(c.text(), c.Message).String()), f
}

// quiet is a record that is no error.
func (g *gen) quiet() (object, fact) {
	o, f := g.head("info")
	o = o.addText("event", pick(g, "onConnected", "send", "onTextMessage"))
	switch g.IntN(5) {
	case 0:
		o = o.add("error", pick(g, "null", "false", `""`))
	case 1:
		o = o.addText("detail", `no "error":{"type":17} here`)
	case 2:
		o = o.add("data", `{"error":{"type":17,"message":"of another time"}}`)
	}
	return o, f
}
