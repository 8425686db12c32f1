package parser

import (
	"strings"

	"github.com/tidwall/gjson"
)

// hintDepth is how deep Hints looks.
const hintDepth = 3

// The bounds of what Hints yields: keys come from the log, too.
const (
	maxHintsInLine = 8
	maxHintPath    = 128
)

// Hints looks in a record that is no error, or an error without a code, for
// places that seem to hold one all the same, and yields each as a gjson path for Fields.Code, with the
// value that stands there, which must not be kept.
func Hints(line []byte, yield func(path, value string)) {
	line = trimLine(line)
	if len(line) == 0 || line[0] != '{' || !new(checker).whole(line) {
		return
	}
	left := maxHintsInLine
	hints(gjson.Parse(view(line)), "", false, 1, func(path, value string) {
		if left > 0 && len(path) <= maxHintPath {
			left--
			yield(path, value)
		}
	})
}

func hints(object gjson.Result, path string, suspect bool, depth int, yield func(path, value string)) {
	object.ForEach(func(key, v gjson.Result) bool {
		at := path + pathKey(key.Str)
		name := strings.ToLower(key.Str)
		switch {
		case v.IsObject() && depth < hintDepth:
			hints(v, at+".", namesError(name), depth+1, yield)
		case v.Type != gjson.String && v.Type != gjson.Number || v.Raw == `""`:
		case suspect && (name == "type" || name == "code"), namesCode(name, depth), namesError(name) && name != "error":
			yield(at, v.String())
		}
		return true
	})
}

// namesError says whether a key is one under which apps put errors.
func namesError(name string) bool {
	switch name {
	case "error", "err", "exception", "detail", "details", "e", "reason":
		return true
	}
	return false
}

// namesCode says whether a key is one under which apps put an error's code.
func namesCode(name string, depth int) bool {
	switch name {
	case "errorcode", "error_code", "errcode", "err_code", "errno":
		return true
	case "code":
		return depth == 1
	}
	return false
}

// pathKey writes a key as a part of a gjson path.
func pathKey(key string) string {
	var b strings.Builder
	for _, r := range key {
		if strings.ContainsRune(`.*?|#@\!{}[]()=<>%"`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
