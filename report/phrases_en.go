package report

import "imlens/catalog"

func english() *phrases {
	return &phrases{
		HeadUsersSpan: "{errors} from {users} in {span}",
		HeadUsers:     "{errors} from {users}",
		HeadSpan:      "{errors} in {span}, users unknown",
		Head:          "{errors}, users unknown",
		HeadShare:     "; {share} are {category}",
		HeadAll:       "; all are {category}",
		HeadOne:       ": {category}",
		CauseAll:      ", all of them “{cause}”",
		CauseMost:     ", mostly “{cause}”",
		CauseSome:     ", most often “{cause}”",
		CauseOne:      ", “{cause}”",
		Interrupted:   " (interrupted: covers what was read until then)",
		Stop:          ".",
		NoErrors:      "No errors in {records}",
		NoErrorsHint:  "No errors found, but {hinted} of a sample look like errors that imlens was not told to look at",
		NoRecords:     "No errors: the input holds no records",

		Errors:      plural{"{n} error", "{n} errors"},
		Users:       plural{"{n} user", "{n} users"},
		Records:     plural{"{n} record", "{n} records"},
		Files:       plural{"{n} file", "{n} files"},
		Lines:       plural{"{n} line", "{n} lines"},
		Seconds:     plural{"{n} second", "{n} seconds"},
		Minutes:     plural{"{n} minute", "{n} minutes"},
		Hours:       plural{"{n} hour", "{n} hours"},
		Days:        plural{"{n} day", "{n} days"},
		Weeks:       plural{"{n} week", "{n} weeks"},
		UnreadFiles: plural{"{n} of them not read to the end", "{n} of them not read to the end"},
		More:        plural{"and {n} more", "and {n} more"},
		MoreIn:      plural{"and {n} more with {errors}", "and {n} more with {errors}"},

		Period: "Period", Input: "Input", DoFirst: "Do first", List: ", ", Colon: ": ",
		FromTo: "{from} to {to}", Undated: "no error carries a time", Zone: "{text}, {zone}",
		Truncated: "{text}; ",

		ErrorCol: "errors", UserCol: "users", RecordCol: "records", ShareCol: "share", CategoryCol: "category",
		CodeCol: "code", NameCol: "name", CauseCol: "cause", LikelyCol: "likely cause", AdviceCol: "what to do",
		ValueCol: "value", TemplateCol: "message", PeakCol: "peak", TotalCol: "total", CourseCol: "course",
		LastCol: "last seen", WhatCol: "what", CountCol: "count", WhyCol: "why", WhereCol: "where",
		TextCol: "text", StatusCol: "status", FileCol: "file", ProblemCol: "problem", TryCol: "try",
		ExampleCol: "example", CauseIDCol: "id",

		TitleCategories: "Categories", TitleCodes: "Codes", TitleCauses: "Likely causes, and what to do",
		TitleTimeline: "Timeline", TitleMessages: "Messages", TitleInput: "What was not counted, and why",
		TitleSkipped: "Skipped lines, the first ones", TitleSources: "Files not read to the end",
		TitleHints: "Where the errors may be", TitleVersion: "SDK version", TitleAppKey: "App Key",
		TitleBrowser: "Browser", TitleOS: "Operating system", TitleCatalogue: "Error codes",
		TimelineNote: "{from} to {to}; one character is {step}, each row has its own scale.",
		HintNote:     "These places look like error codes. To read one of them, run again with:",

		InLines: "lines", InRecords: "records", InErrors: "errors", InNotErrors: "not errors", InFiltered: "filtered",
		InNotJSON: "not JSON", InTooLong: "too long", InUndated: "undated", InOutside: "off the timeline",
		InPassed:     "files passed over",
		WhyLines:     "{files}, {size} of text",
		WhyErrors:    "counted above",
		WhyNotErrors: "records without an error",
		WhyFiltered:  "left out by a filter such as --since or --code",
		WhyNotJSON:   "lines that hold no valid JSON object",
		WhyTooLong:   "lines or records over --max-line",
		WhyUndated:   "errors without a readable time: counted, not on the timeline",
		WhyOutside:   "errors dated far from the others: counted, not drawn",
		WhyPassed:    "dotfiles and binaries in directories",

		NotJSON: "not JSON", TooLong: "too long", Partial: "partial", Failed: "failed",
		None: "(none)", Rest: "(other)", NoCode: "(none)",

		AlsoNamed: "Also", Meaning: "Meaning", Versions: "SDK", NoVersions: "no version was seen to emit it",
		Codes: "Codes", Category: "Category", Status: "Status",
		AdviceLabel: "What to do", Statuses: [statuses]string{"live", "legacy", "dead", "not an error"},
		Categories: [catalog.NumCategories]string{"auth", "connection", "message", "group", "file", "other"},
	}
}
