package catalog

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Suggest returns up to n names, numbers and cause ids that resemble a query
// which names none of them, the nearest first: those within a few typing
// errors, and those that contain it. It is for error messages and may be slow.
func (c *Catalog) Suggest(query string, n int) []string {
	query = strings.TrimSpace(query)
	if query == "" || len(query) > maxName || n <= 0 {
		return nil
	}
	type candidate struct {
		text     string
		distance int
	}
	var found []candidate
	add := func(text string, distance int) {
		if distance <= max(1, len(query)/3) {
			found = append(found, candidate{text, distance})
		}
	}
	number, err := strconv.Atoi(query)
	if strings.ContainsAny(query, "0123456789") {
		for _, code := range c.Codes {
			text := strconv.Itoa(code.Number)
			add(text, editDistance(query, text))
		}
	}
	if err == nil && len(found) == 0 { // no typing error: the nearest numbers
		for _, code := range c.Codes {
			found = append(found, candidate{strconv.Itoa(code.Number), max(code.Number-number, number-code.Number)})
		}
	}
	if err != nil {
		name := string(canonical(nil, []byte(strings.ReplaceAll(query, "-", "_"))))
		for _, code := range c.Codes {
			for _, text := range code.Names {
				add(text, nameDistance(name, string(canonical(nil, []byte(text)))))
			}
		}
		id := strings.ReplaceAll(strings.ToLower(query), "_", "-")
		for _, cause := range c.Causes {
			add(cause.ID, nameDistance(id, cause.ID))
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	var texts []string
	for _, f := range found[:min(n, len(found))] {
		texts = append(texts, f.text)
	}
	return texts
}

// nameDistance compares a query with a name as a whole and without the
// prefixes that nearly all names share. A part of a name counts as one error.
func nameDistance(query, name string) int {
	d := editDistance(query, name)
	for _, prefix := range []string{"WEBIM_", "WEBIM_CONNECTION_"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" {
			d = min(d, editDistance(query, rest))
		}
	}
	if len(query) >= 4 && strings.Contains(name, query) {
		d = min(d, 1)
	}
	return d
}

// editDistance returns how many bytes must be inserted, removed, replaced or
// swapped with their neighbour to make b of a.
func editDistance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
