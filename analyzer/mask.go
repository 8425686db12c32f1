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
		b = bytes.ToValidUTF8(b[:maxText], nil)
		dst = appendSafe(dst, b, phones)
		return append(dst, "…"...)
	}
	secret := false // the next value is a secret
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
		switch {
		case secret && !isScheme(word):
			dst = append(dst, maskedSecret...)
			secret = false
		default:
			dst = appendWord(dst, word, phones)
			secret = isScheme(word) || namesSecret(word) && assigns(b[end:])
		}
		i = end
	}
	return dst
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
	for _, s := range [...]string{"password", "passwd", "pwd", "token", "secret", "authorization", "apikey", "api_key"} {
		if len(word) >= len(s) && bytes.EqualFold(word[len(word)-len(s):], []byte(s)) {
			return true
		}
	}
	return false
}

// assigns says whether a value follows a key: a colon or an equals sign,
// with quotes, backslashes and space around it, then a word.
func assigns(b []byte) bool {
	sign := false
	for _, c := range b {
		switch {
		case c == ':' || c == '=':
			sign = true
		case isWord(c):
			return sign
		case c != '"' && c != '\'' && c != '\\' && c != ' ':
			return false
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
// as a Chinese mobile has them, or a plus and eight to fifteen digits, or
// groups of digits with hyphens that are no date.
func isPhone(word []byte, digits int) bool {
	switch {
	case digits < 8 || digits > 15:
		return false
	case word[0] == '+':
		return true
	case digits == 11 && len(word) == 11:
		return word[0] == '1' && word[1] >= '3'
	case bytes.Count(word, []byte("-")) == 2 && len(word) == digits+2:
		return digits >= 10
	}
	return false
}
