package source

import (
	"archive/tar"
	"bufio"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// maxPadding is how far behind its last file a tar is read, to hear what its
// compression says at the end.
const maxPadding = 1 << 20

// archive gives the files of a tar or a zip, in their order.
type archive interface {
	// next gives the next file, or io.EOF, or why there is no next. A file
	// has to be done with before the next one is asked for.
	next() (thing, error)
	// end tells what was found wrong behind the last file.
	end() error
}

// level is an archive that is open.
type level struct {
	archive
	of      thing
	members int    // read from it
	problem string // of the last of them
	spooled int64  // what it takes of the memory for archives
}

// noFiles tells of an archive without a file to read; it is no failure.
const noFiles = "holds no text file"

// archiveError is a problem of an archive itself, of which members were read.
type archiveError struct{ err error }

var errMembers = errors.New("members were read")

func (e archiveError) Error() string   { return e.err.Error() }
func (e archiveError) Unwrap() []error { return []error{e.err, errMembers} }

// enter opens the archive that t is.
func (s *Stream) enter(t thing, format string) {
	if t.depth == maxDepth {
		s.refuse(t, fmt.Sprintf("an archive within %d archives", maxDepth))
		return
	}
	l := &level{of: t}
	if format == tarf {
		in := bufio.NewReaderSize(t.r, rawBuffer)
		l.archive = &tarArchive{of: t, in: in, tar: tar.NewReader(in), pass: s.pass}
	} else if err := s.openZip(l); err != nil {
		t.done()
		s.spooled -= l.spooled
		s.fail(t.name, t.compression, err)
		return
	}
	s.levels = append(s.levels, l)
}

// leave closes the innermost archive after err. What is wrong with it becomes a
// member with the archive's own name, unless its last file has said so already.
func (s *Stream) leave(l *level, err error) {
	if err == io.EOF {
		err = l.end()
	}
	s.pop()
	switch {
	case err != nil && problem(err) == l.problem:
	case err != nil && l.members > 0:
		s.fail(l.of.name, l.of.compression, archiveError{err})
	case err != nil:
		s.fail(l.of.name, l.of.compression, err)
	case l.members > 0:
	case l.of.depth > 0:
		s.pass(l.of.name, noFiles)
	default:
		s.fail(l.of.name, l.of.compression, io.EOF)
		s.member.Problem = noFiles
	}
}

func (s *Stream) pop() {
	l := s.levels[len(s.levels)-1]
	s.levels = s.levels[:len(s.levels)-1]
	s.spooled -= l.spooled
	l.of.done()
}

// within is how a file in an archive is named. Nothing is ever written to or
// read from that name, so that "../" in it is only to be made readable.
func (t *thing) within(name string) string {
	return t.name + "!" + strings.TrimPrefix(path.Clean("/"+name), "/")
}

// isHidden tells a dotfile, or a file in a dot-directory.
func isHidden(name string) bool {
	return strings.Contains(path.Clean("/"+name), "/.")
}

type tarArchive struct {
	of   thing
	in   io.Reader
	tar  *tar.Reader
	pass func(name, reason string)
}

func (a *tarArchive) next() (thing, error) {
	for {
		h, err := a.tar.Next()
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			return thing{}, explainTar(err)
		}
		if h.Typeflag != tar.TypeReg && h.Typeflag != tar.TypeGNUSparse {
			continue
		}
		name := a.of.within(h.Name)
		if isHidden(h.Name) {
			a.pass(name, "a dotfile")
			continue
		}
		return thing{
			name:        name,
			compression: a.of.compression,
			r:           a.tar,
			size:        h.Size,
			depth:       a.of.depth + 1,
			done:        func() {},
		}, nil
	}
}

func explainTar(err error) error {
	if errors.Is(err, tar.ErrHeader) {
		return fmt.Errorf("corrupt tar data: %w", err)
	}
	return err
}

func (a *tarArchive) end() error {
	_, err := io.CopyN(io.Discard, a.in, maxPadding)
	if err == io.EOF {
		return nil
	}
	return err
}
