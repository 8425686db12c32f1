package catalog

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// evidence is what the rules look at, gathered the slow and plain way.
type evidence struct {
	code      int
	coded     bool
	nested    []int
	status    int
	errors    []string
	texts     []string
	event     string
	emptyData bool
}

func gather(rec map[string]any) *evidence {
	e := &evidence{}
	e.event, _ = rec["event"].(string)
	e.event = strings.ToLower(e.event)
	obj, _ := rec["error"].(map[string]any)
	if t, ok := obj["type"].(float64); ok {
		e.code, e.coded = int(t), true
	}
	for level, depth := []map[string]any{obj}, 0; len(level) > 0 && depth <= 3; depth++ {
		var next []map[string]any
		for _, o := range level {
			next = append(next, e.look(o, depth)...)
		}
		level = next
	}
	for d, ok := obj["data"]; ok; {
		switch v := d.(type) {
		case string:
			e.emptyData = v == ""
			ok = false
		case map[string]any:
			e.emptyData = len(v) == 0
			d, ok = v["data"]
		default:
			ok = false
		}
	}
	if e.status == 0 {
		e.status = e.implied()
	}
	return e
}

// look takes the evidence of one object and returns the objects inside it.
func (e *evidence) look(o map[string]any, depth int) (inner []map[string]any) {
	status := func(v any) {
		if n, ok := v.(float64); ok && e.status == 0 && n >= 100 && n <= 599 {
			e.status = int(n)
		}
	}
	if x, ok := o["extraInfo"].(map[string]any); ok {
		status(x["httpCode"])
	}
	status(o["statusCode"])
	if depth > 0 {
		status(o["status"])
		if t, ok := o["type"].(float64); ok {
			e.nested = append(e.nested, int(t))
		}
	}
	if s, ok := o["error"].(string); ok {
		e.errors = append(e.errors, strings.ToLower(s))
	}
	for _, k := range []string{"message", "reason", "errMsg", "error_description", "data"} {
		s, ok := o[k].(string)
		if !ok {
			continue
		}
		e.texts = append(e.texts, strings.ToLower(s))
		var in map[string]any
		if (k == "data" || k == "message") && json.Unmarshal([]byte(s), &in) == nil && in != nil {
			inner = append(inner, in)
		}
	}
	for k, v := range o {
		if m, ok := v.(map[string]any); ok && (depth > 0 || k == "data") {
			inner = append(inner, m)
		}
	}
	return inner
}

func (e *evidence) implied() int {
	says := func(s string) bool {
		in := func(t string) bool { return strings.Contains(t, s) }
		return slices.ContainsFunc(e.texts, in) || slices.ContainsFunc(e.errors, in)
	}
	if says("request entity too large") {
		return 413
	}
	if says("unsupported media type") {
		return 415
	}
	for _, i := range []struct {
		name   string
		status int
	}{
		{"gateway_timeout", 504}, {"service_unavailable", 503}, {"service_resource_not_found", 404},
		{"reach_limit", 429}, {"unauthorized", 401}, {"auth_bad_access_token", 401}, {"illegal_argument", 400},
		{"unsupported_service_operation", 500}, {"web_application", 500},
	} {
		if slices.Contains(e.errors, i.name) {
			return i.status
		}
	}
	return 0
}

// decide returns the cause of a record and the number of the rule, -1 for none.
func decide(c *Catalog, e *evidence) (string, int) {
	if !e.coded {
		return CauseNoCode, -1
	}
	id, ok := c.ByNumber(e.code)
	if !ok {
		return CauseUnknownCode, -1
	}
	for i, r := range c.Rules {
		part := func(want, have []string) bool {
			return len(want) == 0 || slices.ContainsFunc(want, func(w string) bool {
				return slices.ContainsFunc(have, func(h string) bool { return strings.Contains(h, w) })
			})
		}
		either := func(want []int, have ...int) bool {
			return len(want) == 0 || slices.ContainsFunc(have, func(h int) bool { return slices.Contains(want, h) })
		}
		named := len(r.Error) == 0 || slices.ContainsFunc(e.errors, func(h string) bool { return slices.Contains(r.Error, h) })
		if either(r.Codes, e.code) && either(r.Nested, e.nested...) && either(r.HTTP, e.status) && named &&
			part(r.Text, e.texts) && part(r.Also, e.texts) && part(r.Event, []string{e.event}) && (!r.EmptyData || e.emptyData) {
			return c.Causes[r.Cause].ID, i
		}
	}
	return c.Causes[c.DefaultCause(id)].ID, -1
}

