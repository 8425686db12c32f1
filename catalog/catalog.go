// Package catalog holds what is known about the error codes of the Easemob /
// Agora Chat Web SDK: names, categories, meanings, likely causes and advice,
// in English and Chinese, and the rules by which evidence in a record points
// to a cause. The facts stand in the embedded files under data/, which a
// support engineer can read, correct and extend without reading Go; this
// package only loads, checks and looks up. It imports nothing but the standard
// library, and every other room may import it.
package catalog

import (
	"fmt"
	"strings"
)

// Category says where an error hurts. It belongs to the code.
type Category uint8

// The six categories, in the order in which they are listed.
const (
	Auth Category = iota
	Connection
	Message
	Group
	File
	Other
	NumCategories = 6
)

// String returns the stable identifier: auth, connection, message, group, file or other.
func (c Category) String() string {
	return [NumCategories]string{"auth", "connection", "message", "group", "file", "other"}[c]
}

// ParseCategory returns the category with an identifier.
func ParseCategory(s string) (Category, error) {
	var all []string
	for c := range Category(NumCategories) {
		if c.String() == s {
			return c, nil
		}
		all = append(all, c.String())
	}
	return 0, fmt.Errorf("unknown category %q: use one of %s", s, strings.Join(all, ", "))
}

// Lang is a language in which the catalogue speaks.
type Lang string

// The languages of the catalogue.
const (
	English Lang = "en"
	Chinese Lang = "zh"
)

// Text is one text in both languages.
type Text struct {
	EN string `json:"en"`
	ZH string `json:"zh"`
}

// In returns the text in a language; English is the default.
func (t Text) In(l Lang) string {
	if l == Chinese {
		return t.ZH
	}
	return t.EN
}

// CodeID is the position of a code in Catalog.Codes, CauseID that of a cause
// in Catalog.Causes. They are dense and valid for one Catalog only.
type (
	CodeID  uint16
	CauseID uint16
)

// The causes that a classifier sets itself, because they follow from what a
// record lacks and not from a code of the catalogue. Load makes sure that they
// stand in causes.json.
const (
	CauseUnknownCode = "unknown-code" // the catalogue does not know the code
	CauseNoCode      = "no-code"      // an error without a type
	CauseLegacyCode  = "legacy-code"  // only old SDKs emit the code, or none does
	CauseNotAnError  = "not-an-error" // a progress or state constant
)

// Status says what a code is worth today.
type Status uint8

// The states of a code.
const (
	Live       Status = iota // current SDKs emit it
	Legacy                   // only old SDKs emit it
	Dead                     // declared, but no SDK emits it
	NotAnError               // a progress or state constant
	numStatuses
)

// String returns the stable identifier: live, legacy, dead or not-an-error.
func (s Status) String() string {
	return [numStatuses]string{"live", "legacy", "dead", "not-an-error"}[s]
}

// Code is one error code of the SDK.
type Code struct {
	Number   int
	Names    []string // the SDK's constant names, the usual one first; never empty
	Category Category
	Status   Status
	InSeed   bool   // one of the 30 codes of the vendor's own table
	Versions string // SDK versions that emit it; "" when none was seen to
	Meaning  Text
	Causes   []CauseID // likely causes, the default first; never empty
}

// Cause is one likely cause.
type Cause struct {
	ID       string // stable: stands in reports, alerts and users' own rules
	Category Category
	Title    Text // a few words
	Advice   Text // what to do, for the person who has to act
}

// Rule points from evidence to a cause. Rules are tried in the order of the
// file; the first whose conditions all hold decides; if none holds, the
// code's default cause does. An empty condition holds always; inside a
// condition the values are alternatives.
//
// The evidence of a record is gathered from the error object, from its data,
// from all objects inside that, and from the strings data and message there
// that hold a JSON object, down to three levels below the error object:
//
//   - its texts: the strings message, reason, errMsg and error_description,
//     and data where it is a string, compared in lower case;
//   - the service's error names: the string error in any of these objects,
//     compared in lower case;
//   - nested types: a whole number under type in data or in a data inside it;
//     the type of the error object itself is the outer code and none of these;
//   - the HTTP status: the first number from 100 to 599 among
//     extraInfo.httpCode, statusCode and the status of an object below the
//     error object, the outer ones first;
//     where there is none, the one that the body implies: gateway_timeout 504,
//     service_unavailable 503, "request entity too large" 413, "unsupported
//     media type" 415, service_resource_not_found 404, reach_limit 429,
//     unauthorized and auth_bad_access_token 401, illegal_argument 400,
//     unsupported_service_operation and web_application 500. Error names imply
//     whole, the two quoted texts as part of an error name or of a text; the
//     texts come before web_application.
type Rule struct {
	Codes  []int    // outer code
	Nested []int    // a type inside data, at any depth
	HTTP   []int    // HTTP status from any of its places
	Error  []string // the service's error name, lower case, compared whole
	Text   []string // lower-case text found in message, reason, description or a data string, at any depth
	Also   []string // as Text: one of these must be found too, in the same text or in another one of the record
	Event  []string // the wrapper's event or API name, lower case, found as a part
	// EmptyData holds when nothing came back: going from the error object to
	// its data, and on to the data inside as long as that is an object with a
	// data of its own, one ends at an empty object or an empty string. It does
	// not hold when the error object has no data at all.
	EmptyData bool
	Cause     CauseID
	Why       string // the reason or source of the rule, for who edits it
}

// Catalog is the loaded catalogue. It is read-only after Load and may be used
// by several goroutines at once.
type Catalog struct {
	Codes  []Code  // by number, ascending
	Causes []Cause // in the order of the file, by category
	Rules  []Rule  // in the order in which they are tried

	first    int                // the smallest number
	byNumber []int16            // CodeID by number minus first, -1 for a gap
	byName   map[string]CodeID  // by canonical name
	byCause  map[string]CauseID // by id
}
