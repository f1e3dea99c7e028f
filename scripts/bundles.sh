#!/usr/bin/env bash
# The islands' bundle: target/bundles/app/{app.js,app_bg.wasm}, left alone when nothing changed.
#
# Without wasm-opt: after opt-level "z" and LTO it takes less than 1 % off the gzip size, and the
# one in Debian 12 (binaryen 108) exports the wrong table, so that no island wakes.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
need rust wasm_target wasm_bindgen

bundles=target/bundles
fresh=$bundles/.fresh
rm -rf "$fresh"
mkdir -p "$fresh"

wasm=$(wasm_cargo build -p palier-app --lib --no-default-features --features hydrate \
  --profile wasm-release --message-format=json-render-diagnostics |
  grep -o '"[^"]*/palier_app\.wasm"' | tail -n 1 | tr -d '"')

wasm-bindgen --target web --no-typescript --remove-name-section --remove-producers-section \
  --out-dir "$fresh/app" --out-name app "$wasm"

# Files with a new date would make cargo build the server again.
if ! diff --recursive --brief "$fresh/app" "$bundles/app" >/dev/null 2>&1; then
  rm -rf "$bundles/app"
  mv "$fresh/app" "$bundles/app"
fi
rm -rf "$fresh"
