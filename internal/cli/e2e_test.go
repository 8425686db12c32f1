//go:build e2e

package cli

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/clipperhouse/displaywidth"
	"github.com/ulikunitz/xz"
)

// screen is a terminal of its own, kept by tmux, in which a command runs.
type screen struct {
	t      *testing.T
	socket string
}

// open starts a shell command in a terminal of some columns. When it ends, its
// exit code stands on the screen as "[exit N]".
func open(t *testing.T, columns int, command string) *screen {
	t.Helper()
	s := &screen{t: t, socket: filepath.Join(t.TempDir(), "tmux")}
	t.Cleanup(func() { exec.Command("tmux", "-S", s.socket, "kill-server").Run() })
	line := "trap : INT; " + command + `; echo "[exit $?]"; exec cat`
	s.tmux("-f", os.DevNull, "new-session", "-d", "-x", strconv.Itoa(columns), "-y", "300",
		"env", "-u", "COLUMNS", "-u", "NO_COLOR", "LC_ALL=C.UTF-8", "TZ=UTC", "sh", "-c", line)
	return s
}

func (s *screen) tmux(args ...string) string {
	s.t.Helper()
	cmd := exec.Command("tmux", append([]string{"-S", s.socket}, args...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		s.t.Fatalf("%v: %v\n%s", cmd.Args, err, out)
	}
	return string(out)
}

// text is what stands on the screen, with lines that were wrapped joined again.
func (s *screen) text() string { return s.tmux("capture-pane", "-p", "-J") }

// await waits until all texts stand on the screen.
func (s *screen) await(wants ...string) string {
	s.t.Helper()
	deadline := time.Now().Add(time.Minute)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		text := s.text()
		missing := ""
		for _, want := range wants {
			if !strings.Contains(text, want) {
				missing = want
			}
		}
		if missing == "" {
			return text
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("waited in vain for %q; the screen shows:\n%s", missing, text)
		}
		<-tick.C
	}
}

func buildBinary(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "imlens")
	if out, err := exec.Command("go", "build", "-o", bin, "imlens").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

// TestScreenFits: a report fits the terminal it is printed to.
func TestScreenFits(t *testing.T) {
	bin := buildBinary(t)
	logs, err := filepath.Abs("testdata/examples/logs")
	if err != nil {
		t.Fatal(err)
	}
	for _, columns := range []int{40, 80, 120} {
		for _, lang := range []string{"en", "zh"} {
			s := open(t, columns, fmt.Sprintf("%s analyze --lang %s %s", bin, lang, logs))
			for line := range strings.Lines(s.await("[exit 0]")) {
				line = strings.TrimRight(line, " \n")
				if w := displaywidth.String(line); w > columns {
					t.Errorf("%d columns, %s: a line of %d: %q", columns, lang, w, line)
				}
			}
		}
	}
}

// TestScreenProgress: work that takes long shows a bar with its share, rate
// and time left, and takes it away at its end.
func TestScreenProgress(t *testing.T) {
	bin := buildBinary(t)
	slow := filepath.Join(t.TempDir(), "slow.xz")
	if err := os.WriteFile(slow, slowFile(t), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, columns := range []int{40, 80} {
		s := open(t, columns, bin+" analyze "+slow)
		s.await("%", "[=", "MiB/s")
		if text := s.await("[exit 0]"); strings.Contains(text, "MiB/s") || strings.Contains(text, "[=") {
			t.Errorf("%d columns: the bar is still there:\n%s", columns, text)
		}
	}
}

// slowFile is an archive whose decompression takes some seconds: the same
// stream many times, with text that does not compress well.
func slowFile(t *testing.T) []byte {
	t.Helper()
	var text bytes.Buffer
	state := uint64(1)
	for text.Len() < 2<<20 {
		text.WriteString(`{"ts":"2026-11-21T08:00:00Z","userId":"li","error":{"type":17,"message":"`)
		for range 24 {
			state = state*6364136223846793005 + 1442695040888963407
			text.WriteString(strconv.FormatUint(state>>8, 36))
		}
		text.WriteString("\"}}\n")
	}
	var packed bytes.Buffer
	w, err := xz.NewWriter(&packed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return bytes.Repeat(packed.Bytes(), 40)
}

// TestScreenStream: an input without a known end shows how much was read.
// Ctrl-C prints the report of that, marked, and exits 130.
func TestScreenStream(t *testing.T) {
	bin := buildBinary(t)
	fifo := filepath.Join(t.TempDir(), "live.log")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, 80, bin+" analyze "+fifo)
	w, err := os.OpenFile(fifo, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	line := `{"ts":"2026-11-21T08:00:00Z","userId":"li","error":{"type":17}}` + "\n"
	if _, err := w.WriteString(strings.Repeat(line, 50000)); err != nil {
		t.Fatal(err)
	}
	s.await("reading", "MiB")
	s.tmux("send-keys", "C-c")
	text := s.await("[exit 130]", "imlens: interrupted", " errors from 1 user")
	if strings.Contains(text, "reading") {
		t.Errorf("the bar is still there:\n%s", text)
	}
}
