package source

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"io"

	"github.com/ulikunitz/xz/lzma"
)

// xzReader reads the streams of an xz file block by block. The library's own
// reader of the container allocates whatever dictionary a block's header asks
// for, up to 4 GiB; here the header is looked at first.
// See https://tukaani.org/xz/xz-file-format.txt.
type xzReader struct {
	in    *bufio.Reader
	some  bool // a stream was begun
	flags byte // of the stream that is open
	open  bool

	block io.Reader // what is left of the block that is open, nil: none
	raw   counter   // its compressed bytes
	check hash.Hash // of its text, nil for a kind of check not known here
}

// counter counts what is read from in.
type counter struct {
	in *bufio.Reader
	n  int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}

// ReadByte is what the index is read with.
func (c *counter) ReadByte() (byte, error) {
	b, err := c.in.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

// checkSizes are the lengths of the 16 kinds of check.
var checkSizes = [16]int{0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64}

var (
	xzMagic   = []byte("\xfd7zXZ\x00")
	errXZ     = errors.New("damaged header")
	errCheck  = errors.New("checksum mismatch")
	errFilter = errors.New("uses an xz filter that imlens does not read; unpack it first")
)

func (x *xzReader) Read(p []byte) (int, error) {
	for {
		for x.block == nil {
			if err := x.nextBlock(); err != nil {
				return 0, err
			}
		}
		n, err := x.block.Read(p)
		if x.check != nil {
			x.check.Write(p[:n])
		}
		if err == io.EOF {
			err = x.endBlock()
		}
		if n > 0 || err != nil || len(p) == 0 {
			return n, err
		}
	}
}

// nextBlock takes one step towards the next block: into a stream, into a block
// or behind a stream's index. io.EOF: no stream is left.
func (x *xzReader) nextBlock() error {
	if !x.open {
		return x.openStream()
	}
	size, err := x.in.ReadByte()
	if err != nil {
		return noEOF(err)
	}
	if size == 0 {
		return x.endStream()
	}
	head := make([]byte, (int(size)+1)*4)
	head[0] = size
	if err := x.full(head[1:]); err != nil {
		return err
	}
	if crc32.ChecksumIEEE(head[:len(head)-4]) != littleEndian32(head) {
		return errXZ
	}
	return x.openBlock(head[:len(head)-4])
}

func (x *xzReader) openStream() error {
	if x.some {
		more, err := skippedNULs(x.in)
		if err != nil {
			return err
		}
		if !more {
			return io.EOF
		}
		if head, _ := x.in.Peek(len(xzMagic)); sniff(head) != xzip {
			return garbage{xzip}
		}
	}
	head := make([]byte, 12)
	if err := x.full(head); err != nil {
		return err
	}
	if !bytes.HasPrefix(head, xzMagic) || crc32.ChecksumIEEE(head[6:8]) != littleEndian32(head) || head[6] != 0 {
		return errXZ
	}
	x.some, x.open, x.flags = true, true, head[7]&0x0f
	return nil
}

// openBlock starts the decoder of a block whose header, without its checksum,
// is head.
func (x *xzReader) openBlock(head []byte) error {
	dict, err := dictionary(head)
	if err != nil {
		return err
	}
	if dict > maxWindow {
		return tooWide{"dictionary", uint64(dict)}
	}
	x.raw = counter{in: x.in}
	x.check = newCheck(x.flags)
	x.block, err = lzma.Reader2Config{DictCap: max(int(dict), lzma.MinDictCap)}.NewReader2(&x.raw)
	return err
}

// dictionary finds the size of the LZMA2 dictionary in a block's header.
func dictionary(head []byte) (int64, error) {
	flags := head[1]
	rest := head[2:]
	for _, present := range []byte{0x40, 0x80} { // the sizes, packed and not
		if flags&present != 0 {
			rest = skipVarint(rest)
		}
	}
	if flags&0x3f != 0 || len(rest) >= 1 && rest[0] != 0x21 {
		return 0, errFilter
	}
	if len(rest) < 3 || rest[1] != 1 {
		return 0, errXZ
	}
	return lzma.DecodeDictCap(rest[2])
}

func skipVarint(b []byte) []byte {
	for i, c := range b {
		if c < 0x80 {
			return b[i+1:]
		}
	}
	return nil
}

func newCheck(kind byte) hash.Hash {
	switch kind {
	case 1:
		return crc32.NewIEEE()
	case 4:
		return crc64.New(crc64.MakeTable(crc64.ECMA))
	case 10:
		return sha256.New()
	}
	return nil
}

// endBlock reads a block's padding and its check.
func (x *xzReader) endBlock() error {
	x.block = nil
	padding := int(-x.raw.n & 3)
	foot := make([]byte, padding+checkSizes[x.flags])
	if err := x.full(foot); err != nil {
		return err
	}
	if x.check == nil {
		return nil
	}
	sum := x.check.Sum(nil)
	if x.flags != 10 { // the CRCs are stored the other way round
		for i, j := 0, len(sum)-1; i < j; i, j = i+1, j-1 {
			sum[i], sum[j] = sum[j], sum[i]
		}
	}
	if !bytes.Equal(sum, foot[padding:]) {
		return errCheck
	}
	return nil
}

// endStream reads past a stream's index, whose first byte has been read, and
// its footer.
func (x *xzReader) endStream() error {
	x.open = false
	sum := crc32.NewIEEE()
	sum.Write([]byte{0})
	index := &counter{in: x.in, n: 1}
	records, err := readVarint(index, sum)
	for i := uint64(0); i < 2*records && err == nil; i++ {
		_, err = readVarint(index, sum)
	}
	if err != nil {
		return noEOF(err)
	}
	padding := int(-index.n & 3)
	foot := make([]byte, padding+4+12)
	if err := x.full(foot); err != nil {
		return err
	}
	sum.Write(foot[:padding])
	if sum.Sum32() != littleEndian32(foot[:padding+4]) || !bytes.HasSuffix(foot, []byte("YZ")) {
		return fmt.Errorf("index: %w", errCheck)
	}
	return nil
}

// readVarint reads a number of up to nine groups of seven bits and adds its
// bytes to sum.
func readVarint(in io.ByteReader, sum io.Writer) (v uint64, err error) {
	for shift := 0; shift < 63; shift += 7 {
		c, err := in.ReadByte()
		if err != nil {
			return 0, err
		}
		sum.Write([]byte{c})
		v |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return v, nil
		}
	}
	return 0, errXZ
}

// full reads what has to be there.
func (x *xzReader) full(p []byte) error {
	_, err := io.ReadFull(x.in, p)
	return noEOF(err)
}

// littleEndian32 is the checksum field that xz ends its headers with.
func littleEndian32(b []byte) uint32 { return binary.LittleEndian.Uint32(b[len(b)-4:]) }
