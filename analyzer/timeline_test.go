package analyzer

import (
	"math/rand/v2"
	"testing"
	"time"
	_ "time/tzdata"

	"imlens/catalog"
)

func zoneOf(tb testing.TB, name string) *time.Location {
	tb.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return zone
}

// countAt counts n errors at a time.
func (t *timeline) countAt(at time.Time, n int64) {
	t.add(floorDiv(at.Unix(), 60), &perCategory{catalog.Auth: n})
}

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// TestTimelineStep: the smallest step at which all errors fit in 240 buckets.
func TestTimelineStep(t *testing.T) {
	f := func(apart time.Duration, n int, want time.Duration, buckets int) {
		t.Helper()
		tl := newTimeline(time.UTC)
		for i := range n {
			tl.countAt(day(2026, 11, 16).Add(time.Duration(i)*apart), 1) // a Monday
		}
		got := tl.snapshot()
		if got.Step != want || len(got.Buckets) != buckets || got.Outside != 0 || bucketSum(got) != int64(n) {
			t.Errorf("%d errors, one every %v: step %v, %d buckets, %d errors in them, %d outside; want %v, %d buckets",
				n, apart, got.Step, len(got.Buckets), bucketSum(got), got.Outside, want, buckets)
		}
	}
	const day = 24 * time.Hour
	f(time.Minute, 1, time.Minute, 1)
	f(time.Minute, 240, time.Minute, 240)
	f(time.Minute, 241, 5*time.Minute, 49)
	f(5*time.Minute, 240, 5*time.Minute, 240)
	f(5*time.Minute, 241, 15*time.Minute, 81)
	f(15*time.Minute, 240, 15*time.Minute, 240)
	f(15*time.Minute, 241, time.Hour, 61)
	f(time.Hour, 240, time.Hour, 240)
	f(time.Hour, 241, 6*time.Hour, 41)
	f(6*time.Hour, 240, 6*time.Hour, 240)
	f(6*time.Hour, 241, day, 61)
	f(day, 240, day, 240)
	f(day, 241, 7*day, 35)
	f(7*day, 240, 7*day, 240)
	f(239*time.Minute, 2, time.Minute, 240)
	f(240*time.Minute, 2, 5*time.Minute, 49)
}

// TestTimelineWildClock: 99.9 % of the errors decide, the others are outside.
func TestTimelineWildClock(t *testing.T) {
	f := func(n, wild int64, at time.Time, step time.Duration, outside int64) {
		t.Helper()
		tl := newTimeline(time.UTC)
		tl.countAt(at, wild)
		for i := range int64(60) {
			tl.countAt(day(2026, 11, 20).Add(time.Duration(i)*time.Minute), n/60)
		}
		got := tl.snapshot()
		if got.Step != step || got.Outside != outside || bucketSum(got)+got.Outside != n/60*60+wild || len(got.Buckets) > maxBuckets {
			t.Errorf("%d wild of %d at %v: step %v, %d buckets, %d inside, %d outside; want %v, %d outside",
				wild, n, at, got.Step, len(got.Buckets), bucketSum(got), got.Outside, step, outside)
		}
	}
	f(6000, 1, day(1971, 1, 1), time.Minute, 1)
	f(6000, 6, day(2126, 1, 1), time.Minute, 6)
	f(6000, 6, time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), time.Minute, 6)
	f(6000, 6, day(9999, 12, 31), time.Minute, 6)
	f(6000, 7, day(2026, 11, 19), 15*time.Minute, 0) // more than one in a thousand: they count
	f(6000, 7, day(1971, 1, 1), 7*24*time.Hour, 7)   // no step reaches that far
	f(60, 60, day(2026, 11, 20).Add(-100*time.Minute), time.Minute, 0)
}

// lengths are those of a timeline's buckets in hours, and how often each comes.
func lengths(tl Timeline) map[float64]int {
	m := map[float64]int{}
	for i := range len(tl.Buckets) - 1 {
		m[tl.Buckets[i+1].Start.Sub(tl.Buckets[i].Start).Hours()]++
	}
	return m
}

// TestTimelineDays: days and weeks start at midnight of the zone, and have 23
// or 25 hours where daylight saving says so.
func TestTimelineDays(t *testing.T) {
	f := func(name string, from time.Time, days int, want map[float64]int) {
		t.Helper()
		zone := zoneOf(t, name)
		tl := newTimeline(zone)
		n := int64(0)
		for h := range days * 24 {
			tl.countAt(from.Add(time.Duration(h)*time.Hour), 1)
			n++
		}
		got := tl.snapshot()
		if got.Step != 24*time.Hour || bucketSum(got) != n || got.Outside != 0 {
			t.Fatalf("%s: step %v, %d inside, %d outside", name, got.Step, bucketSum(got), got.Outside)
		}
		for i, b := range got.Buckets {
			if b.Start.Location() != zone || b.Start.Hour() != 0 || b.Start.Minute() != 0 {
				t.Errorf("%s: bucket %d starts at %v", name, i, b.Start)
			}
			full := int64(24)
			if i+1 < len(got.Buckets) {
				full = int64(got.Buckets[i+1].Start.Sub(b.Start).Hours())
			}
			if i > 0 && i+1 < len(got.Buckets) && b.Errors != full {
				t.Errorf("%s: %v has %d errors, one in each of %d hours", name, b.Start, b.Errors, full)
			}
		}
		if m := lengths(got); len(m) != len(want) || m[23] != want[23] || m[25] != want[25] {
			t.Errorf("%s: lengths of days %v, want %v", name, m, want)
		}
	}
	both := map[float64]int{23: 1, 24: 1, 25: 1}
	f("Europe/Berlin", day(2026, 3, 20), 70, map[float64]int{23: 1, 24: 1})
	f("Europe/Berlin", day(2026, 3, 20), 230, both)
	f("America/New_York", day(2026, 3, 1), 239, map[float64]int{23: 1, 24: 1})
	f("America/New_York", day(2026, 9, 1), 100, map[float64]int{24: 1, 25: 1})
	f("Asia/Kolkata", day(2026, 3, 1), 100, map[float64]int{24: 1})
	f("Asia/Shanghai", day(2026, 3, 1), 100, map[float64]int{24: 1})
}

