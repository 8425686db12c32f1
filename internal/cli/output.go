package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"imlens/source"
)

const onWindows = runtime.GOOS == "windows"

// destination is where a report goes: a file that appears whole or not at all,
// or a stream.
type destination struct {
	path   string    // "" for the stream
	stream io.Writer // stdout
}

// openDestination checks before the work that the report can be delivered
// after it. "-" and "" are stdout.
func openDestination(name string, stdout io.Writer) (destination, error) {
	if name == "" || name == "-" {
		return destination{stream: stdout}, nil
	}
	path := name
	if target, err := filepath.EvalSymlinks(name); err == nil {
		path = target // the link stays, what it points to is replaced
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return destination{}, usagef("name a file in it", "--output %s is a directory", name)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return destination{}, fmt.Errorf("--output %s: %s", name, reason(err))
	}
	dir, err := os.Stat(filepath.Dir(path))
	switch {
	case err != nil:
		return destination{}, fmt.Errorf("--output %s: its directory: %s", name, reason(err))
	case !dir.IsDir():
		return destination{}, fmt.Errorf("--output %s: %s is no directory", name, filepath.Dir(path))
	}
	return destination{path: path}, nil
}

// clash returns the input that writing the report would destroy, if any.
func (d destination) clash(items []source.Item) (string, bool) {
	if d.path == "" {
		return "", false
	}
	out, err := os.Stat(d.path)
	if err != nil || !out.Mode().IsRegular() {
		return "", false
	}
	for _, it := range items {
		if it.Path == "" {
			continue
		}
		if in, err := os.Stat(it.Path); err == nil && os.SameFile(in, out) {
			return it.Name, true
		}
	}
	return "", false
}

// write delivers the whole report.
func (d destination) write(data []byte) error {
	if d.path == "" {
		_, err := d.stream.Write(data)
		return err
	}
	if info, err := os.Stat(d.path); err == nil && !info.Mode().IsRegular() {
		return writeDevice(d.path, data)
	}
	return writeWhole(d.path, data)
}

// writeDevice writes to what cannot be replaced: a device or a named pipe.
func writeDevice(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// writeWhole puts data in a file beside path, makes sure that it has reached
// the disk and renames it to path. Whatever happens, path holds either what it
// held before or all of data.
func writeWhole(path string, data []byte) (err error) {
	f, err := createBeside(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// createBeside opens a new hidden file in the directory of path, with the
// permissions that path has or would get.
func createBeside(path string) (*os.File, error) {
	mode := fs.FileMode(0o666)
	old, statErr := os.Stat(path)
	if statErr == nil {
		mode = old.Mode().Perm()
	}
	for try := 0; ; try++ {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d-%d.tmp", filepath.Base(path), os.Getpid(), try))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if errors.Is(err, fs.ErrExist) && try < 100 {
			continue
		}
		if err == nil && statErr == nil {
			err = f.Chmod(mode) // the umask may have taken something off
			if err != nil && onWindows {
				err = nil
			}
		}
		return f, err
	}
}
