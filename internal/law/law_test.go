package law

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// theLaw is the one of this project.
var theLaw = law{
	module: "imlens",
	rooms: map[string][]string{
		".":                    {"internal/cli"},
		"internal/cli":         {"pipeline", "report", "analyzer", "parser", "source", "catalog"},
		"pipeline":             {"source", "parser", "analyzer", "catalog"},
		"report":               {"analyzer", "catalog"},
		"analyzer":             {"parser", "catalog"},
		"parser":               {},
		"source":               {},
		"catalog":              {},
		"internal/corpus":      {},
		"internal/corpus/demo": {"internal/corpus"},
		"internal/cmd/loggen":  {"internal/corpus"},
		"internal/law":         {},
	},
	homes: map[string][]string{
		"github.com/tidwall/gjson":             {"parser"},
		"github.com/cespare/xxhash/v2":         {"analyzer"},
		"github.com/mileusna/useragent":        {"analyzer"},
		"github.com/nxadm/tail":                {"source"},
		"github.com/bmatcuk/doublestar/v4":     {"source"},
		"github.com/klauspost/compress":        {"source", "internal/corpus/demo"},
		"github.com/pierrec/lz4/v4":            {"source", "internal/corpus/demo"},
		"github.com/ulikunitz/xz":              {"source", "internal/corpus/demo"},
		"github.com/olekukonko/tablewriter":    {"report"},
		"github.com/clipperhouse/displaywidth": {"report"},
		"github.com/spf13/cobra":               {"internal/cli"},
		"github.com/spf13/pflag":               {"internal/cli"},
		"github.com/schollz/progressbar/v3":    {"internal/cli"},
		"golang.org/x/term":                    {"internal/cli"},
		"golang.org/x/sys":                     {"internal/cli"},
		"github.com/google/go-cmp":             {}, // none: for tests alone
		"github.com/rogpeppe/go-internal":      {},
		"go.uber.org/goleak":                   {},
		"pgregory.net/rapid":                   {},
	},
	pure: map[string]string{
		"catalog":  "it is embedded data and lookups in it",
		"parser":   "it turns bytes into events, the same ones every time",
		"analyzer": "the same input has to give the same bytes, whenever it runs and however many workers there are",
		"report":   "it renders a snapshot into a writer; what to open and what time it is, the caller says",
	},
	goroutines: map[string]string{
		"main.go":                  "the second signal ends at once",
		"pipeline":                 "its workers",
		"internal/cli/progress.go": "the bar moves while pipeline reads",
		"source/interrupt.go":      "a pipe or a terminal may never answer a read, and Ctrl-C has to",
	},
	unsafe: map[string]string{
		"parser/view.go":       "gjson takes strings, and a copy of every line would halve the speed; eight bytes at once without a check",
		"analyzer/observer.go": "two strings at the same address are equal, and most are",
	},
}

func TestLaw(t *testing.T) {
	for _, sentence := range theLaw.broken(t, os.DirFS("../..")) {
		t.Error(sentence)
	}
}

// law is what a tree of packages has to keep. A room is the folder of a
// package, "." the first. Test files may do more: import every room and every
// module that the law knows, read the clock, open files, start goroutines and
// exit; cgo, dot imports and unsafe are as closed to them as to all.
type law struct {
	module     string
	rooms      map[string][]string // room: the rooms that it may import
	homes      map[string][]string // module: the rooms that may import it, none for tests alone
	pure       map[string]string   // room without clock, system and goroutines: why
	goroutines map[string]string   // room or file that may start goroutines: what for
	unsafe     map[string]string   // file that may use unsafe: what for
}

var (
	clock   = []string{"time.Now", "time.Since", "time.Until", "time.Sleep", "time.After", "time.Tick", "time.NewTimer", "time.NewTicker", "time.AfterFunc"}
	systems = []string{"os", "net", "syscall", "io/ioutil", "plugin"}
	ends    = []string{"os.Exit", "syscall.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln"}
	starts  = []string{"context.AfterFunc", "time.AfterFunc"}
)

