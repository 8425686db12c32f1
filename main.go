// Command imlens analyses JSON error logs of the Easemob / Agora Chat Web SDK:
// what fails, for how many users, and why.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"imlens/internal/cli"
)

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)   // the first signal asks for an end, a second one ends at once
	signal.Ignore(syscall.SIGPIPE) // a reader that goes away ends the output, not the process
	return cli.Main(ctx, cli.Env{
		Args:   os.Args[1:],
		Stdin:  os.Stdin,
		Stdout: os.Stdout,
		Stderr: os.Stderr,
		Getenv: os.Getenv,
		Now:    time.Now,
	})
}
