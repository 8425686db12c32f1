package parser

import (
	"bytes"
	"strconv"
	"time"
)

// microsPerDay is the length of a day in Event.Time's unit.
const microsPerDay = 24 * 60 * 60 * 1_000_000

// clock reads times. It remembers the day that it read last, since the next
// line's is mostly the same.
type clock struct {
	date  [10]byte
	start int64 // of that day, in microseconds since 1970 UTC
	known bool
}

// parse is parseTime, with a short way for 2026-11-22T08:00:00.123Z.
func (c *clock) parse(b []byte, loc *time.Location) (int64, bool) {
	if len(b) == 24 && b[23] == 'Z' && b[10] == 'T' && b[13] == ':' && b[16] == ':' && b[19] == '.' {
		if !c.known || [10]byte(b) != c.date {
			t, ok := parseTime(b, loc)
			if ok {
				c.date, c.known = [10]byte(b), true
				c.start = floorDay(t)
			}
			return t, ok
		}
		hour, minute, sec := pair(b[11], b[12]), pair(b[14], b[15]), pair(b[17], b[18])
		tenths, rest := pair(b[20], b[21]), uint32(b[22]-'0')
		if hour <= 23 && minute <= 59 && sec <= 59 && tenths <= 99 && rest <= 9 {
			millis := int64(hour*3600+minute*60+sec)*1000 + int64(tenths*10+rest)
			return c.start + millis*1000, true
		}
	}
	return parseTime(b, loc)
}

// pair reads two digits; more than 99 when they are none.
func pair(a, b byte) uint32 {
	x, y := uint32(a-'0'), uint32(b-'0')
	if x > 9 || y > 9 {
		return 1000
	}
	return x*10 + y
}

// floorDay returns the start of t's day in UTC.
func floorDay(t int64) int64 {
	d := t % microsPerDay
	if d < 0 {
		d += microsPerDay
	}
	return t - d
}

// parseTime reads a time as microseconds since 1970 UTC: RFC 3339, the same
// with a space for the T, a comma before the fraction or no zone (then it is
// in loc), or an epoch in s, ms, µs or ns by its magnitude.
func parseTime(b []byte, loc *time.Location) (int64, bool) {
	var t int64
	var ok bool
	if len(b) >= 19 && b[4] == '-' {
		t, ok = parseCalendar(b, loc)
	} else {
		t, ok = parseEpoch(b)
	}
	if !ok || t < firstTime || t > lastTime {
		return 0, false
	}
	return t, true
}

// The times that RFC 3339 can tell: the years 1 to 9999.
const (
	firstTime = -62_135_596_800_000_000
	lastTime  = 253_402_300_799_999_999
)

func parseCalendar(b []byte, loc *time.Location) (int64, bool) {
	if b[7] != '-' || b[13] != ':' || b[16] != ':' || (b[10] != 'T' && b[10] != 't' && b[10] != ' ') {
		return 0, false
	}
	year, ok1 := digits(b[0:4])
	month, ok2 := digits(b[5:7])
	day, ok3 := digits(b[8:10])
	hour, ok4 := digits(b[11:13])
	minute, ok5 := digits(b[14:16])
	sec, ok6 := digits(b[17:19])
	if !ok1 || !ok2 || !ok3 || !ok4 || !ok5 || !ok6 ||
		month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || sec > 60 { // a leap second is the next one's first
		return 0, false
	}
	micros, rest, ok := fraction(b[19:])
	if !ok {
		return 0, false
	}
	micros += int64(hour)*3600_000_000 + int64(minute)*60_000_000 + int64(sec)*1_000_000
	micros += daysSinceEpoch(year, month, day) * microsPerDay
	if len(rest) == 0 {
		return inZone(micros, loc), true
	}
	offset, ok := zoneOffset(rest)
	return micros - offset, ok
}

// inZone takes micros, which were read as if they were UTC, for a wall clock
// in loc. A wall time that the zone skips or has twice is read as time.Date does.
func inZone(micros int64, loc *time.Location) int64 {
	u := time.UnixMicro(micros).UTC()
	return time.Date(u.Year(), u.Month(), u.Day(), u.Hour(), u.Minute(), u.Second(), u.Nanosecond(), loc).UnixMicro()
}

