#!/usr/bin/env bash
# What runs in the browser, target/bundles/NAME/{NAME.js,NAME_bg.wasm}: the islands (app), what voters
# and auditors use (booth), what key holders use (holder). Left alone when nothing changed.
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

# No path of this machine in what is published, so that others build the same bytes.
remap="target.wasm32-unknown-unknown.rustflags=[
  '--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=registry',
  '--remap-path-prefix=$ROOT=.']"

# bundle NAME PACKAGE TARGET [CARGO OPTION...]: with JavaScript for TARGET.
bundle() {
  local name=$1 package=$2 kind=$3 wasm
  shift 3
  wasm=$(wasm_cargo build --config "${remap//$'\n'/}" -p "$package" --lib --no-default-features "$@" \
    --profile wasm-release --message-format=json-render-diagnostics |
    grep -o "\"[^\"]*/${package//-/_}\.wasm\"" | tail -n 1 | tr -d '"')

  wasm-bindgen --target "$kind" --no-typescript --remove-name-section --remove-producers-section \
    --out-dir "$fresh/$name" --out-name "$name" "$wasm"

  # Files with a new date would make cargo build the server again.
  if ! diff --recursive --brief "$fresh/$name" "$bundles/$name" >/dev/null 2>&1; then
    rm -rf "${bundles:?}/$name"
    mv "$fresh/$name" "$bundles/$name"
  fi
}

# BUNDLES: some of them alone, for daily work.
for name in ${BUNDLES:-app booth holder}; do
  case $name in
    app) bundle app palier-app web --features hydrate ;;
    # No modules: a worker is one file, and the holders' page has everything inside it.
    booth) bundle booth palier-booth no-modules --features voting ;;
    holder) bundle holder palier-booth no-modules --features holders ;;
    *) die "there is no bundle $name" ;;
  esac
done
rm -rf "$fresh"
