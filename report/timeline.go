package report

import (
	"slices"
	"time"

	"imlens/catalog"
)

// buckets is the timeline as machines read it: one row for each step and
// category that has errors; a step without any has one row that says so.
func (p *page) buckets() section {
	sec := section{id: secTimeline, audience: machines}
	t := &p.snap.Timeline
	for _, b := range t.Buckets {
		r := row{key: p.clock(b.Start, time.RFC3339), of: p.snap.Errors, first: b.Start, last: p.stepAfter(b.Start, 1)}
		if b.Errors == 0 {
			sec.rows = append(sec.rows, r)
		}
		for c, n := range b.Categories {
			if n > 0 {
				r.category, r.hasCategory, r.count = catalog.Category(c), true, n
				sec.rows = append(sec.rows, r)
			}
		}
	}
	return sec
}

// course is the timeline as people read it: one row for each category with
// errors, in the order of the categories' table.
func (p *page) course() section {
	sec := section{id: secTimeline, title: p.TitleTimeline, audience: people, whole: true}
	t := &p.snap.Timeline
	for _, c := range p.snap.Categories {
		r := row{key: c.Category.String(), name: p.Categories[c.Category], category: c.Category, hasCategory: true}
		for _, b := range t.Buckets {
			r.series = append(r.series, b.Categories[c.Category])
			r.count += b.Categories[c.Category]
		}
		if r.count > 0 {
			sec.rows = append(sec.rows, r)
		}
	}
	return sec
}

// drawn returns the timeline made to fit width columns: the sparklines
// resampled and the note that says what one character stands for.
func (p *page) drawn(sec section, width int) section {
	t := &p.snap.Timeline
	if len(sec.rows) == 0 || len(t.Buckets) == 0 {
		return sec
	}
	names, counts := columns(p.CategoryCol), max(columns(p.PeakCol), columns(p.TotalCol))
	for i := range sec.rows {
		names = max(names, columns(sec.rows[i].name))
		counts = max(counts, columns(number(sec.rows[i].count)))
	}
	room := max(8, width-names-2*counts-3*gap)
	layout := p.peakLayout()
	when := max(columns(p.PeakAtCol), len(layout)) + gap
	if room -= when; room < leastCourse { // the course needs the room
		room, layout = room+when, ""
	}
	group := 1
	rows := make([]row, len(sec.rows))
	for i, r := range sec.rows {
		r.series, group = resample(r.series, room)
		rows[i] = r
	}
	sec.rows = rows
	last := t.Buckets[len(t.Buckets)-1].Start
	sec.note = fill(p.TimelineNote, "{from}", p.clock(t.Buckets[0].Start, toMinute),
		"{to}", p.clock(p.stepAfter(last, 1), toMinute), "{step}", p.step(time.Duration(group)*t.Step))
	sec.columns = []column{
		p.categoryColumn(0),
		{head: p.CourseCol, min: 8, drop: 3, mono: true, paint: paintCategory, text: func(r *row) string { return spark(r.series) }},
		{head: p.PeakCol, right: true, drop: 1, text: func(r *row) string { return number(peak(r.series)) }},
		{head: p.TotalCol, right: true, drop: 2, text: func(r *row) string { return number(r.count) }},
	}
	if layout != "" {
		at := func(r *row) string {
			i := group * slices.Index(r.series, peak(r.series))
			return p.clock(t.Buckets[i].Start, layout)
		}
		sec.columns = slices.Insert(sec.columns, 3, column{head: p.PeakAtCol, drop: 1, text: at})
	}
	return sec
}

// leastCourse is the least room that a course keeps beside the times of the
// peaks.
const leastCourse = 16

// peakLayout is the shortest form in which the steps of the timeline differ.
func (p *page) peakLayout() string {
	t := &p.snap.Timeline
	first := t.Buckets[0].Start.In(p.loc)
	last := t.Buckets[len(t.Buckets)-1].Start.In(p.loc)
	switch {
	case first.AddDate(1, 0, 0).Before(last):
		return "2006-01-02"
	case t.Step >= 24*time.Hour:
		return "01-02"
	case first.Format(time.DateOnly) == last.Format(time.DateOnly):
		return "15:04"
	}
	return "01-02 15:04"
}

func peak(series []int64) (n int64) {
	for _, v := range series {
		n = max(n, v)
	}
	return n
}

// stepAfter is the time n steps after t. Days and weeks are days of the
// calendar, so that a change of the clocks does not shift them.
func (p *page) stepAfter(t time.Time, n int) time.Time {
	step := p.snap.Timeline.Step
	if day := 24 * time.Hour; step > 0 && step%day == 0 {
		return t.In(p.loc).AddDate(0, 0, n*int(step/day))
	}
	return t.Add(time.Duration(n) * step)
}
