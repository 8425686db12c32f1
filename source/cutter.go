package source

import (
	"bytes"
	"io"
)

// cutter cuts one member's text into blocks. It reads straight into the
// caller's memory; only what stands behind a block's last line end is carried
// over to the next block, in buf.
type cutter struct {
	r       io.Reader
	block   int
	maxLine int

	buf   []byte // its part from off on was read but not yet handed out
	off   int
	err   error // what r ended with; then nothing of it is unseen
	bytes int64 // read from r
	lines int64 // line ends among what was handed out or skipped
	open  bool  // a line was begun and not ended
}

// next fills b and reports whether that was the last block.
func (c *cutter) next(b *Block) bool {
	b.TooLong = 0
	if b.Raw {
		b.Data = c.fill(c.takeTail(b.Data[:0]), c.block)
	} else {
		c.whole(b)
	}
	if n := len(b.Data); n > 0 {
		c.lines += int64(bytes.Count(b.Data, []byte{'\n'}))
		c.open = b.Data[n-1] != '\n'
	}
	last := c.err != nil && len(c.tail()) == 0
	if last && c.open {
		c.lines++
		c.open = false
	}
	return last
}

func (c *cutter) tail() []byte { return c.buf[c.off:] }

// keep makes rest the tail; rest may be a part of the tail.
func (c *cutter) keep(rest []byte) {
	c.buf = append(c.buf[:0], rest...)
	c.off = 0
}

// takeTail moves the tail behind data.
func (c *cutter) takeTail(data []byte) []byte {
	data = append(data, c.tail()...)
	c.buf, c.off = c.buf[:0], 0
	return data
}

// whole fills b with whole lines. Over-long lines at the head are skipped, one
// further on ends the block before it.
func (c *cutter) whole(b *Block) {
	b.Data = b.Data[:0]
	for {
		n, long := c.fit(c.tail())
		switch {
		case long && n > 0:
			b.Data = append(b.Data, c.tail()[:n]...)
			c.off += n
			return
		case long:
			c.skip()
			b.TooLong++
			continue
		}
		data := c.takeTail(b.Data)
		n, long = c.grow(&data)
		b.Data = data[:n]
		c.keep(data[n:])
		if n > 0 || !long {
			return
		}
	}
}

// grow reads on behind data until it holds a line that ends, an over-long one,
// or all that is left. It returns what fit says of it.
func (c *cutter) grow(data *[]byte) (n int, long bool) {
	for target := max(c.block, len(*data)); ; target = min(2*target, max(c.block, c.maxLine+2)) {
		*data = c.fill(*data, target)
		n, long = c.fit(*data)
		if n > 0 || long || c.err != nil {
			return n, long
		}
	}
}

// fit returns how many bytes of data, from its start, are whole lines of
// allowed length, and whether what follows them is an over-long line. It looks
// for the last line end within each stretch as long as the longest line, so
// that short lines cost nothing each.
func (c *cutter) fit(data []byte) (n int, long bool) {
	for n < len(data) {
		rest := data[n:]
		if len(rest) > c.maxLine+2 {
			rest = rest[:c.maxLine+2]
		}
		i := bytes.LastIndexByte(rest, '\n')
		if i == c.maxLine+1 && rest[i-1] != '\r' {
			// The line that ends here is over-long, or begins further on.
			if i = bytes.LastIndexByte(rest[:i], '\n'); i < 0 {
				return n, true
			}
		}
		switch {
		case i >= 0:
			n += i + 1
		case len(rest) == c.maxLine+2, c.err != nil && len(rest) > c.maxLine:
			return n, true
		case c.err != nil:
			return len(data), false
		default:
			return n, false
		}
	}
	return n, false
}

// skip drops the over-long line at the head of the tail, however long it is.
func (c *cutter) skip() {
	for {
		if i := bytes.IndexByte(c.tail(), '\n'); i >= 0 {
			c.off += i + 1
			c.lines++
			c.open = false
			return
		}
		c.open = true
		c.buf, c.off = c.fill(c.buf[:0], c.block), 0
		if len(c.buf) == 0 {
			return
		}
	}
}

// fill reads until data is as long as target. Only coming up short counts as
// the end of r, so that the cuts do not depend on how r tells it.
func (c *cutter) fill(data []byte, target int) []byte {
	have := len(data)
	if have >= target || c.err != nil {
		return data
	}
	if cap(data) < target {
		data = append(make([]byte, 0, target), data...)
	}
	n, err := readFull(c.r, data[have:target])
	c.bytes += int64(n)
	c.err = err
	return data[:have+n]
}
