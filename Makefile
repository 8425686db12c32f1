# make        lists what can be made
# make ci     runs everything that has to hold before a change lands

FUZZTIME ?= 30s
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

.DEFAULT_GOAL := help
.PHONY: help build test e2e race fuzz lint bench bench-memory testdata ci clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build ./imlens, one static binary
	CGO_ENABLED=0 go build -trimpath -o imlens .

test: ## run the tests
	go test ./...

e2e: ## run the tests that need a terminal (tmux)
	go test -tags e2e ./...

race: ## run the tests under the race detector
	go test -race ./...

fuzz: ## run every fuzz target for FUZZTIME (30s) each
	@grep -rE --include='*_test.go' '^func Fuzz' . | sed -E 's|^(.*)/[^/]*:func (Fuzz[A-Za-z0-9_]*).*|\1 \2|' | \
	while read -r dir name; do \
		echo "$$dir $$name"; \
		go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x $$dir </dev/null || exit 1; \
	done

lint: ## gofmt, go vet and staticcheck
	@test -z "$$(gofmt -l . | tee /dev/stderr)"
	go vet ./...
	go run $(STATICCHECK) -tags e2e ./...

bench: ## Go benchmarks, then imlens beside the peers that are found
	go test -run '^$$' -bench . -benchmem ./...
	bench/compare

bench-memory: ## peak memory by size, users and line length
	bench/memory

testdata: ## make the demo logs in testdata/logs anew
	go run ./internal/corpus/demo testdata/logs

ci: ## run .ci/run
	bash .ci/run

clean: ## remove the binary and what the benchmarks made
	rm -rf imlens bench/out
