package cli

import (
	"math"
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
