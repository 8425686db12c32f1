package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// versionCommand says which imlens this is.
func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Say which version of imlens this is",
		Long:    "Say which version of imlens this is, of which commit, and how it was built.",
		Example: "  $ imlens version",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "imlens %s\n", buildVersion())
			return err
		},
	}
}

// build is what a binary knows of its own making.
type build struct {
	version  string
	revision string
	modified bool
	goVer    string
	platform string
}

// buildVersion reads it from the running program.
func buildVersion() build {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{GoVersion: runtime.Version()}
	}
	return newBuild(info)
}

func newBuild(info *debug.BuildInfo) build {
	b := build{version: info.Main.Version, goVer: info.GoVersion, platform: runtime.GOOS + "/" + runtime.GOARCH}
	if b.version == "" || b.version == "(devel)" {
		b.version = "devel"
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.revision = s.Value[:min(12, len(s.Value))]
		case "vcs.modified":
			b.modified = s.Value == "true"
		}
	}
	return b
}

// String is what "imlens version" prints: "v1.2.0 (1a2b3c4d5e6f) go1.26.0 linux/amd64".
func (b build) String() string {
	parts := []string{b.version}
	switch {
	case b.revision != "" && b.modified:
		parts = append(parts, "("+b.revision+", modified)")
	case b.revision != "":
		parts = append(parts, "("+b.revision+")")
	}
	return strings.Join(append(parts, b.goVer, b.platform), " ")
}
