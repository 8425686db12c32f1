package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"path"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// entry is a text with its name.
type entry struct {
	name string
	text []byte
}

// file is an output: one text, or, for an archive, several. Its name says how
// it is packed.
type file struct {
	name    string
	entries []entry
}

// pack returns the bytes of the file.
func pack(f file) ([]byte, error) {
	content := f.entries[0].text
	var b bytes.Buffer
	switch {
	case strings.HasSuffix(f.name, ".tar.gz"):
		if err := packTar(&b, f.entries); err != nil {
			return nil, err
		}
		content = bytes.Clone(b.Bytes())
		b.Reset()
	case strings.HasSuffix(f.name, ".zip"):
		err := packZip(&b, f.entries)
		return b.Bytes(), err
	}
	var w io.WriteCloser
	var err error
	switch path.Ext(f.name) {
	case ".gz":
		w, err = gzip.NewWriterLevel(&b, gzip.BestCompression)
	case ".zst":
		w, err = zstd.NewWriter(&b, zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithEncoderConcurrency(1))
	case ".xz":
		w, err = xz.NewWriter(&b)
	default:
		return content, nil
	}
	if err != nil {
		return nil, err
	}
	if _, err = w.Write(content); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}

func packTar(to io.Writer, entries []entry) error {
	w := tar.NewWriter(to)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Mode: 0o644, Size: int64(len(e.text)), ModTime: lastDay(), Format: tar.FormatUSTAR}
		if err := w.WriteHeader(h); err != nil {
			return err
		}
		if _, err := w.Write(e.text); err != nil {
			return err
		}
	}
	return w.Close()
}

func packZip(to io.Writer, entries []entry) error {
	w := zip.NewWriter(to)
	for _, e := range entries {
		m, err := w.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate, Modified: lastDay().UTC()})
		if err != nil {
			return err
		}
		if _, err := m.Write(e.text); err != nil {
			return err
		}
	}
	return w.Close()
}

func lastDay() time.Time { return time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC) }

// unpack is the way back from the bytes of a file to its texts.
func unpack(name string, data []byte) ([]entry, error) {
	if strings.HasSuffix(name, ".zip") {
		return unpackZip(data)
	}
	var r io.Reader = bytes.NewReader(data)
	var err error
	switch path.Ext(name) {
	case ".gz":
		r, err = gzip.NewReader(r)
	case ".zst":
		var z *zstd.Decoder
		if z, err = zstd.NewReader(r); err == nil {
			defer z.Close()
			r = z
		}
	case ".xz":
		r, err = xz.NewReader(r)
	}
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(name, ".tar.gz") {
		return unpackTar(r)
	}
	text, err := io.ReadAll(r)
	return []entry{{name, text}}, err
}

func unpackTar(from io.Reader) ([]entry, error) {
	var entries []entry
	r := tar.NewReader(from)
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return entries, nil
		}
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry{h.Name, text})
	}
}

func unpackZip(data []byte) ([]entry, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var entries []entry
	for _, m := range r.File {
		f, err := m.Open()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(f)
		if err = errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
		entries = append(entries, entry{m.Name, text})
	}
	return entries, nil
}