// TestTimelineAligned: buckets start on the zone's own clock at every step,
// and each error is in the bucket that its clock says, the year round.
func TestTimelineAligned(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for _, name := range []string{
		"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Shanghai", "Asia/Kathmandu", "Australia/Lord_Howe",
		"Africa/Cairo", "America/Santiago", "America/St_Johns", "Pacific/Apia",
	} {
		zone := zoneOf(t, name)
		for step, minutes := range steps() {
			for range 3000 {
				minute := floorDiv(day(2026, 1, 1).Unix(), 60) + rng.Int64N(366*24*60)
				o := ordinal(minute, step, zone)
				start, end := minuteOf(o, step, zone), minuteOf(o+1, step, zone)
				if start > minute || minute >= end {
					t.Fatalf("%s, step of %d min: %v is in %v to %v", name, minutes, at(minute, zone), at(start, zone), at(end, zone))
				}
				if again := ordinal(start, step, zone); again != o {
					t.Fatalf("%s, step of %d min: bucket %d starts at %v, which is in bucket %d", name, minutes, o, at(start, zone), again)
				}
				s := at(start, zone)
				if minutes <= 60 && int64(s.Minute())%minutes != 0 {
					t.Fatalf("%s, step of %d min: a bucket starts at %v", name, minutes, s)
				}
			}
		}
	}
}

func at(minute int64, zone *time.Location) time.Time { return time.Unix(minute*60, 0).In(zone) }

// TestTimelineWeeks start on Mondays.
func TestTimelineWeeks(t *testing.T) {
	tl := newTimeline(zoneOf(t, "Europe/Berlin"))
	for d := range 500 {
		tl.countAt(day(2026, 1, 1).AddDate(0, 0, d), 1)
	}
	got := tl.snapshot()
	if got.Step != 7*24*time.Hour || bucketSum(got) != 500 {
		t.Fatalf("step %v, %d inside", got.Step, bucketSum(got))
	}
	for _, b := range got.Buckets {
		if b.Start.Weekday() != time.Monday || b.Start.Hour() != 0 {
			t.Errorf("a week starts on %v", b.Start)
		}
	}
}

// TestTimelineCoarsens: beyond 65,536 distinct minutes the cells become
// longer, and no error is lost, however it was split.
func TestTimelineCoarsens(t *testing.T) {
	f := func(minutes int, apart time.Duration, steps int) {
		t.Helper()
		zone := zoneOf(t, "Europe/Berlin")
		whole := newTimeline(zone)
		parts := []*timeline{newTimeline(zone), newTimeline(zone), newTimeline(zone)}
		for i := range minutes {
			at := day(2024, 1, 1).Add(time.Duration(i) * apart)
			whole.countAt(at, 1)
			parts[i*len(parts)/minutes].countAt(at, 1)
		}
		merged := newTimeline(zone)
		for _, p := range parts {
			merged.merge(p)
		}
		for what, tl := range map[string]*timeline{"at once": whole, "merged": merged} {
			got := tl.snapshot()
			if tl.step != steps || len(tl.cells) > maxCells || bucketSum(got)+got.Outside != int64(minutes) {
				t.Errorf("%d minutes %s: step %d, %d cells, %d inside and %d outside", minutes, what, tl.step, len(tl.cells), bucketSum(got), got.Outside)
			}
		}
	}
	f(maxCells, time.Minute, 0)
	f(maxCells+1, time.Minute, 1)
	f(5*maxCells+10, time.Minute, 2)
	f(maxCells+1, time.Hour, 4)
}

// TestTimelineOutOfCells: when even the longest step has too many cells, the
// rest is outside.
func TestTimelineOutOfCells(t *testing.T) {
	tl := newTimeline(time.UTC)
	const n = maxCells + 100
	for i := range n {
		tl.countAt(day(1970, 1, 5).AddDate(0, 0, 7*i), 1)
	}
	got := tl.snapshot()
	if len(tl.cells) != maxCells || bucketSum(got) != maxBuckets || bucketSum(got)+got.Outside != n {
		t.Errorf("%d cells, %d inside, %d outside", len(tl.cells), bucketSum(got), got.Outside)
	}
}
