# Shared by bench/compare and bench/memory; sourced, not run.
# Everything they make is kept in bench/out, which git ignores.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=bench/out
mkdir -p "$out"

have() { command -v "$1" >/dev/null 2>&1; }
note() { printf '%s\n' "$*" >&2; }
size_of() { wc -c <"$1" | tr -d ' '; }

# build makes imlens, the load generator and the stop-watch.
build() {
	note "building"
	go build -o "$out/imlens" .
	go build -o "$out/loggen" ./internal/cmd/loggen
	go build -o "$out/measure" bench/measure.go
}

# log_file NAME LOGGEN-OPTION... makes a file of made-up lines and prints its
# path. A file is made anew when its options or the generator's source change.
# With FILTER set, the lines go through that function first.
log_file() {
	local file=$out/$1
	shift
	if [[ ! -s $file || $(cat "$file.options" 2>/dev/null) != "$*" ||
		-n $(find internal/cmd/loggen internal/corpus -name '*.go' ! -name '*_test.go' -newer "$file") ]]; then
		note "making $file (loggen $*)"
		rm -f "$file" "$file.gz" "$file.zst" "$file.slice"
		"$out/loggen" "$@" | "${FILTER:-cat}" >"$file.part"
		mv "$file.part" "$file"
		printf '%s' "$*" >"$file.options"
	fi
	printf '%s\n' "$file"
}

# packed FILE .gz|.zst packs a file beside itself and prints the path, or
# nothing when there is no program for it.
packed() {
	local pack
	case $2 in
	.gz) pack=(gzip -c) ;;
	.zst) pack=(zstd -q -c) ;;
	esac
	have "${pack[0]}" || return 0
	if [[ ! -s $1$2 ]]; then
		note "making $1$2"
		"${pack[@]}" "$1" >"$1$2.part"
		mv "$1$2.part" "$1$2"
	fi
	printf '%s\n' "$1$2"
}

# warm FILE... brings files into the page cache, so that no disk is measured.
warm() { cat "$@" >/dev/null; }

# machine says in one line what the numbers were measured on.
machine() {
	local cpu cores
	cpu=$(awk -F': *' '/^model name/ { print $2; exit }' /proc/cpuinfo 2>/dev/null || true)
	[[ -n $cpu ]] || cpu=$(sysctl -n machdep.cpu.brand_string 2>/dev/null || echo "unknown CPU")
	cores=$(nproc 2>/dev/null || sysctl -n hw.ncpu)
	printf '%s cores of %s, %s, %s, load %s at the start\n' "$cores" "$cpu" "$(uname -srm)" \
		"$(go version | cut -d' ' -f3)" "$(uptime | sed 's/.*load average[s]*: *//; s/[, ].*//')"
}

# table prints rows of tab-separated cells as a Markdown table. The first row
# is the head; columns from the third on are numbers, the last one is text.
table() {
	awk -F'\t' '
		{ for (i = 1; i <= NF; i++) { cell[NR, i] = $i; if (length($i) > wide[i]) wide[i] = length($i) } if (NF > n) n = NF }
		function dashes(k,  s) { while (k-- > 0) s = s "-"; return s }
		END {
			for (r = 1; r <= NR; r++) {
				line = "|"
				for (i = 1; i <= n; i++) line = line sprintf((i > 2 && i < n ? " %" : " %-") wide[i] "s |", cell[r, i])
				print line
				if (r > 1) continue
				line = "|"
				for (i = 1; i <= n; i++) line = line " " (i > 2 && i < n ? dashes(wide[i] - 1) ":" : dashes(wide[i])) " |"
				print line
			}
		}'
}
