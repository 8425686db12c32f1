package cli

import (
	"bytes"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"imlens/catalog"
	"imlens/report"
)

const explainLong = `Say what an error code means, what usually causes it and what to do.

Give a code by its number or by any of its names, old spelling or new, in any
case, or give a likely cause by its id or its title, as they stand in reports.

--list names all codes, --list --causes all likely causes with their ids.

A code is live when current SDKs report it, legacy when only old ones do, dead
when it is declared but no SDK reports it.`

const explainExample = `  $ imlens explain 206
  $ imlens explain webim_connection_ajax_error
  $ imlens explain -3
  $ imlens explain token-expired
  $ imlens explain 'Token expired'
  $ imlens explain --list --category auth
  $ imlens explain --list --causes
  $ imlens explain --format json 40`

// explainCommand looks things up in the catalogue.
func (a *app) explainCommand() *cobra.Command {
	f := explainFlags{}
	cmd := &cobra.Command{
		Use:     "explain CODE|NAME|CAUSE",
		Short:   "Say what an error code means, its likely causes and what to do",
		Long:    explainLong,
		Example: explainExample,
		RunE:    func(_ *cobra.Command, args []string) error { return a.explain(&f, args) },
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.format, "format", explainFormats()[0], "`FORM` of the answer: "+oneOf(explainFormats()))
	flags.BoolVar(&f.list, "list", false, "list all codes")
	flags.BoolVar(&f.causes, "causes", false, "list all causes instead of the codes")
	flags.StringArrayVar(&f.categories, "category", nil, "list those of this `CATEGORY` only; repeat or use commas")
	flags.StringVar(&f.color, "color", "auto", "`WHEN` to use colours: "+oneOf(colorModes()))
	a.completeExplain(cmd)
	return cmd
}

type explainFlags struct {
	format     string
	list       bool
	causes     bool
	categories []string
	color      string
}

func explainFormats() []string { return []string{"text", "json", "markdown"} }

func (a *app) explain(f *explainFlags, args []string) error {
	if err := oneFormat(f.format, explainFormats()); err != nil {
		return err
	}
	options, err := a.explainOptions(f)
	if err != nil {
		return err
	}
	cat, err := a.catalog()
	if err != nil {
		return err
	}
	categories, err := parseCategories(f.categories)
	if err != nil {
		return err
	}
	list := f.list || f.causes || len(categories) > 0
	var page bytes.Buffer
	switch {
	case list && len(args) > 0:
		err = usagef("leave one out", "a list and %q do not go together", args[0])
	case f.causes:
		err = report.WriteCauses(&page, f.format, cat, causesIn(cat, categories), options)
	case list:
		err = report.WriteCodes(&page, f.format, cat, codesOf(cat, categories), true, options)
	case len(args) == 1:
		err = explainOne(&page, f.format, cat, args[0], options)
	case len(args) == 0:
		err = usagef("give a code, a name or a cause, or --list for all codes, --list --causes for all causes", "nothing to explain")
	default:
		err = usagef("ask for one at a time", "%d things to explain", len(args))
	}
	if err != nil {
		return err
	}
	_, err = a.env.Stdout.Write(page.Bytes())
	return err
}

func (a *app) explainOptions(f *explainFlags) (o report.Options, err error) {
	if o.Lang, err = a.language(); err != nil {
		return o, err
	}
	o.Width = a.width(a.env.Stdout)
	o.Color, err = a.color(f.color, a.env.Stdout)
	return o, err
}

// explainOne writes about one code or cause.
func explainOne(page *bytes.Buffer, format string, cat *catalog.Catalog, query string, o report.Options) error {
	query = strings.TrimSpace(query)
	if id, ok := findCode(cat, query); ok {
		return report.WriteCodes(page, format, cat, []catalog.CodeID{id}, false, o)
	}
	if id, ok := resolveCause(cat, query); ok {
		return report.WriteCause(page, format, cat, id, o)
	}
	return usagef("imlens explain --list names all codes, --list --causes all causes", "no code, name or cause %q%s", query, nearest(cat, query, anything))
}

func findCode(cat *catalog.Catalog, query string) (catalog.CodeID, bool) {
	if n, ok := integral(query); ok {
		return cat.ByNumber(int(n))
	}
	return cat.ByName([]byte(query))
}

// codesOf are the codes of some categories, or all.
func codesOf(cat *catalog.Catalog, categories []catalog.Category) []catalog.CodeID {
	var ids []catalog.CodeID
	for i, code := range cat.Codes {
		if len(categories) == 0 || slices.Contains(categories, code.Category) {
			ids = append(ids, catalog.CodeID(i))
		}
	}
	return ids
}

// causesIn are the causes of some categories, or all.
func causesIn(cat *catalog.Catalog, categories []catalog.Category) []catalog.CauseID {
	var ids []catalog.CauseID
	for i, cause := range cat.Causes {
		if len(categories) == 0 || slices.Contains(categories, cause.Category) {
			ids = append(ids, catalog.CauseID(i))
		}
	}
	return ids
}
