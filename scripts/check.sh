#!/usr/bin/env bash
# Daily work: format, lints, unit tests.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
need rust nextest

section "format and lints"
scripts/lints.sh
section "unit tests"
cargo nextest run --workspace --lib --bins --status-level fail
