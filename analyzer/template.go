package analyzer

// appendTemplate appends the template of a masked message: what varies from
// one error to the next gets a placeholder. Runs of digits become <n>, words
// that look like hexadecimal ids <id>, web addresses <url>.
func appendTemplate(dst, b []byte) []byte {
	for i := 0; i < len(b); {
		c := b[i]
		if c == '<' { // a mask, or a tag
			dst = append(dst, c)
			i++
			continue
		}
		if !isIDByte(c) {
			dst = append(dst, c)
			i++
			continue
		}
		end := i + 1
		for end < len(b) && isIDByte(b[end]) {
			end++
		}
		if end+3 <= len(b) && string(b[end:end+3]) == "://" {
			end = urlEnd(b, end)
			dst = append(dst, "<url>"...)
		} else {
			dst = appendIDs(dst, b[i:end])
		}
		i = end
	}
	return dst
}

// isIDByte says whether c can stand in an id.
func isIDByte(c byte) bool {
	return c-'0' <= 9 || c|0x20-'a' <= 25 || c == '-' || c == '_'
}

// urlEnd returns the end of the address whose "://" is at i.
func urlEnd(b []byte, i int) int {
	for i < len(b) && b[i] > ' ' && b[i] != '"' && b[i] != '\'' && b[i] != '<' && b[i] != '>' && b[i] != ')' && b[i] != '\\' && b[i] != ',' {
		i++
	}
	return i
}

// minHexID is the length from which hexadecimal digits with a numeral among
// them are an id.
const minHexID = 8

// appendIDs appends one word with its ids and numbers replaced.
func appendIDs(dst, word []byte) []byte {
	if isHexID(word) {
		return append(dst, "<id>"...)
	}
	for i := 0; i < len(word); {
		if word[i]-'0' > 9 {
			dst = append(dst, word[i])
			i++
			continue
		}
		for i < len(word) && word[i]-'0' <= 9 {
			i++
		}
		dst = append(dst, "<n>"...)
	}
	return dst
}

// isHexID says whether a word is a UUID, a hash or an object id.
func isHexID(word []byte) bool {
	digits, letters := 0, 0
	for _, c := range word {
		switch {
		case c-'0' <= 9:
			digits++
		case c|0x20-'a' <= 5:
			letters++
		case c != '-':
			return false
		}
	}
	return digits > 0 && letters > 0 && digits+letters >= minHexID
}
