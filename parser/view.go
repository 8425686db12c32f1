package parser

import (
	"encoding/binary"
	"unsafe"
)

// This file is the only one of the package that uses unsafe.

// view returns b's bytes as a string without a copy. It is for gjson, which
// takes strings; what comes of it is a view into b and valid as long as b is.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// bytesOf is the way back from view, for reading only.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// load returns the eight bytes at i, which the caller knows to be there:
// 0 <= i and i+8 <= len(b). Its lack of a check is worth a tenth of a run.
func load(b []byte, i int) uint64 {
	at := (*[8]byte)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(b)), i))
	return binary.LittleEndian.Uint64(at[:])
}
