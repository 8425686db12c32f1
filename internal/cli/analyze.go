package cli

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync/atomic"

	"github.com/spf13/cobra"

	"imlens/analyzer"
	"imlens/pipeline"
	"imlens/report"
	"imlens/source"
)

const analyzeLong = `Read logs and report what fails, for how many users, and why.

A PATH is a file, a directory (with all below it), a glob ("**" goes through
directories) or - for standard input, which is also read when no PATH is given
and something is piped in. gzip, zstd, bzip2, xz, lz4, tar and zip are looked
into, whatever their names are. A file that is named twice is read once.

A date without a time is its start, and --until is the first moment that no
longer counts: --since 2026-11-21 --until 2026-11-22 is the 21st.

--fail-on takes WHAT>NUMBER, WHAT>=NUMBER or WHAT>SHARE%. WHAT is a category,
code:CODE, cause:CAUSE (its id or title), errors, users, skipped or undated. A
share is of all errors; for errors and skipped it is of all records.

--strict trips when anything was skipped (not JSON, too long), could not be
read to its end, or when there was not one record: an empty input, a directory
without logs. No --fail-on with > trips on an empty input, so add --strict where
logs are expected. Gates are not judged when the run was interrupted.

Exit codes: 0 done; 1 something could not be read or written; 2 wrong usage;
3 a gate tripped; 130 interrupted. When several apply, 130 goes before 3 and 3
before 1.`

const analyzeExample = `  $ imlens analyze logs
  $ imlens analyze 'logs/**/*.gz' app.log
  $ cat app.log | imlens analyze --top 5
  $ imlens analyze --since 2026-11-21 --until 2026-11-22 --timezone UTC logs
  $ imlens analyze --since 7d --category auth,connection logs
  $ imlens analyze --code 206,WEBIM_CONNCTION_AJAX_ERROR --code -3 logs
  $ imlens analyze --field code=err.code --field user=who odd.log
  $ imlens analyze --format json -o report.json logs
  $ imlens analyze --format csv --table codes logs
  $ imlens analyze --fail-on 'auth>90%' --fail-on 'skipped>100' logs`

// analyzeCommand is the batch: everything is read once, then reported.
func (a *app) analyzeCommand() *cobra.Command {
	var f analyzeFlags
	cmd := &cobra.Command{
		Use:     "analyze [PATH...]",
		Short:   "Report what fails in logs, for how many users, and why",
		Long:    analyzeLong,
		Example: analyzeExample,
		RunE: func(cmd *cobra.Command, paths []string) error {
			return a.analyze(cmd.Context(), &f, paths)
		},
	}
	addAnalyzeFlags(cmd, &f)
	a.completeAnalyze(cmd)
	return cmd
}

func addAnalyzeFlags(cmd *cobra.Command, f *analyzeFlags) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.format, "format", report.Formats()[0], "`FORM` of the report: "+oneOf(report.Formats()))
	flags.StringVar(&f.table, "table", "", "csv only: one `TABLE` alone, such as codes or causes")
	flags.IntVar(&f.top, "top", 10, "rows `N` of each table for people; 0 for all (csv and json hold all)")
	flags.StringVarP(&f.output, "output", "o", "", "write the report to `FILE`, whole or not at all")
	flags.StringVar(&f.color, "color", "auto", "`WHEN` to use colours: "+oneOf(colorModes()))
	flags.StringVar(&f.since, "since", "", "only records from this `TIME` on: RFC 3339, a date, '2026-11-22 08:00', or a time back from now: 24h, 7d, 2w")
	flags.StringVar(&f.until, "until", "", "only records before this `TIME`")
	flags.StringVar(&f.timezone, "timezone", "Local", "`ZONE` of times without one and of the report: an IANA name, UTC or Local")
	flags.StringArrayVar(&f.categories, "category", nil, "only errors of this `CATEGORY`; repeat or use commas")
	flags.StringArrayVar(&f.codes, "code", nil, "only errors with this `CODE`, a number or any name of it; repeat or use commas")
	flags.StringArrayVar(&f.apps, "app", nil, "only records with this app `KEY`; repeat or use commas")
	flags.StringArrayVar(&f.fields, "field", nil, "`NAME=PATH`: where your records keep the code, time, user, app, sdk or ua, as a gjson path; repeat")
	flags.StringVar(&f.maxLine, "max-line", "1MiB", "longest record `SIZE`, 1KiB to 64MiB; longer ones are skipped")
	flags.IntVar(&f.jobs, "jobs", 0, "`N` workers; 0 for one for each processor")
	flags.StringArrayVar(&f.failOn, "fail-on", nil, "exit 3 when `EXPR` holds, such as auth>5%, code:40>100 or skipped>0; repeat")
	flags.BoolVar(&f.strict, "strict", false, "exit 3 when anything was skipped or not read to its end, or no record was read")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "name what was passed over and show the first skipped lines")
}

