// Demo writes the example logs of testdata/logs: three days in the life of a
// made-up chat app, in the shapes and compressions in which such logs lie
// about, with one incident in them.
//
//	go run ./internal/corpus/demo testdata/logs
//
// The errors are ones that real SDKs emitted, with other users, times, ids and
// user agents. The output is always the same.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: demo DIRECTORY")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

// write writes all files below dir.
func write(dir string) error {
	files, err := files()
	if err != nil {
		return err
	}
	for _, f := range files {
		packed, err := pack(f)
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		path := filepath.Join(dir, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, packed, 0o644); err != nil {
			return err
		}
	}
	return nil
}
