package report

import (
	"strings"

	"imlens/catalog"
)

// plural is a phrase that counts: {n} is the number. Chinese needs one form
// and gives it twice.
type plural struct{ One, Other string }

func (p plural) of(n int64) string {
	s := p.Other
	if n == 1 {
		s = p.One
	}
	return fill(s, "{n}", number(n))
}

// fill puts values in the place of {names}; pairs are name, value.
func fill(s string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(s) }

// phrases is all that a report says, in one language. A test sees to it that
// no field of it is empty.
type phrases struct {
	// The headline: one sentence, put together from these in this order.
	HeadUsersSpan, HeadUsers, HeadSpan, Head string // {errors} {users} {span}
	HeadShare, HeadAll, HeadOne              string // {share} {category}
	CauseAll, CauseMost, CauseSome, CauseOne string // {cause}
	Interrupted, Stop                        string
	NoErrors                                 string // {records}
	NoErrorsHint                             plural
	NoErrorMatches, NoneMatches              string // {left}
	NoneJSON, NoneUsable                     string // {skipped}
	NoRecords, NoSource, NoneRead            string
	EmptyInput, RightFile                    string
	Unreadable                               string // {n} {files}

	Errors, Users, Records, Files, Lines plural
	Seconds, Minutes, Hours, Days, Weeks plural
	UnreadFiles, More, MoreIn            plural
	LeftOut, Skipped                     plural // {all}
	Bare                                 plural // a number of records

	Period, Filter, Input, DoFirst                      string
	List, Colon, Semicolon                              string
	FromTo, Undated, Zone                               string // {from} {to} {zone} {text}
	Portion                                             string // {share}
	ErrorCol, UserCol, RecordCol, ShareCol, CategoryCol string
	CodeCol, NameCol, CauseCol, LikelyCol, AdviceCol    string
	ValueCol, TemplateCol, PeakCol, TotalCol, CourseCol string
	LastCol, WhatCol, CountCol, WhyCol, WhereCol        string
	TextCol, StatusCol, FileCol, ProblemCol, TryCol     string
	ExampleCol, CauseIDCol, PeakAtCol                   string

	TitleCategories, TitleCodes, TitleCauses, TitleTimeline string
	TitleMessages, TitleInput, TitleSkipped, TitleSources   string
	TitleHints, TitleVersion, TitleAppKey                   string
	TitleBrowser, TitleOS, TitleCatalogue                   string
	TimelineNote                                            string // {from} {to} {step}
	HintNote, TitleHintCodes                                string
	HintCodes                                               plural

	InLines, InRecords, InErrors, InNotErrors, InFiltered string
	InNotJSON, InTooLong, InUndated, InOutside, InPassed  string
	WhyLines, WhyErrors, WhyNotErrors, WhyFiltered        string // {files} {size}
	WhyNotJSON, WhyTooLong, WhyUndated                    string
	WhyOutside, WhyPassed                                 string

	NotJSON, TooLong, Partial, Failed, None, Rest, NoCode string

	AlsoNamed, Meaning, Versions, NoVersions, Codes, Category, Status string
	AdviceLabel                                                       string
	Categories                                                        [catalog.NumCategories]string
	Statuses, StatusNotes                                             [statuses]string // by catalog.Status
	StatusNote                                                        string           // {status} {note}
}

// statuses is how many values catalog.Status has.
const statuses = 4

// phrasesIn returns the phrases of a language; English is the default.
func phrasesIn(l catalog.Lang) *phrases {
	if l == catalog.Chinese {
		return chinese()
	}
	return english()
}
