//go:build !unix

package source

import "os"

// seen remembers files by what they are, whatever they are called.
type seen struct{ rest []os.FileInfo }

// add reports whether info's file is new.
func (s *seen) add(info os.FileInfo) bool { return s.addSlow(info) }
