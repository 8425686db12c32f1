package catalog

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode"
)

//go:embed data/codes/*.json data/causes.json data/rules.json
var files embed.FS

// maxSpan bounds the range of code numbers, and with it the table by number.
const maxSpan = 1 << 15

// Load reads and checks the embedded catalogue. The error names the file and
// the entry at fault.
func Load() (*Catalog, error) {
	sub, err := fs.Sub(files, "data")
	if err != nil {
		return nil, err
	}
	c, err := load(sub)
	if err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	return c, nil
}

// codeEntry, causeEntry and ruleEntry are the entries of the files.
type codeEntry struct {
	Code     *int     `json:"code"`
	Names    []string `json:"names"`
	Status   string   `json:"status"`
	InSeed   bool     `json:"in_seed"`
	Versions string   `json:"versions"`
	Meaning  Text     `json:"meaning"`
	Causes   []string `json:"causes"`
}

type causeEntry struct {
	ID       string `json:"id"`
	Category string `json:"category"`
	Title    Text   `json:"title"`
	Advice   Text   `json:"advice"`
}

type ruleEntry struct {
	Codes     []int    `json:"codes"`
	Nested    []int    `json:"nested"`
	HTTP      []int    `json:"http"`
	Error     []string `json:"error"`
	Text      []string `json:"text"`
	Also      []string `json:"also"`
	Event     []string `json:"event"`
	EmptyData bool     `json:"empty_data"`
	Cause     string   `json:"cause"`
	Why       string   `json:"why"`
}

// load reads the catalogue from a file system that is rooted at data: causes
// first, since codes and rules refer to them.
func load(fsys fs.FS) (*Catalog, error) {
	c := &Catalog{byName: make(map[string]CodeID, 256), byCause: make(map[string]CauseID, 128)}
	if err := readEntries(fsys, "causes.json", c.addCause); err != nil {
		return nil, err
	}
	for _, id := range []string{CauseUnknownCode, CauseNoCode, CauseLegacyCode, CauseNotAnError} {
		if _, ok := c.byCause[id]; !ok {
			return nil, fmt.Errorf("causes.json: cause %q is missing", id)
		}
	}
	for cat := range Category(NumCategories) {
		last := -1 << 31
		add := func(e codeEntry) error {
			if e.Code == nil {
				return errors.New(`"code" is missing`)
			}
			if *e.Code <= last {
				return fmt.Errorf("code %d: codes must ascend, this one follows %d", *e.Code, last)
			}
			last = *e.Code
			if err := c.addCode(cat, e); err != nil {
				return fmt.Errorf("code %d: %w", *e.Code, err)
			}
			return nil
		}
		if err := readEntries(fsys, Code{Category: cat}.file(), add); err != nil {
			return nil, err
		}
	}
	if err := c.index(); err != nil {
		return nil, err
	}
	if err := readEntries(fsys, "rules.json", c.addRule); err != nil {
		return nil, err
	}
	return c, nil
}

// readEntries hands every entry of a file that holds one JSON array to add.
// An error names the file, the entry by its position from 1 and its line.
func readEntries[E any](fsys fs.FS, name string, add func(E) error) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return fmt.Errorf("%s: must hold one JSON array", name)
	}
	n := 1
	for ; d.More(); n++ {
		var e E
		start := int(d.InputOffset())
		err := d.Decode(&e)
		if err == nil {
			err = add(e)
		}
		if err != nil {
			start += bytes.IndexByte(data[start:], '{') + 1
			line := bytes.Count(data[:start], []byte{'\n'}) + 1
			return fmt.Errorf("%s:%d: entry %d: %w", name, line, n, err)
		}
	}
	if _, err := d.Token(); err != nil {
		return fmt.Errorf("%s: after entry %d: %w", name, n-1, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return fmt.Errorf("%s: there is more behind the array", name)
	}
	if n == 1 {
		return fmt.Errorf("%s: the array is empty", name)
	}
	return nil
}

// addCause checks and keeps one entry of causes.json.
func (c *Catalog) addCause(e causeEntry) error {
	if e.ID == "" || strings.Trim(e.ID, "abcdefghijklmnopqrstuvwxyz-") != "" {
		return fmt.Errorf("id %q must consist of lower-case words joined by -", e.ID)
	}
	if _, ok := c.byCause[e.ID]; ok {
		return fmt.Errorf("cause %q stands here twice", e.ID)
	}
	cat, err := ParseCategory(e.Category)
	if err != nil {
		return fmt.Errorf("cause %q: %w", e.ID, err)
	}
	if err := errors.Join(checkText("title", e.Title), checkText("advice", e.Advice)); err != nil {
		return fmt.Errorf("cause %q: %w", e.ID, err)
	}
	c.byCause[e.ID] = CauseID(len(c.Causes))
	c.Causes = append(c.Causes, Cause{ID: e.ID, Category: cat, Title: e.Title, Advice: e.Advice})
	return nil
}

