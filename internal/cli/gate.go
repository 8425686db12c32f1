package cli

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"imlens/analyzer"
	"imlens/catalog"
)

// gate is one --fail-on: a bound that a figure of the report must not pass.
type gate struct {
	expr    string // as it was given
	kind    gateKind
	key     string // which category, code or cause
	reach   bool   // trips at the bound already (>=)
	percent bool
	bound   float64
}

// gateKind is what a gate measures.
type gateKind string

// The kinds of gates. The first four take no key.
const (
	gateErrors   gateKind = "errors"
	gateUsers    gateKind = "users"
	gateSkipped  gateKind = "skipped"
	gateUndated  gateKind = "undated"
	gateCategory gateKind = "category"
	gateCode     gateKind = "code"
	gateCause    gateKind = "cause"
)

const gateHint = "write WHAT>NUMBER, WHAT>=NUMBER or WHAT>SHARE%, where WHAT is errors, users, skipped, undated, " +
	"a category, code:CODE or cause:CAUSE; for example auth>5%"

// parseGate reads an expression such as "auth>5%", "code:40>100",
// "cause:token-expired>=10", "cause:token expired>=10" or "skipped>0". What is not known to the catalogue
// is refused, since such a gate would never trip; only codes may be unknown.
func parseGate(expr string, cat *catalog.Catalog) (gate, error) {
	parts := regexp.MustCompile(`^\s*([^<>=\s](?:[^<>=]*[^<>=\s])?)\s*(>=|>)\s*([0-9]{1,15}(?:\.[0-9]{1,15})?)\s*(%?)\s*$`).FindStringSubmatch(expr)
	if parts == nil {
		return gate{}, errors.New(gateHint)
	}
	g := gate{expr: expr, reach: parts[2] == ">=", percent: parts[4] != ""}
	var err error
	if g.bound, err = strconv.ParseFloat(parts[3], 64); err != nil {
		return gate{}, fmt.Errorf("%s is no number", parts[3])
	}
	if g.percent && g.bound > 100 {
		return gate{}, errors.New("a share lies between 0% and 100%")
	}
	if err := g.setSubject(parts[1], cat); err != nil {
		return gate{}, err
	}
	if g.percent && g.kind == gateUsers {
		return gate{}, errors.New("users are counted, give a number without %")
	}
	return g, nil
}

// setSubject reads what stands before the comparison.
func (g *gate) setSubject(subject string, cat *catalog.Catalog) error {
	kind, key, keyed := strings.Cut(subject, ":")
	kind = strings.ToLower(kind)
	switch k := gateKind(kind); {
	case !keyed && slices.Contains([]gateKind{gateErrors, gateUsers, gateSkipped, gateUndated}, k):
		g.kind = k
	case keyed && k == gateCode:
		g.kind = k
		g.key, _ = resolveCode(cat, key)
	case keyed && k == gateCause:
		id, ok := resolveCause(cat, key)
		if !ok {
			return fmt.Errorf("unknown cause %q%s", key, nearest(cat, key, causesOf(cat)))
		}
		g.kind, g.key = k, cat.Causes[id].ID
	case keyed && k == gateCategory, !keyed:
		if !keyed {
			key = kind
		}
		c, err := catalog.ParseCategory(strings.ToLower(key))
		if err != nil {
			return fmt.Errorf("%q is nothing to measure, %s", subject, gateHint)
		}
		g.kind, g.key = gateCategory, c.String()
	default:
		return errors.New(gateHint)
	}
	return nil
}

// check measures. told says what was found, for people.
func (g gate) check(s *analyzer.Snapshot) (tripped bool, told string) {
	count, of, noun := g.figure(s)
	value := float64(count)
	told = counted(count, noun)
	if g.percent {
		value = 0
		if of > 0 {
			value = 100 * float64(count) / float64(of)
		}
		told = fmt.Sprintf("%s%% (%d of %s)", strconv.FormatFloat(value, 'f', 2, 64), count, counted(of, noun))
	}
	return value > g.bound || g.reach && value >= g.bound, told
}

// counted is a number with its noun: "1 record skipped", "2 records skipped".
func counted(n int64, noun string) string {
	if first, rest, more := strings.Cut(noun, "s "); n == 1 && more {
		noun = first + " " + rest
	} else if n == 1 {
		noun = strings.TrimSuffix(noun, "s")
	}
	return strconv.FormatInt(n, 10) + " " + noun
}

// figure is the count, what it is a share of, and what is counted.
func (g gate) figure(s *analyzer.Snapshot) (count, of int64, noun string) {
	switch g.kind {
	case gateErrors:
		if g.percent {
			return s.Errors, s.Input.Records, "records"
		}
		return s.Errors, 0, "errors"
	case gateUsers:
		return s.Users, 0, "users"
	case gateSkipped:
		skipped := s.Input.SkippedNotJSON + s.Input.SkippedTooLong
		if g.percent {
			return skipped, s.Input.Records, "records"
		}
		return skipped, 0, "records skipped"
	case gateUndated:
		return s.Input.Undated, s.Errors, "errors"
	case gateCategory:
		for _, c := range s.Categories {
			if c.Category.String() == g.key {
				count += c.Errors
			}
		}
	case gateCode:
		for _, c := range s.Codes {
			if c.Code == g.key {
				count += c.Errors
			}
		}
	case gateCause:
		for _, c := range s.Causes {
			if c.Cause == g.key {
				count += c.Errors
			}
		}
	}
	return count, s.Errors, "errors"
}

// strictFindings says what --strict does not forgive: lines that were skipped,
// inputs that could not be read, or not to their end, and no record at all.
func strictFindings(s *analyzer.Snapshot) []string {
	var found []string
	add := func(n int64, what string) {
		if n > 0 {
			found = append(found, fmt.Sprintf("%d %s", n, what))
		}
	}
	add(s.Input.SkippedNotJSON, "skipped as not JSON")
	add(s.Input.SkippedTooLong, "skipped as too long")
	var partial, failed int64
	for _, src := range s.Input.Sources {
		switch src.Status {
		case "partial":
			partial++
		case "failed":
			failed++
		}
	}
	add(partial, "read only in part")
	add(failed, "not read at all")
	if s.Input.Records == 0 {
		found = append(found, "not one record was read")
	}
	return found
}