// broken reads the tree and returns a sentence for each breach, in order.
func (l law) broken(t *testing.T, tree fs.FS) []string {
	t.Helper()
	var out []string
	rooms, unsafes := map[string]bool{}, map[string]bool{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (base == "testdata" || name == "bench/out" || strings.ContainsAny(base[:1], "._")):
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		src, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		f := &file{law: l, name: name, room: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), set: token.NewFileSet()}
		if f.ast, err = parser.ParseFile(f.set, name, src, parser.ParseComments); err != nil {
			return err
		}
		if f.standsAlone() {
			return nil
		}
		if _, ok := l.rooms[f.room]; !ok && !rooms[f.room] {
			out = append(out, fmt.Sprintf("%s: package %s is no room of the law: enter it in internal/law with what it may import, and in DESIGN.md", name, f.room))
		}
		rooms[f.room] = true
		f.check()
		out = append(out, f.found...)
		unsafes[name] = f.unsafe
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range slices.Sorted(maps.Keys(l.rooms)) {
		if !rooms[room] {
			out = append(out, fmt.Sprintf("%s: the law has this room, the tree has not: take it out, rooms come with their features", room))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(l.unsafe)) {
		if !unsafes[name] {
			out = append(out, fmt.Sprintf("%s: the law lets this file use unsafe, and it does not: take it out", name))
		}
	}
	return out
}

// file is one Go file under examination.
type file struct {
	law    law
	name   string // slash-separated, from the root
	room   string
	test   bool
	unsafe bool
	set    *token.FileSet
	ast    *ast.File
	found  []string
}

// standsAlone tells a script that belongs to no package (//go:build ignore).
func (f *file) standsAlone() bool {
	for _, group := range f.ast.Comments {
		if group.Pos() > f.ast.Package {
			break
		}
		for _, c := range group.List {
			if expr, err := constraint.Parse(c.Text); err == nil && expr.String() == "ignore" {
				return true
			}
		}
	}
	return false
}

func (f *file) report(pos token.Pos, format string, args ...any) {
	f.found = append(f.found, fmt.Sprintf("%s:%d: %s", f.name, f.set.Position(pos).Line, fmt.Sprintf(format, args...)))
}

func (f *file) check() {
	names := map[string]string{} // what an import is called in this file: its path
	for _, spec := range f.ast.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			f.report(spec.Pos(), "%v", err)
			continue
		}
		name := path.Base(imported)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		if name == "." {
			f.report(spec.Pos(), "imports %s with a dot: the law could not see what is used of it", imported)
		}
		names[name] = imported
		f.checkImport(spec.Pos(), imported)
	}
	if f.test {
		return
	}
	ast.Inspect(f.ast, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			f.checkGoroutine(n.Pos(), "a go statement")
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Go" {
				f.checkGoroutine(n.Pos(), "a call of Go")
			}
		case *ast.SelectorExpr:
			// An identifier without an object is no variable of this file: it names an import.
			if x, ok := n.X.(*ast.Ident); ok && x.Obj == nil && names[x.Name] != "" {
				f.checkUse(n.Pos(), names[x.Name]+"."+n.Sel.Name)
			}
		}
		return true
	})
}

func (f *file) checkImport(pos token.Pos, imported string) {
	why, pure := f.law.pure[f.room]
	first, _, _ := strings.Cut(imported, "/")
	switch room, ours := f.law.roomOf(imported); {
	case imported == "C":
		f.report(pos, "imports C: imlens is one static Go binary")
	case imported == "unsafe":
		f.unsafe = true
		if _, ok := f.law.unsafe[f.name]; !ok {
			f.report(pos, "imports unsafe: only %s may, each for a reason that the law states", list(slices.Sorted(maps.Keys(f.law.unsafe))))
		}
	case ours && !f.test && !slices.Contains(f.law.rooms[f.room], room):
		f.report(pos, "imports %s, but of our rooms %s may import %s: no arrow runs back (DESIGN.md)", room, f.room, list(f.law.rooms[f.room]))
	case !ours && strings.Contains(first, "."):
		f.checkModule(pos, imported)
	case pure && !f.test && slices.ContainsFunc(systems, func(s string) bool { return within(imported, s) }):
		f.report(pos, "imports %s, but %s opens nothing and asks the system nothing: %s", imported, f.room, why)
	}
}

func (f *file) checkModule(pos token.Pos, imported string) {
	for module, homes := range f.law.homes {
		switch {
		case !within(imported, module):
			continue
		case f.test, slices.Contains(homes, f.room):
		case len(homes) == 0:
			f.report(pos, "imports %s, which is for tests alone", imported)
		default:
			f.report(pos, "imports %s, which lives in %s and nowhere else, so that it can be replaced there", imported, list(homes))
		}
		return
	}
	f.report(pos, "imports %s, a module without a home: enter it in internal/law with the room that may import it", imported)
}

// checkUse judges a use of a function of another package, called or not.
func (f *file) checkUse(pos token.Pos, what string) {
	why, pure := f.law.pure[f.room]
	switch {
	case slices.Contains(ends, what) && (path.Base(f.name) != "main.go" || f.ast.Name.Name != "main"):
		f.report(pos, "uses %s: only main.go ends the process, so that whatever was deferred is done", what)
	case slices.Contains(clock, what) && pure:
		f.report(pos, "uses %s, but %s has no clock: %s", what, f.room, why)
	case slices.Contains(starts, what):
		f.checkGoroutine(pos, what)
	}
}

func (f *file) checkGoroutine(pos token.Pos, what string) {
	_, room := f.law.goroutines[f.room]
	_, file := f.law.goroutines[f.name]
	if !room && !file {
		f.report(pos, "%s starts a goroutine: they live in %s alone, where their end is waited for", what, list(slices.Sorted(maps.Keys(f.law.goroutines))))
	}
}

// roomOf returns the room that an import path names, and whether it is ours.
func (l law) roomOf(imported string) (string, bool) {
	if imported == l.module {
		return ".", true
	}
	return strings.CutPrefix(imported, l.module+"/")
}

