package cli

import (
	"slices"
	"strings"
	"time"

	"imlens/analyzer"
	"imlens/catalog"
	"imlens/parser"
	"imlens/pipeline"
	"imlens/report"
)

// analyzeFlags are the flags of analyze as they were given.
type analyzeFlags struct {
	format, table       string
	top                 int
	since, until        string
	timezone            string
	categories          []string
	codes, apps, fields []string
	maxLine             string
	jobs                int
	output              string
	failOn              []string
	strict              bool
	color               string
	verbose             bool
}

// maxJobs bounds --jobs; each worker has memory of its own.
const maxJobs = 64

// plan is what the flags amount to.
type plan struct {
	config pipeline.Config
	format string
	page   report.Options
	dest   destination
	gates  []gate
}

// plan checks all flags before anything is read.
func (a *app) plan(f *analyzeFlags) (*plan, error) {
	cat, err := a.catalog()
	if err != nil {
		return nil, err
	}
	p := &plan{config: pipeline.Config{Catalog: cat}, format: f.format}
	for _, step := range []func(*plan, *analyzeFlags) error{a.planPage, a.planReading, a.planFilter, a.planGates} {
		if err := step(p, f); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// planPage settles what the report looks like and where it goes.
func (a *app) planPage(p *plan, f *analyzeFlags) (err error) {
	if err := oneFormat(f.format, report.Formats()); err != nil {
		return err
	}
	if f.table != "" {
		if f.format != "csv" {
			return usagef("add --format csv, or leave it out", "--table %s is for csv only", f.table)
		}
		if !slices.Contains(report.Tables(), f.table) {
			return usagef("use "+oneOf(report.Tables()), "unknown table %q for --table", f.table)
		}
	}
	if f.top < 0 {
		return usagef("give 1 or more, or 0 for all", "wrong value %d for --top", f.top)
	}
	p.page = report.Options{Top: f.top, Table: f.table, Width: plainWidth}
	if f.top == 0 {
		p.page.Top = -1
	}
	if p.page.Lang, err = a.language(); err != nil {
		return err
	}
	if p.dest, err = openDestination(f.output, a.env.Stdout); err != nil {
		return err
	}
	p.page.Width = a.width(p.dest.stream)
	p.page.Color, err = a.color(f.color, p.dest.stream)
	return err
}

// oneFormat checks a --format.
func oneFormat(format string, formats []string) error {
	if slices.Contains(formats, format) {
		return nil
	}
	return usagef("use "+oneOf(formats), "unknown format %q for --format", format)
}

// planReading settles how the input is read.
func (a *app) planReading(p *plan, f *analyzeFlags) (err error) {
	c := &p.config
	if c.Location, err = a.location(f.timezone); err != nil {
		return err
	}
	if c.MaxLine, err = parseMaxLine(f.maxLine); err != nil {
		return usagef(err.Error(), "wrong value %q for --max-line", f.maxLine)
	}
	if f.jobs < 0 || f.jobs > maxJobs {
		return usagef("give 1 to 64, or 0 for one for each processor", "wrong value %d for --jobs", f.jobs)
	}
	c.Jobs = f.jobs
	c.Fields, err = parseFields(f.fields)
	return err
}

// parseFields reads the values of --field. A path may hold commas, so a value
// is one field.
func parseFields(values []string) (parser.Fields, error) {
	var fields parser.Fields
	lists := map[string]*[]string{
		"code": &fields.Code, "time": &fields.Time, "user": &fields.User,
		"app": &fields.App, "sdk": &fields.SDK, "ua": &fields.UA,
	}
	for _, v := range values {
		name, path, ok := strings.Cut(v, "=")
		list := lists[strings.ToLower(strings.TrimSpace(name))]
		if path = strings.TrimSpace(path); !ok || path == "" || list == nil {
			return fields, usagef("write "+oneOf(fieldNames())+", then = and a path, such as code=err.code",
				"wrong value %q for --field", v)
		}
		*list = append(*list, path)
	}
	return fields, nil
}

func fieldNames() []string { return []string{"code", "time", "user", "app", "sdk", "ua"} }

// planFilter settles which records count.
func (a *app) planFilter(p *plan, f *analyzeFlags) (err error) {
	filter := &p.config.Filter
	now := a.env.Now().In(p.config.Location)
	if filter.Since, err = moment("since", f.since, now); err != nil {
		return err
	}
	if filter.Until, err = moment("until", f.until, now); err != nil {
		return err
	}
	if !filter.Since.IsZero() && !filter.Until.IsZero() && !filter.Since.Before(filter.Until) {
		return usagef("give a later --until", "nothing lies between --since %s and --until %s",
			filter.Since.Format(time.RFC3339), filter.Until.Format(time.RFC3339))
	}
	if filter.Categories, err = parseCategories(f.categories); err != nil {
		return err
	}
	for _, text := range splitList(f.codes) {
		code, known := resolveCode(p.config.Catalog, text)
		a.warnUnknown("--code", text, known, p.config.Catalog)
		filter.Codes = append(filter.Codes, code)
	}
	filter.Apps = splitList(f.apps)
	p.page.Filter = filterWords(filter, p.config.Location)
	if filter.Since.After(now) {
		a.say("--since %s lies ahead: now it is %s", minutes(filter.Since, now.Location()), minutes(now, now.Location()))
	}
	return nil
}

// filterWords names the filters that are set, for the report.
func filterWords(filter *analyzer.Filter, loc *time.Location) []string {
	var words []string
	if !filter.Since.IsZero() {
		words = append(words, "since "+minutes(filter.Since, loc))
	}
	if !filter.Until.IsZero() {
		words = append(words, "until "+minutes(filter.Until, loc))
	}
	var categories []string
	for _, c := range filter.Categories {
		categories = append(categories, c.String())
	}
	for _, list := range []struct {
		name   string
		values []string
	}{{"category", categories}, {"code", filter.Codes}, {"app", filter.Apps}} {
		if len(list.values) > 0 {
			words = append(words, list.name+" "+strings.Join(list.values, ", "))
		}
	}
	return words
}

// minutes writes a moment as people give it, with seconds where it has some.
func minutes(t time.Time, loc *time.Location) string {
	t = t.In(loc)
	if t.Truncate(time.Minute).Equal(t) {
		return t.Format("2006-01-02 15:04")
	}
	return t.Format("2006-01-02 15:04:05")
}

func moment(flag, value string, now time.Time) (time.Time, error) {
	if value == "" {
		return time.Time{}, nil
	}
	t, err := parseMoment(value, now, now.Location())
	if err != nil {
		return t, usagef(err.Error(), "wrong value %q for --%s", value, flag)
	}
	return t, nil
}

// planGates reads all --fail-on.
func (a *app) planGates(p *plan, f *analyzeFlags) error {
	for _, expr := range f.failOn {
		g, err := parseGate(expr, p.config.Catalog)
		if err != nil {
			return usagef(err.Error(), "wrong value %q for --fail-on", expr)
		}
		if g.kind == gateCode {
			_, known := resolveCode(p.config.Catalog, g.key)
			a.warnUnknown("--fail-on", g.key, known, p.config.Catalog)
		}
		p.gates = append(p.gates, g)
	}
	return nil
}

// warnUnknown says that a code is compared as it stands. It may well be right:
// logs hold codes that no catalogue knows.
func (a *app) warnUnknown(flag, text string, known bool, cat *catalog.Catalog) {
	if !known {
		a.say("%s: the catalogue does not know the code %q, it is compared as it stands%s", flag, text, nearest(cat, text, codesAlone(cat)))
	}
}

// sourceFaults are the sources that were not read, or not to their end.
func sourceFaults(sources []analyzer.SourceStat) (faults []analyzer.SourceStat) {
	for _, s := range sources {
		if s.Status != "ok" {
			faults = append(faults, s)
		}
	}
	return faults
}
