package report

import (
	"testing"
	"time"

	"imlens/analyzer"
	"imlens/catalog"
)

func shanghai() *time.Location { return time.FixedZone("Asia/Shanghai", 8*3600) }

func at(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 12, 345_000_000, shanghai())
}

func testOptions() Options {
	return Options{GeneratedAt: time.Date(2026, 11, 23, 9, 0, 0, 0, shanghai())}
}

// testCatalog is a catalogue small enough to see in the golden files, so that
// they do not change when the real one is corrected.
func testCatalog() *catalog.Catalog {
	text := func(en, zh string) catalog.Text { return catalog.Text{EN: en, ZH: zh} }
	return &catalog.Catalog{
		Causes: []catalog.Cause{
			{ID: "token-expired", Category: catalog.Auth, Title: text("Token expired", "token 已过期"),
				Advice: text("Fetch a new token from your backend in onTokenWillExpire and call renewToken(); check the token lifetime in the console.",
					"在 onTokenWillExpire 中向业务后台获取新 token 并调用 renewToken()；同时检查控制台中的 token 有效期。")},
			{ID: "token-invalid", Category: catalog.Auth, Title: text("Token not accepted", "token 无效"),
				Advice: text("Check that the token was issued for this App Key and this user.", "确认 token 属于当前 App Key 和当前用户。")},
			{ID: "signed-in-elsewhere", Category: catalog.Auth, Title: text("Signed in elsewhere", "账号在别处登录"),
				Advice: text("Tell the user that the account was signed in on another device; allow several devices in the console if that is wanted.",
					"提示用户账号已在其他设备登录；如需多端同时在线，请在控制台开启。")},
			{ID: "network-lost", Category: catalog.Connection, Title: text("Network lost", "网络中断"),
				Advice: text("Usually the user's own network. If many users in one region are hit, check the carrier and the proxy.",
					"多为用户自身网络问题；若同一地区大量出现，请检查运营商线路与代理。")},
			{ID: "send-timeout", Category: catalog.Message, Title: text("Send not confirmed", "消息发送超时"),
				Advice: text("Let the user send again; the SDK does not know whether the message arrived.", "提示用户重发；SDK 无法确认消息是否送达。")},
			{ID: "unknown-code", Category: catalog.Other, Title: text("Unknown code", "未知错误码"),
				Advice: text("Look the code up in the release notes of the SDK and add it to the catalogue.", "在 SDK 更新日志中查找该错误码，并补充到目录中。")},
		},
		Codes: []catalog.Code{
			{Number: -3, Names: []string{"REQUEST_PARAMETER_ERROR"}, Category: catalog.Other, Versions: "4.0.8 – 4.21.1",
				Meaning: text("A parameter was rejected, by the SDK or by the service.", "参数不合法，由 SDK 或服务端判定。"),
				Causes:  []catalog.CauseID{5}},
			{Number: 56, Names: []string{"WEBIM_TOKEN_EXPIRED"}, Category: catalog.Auth, Versions: "4.0.8 – 4.21.1",
				Meaning: text("The token has expired.", "token 已过期。"), Causes: []catalog.CauseID{0, 1}},
			{Number: 206, Names: []string{"WEBIM_CONNCTION_USER_LOGIN_ANOTHER_DEVICE", "WEBIM_CONNECTION_USER_LOGIN_ANOTHER_DEVICE"},
				Category: catalog.Auth, Meaning: text("The same account logged in on another device.", "同一账号在另一台设备上登录。"),
				Causes: []catalog.CauseID{2}, Status: catalog.Legacy},
		},
	}
}

// nasty holds one of each kind of thing that a log must not do to a reader.
const nasty = "\x1b[2J\x1b]52;c;cm0=\a a|b `x` <img src=x>\r\n\u202Etxt.exe\u200b\x9b\xff\U000E0041"

