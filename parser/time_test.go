package parser

import (
	"math/rand/v2"
	"testing"
	"time"
	_ "time/tzdata"
)

func zoneOf(tb testing.TB, name string) *time.Location {
	tb.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return zone
}

func TestParseTime(t *testing.T) {
	east := time.FixedZone("east", 8*3600)
	f := func(in, want string) {
		t.Helper()
		at, err := time.Parse(time.RFC3339Nano, want)
		if err != nil {
			t.Fatal(err)
		}
		var c clock
		for _, way := range []string{"first", "again"} {
			got, ok := c.parse([]byte(in), east)
			if !ok || got != at.UnixMicro() {
				t.Errorf("%q, %s: %v, %v; want %s", in, way, time.UnixMicro(got).UTC(), ok, want)
			}
		}
	}
	f("2026-11-22T08:00:00Z", "2026-11-22T08:00:00Z")
	f("2026-11-22t08:00:00z", "2026-11-22T08:00:00Z")
	f("2026-11-22T08:00:00.1Z", "2026-11-22T08:00:00.1Z")
	f("2026-11-22T23:59:59.999Z", "2026-11-22T23:59:59.999Z")
	f("2026-11-22T08:00:00.123456Z", "2026-11-22T08:00:00.123456Z")
	f("2026-11-22T08:00:00.123456789Z", "2026-11-22T08:00:00.123456Z")
	f("2026-11-22T08:00:00,5Z", "2026-11-22T08:00:00.5Z")
	f("2026-11-22T08:00:00+08:00", "2026-11-22T00:00:00Z")
	f("2026-11-22T08:00:00.25+0800", "2026-11-22T00:00:00.25Z")
	f("2026-11-22T08:00:00+08", "2026-11-22T00:00:00Z")
	f("2026-11-22 08:00:00-05:30", "2026-11-22T13:30:00Z")
	f("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z")
	f("2026-11-22 08:00:00", "2026-11-22T00:00:00Z")
	f("2026-11-22T08:00:00", "2026-11-22T00:00:00Z")
	f("2026-11-22 08:00:00,123", "2026-11-22T00:00:00.123Z")
	f("2026-11-22 08:00:00.123456", "2026-11-22T00:00:00.123456Z")
	f("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z")
	f("2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z")
	f("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z")
	f("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")
	f("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")
	f("1795422164", "2026-11-23T08:22:44Z")
	f("1795422164285", "2026-11-23T08:22:44.285Z")
	f("1795422164285123", "2026-11-23T08:22:44.285123Z")
	f("1795422164285123456", "2026-11-23T08:22:44.285123Z")
	f("1795422164.285", "2026-11-23T08:22:44.285Z")
	f("1795422164285.5", "2026-11-23T08:22:44.2855Z")
	f("1.795422164e9", "2026-11-23T08:22:44Z")
	f("1.795422164285E12", "2026-11-23T08:22:44.285Z")
	f("1", "1970-01-01T00:00:01Z")
	f("99999999999", "5138-11-16T09:46:39Z")
	f("100000000000", "1973-03-03T09:46:40Z")
	f("100000000000000000", "1973-03-03T09:46:40Z")
}

func TestParseTimeWrong(t *testing.T) {
	f := func(in string) {
		t.Helper()
		var c clock
		c.parse([]byte("2026-11-22T08:00:00.123Z"), time.UTC) // the next day might be taken for this one
		if got, ok := c.parse([]byte(in), time.UTC); ok {
			t.Errorf("%q is read as %v", in, time.UnixMicro(got).UTC())
		}
	}
	for _, in := range []string{
		"", " ", "soon", "null", "-", "2026-11-22", "2026-11-22T08:00Z", "08:00:00",
		"2026-13-22T08:00:00Z", "2026-00-22T08:00:00Z", "2026-11-00T08:00:00Z", "2026-11-31T08:00:00Z",
		"2023-02-29T08:00:00Z", "1900-02-29T08:00:00Z", "2026-04-31T08:00:00Z", "2026-02-30T08:00:00.000Z",
		"2026-11-22T24:00:00Z", "2026-11-22T08:60:00Z", "2026-11-22T08:00:61Z", "2026-11-22T24:00:00.000Z", "2026-11-22T08:00:99.000Z",
		"2026-11-22T08:00:00.Z", "2026-11-22T08:00:00Zx", "2026-11-22T08:00:00+8", "2026-11-22T08:00:00+24:00", "2026-11-22T08:00:00+08:60",
		"2026-11-22T08:00:00 UTC", "2026/11/22 08:00:00", "2026-11-22_08:00:00", "2O26-11-22T08:00:00Z", "2026-11-22T08:00:00.12aZ",
		"0", "0.0", "-1795422164", "17954x2164", "1795422164.", "1795422164.5.5", "99999999999999999999", "1e30", "1e", "0x10", "+1795422164",
	} {
		f(in)
	}
}

// TestZoneless times are read as the zone's clock shows them, on the days
// when it is put forward or back as time.Date does.
func TestZoneless(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Shanghai", "America/Santiago"} {
		zone := zoneOf(t, name)
		for minute := range 366 * 24 * 4 {
			wall := time.Date(2026, 1, 1, 0, 15*minute, 7, 0, time.UTC)
			got, ok := parseTime([]byte(wall.Format("2006-01-02 15:04:05")), zone)
			want := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, zone)
			if !ok || got != want.UnixMicro() {
				t.Fatalf("%s: %v is read as %v, %v", name, wall, time.UnixMicro(got).In(zone), ok)
			}
		}
	}
}

// TestParseTimeBack reads what time.Format has written, for any moment.
func TestParseTimeBack(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	layouts := []string{time.RFC3339, time.RFC3339Nano, "2006-01-02T15:04:05.000Z07:00", "2006-01-02 15:04:05,000000Z0700", "2006-01-02T15:04:05.000Z"}
	first, last := time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC).Unix(), time.Date(9999, 12, 30, 0, 0, 0, 0, time.UTC).Unix()
	var c clock
	for i := range 50_000 {
		at := time.Unix(first+rng.Int64N(last-first), rng.Int64N(1e9)).UTC()
		if i%3 == 0 { // on the day of the one before
			at = time.Date(2026, 11, 1+i%28, rng.IntN(24), rng.IntN(60), rng.IntN(60), rng.IntN(1e9), time.UTC)
		}
		layout := layouts[rng.IntN(len(layouts))]
		if layout != layouts[4] {
			at = at.In(time.FixedZone("", (rng.IntN(24*60)-12*60)*60))
		}
		text := at.Format(layout)
		want, err := time.Parse(layout, text)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := c.parse([]byte(text), time.UTC); !ok || got != want.UnixMicro() {
			t.Fatalf("%q is read as %v, %v", text, time.UnixMicro(got).UTC(), ok)
		}
	}
}

// FuzzClock holds the short way against the whole one, after any other time.
func FuzzClock(f *testing.F) {
	for _, s := range []string{"2026-11-22T08:00:00.123Z", "2026-11-22T24:00:00.000Z", "2026-11-22T08:00:00.12aZ", "2026-02-30T08:00:00.000Z", "1795422164285", "1.5e9"} {
		f.Add([]byte(s), []byte("2026-11-22T23:59:59.999Z"))
	}
	f.Fuzz(func(t *testing.T, b, before []byte) {
		var c clock
		c.parse(before, time.UTC)
		got, ok := c.parse(b, time.UTC)
		want, wantOK := parseTime(b, time.UTC)
		if got != want || ok != wantOK {
			t.Errorf("%q after %q: %d, %v; alone %d, %v", b, before, got, ok, want, wantOK)
		}
	})
}
