package parser

import "time"

// Fields are a user's own gjson paths for the values of a record. They are
// tried in their order, before the built-in names.
type Fields struct {
	Code, Time, User, App, SDK, UA []string
}

// Empty says whether no path is set.
func (f Fields) Empty() bool {
	return len(f.Code)+len(f.Time)+len(f.User)+len(f.App)+len(f.SDK)+len(f.UA) == 0
}

// Lookup tells what the catalogue knows of a code: its number, and whether it
// is an error at all. text is a number or a constant's name in any case and
// spelling; it must not be kept.
type Lookup func(text []byte) (number int, isError, ok bool)

// Config is what a Parser needs to know.
type Config struct {
	Fields   Fields
	Location *time.Location // zone of zone-less times
	MaxLine  int            // longest record in bytes; longer ones are too long
	Lookup   Lookup
}
