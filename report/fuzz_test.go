package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"imlens/catalog"
)

// FuzzText puts one text from a log wherever such texts stand: whatever it
// is, every line fits and nothing in it acts on a terminal.
func FuzzText(f *testing.F) {
	f.Add(nasty, 80)
	f.Add("ᄀᄀᄀ각ᆨᆨ กำ 👩‍👩‍👧 🇨🇳🇨", 40)
	f.Add("مرحبا שלום", 60)
	f.Fuzz(func(t *testing.T, text string, width int) {
		width = max(20, width%240)
		s := fullSnapshot()
		s.Input.Sources[1].Name, s.Input.Sources[1].Problem = text, text
		s.Input.Skipped[0].Source, s.Input.Skipped[0].Text = text, text
		s.Codes[0].Code, s.Causes[0].Cause = text, text
		s.Codes[0].Causes[0].Cause = text
		s.Breakdowns[0].Values[0].Value = text
		s.Messages[0].Template, s.Messages[0].Code = text, text
		s.Hints = hintSnapshot().Hints
		s.Hints[0].Path, s.Hints[0].Example = text, text
		report := render(t, "text", s, Options{Width: width, Lang: catalog.Chinese})
		if !utf8.ValidString(report) {
			t.Fatal("invalid UTF-8")
		}
		for _, l := range strings.Split(strings.TrimSuffix(report, "\n"), "\n") {
			if columns(l) > width {
				t.Fatalf("%d columns, not %d: %q", columns(l), width, l)
			}
			if strings.ContainsFunc(l, invisible) {
				t.Fatalf("something came through: %q", l)
			}
		}
	})
}
