// Package source is the first station of the data's road: paths to blocks of
// whole lines. It knows nothing of JSON.
//
//  1. [Find] turns what was typed (files, directories, globs, "-") into a
//     [Listing]: the items to read, each once, what could not be had, and what
//     was passed over.
//  2. [Open] gives the [Stream] of one item. Compression and archives are told
//     by their magic bytes, never by a name, and are looked through in passing;
//     nothing is ever unpacked onto a disk.
//  3. [Stream.Next] cuts the decompressed text of one [Member] after the other
//     into a [Block] of whole lines. Where a block ends depends on the bytes
//     alone, not on how they arrived.
//
// Memory is bounded by Options and a few constants, whatever the input holds.
// Bad input is never a stop: it ends its member, whose Status and Problem say
// so, and reading goes on behind it.
package source

import (
	"io"
	"sync/atomic"
)

// Item is one thing to be opened: a file or standard input. An archive is one
// Item with many members.
type Item struct {
	Name  string    // as it is told to people
	Path  string    // "" for a reader
	Size  int64     // bytes on disk; -1 when unknown
	Input io.Reader // standard input, when Path is ""
	// Walked says that the item was not named itself but found in a
	// directory or by a glob: it is passed over when what it decompresses to
	// is plainly no text.
	Walked bool
}

// Options are the bounds of reading.
type Options struct {
	MaxLine   int           // longest line in bytes, without its line end; 0: 1 MiB
	BlockSize int           // bytes aimed at in a block; 0: 512 KiB
	Progress  *atomic.Int64 // if not nil, raw bytes read are added to it
	// Done, if not nil, ends the reading of pipes and terminals when it is
	// closed: what was read until then comes out, and the member is partial.
	Done <-chan struct{}
}

// The bounds that Options leave open.
const (
	defaultMaxLine   = 1 << 20
	defaultBlockSize = 512 << 10
)

// The three ends a Member can come to.
const (
	StatusOK      = "ok"      // read to its end
	StatusPartial = "partial" // Problem says what is missing
	StatusFailed  = "failed"  // nothing of it could be read
)

// Member is one source inside an Item: the file itself, or a file in an
// archive. Its fields are final once the Stream has moved on to the next
// member or ended; before that only Name and Compression may be read while
// Next runs.
type Member struct {
	Name        string // "app.log", or "logs.tar.gz!inner/app.log"
	Compression string // none, gzip, zstd, bzip2, xz, lz4, zip
	Bytes       int64  // decompressed
	Lines       int64  // line ends, and one for a last line without
	Status      string // ok, partial, failed
	Problem     string // why it is not ok
}

// Block is a run of whole lines of one Member. Its memory belongs to the
// caller, who may hand the same Block to Next again.
type Block struct {
	Member *Member
	First  bool   // the member's first block
	Last   bool   // the member's last block; there is always one, be it empty
	Data   []byte // whole lines with their line ends; only the member's last line may lack its own
	// TooLong is the number of over-long lines that stood right before Data
	// and were left out.
	TooLong int
	// Raw, set by the caller on the Block before Next, asks for any bytes
	// instead of whole lines (no line is left out then); it may change from
	// call to call within a member.
	Raw bool
}

// Listing is what Find made of the paths it was given.
type Listing struct {
	Items      []Item    // in the order of the paths; within a directory sorted
	Problems   []Problem // what could not be had
	PassedOver []Passed  // what was left out on purpose
}

// Problem is a path that could not be had, and why. It is an error itself.
type Problem struct {
	Path string
	Err  error
}

// Error gives the path and the reason.
func (p Problem) Error() string { return p.Path + ": " + p.Err.Error() }

// Unwrap gives the reason alone.
func (p Problem) Unwrap() error { return p.Err }

// Passed is a file that was left out on purpose, and why.
type Passed struct {
	Path   string // or the name of an archive's member
	Reason string
}