// analyze plans, reads, reports and judges.
func (a *app) analyze(ctx context.Context, f *analyzeFlags, paths []string) error {
	if len(paths) == 0 {
		if _, ok := terminal(a.env.Stdin); ok {
			return usagef("run imlens analyze PATH, or pipe logs into it; see imlens analyze --help", "nothing to read")
		}
		paths = []string{"-"}
	}
	p, err := a.plan(f)
	if err != nil {
		return err
	}
	list, err := source.Find(paths, a.env.Stdin)
	if err != nil {
		return err
	}
	if name, ok := p.dest.clash(list.Items); ok {
		return usagef("give another name", "--output %s would overwrite the input %s", f.output, name)
	}
	a.tellListing(list, f.verbose)

	snap, err := a.read(ctx, list, p)
	if err != nil {
		return err
	}
	a.tellSources(snap, f.verbose)
	failed := len(list.Problems) > 0 || len(sourceFaults(snap.Input.Sources)) > 0
	account(snap, list)
	if err := a.deliver(p, snap); err != nil && !isBrokenPipe(err) {
		a.say("the report could not be written: %v", err)
		failed = true
	}
	return a.verdict(p, snap, f.strict, failed)
}

// read runs the pipeline while the progress bar moves.
func (a *app) read(ctx context.Context, list *source.Listing, p *plan) (*analyzer.Snapshot, error) {
	var done atomic.Int64
	p.config.Progress = &done
	keepSmall(p.config.Jobs)
	stop := a.startProgress(list.Items, &done)
	defer stop()
	snap, err := pipeline.Run(ctx, list.Items, p.config)
	if err != nil {
		return nil, fmt.Errorf("reading: %w", err)
	}
	return snap, nil
}

// keepSmall has the collector run before garbage, such as the windows of
// decompressors that are done, takes the memory beyond what a run may need.
func keepSmall(jobs int) {
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	const mib = 1 << 20
	debug.SetMemoryLimit(int64(64+16*jobs) * mib)
}

// account adds to the snapshot what the search for files alone knows.
func account(snap *analyzer.Snapshot, list *source.Listing) {
	snap.Input.PassedOver += int64(len(list.PassedOver))
	for _, problem := range list.Problems {
		snap.Input.Sources = append(snap.Input.Sources, analyzer.SourceStat{
			Name: problem.Path, Compression: "none", Status: "failed", Problem: reason(problem.Err),
		})
	}
}

// deliver renders the report and puts it where it belongs.
func (a *app) deliver(p *plan, snap *analyzer.Snapshot) error {
	p.page.GeneratedAt = a.env.Now().In(p.config.Location)
	var page bytes.Buffer
	if err := report.Write(&page, p.format, snap, p.config.Catalog, p.page); err != nil {
		return err
	}
	return p.dest.write(page.Bytes())
}

// tellListing names what cannot be read and, on request, what is passed over.
func (a *app) tellListing(list *source.Listing, verbose bool) {
	for _, problem := range list.Problems {
		a.say("%s: %s", shown(problem.Path), reason(problem.Err))
	}
	if verbose {
		for _, passed := range list.PassedOver {
			a.say("%s: passed over: %s", shown(passed.Path), passed.Reason)
		}
	}
	if len(list.Items) == 0 && len(list.Problems) == 0 {
		a.say("no logs found; name a file, or see with -v what was passed over")
	}
}

// tellSources names what was not read to its end and, on request, the first
// lines that were skipped.
func (a *app) tellSources(snap *analyzer.Snapshot, verbose bool) {
	for _, s := range sourceFaults(snap.Input.Sources) {
		a.say("%s: %s", shown(s.Name), s.Problem)
	}
	if !verbose {
		return
	}
	for _, passed := range snap.Input.Passed {
		a.say("%s: passed over: %s", shown(passed.Name), passed.Reason)
	}
	for _, s := range snap.Input.Skipped {
		a.say("%s:%d: skipped as %s: %s", shown(s.Source), s.Line, skipReason(s.Reason), s.Text)
	}
}

func skipReason(reason string) string {
	switch reason {
	case "not_json":
		return "not JSON"
	case "too_long":
		return "too long"
	}
	return reason
}

// verdict turns what happened into an exit code, and says why.
func (a *app) verdict(p *plan, snap *analyzer.Snapshot, strict, failed bool) error {
	if snap.Partial {
		a.say("interrupted: the report covers what was read until then")
		return statusError(exitInterrupted)
	}
	tripped := false
	for _, g := range p.gates {
		if hit, told := g.check(snap); hit {
			a.say("--fail-on %s tripped: %s", g.expr, told)
			tripped = true
		}
	}
	if strict {
		for _, found := range strictFindings(snap) {
			a.say("--strict tripped: %s", found)
			tripped = true
		}
	}
	switch {
	case tripped:
		return statusError(exitGate)
	case failed:
		return statusError(exitFailed)
	}
	return nil
}