// addCode checks and keeps one entry of a file of codes.
func (c *Catalog) addCode(cat Category, e codeEntry) error {
	if len(e.Names) == 0 || slices.Contains(e.Names, "") {
		return errors.New(`"names" needs one name at least, and no empty one`)
	}
	status := Status(0)
	for status < numStatuses && status.String() != e.Status {
		status++
	}
	if status == numStatuses {
		return fmt.Errorf("unknown status %q: use live, legacy, dead or not-an-error", e.Status)
	}
	if err := checkText("meaning", e.Meaning); err != nil {
		return err
	}
	if len(e.Causes) == 0 {
		return errors.New(`"causes" needs one cause at least, the default`)
	}
	code := Code{
		Number: *e.Code, Names: e.Names, Category: cat, Status: status,
		InSeed: e.InSeed, Versions: e.Versions, Meaning: e.Meaning,
	}
	for _, id := range e.Causes {
		cause, ok := c.byCause[id]
		if !ok {
			return fmt.Errorf("unknown cause %q", id)
		}
		if slices.Contains(code.Causes, cause) {
			return fmt.Errorf("cause %q stands here twice", id)
		}
		code.Causes = append(code.Causes, cause)
	}
	c.Codes = append(c.Codes, code)
	return nil
}

// index sorts the codes by number and builds the tables by number and by name.
// It finds what only all the files together show, so an error names the file.
func (c *Catalog) index() error {
	slices.SortFunc(c.Codes, func(a, b Code) int { return a.Number - b.Number })
	last := c.Codes[len(c.Codes)-1]
	c.first = c.Codes[0].Number
	if span := last.Number - c.first; span >= maxSpan {
		return fmt.Errorf("%s: code %d: too far from the smallest code, %d", last.file(), last.Number, c.first)
	}
	c.byNumber = make([]int16, last.Number-c.first+1)
	for i := range c.byNumber {
		c.byNumber[i] = -1
	}
	for i, code := range c.Codes {
		if c.byNumber[code.Number-c.first] >= 0 {
			return fmt.Errorf("%s: code %d stands in another file too", code.file(), code.Number)
		}
		c.byNumber[code.Number-c.first] = int16(i)
		for _, name := range code.Names {
			if len(name) > maxName {
				return fmt.Errorf("%s: code %d: name %q is longer than %d bytes", code.file(), code.Number, name, maxName)
			}
			key := string(canonical(nil, []byte(name)))
			if other, ok := c.byName[key]; ok {
				return fmt.Errorf("%s: code %d: name %s belongs to code %d already", code.file(), code.Number, name, c.Codes[other].Number)
			}
			c.byName[key] = CodeID(i)
		}
	}
	return nil
}

// file returns the name of the file in which a code stands.
func (c Code) file() string { return "codes/" + c.Category.String() + ".json" }

// addRule checks and keeps one entry of rules.json.
func (c *Catalog) addRule(e ruleEntry) error {
	cause, ok := c.byCause[e.Cause]
	if !ok {
		return fmt.Errorf("unknown cause %q", e.Cause)
	}
	if len(e.Codes) == 0 {
		return errors.New(`"codes" is missing: say for which codes the rule is meant`)
	}
	for _, n := range slices.Concat(e.Codes, e.Nested) {
		if _, ok := c.ByNumber(n); !ok {
			return fmt.Errorf("unknown code %d", n)
		}
	}
	for _, n := range e.HTTP {
		if n < 100 || n > 599 {
			return fmt.Errorf("%d is no HTTP status", n)
		}
	}
	for _, s := range slices.Concat(e.Error, e.Text, e.Also, e.Event) {
		if s == "" || strings.ToLower(s) != s {
			return fmt.Errorf("%q must be in lower case and not empty", s)
		}
	}
	if len(e.Also) > 0 && len(e.Text) == 0 {
		return errors.New(`"also" needs "text" beside it`)
	}
	if len(e.Nested)+len(e.HTTP)+len(e.Error)+len(e.Text)+len(e.Event) == 0 && !e.EmptyData {
		return errors.New("a rule needs a condition besides its codes: a default cause belongs to the code")
	}
	c.Rules = append(c.Rules, Rule{
		Codes: e.Codes, Nested: e.Nested, HTTP: e.HTTP, Error: e.Error, Text: e.Text, Also: e.Also,
		Event: e.Event, EmptyData: e.EmptyData, Cause: cause, Why: e.Why,
	})
	return nil
}

// checkText makes sure that a text stands in both languages.
func checkText(field string, t Text) error {
	if strings.TrimSpace(t.EN) == "" || strings.TrimSpace(t.ZH) == "" {
		return fmt.Errorf("%s must stand in both languages, en and zh", field)
	}
	if !strings.ContainsFunc(t.ZH, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return fmt.Errorf("the zh of %s holds no Chinese", field)
	}
	return nil
}
