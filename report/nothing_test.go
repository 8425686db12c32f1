package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"imlens/analyzer"
	"imlens/catalog"
)

// filteredSnapshot is what filters leave of 39 records: nothing.
func filteredSnapshot() *analyzer.Snapshot {
	s := emptySnapshot()
	s.Input = analyzer.Input{
		Sources: []analyzer.SourceStat{
			{Name: "app.log", Compression: "none", Bytes: 9_100, Lines: 39, Status: "ok"},
			{Name: "old.log", Compression: "none", Status: "failed", Problem: "permission denied"},
		},
		Bytes: 9_100, Lines: 39, Records: 39, Filtered: 38, SkippedNotJSON: 1,
	}
	return s
}

// uncodedSnapshot has errors without a code and a hint where it may be.
func uncodedSnapshot() *analyzer.Snapshot {
	s := fullSnapshot()
	s.Hints = []analyzer.Hint{{Path: "error.code", Records: 11, Example: "40"}}
	return s
}

// TestNothing: without errors the headline tells why there are none.
func TestNothing(t *testing.T) {
	ok, bad := analyzer.SourceStat{Name: "a", Status: "ok"}, analyzer.SourceStat{Name: "b", Status: "failed"}
	one, half := []analyzer.SourceStat{ok}, []analyzer.SourceStat{ok, bad}
	hints := []analyzer.Hint{{Path: "err.code", Records: 1}}
	f := func(s analyzer.Snapshot, en, zh string) {
		t.Helper()
		for lang, want := range map[catalog.Lang]string{catalog.English: en, catalog.Chinese: zh} {
			p := newPage(&s, testCatalog(), Options{Lang: lang})
			if p.headline != want {
				t.Errorf("got  %q\nwant %q", p.headline, want)
			}
		}
	}
	in := func(in analyzer.Input) analyzer.Snapshot { return analyzer.Snapshot{Input: in} }
	f(in(analyzer.Input{}), "Nothing to read: no file.", "没有可读取的内容：没有文件。")
	f(in(analyzer.Input{Sources: one}), "The input is empty.", "输入为空。")
	f(in(analyzer.Input{Sources: one, Bytes: 2, Lines: 2}), "The input holds no record, only blank lines.", "输入中只有空行，没有任何记录。")
	f(in(analyzer.Input{Sources: half[1:]}), "Nothing could be read.", "没有任何内容能够读取。")
	f(in(analyzer.Input{Sources: one, Bytes: 99, Records: 14, SkippedNotJSON: 14}),
		"No line is JSON: 14 of 14 were skipped. Is this the right file?", "没有一行是 JSON：14 条中有 14 条被跳过。确定是这个文件吗？")
	f(in(analyzer.Input{Sources: one, Bytes: 99, Records: 1, SkippedNotJSON: 1}),
		"No line is JSON: 1 of 1 was skipped. Is this the right file?", "没有一行是 JSON：1 条中有 1 条被跳过。确定是这个文件吗？")
	f(in(analyzer.Input{Sources: one, Bytes: 99, Records: 3, SkippedNotJSON: 1, SkippedTooLong: 2}),
		"No record can be used: 3 of 3 were skipped.", "没有可用的记录：3 条中有 3 条被跳过。")
	f(in(analyzer.Input{Sources: one, Bytes: 99, Records: 39, Filtered: 39}),
		"No record matches the filters; 39 of 39 were left out.", "没有符合过滤条件的记录；39 条中有 39 条被排除。")
	f(in(analyzer.Input{Sources: half, Bytes: 99, Records: 39, Filtered: 38, SkippedNotJSON: 1}),
		"No record matches the filters; 38 of 39 were left out; 1 of 39 records was skipped; 1 of 2 files could not be read.",
		"没有符合过滤条件的记录；39 条中有 38 条被排除；39 条记录中有 1 条被跳过；2 个文件中有 1 个无法读取。")
	f(in(analyzer.Input{Sources: one, Bytes: 99, Records: 39, Filtered: 38, NotErrors: 1}),
		"No error matches the filters; 38 of 39 records were left out.", "没有符合过滤条件的错误；39 条记录中有 38 条被排除。")
	f(in(analyzer.Input{Sources: one, Bytes: 99, Records: 14, NotErrors: 1, SkippedNotJSON: 13}),
		"No errors in 1 record; 13 of 14 records were skipped.", "1 条记录中没有发现错误；14 条记录中有 13 条被跳过。")
	f(in(analyzer.Input{Sources: one, Bytes: 99, Records: 14, NotErrors: 14}), "No errors in 14 records.", "14 条记录中没有发现错误。")
	f(analyzer.Snapshot{Hints: hints, Input: analyzer.Input{Sources: one, Bytes: 99, Records: 14, NotErrors: 14}},
		"No errors found, but 1 record of a sample looks like an error that imlens was not told to look at.",
		"没有发现错误，但抽样中有 1 条记录看起来像错误，而 imlens 尚不知道去哪里读取。")
	f(analyzer.Snapshot{Partial: true, Input: analyzer.Input{Sources: one, Bytes: 99, Records: 2, SkippedNotJSON: 2}},
		"No line is JSON: 2 of 2 were skipped (interrupted: covers what was read until then). Is this the right file?",
		"没有一行是 JSON：2 条中有 2 条被跳过（已中断：仅统计中断前读到的内容）。确定是这个文件吗？")
}

