package parser

// Kind says what a record turned out to be.
type Kind uint8

// The kinds of records. NotJSON and TooLong are records that could not be read.
const (
	IsError Kind = iota
	NotError
	NotJSON
	TooLong
)

// Event is one record. Its slices are views into the line or into memory of
// the Parser: they are valid until the next call of a method of the Parser
// and must not be written to.
type Event struct {
	Kind Kind

	// Code is the normalised code of an error: "17", "none" where the error
	// has no type, or the text as it stands where it is neither a number nor a
	// name that is known. Number holds it when Numeric is set.
	Code    []byte
	Number  int
	Numeric bool

	// Time is in microseconds since 1970 UTC, if Dated.
	Time  int64
	Dated bool

	// User, App, SDK and UA are empty when the record does not have them.
	User, App, SDK, UA []byte

	// Message is the error's message, or reason, or what stands for it.
	Message []byte

	Evidence Evidence

	// Same, if not 0, is equal in Events of one Parser that have the same
	// Code, Message and Evidence, but for Evidence.Event.
	Same uint32

	byDevice bool // User is a device's
}

// The bounds of an Evidence.
const (
	maxTexts    = 12
	maxServices = 4
	maxNested   = 4
	maxDepth    = 4 // of objects, the error object being the first
)

// Evidence is what an error object says besides its code. It is what causes
// are told apart by.
type Evidence struct {
	Texts    [maxTexts][]byte // message, reason, errMsg, error_description and string data, in order
	NText    int
	Service  [maxServices][]byte // the service's error names, such as unauthorized
	NService int
	HTTP     int            // HTTP status as a field told it; 0 when none did
	Nested   [maxNested]int // codes of errors wrapped in this one, outer first
	NNested  int
	Event    []byte // the wrapper's event or API name
	// EmptyData says that nothing came back: the error's data, or the data in
	// its data and so on, is {} or "".
	EmptyData bool
}

func (e *Evidence) addText(b []byte) {
	if e.NText < maxTexts && len(b) > 0 {
		e.Texts[e.NText] = b
		e.NText++
	}
}

func (e *Evidence) addService(b []byte) {
	if e.NService < maxServices && len(b) > 0 {
		e.Service[e.NService] = b
		e.NService++
	}
}

func (e *Evidence) addNested(n int) {
	if e.NNested < maxNested {
		e.Nested[e.NNested] = n
		e.NNested++
	}
}

func (e *Evidence) setHTTP(n int) {
	if e.HTTP == 0 && n >= 100 && n < 600 {
		e.HTTP = n
	}
}

// reset empties an Event for the next record without touching what NText and
// NNested put out of sight.
func (ev *Event) reset() {
	ev.Kind = NotError
	ev.Code, ev.Number, ev.Numeric = nil, 0, false
	ev.Time, ev.Dated = 0, false
	ev.User, ev.App, ev.SDK, ev.UA = nil, nil, nil, nil
	ev.Message, ev.Same, ev.byDevice = nil, 0, false
	e := &ev.Evidence
	e.NText, e.NService, e.HTTP, e.NNested, e.Event, e.EmptyData = 0, 0, 0, 0, nil, false
}
