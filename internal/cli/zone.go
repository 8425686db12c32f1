package cli

import (
	"os"
	"strings"
	"time"
	_ "time/tzdata" // so that the binary stands alone
)

// location finds the zone of --timezone. "Local" is what TZ says, else the
// system's own; it is given back under its IANA name where that can be told,
// since every report names its zone.
func (a *app) location(name string) (*time.Location, error) {
	if name != "" && !strings.EqualFold(name, "local") {
		loc, err := loadZone(name)
		if err != nil {
			return nil, usagef("give an IANA name such as Asia/Shanghai, or UTC or Local", "unknown time zone %q for --timezone", name)
		}
		return loc, nil
	}
	if tz := a.env.Getenv("TZ"); tz != "" {
		loc, err := loadZone(zoneOfPath(strings.TrimPrefix(tz, ":")))
		if err == nil {
			return loc, nil
		}
		a.say("TZ=%s is no zone that imlens knows, times are read as UTC: set TZ or --timezone to a name such as Asia/Shanghai", tz)
		return time.UTC, nil
	}
	return systemZone(a.env.Now()), nil
}

// loadZone loads a zone; UTC under any case and under its other common name is
// plain UTC.
func loadZone(name string) (*time.Location, error) {
	if strings.EqualFold(name, "utc") || strings.EqualFold(name, "etc/utc") {
		return time.UTC, nil
	}
	return time.LoadLocation(name)
}

// systemZone names time.Local. A name that disagrees with it is not used.
func systemZone(now time.Time) *time.Location {
	target, err := os.Readlink("/etc/localtime")
	if err != nil {
		return unnamedZone(now)
	}
	loc, err := loadZone(zoneOfPath(target))
	if err != nil || !sameClock(now, loc) {
		return unnamedZone(now)
	}
	return loc
}

// unnamedZone is the system's zone where nothing tells its name: UTC when the
// clocks agree the year round, as they do where no zone is set up at all.
func unnamedZone(now time.Time) *time.Location {
	if sameClock(now, time.UTC) {
		return time.UTC
	}
	return time.Local
}

// sameClock reports whether loc and time.Local show the same, now and half a
// year ago.
func sameClock(now time.Time, loc *time.Location) bool {
	for _, t := range []time.Time{now, now.AddDate(0, -6, 0)} {
		_, want := t.In(time.Local).Zone()
		if _, got := t.In(loc).Zone(); got != want {
			return false
		}
	}
	return true
}

// zoneOfPath takes the zone's name from a path into the zone database:
// "/usr/share/zoneinfo/Asia/Shanghai" is "Asia/Shanghai".
func zoneOfPath(path string) string {
	if _, name, ok := strings.Cut(path, "zoneinfo/"); ok {
		return name
	}
	return path
}
