#!/usr/bin/env bash
# What a bundle may weigh with the files written by hand beside it, and what the scripts of pages
# may, gzip, in bytes.
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

# A page's script: as it is embedded, all files in one, with the sentences of both languages.
script() {
  local name=$1 most=$2 bytes
  bytes=$(cat booth/client.js booth/shared/*.js booth/shared/??.json booth/"$name"/* | gzip -9 -c | wc -c)
  printf 'script %s: %d of %d bytes, gzip\n' "$name" "$bytes" "$most"
  ((bytes <= most)) || die "the script $name is over its budget"
}

script voter 30000
script observer 30000
