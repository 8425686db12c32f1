// Package corpus writes log corpora in every shape that imlens reads, and
// knows beforehand what is in them. It is the independent witness of the
// tests: it uses the standard library alone, parses nothing it has written,
// and counts each record at the moment it writes it.
//
// Write makes a directory of files, one for each shape: plain lines, container
// and text prefixes, Docker parts, wrappers, arrays, OTLP, documents over many
// lines, and the many forms that an error, a code, a time and a user can take.
// The same seed and size always give the same bytes.
//
// Zone-less times are written in the zone of Zone; a reader has to be told so.
// The longest line that counts has MaxLine bytes.
package corpus

import "time"

// MaxLine is the longest line in bytes, without its line end, that is not too
// long.
const MaxLine = 1 << 20

// Zone is the zone of the zone-less times: eight hours ahead of UTC the whole
// year, as Asia/Shanghai is.
func Zone() *time.Location { return time.FixedZone("UTC+8", 8*60*60) }
