#!/usr/bin/env bash
# Everything that must hold. What a step needs is never optional: a missing tool fails.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

section "tools"
need rust rustfmt clippy wasm_target wasm_bindgen nextest postgresql chromium end2end belenios_tool sirona

section "format and lints"
scripts/lints.sh

section "licences"
scripts/licences.mjs

section "tests, on SQLite and PostgreSQL"
scripts/with-postgres.sh cargo nextest run --workspace --no-fail-fast --status-level fail

section "examples in the documentation"
cargo test --workspace --doc --quiet

section "elections exchanged with belenios-tool"
scripts/cross_belenios.sh

section "elections verified by sirona"
scripts/cross_sirona.sh

section "elections by the commands alone"
scripts/by_hand.sh

section "fuzz loops"
scripts/fuzz.sh 5

section "rooms in WebAssembly"
CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
  wasm_cargo test -p palier-rooms --tests

section "the release binary"
scripts/build.sh
scripts/budgets.sh

section "journeys in a browser"
scripts/end2end.sh
