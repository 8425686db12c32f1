// Package cli is the command: flags, wiring and manners. It is the only room
// that knows all others and the only one that turns a result into an exit
// code.
//
// The road of a run: Main makes a tree of cobra commands, one file for each
// (analyze.go, explain.go, version.go, completion.go). analyze turns its flags
// into a plan (plan.go, with the small languages of moments, sizes and gates
// beside it), asks source what the paths hold, has pipeline read it while
// progress.go shows how far it is, and hands the snapshot to report. What was
// wrong on the way is told on stderr, each thing once.
//
// Rules of stderr: every line starts with "imlens: ", without a capital and
// without a full stop; it says what, where, and what to do next. Whatever came
// from a path or a log is made visible by report.Clean. stdout carries the
// result and nothing else.
package cli
