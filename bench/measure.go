//go:build ignore

// Measure runs a command and prints the seconds it took and the most memory in
// MiB that it, or a process it waited for, had resident at a time.
//
//	measure [-o FILE] COMMAND [ARGUMENT...]
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

func run() error {
	output := flag.String("o", os.DevNull, "write the command's standard output to this `FILE`")
	flag.Parse()
	if flag.NArg() == 0 {
		return fmt.Errorf("which command?")
	}
	out, err := os.Create(*output)
	if err != nil {
		return err
	}
	defer out.Close()
	cmd := exec.Command(flag.Arg(0), flag.Args()[1:]...)
	cmd.Stdout, cmd.Stderr = out, os.Stderr
	start := time.Now()
	err = cmd.Run()
	took := time.Since(start)
	if err != nil {
		return fmt.Errorf("%v: %w", cmd.Args, err)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return fmt.Errorf("this system does not tell the memory of a process")
	}
	unit := 1024.0 // Linux counts KiB, macOS bytes
	if _, err := os.Stat("/proc/self"); err != nil {
		unit = 1
	}
	fmt.Printf("%.4f\t%.1f\n", took.Seconds(), float64(usage.Maxrss)*unit/(1<<20))
	return nil
}
