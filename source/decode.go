package source

import (
	"bufio"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
)

const (
	rawBuffer = 256 << 10 // what compressed bytes are read in
	maxWindow = 32 << 20  // what a decoder may keep to look back at
	mib       = 1 << 20
)

// garbage is the error of a decoder whose data was whole, but is followed by
// something else. Everything before it is good.
type garbage struct{ format string }

func (g garbage) Error() string { return "garbage after the end of the " + g.format + " data" }

// tooWide is the error of data that only a decoder with more memory can read.
type tooWide struct {
	what string
	size uint64
}

func (w tooWide) Error() string {
	if w.size == 0 {
		return fmt.Sprintf("needs a %s of more than %d MiB; imlens allows %d", w.what, maxWindow/mib, maxWindow/mib)
	}
	return fmt.Sprintf("needs a %s of %d MiB; imlens allows %d", w.what, (w.size+mib-1)/mib, maxWindow/mib)
}

// decoder reads the decompressed text of r and tells its errors in words. An
// error that r itself had goes before what the format makes of it.
type decoder struct {
	format string
	text   io.Reader
	from   *witness      // what the format's reader reads
	in     *bufio.Reader // how it reads that; nil for zip
	close  func()
	err    error
}

// Close lets go of what the decoder holds; it never fails.
func (d *decoder) Close() error {
	d.close()
	return nil
}

// witness remembers what its reader ended with.
type witness struct {
	r   io.Reader
	err error
}

func (w *witness) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err != nil {
		w.err = err
	}
	return n, err
}

// newDecoder decodes r, of about size bytes (-1: unknown), from one of the
// compression formats. Its close has to be called.
func newDecoder(format string, r io.Reader, size int64) *decoder {
	d := &decoder{format: format, from: &witness{r: r}, close: func() {}}
	buffer := rawBuffer
	if size >= 0 && size < rawBuffer {
		buffer = max(int(size), 4<<10)
	}
	in := bufio.NewReaderSize(d.from, buffer)
	d.in = in
	switch format {
	case gz:
		d.text = &gzipReader{in: in}
	case bz2:
		d.text = bzip2.NewReader(in)
	case lz:
		d.text = lz4.NewReader(in)
	case xzip:
		d.text = &xzReader{in: in}
	case zst:
		d.openZstd(in)
	}
	return d
}

// openZstd decodes in the reader's own goroutine: members are read side by
// side, so a decoder of several goroutines would only take from its neighbours.
func (d *decoder) openZstd(in *bufio.Reader) {
	if w := zstdWindow(in); w > maxWindow {
		d.err = tooWide{"window", w}
		return
	}
	z, err := zstd.NewReader(in,
		zstd.WithDecoderConcurrency(1),
		zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		d.err = d.explain(err)
		return
	}
	d.text, d.close = zstdReader{z}, z.Close
}

// zstdReader asks the decoder again after an error: when a frame's checksum is
// cut off or wrong, the block before it is only given then.
type zstdReader struct{ z *zstd.Decoder }

func (r zstdReader) Read(p []byte) (int, error) {
	n, err := r.z.Read(p)
	if n == 0 && err != nil && err != io.EOF {
		if n, _ = r.z.Read(p); n > 0 {
			err = nil // it will come again
		}
	}
	return n, err
}

// zstdWindow is the window that the first frame asks for, 0 when it cannot be
// seen. Those of later frames are checked by the decoder itself.
func zstdWindow(in *bufio.Reader) uint64 {
	head, _ := in.Peek(zstd.HeaderMaxSize)
	var h zstd.Header
	if h.Decode(head) != nil || h.Skippable {
		return 0
	}
	if h.SingleSegment {
		return h.FrameContentSize
	}
	return h.WindowSize
}

func (d *decoder) Read(p []byte) (int, error) {
	if d.err != nil {
		return 0, d.err
	}
	n, err := d.text.Read(p)
	if err != nil && err != io.EOF {
		err = d.explain(err)
	}
	d.err = err
	return n, err
}

// explain tells a disk that cannot be read, data that are cut, and data that
// are damaged apart.
func (d *decoder) explain(err error) error {
	var g garbage
	var w tooWide
	var disk *fs.PathError
	switch {
	case d.from.err != nil && d.from.err != io.EOF:
		return d.from.err
	case errors.As(err, &g), errors.As(err, &w), errors.As(err, &disk), errors.Is(err, errFilter):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF) && (d.in == nil || d.in.Buffered() == 0):
		return io.ErrUnexpectedEOF
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return tooWide{"window", 0}
	case errors.Is(err, zstd.ErrMagicMismatch), errors.Is(err, lz4.ErrInvalidFrame), isBzip2Tail(err):
		return garbage{d.format} // a first frame has been told by its magic
	}
	if errors.Is(err, io.ErrUnexpectedEOF) { // but there is more of it
		err = errors.New("a part ends early")
	}
	return fmt.Errorf("corrupt %s data: %w", d.format, err)
}

// isBzip2Tail tells the error of the standard library for what follows a whole
// stream and is none.
func isBzip2Tail(err error) bool {
	var s bzip2.StructuralError
	return errors.As(err, &s) && strings.Contains(string(s), "continuation")
}

// noEOF is for reads that must not find the end, not even at their beginning.
func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// skippedNULs drops the NUL bytes that pad a file behind its data and reports
// whether anything else follows.
func skippedNULs(in *bufio.Reader) (more bool, err error) {
	for {
		switch c, err := in.ReadByte(); {
		case err == io.EOF:
			return false, nil
		case err != nil:
			return false, err
		case c != 0:
			return true, in.UnreadByte()
		}
	}
}
