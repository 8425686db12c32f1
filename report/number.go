package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// number writes n with a comma between thousands, as both languages do.
func number(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// percent writes part of whole without lying: only nothing is 0 % and only
// all is 100 %.
func percent(part, whole int64) string {
	if part == 0 || whole <= 0 {
		return "0 %"
	}
	p := math.Round(100 * float64(part) / float64(whole))
	switch {
	case part < whole && p >= 100:
		return ">99 %"
	case p < 1:
		return "<1 %"
	}
	return fmt.Sprintf("%d %%", int64(p))
}

// ratio is part of whole to six decimals, as CSV and JSON carry it.
func ratio(part, whole int64) float64 {
	if whole <= 0 {
		return 0
	}
	return round6(float64(part) / float64(whole))
}

func round6(f float64) float64 { return math.Round(f*1e6) / 1e6 }

// size writes a number of bytes with a unit and three digits at most.
func size(n int64) string {
	f := float64(n)
	for _, unit := range []string{"B", "kB", "MB", "GB", "TB"} {
		if f < 999.5 || unit == "TB" {
			if unit == "B" || f >= 99.95 {
				return fmt.Sprintf("%.0f %s", f, unit)
			}
			return fmt.Sprintf("%.1f %s", f, unit)
		}
		f /= 1000
	}
	return ""
}

// bar draws part of whole as a bar of at most width columns, in eighths. What
// is not nothing shows.
func bar(part, whole int64, width int) string {
	if part <= 0 || whole <= 0 || width <= 0 {
		return ""
	}
	eighths := max(1, int(math.Round(float64(part)/float64(whole)*float64(width)*8)))
	s := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		s += string([]rune("▏▎▍▌▋▊▉")[rest-1])
	}
	return s
}

// spark draws values as one character each, scaled to the largest.
func spark(values []int64) string {
	var peak int64
	for _, v := range values {
		peak = max(peak, v)
	}
	levels := []rune("▁▂▃▄▅▆▇█")
	var b strings.Builder
	for _, v := range values {
		if v <= 0 {
			b.WriteRune(' ')
			continue
		}
		b.WriteRune(levels[min(7, int(float64(v)/float64(peak)*8))])
	}
	return b.String()
}

// resample sums values in groups so that at most width remain; group is how
// many went into each.
func resample(values []int64, width int) (out []int64, group int) {
	group = max(1, (len(values)+width-1)/max(1, width))
	for i := 0; i < len(values); i += group {
		var sum int64
		for _, v := range values[i:min(i+group, len(values))] {
			sum += v
		}
		out = append(out, sum)
	}
	return out, group
}

// span says a length of time in the largest unit of which there are two at
// least, rounded; exact multiples of a smaller unit, as steps are, stay exact.
func (ph *phrases) span(d time.Duration) string {
	switch {
	case d >= 2*24*time.Hour || d == 24*time.Hour:
		return ph.Days.of(int64(math.Round(d.Hours() / 24)))
	case d >= 2*time.Hour || d == time.Hour:
		return ph.Hours.of(int64(math.Round(d.Hours())))
	case d >= 2*time.Minute || d == time.Minute:
		return ph.Minutes.of(int64(math.Round(d.Minutes())))
	}
	return ph.Seconds.of(int64(math.Round(d.Seconds())))
}

// step says the length of a step of the timeline, exactly.
func (ph *phrases) step(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d%(7*day) == 0:
		return ph.Weeks.of(int64(d / (7 * day)))
	case d%day == 0:
		return ph.Days.of(int64(d / day))
	case d%time.Hour == 0:
		return ph.Hours.of(int64(d / time.Hour))
	}
	return ph.Minutes.of(int64(d / time.Minute))
}

// zoneName names the zone of a report: its name, or its offset at the time t
// when it has none of its own.
func zoneName(loc *time.Location, t time.Time) string {
	if loc == nil {
		return "UTC"
	}
	if name := loc.String(); name != "" && name != "Local" {
		return name
	}
	return "UTC" + t.In(loc).Format("-07:00")
}