// digits reads a short run of decimal digits.
func digits(b []byte) (int, bool) {
	n := 0
	for _, c := range b {
		c -= '0'
		if c > 9 {
			return 0, false
		}
		n = n*10 + int(c)
	}
	return n, true
}

// fraction reads ".123" or ",123", of any length, to microseconds.
func fraction(b []byte) (micros int64, rest []byte, ok bool) {
	if len(b) == 0 || (b[0] != '.' && b[0] != ',') {
		return 0, b, true
	}
	i, scale := 1, int64(100_000)
	for ; i < len(b) && b[i]-'0' <= 9; i++ {
		micros += int64(b[i]-'0') * scale
		scale /= 10
	}
	return micros, b[i:], i > 1
}

// zoneOffset reads Z, +08:00, +0800 or +08 to microseconds east of UTC.
func zoneOffset(b []byte) (int64, bool) {
	if len(b) == 1 && (b[0] == 'Z' || b[0] == 'z') {
		return 0, true
	}
	if b[0] != '+' && b[0] != '-' {
		return 0, false
	}
	hour, minute, ok1, ok2 := 0, 0, false, true
	switch {
	case len(b) == 6 && b[3] == ':':
		minute, ok2 = digits(b[4:6])
	case len(b) == 5:
		minute, ok2 = digits(b[3:5])
	case len(b) != 3:
		return 0, false
	}
	hour, ok1 = digits(b[1:3])
	if !ok1 || !ok2 || hour > 23 || minute > 59 {
		return 0, false
	}
	offset := int64(hour)*3600_000_000 + int64(minute)*60_000_000
	if b[0] == '-' {
		offset = -offset
	}
	return offset, true
}

// parseEpoch reads a number of seconds, or of milli-, micro- or nanoseconds,
// which its magnitude tells (each reaches to the year 5138). Only what lies
// after 1970 counts as a time.
func parseEpoch(b []byte) (int64, bool) {
	if len(b) == 0 || len(b) > 32 {
		return 0, false
	}
	i := 0
	var n int64
	for ; i < len(b) && b[i]-'0' <= 9; i++ {
		if n > (1<<63-10)/10 {
			return 0, false
		}
		n = n*10 + int64(b[i]-'0')
	}
	if i == 0 {
		return 0, false
	}
	var unit int64 // microseconds in one of b's units; 0: b is in nanoseconds
	switch {
	case n < 1e11:
		unit = 1_000_000
	case n < 1e14:
		unit = 1_000
	case n < 1e17:
		unit = 1
	}
	if i < len(b) && b[i] == '.' {
		return epochFraction(n, unit, b[i:], b)
	}
	if i < len(b) {
		return epochExponent(b)
	}
	if unit == 0 {
		return n / 1000, true
	}
	return n * unit, n > 0
}

func epochFraction(n, unit int64, frac, b []byte) (int64, bool) {
	micros, rest, ok := fraction(frac) // of one unit, in millionths
	if !ok {
		return 0, false
	}
	if len(rest) > 0 {
		return epochExponent(b)
	}
	if unit == 0 {
		return n / 1000, true
	}
	t := n*unit + micros*unit/1_000_000
	return t, t > 0
}

// epochExponent reads 1.795e9 and the like; they are rare.
func epochExponent(b []byte) (int64, bool) {
	f, err := strconv.ParseFloat(string(b), 64)
	if err != nil || !(f > 0 && f < 1<<62) || bytes.IndexByte(b, '_') >= 0 {
		return 0, false
	}
	return parseEpoch(strconv.AppendFloat(nil, f, 'f', -1, 64))
}

// daysIn tells the length of a month.
func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// daysSinceEpoch counts the days from 1970-01-01 in the Gregorian calendar:
// years start in March, so that the leap day is the last, and 400 of them
// always have 146,097 days.
func daysSinceEpoch(year, month, day int) int64 {
	if month <= 2 {
		year--
		month += 12
	}
	era := year / 400
	if year < 0 {
		era = (year - 399) / 400
	}
	y := year - era*400
	return int64(era)*146_097 + int64(365*y+y/4-y/100+(153*(month-3)+2)/5+day-1) - 719_468
}
