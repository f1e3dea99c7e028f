#!/usr/bin/env bash
# The islands' bundle: target/bundles/app/{app.js,app_bg.wasm}, left alone when nothing changed.
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

if has wasm-opt; then
  wasm-opt -Oz --enable-bulk-memory --enable-multivalue --enable-mutable-globals \
    --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext \
    --output "$fresh/app/app_bg.wasm" "$fresh/app/app_bg.wasm"
else
  say "wasm-opt (Debian's binaryen) is not here: the bundle works, a third larger"
fi

# Files with a new date would make cargo build the server again.
if ! diff --recursive --brief "$fresh/app" "$bundles/app" >/dev/null 2>&1; then
  rm -rf "$bundles/app"
  mv "$fresh/app" "$bundles/app"
fi
rm -rf "$fresh"
