package source

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// addSlow is add for files that have no number.
func (s *seen) addSlow(info os.FileInfo) bool {
	if slices.ContainsFunc(s.rest, func(other os.FileInfo) bool { return os.SameFile(info, other) }) {
		return false
	}
	s.rest = append(s.rest, info)
	return true
}

// walk goes through a directory, sorted, and through the directories that
// symbolic links in it lead to. It ends on any loop: a link is followed only to
// a directory where the walk has not been yet.
type walk struct {
	enter   func(dir, rel string, info fs.FileInfo) bool // whether to go into a directory
	visit   func(file, rel string, info fs.FileInfo)     // what a link leads to
	passed  func(file, rel, reason string)               // what is left out
	problem func(file string, err error)
	hidden  bool // visit dotfiles too
	been    seen
}

// in walks dir, which is rel seen from where the walk began.
func (w *walk) in(dir, rel string) {
	if info, err := os.Stat(dir); err == nil {
		w.been.add(info)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		w.problem(dir, reason(err))
	}
	for _, e := range entries {
		w.entry(filepath.Join(dir, e.Name()), path.Join(rel, e.Name()), e)
	}
}

func (w *walk) entry(file, rel string, e fs.DirEntry) {
	if !w.hidden && strings.HasPrefix(e.Name(), ".") {
		what := "a dotfile"
		if e.IsDir() {
			what = "a dot-directory"
		}
		w.passed(file, rel, what)
		return
	}
	link := e.Type()&fs.ModeSymlink != 0
	info, err := os.Stat(file)
	switch {
	case err != nil && link && !errors.Is(err, fs.ErrPermission):
		w.passed(file, rel, "a symbolic link that leads nowhere")
	case err != nil:
		w.problem(file, reason(err))
	case !info.IsDir():
		w.visit(file, rel, info)
	case link && !w.been.add(info):
		w.passed(file, rel, "a symbolic link to a directory that is read already")
	case w.enter(file, rel, info):
		w.in(file, rel)
	}
}

// reason takes the path off an error: it is told beside it.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
