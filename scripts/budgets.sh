#!/usr/bin/env bash
# What a bundle may weigh with the files written by hand beside it, gzip, in bytes.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

budget() {
  local name=$1 most=$2 file bytes=0
  shift 2
  for file in target/bundles/"$name"/*.{js,wasm} "$@"; do
    bytes=$((bytes + $(gzip -9 -c "$file" | wc -c)))
  done
  printf 'bundle %s: %d of %d bytes, gzip\n' "$name" "$bytes" "$most"
  ((bytes <= most)) || die "the bundle $name is over its budget"
}

budget app 150000
budget booth 200000 booth/worker.js booth/client.js
# Loaded by key holders alone.
budget holder 225000 booth/worker.js booth/client.js
