package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"imlens/catalog"
	"imlens/report"
)

// addCompletion adds cobra's command that writes completion scripts, and makes
// a shell that it does not know a mistake.
func addCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	cmd, _, err := root.Find([]string{"completion"})
	if err != nil || cmd == root {
		return
	}
	var shells []string
	for _, sub := range cmd.Commands() {
		shells = append(shells, sub.Name())
	}
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		hint := "use " + oneOf(shells) + "; imlens completion bash --help tells how to install it"
		if len(args) == 0 {
			return usagef(hint, "for which shell")
		}
		return usagef(hint, "unknown shell %q", args[0])
	}
}

// completeValues offers fixed values for a flag.
func completeValues(cmd *cobra.Command, flag string, values ...string) {
	complete(cmd, flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return values, cobra.ShellCompDirectiveNoFileComp
	})
}

// complete offers what a function finds for a flag. A flag that does not exist
// is a mistake of ours that every test meets.
func complete(cmd *cobra.Command, flag string, find cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, find); err != nil {
		panic(err)
	}
}

func (a *app) completeAnalyze(cmd *cobra.Command) {
	completeValues(cmd, "format", report.Formats()...)
	completeValues(cmd, "table", report.Tables()...)
	completeValues(cmd, "color", colorModes()...)
	completeValues(cmd, "category", categoryNames()...)
	completeValues(cmd, "timezone", "Local", "UTC", "Asia/Shanghai")
	completeValues(cmd, "max-line", "64KiB", "1MiB", "16MiB")
	completeValues(cmd, "since", "1h", "24h", "7d", "2w")
	completeValues(cmd, "until", "1h", "24h", "7d", "2w")
	for _, flag := range []string{"top", "jobs", "app"} {
		complete(cmd, flag, cobra.NoFileCompletions)
	}
	complete(cmd, "code", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return a.codeChoices(), cobra.ShellCompDirectiveNoFileComp
	})
	complete(cmd, "field", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return suffixed("=", fieldNames()...), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	})
	complete(cmd, "fail-on", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		subjects := append(categoryNames(), string(gateErrors), string(gateUsers), string(gateSkipped), string(gateUndated))
		return append(suffixed(">", subjects...), "code:", "cause:"),
			cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	})
}

func (a *app) completeExplain(cmd *cobra.Command) {
	completeValues(cmd, "format", explainFormats()...)
	completeValues(cmd, "color", colorModes()...)
	completeValues(cmd, "category", categoryNames()...)
	cmd.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return append(a.codeChoices(), a.causeChoices()...), cobra.ShellCompDirectiveNoFileComp
	}
}

// codeChoices are the numbers of all codes with their names beside them.
func (a *app) codeChoices() []string {
	cat, err := a.catalog()
	if err != nil {
		return nil
	}
	var out []string
	for _, code := range cat.Codes {
		out = append(out, strconv.Itoa(code.Number)+"\t"+code.Names[0])
		for _, name := range code.Names {
			out = append(out, name+"\t"+strconv.Itoa(code.Number))
		}
	}
	return out
}

// causeChoices are the ids of all causes with their titles beside them.
func (a *app) causeChoices() []string {
	cat, err := a.catalog()
	if err != nil {
		return nil
	}
	lang, err := a.language()
	if err != nil {
		lang = catalog.English
	}
	var out []string
	for _, cause := range cat.Causes {
		out = append(out, cause.ID+"\t"+cause.Title.In(lang))
	}
	return out
}

func suffixed(suffix string, values ...string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v + suffix
	}
	return out
}
