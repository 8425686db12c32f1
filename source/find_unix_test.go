//go:build unix

package source

import (
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

func wantFound(t *testing.T, dir string, paths []string, want ...string) {
	t.Helper()
	if got := found(t, dir, slices.Clone(paths)...); !slices.Equal(got, want) {
		t.Errorf("%v:\n got %q\nwant %q", paths, got, want)
	}
}

func TestFindSameFile(t *testing.T) {
	dir := t.TempDir()
	a := write(t, dir, "d/a.log", "a\n")
	must(t, os.Link(a, dir+"/d/hard.log"))
	must(t, os.Symlink("a.log", dir+"/d/soft.log"))
	write(t, dir, "d/b.log", "a\n")
	wantFound(t, dir, []string{"d"}, "d/a.log", "d/b.log")
	wantFound(t, dir, []string{"d/soft.log", "d/hard.log", "d/*.log"}, "d/soft.log", "d/b.log")
	wantFound(t, dir, []string{"d/a.log", "d/../d/a.log", "d/a.log"}, "d/a.log")
}

func TestFindLinks(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "top/x/a.log", "a\n")
	write(t, dir, "elsewhere/b.log", "b\n")
	must(t, os.Symlink("..", dir+"/top/x/loop"))
	must(t, os.Symlink("self", dir+"/top/self"))
	must(t, os.Symlink("nowhere", dir+"/top/gone.log"))
	must(t, os.Symlink("../elsewhere", dir+"/top/y"))
	const nowhere, again = ": a symbolic link that leads nowhere", ": a symbolic link to a directory that is read already"
	want := []string{"top/x/a.log", "top/y/b.log", "- top/gone.log" + nowhere, "- top/self" + nowhere, "- top/x/loop" + again}
	wantFound(t, dir, []string{"top"}, want...)
	wantFound(t, dir, []string{"top/**/*.log"}, "top/x/a.log", "top/y/b.log", "- top/gone.log"+nowhere)
	wantFound(t, dir, []string{"top/gone.log"}, "! top/gone.log: no such file or directory")
}

// TestFindUnreadable takes what may not be read; for root, who may read
// anything, a link that leads back to itself stands in.
func TestFindUnreadable(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "d/a.log", "a\n")
	if os.Getuid() == 0 {
		must(t, os.Symlink("locked", dir+"/d/locked"))
		wantFound(t, dir, []string{"d/locked", "d/a.log"}, "d/a.log", "! d/locked: too many levels of symbolic links")
		return
	}
	write(t, dir, "d/locked/b.log", "b\n")
	must(t, os.Chmod(write(t, dir, "d/secret.log", "s\n"), 0))
	must(t, os.Chmod(dir+"/d/locked", 0))
	defer os.Chmod(dir+"/d/locked", 0o755)
	const denied = ": permission denied"
	wantFound(t, dir, []string{"d"}, "d/a.log", "! d/locked"+denied, "! d/secret.log"+denied)
	wantFound(t, dir, []string{"d/secret.log", "d/a.log"}, "d/a.log", "! d/secret.log"+denied)
}

func TestFindIrregular(t *testing.T) {
	dir, err := os.MkdirTemp("", "s") // a socket's path has to be short
	must(t, err)
	defer os.RemoveAll(dir)
	write(t, dir, "a.log", "a\n")
	must(t, syscall.Mkfifo(dir+"/pipe", 0o600))
	l, err := net.Listen("unix", dir+"/sock")
	must(t, err)
	defer l.Close()
	wantFound(t, filepath.Dir(dir), []string{filepath.Base(dir)},
		filepath.Base(dir)+"/a.log", "- "+filepath.Base(dir)+"/pipe: a named pipe", "- "+filepath.Base(dir)+"/sock: a socket")
	wantFound(t, dir, []string{"pipe", "sock"}, "pipe", "! sock: is a socket, which cannot be read")
}

func TestReadNull(t *testing.T) {
	list, err := Find([]string{os.DevNull}, nil)
	must(t, err)
	if len(list.Items) != 1 || list.Items[0].Size != 0 {
		t.Fatalf("%+v", list)
	}
	all := readAll(t, Open(list.Items[0], Options{}), false)
	if len(all) != 1 || all[0].Status != StatusOK || all[0].Lines != 0 || !slices.Equal(all[0].blocks, []string{"0|0"}) {
		t.Errorf("%+v", all)
	}
}

func TestReadPipe(t *testing.T) {
	dir := t.TempDir()
	p := dir + "/pipe"
	must(t, syscall.Mkfifo(p, 0o600))
	list, err := Find([]string{p}, nil)
	must(t, err)
	if len(list.Items) != 1 || list.Items[0].Size != -1 {
		t.Fatalf("%+v", list)
	}
	text := string(logLines(30000))
	wrote := make(chan error, 1)
	go func() {
		f, err := os.OpenFile(p, os.O_WRONLY, 0)
		if err == nil {
			_, err = io.Copy(f, strings.NewReader(text))
			f.Close()
		}
		wrote <- err
	}()
	var progress atomic.Int64
	all := readAll(t, Open(list.Items[0], Options{Progress: &progress}), false)
	must(t, <-wrote)
	if len(all) != 1 || all[0].text != text || progress.Load() != int64(len(text)) {
		t.Errorf("%d bytes of %d, progress %d", len(all[0].text), len(text), progress.Load())
	}
}
