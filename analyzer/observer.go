package analyzer

import (
	"encoding/binary"
	"math/bits"
	"unsafe"

	"github.com/cespare/xxhash/v2"

	"imlens/catalog"
	"imlens/parser"
)

// Observer notes what the Events of a block amount to. Each worker has its
// own, for the Events of one Parser; what it remembers from block to block only saves work, it does not
// change what comes out.
type Observer struct {
	classifier *Classifier
	filter     *filter
	facts      *Facts

	sdk, app, agent *dictionary
	messages        messages
	unknown         map[string]uint16
	memo            [memoSize]memoEntry
	same            []memoEntry // by parser.Event.Same
	key             []byte
	hints           []hintLine
}

type hintLine struct{ line []byte }

// The bounds of the memo.
const (
	memoBits = 11
	memoSize = 1 << memoBits
	maxKey   = 512
)

// memoEntry remembers the cause and message template of one evidence, which
// it holds whole, so that what it says is exact.
type memoEntry struct {
	key     []byte
	cause   catalog.CauseID
	message int32
	epoch   int32
}

// NewObserver returns an Observer.
func NewObserver(c *Classifier, f Filter) *Observer {
	return &Observer{
		classifier: c,
		filter:     newFilter(f, c.cat),
		sdk:        newDictionary(maxValue),
		app:        newDictionary(maxValue),
		agent:      newDictionary(maxAgent),
		messages:   newMessages(),
		unknown:    map[string]uint16{},
	}
}

// Begin starts a block, whose facts go to f.
func (o *Observer) Begin(f *Facts) {
	f.reset()
	o.facts = f
}

// Observe takes one record. line is its line's number in the block, from 0,
// and text the line, which must stay as it is until End.
func (o *Observer) Observe(ev *parser.Event, line int64, text []byte) {
	f := o.facts
	switch ev.Kind {
	case parser.IsError:
		if o.filter.passes(ev) && o.filter.passesError(ev, o.classifier) {
			o.error(ev)
		} else {
			f.Filtered++
		}
	case parser.NotError:
		if !o.filter.passes(ev) {
			f.Filtered++
			return
		}
		f.NotErrors++
		if len(o.hints) < maxHintLines {
			o.hints = append(o.hints, hintLine{text})
		}
	case parser.NotJSON:
		f.SkippedNotJSON++
		o.skip("not_json", line, text)
	case parser.TooLong:
		o.TooLong(1, line, text)
	}
}

// TooLong notes n over-long lines.
func (o *Observer) TooLong(n int, line int64, text []byte) {
	o.facts.SkippedTooLong += int64(n)
	for range min(n, maxSkipsInBlock) {
		o.skip("too_long", line, text)
		line++
	}
}

// maxSkipText is how much of a skipped line is shown, in bytes.
const maxSkipText = 80

func (o *Observer) skip(reason string, line int64, text []byte) {
	f := o.facts
	if len(f.skips) >= maxSkipsInBlock {
		return
	}
	masked := appendMasked(nil, text[:min(len(text), maxText)])
	f.skips = append(f.skips, Skip{Line: line, Reason: reason, Text: string(cut(masked, maxSkipText))})
}

// error notes an error that counts.
func (o *Observer) error(ev *parser.Event) {
	fa := fact{micros: undated}
	if ev.Dated {
		fa.micros = ev.Time
	}
	if len(ev.User) > 0 {
		if fa.user = xxhash.Sum64(ev.User); fa.user == 0 {
			fa.user = 1
		}
	}
	id, known := o.classifier.code(ev)
	if known {
		fa.code = uint16(id)
	} else {
		fa.code = o.unknownCode(ev.Code)
	}
	cause, message := o.causeAndMessage(ev, fa.code, known && o.classifier.hasRules(id))
	fa.cause = uint16(cause)
	o.facts.errors = append(o.facts.errors, fa)
	o.messages.count(message, ev.Message, o.facts)
	o.sdk.count(ev.SDK, false)
	o.app.count(ev.App, false)
	o.agent.count(ev.UA, true)
}

// unknownCode gives a code of the block that the catalogue does not know a number.
func (o *Observer) unknownCode(code []byte) uint16 {
	if n, ok := o.unknown[string(code)]; ok {
		return n
	}
	text := string(code)
	if len(o.unknown) >= maxUnknownInBlock {
		text = otherKey
		if n, ok := o.unknown[text]; ok {
			return n
		}
	}
	n := uint16(unknownBase + len(o.facts.unknown))
	o.facts.unknown = append(o.facts.unknown, text)
	o.unknown[text] = n
	return n
}

// causeAndMessage finds the cause and the message template. Errors repeat
// themselves, so the answer to the same evidence is remembered.
func (o *Observer) causeAndMessage(ev *parser.Event, code uint16, rules bool) (catalog.CauseID, int32) {
	if ev.Same != 0 && code < unknownBase && !(rules && o.classifier.hasEventRules(code)) {
		return o.sameCause(ev)
	}
	if !o.memoKey(ev, code, rules) {
		return o.classifier.Cause(ev), o.message(ev)
	}
	m := &o.memo[memoSlot(o.key)]
	if m.epoch != o.messages.epoch || string(m.key) != string(o.key) {
		m.cause, m.message = o.classifier.Cause(ev), o.message(ev)
		m.epoch = o.messages.epoch
		m.key = append(m.key[:0], o.key...)
	}
	return m.cause, m.message
}

