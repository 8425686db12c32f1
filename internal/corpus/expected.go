package corpus

import "time"

// None is the key under which SDK and App count errors without the field.
const None = "(none)"

// FileExpected is what one file holds. All numbers but Lines, Records,
// NotErrors, UndatedRecords, NotJSON and TooLong are about errors only.
// Records = Errors + NotErrors + NotJSON + TooLong.
type FileExpected struct {
	Lines, Records, Errors, NotErrors int64

	Undated        int64 // errors without a readable time
	UndatedRecords int64 // errors and not-errors without a readable time

	NotJSON, TooLong int64

	Codes       map[string]int64
	Users       int            // distinct users
	UsersByCode map[string]int // distinct users of each code that has any

	First, Last         time.Time // UTC; zero when nothing is dated
	CodeFirst, CodeLast map[string]time.Time

	SDK, App map[string]int64 // by value, None included
}

// Categories sums the errors by category; of gives a code's category.
func (e FileExpected) Categories(of func(code string) string) map[string]int64 {
	sums := make(map[string]int64)
	for code, n := range e.Codes {
		sums[of(code)] += n
	}
	return sums
}

// Expected is what a whole corpus holds. Users and the like are distinct over
// all files.
type Expected struct {
	FileExpected
	Files map[string]FileExpected // by file name
}

// fact is what one record amounts to.
type fact struct {
	code           string    // "" is no error
	at             time.Time // zero: undated
	user, sdk, app string    // "": none
}

// tally adds up facts.
type tally struct {
	sum    FileExpected
	users  map[string]bool
	byCode map[string]map[string]bool
}

func newTally() *tally {
	return &tally{
		sum: FileExpected{
			Codes:       make(map[string]int64),
			UsersByCode: make(map[string]int),
			CodeFirst:   make(map[string]time.Time),
			CodeLast:    make(map[string]time.Time),
			SDK:         make(map[string]int64),
			App:         make(map[string]int64),
		},
		users:  make(map[string]bool),
		byCode: make(map[string]map[string]bool),
	}
}

func (t *tally) record(f fact) {
	t.sum.Records++
	if f.at.IsZero() {
		t.sum.UndatedRecords++
	}
	if f.code == "" {
		t.sum.NotErrors++
		return
	}
	t.sum.Errors++
	t.sum.Codes[f.code]++
	t.sum.SDK[orNone(f.sdk)]++
	t.sum.App[orNone(f.app)]++
	t.date(f)
	if f.user == "" {
		return
	}
	t.users[f.user] = true
	if t.byCode[f.code] == nil {
		t.byCode[f.code] = make(map[string]bool)
	}
	t.byCode[f.code][f.user] = true
}

func (t *tally) date(f fact) {
	if f.at.IsZero() {
		t.sum.Undated++
		return
	}
	at := f.at.UTC()
	if t.sum.First.IsZero() || at.Before(t.sum.First) {
		t.sum.First = at
	}
	if at.After(t.sum.Last) {
		t.sum.Last = at
	}
	if first, ok := t.sum.CodeFirst[f.code]; !ok || at.Before(first) {
		t.sum.CodeFirst[f.code] = at
	}
	if at.After(t.sum.CodeLast[f.code]) {
		t.sum.CodeLast[f.code] = at
	}
}

func (t *tally) lines(n int) { t.sum.Lines += int64(n) }

func (t *tally) notJSON() {
	t.sum.Records++
	t.sum.NotJSON++
}

func (t *tally) tooLong() {
	t.sum.Records++
	t.sum.TooLong++
}

// result closes the tally.
func (t *tally) result() FileExpected {
	t.sum.Users = len(t.users)
	for code, users := range t.byCode {
		t.sum.UsersByCode[code] = len(users)
	}
	return t.sum
}

func orNone(s string) string {
	if s == "" {
		return None
	}
	return s
}
