package analyzer

import (
	"time"

	"imlens/catalog"
)

// Snapshot is what a Tally amounts to at one moment: plain numbers, sorted,
// detached from the Tally, ready to be rendered. All lists are sorted by
// errors, most first, then by key, so that the same input gives the same bytes.
type Snapshot struct {
	// First and Last are the earliest and latest time of a dated error; both
	// are zero when there is none. They are in Location.
	First, Last time.Time
	// Location is the zone of the report: zone-less times were read in it and
	// the timeline's buckets start on its minutes, hours and days.
	Location *time.Location
	// Partial says that the input was not read to its end (interrupted).
	Partial bool

	Input  Input
	Errors int64 // records that are errors and pass the filters
	Users  int64 // distinct users among the errors (an estimate beyond a few thousand)

	Categories []CategoryStat // those that have errors
	Codes      []CodeStat
	Causes     []CauseStat
	Timeline   Timeline
	Breakdowns []Breakdown // always four: sdk_version, app_key, browser, os
	Messages   []MessageStat

	// Hints name places where records seem to carry a code that imlens does
	// not see. There are some only for input without any error, or with errors
	// that have no code.
	Hints []Hint
}

// Input accounts for every byte and every record that was read:
// Records = Errors + NotErrors + Filtered + SkippedNotJSON + SkippedTooLong,
// where Errors is Snapshot.Errors.
type Input struct {
	Sources        []SourceStat
	MoreSources    int64 // that were read and are not listed
	Bytes          int64 // of the decompressed text
	Lines          int64 // of the decompressed text
	Records        int64
	NotErrors      int64
	Filtered       int64 // left out by a filter
	Undated        int64 // errors without a readable time
	SkippedNotJSON int64
	SkippedTooLong int64
	Skipped        []Skip   // the first few skipped lines, in input order
	PassedOver     int64    // files in directories and archives that were not read: dotfiles, binaries
	Passed         []Passed // some of them
}

// Passed is a file that was left out on purpose, and why.
type Passed struct {
	Name   string // hostile: escape before showing
	Reason string
}

// SourceStat is one file, archive member or stream that was read, in input order.
type SourceStat struct {
	Name        string // as given or found; archive members as archive!member. Hostile: escape before showing
	Compression string // none, gzip, zstd, bzip2, xz, lz4, zip
	Bytes       int64
	Lines       int64
	Status      string // ok, partial, failed
	Problem     string // why not ok
}

// Skip is a sample of a skipped line.
type Skip struct {
	Source string
	Line   int64  // 1-based
	Reason string // not_json, too_long
	Text   string // its beginning, masked; hostile: escape before showing
}

// CategoryStat counts one category.
type CategoryStat struct {
	Category catalog.Category
	Errors   int64
	Share    float64 // of all errors, 0..1
	Users    int64
}

// CodeStat counts one code.
type CodeStat struct {
	Code        string // normalised: "17", a text that the catalogue does not know, "none", or "(other)"
	Name        string // the catalogue's first name, "" if unknown
	Category    catalog.Category
	Known       bool
	Errors      int64
	Share       float64
	Users       int64
	First, Last time.Time    // zero when no error of this code is dated
	Causes      []CauseCount // most first
}

// CauseCount is the part of a code's errors that has one cause.
type CauseCount struct {
	Cause  string
	Errors int64
	Share  float64 // of the code's errors
}

// CauseStat counts one likely cause over all codes. Title and advice come from
// the catalogue by Cause when it is rendered.
type CauseStat struct {
	Cause    string
	Category catalog.Category // the cause's own
	Errors   int64
	Share    float64
	Users    int64
}

// Timeline is errors over time in buckets of one step, without gaps between
// the first and the last bucket.
type Timeline struct {
	Step    time.Duration // 1, 5, 15 min, 1, 6 h, 1 day or 1 week; 0 when there is no dated error
	Outside int64         // dated errors that lie outside the buckets
	Buckets []Bucket      // at most 240
}

// Bucket is one step of a Timeline.
type Bucket struct {
	Start      time.Time
	Errors     int64
	Categories [catalog.NumCategories]int64
}

// Breakdown is the errors by the values of one field.
type Breakdown struct {
	Field  string // sdk_version, app_key, browser, os
	Values []ValueCount
	Other  int64 // errors whose value fell beyond the bound; shown as (other)
	None   int64 // errors that do not have the field
}

// ValueCount counts one value of a Breakdown.
type ValueCount struct {
	Value  string // hostile: escape before showing
	Errors int64
	Share  float64
}

// MessageStat counts one message template: the SDK's message with numbers,
// ids and secrets replaced by placeholders.
type MessageStat struct {
	Template string // hostile: escape before showing
	Code     string
	Errors   int64
	Example  string // one real message, masked; hostile: escape before showing
}

// Hint is a place where records seem to carry an error that imlens was not
// told to look at.
type Hint struct {
	Path    string // a gjson path to give as --field code=PATH
	Records int64  // of the sampled ones, how many have it
	Example string // a value found there; hostile: escape before showing
}
