//go:build linux || darwin

package parser

import (
	"bytes"
	"os"
	"runtime/debug"
	"syscall"
	"testing"
)

// TestNoReadBehindTheLine parses lines that end where readable memory does: a
// single byte read behind them is a fault.
func TestNoReadBehindTheLine(t *testing.T) {
	page := os.Getpagesize()
	memory, err := syscall.Mmap(-1, 0, 3*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Munmap(memory); err != nil {
			t.Error(err)
		}
	})
	if err := syscall.Mprotect(memory[2*page:], syscall.PROT_NONE); err != nil {
		t.Fatal(err)
	}
	room := memory[: 2*page : 2*page]
	p := learned(t)
	parse := func(b []byte) {
		if len(b) > len(room) {
			return
		}
		line := room[len(room)-len(b):]
		copy(line, b)
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		defer func() {
			if fault := recover(); fault != nil {
				t.Errorf("%q: %v", bytes.Clone(line), fault)
			}
		}()
		p.Parse(line)
		p.TakeParts()
	}
	for i, line := range seeds(t) {
		parse(line)
		if i%5 == 0 || len(line) < 100 {
			cuts(line, parse)
		}
	}
}
