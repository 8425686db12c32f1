package analyzer

import (
	"slices"
	"time"

	"imlens/catalog"
)

// The bounds of a timeline.
const (
	maxBuckets = 240
	maxCells   = 1 << 16
)

// steps are the steps of a timeline in minutes, each a multiple of the one before.
func steps() []int64 { return []int64{1, 5, 15, 60, 6 * 60, 24 * 60, 7 * 24 * 60} }

// perCategory counts errors by category.
type perCategory [catalog.NumCategories]int64

func (p *perCategory) sum() (n int64) {
	for _, c := range p {
		n += c
	}
	return n
}

func (p *perCategory) add(o *perCategory) {
	for i, n := range o {
		p[i] += n
	}
}

// timeline counts errors by minute or, when there are too many distinct
// minutes, by the next longer step.
type timeline struct {
	zone    *time.Location
	step    int                    // index in steps
	cells   map[int64]*perCategory // by ordinal
	outside int64                  // beyond the longest step's cells
}

func newTimeline(zone *time.Location) *timeline {
	return &timeline{zone: zone, cells: map[int64]*perCategory{}}
}

const microsPerMinute = 60_000_000

// add adds the errors of a minute.
func (t *timeline) add(minute int64, counts *perCategory) {
	if c := t.at(t.ordinal(minute)); c != nil {
		c.add(counts)
		return
	}
	t.outside += counts.sum()
}

// at returns a cell, making room for it if need be; nil when there is none.
func (t *timeline) at(ordinal int64) *perCategory {
	if c := t.cells[ordinal]; c != nil {
		return c
	}
	if len(t.cells) >= maxCells {
		minute := t.minuteOf(ordinal)
		if !t.coarsen() {
			return nil
		}
		return t.at(t.ordinal(minute))
	}
	c := new(perCategory)
	t.cells[ordinal] = c
	return c
}

// coarsen goes to the next longer step; false when there is none.
func (t *timeline) coarsen() bool {
	if t.step == len(steps())-1 {
		return false
	}
	old, from := t.cells, *t
	t.step++
	t.cells = make(map[int64]*perCategory, len(old)/2)
	for ordinal, c := range old {
		t.into(t.ordinal(from.minuteOf(ordinal)), c)
	}
	return true
}

func (t *timeline) into(ordinal int64, c *perCategory) {
	have := t.cells[ordinal]
	if have == nil {
		have = new(perCategory)
		t.cells[ordinal] = have
	}
	have.add(c)
}

// merge adds o's cells.
func (t *timeline) merge(o *timeline) {
	for t.step < o.step && t.coarsen() {
	}
	t.outside += o.outside
	ordinals := make([]int64, 0, len(o.cells))
	for k := range o.cells {
		ordinals = append(ordinals, k)
	}
	slices.Sort(ordinals)
	for _, k := range ordinals {
		c := o.cells[k]
		if to := t.at(t.ordinal(o.minuteOf(k))); to != nil {
			to.add(c)
		} else {
			t.outside += c.sum()
		}
	}
}

// ordinal numbers the step in which a minute lies. Steps up to an hour start
// on the zone's minutes, longer ones on its hours 0, 6, 12 and 18, on its
// days and on its Mondays, whatever length daylight saving gives them.
func (t *timeline) ordinal(minute int64) int64 { return ordinal(minute, t.step, t.zone) }

func ordinal(minute int64, step int, zone *time.Location) int64 {
	s := steps()[step]
	switch {
	case s < 15:
		return floorDiv(minute, s)
	case s <= 60:
		return floorDiv(minute+shift(minute, zone), s)
	}
	at := time.Unix(minute*60, 0).In(zone)
	day := daysOf(at)
	switch s {
	case 6 * 60:
		return day*4 + int64(at.Hour()/6)
	case 24 * 60:
		return day
	}
	return floorDiv(day+3, 7) // 1970-01-01 was a Thursday
}

// minuteOf returns the first minute of a step.
func (t *timeline) minuteOf(ordinal int64) int64 { return minuteOf(ordinal, t.step, t.zone) }

func minuteOf(number int64, step int, zone *time.Location) int64 {
	s := steps()[step]
	if s < 15 {
		return number * s
	}
	m := number * s
	if s <= 60 {
		m -= shift(m, zone)
	} else {
		m = wallMinute(number, s, zone)
	}
	// Where the zone's clock skips the step's start, the step starts behind.
	for range 4 {
		if ordinal(m, step, zone) >= number {
			break
		}
		m += 30
	}
	return m
}

// wallMinute returns the minute at which the wall clock shows the start of a
// step that is longer than an hour.
func wallMinute(number, step int64, zone *time.Location) int64 {
	day, hour := number, 0
	switch step {
	case 6 * 60:
		day, hour = floorDiv(number, 4), int(floorMod(number, 4))*6
	case 7 * 24 * 60:
		day = number*7 - 3
	}
	return floorDiv(time.Date(1970, 1, 1+int(day), hour, 0, 0, 0, zone).Unix(), 60)
}

// shift is by how many minutes the zone's clock is off the full hour.
func shift(minute int64, zone *time.Location) int64 {
	_, offset := time.Unix(minute*60, 0).In(zone).Zone()
	return floorMod(floorDiv(int64(offset), 60), 60)
}

// daysOf counts the days of the wall clock since 1970-01-01.
func daysOf(at time.Time) int64 {
	y, m, d := at.Date()
	return floorDiv(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix(), 24*60*60)
}

// snapshot takes the smallest step at which 99.9 % of the errors fit in
// maxBuckets buckets.
func (t *timeline) snapshot() Timeline {
	if len(t.cells) == 0 {
		return Timeline{Outside: t.outside}
	}
	var total int64
	for _, c := range t.cells {
		total += c.sum()
	}
	total += t.outside
	for step := t.step; ; step++ {
		keys, counts := t.regroup(step)
		from, to, inside := bestWindow(keys, counts)
		if inside*1000 >= total*999 || step == len(steps())-1 {
			return t.render(step, keys[from:to], counts, total-inside)
		}
	}
}

// regroup adds the cells up to a longer step, in order.
func (t *timeline) regroup(step int) ([]int64, map[int64]*perCategory) {
	to := timeline{zone: t.zone, step: step, cells: make(map[int64]*perCategory, len(t.cells))}
	for k, c := range t.cells {
		to.into(to.ordinal(t.minuteOf(k)), c)
	}
	keys := make([]int64, 0, len(to.cells))
	for k := range to.cells {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys, to.cells
}

// bestWindow finds the keys, from and up to to, that lie within maxBuckets
// and have the most errors.
func bestWindow(keys []int64, counts map[int64]*perCategory) (from, to int, most int64) {
	var n int64
	start := 0
	for end, k := range keys {
		n += counts[k].sum()
		for k-keys[start] >= maxBuckets {
			n -= counts[keys[start]].sum()
			start++
		}
		if n > most {
			from, to, most = start, end+1, n
		}
	}
	return from, to, most
}

func (t *timeline) render(step int, keys []int64, counts map[int64]*perCategory, outside int64) Timeline {
	out := Timeline{Step: time.Duration(steps()[step]) * time.Minute, Outside: outside}
	for k := keys[0]; k <= keys[len(keys)-1]; k++ {
		b := Bucket{Start: time.Unix(minuteOf(k, step, t.zone)*60, 0).In(t.zone)}
		if c := counts[k]; c != nil {
			b.Categories, b.Errors = *c, c.sum()
		}
		out.Buckets = append(out.Buckets, b)
	}
	return out
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 { return a - floorDiv(a, b)*b }
