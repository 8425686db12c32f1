//go:build linux || darwin

package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

const oneError = `{"ts":"2026-11-21T08:00:00Z","userId":"li","error":{"type":17,"message":"server error"}}` + "\n"

// process is a running imlens.
type process struct {
	*exec.Cmd
	stdout, stderr bytes.Buffer
}

// start runs imlens in a process of its own, which a test that fails leaves
// behind dead.
func start(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.CommandContext(t.Context(), "imlens", args...)}
	p.Env = os.Environ()
	plainEnv(func(name, value string) { p.Env = append(p.Env, name+"="+value) })
	p.Stdout, p.Stderr = &p.stdout, &p.stderr
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

// end waits and returns the exit code.
func (p *process) end(t *testing.T) int {
	t.Helper()
	timer := time.AfterFunc(time.Minute, func() { p.Process.Kill() })
	defer timer.Stop()
	err := p.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return p.ProcessState.ExitCode()
}

// feed makes a named pipe, gives it to imlens and writes text to it. It comes
// back when the reader has taken all of it; the pipe stays open, so that there
// is more to wait for.
func feed(t *testing.T, text string, args ...string) *process {
	t.Helper()
	fifo := filepath.Join(t.TempDir(), "live.log")
	if err := unix.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	p := start(t, append(args, fifo)...)
	w, err := os.OpenFile(fifo, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	if _, err := w.WriteString(text); err != nil {
		t.Fatal(err)
	}
	raw, err := w.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	until(t, "the pipe is read empty", func() bool {
		left := -1
		if err := raw.Control(func(fd uintptr) { left, _ = unix.IoctlGetInt(int(fd), fionread) }); err != nil {
			t.Fatal(err)
		}
		return left == 0
	})
	return p
}

// until waits for a condition.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.NewTimer(30 * time.Second)
	defer deadline.Stop()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-deadline.C:
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

// TestInterrupt: the first signal ends the reading, and the report of what was
// read until then is printed and marked.
func TestInterrupt(t *testing.T) {
	f := func(name string, sig os.Signal, lines, least int) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			p := feed(t, strings.Repeat(oneError, lines), "analyze", "--format", "json", "--fail-on", "errors>0")
			if err := p.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			if code := p.end(t); code != exitInterrupted {
				t.Errorf("exit code %d, want %d; stderr: %s", code, exitInterrupted, &p.stderr)
			}
			var got struct {
				Partial bool
				Totals  struct{ Errors int }
			}
			if err := json.Unmarshal(p.stdout.Bytes(), &got); err != nil {
				t.Fatalf("%v in %q", err, &p.stdout)
			}
			if n := got.Totals.Errors; !got.Partial || n < least || n > lines {
				t.Errorf("got %+v, want a partial report of %d to %d errors", got, least, lines)
			}
			const want = "imlens: interrupted: the report covers what was read until then\n"
			if !strings.HasSuffix(p.stderr.String(), want) {
				t.Errorf("stderr is %q, want %q at its end", &p.stderr, want)
			}
		})
	}
	f("line", syscall.SIGINT, 1, 1)
	f("lines", syscall.SIGTERM, 100, 100)
	f("blocks", syscall.SIGINT, 20000, 20000)
}

// TestInterruptOutput: the file of -o is whole, and marked as well.
func TestInterruptOutput(t *testing.T) {
	file := filepath.Join(t.TempDir(), "report.txt")
	p := feed(t, strings.Repeat(oneError, 20000), "analyze", "-o", file)
	if err := p.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if code := p.end(t); code != exitInterrupted || p.stdout.Len() > 0 {
		t.Errorf("exit code %d, stdout %q", code, &p.stdout)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "interrupted") || !strings.HasSuffix(string(text), "\n") {
		t.Errorf("the report is not marked, or not whole:\n%s", text)
	}
}

// TestBrokenPipe: a reader that went away ends the output without a word, and
// the exit code is that of the work.
func TestBrokenPipe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "app.log")
	if err := os.WriteFile(file, []byte(oneError), 0o666); err != nil {
		t.Fatal(err)
	}
	f := func(want int, args ...string) {
		t.Helper()
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		cmd := exec.CommandContext(t.Context(), "imlens", args...)
		var stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = w, &stderr
		err = cmd.Run()
		w.Close()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		if code := cmd.ProcessState.ExitCode(); code != want || strings.Contains(stderr.String(), "pipe") {
			t.Errorf("%v: exit code %d, want %d; stderr: %s", args, code, want, &stderr)
		}
	}
	f(exitOK, "analyze", file)
	f(exitOK, "analyze", "--format", "json", file)
	f(exitOK, "explain", "--list")
	f(exitOK, "version")
	f(exitOK, "--help")
	f(exitGate, "analyze", "--fail-on", "errors>0", file)
	f(exitFailed, "analyze", file, file+".missing")
}

// TestFullDisk: a report that cannot be written is a failure that is told.
func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if errors.Is(err, os.ErrNotExist) {
		return // only Linux has one
	}
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	cmd := exec.CommandContext(t.Context(), "imlens", "explain", "17")
	var stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = full, &stderr
	if err := cmd.Run(); err == nil || cmd.ProcessState.ExitCode() != exitFailed {
		t.Errorf("exit code %d, want %d", cmd.ProcessState.ExitCode(), exitFailed)
	}
	if !strings.Contains(stderr.String(), "no space left") {
		t.Errorf("stderr: %s", &stderr)
	}
}
