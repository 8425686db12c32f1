package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// found is what Find tells, with names relative to dir: items, "! problems",
// "- passed over".
func found(t testing.TB, dir string, paths ...string) (out []string) {
	t.Helper()
	for i, p := range paths {
		if p != "-" {
			paths[i] = dir + "/" + p
		}
	}
	list, err := Find(paths, strings.NewReader("stdin"))
	must(t, err)
	short := func(p string) string {
		return strings.TrimPrefix(filepath.ToSlash(filepath.Clean(p)), filepath.ToSlash(dir)+"/")
	}
	for _, i := range list.Items {
		out = append(out, short(i.Name))
		if i.Path != "" && i.Path != i.Name {
			t.Errorf("%s has path %s", i.Name, i.Path)
		}
	}
	for _, p := range list.Problems {
		out = append(out, "! "+short(p.Path)+": "+p.Err.Error())
	}
	for _, p := range list.PassedOver {
		out = append(out, "- "+short(p.Path)+": "+p.Reason)
	}
	return out
}

func tree(t testing.TB) string {
	dir := t.TempDir()
	write(t, dir, "logs/a.log", "a\n")
	write(t, dir, "logs/b.log.gz", string(gzipped(t, []byte("b\n"))))
	write(t, dir, "logs/deep/er/c.log", "c\n")
	write(t, dir, "logs/deep/d.txt", "d\n")
	write(t, dir, "logs/deep/[x].log", "x\n")
	write(t, dir, "logs/.hidden.log", "h\n")
	write(t, dir, "logs/.git/e.log", "e\n")
	write(t, dir, "logs/prog", "\x7fELF\x00\x00\x00")
	write(t, dir, "logs/noise", "\x01\x02\xff\xfe\xfd\x80\x81ab")
	write(t, dir, "logs/wide.txt", "\xff\xfeh\x00i\x00")
	write(t, dir, "logs/empty", "")
	return dir
}

func TestFind(t *testing.T) {
	dir := tree(t)
	f := func(paths []string, want ...string) {
		t.Helper()
		if got := found(t, dir, slices.Clone(paths)...); !slices.Equal(got, want) {
			t.Errorf("%v:\n got %q\nwant %q", paths, got, want)
		}
	}
	type p = []string
	const missing = "no such file, and as a glob it matches nothing"
	passed := p{
		"- logs/.git: a dot-directory",
		"- logs/.hidden.log: a dotfile",
		"- logs/noise: a binary file (not UTF-8 text)",
		"- logs/prog: a binary file (NUL bytes)",
		"- logs/wide.txt: UTF-16 text; convert it to UTF-8",
	}
	all := append(p{"logs/a.log", "logs/b.log.gz", "logs/deep/[x].log", "logs/deep/d.txt", "logs/deep/er/c.log", "logs/empty"}, passed...)

	f(p{"logs"}, all...)
	f(p{"logs", "logs", "logs/deep", "logs/**"}, all...)
	f(p{"logs/deep", "logs"}, append(p{"logs/deep/[x].log", "logs/deep/d.txt", "logs/deep/er/c.log", "logs/a.log", "logs/b.log.gz", "logs/empty"}, passed...)...)
	f(p{"logs/prog", "logs/.hidden.log", "logs/a.log"}, "logs/prog", "logs/.hidden.log", "logs/a.log")
	f(p{"logs/deep/er", "-", "logs/a.log", "-"}, "logs/deep/er/c.log", "stdin", "logs/a.log")

	f(p{"logs/*.log"}, "logs/a.log", "- logs/.hidden.log: a dotfile")
	f(p{"logs/**/*.log"}, "logs/a.log", "logs/deep/[x].log", "logs/deep/er/c.log", "- logs/.hidden.log: a dotfile")
	f(p{"**/er/*"}, "logs/deep/er/c.log")
	f(p{"logs/deep/**"}, "logs/deep/[x].log", "logs/deep/d.txt", "logs/deep/er/c.log")
	f(p{"logs/de*"}, "logs/deep/[x].log", "logs/deep/d.txt", "logs/deep/er/c.log")
	f(p{"logs/{a,deep/d}.*"}, "logs/a.log", "logs/deep/d.txt")
	f(p{"logs/.*.log"}, "logs/.hidden.log")
	f(p{"logs/?rog"}, "- logs/prog: a binary file (NUL bytes)")
	f(p{"logs/deep/[x].log"}, "logs/deep/[x].log")
	f(p{"logs/[ab].log"}, "logs/a.log")
	f(p{"logs/*.none", "logs/a.log"}, "logs/a.log", "! logs/*.none: "+missing)
	f(p{"none/*.log"}, "! none/*.log: "+missing)
	f(p{"logs/[.log"}, "! logs/[.log: no such file, and not a valid glob")
}

func TestFindNamedAfterAll(t *testing.T) {
	dir := tree(t)
	got := found(t, dir, "logs", "logs/prog", "logs/.hidden.log")
	for _, name := range []string{"logs/prog", "logs/.hidden.log"} {
		if !slices.Contains(got, name) || slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "- "+name) }) {
			t.Errorf("%s was named, and still: %q", name, got)
		}
	}
}

func TestFindProblems(t *testing.T) {
	dir := tree(t)
	list, err := Find([]string{dir + "/gone.log", dir + "/logs/a.log/below", dir + "/logs/a.log"}, nil)
	must(t, err)
	if len(list.Problems) != 2 || len(list.Items) != 1 {
		t.Fatalf("%+v", list)
	}
	if p := list.Problems[0]; !errors.Is(p, fs.ErrNotExist) || p.Path != dir+"/gone.log" || strings.Count(p.Error(), "gone.log") != 1 {
		t.Errorf("%v", p)
	}
	if list, err = Find([]string{"-"}, nil); err != nil || len(list.Problems) != 1 {
		t.Errorf("no stdin: %+v, %v", list, err)
	}
	if _, err = Find(nil, nil); err == nil {
		t.Error("no path at all is no error")
	}
}

func TestFindSizes(t *testing.T) {
	dir := tree(t)
	f, err := os.Open(dir + "/logs/deep/d.txt")
	must(t, err)
	defer f.Close()
	list, err := Find([]string{dir + "/logs/a.log", "-", dir + "/logs/deep/d.txt"}, f)
	must(t, err)
	if len(list.Items) != 2 || list.Items[0].Size != 2 || list.Items[1].Size != 2 || list.Items[1].Path != "" {
		t.Errorf("%+v; want stdin, which is d.txt, once", list.Items)
	}
	if list.Items[0].Walked {
		t.Error("a file that was named is Walked")
	}
}
