//go:build unix

package source

import (
	"os"
	"syscall"
)

// seen remembers files by what they are, whatever they are called.
type seen struct {
	known map[identity]bool
	rest  []os.FileInfo
}

type identity struct{ dev, ino uint64 }

// add reports whether info's file is new.
func (s *seen) add(info os.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return s.addSlow(info)
	}
	if s.known == nil {
		s.known = map[identity]bool{}
	}
	id := identity{uint64(st.Dev), uint64(st.Ino)}
	if s.known[id] {
		return false
	}
	s.known[id] = true
	return true
}
