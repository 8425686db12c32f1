package cli

import (
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"imlens/analyzer"
	"imlens/catalog"
	"imlens/parser"
)

func TestParseMoment(t *testing.T) {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	f := func(in, want string) {
		t.Helper()
		got, err := parseMoment(in, now, shanghai)
		if err != nil {
			t.Errorf("%q: %v", in, err)
			return
		}
		if text := got.UTC().Format(time.RFC3339Nano); text != want {
			t.Errorf("%q is %s, want %s", in, text, want)
		}
	}
	f("2026-11-22T08:00:00Z", "2026-11-22T08:00:00Z")
	f("2026-11-22T08:00:00.25+08:00", "2026-11-22T00:00:00.25Z")
	f("2026-11-22", "2026-11-21T16:00:00Z")
	f("2026-11-22 08:00", "2026-11-22T00:00:00Z")
	f("2026-11-22T08:00", "2026-11-22T00:00:00Z")
	f("2026-11-22 08:00:05", "2026-11-22T00:00:05Z")
	f("2026-11-22 08:00:05.123", "2026-11-22T00:00:05.123Z")
	f("24h", "2026-11-22T12:00:00Z")
	f("7d", "2026-11-16T12:00:00Z")
	f("2w", "2026-11-09T12:00:00Z")
	f("1d12h30m", "2026-11-21T23:30:00Z")
	f("0s", "2026-11-23T12:00:00Z")
}

func TestParseMomentFailure(t *testing.T) {
	f := func(in string) {
		t.Helper()
		if got, err := parseMoment(in, testClock(), time.UTC); err == nil {
			t.Errorf("%q is taken as %s", in, got)
		}
	}
	f("")
	f("yesterday")
	f("7")
	f("d")
	f("-7d")
	f("7 d")
	f("1.5d")
	f("7y")
	f("99999999999999999999d")
	f("99999999999d")
	f("9223372036s9223372036s")
	f("2026-13-01")
	f("2026-11-22 8")
	f("2026-11-22T08:00:00+25:00")
}

func TestParseSize(t *testing.T) {
	f := func(in string, want int64) {
		t.Helper()
		got, err := parseSize(in)
		if err != nil || got != want {
			t.Errorf("%q is %d (%v), want %d", in, got, err, want)
		}
	}
	f("65536", 65536)
	f("512B", 512)
	f("64k", 64<<10)
	f("64KiB", 64<<10)
	f("1MiB", 1<<20)
	f("1 MiB", 1<<20)
	f("1M", 1<<20)
	f("1MB", 1e6)
	f("2GiB", 2<<30)
}

func TestParseMaxLineFailure(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		if got, err := parseMaxLine(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %d, %v; want an error with %q", in, got, err, want)
		}
	}
	f("", "give a size")
	f("MiB", "give a size")
	f("-1MiB", "give a size")
	f("1.5MiB", "give a size")
	f("1MiB/s", "give a size")
	f("99999999999GiB", "too large")
	f("99999999999999999999", "give a size")
	f("1023", "between 1 KiB and 64 MiB")
	f("65MiB", "between 1 KiB and 64 MiB")
	f("0", "between 1 KiB and 64 MiB")
}

