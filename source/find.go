package source

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Find lists what is to be read. A path is a file, a directory (read with all
// below it), a glob ("**" goes through directories; a file of just that name
// wins) or "-" for stdin. What a path names itself is always read; what is only
// found in a directory or by a glob is passed over when it is a dotfile, plainly
// no text or no file. The same file is read once, by the name it was met with
// first.
func Find(paths []string, stdin io.Reader) (*Listing, error) {
	if len(paths) == 0 {
		return nil, errors.New("no path is given to read from")
	}
	f := finder{list: &Listing{}, stdin: stdin, names: map[string]bool{}}
	for _, p := range paths {
		f.path(p)
	}
	return f.list, nil
}

type finder struct {
	list    *Listing
	stdin   io.Reader
	stdinIn bool            // is listed
	files   seen            // that are listed
	left    seen            // files that are passed over
	names   map[string]bool // all names that are passed over
	dirs    seen            // whose files are all listed
}

func (f *finder) path(p string) {
	if p == "-" {
		f.standardInput()
		return
	}
	info, err := os.Stat(p)
	switch {
	case err == nil && info.IsDir():
		f.directory(p, info)
	case err == nil:
		f.file(p, info)
	case hasMeta(p) && !errors.Is(err, fs.ErrPermission):
		f.glob(p)
	default:
		f.problem(p, reason(err))
	}
}

func (f *finder) problem(p string, err error) {
	f.list.Problems = append(f.list.Problems, Problem{p, err})
}

func (f *finder) passOver(p, reason string) {
	if !f.names[p] {
		f.names[p] = true
		f.list.PassedOver = append(f.list.PassedOver, Passed{p, reason})
	}
}

func (f *finder) standardInput() {
	if f.stdinIn {
		return
	}
	f.stdinIn = true
	if f.stdin == nil {
		f.problem("-", errors.New("there is no standard input"))
		return
	}
	item := Item{Name: "stdin", Size: -1, Input: f.stdin}
	if file, ok := f.stdin.(*os.File); ok {
		if info, err := file.Stat(); err == nil {
			if info.Mode().IsRegular() {
				item.Size = info.Size()
			}
			if !isDevice(info) && !f.files.add(info) {
				return
			}
		}
	}
	f.list.Items = append(f.list.Items, item)
}

// file lists what a path names itself.
func (f *finder) file(p string, info fs.FileInfo) {
	size := info.Size()
	switch mode := info.Mode(); {
	case mode.IsRegular():
		if err := readable(p); err != nil {
			f.problem(p, reason(err))
			return
		}
	case mode&fs.ModeNamedPipe != 0, mode&fs.ModeCharDevice != 0:
		if null, err := os.Stat(os.DevNull); err != nil || !os.SameFile(info, null) {
			size = -1
		}
	default:
		f.problem(p, errors.New("is "+kind(mode)+", which cannot be read"))
		return
	}
	if f.files.add(info) {
		f.list.Items = append(f.list.Items, Item{Name: p, Path: p, Size: size})
		f.list.PassedOver = slices.DeleteFunc(f.list.PassedOver, func(o Passed) bool { return o.Path == filepath.Clean(p) })
	}
}

func readable(p string) error {
	file, err := os.Open(p)
	if err != nil {
		return err
	}
	return file.Close()
}

// directory lists all below a directory.
func (f *finder) directory(dir string, info fs.FileInfo) {
	if !f.dirs.add(info) {
		return
	}
	w := walk{
		enter:   func(_, _ string, info fs.FileInfo) bool { return f.dirs.add(info) },
		visit:   func(file, _ string, info fs.FileInfo) { f.found(file, info) },
		passed:  func(file, _, reason string) { f.passOver(file, reason) },
		problem: f.problem,
	}
	w.in(dir, "")
}

// found lists a file that a walk met.
func (f *finder) found(file string, info fs.FileInfo) {
	if !info.Mode().IsRegular() {
		f.passOver(file, kind(info.Mode()))
		return
	}
	head, err := readHead(file)
	if err != nil {
		f.problem(file, reason(err))
		return
	}
	if sniff(head) == plain {
		if why := notText(head); why != "" {
			if f.left.add(info) {
				f.passOver(file, why)
			}
			return
		}
	}
	if f.files.add(info) {
		f.list.Items = append(f.list.Items, Item{Name: file, Path: file, Size: info.Size(), Walked: true})
	}
}

func readHead(p string) ([]byte, error) {
	file, err := os.Open(p)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	head := make([]byte, headSize)
	n, err := readFull(file, head)
	if err == io.EOF {
		err = nil
	}
	return head[:n], err
}

func isDevice(info fs.FileInfo) bool { return info.Mode()&fs.ModeDevice != 0 }

// kind says what is no regular file.
func kind(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeCharDevice != 0:
		return "a character device"
	case mode&fs.ModeDevice != 0:
		return "a block device"
	}
	return "no regular file"
}

// hasMeta tells whether p may be a glob.
func hasMeta(p string) bool { return strings.ContainsAny(filepath.ToSlash(p), `*?[{\`) }
