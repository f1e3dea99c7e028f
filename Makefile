# Each target installs what it needs and is missing, and says so in one line.
.DEFAULT_GOAL := help
.PHONY: help build run check test bench shots

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1@\2/p' Makefile | tr @ '\t' | expand -t 16

build: ## one self-contained binary, target/release/palier
	@scripts/build.sh

run: build ## the demo on this machine, its data in ./data
	@scripts/run.sh

check: ## format, lints and unit tests: a minute or two, for daily work
	@scripts/check.sh

test: ## everything that must hold, journeys in a browser included
	@scripts/test.sh

bench: ## what ballots and pages cost: time, memory, bytes
	@scripts/bench.sh

shots: ## a picture of every page under target/shots
	@scripts/shots.sh