// TestFilterShown: every report but CSV names its filters, safely.
func TestFilterShown(t *testing.T) {
	o := testOptions()
	o.Filter = []string{"since 2026-11-22 08:00", "app \x1b[2J"}
	for format, want := range map[string]string{
		"text": `since 2026-11-22 08:00; app \x1b[2J`, "markdown": `since 2026-11-22 08:00; app \\x1b\[2J`,
		"json": `"filter": [`,
	} {
		got := render(t, format, fullSnapshot(), o)
		if !strings.Contains(got, want) || strings.Contains(got, "\x1b") {
			t.Errorf("%s: %q is not in\n%s", format, want, got)
		}
	}
	if got := render(t, "json", fullSnapshot(), testOptions()); strings.Contains(got, `"filter":`) {
		t.Error("a filter is named where there is none")
	}
}

// realNames is a report on every code of the real catalogue.
func realNames(t *testing.T) (*analyzer.Snapshot, *catalog.Catalog) {
	t.Helper()
	cat, err := catalog.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := fullSnapshot()
	s.Codes = nil
	for _, c := range cat.Codes {
		s.Codes = append(s.Codes, analyzer.CodeStat{
			Code: fmt.Sprint(c.Number), Name: c.Names[0], Category: c.Category, Known: true, Errors: 4_000, Users: 3_911,
			Causes: []analyzer.CauseCount{{Cause: cat.Causes[c.Causes[0]].ID, Errors: 3_000, Share: 0.75}},
		})
	}
	return s, cat
}

// TestRealNames: at 80 columns no name of a real code is cut at its end.
func TestRealNames(t *testing.T) {
	s, cat := realNames(t)
	for _, lang := range []catalog.Lang{catalog.English, catalog.Chinese} {
		p := newPage(s, cat, Options{Lang: lang})
		sec := p.codes()
		cols, widths := layout(sec.columns, sec.rows, 80)
		for i, c := range cols {
			if c.head != p.NameCol {
				continue
			}
			for j := range sec.rows {
				if lines := shortName(sec.rows[j].name, widths[i], c.lines); strings.HasSuffix(lines[len(lines)-1], "…") {
					t.Errorf("%s, %d columns: %q", lang, widths[i], lines)
				}
			}
		}
		if !strings.Contains(fmt.Sprint(heads(cols)), p.NameCol) || !strings.Contains(fmt.Sprint(heads(cols)), p.CategoryCol) {
			t.Errorf("%s: columns %q", lang, heads(cols))
		}
	}
}

func heads(cols []column) (out []string) {
	for _, c := range cols {
		out = append(out, c.head)
	}
	return out
}

// TestListTellsCodesApart: however narrow, no name in the list of codes is cut.
func TestListTellsCodesApart(t *testing.T) {
	_, cat := realNames(t)
	var ids []catalog.CodeID
	for i := range cat.Codes {
		ids = append(ids, catalog.CodeID(i))
	}
	for _, width := range []int{40, 60, 80, 160} {
		e := explainer{catalogPage(cat, Options{Width: width}), cat}
		sec := e.codeSection(ids)
		cols, widths := layout(sec.columns, sec.rows, width)
		seen := map[string]string{}
		for i := range sec.rows {
			name := sec.rows[i].name
			shown := strings.Join(shortName(name, widths[1], cols[1].lines), "")
			if other, ok := seen[shown]; ok || strings.HasSuffix(shown, "…") {
				t.Errorf("%d columns: %s and %s are both %s", width, name, other, shown)
			}
			seen[shown] = name
		}
	}
}

func TestWriteCauses(t *testing.T) {
	cat := testCatalog()
	for _, format := range CodeFormats() {
		var b bytes.Buffer
		if err := WriteCauses(&b, format, cat, []catalog.CauseID{0, 3}, Options{Lang: catalog.Chinese}); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"token-expired", "token 已过期", "network-lost"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: %q is not in\n%s", format, want, &b)
			}
		}
		if format == "json" {
			var docs []jsonCauseAlone
			if err := json.Unmarshal(b.Bytes(), &docs); err != nil || len(docs) != 2 || docs[1].Cause != "network-lost" {
				t.Errorf("%v: %s", err, &b)
			}
		}
	}
	if err := WriteCauses(&bytes.Buffer{}, "csv", cat, nil, Options{}); err == nil {
		t.Error("csv is no format of it")
	}
}
