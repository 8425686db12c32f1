package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// pattern is the part of a glob behind the directory where its walk begins.
type pattern struct {
	all   string
	parts []string // by directory; nil when they cannot be told apart
	dots  bool     // a part asks for dotfiles
}

func newPattern(p string) pattern {
	pat := pattern{all: p, parts: strings.Split(p, "/")}
	if strings.Contains(p, "{") && strings.Contains(p, "/") {
		pat.parts = nil // an alternative may hold a "/"
	}
	pat.dots = strings.HasPrefix(p, ".") || strings.Contains(p, "/.") || strings.Contains(p, "{.") || strings.Contains(p, ",.")
	return pat
}

func (p pattern) matches(rel string) bool { return doublestar.MatchUnvalidated(p.all, rel) }

// leads reports whether something within the directory rel may match.
func (p pattern) leads(rel string) bool {
	depth := strings.Count(rel, "/") + 1
	if p.parts == nil {
		return true
	}
	if i := slices.Index(p.parts, "**"); i >= 0 && i < depth {
		dir := strings.Join(strings.Split(rel, "/")[:i], "/")
		return doublestar.MatchUnvalidated(strings.Join(p.parts[:i], "/"), dir)
	}
	return depth < len(p.parts) && doublestar.MatchUnvalidated(strings.Join(p.parts[:depth], "/"), rel)
}

// glob lists what matches: files, and directories with all below them.
func (f *finder) glob(p string) {
	slashed := filepath.ToSlash(p)
	if !doublestar.ValidatePattern(slashed) {
		f.problem(p, errors.New("no such file, and not a valid glob"))
		return
	}
	base, rest := doublestar.SplitPattern(slashed)
	pat := newPattern(rest)
	matched, before := 0, len(f.list.Problems)
	w := walk{
		hidden:  pat.dots,
		problem: f.problem,
		enter: func(dir, rel string, info fs.FileInfo) bool {
			if pat.matches(rel) {
				matched++
				f.directory(dir, info)
			}
			return pat.leads(rel)
		},
		visit: func(file, rel string, info fs.FileInfo) {
			if pat.matches(rel) {
				matched++
				f.found(file, info)
			}
		},
		passed: func(file, rel, reason string) {
			if pat.matches(rel) {
				matched++
				f.passOver(file, reason)
			}
		},
	}
	if base = filepath.FromSlash(base); isDir(base) {
		w.in(base, "")
	}
	if matched == 0 && len(f.list.Problems) == before {
		f.problem(p, errors.New("no such file, and as a glob it matches nothing"))
	}
}

func isDir(p string) bool {
	info, err := os.Stat(p)
	return err == nil && info.IsDir()
}
