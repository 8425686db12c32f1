package cli

import (
	"errors"
	"strconv"
	"syscall"

	"golang.org/x/term"
)

// plainWidth is the width of a report that goes to no terminal.
const plainWidth = 80

// terminal returns the descriptor of a stream that is a terminal.
func terminal(stream any) (fd int, ok bool) {
	f, ok := stream.(interface{ Fd() uintptr })
	if !ok {
		return 0, false
	}
	fd = int(f.Fd())
	return fd, term.IsTerminal(fd)
}

// width is how many columns a report on stream may take: COLUMNS, else what
// the terminal says.
func (a *app) width(stream any) int {
	if n, err := strconv.Atoi(a.env.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if w, ok := columnsOf(stream); ok {
		return w
	}
	return plainWidth
}

// columnsOf is the width of the terminal that a stream is.
func columnsOf(stream any) (int, bool) {
	fd, ok := terminal(stream)
	if !ok {
		return 0, false
	}
	w, _, err := term.GetSize(fd)
	return w, err == nil && w > 0
}

func colorModes() []string { return []string{"auto", "always", "never"} }

// color decides whether a report on stream carries colours.
func (a *app) color(mode string, stream any) (bool, error) {
	switch mode {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "auto":
		_, ok := terminal(stream)
		return ok && a.env.Getenv("NO_COLOR") == "" && a.env.Getenv("TERM") != "dumb", nil
	}
	return false, usagef("use "+oneOf(colorModes()), "wrong value %q for --color", mode)
}

// isBrokenPipe reports whether err says that the reader of our output went away.
func isBrokenPipe(err error) bool {
	const windowsBrokenPipe, windowsNoData = syscall.Errno(109), syscall.Errno(232)
	return errors.Is(err, syscall.EPIPE) || onWindows && (errors.Is(err, windowsBrokenPipe) || errors.Is(err, windowsNoData))
}