// fullSnapshot has something in every section, hostile texts among it.
func fullSnapshot() *analyzer.Snapshot {
	const errors = 12408
	share := func(n int64) float64 { return float64(n) / errors }
	s := &analyzer.Snapshot{
		First: at(20, 8, 0), Last: at(22, 23, 59), Location: shanghai(), Errors: errors, Users: 3911,
		Input: analyzer.Input{
			Sources: []analyzer.SourceStat{
				{Name: "logs/web-2026-11-20.log.gz", Compression: "gzip", Bytes: 9_412_007, Lines: 26_310, Status: "ok"},
				{Name: "logs/web-2026-11-21.log", Compression: "none", Bytes: 6_120_441, Lines: 17_020, Status: "partial",
					Problem: "unexpected EOF after 6,120,441 bytes"},
				{Name: "logs.zip!" + nasty, Compression: "zip", Bytes: 2_680_110, Lines: 8_780, Status: "ok"},
				{Name: "=cmd|' /C calc'!A0.log", Compression: "none", Status: "failed", Problem: "permission denied"},
			},
			Bytes: 18_212_558, Lines: 52_110, Records: 51_903, NotErrors: 38_997, Filtered: 412, Undated: 7,
			SkippedNotJSON: 84, SkippedTooLong: 2, PassedOver: 3,
			Skipped: []analyzer.Skip{
				{Source: "logs/web-2026-11-20.log.gz", Line: 118, Reason: "not_json", Text: `{"ts":"2026-11-20T08:01:1`},
				{Source: "logs.zip!" + nasty, Line: 2_004, Reason: "too_long", Text: nasty},
			},
		},
	}
	for _, c := range []analyzer.CategoryStat{
		{Category: catalog.Auth, Errors: 7_569, Users: 2_110}, {Category: catalog.Connection, Errors: 3_120, Users: 1_544},
		{Category: catalog.Message, Errors: 1_204, Users: 610}, {Category: catalog.Other, Errors: 471, Users: 98},
		{Category: catalog.Group, Errors: 41, Users: 12}, {Category: catalog.File, Errors: 3, Users: 1},
	} {
		c.Share = share(c.Errors)
		s.Categories = append(s.Categories, c)
	}
	for _, c := range testCodes() {
		c.Share = share(c.Errors)
		c.Known = c.Name != ""
		s.Codes = append(s.Codes, c)
	}
	for _, c := range []analyzer.CauseStat{
		{Cause: "token-expired", Category: catalog.Auth, Errors: 5_871, Users: 1_702},
		{Cause: "network-lost", Category: catalog.Connection, Errors: 3_120, Users: 1_544},
		{Cause: "signed-in-elsewhere", Category: catalog.Auth, Errors: 1_298, Users: 511},
		{Cause: "send-timeout", Category: catalog.Message, Errors: 1_204, Users: 610},
		{Cause: "unknown-code", Category: catalog.Other, Errors: 515, Users: 111},
		{Cause: "token-invalid", Category: catalog.Auth, Errors: 397, Users: 80},
		{Cause: "own-rule-" + nasty, Category: catalog.Auth, Errors: 3, Users: 2},
	} {
		c.Share = share(c.Errors)
		s.Causes = append(s.Causes, c)
	}
	s.Timeline = testTimeline(s.Categories)
	s.Breakdowns = testBreakdowns(share)
	s.Messages = []analyzer.MessageStat{
		{Template: "the token has expired", Code: "56", Errors: 6_201, Example: "the token has expired"},
		{Template: "websocket disconnected, code <N>, retry <N> of <N> after <N> ms, host <HOST>", Code: "40", Errors: 3_120,
			Example: "websocket disconnected, code 1006, retry 3 of 5 after 4000 ms, host im-api-v2.easemob.com"},
		{Template: "消息发送超时，会话 <ID> 未收到确认", Code: "510", Errors: 1_204, Example: "消息发送超时，会话 8842 未收到确认"},
		{Template: nasty, Code: nasty, Errors: 41, Example: "=HYPERLINK(\"http://evil.example\")"},
	}
	return s
}

