#!/usr/bin/env bash
# Format and lints, for the machine and for the browser.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
need rust rustfmt clippy wasm_target

cargo fmt --all --check
cargo clippy --workspace --all-targets -- --deny warnings
wasm_cargo clippy --lib --no-default-features --features palier-app/hydrate \
  -p palier-app -p palier-ballots -p palier-rooms -- --deny warnings
# The two bundles of the booth, each without the other.
for part in voting holders; do
  wasm_cargo clippy --lib --no-default-features --features $part -p palier-booth -- --deny warnings
done
