#!/usr/bin/env bash
# fuzz.sh SECONDS: runs every example whose name says what must hold (fuzz_*), that long each.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
seconds=${1:?how many seconds for each}

# The same selection as the tests, so that nothing is compiled again.
mapfile -t loops < <(cargo build --workspace --examples --message-format=json-render-diagnostics |
  grep -o '"executable":"[^"]*/fuzz_[^"]*"' | cut -d '"' -f 4)
((${#loops[@]})) || die "no fuzz loop was built"

for loop in "${loops[@]}"; do "$loop" "$seconds"; done
