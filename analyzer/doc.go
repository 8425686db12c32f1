// Package analyzer is the third station of the data's road: Events to counts.
//
// An Observer takes a worker's Events. It filters them, finds each error's
// likely cause (a Classifier, by the catalogue's rules) and notes what it saw
// as Facts: a few numbers an error, and the distinct values of a block.
//
// A Tally takes Facts, in the order of the input, and adds them up: per code
// and cause the errors, the distinct users, the first and last time; the
// timeline; the breakdowns and message templates. Tallies merge. What a Tally
// amounts to at a moment is a Snapshot.
//
// Everything a Tally keeps is bounded. Up to the bounds its numbers do not
// depend on the order of the input; beyond them they do, which is why Facts
// are added block by block in input order, whoever made them.
//
// The package is pure: it opens nothing, asks no clock and starts nothing.
package analyzer
