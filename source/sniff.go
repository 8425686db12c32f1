package source

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"
	"unicode/utf8"
)

// headSize is how much of a file is looked at to tell what it is. The magic of
// a tar ends at 262.
const headSize = 512

// The formats told by their magic bytes; those that only compress are also the
// names in Member.Compression.
const (
	plain = "none"
	gz    = "gzip"
	zst   = "zstd"
	bz2   = "bzip2"
	xzip  = "xz"
	lz    = "lz4"
	zipf  = "zip"
	tarf  = "tar"
)

var magics = []struct {
	format string
	magic  string
	least  int // so many bytes suffice when the file holds no more
}{
	{gz, "\x1f\x8b\x08", 2},
	{zst, "\x28\xb5\x2f\xfd", 2},
	{xzip, "\xfd7zXZ\x00", 2},
	{lz, "\x04\x22\x4d\x18", 2},
	{lz, "\x02\x21\x4c\x18", 2}, // the legacy frame
	{zipf, "PK\x03\x04", 4},
	{zipf, "PK\x05\x06", 4}, // without a file
}

// sniff tells the format of a file by its first bytes. A file that is cut
// within its magic is told too, as long as two bytes are there.
func sniff(head []byte) string {
	for _, m := range magics {
		n := min(len(m.magic), len(head))
		if n >= m.least && string(head[:n]) == m.magic[:n] {
			return m.format
		}
	}
	switch {
	case isBzip2(head):
		return bz2
	case isSkippable(head):
		return sniffSkippable(head)
	case isTar(head):
		return tarf
	}
	return plain
}

// isBzip2 wants the magic of the first block too: "BZh9" alone may be text.
func isBzip2(head []byte) bool {
	if len(head) < 4 || string(head[:3]) != "BZh" || head[3] < '1' || head[3] > '9' {
		return false
	}
	rest := head[4:min(10, len(head))]
	return bytes.HasPrefix([]byte("1AY&SY"), rest) || bytes.HasPrefix([]byte("\x17\x72\x45\x38\x50\x90"), rest)
}

// isTar wants the header's checksum too, where it can be seen: any text may have
// the magic in its place.
func isTar(head []byte) bool {
	if len(head) < 262 || string(head[257:262]) != "ustar" {
		return false
	}
	if len(head) < 512 {
		return true
	}
	field := strings.Trim(string(head[148:156]), " \x00")
	want, err := strconv.ParseInt(field, 8, 64)
	sum := int64(8 * ' ') // the field itself counts as spaces
	for i, c := range head[:512] {
		if i < 148 || i >= 156 {
			sum += int64(c)
		}
	}
	return err == nil && sum == want
}

// isSkippable tells the frame that zstd and lz4 share for what is no data.
func isSkippable(head []byte) bool {
	return len(head) >= 4 && head[0]&0xf0 == 0x50 && string(head[1:4]) == "\x2a\x4d\x18"
}

// sniffSkippable looks behind a skippable frame; what cannot be seen is taken
// for zstd, whose parallel compressors begin so.
func sniffSkippable(head []byte) string {
	if len(head) >= 8 {
		behind := 8 + int64(binary.LittleEndian.Uint32(head[4:]))
		if behind < int64(len(head)) {
			if f := sniff(head[behind:]); f == lz {
				return lz
			}
		}
	}
	return zst
}

// notText says why the first bytes of a file are plainly no text, "" when they
// may be. Compressions and archives have to be told before.
func notText(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return "UTF-16 text; convert it to UTF-8"
	case bytes.IndexByte(head, 0) >= 0:
		return "a binary file (NUL bytes)"
	}
	bad := 0
	for rest := head; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		if r == utf8.RuneError && n == 1 || r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\x1b' {
			bad++
		}
		rest = rest[n:]
	}
	if bad*2 > len(head) {
		return "a binary file (not UTF-8 text)"
	}
	return ""
}
