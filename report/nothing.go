package report

import "imlens/analyzer"

// fates counts the sources by how far they could be read.
func fates(in *analyzer.Input) (read, partial, failed int64) {
	for i := range in.Sources {
		switch in.Sources[i].Status {
		case "ok":
			read++
		case "failed":
			failed++
		default:
			read, partial = read+1, partial+1
		}
	}
	return read, partial, failed
}

// nothing says why there is no error to report: only where records were read
// and looked at is that good news. A question, if any, stands after the
// sentence.
func (p *page) nothing() (text, question string) {
	in := &p.snap.Input
	_, _, failed := fates(in)
	all, skipped := in.Records, in.SkippedNotJSON+in.SkippedTooLong
	switch {
	case all == 0:
		return p.noRecord(), ""
	case in.SkippedNotJSON == all:
		return fill(p.NoneJSON, "{skipped}", of(p.Skipped, all, p.Bare.of(all))), p.RightFile
	case skipped == all:
		return fill(p.NoneUsable, "{skipped}", of(p.Skipped, all, p.Bare.of(all))), ""
	case in.Filtered+skipped == all:
		text = fill(p.NoneMatches, "{left}", of(p.LeftOut, in.Filtered, p.Bare.of(all)))
	case len(p.snap.Hints) > 0 && 2*in.Filtered <= all:
		return p.NoErrorsHint.of(p.mostHinted()), ""
	case in.Filtered > 0:
		text = fill(p.NoErrorMatches, "{left}", of(p.LeftOut, in.Filtered, p.Records.of(all)))
	default:
		text = fill(p.NoErrors, "{records}", p.Records.of(all-skipped))
	}
	if skipped > 0 {
		text += p.Semicolon + of(p.Skipped, skipped, p.Records.of(all))
	}
	if failed > 0 {
		text += p.Semicolon + p.unread(failed)
	}
	return text, ""
}

// of says how many of all.
func of(part plural, n int64, all string) string { return fill(part.of(n), "{all}", all) }

// noRecord says why there is not one record.
func (p *page) noRecord() string {
	in := &p.snap.Input
	_, _, failed := fates(in)
	switch {
	case len(in.Sources) == 0:
		return p.NoSource
	case failed == int64(len(in.Sources)):
		return p.NoneRead
	case in.Bytes > 0:
		return p.NoRecords
	}
	return p.EmptyInput
}

func (p *page) mostHinted() (most int64) {
	for _, h := range p.snap.Hints {
		most = max(most, h.Records)
	}
	return most
}

// unread says how many of the sources could not be read at all.
func (p *page) unread(failed int64) string {
	return fill(p.Unreadable, "{n}", number(failed), "{files}", p.Files.of(int64(len(p.snap.Input.Sources))))
}