func testCodes() []analyzer.CodeStat {
	one := func(cause string, n int64) []analyzer.CauseCount {
		return []analyzer.CauseCount{{Cause: cause, Errors: n, Share: 1}}
	}
	return []analyzer.CodeStat{
		{Code: "56", Name: "WEBIM_TOKEN_EXPIRED", Category: catalog.Auth, Errors: 6_268, Users: 1_760, First: at(20, 8, 0), Last: at(22, 23, 59),
			Causes: []analyzer.CauseCount{{Cause: "token-expired", Errors: 5_871, Share: 5871.0 / 6268}, {Cause: "token-invalid", Errors: 397, Share: 397.0 / 6268}}},
		{Code: "40", Name: "WEBIM_CONNCTION_SERVER_ERROR", Category: catalog.Connection, Errors: 3_120, Users: 1_544, First: at(20, 8, 2), Last: at(22, 23, 50),
			Causes: one("network-lost", 3_120)},
		{Code: "206", Name: "WEBIM_CONNCTION_USER_LOGIN_ANOTHER_DEVICE", Category: catalog.Auth, Errors: 1_298, Users: 511, First: at(20, 9, 0), Last: at(22, 22, 0),
			Causes: one("signed-in-elsewhere", 1_298)},
		{Code: "510", Name: "SERVER_TIMEOUT", Category: catalog.Message, Errors: 1_204, Users: 610, First: at(21, 0, 0), Last: at(22, 12, 0),
			Causes: one("send-timeout", 1_204)},
		{Code: "-3", Name: "REQUEST_PARAMETER_ERROR", Category: catalog.Other, Errors: 460, Users: 90, First: at(20, 8, 0), Last: at(22, 23, 0),
			Causes: one("unknown-code", 460)},
		{Code: nasty, Category: catalog.Group, Errors: 41, Users: 12, First: at(20, 8, 0), Last: at(20, 8, 0), Causes: one("unknown-code", 41)},
		{Code: "none", Category: catalog.Other, Errors: 11, Users: 8, Causes: one("unknown-code", 11)},
		{Code: "(other)", Category: catalog.File, Errors: 3, Users: 1, First: at(22, 1, 0), Last: at(22, 1, 0), Causes: one("unknown-code", 3)},
		{Code: "=1+1", Category: catalog.Auth, Errors: 3, Users: 2, First: at(22, 1, 0), Last: at(22, 1, 0), Causes: one("own-rule-"+nasty, 3)},
	}
}

// testTimeline spreads the errors of each category over 64 hours, with an
// incident on the second day.
func testTimeline(cats []analyzer.CategoryStat) analyzer.Timeline {
	t := analyzer.Timeline{Step: time.Hour, Outside: 5, Buckets: make([]analyzer.Bucket, 64)}
	start := time.Date(2026, 11, 20, 8, 0, 0, 0, shanghai())
	for i := range t.Buckets {
		t.Buckets[i].Start = start.Add(time.Duration(i) * time.Hour)
	}
	for _, c := range cats {
		left := c.Errors
		weight := func(i int) int64 {
			hour := (i + 8) % 24
			w := int64(1 + max(0, 10-(hour-14)*(hour-14)/4))
			if i >= 28 && i < 33 {
				w *= 5
			}
			return w
		}
		var sum int64
		for i := range t.Buckets {
			sum += weight(i)
		}
		for i := range t.Buckets {
			n := min(left, c.Errors*weight(i)/sum)
			if i == 30 {
				n += c.Errors / 40
			}
			n = min(n, left)
			t.Buckets[i].Categories[c.Category] += n
			t.Buckets[i].Errors += n
			left -= n
		}
		t.Buckets[29].Categories[c.Category] += left
		t.Buckets[29].Errors += left
	}
	return t
}

func testBreakdowns(share func(int64) float64) []analyzer.Breakdown {
	f := func(field string, other, none int64, values ...analyzer.ValueCount) analyzer.Breakdown {
		for i := range values {
			values[i].Share = share(values[i].Errors)
		}
		return analyzer.Breakdown{Field: field, Values: values, Other: other, None: none}
	}
	return []analyzer.Breakdown{
		f("sdk_version", 0, 403, analyzer.ValueCount{Value: "4.15.1", Errors: 8_004}, analyzer.ValueCount{Value: "4.9.0", Errors: 4_001}),
		f("app_key", 12, 3, analyzer.ValueCount{Value: "1107190515041234#production-chat-eu", Errors: 12_000},
			analyzer.ValueCount{Value: "@SUM(1+9)", Errors: 393}),
		f("browser", 0, 0, analyzer.ValueCount{Value: "Chrome 131", Errors: 9_000}, analyzer.ValueCount{Value: "微信 8.0", Errors: 3_300},
			analyzer.ValueCount{Value: nasty, Errors: 108}),
		f("os", 0, 0),
	}
}

