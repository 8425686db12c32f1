package cli

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"imlens/catalog"
)

const rootLong = `imlens reads the JSON error logs of the Easemob / Agora Chat Web SDK and tells
what fails, for how many users, and why.

Exit codes:
    0  done
    1  something could not be read or written; the rest is done, and what
       failed is named on stderr
    2  wrong usage
    3  a gate (--fail-on, --strict) tripped
  130  interrupted; what was read until then is reported
When several apply, 130 goes before 3 and 3 before 1.`

const rootExample = `  $ imlens analyze logs
  $ imlens explain 206
  $ imlens --lang zh explain token-expired`

// rootCommand builds the whole tree of commands.
func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "imlens",
		Short:         "What fails in your chat app, for how many users, and why",
		Long:          rootLong,
		Example:       rootExample,
		Version:       buildVersion().String(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cmd.SetOut(a.env.Stderr)
			if err := cmd.Help(); err != nil {
				return err
			}
			return statusError(exitUsage)
		},
		PersistentPreRunE: func(*cobra.Command, []string) error {
			a.running = true
			_, err := a.language()
			return err
		},
	}
	root.SetVersionTemplate("imlens {{.Version}}\n")
	root.SetIn(a.env.Stdin)
	root.SetOut(a.env.Stdout)
	root.SetErr(a.env.Stderr)
	root.SetFlagErrorFunc(flagError)
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), ".FlagUsages", ".FlagUsagesWrapped 80"))
	root.PersistentFlags().StringVar(&a.lang, "lang", "",
		"`LANG` of meanings, causes and advice: "+oneOf(languages())+" (default from LC_ALL, LC_MESSAGES or LANG)")
	completeValues(root, "lang", languages()...)
	root.AddCommand(a.analyzeCommand(), a.explainCommand(), a.versionCommand())
	checkHelpTopics(root)
	addCompletion(root)
	return root
}

// checkHelpTopics makes help about something unknown a mistake, as it is
// everywhere else.
func checkHelpTopics(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	help, _, err := root.Find([]string{"help"})
	if err != nil || help == root {
		return
	}
	help.Args = func(_ *cobra.Command, args []string) error {
		if topic, _, err := root.Find(args); len(args) > 0 && (err != nil || topic == root) {
			return knownCommand(root, args)
		}
		return nil
	}
}

// knownCommand refuses what is no command, and helps where it can.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return usagef("did you mean imlens "+near[0]+"?", "unknown command %q", args[0])
	}
	if _, err := os.Stat(args[0]); err == nil {
		return usagef("to read it, run: imlens analyze "+args[0], "%q is a file, not a command", args[0])
	}
	return usagef("imlens --help lists the commands", "unknown command %q", args[0])
}

// noArguments refuses arguments to a command that takes none.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usagef("run it without", "%s takes no argument, but %q was given", cmd.CommandPath(), args[0])
}

// flagError puts what pflag has to say into our words.
func flagError(cmd *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		f := invalid.GetFlag()
		hint := "give a whole number"
		if f.Value.Type() == "bool" {
			hint = "it is a switch and takes no value"
		}
		return usagef(hint, "wrong value %q for --%s", invalid.GetValue(), f.Name)
	}
	var missing *pflag.ValueRequiredError
	if errors.As(err, &missing) {
		return usagef("see "+cmd.CommandPath()+" --help", "--%s needs a value", missing.GetFlag().Name)
	}
	return usagef("see "+cmd.CommandPath()+" --help", "%s", strings.Replace(err.Error(), ": --", " --", 1))
}

// shieldNegative moves negative codes behind a "--", so that
// "imlens explain -3" asks for code -3 and not for a flag "3".
func shieldNegative(root *cobra.Command, args []string) []string {
	cmd, _, err := root.Find(args)
	if err != nil || cmd.Name() != "explain" {
		return args
	}
	negative := regexp.MustCompile(`^-[0-9]+$`)
	end := slices.Index(args, "--")
	if end < 0 {
		end = len(args)
	}
	var before, codes []string
	for _, arg := range args[:end] {
		if negative.MatchString(arg) {
			codes = append(codes, arg)
		} else {
			before = append(before, arg)
		}
	}
	if len(codes) == 0 {
		return args
	}
	out := append(append(before, "--"), codes...)
	if end < len(args) {
		out = append(out, args[end+1:]...)
	}
	return out
}

func languages() []string { return []string{string(catalog.English), string(catalog.Chinese)} }

// language is what --lang or else the environment says.
func (a *app) language() (catalog.Lang, error) {
	switch strings.ToLower(a.lang) {
	case "":
		return envLanguage(a.env.Getenv), nil
	case "en":
		return catalog.English, nil
	case "zh":
		return catalog.Chinese, nil
	}
	return "", usagef("use "+oneOf(languages()), "unknown language %q for --lang", a.lang)
}

// envLanguage reads the locale as POSIX ranks its variables.
func envLanguage(getenv func(string) string) catalog.Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			if strings.HasPrefix(strings.ToLower(v), "zh") {
				return catalog.Chinese
			}
			break
		}
	}
	return catalog.English
}