// within reports whether an import path is a root or lies below it.
func within(imported, root string) bool {
	return imported == root || strings.HasPrefix(imported, root+"/")
}

func list(names []string) string { return cmp.Or(strings.Join(names, ", "), "none") }

func TestLawCanFail(t *testing.T) {
	l := law{
		module:     "m",
		rooms:      map[string][]string{".": {"cli"}, "cli": {"pure"}, "pure": {}},
		homes:      map[string][]string{"example.com/flags/v2": {"cli"}, "example.com/cmp": {}},
		pure:       map[string]string{"pure": "it has to be"},
		goroutines: map[string]string{"cli": "workers"},
		unsafe:     map[string]string{"pure/view.go": "speed"},
	}
	lawful := map[string]string{
		"main.go":         "package main\nimport (\"m/cli\"; \"os\")\nfunc main() { os.Exit(cli.Run()) }",
		"cli/cli.go":      "package cli\nimport (\"example.com/flags/v2/sub\"; \"m/pure\"; \"time\")\nfunc Run() int { go sub.Do(time.Now()); return pure.One }",
		"cli/cli_test.go": "package cli\nimport (\"example.com/cmp\"; \"m/pure\"; \"os\")\nvar _ = cmp.Diff\nfunc f() { go os.Exit(pure.One) }",
		"pure/pure.go":    "package pure\nimport \"time\"\nconst One = 1\nvar _ time.Time\nfunc f(time clock) { time.Now() }",
		"pure/view.go":    "package pure\nimport \"unsafe\"\nvar _ unsafe.Pointer",
		"tool.go":         "//go:build ignore\n\npackage main\nimport _ \"example.com/other\"",
	}
	f := func(name, src, want string) {
		t.Helper()
		tree := fstest.MapFS{}
		for name, src := range lawful {
			tree[name] = &fstest.MapFile{Data: []byte(src)}
		}
		switch {
		case src != "":
			tree[name] = &fstest.MapFile{Data: []byte(src)}
		case name != "":
			delete(tree, name)
		}
		got := l.broken(t, tree)
		if want == "" && len(got) > 0 || want != "" && (len(got) != 1 || !strings.HasPrefix(got[0], want)) {
			t.Errorf("%s %s\ngot  %q\nwant %q", name, src, got, want)
		}
	}
	f("", "", "")
	f("pure/a_test.go", "package pure\nimport \"m/cli\"\nvar _ = cli.Run", "")
	f("pure/a.go", "package pure\nimport \"m/cli\"", "pure/a.go:2: imports cli, but of our rooms pure may import none")
	f("cli/a.go", "package cli\nimport m \"m\"", "cli/a.go:2: imports ., but of our rooms cli may import pure")
	f("pure/a.go", "//go:build windows\n\npackage pure\nimport \"os/exec\"", "pure/a.go:4: imports os/exec, but pure opens nothing")
	f("pure/a.go", "package pure\nimport clock \"time\"\nvar now = clock.Now", "pure/a.go:3: uses time.Now, but pure has no clock: it has to be")
	f("pure/a.go", "package pure\nfunc g() { go g() }", "pure/a.go:2: a go statement starts a goroutine")
	f("pure/a.go", "package pure\nimport \"sync\"\nfunc g() { var w sync.WaitGroup; w.Go(g) }", "pure/a.go:3: a call of Go starts a goroutine")
	f("main.go", "package main\nimport \"context\"\nvar _ = context.AfterFunc", "main.go:3: context.AfterFunc starts a goroutine")
	f("pure/a.go", "package pure\nimport . \"strings\"", "pure/a.go:2: imports strings with a dot")
	f("cli/a.go", "package cli\nimport \"C\"", "cli/a.go:2: imports C")
	f("cli/a.go", "package cli\nimport _ \"unsafe\"", "cli/a.go:2: imports unsafe: only pure/view.go may")
	f("cli/a.go", "package cli\nimport \"os\"\nfunc g() { os.Exit(1) }", "cli/a.go:3: uses os.Exit: only main.go")
	f("cli/main.go", "package cli\nimport \"log\"\nfunc g() { log.Fatal() }", "cli/main.go:3: uses log.Fatal: only main.go")
	f("pure/a.go", "package pure\nimport \"example.com/flags/v2\"", "pure/a.go:2: imports example.com/flags/v2, which lives in cli")
	f("pure/a_test.go", "package pure\nimport \"example.com/flags/v2\"", "")
	f("pure/a_test.go", "package pure\nimport \"example.com/other\"", "pure/a_test.go:2: imports example.com/other, a module without a home")
	f("cli/a.go", "package cli\nimport \"example.com/cmp/sub\"", "cli/a.go:2: imports example.com/cmp/sub, which is for tests alone")
	f("cli/a.go", "package cli\nimport \"example.com/cmpfoo\"", "cli/a.go:2: imports example.com/cmpfoo, a module without a home")
	f("new/a.go", "package new", "new/a.go: package new is no room of the law")
	f("main.go", "", ".: the law has this room, the tree has not")
	f("pure/view.go", "", "pure/view.go: the law lets this file use unsafe, and it does not")
}
