package source

import (
	"bufio"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

// gzipReader reads all members of a gzip file, one by one, so that what stands
// behind the last of them can be judged by itself.
type gzipReader struct {
	in *bufio.Reader
	z  *gzip.Reader
}

func (g *gzipReader) Read(p []byte) (int, error) {
	if g.z == nil {
		z, err := gzip.NewReader(g.in)
		if err != nil {
			return 0, noEOF(err)
		}
		g.z = z
		g.z.Multistream(false)
	}
	for {
		n, err := g.z.Read(p)
		if err == io.EOF {
			err = g.nextMember()
		}
		if n > 0 || err != nil || len(p) == 0 {
			return n, err
		}
	}
}

// nextMember begins the next member. io.EOF: there is none, at most NUL bytes
// as padding.
func (g *gzipReader) nextMember() error {
	more, err := skippedNULs(g.in)
	if err != nil {
		return err
	}
	if !more {
		return io.EOF
	}
	head, err := g.in.Peek(3)
	if err != nil && err != io.EOF {
		return err
	}
	if sniff(head) != gz {
		return garbage{gz}
	}
	if err := g.z.Reset(g.in); errors.Is(err, gzip.ErrHeader) {
		return garbage{gz}
	} else if err != nil {
		return io.ErrUnexpectedEOF // the decoder tells a failing disk itself
	}
	g.z.Multistream(false)
	return nil
}
