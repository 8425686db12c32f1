package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
)

// TestHelpExamples runs every "$ …" line of the help texts in a shell, in a
// folder that holds the files they speak of. Each must succeed and say
// something.
func TestHelpExamples(t *testing.T) {
	examples := helpExamples(t)
	if len(examples) < 15 {
		t.Fatalf("only %d examples in the help texts", len(examples))
	}
	script := new(strings.Builder)
	for _, line := range examples {
		quoted := strings.ReplaceAll(line, "'", "''")
		fmt.Fprintf(script, "# %s\nexec sh -c '%s'\n! stderr .\n", line, quoted)
		if !strings.Contains(line, " -o ") {
			fmt.Fprintf(script, "stdout .\n")
		}
	}
	fmt.Fprintf(script, "exists report.json\n")
	file := filepath.Join(t.TempDir(), "help.txtar")
	if err := os.WriteFile(file, []byte(script.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files: []string{file},
		Setup: func(env *testscript.Env) error {
			plainEnv(env.Setenv)
			return os.CopyFS(env.WorkDir, os.DirFS("testdata/examples"))
		},
	})
}

func helpExamples(t *testing.T) []string {
	t.Helper()
	var lines []string
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		for line := range strings.Lines(cmd.Example) {
			command, ok := strings.CutPrefix(strings.TrimSpace(line), "$ ")
			if !ok || !strings.Contains(command, "imlens") {
				t.Errorf("%s: an example that is no command line: %q", cmd.Name(), line)
			}
			lines = append(lines, command)
		}
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk((&app{env: Env{Getenv: func(string) string { return "" }}}).rootCommand())
	return lines
}

// TestHelpFits checks that every help text fits a terminal of 80 columns and
// that every command and flag is described.
func TestHelpFits(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"analyze", "--help"}, {"explain", "--help"}, {"version", "--help"}} {
		var out, errs bytes.Buffer
		code := Main(context.Background(), Env{
			Args: args, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs,
			Getenv: func(string) string { return "" }, Now: testClock,
		})
		if code != exitOK || errs.Len() > 0 {
			t.Errorf("%v: exit %d, stderr %q", args, code, &errs)
		}
		for line := range strings.Lines(out.String()) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 {
				t.Errorf("%v: %d columns: %s", args, n, line)
			}
		}
	}
}