func TestRulesAgainstSDKEvents(t *testing.T) {
	c := load1(t)
	f, err := os.Open("testdata/sdk-events-labelled.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var total, met int
	for s := bufio.NewScanner(f); s.Scan(); {
		var line struct {
			Scenario, Cause string
			Record          map[string]any
		}
		if err := json.Unmarshal(s.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		total++
		got, rule := decide(c, gather(line.Record))
		if got == line.Cause {
			met++
			continue
		}
		text, _ := json.Marshal(line.Record["error"])
		t.Logf("%s: cause %s, labelled %s (rule %d): %s", line.Scenario, got, line.Cause, rule+1, text)
	}
	t.Logf("%d of %d labels met", met, total)
	if total < 200 || met*100 < total*97 {
		t.Errorf("%d of %d labels met, want 97 %% of at least 200", met, total)
	}
}

// body is a REST answer as it stands in a data string.
func body(name, text string) string {
	b, _ := json.Marshal(map[string]any{"error": name, "exception": "org.apache.usergrid.group.x", "duration": 1, "error_description": text})
	return strconv.Quote(string(b))
}

// TestRulesOneByOne gives one case or more for every rule, and says which
// rules have none or are never reached.
func TestRulesOneByOne(t *testing.T) {
	c := load1(t)
	reached := make([]bool, len(c.Rules))
	f := func(want, object string) {
		t.Helper()
		event := "onError"
		if name, rest, ok := strings.Cut(object, " @ "); ok {
			event, object = name, rest
		}
		rec := map[string]any{"event": event}
		var e map[string]any
		if err := json.Unmarshal([]byte(object), &e); err != nil {
			t.Fatalf("%s: %v", object, err)
		}
		rec["error"] = e
		got, rule := decide(c, gather(rec))
		if got != want {
			t.Errorf("%s: cause %s by rule %d, want %s", object, got, rule+1, want)
		}
		if rule >= 0 {
			reached[rule] = true
		}
	}
	rest := func(want string, code int, name, text string) {
		t.Helper()
		f(want, `{"type":`+strconv.Itoa(code)+`,"data":`+body(name, text)+`}`)
	}
	// configuration and the app's own faults
	rest("app-key-invalid", 17, "organization_application_not_found", "Could not find application for acme/chat from URI: acme/chat/token")
	f("app-key-invalid", `{"type":1,"message":"Could not find application for acme/chat","data":{"type":17,"extraInfo":{"httpCode":404}}}`)
	f("app-key-invalid", `{"type":101,"message":"AppKey illegal"}`)
	f("app-key-invalid", `{"type":27,"message":"signup error"}`)
	f("app-callback-threw", `{"type":101,"message":"Failed to upload the file","data":{"type":31,"data":{}}}`)
	f("login-in-progress", `{"type":1,"message":"Currently logging in"}`)
	f("credentials-missing", `{"type":1,"message":"the accessToken is illegal"}`)
	// credentials and tokens
	f("user-not-found", `{"type":1,"data":{"type":17,"data":`+body("invalid_grant", "user not found")+`}}`)
	rest("user-not-found", 17, "service_resource_not_found", "username li.na doesn't exist!")
	f("wrong-password", `{"type":1,"message":"login failed","data":{"type":17,"data":`+body("invalid_grant", "invalid password")+`}}`)
	rest("wrong-password", 17, "invalid_grant", "")
	rest("user-exists", 17, "duplicate_unique_property_exists", "x")
	f("user-exists", `{"type":17,"message":"Entity user requires that property named username be unique"}`)
	rest("registration-closed", 17, "unauthorized", "registration is not open, please contact the app admin")
	rest("token-expired", 17, "unauthorized", "Unable to authenticate due to expired access token")
	f("token-expired", `{"type":101,"message":"Failed to upload the file","data":{"type":101,"data":`+body("unauthorized", "Unable to authenticate due to expired access token")+`}}`)
	f("token-expired", `{"type":40,"message":"provision error","data":{"status":{"errorCode":"FAIL","reason":"Sorry, token expired"}}}`)
	f("token-expired", `{"type":1,"data":{"type":56}}`)
	rest("token-invalid", 17, "auth_bad_access_token", "x")
	f("token-invalid", `{"type":28,"message":"INVALID_TOKEN"}`)
	f("token-invalid", `{"type":52,"message":"Unable to authenticate (OAuth)"}`)
	rest("token-invalid", 101, "unauthorized", "x")
	f("not-logged-in", `{"type":28,"message":"token not assign error"}`)
	// quotas and rates
	rest("quota-reached", 500, "resource_limited", "x")
	f("quota-reached", `{"type":40,"message":"provision error","data":{"status":{"errorCode":"PERMISSION_DENIED","reason":"Sorry, the app month live count limit"}}}`)
	f("quota-reached", `{"type":50,"message":"Sorry, the daily active user limit for this app has been reached"}`)
	f("quota-reached", `reject:open @ {"type":50,"message":"Sorry"}`)
	f("quota-reached", `{"type":1,"data":{"type":50,"message":"Sorry"}}`)
	rest("rate-limited", 500, "reach_limit", "This request has reached api limit")
	f("rate-limited", `{"type":50,"message":"The request has reached the maximum limit"}`)
	f("rate-limited", `{"type":500,"message":"Server is busy.","extraInfo":{"httpCode":429}}`)
	f("server-busy", `{"type":500,"message":"Server is busy."}`)
	f("server-busy", `{"type":1,"message":"Server is busy.","data":{"type":500,"extraInfo":{"httpCode":503}}}`)
	f("limit-exceeded", `{"type":50,"message":"The quantity has exceeded the limit!"}`)
	// refused logins
	f("too-many-devices", `{"type":40,"data":{"status":{"reason":"the number of devices the user is logged in to exceeds the limit"}}}`)
	f("device-changed", `{"type":40,"data":{"status":{"reason":"user device is changed"}}}`)
	f("service-disabled", `{"type":40,"data":{"status":{"reason":"Server serving disabled."}}}`)
	f("network-lost", `{"type":40,"message":"on socket error","data":{"errMsg":"connect failed"}}`)
	f("login-refused", `{"type":40,"message":"provision error","data":{"status":{"errorCode":"FAIL","reason":"x"}}}`)
	f("not-logged-in", `{"type":2,"message":"appName or orgName is illegal"}`)
	f("login-refused", `{"type":2,"message":"missing parameter"}`)
	f("login-refused", `onDisconnected @ {"type":2,"message":"x"}`)
	f("not-logged-in", `{"type":2}`)
	// network
	f("request-timeout", `{"type":17,"errMsg":"request:fail timeout"}`)
	f("network-lost", `{"type":17,"errMsg":"request:fail","data":{"error":"request:fail"}}`)
	f("network-lost", `{"type":-2,"message":"Request Unknow Error","errorType":"onerror","xhr":{}}`)
	f("server-error", `{"type":-2,"message":"unknown error"}`)
	f("network-lost", `{"type":101,"message":"Failed to upload the file","data":{"type":101,"data":{}}}`)
	f("network-lost", `{"type":17,"data":""}`)
	f("server-list-unavailable", `{"type":304,"message":"get DNS failed","data":{"type":304,"data":{"type":-2,"xhr":{}}}}`)
	// files
	f("file-too-large", `{"type":101,"data":"<html><head><title>413 Request Entity Too Large</title></head></html>"}`)
	f("file-too-large", `{"type":101,"data":"payload too large"}`)
	f("file-empty", `{"type":101,"message":"fileSize must be greater than 0"}`)
	rest("file-type-rejected", 101, "illegal_argument", "file type not allowed")
	rest("file-type-rejected", 101, "web_application", "Unsupported Media Type")
	f("file-type-rejected", `{"type":501,"message":"The file type is not gif."}`)
	rest("storage-quota", 101, "forbidden_op", "storage quota exceeded")
	rest("file-forbidden", 101, "forbidden_op", "x")
	f("file-forbidden", `{"type":200,"statusCode":403}`)
	f("file-forbidden", `onFileDownloadError @ {"type":603,"xhr":{}}`)
	f("file-not-found", `{"type":200,"statusCode":404}`)
	f("upload-failed", `{"type":101}`)
	// groups
	rest("not-a-member", 17, "forbidden_op", "users [a] are not members of this group!")
	rest("already-a-member", 603, "forbidden_op", "can not join this group, reason:user: a already in group: 1")
	rest("group-full", 17, "forbidden_op", "group member list is full!")
	rest("group-disabled", 603, "forbidden_op", "can not operate this group, reason: group is disabled")
	rest("group-not-found", 17, "service_resource_not_found", "do not find this group:204511223344")
	rest("limit-exceeded", 603, "forbidden_op", "user a has joined too many groups/chatrooms!")
	rest("feature-disabled", 17, "group_error", "thread service not open!")
	f("blocked-by-user", `{"type":603,"message":"blocked","data":{"id":"1","mid":"2"}}`)
	f("no-permission", `{"type":603,"message":"permission denied","data":""}`)
	rest("no-permission", 17, "forbidden_op", "x")
	f("no-permission", `{"type":17,"statusCode":403}`)
	// HTTP
	f("token-invalid", `{"type":17,"statusCode":401}`)
	rest("bad-request", 17, "illegal_argument", "this is an invalid request.")
	rest("bad-request", 17, "json_parse", "x")
	rest("bad-request", 17, "web_application", "Unsupported Media Type")
	rest("request-too-large", 17, "Request Entity Too Large", "x")
	f("request-too-large", `{"type":17,"data":"Payload Too Large"}`)
	rest("resource-not-found", 17, "service_resource_not_found", "Service resource not found")
	rest("server-error", 17, "gateway_timeout", "upstream timed out")
	rest("server-error", 17, "web_application", "x")
	rest("server-error", 17, "no_full_text_index", "x")
	f("server-error", `{"type":17,"data":"<h1>502 Bad Gateway</h1>"}`)
	// the inner error
	f("request-timeout", `{"type":1,"message":"Request Timeout","data":{"type":-1,"extraInfo":{"httpCode":0}}}`)
	f("network-lost", `{"type":1,"data":{"type":-2,"message":"Request Unknow Error"}}`)
	f("request-aborted", `{"type":101,"data":{"type":-4}}`)
	f("user-not-found", `{"type":1,"data":{"type":204}}`)
	f("token-invalid", `{"type":1,"data":{"type":52}}`)
	f("app-key-invalid", `{"type":101,"data":{"type":27}}`)
	f("not-logged-in", `{"type":101,"data":{"type":102}}`)
	f("server-error", `{"type":1,"data":{"type":503}}`)
	f("login-refused", `{"type":1,"message":"login failed","data":{"type":17,"data":""}}`)
	// free text of others must not decide
	f("app-rule-blocked", `{"type":502,"message":"user not found, token expired, quota"}`)
	f("token-exchange-failed", `{"type":12,"data":{"type":17,"data":`+body("unauthorized", "expired access token")+`}}`)
	f("no-code", `{"status":false}`)
	f("unknown-code", `{"type":77}`)
	for i, ok := range reached {
		if !ok {
			t.Errorf("no case reaches rule %d (%s, %s)", i+1, c.Causes[c.Rules[i].Cause].ID, c.Rules[i].Why)
		}
	}
}
