package source

import (
	"errors"
	"io"
	"time"
)

var errInterrupted = errors.New("interrupted")

// interruptible reads from something that may never answer, a pipe or a
// terminal, until done is closed. What was read by then still comes out. Its
// goroutine ends with the reader, or with done and the read that it is in.
type interruptible struct {
	done   <-chan struct{}
	closed chan struct{}
	chunks chan chunk
	used   chan []byte // buffers that may be filled again
	rest   chunk
	buf    []byte // of rest
}

type chunk struct {
	data []byte
	err  error
}

// interruptibleSize is the length of a chunk; a pipe holds as much.
const interruptibleSize = 64 << 10

func newInterruptible(r io.Reader, done <-chan struct{}) *interruptible {
	i := &interruptible{done: done, closed: make(chan struct{}), chunks: make(chan chunk), used: make(chan []byte, 2)}
	i.used <- make([]byte, interruptibleSize)
	i.used <- make([]byte, interruptibleSize)
	go i.pump(r)
	return i
}

func (i *interruptible) pump(r io.Reader) {
	for {
		var c chunk
		select {
		case buf := <-i.used:
			var n int
			n, c.err = r.Read(buf)
			c.data = buf[:n]
		case <-i.closed:
			return
		}
		select {
		case i.chunks <- c:
		case <-i.closed:
			return
		}
		if c.err != nil {
			return
		}
	}
}

// Read returns what there is; after done only what had been read before.
func (i *interruptible) Read(p []byte) (int, error) {
	if len(i.rest.data) == 0 && i.rest.err == nil {
		if i.buf != nil {
			i.used <- i.buf[:cap(i.buf)]
			i.buf = nil
		}
		if !i.next() {
			return 0, errInterrupted
		}
	}
	n := copy(p, i.rest.data)
	i.rest.data = i.rest.data[n:]
	if len(i.rest.data) == 0 && i.rest.err != nil {
		return n, i.rest.err
	}
	return n, nil
}

// lastWord is how long, after done, a chunk is waited for that has been read
// but not handed over yet.
const lastWord = 50 * time.Millisecond

// next waits for a chunk.
func (i *interruptible) next() bool {
	select {
	case i.rest = <-i.chunks:
	case <-i.done:
		select {
		case i.rest = <-i.chunks:
		case <-time.After(lastWord):
			return false
		}
	}
	i.buf = i.rest.data
	return true
}

// Close lets the goroutine go.
func (i *interruptible) Close() error {
	close(i.closed)
	return nil
}
