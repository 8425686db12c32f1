package analyzer

import "imlens/catalog"

// Facts is what an Observer saw in one block of lines. It is made to be
// filled again and again, and holds nothing of the lines themselves.
type Facts struct {
	// SkippedNotJSON and so on count as in Input.
	NotErrors, Filtered, SkippedNotJSON, SkippedTooLong int64

	classes  []classFacts
	users    []userFact
	minutes  []minuteFacts
	unknown  []string                // codes that the catalogue does not know, by class.code - unknownBase
	values   [numFields][]valueCount // of the breakdowns
	messages []messageCount
	examples []byte
	skips    []Skip      // Line counts from the block's first line; Source is not set
	hints    []hintCount // in records that are no errors, of a block without any
	codeless []hintCount // in errors without a code
}

// class is a code together with a cause.
type class struct {
	code  uint16 // catalog.CodeID, or unknownBase and up
	cause catalog.CauseID
}

// classFacts are the errors of one class.
type classFacts struct {
	class
	errors      int64
	dated       int64 // of errors, those with a time
	first, last int64 // of them, microseconds since 1970
}

// userFact is one error of a user who is known.
type userFact struct {
	hash  uint64
	class uint32 // in Facts.classes
}

// minuteFacts are the dated errors of one minute since 1970.
type minuteFacts struct {
	minute int64
	counts perCategory
}

const (
	unknownBase = 1 << 15
	// maxUnknownInBlock bounds the unknown codes of one block.
	maxUnknownInBlock = 1 << 14
	// maxSkipsInBlock is how many skipped lines of a block are shown at most.
	maxSkipsInBlock = 4
)

// otherKey stands for what fell beyond a bound.
const otherKey = "(other)"

// field is one of the breakdowns.
type field uint8

const (
	fieldSDK field = iota
	fieldApp
	fieldBrowser
	fieldOS
	numFields
)

// String returns the breakdown's name in the report.
func (f field) String() string {
	return [numFields]string{"sdk_version", "app_key", "browser", "os"}[f]
}

type valueCount struct {
	value string
	n     int64
}

// messageKey is a template together with its code.
type messageKey struct{ code, template string }

// messageCount counts a template. Its example, the first message of the
// block, stands in Facts.examples; it is not masked yet.
type messageCount struct {
	key        messageKey
	n          int64
	start, end int32
}

type hintCount struct {
	path, example string
}

// reset empties f and keeps its memory.
func (f *Facts) reset() {
	f.NotErrors, f.Filtered, f.SkippedNotJSON, f.SkippedTooLong = 0, 0, 0, 0
	f.classes, f.users, f.minutes = f.classes[:0], f.users[:0], f.minutes[:0]
	f.unknown, f.messages = f.unknown[:0], f.messages[:0]
	f.examples = f.examples[:0]
	f.skips, f.hints, f.codeless = f.skips[:0], f.hints[:0], f.codeless[:0]
	for i := range f.values {
		f.values[i] = f.values[i][:0]
	}
}
