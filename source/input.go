package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync/atomic"
)

// input is an item's bytes as they come from the disk. It notices when a file
// becomes shorter while it is read.
type input struct {
	r        io.Reader
	progress *atomic.Int64

	file  *os.File // nil: not a regular file
	start int64    // where reading began in file
	size  int64    // of file, when it was opened; -1: not a regular file
	read  int64
	owned io.Closer      // nil: the caller's own
	live  *interruptible // nil: a regular file, or nobody interrupts
}

var errShrunk = errors.New("became shorter while it was read")

// openInput opens the item's file or takes its reader.
func openInput(item Item, opt Options) (*input, error) {
	in := &input{r: item.Input, progress: opt.Progress, size: -1}
	file, isFile := item.Input.(*os.File)
	if item.Path != "" {
		f, err := os.Open(item.Path)
		if err != nil {
			return nil, err
		}
		file, isFile = f, true
		in.r, in.owned = f, f
	}
	if in.r == nil {
		return nil, errors.New("there is nothing to read from")
	}
	if isFile {
		in.know(file)
	}
	if in.file == nil && opt.Done != nil {
		in.live = newInterruptible(in.r, opt.Done)
		in.r = in.live
	}
	return in, nil
}

// know keeps what allows to read a regular file anywhere.
func (in *input) know(file *os.File) {
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return
	}
	start, err := file.Seek(0, io.SeekCurrent)
	if err != nil {
		return
	}
	in.file, in.start, in.size = file, start, max(info.Size()-start, 0)
}

// Read counts for the progress.
func (in *input) Read(p []byte) (int, error) {
	n, err := in.r.Read(p)
	in.count(n)
	in.read += int64(n)
	if err == io.EOF && in.shrunk() {
		err = errShrunk
	}
	return n, err
}

// ReadAt reads relative to where reading began; only for a regular file.
func (in *input) ReadAt(p []byte, off int64) (int, error) {
	n, err := in.file.ReadAt(p, in.start+off)
	in.count(n)
	return n, err
}

func (in *input) count(n int) {
	if in.progress != nil {
		in.progress.Add(int64(n))
	}
}

func (in *input) shrunk() bool {
	if in.file == nil {
		return false
	}
	info, err := in.file.Stat()
	return err == nil && info.Size()-in.start < max(in.size, in.read)
}

// anywhere is the input as a whole, nil when it can only be read in order.
func (in *input) anywhere() io.ReaderAt {
	if in.file == nil {
		return nil
	}
	return in
}

func (in *input) close() error {
	if in.live != nil {
		_ = in.live.Close() // it cannot fail
	}
	if in.owned == nil {
		return nil
	}
	return in.owned.Close()
}

// problem says in words what ended a member too early.
func problem(err error) string {
	var path *fs.PathError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "ends early (cut or still being written)"
	case errors.As(err, &path): // its name stands beside the problem
		return fmt.Sprintf("%s: %v", path.Op, path.Err)
	}
	return err.Error()
}

// failing is a reader that only has an error to tell.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// readFull fills p as far as r goes. Unlike io.ReadFull it tells what r ended
// with as r did.
func readFull(r io.Reader, p []byte) (n int, err error) {
	const patience = 100 // reads of nothing in a row
	for idle := 0; n < len(p) && err == nil; idle++ {
		var k int
		k, err = r.Read(p[n:])
		n += k
		if k > 0 {
			idle = 0
		} else if idle == patience && err == nil {
			err = io.ErrNoProgress
		}
	}
	if n == len(p) {
		return n, nil // should r have ended just here, it tells so again
	}
	return n, err
}
