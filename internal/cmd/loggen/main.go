// Loggen writes made-up client logs to standard output, for benchmarks.
//
//	go run ./internal/cmd/loggen -size 512MB -users 200000 -seed 1 > big.ndjson
//
// A line is what a chat app uploads: time, level, app key, user, SDK version,
// a long user agent, event, and late in the line the SDK's error object with
// its data. Nine lines in ten are errors, the others are events of similar
// length. Users, codes, versions and agents are drawn unevenly, as real ones
// are: a few often, most seldom. The same options give the same bytes.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "loggen:", err)
		os.Exit(1)
	}
}

// options say what is written.
type options struct {
	size       int64  // bytes at which the output ends, with the line under way
	users      int    // how many users there are
	seed       uint64 // start of the random numbers
	lineLength int    // shortest line in bytes, without its line end; 0: as it comes
	shape      string // what surrounds a line: plain, cri or docker
}

// run is the command.
func run(args []string, stdout, stderr io.Writer) error {
	o := options{shape: "plain"}
	flags := flag.NewFlagSet("loggen", flag.ContinueOnError)
	flags.SetOutput(stderr)
	size := flags.String("size", "64MB", "write about this much: a number with kB, MB, GB, KiB, MiB or GiB")
	flags.IntVar(&o.users, "users", 200_000, "number of users to draw from")
	flags.Uint64Var(&o.seed, "seed", 1, "seed of the random numbers")
	flags.IntVar(&o.lineLength, "line-length", 0, "pad lines to at least this many bytes")
	flags.StringVar(&o.shape, "shape", o.shape, "surround lines: plain, cri or docker")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is one argument too many: output goes to standard output", flags.Arg(0))
	}
	var err error
	if o.size, err = parseSize(*size); err != nil {
		return err
	}
	if o.users < 1 {
		return fmt.Errorf("-users %d: there has to be one at least", o.users)
	}
	return generate(stdout, o)
}

// parseSize reads a number of bytes with a unit.
func parseSize(s string) (int64, error) {
	units := []struct {
		suffix string
		factor float64
	}{
		{"kib", 1 << 10}, {"mib", 1 << 20}, {"gib", 1 << 30}, {"kb", 1e3}, {"mb", 1e6}, {"gb", 1e9}, {"b", 1}, {"", 1},
	}
	for _, u := range units {
		number, ok := strings.CutSuffix(strings.ToLower(s), u.suffix)
		if !ok {
			continue
		}
		n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if err != nil || n < 0 || n*u.factor > 1<<60 {
			break
		}
		return int64(n * u.factor), nil
	}
	return 0, fmt.Errorf("size %q: want a number with kB, MB, GB, KiB, MiB or GiB", s)
}
