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
// own, for the Events of one Parser; what it remembers from block to block
// only saves work, it does not change what comes out.
type Observer struct {
	classifier *Classifier
	filter     *filter
	facts      *Facts

	sdk, app, agent *dictionary
	messages        messages
	unknown         map[string]uint16
	classes         map[class]uint32 // of the block
	minutes         map[int64]int32  // of the block
	minute          int64            // that of the last error, and its place in minutes
	minuteAt        int32
	block           uint32 // counts the blocks
	memo            [memoSize]memoEntry
	same            []memoEntry // by parser.Event.Same
	once            memoEntry   // for evidence that is not remembered
	key             []byte
	hints, codeless [][]byte // lines of the block to be searched for hints: no errors, and errors without a code
}

// The bounds of the memo.
const (
	memoBits = 11
	memoSize = 1 << memoBits
	maxKey   = 512
)

// memoEntry remembers what one evidence amounts to: cause and message template
// as long as epoch is that of the templates, and the class in the block. It
// holds the evidence whole, so that what it says is exact.
type memoEntry struct {
	key     []byte
	cause   catalog.CauseID
	message int32
	epoch   int32
	block   uint32
	class   uint32
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
		classes:    map[class]uint32{},
		minutes:    map[int64]int32{},
	}
}

// Begin starts a block, whose facts go to f.
func (o *Observer) Begin(f *Facts) {
	f.reset()
	o.facts = f
	o.block++
	o.minuteAt = -1
}

// Observe takes one record. line is its line's number in the block, from 0,
// and text the line, which must stay as it is until End.
func (o *Observer) Observe(ev *parser.Event, line int64, text []byte) {
	f := o.facts
	switch ev.Kind {
	case parser.IsError:
		if o.filter.passes(ev) && o.filter.passesError(ev, o.classifier) {
			o.error(ev)
			if !ev.Numeric && string(ev.Code) == noCode {
				o.codeless = noteHint(o.codeless, text)
			}
		} else {
			f.Filtered++
		}
	case parser.NotError:
		if !o.filter.passes(ev) {
			f.Filtered++
			return
		}
		f.NotErrors++
		o.hints = noteHint(o.hints, text)
	case parser.NotJSON:
		f.SkippedNotJSON++
		o.skip("not_json", line, text)
	case parser.TooLong:
		o.TooLong(1, line, text)
	}
}

// noteHint keeps a line in which Hints may find what imlens does not see.
func noteHint(lines [][]byte, line []byte) [][]byte {
	if len(lines) < maxHintLines {
		lines = append(lines, line)
	}
	return lines
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
	masked := appendMasked(nil, text)
	f.skips = append(f.skips, Skip{Line: line, Reason: reason, Text: string(cut(masked, maxSkipText))})
}

// error notes an error that counts.
func (o *Observer) error(ev *parser.Event) {
	f := o.facts
	id, known := o.classifier.code(ev)
	code, category := uint16(id), catalog.Other
	if known {
		category = o.classifier.cat.Codes[id].Category
	} else {
		code = o.unknownCode(ev.Code)
	}
	m := o.recall(ev, code, known && o.classifier.hasRules(id))
	if m.block != o.block {
		m.class, m.block = o.class(class{code, m.cause}), o.block
	}
	c := &f.classes[m.class]
	c.errors++
	if ev.Dated {
		c.span(ev.Time, ev.Time, 1)
		f.minutes[o.minuteOf(ev.Time)].counts[category]++
	}
	if len(ev.User) > 0 {
		// A hash of 0 would be nobody's.
		f.users = append(f.users, userFact{max(xxhash.Sum64(ev.User), 1), m.class})
	}
	o.messages.count(m.message, ev.Message, f)
	o.sdk.count(ev.SDK, false)
	o.app.count(ev.App, false)
	o.agent.count(ev.UA, true)
}

// span widens first and last by n dated errors.
func (c *classFacts) span(first, last, n int64) {
	if c.dated == 0 {
		c.first, c.last = first, last
	}
	c.dated += n
	c.first, c.last = min(c.first, first), max(c.last, last)
}

// class returns the place of a class in the block's facts.
func (o *Observer) class(c class) uint32 {
	i, ok := o.classes[c]
	if !ok {
		i = uint32(len(o.facts.classes))
		o.facts.classes = append(o.facts.classes, classFacts{class: c})
		o.classes[c] = i
	}
	return i
}

// minuteOf returns the place of a time's minute in the block's facts.
func (o *Observer) minuteOf(micros int64) int32 {
	minute := floorDiv(micros, microsPerMinute)
	if o.minuteAt >= 0 && minute == o.minute {
		return o.minuteAt
	}
	i, ok := o.minutes[minute]
	if !ok {
		i = int32(len(o.facts.minutes))
		o.facts.minutes = append(o.facts.minutes, minuteFacts{minute: minute})
		o.minutes[minute] = i
	}
	o.minute, o.minuteAt = minute, i
	return i
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

// recall finds the cause and the message template. Errors repeat themselves,
// so the answer to the same evidence is remembered: by the Parser's word that
// it is the same, or by the evidence itself.
func (o *Observer) recall(ev *parser.Event, code uint16, rules bool) *memoEntry {
	m := &o.once
	switch {
	case ev.Same != 0 && code < unknownBase && !o.classifier.hasEventRules(code):
		for int(ev.Same) >= len(o.same) {
			o.same = append(o.same, memoEntry{})
		}
		m = &o.same[ev.Same]
	case o.memoKey(ev, code, rules):
		m = &o.memo[memoSlot(o.key)]
		if string(m.key) != string(o.key) {
			m.key, m.epoch = append(m.key[:0], o.key...), 0
		}
	default:
		m.epoch = 0
	}
	if m.epoch != o.messages.epoch {
		m.cause, m.message = o.classifier.Cause(ev), o.messages.find(ev.Code, ev.Message)
		m.epoch, m.block = o.messages.epoch, 0
	}
	return m
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
		k = append(k, byte(e.NText)<<4|byte(e.NService), byte(e.NNested)<<1)
		if e.EmptyData {
			k[len(k)-1]++
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
		if o.classifier.hasEventRules(code) {
			k = appendSized(k, e.Event)
		}
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
	clear(o.classes)
	clear(o.minutes)
	if len(f.classes) == 0 {
		f.hints = appendHints(f.hints, o.hints)
	}
	f.codeless = appendHints(f.codeless, o.codeless)
	clear(o.hints)
	clear(o.codeless)
	o.hints, o.codeless, o.facts = o.hints[:0], o.codeless[:0], nil
}

func appendHints(dst []hintCount, lines [][]byte) []hintCount {
	for _, line := range lines {
		parser.Hints(line, func(path, value string) {
			dst = append(dst, hintCount{path, string(cut(appendMasked(nil, []byte(value)), maxSkipText))})
		})
	}
	return dst
}

// maxHintLines is how many records of a block are searched for hints.
const maxHintLines = 16
