package corpus

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// shape is one file of a corpus. write is given the number of records, or of
// rounds, that the file should have.
type shape struct {
	name  string
	write func(f *file, n int)
}

func shapes() []shape {
	return []shape{
		{"plain.ndjson", writePlain},
		{"crlf-bom.ndjson", writeCRLF},
		{"broken.ndjson", writeBroken},
		{"cut-first.ndjson", writeCutFirst},
		{"long-lines.ndjson", writeLong},
		{"cri.log", writeCRI},
		{"syslog-5424.log", writeSyslog5424},
		{"syslog-bsd.log", writeSyslogBSD},
		{"log4j.log", writeLog4j},
		{"docker.log", writeDocker},
		{"string-member.ndjson", writeStringMember},
		{"nested.ndjson", writeNested},
		{"own-error.ndjson", writeOwnError},
		{"array-line.ndjson", writeArrayLine},
		{"array-member.ndjson", writeArrayMember},
		{"otlp.ndjson", writeOTLP},
		{"pretty-objects.json", writePrettyObjects},
		{"pretty-array.json", writePrettyArray},
		{"pretty-envelope.json", writePrettyEnvelope},
		{"array-lines.json", writeArrayLines},
		{"array-lines-crlf-bom.json", writeArrayLinesCRLF},
		{"codes.ndjson", writeCodes},
		{"error-forms.ndjson", writeErrorForms},
		{"traps.ndjson", writeTraps},
		{"times.ndjson", writeTimes},
		{"fields.ndjson", writeFields},
	}
}

// Write makes the corpus of a seed in dir and returns what is in it. The
// number of records grows with size; whatever the size, every case is there
// at least once.
func Write(dir string, seed uint64, size int) (Expected, error) {
	total := newTally()
	files := make(map[string]FileExpected)
	for _, s := range shapes() {
		f := &file{gen: newGen(seed, s.name), own: newTally(), total: total, eol: "\n"}
		s.write(f, max(size, 1))
		if err := os.WriteFile(filepath.Join(dir, s.name), f.buf.Bytes(), 0o644); err != nil {
			return Expected{}, fmt.Errorf("writing the corpus: %w", err)
		}
		files[s.name] = f.own.result()
	}
	return Expected{FileExpected: total.result(), Files: files}, nil
}

// file is a file in the making. What goes in is counted as it goes in, for the
// file and for the whole corpus.
type file struct {
	*gen
	buf        bytes.Buffer
	eol        string
	own, total *tally
}

// both does something to both tallies.
func (f *file) both(do func(*tally)) {
	do(f.own)
	do(f.total)
}

// text writes text that may have many lines.
func (f *file) text(s string) {
	f.buf.WriteString(s)
	f.both(func(t *tally) { t.lines(strings.Count(s, "\n")) })
}

// line writes one line of any content.
func (f *file) line(s string) { f.text(s + f.eol) }

// count notes records.
func (f *file) count(facts ...fact) {
	for _, r := range facts {
		f.both(func(t *tally) { t.record(r) })
	}
}

// record writes a line that carries records.
func (f *file) record(line string, facts ...fact) {
	f.line(line)
	f.count(facts...)
}

// noise writes a line that is no JSON.
func (f *file) noise(line string) {
	f.line(line)
	f.both((*tally).notJSON)
}

// huge writes a line that is too long.
func (f *file) huge(line string) {
	f.line(line)
	f.both((*tally).tooLong)
}

// last ends the file with a line that has no line end.
func (f *file) last(line string, facts ...fact) {
	f.buf.WriteString(line)
	f.both(func(t *tally) { t.lines(1) })
	f.count(facts...)
}