// sameCause remembers the answer by the Parser's word that the evidence is
// the same.
func (o *Observer) sameCause(ev *parser.Event) (catalog.CauseID, int32) {
	for int(ev.Same) >= len(o.same) {
		o.same = append(o.same, memoEntry{})
	}
	m := &o.same[ev.Same]
	if m.epoch != o.messages.epoch {
		m.cause, m.message, m.epoch = o.classifier.Cause(ev), o.message(ev), o.messages.epoch
	}
	return m.cause, m.message
}

func (o *Observer) message(ev *parser.Event) int32 {
	return o.messages.find(ev.Code, ev.Message)
}

// memoKey writes all that cause and template depend on; false when it is too
// much to remember. Of messages and other texts that is their skeleton, since
// neither a template nor a rule looks at what digits there are. Codes the
// catalogue does not know change their number from block to block, so that
// they stand there as text.
func (o *Observer) memoKey(ev *parser.Event, code uint16, rules bool) bool {
	k := binary.LittleEndian.AppendUint16(o.key[:0], code)
	if code >= unknownBase {
		k = appendSized(k, ev.Code)
	}
	if len(ev.Message) > maxKey {
		return false
	}
	k = appendSkeleton(k, ev.Message)
	if rules {
		e := &ev.Evidence
		k = append(k, byte(e.NText)<<4|byte(e.NService), byte(e.NNested))
		if e.EmptyData {
			k = append(k, 1)
		}
		k = binary.LittleEndian.AppendUint16(k, uint16(e.HTTP))
		for _, n := range e.Nested[:e.NNested] {
			k = binary.LittleEndian.AppendUint32(k, uint32(n))
		}
		for _, t := range e.Service[:e.NService] {
			k = appendSized(k, t)
		}
		for _, t := range e.Texts[:e.NText] {
			if len(k)+len(t) > maxKey {
				return false
			}
			if !same(t, ev.Message) {
				k = appendSkeleton(k, t)
			}
		}
		k = appendSized(k, e.Event)
	}
	o.key = k
	return len(k) <= maxKey
}

// memoSlot hashes a key by a few of its words; the entry is compared whole.
func memoSlot(k []byte) uint64 {
	n := len(k)
	if n < 16 {
		return xxhash.Sum64(k) % memoSize
	}
	word := func(i int) uint64 { return binary.LittleEndian.Uint64(k[i:]) }
	x := word(0) ^ bits.RotateLeft64(word(n-8), 13) ^ bits.RotateLeft64(word(n/2-4), 29) ^ bits.RotateLeft64(word(n/4), 43) ^ uint64(n)
	return x * 0x9E3779B97F4A7C15 >> (64 - memoBits)
}

// appendSkeleton appends b, with 0 for every digit, behind its length.
func appendSkeleton(dst, b []byte) []byte {
	start := len(dst) + 2
	dst = appendSized(dst, b)
	const (
		ones  = 0x0101010101010101
		highs = 0x80 * ones
	)
	s := dst[start:]
	for len(s) >= 8 {
		x := binary.LittleEndian.Uint64(s)
		// A byte is a digit if it is 0x30 to 0x39: less 0x30 it is below 10.
		y := x ^ 0x30*ones
		digit := ^(y | (y&^highs + 0x76*ones)) & highs
		full := digit >> 7 * 0xFF
		binary.LittleEndian.PutUint64(s, x&^full|0x30*ones&full)
		s = s[8:]
	}
	for i, c := range s {
		if c-'0' <= 9 {
			s[i] = '0'
		}
	}
	return dst
}

// same says whether a and b are the same bytes at the same place.
func same(a, b []byte) bool {
	return len(a) == len(b) && unsafe.SliceData(a) == unsafe.SliceData(b)
}

func appendSized(dst, b []byte) []byte {
	if len(b) > maxKey {
		b = b[:maxKey] // the key is over its bound then
	}
	return append(binary.LittleEndian.AppendUint16(dst, uint16(len(b))), b...)
}

// End finishes the block.
func (o *Observer) End() {
	f := o.facts
	o.sdk.drain(func(e *entry) { f.values[fieldSDK] = append(f.values[fieldSDK], valueCount{e.text, e.n}) })
	o.app.drain(func(e *entry) { f.values[fieldApp] = append(f.values[fieldApp], valueCount{e.text, e.n}) })
	o.agent.drain(func(e *entry) {
		f.values[fieldBrowser] = append(f.values[fieldBrowser], valueCount{e.browser, e.n})
		f.values[fieldOS] = append(f.values[fieldOS], valueCount{e.os, e.n})
	})
	f.messages = o.messages.drain(f.messages)
	clear(o.unknown)
	if len(f.errors) == 0 {
		for _, h := range o.hints {
			parser.Hints(h.line, func(path, value string) {
				f.hints = append(f.hints, hintCount{path, string(cut([]byte(value), maxSkipText))})
			})
		}
	}
	clear(o.hints)
	o.hints, o.facts = o.hints[:0], nil
}

// maxHintLines is how many records of a block are searched for hints.
const maxHintLines = 16
