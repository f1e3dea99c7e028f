#!/usr/bin/env bash
# The demo, on the binary that `make build` made.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
exec target/release/palier serve --demo --data data