func emptySnapshot() *analyzer.Snapshot {
	return &analyzer.Snapshot{Location: shanghai(), Breakdowns: testBreakdowns(func(int64) float64 { return 0 })[3:]}
}

func withoutUsersSnapshot() *analyzer.Snapshot {
	s := fullSnapshot()
	s.Users, s.Partial = 0, true
	for i := range s.Categories {
		s.Categories[i].Users = 0
	}
	for i := range s.Codes {
		s.Codes[i].Users = 0
	}
	for i := range s.Causes {
		s.Causes[i].Users = 0
	}
	return s
}

func undatedSnapshot() *analyzer.Snapshot {
	s := fullSnapshot()
	s.First, s.Last, s.Timeline = time.Time{}, time.Time{}, analyzer.Timeline{}
	for i := range s.Codes {
		s.Codes[i].First, s.Codes[i].Last = time.Time{}, time.Time{}
	}
	s.Input.Undated = s.Errors
	return s
}

func hintSnapshot() *analyzer.Snapshot {
	s := emptySnapshot()
	s.Input = analyzer.Input{
		Sources: []analyzer.SourceStat{{Name: "app.log", Compression: "none", Bytes: 310_022, Lines: 1_290, Status: "ok"}},
		Bytes:   310_022, Lines: 1_290, Records: 1_290, NotErrors: 1_290,
	}
	s.Hints = []analyzer.Hint{
		{Path: "err.errCode", Records: 1_204, Example: "40"},
		{Path: "payload.$(rm -rf ~).it's.type", Records: 12, Example: nasty},
	}
	return s
}

func oneErrorSnapshot() *analyzer.Snapshot {
	s := emptySnapshot()
	s.Errors, s.Users, s.First, s.Last = 1, 1, at(20, 8, 0), at(20, 8, 0)
	s.Input = analyzer.Input{
		Sources: []analyzer.SourceStat{{Name: "-", Compression: "none", Bytes: 212, Lines: 1, Status: "ok"}},
		Bytes:   212, Lines: 1, Records: 1,
	}
	s.Categories = []analyzer.CategoryStat{{Category: catalog.Auth, Errors: 1, Share: 1, Users: 1}}
	s.Codes = []analyzer.CodeStat{{Code: "56", Name: "WEBIM_TOKEN_EXPIRED", Known: true, Errors: 1, Share: 1, Users: 1,
		First: s.First, Last: s.Last, Causes: []analyzer.CauseCount{{Cause: "token-expired", Errors: 1, Share: 1}}}}
	s.Causes = []analyzer.CauseStat{{Cause: "token-expired", Errors: 1, Share: 1, Users: 1}}
	s.Timeline = analyzer.Timeline{Step: time.Minute, Buckets: []analyzer.Bucket{
		{Start: time.Date(2026, 11, 20, 8, 0, 0, 0, shanghai()), Errors: 1, Categories: [catalog.NumCategories]int64{1}}}}
	return s
}

// snapshots are all fixtures by name.
func snapshots() map[string]*analyzer.Snapshot {
	return map[string]*analyzer.Snapshot{
		"full": fullSnapshot(), "empty": emptySnapshot(), "nousers": withoutUsersSnapshot(),
		"undated": undatedSnapshot(), "hints": hintSnapshot(), "one": oneErrorSnapshot(),
		"filtered": filteredSnapshot(), "uncoded": uncodedSnapshot(),
	}
}

// render writes a report and fails the test when it cannot.
func render(t testing.TB, format string, s *analyzer.Snapshot, o Options) string {
	t.Helper()
	var b stringWriter
	if err := Write(&b, format, s, testCatalog(), o); err != nil {
		t.Fatalf("Write(%s): %v", format, err)
	}
	return string(b)
}

type stringWriter []byte

func (w *stringWriter) Write(p []byte) (int, error) {
	*w = append(*w, p...)
	return len(p), nil
}
