package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"imlens/catalog"
	"imlens/report"
)

// Exit codes. When several apply, the first of interrupted, gate, failed wins;
// wrong usage is found before anything is read.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitGate        = 3
	exitInterrupted = 130
)

// Bounds of what stderr shows, in bytes: a line, and a name in it.
const (
	maxMessage = 2000
	maxShown   = 1000
)

// Env is all that the command knows of the world around it.
type Env struct {
	Args   []string // without the program's own name
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Getenv func(string) string
	Now    func() time.Time
}

// Main runs imlens and returns its exit code. When ctx ends, the work ends
// early and what was found so far is reported.
func Main(ctx context.Context, env Env) int {
	a := &app{env: env}
	root := a.rootCommand()
	root.SetArgs(shieldNegative(root, env.Args))
	err := root.ExecuteContext(ctx)

	var usage *usageError
	var status statusError
	switch {
	case err == nil, isBrokenPipe(err):
		return exitOK
	case errors.As(err, &status):
		return int(status)
	case errors.As(err, &usage), !a.running:
		a.say("%s", err.Error())
		return exitUsage
	default:
		a.say("%s", reason(err))
		return exitFailed
	}
}

// app is one run of the command.
type app struct {
	env  Env
	lang string // --lang

	running bool // the arguments are in order and the command has begun
}

// say writes one line to stderr. There is nobody left to tell when that fails.
func (a *app) say(format string, args ...any) {
	fmt.Fprintf(a.env.Stderr, "imlens: %s\n", report.Clean(fmt.Sprintf(format, args...), maxMessage))
}

// shown is a name that leaves room for what is said about it.
func shown(name string) string { return report.Clean(name, maxShown) }

// catalog loads the catalogue that is embedded in the program.
func (a *app) catalog() (*catalog.Catalog, error) {
	cat, err := catalog.Load()
	if err != nil {
		return nil, fmt.Errorf("the built-in catalogue is damaged, please report this: %w", err)
	}
	return cat, nil
}

// usageError says that the command was called in a wrong way, and what would
// be right.
type usageError struct {
	msg  string
	hint string // what to do next; may be empty
}

func (e *usageError) Error() string {
	if e.hint == "" {
		return e.msg
	}
	return e.msg + "; " + e.hint
}

func usagef(hint, format string, args ...any) error {
	return &usageError{msg: fmt.Sprintf(format, args...), hint: hint}
}

// statusError ends the command with an exit code when all has been said.
type statusError int

func (e statusError) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// reason is the text of an error without the path that a line names anyway.
func reason(err error) string {
	if e, ok := err.(*fs.PathError); ok { //nolint:errorlint // a wrapped one has more to say
		return e.Err.Error()
	}
	return err.Error()
}

// oneOf lists choices for people: "a, b or c".
func oneOf(choices []string) string {
	if len(choices) < 2 {
		return strings.Join(choices, "")
	}
	last := len(choices) - 1
	return strings.Join(choices[:last], ", ") + " or " + choices[last]
}
