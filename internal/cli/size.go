package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// The bounds of --max-line. Below the least one no real record fits, above the
// largest one memory would not stay bounded.
const (
	minMaxLine = 1 << 10
	maxMaxLine = 64 << 20
)

// parseSize reads a number of bytes: "4096", "512KiB", "1MiB", "1M" (the same)
// or "1MB" (a million), in any case.
func parseSize(s string) (int64, error) {
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	n, err := strconv.ParseInt(s[:digits], 10, 64)
	if err != nil {
		return 0, errors.New("give a size such as 1MiB, 512KiB or 65536")
	}
	var unit int64
	switch strings.ToLower(strings.TrimSpace(s[digits:])) {
	case "", "b":
		unit = 1
	case "k", "kib":
		unit = 1 << 10
	case "m", "mib":
		unit = 1 << 20
	case "g", "gib":
		unit = 1 << 30
	case "kb":
		unit = 1e3
	case "mb":
		unit = 1e6
	case "gb":
		unit = 1e9
	default:
		return 0, errors.New("give a size such as 1MiB, 512KiB or 65536")
	}
	if n > (1<<62)/unit {
		return 0, errors.New("that is too large")
	}
	return n * unit, nil
}

// parseMaxLine reads --max-line.
func parseMaxLine(s string) (int, error) {
	n, err := parseSize(s)
	if err != nil {
		return 0, err
	}
	if n < minMaxLine || n > maxMaxLine {
		return 0, fmt.Errorf("it must lie between %d KiB and %d MiB", minMaxLine>>10, maxMaxLine>>20)
	}
	return int(n), nil
}
