package cli

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"
)

// layouts are the forms of a moment without a zone, besides RFC 3339.
func layouts() []string {
	return []string{
		"2006-01-02",
		"2006-01-02 15:04",
		"2006-01-02T15:04",
		"2006-01-02 15:04:05",
		"2006-01-02T15:04:05",
	}
}

// errMoment says what a moment may look like.
var errMoment = errors.New("give RFC 3339 such as 2026-11-22T08:00:00+08:00, a date such as 2026-11-22, " +
	"'2026-11-22 08:00', or a time back from now such as 24h, 7d or 2w")

// parseMoment reads the value of --since and --until. What has no zone is read
// in loc; a duration counts back from now.
func parseMoment(s string, now time.Time, loc *time.Location) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t, nil
	}
	for _, layout := range layouts() {
		if t, err := time.ParseInLocation(layout, s, loc); err == nil {
			return t, nil
		}
	}
	if d, err := parseBack(s); err == nil {
		return now.Add(-d), nil
	}
	return time.Time{}, errMoment
}

// parseBack reads a duration of whole weeks, days, hours, minutes and seconds:
// "24h", "7d", "1w2d", "90m".
func parseBack(s string) (time.Duration, error) {
	units := map[byte]time.Duration{
		'w': 7 * 24 * time.Hour, 'd': 24 * time.Hour, 'h': time.Hour, 'm': time.Minute, 's': time.Second,
	}
	if s == "" {
		return 0, errors.New("empty duration")
	}
	var total time.Duration
	for rest := s; rest != ""; {
		n := 0
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
			n++
		}
		if n == 0 || n == len(rest) {
			return 0, fmt.Errorf("%q is no duration", s)
		}
		unit, ok := units[rest[n]]
		count, err := strconv.ParseInt(rest[:n], 10, 64)
		if !ok || err != nil || count > (math.MaxInt64-int64(total))/int64(unit) {
			return 0, fmt.Errorf("%q is no duration", s)
		}
		total += time.Duration(count) * unit
		rest = rest[n+1:]
	}
	return total, nil
}
