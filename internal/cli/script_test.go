package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes the command "imlens" for the scripts and for the tests that
// start a process of their own. It is main, but for a clock that stands still.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"imlens": imlensMain})
}

func imlensMain() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	signal.Ignore(syscall.SIGPIPE)
	code := Main(ctx, Env{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv,
		Now: testClock,
	})
	stop()
	os.Exit(code)
}

// testClock is the noon at which all scripts run.
func testClock() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

// TestScript runs the terminal sessions of testdata/script. Beside the usual
// commands they have
//
//	exits CODE COMMAND...   the command ends with this exit code
//	json PATH WANT          in the JSON on stdout, PATH (a.b.0.c) holds WANT
//
// Run with UPDATE_SCRIPTS=1 to write what commands print into the scripts'
// golden files.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			plainEnv(env.Setenv)
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": scriptExits,
			"json":  scriptJSON,
		},
	})
}

// plainEnv takes away whatever of the tester's own settings shows in a report.
func plainEnv(set func(name, value string)) {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR"} {
		set(name, "")
	}
	set("TZ", "UTC")
	set("TERM", "xterm-256color")
}

func scriptExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARGUMENT...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	code := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if code != want {
		ts.Fatalf("exit code %d, want %d", code, want)
	}
}

func scriptJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: json PATH WANT")
	}
	var doc any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &doc))
	got := "(absent)"
	if v, ok := dig(doc, strings.Split(args[0], ".")); ok {
		if s, isText := v.(string); isText {
			got = s
		} else {
			raw, err := json.Marshal(v)
			ts.Check(err)
			got = string(raw)
		}
	}
	if (got == args[1]) == neg {
		ts.Fatalf("%s is %s, want %s (negated: %t)", args[0], got, args[1], neg)
	}
}

// dig follows a path through decoded JSON; "len" is the length of an array.
func dig(v any, path []string) (any, bool) {
	if len(path) == 0 {
		return v, true
	}
	switch v := v.(type) {
	case map[string]any:
		member, ok := v[path[0]]
		if !ok {
			return nil, false
		}
		return dig(member, path[1:])
	case []any:
		if path[0] == "len" {
			return float64(len(v)), true
		}
		i, err := strconv.Atoi(path[0])
		if err != nil || i < 0 || i >= len(v) {
			return nil, false
		}
		return dig(v[i], path[1:])
	}
	return nil, false
}
