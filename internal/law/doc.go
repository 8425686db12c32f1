// Package law holds no code, only a test: the import law of DESIGN.md, "Rooms
// and the import law". It says which package may import which of ours, which
// module lives in which room, and what a room must not do at all: read the
// clock, open a file, start a goroutine, end the process, use unsafe.
//
// It reads every Go file of the tree, whatever system it is for, and names the
// line, the rule and the reason. A new package, module or file with unsafe is
// entered in law_test.go by whoever adds it, in the same change as DESIGN.md.
package law
