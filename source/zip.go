package source

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/flate"
)

// maxSpool is how much of zip archives that cannot be read in place is kept in
// memory: a zip tells what it holds at its end.
const maxSpool = 64 << 20

var errSpool = fmt.Errorf("a zip from a pipe or within another archive is read up to %d MiB; unzip it first", maxSpool/mib)

// The methods of zip, besides storing, that are read.
const (
	zipBzip2 = 12
	zipZstd  = 93
	zipXz    = 95
)

type zipArchive struct {
	of   thing
	rest []*zip.File
	pass func(name, reason string)
}

// openZip opens the zip that l is of, in place or from memory.
func (s *Stream) openZip(l *level) error {
	at, size := l.of.at, l.of.size
	if at == nil {
		kept, err := s.spool(l)
		if err != nil {
			return err
		}
		at, size = kept, l.spooled
	}
	r, err := zip.NewReader(at, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		if errors.Is(err, zip.ErrFormat) {
			return fmt.Errorf("its directory, at the end, is missing or damaged (cut or still being written): %w", err)
		}
		return fmt.Errorf("corrupt zip data: %w", err)
	}
	r.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser {
		return flate.NewReader(bufio.NewReaderSize(r, rawBuffer/4))
	})
	for method, format := range map[uint16]string{zipBzip2: bz2, zipZstd: zst, zipXz: xzip} {
		r.RegisterDecompressor(method, func(r io.Reader) io.ReadCloser { return newDecoder(format, r, -1) })
	}
	l.archive = &zipArchive{of: l.of, rest: r.File, pass: s.pass}
	return nil
}

func (a *zipArchive) next() (thing, error) {
	for len(a.rest) > 0 {
		f := a.rest[0]
		a.rest = a.rest[1:]
		if !f.Mode().IsRegular() {
			continue
		}
		name := a.of.within(f.Name)
		if isHidden(f.Name) {
			a.pass(name, "a dotfile")
			continue
		}
		return a.open(f, name), nil
	}
	return thing{}, io.EOF
}

// open makes a thing of f; that it cannot be read is for its reader to tell.
func (a *zipArchive) open(f *zip.File, name string) thing {
	t := thing{name: name, compression: zipf, size: int64(min(f.UncompressedSize64, 1<<62)), depth: a.of.depth + 1, done: func() {}}
	if f.Method == zip.Store {
		t.compression = plain
	}
	const encrypted = 1
	if f.Flags&encrypted != 0 {
		t.r = failing{errors.New("is encrypted; unzip it first")}
		return t
	}
	r, err := f.Open()
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		t.r = failing{fmt.Errorf("is compressed by zip's method %d, which imlens does not read", f.Method)}
	case err != nil:
		t.r = failing{fmt.Errorf("corrupt zip data: %w", err)}
	default:
		t.r = &decoder{format: zipf, text: r, from: &witness{}}
		t.done = func() { r.Close() }
	}
	return t
}

func (a *zipArchive) end() error { return nil }

// spool reads an archive into memory, as far as there is room.
func (s *Stream) spool(l *level) (chunks, error) {
	var kept chunks
	for {
		chunk := make([]byte, chunkSize)
		n, err := readFull(l.of.r, chunk)
		kept = append(kept, chunk[:n])
		l.spooled += int64(n)
		s.spooled += int64(n)
		switch {
		case s.spooled > maxSpool:
			return nil, errSpool
		case err == io.EOF:
			return kept, nil
		case err != nil:
			return nil, err
		}
	}
}

const chunkSize = 1 << 20

// chunks is a file in memory, in pieces that need not move as it grows; all
// but the last are of chunkSize.
type chunks [][]byte

// ReadAt reads like a file.
func (c chunks) ReadAt(p []byte, off int64) (n int, err error) {
	for n < len(p) {
		i := (off + int64(n)) / chunkSize
		if off < 0 || i >= int64(len(c)) {
			return n, io.EOF
		}
		k := copy(p[n:], c[i][min((off+int64(n))%chunkSize, int64(len(c[i]))):])
		if k == 0 {
			return n, io.EOF
		}
		n += k
	}
	return n, nil
}
