package analyzer

import "bytes"

// What is put in the place of something that must not be kept.
const (
	maskedSecret = "<secret>"
	maskedToken  = "<token>"
	maskedEmail  = "<email>"
	maskedPhone  = "<phone>"
)

// maxText is the longest message, in bytes, that is looked at and kept.
const maxText = 300

// minToken is the length from which a word of letters and digits is taken
// for a token or key.
const minToken = 24

// appendMasked appends b with tokens, passwords, e-mail addresses and phone
// numbers masked. What is longer than maxText is cut.
func appendMasked(dst, b []byte) []byte { return appendSafe(dst, b, true) }

// appendSafe masks all but, unless phones is set, phone numbers: what is a
// phone number depends on its digits.
func appendSafe(dst, b []byte, phones bool) []byte {
	if len(b) > maxText {
		end := maxText
		for end > 0 && isWord(b[end-1]) { // half a secret is one still
			end--
		}
		return append(appendSafe(dst, b[:end], phones), "…"...)
	}
	for i := 0; i < len(b); {
		if !isWord(b[i]) {
			dst = append(dst, b[i])
			i++
			continue
		}
		end := i + 1
		for end < len(b) && isWord(b[end]) {
			end++
		}
		word := b[i:end]
		if from, to := secretBehind(word, b, end); to > from {
			dst = append(append(append(dst, word...), b[end:from]...), maskedSecret...)
			i = to
			continue
		}
		if n := spacedPhone(b[i:]); phones && n > 0 {
			dst = append(dst, maskedPhone...)
			i += n
			continue
		}
		dst = appendWord(dst, word, phones)
		i = end
	}
	return dst
}

// secretBehind returns where in b the secret lies that a word which ends at
// end announces: the value of a key such as password, or what follows Bearer.
func secretBehind(word, b []byte, end int) (from, to int) {
	if isScheme(word) {
		from = end
		for from < len(b) && b[from] == ' ' {
			from++
		}
		if from == end {
			return 0, 0
		}
		return from, plainEnd(b, from)
	}
	if !namesSecret(word) {
		return 0, 0
	}
	sign, quoted := false, byte(0)
	for from = end; from < len(b); from++ {
		switch c := b[from]; c {
		case ':', '=':
			if sign {
				return value(b, from, quoted)
			}
			sign, quoted = true, 0
		case '"', '\'':
			quoted = c
		case '\\', ' ':
		default:
			if !sign {
				return 0, 0
			}
			return value(b, from, quoted)
		}
	}
	return 0, 0
}

// value returns where the secret in a value lies: behind the scheme, if it
// begins with one.
func value(b []byte, at int, quoted byte) (from, to int) {
	from = at
	if i := bytes.IndexByte(b[at:], ' '); i > 0 && isScheme(b[at:at+i]) {
		from = at + i + 1
	}
	return from, valueEnd(b, from, quoted)
}

// valueEnd returns the end of a secret: its quote, or what ends a bare value.
func valueEnd(b []byte, from int, quote byte) int {
	if quote == 0 {
		return plainEnd(b, from)
	}
	for i := from; i < len(b); i++ {
		if b[i] == quote {
			for i > from && b[i-1] == '\\' {
				i--
			}
			return i
		}
	}
	return len(b)
}

// plainEnd returns the end of a secret without quotes.
func plainEnd(b []byte, from int) int {
	i := from
	for i < len(b) && bytes.IndexByte([]byte(" \t\r\n\"'\\,;&}])"), b[i]) < 0 {
		i++
	}
	return i
}

// isWord says whether c can stand inside a name, address, token or number.
func isWord(c byte) bool {
	return c-'0' <= 9 || c|0x20-'a' <= 25 || c == '_' || c == '-' || c == '.' || c == '@' || c == '+' || c == '%' || c >= 0x80
}

// isScheme says whether the word behind this one is a credential.
func isScheme(word []byte) bool {
	return bytes.EqualFold(word, []byte("bearer")) || bytes.EqualFold(word, []byte("basic"))
}

// namesSecret says whether a key's value must not be shown.
func namesSecret(word []byte) bool {
	for _, s := range [...]string{"password", "passwd", "pwd", "token", "secret", "authorization", "apikey", "api_key", "api-key"} {
		if len(word) >= len(s) && bytes.EqualFold(word[len(word)-len(s):], []byte(s)) {
			return true
		}
	}
	return false
}

// appendWord appends one word, masked if it is an address, a phone number or
// a token by its looks.
func appendWord(dst, word []byte, phones bool) []byte {
	if at := bytes.IndexByte(word, '@'); at > 0 && bytes.IndexByte(word[at:], '.') > 1 {
		return append(dst, maskedEmail...)
	}
	digits, letters, ascii := 0, 0, true
	for _, c := range word {
		switch {
		case c-'0' <= 9:
			digits++
		case c|0x20-'a' <= 25:
			letters++
		case c >= 0x80:
			ascii = false
		}
	}
	switch {
	case phones && letters == 0 && ascii && isPhone(word, digits):
		return append(dst, maskedPhone...)
	case digits > 0 && letters > 0 && ascii && len(word) >= minToken && bytes.IndexByte(word, '.') < 0,
		bytes.HasPrefix(word, []byte("YWMt")), bytes.HasPrefix(word, []byte("eyJ")) && len(word) >= minToken:
		return append(dst, maskedToken...)
	}
	return append(dst, word...)
}

// isPhone takes a word of digits and signs for a phone number: eleven digits
// as a Chinese mobile has them, with 86 before or not, or a plus and eight to
// fifteen digits, or groups of digits with hyphens that are no date.
func isPhone(word []byte, digits int) bool {
	switch {
	case digits < 8 || digits > 15:
		return false
	case word[0] == '+':
		return true
	case digits == len(word):
		return isMobile(bytes.TrimPrefix(word, []byte("86")))
	case bytes.Count(word, []byte("-")) == 2 && len(word) == digits+2:
		return digits >= 10
	}
	return false
}

// isMobile says whether digits are a Chinese mobile number.
func isMobile(digits []byte) bool {
	return len(digits) == 11 && digits[0] == '1' && digits[1] >= '3'
}

// spacedPhone returns the length of a phone number in groups with a space or
// hyphen between, such as +86 138 1234 5678, at the start of b; else 0.
func spacedPhone(b []byte) int {
	var digits [16]byte
	n, i := 0, 0
	if b[0] == '+' {
		i = 1
	}
	for ; i < len(b) && n < len(digits); i++ {
		switch c := b[i]; {
		case c-'0' <= 9:
			digits[n] = c
			n++
		case (c == ' ' || c == '-') && n > 0 && i+1 < len(b) && b[i+1]-'0' <= 9:
		default:
			return phoneLength(b, i, digits[:n])
		}
	}
	return phoneLength(b, i, digits[:n])
}

func phoneLength(b []byte, end int, digits []byte) int {
	if end < len(b) && isWord(b[end]) && b[end] != '.' || bytes.IndexByte(b[:end], ' ') < 0 {
		return 0
	}
	if b[0] == '+' && len(digits) >= 8 && len(digits) < 16 || isMobile(bytes.TrimPrefix(digits, []byte("86"))) {
		return end
	}
	return 0
}
