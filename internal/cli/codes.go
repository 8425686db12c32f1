package cli

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"imlens/catalog"
)

// resolveCode brings a code that a person typed to the form in which codes are
// counted: the number for whatever the catalogue knows, else the text itself.
func resolveCode(cat *catalog.Catalog, text string) (code string, known bool) {
	if n, ok := integral(text); ok {
		_, known = cat.ByNumber(int(n))
		return strconv.FormatInt(n, 10), known
	}
	if id, ok := cat.ByName([]byte(text)); ok {
		return strconv.Itoa(cat.Codes[id].Number), true
	}
	if strings.EqualFold(text, "none") {
		return "none", true
	}
	return text, false
}

// integral reads a code's number as records write it: 17, -3, 17.0.
func integral(text string) (int64, bool) {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > 1<<53 {
		return 0, false
	}
	return int64(f), true
}

// nearest ends a sentence about something unknown with what may have been
// meant, of those suggestions that keep lets pass.
func nearest(cat *catalog.Catalog, text string, keep func(suggestion string) bool) string {
	var near []string
	for _, s := range cat.Suggest(text, 20) {
		if keep(s) && len(near) < 3 {
			near = append(near, s)
		}
	}
	for _, id := range nearestTitles(cat, text) {
		if keep(id) && len(near) < 3 && !slices.Contains(near, id) {
			near = append(near, id)
		}
	}
	if len(near) == 0 {
		return ""
	}
	return ", nearest: " + strings.Join(near, ", ")
}

func anything(string) bool { return true }

func causesOf(cat *catalog.Catalog) func(string) bool {
	return func(id string) bool {
		_, ok := cat.CauseByID(id)
		return ok
	}
}

func codesAlone(cat *catalog.Catalog) func(string) bool {
	return func(id string) bool { return !causesOf(cat)(id) }
}

// resolveCause finds a cause by its id or by its title in any language, in any
// case.
func resolveCause(cat *catalog.Catalog, text string) (catalog.CauseID, bool) {
	text = strings.Join(strings.Fields(text), " ")
	if id, ok := cat.CauseByID(strings.ToLower(text)); ok {
		return id, true
	}
	for i := range cat.Causes {
		title := &cat.Causes[i].Title
		if text != "" && (strings.EqualFold(text, title.EN) || strings.EqualFold(text, title.ZH)) {
			return catalog.CauseID(i), true
		}
	}
	return 0, false
}

// nearestTitles names the causes of which a title resembles a text: those that
// share at least half of their pairs of characters with it, the nearest first.
func nearestTitles(cat *catalog.Catalog, text string) []string {
	type candidate struct {
		id    string
		share float64
	}
	var found []candidate
	for i := range cat.Causes {
		c := &cat.Causes[i]
		if share := max(likeness(text, c.Title.EN), likeness(text, c.Title.ZH)); share >= 0.5 {
			found = append(found, candidate{c.ID, share})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(b.share, a.share) })
	var ids []string
	for _, f := range found {
		ids = append(ids, f.id)
	}
	return ids
}

// likeness is Dice's coefficient of the pairs of characters of two texts.
func likeness(a, b string) float64 {
	pairs := map[[2]rune]int{}
	count := func(s string, step int) (n, shared int) {
		last := ' '
		for _, r := range strings.ToLower(s) {
			pair := [2]rune{last, r}
			if step < 0 && pairs[pair] > 0 {
				shared++
			}
			pairs[pair] += step
			last = r
			n++
		}
		return n, shared
	}
	n, _ := count(a, 1)
	m, shared := count(b, -1)
	if n+m == 0 {
		return 0
	}
	return 2 * float64(shared) / float64(n+m)
}

// splitList takes the values of a flag that may be repeated or hold commas.
func splitList(values []string) []string {
	var out []string
	for _, v := range values {
		for part := range strings.SplitSeq(v, ",") {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

// parseCategories reads the values of --category.
func parseCategories(values []string) ([]catalog.Category, error) {
	var out []catalog.Category
	for _, name := range splitList(values) {
		c, err := catalog.ParseCategory(strings.ToLower(name))
		if err != nil {
			return nil, usagef("use "+oneOf(categoryNames()), "unknown category %q for --category", name)
		}
		out = append(out, c)
	}
	return out, nil
}

func categoryNames() []string {
	names := make([]string, catalog.NumCategories)
	for i := range names {
		names[i] = catalog.Category(i).String()
	}
	return names
}