func TestParseFields(t *testing.T) {
	got, err := parseFields([]string{"code=err.code", "code=a=b", "Time = at ", "user=u", "app=a", "sdk=s", "ua={x,y}"})
	if err != nil {
		t.Fatal(err)
	}
	want := parser.Fields{
		Code: []string{"err.code", "a=b"}, Time: []string{"at"}, User: []string{"u"},
		App: []string{"a"}, SDK: []string{"s"}, UA: []string{"{x,y}"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, wrong := range []string{"", "code", "code=", "=x", "colour=x", "code= "} {
		if _, err := parseFields([]string{wrong}); err == nil {
			t.Errorf("%q is taken", wrong)
		}
	}
}

func TestEnvLanguage(t *testing.T) {
	f := func(all, messages, lang string, want catalog.Lang) {
		t.Helper()
		env := map[string]string{"LC_ALL": all, "LC_MESSAGES": messages, "LANG": lang}
		if got := envLanguage(func(name string) string { return env[name] }); got != want {
			t.Errorf("%v: %s, want %s", env, got, want)
		}
	}
	f("", "", "", catalog.English)
	f("", "", "zh_CN.UTF-8", catalog.Chinese)
	f("", "zh_TW", "en_US.UTF-8", catalog.Chinese)
	f("C", "zh_CN", "zh_CN", catalog.English)
	f("", "", "ZH", catalog.Chinese)
	f("", "en_US", "zh_CN", catalog.English)
}

func TestLocation(t *testing.T) {
	f := func(tz, flag, want string) {
		t.Helper()
		var said strings.Builder
		a := &app{env: Env{Stderr: &said, Now: testClock, Getenv: func(name string) string {
			if name == "TZ" {
				return tz
			}
			return ""
		}}}
		loc, err := a.location(flag)
		if err != nil || loc.String() != want {
			t.Errorf("TZ=%q --timezone %q: %v (%v), want %s", tz, flag, loc, err, want)
		}
		if odd := strings.Contains(tz, "CST-8"); odd != (said.Len() > 0) {
			t.Errorf("TZ=%q: said %q", tz, &said)
		}
	}
	f("Asia/Shanghai", "Local", "Asia/Shanghai")
	f(":Asia/Shanghai", "", "Asia/Shanghai")
	f("/usr/share/zoneinfo/Europe/Berlin", "local", "Europe/Berlin")
	f("Asia/Shanghai", "UTC", "UTC")
	f("Asia/Shanghai", "utc", "UTC")
	f("Etc/UTC", "", "UTC")
	f("UTC", "America/New_York", "America/New_York")
	f("CST-8", "Local", "UTC")
}

func TestBuild(t *testing.T) {
	f := func(info debug.BuildInfo, want string) {
		t.Helper()
		b := newBuild(&info)
		b.platform = "linux/amd64"
		if b.String() != want {
			t.Errorf("%q, want %q", b, want)
		}
	}
	settings := func(modified string) []debug.BuildSetting {
		return []debug.BuildSetting{{Key: "vcs.revision", Value: "0123456789abcdef"}, {Key: "vcs.modified", Value: modified}}
	}
	f(debug.BuildInfo{GoVersion: "go1.26.0"}, "devel go1.26.0 linux/amd64")
	f(debug.BuildInfo{GoVersion: "go1.26.0", Main: debug.Module{Version: "(devel)"}}, "devel go1.26.0 linux/amd64")
	f(debug.BuildInfo{GoVersion: "go1.26.0", Main: debug.Module{Version: "v1.2.3"}, Settings: settings("false")},
		"v1.2.3 (0123456789ab) go1.26.0 linux/amd64")
	f(debug.BuildInfo{GoVersion: "go1.26.0", Main: debug.Module{Version: "v1.2.3"}, Settings: settings("true")},
		"v1.2.3 (0123456789ab, modified) go1.26.0 linux/amd64")
}

func TestShieldNegative(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		a := &app{env: Env{Getenv: func(string) string { return "" }}}
		got := strings.Join(shieldNegative(a.rootCommand(), strings.Fields(in)), " ")
		if got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	f("explain -3", "explain -- -3")
	f("explain -3 --format json", "explain --format json -- -3")
	f("--lang zh explain -3", "--lang zh explain -- -3")
	f("explain -- -3", "explain -- -3")
	f("explain 3", "explain 3")
	f("analyze --code -3 logs", "analyze --code -3 logs")
	f("analyze -3", "analyze -3")
}

func TestStrictFindings(t *testing.T) {
	s := &analyzer.Snapshot{Input: analyzer.Input{
		Records: 9, SkippedNotJSON: 2, SkippedTooLong: 1, Undated: 5, PassedOver: 3,
		Sources: []analyzer.SourceStat{{Status: "ok"}, {Status: "partial"}, {Status: "failed"}},
	}}
	want := []string{"2 skipped as not JSON", "1 skipped as too long", "1 read only in part", "1 not read at all"}
	if diff := cmp.Diff(want, strictFindings(s)); diff != "" {
		t.Error(diff)
	}
	if found := strictFindings(&analyzer.Snapshot{Input: analyzer.Input{Records: 1, Undated: 1, PassedOver: 1}}); found != nil {
		t.Errorf("undated and passed over are forgiven, but: %v", found)
	}
	if diff := cmp.Diff([]string{"not one record was read"}, strictFindings(&analyzer.Snapshot{})); diff != "" {
		t.Error(diff)
	}
}
