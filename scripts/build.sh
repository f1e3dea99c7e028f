#!/usr/bin/env bash
# One self-contained binary at target/release/palier, wherever cargo is told to build.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
need rust
scripts/bundles.sh

export PALIER_BUNDLES=$ROOT/target/bundles
built=$(cargo build --release -p palier-server --bin palier \
  --message-format=json-render-diagnostics |
  sed -n 's/.*"name":"palier".*"executable":"\([^"]*\)".*/\1/p' | tail -n 1)

binary=target/release/palier
if [[ ! $binary -ef $built ]]; then
  mkdir -p target/release
  # Beside it first: a running binary cannot be written over, but it can be replaced.
  cp "$built" "$binary.new"
  mv "$binary.new" "$binary"
fi
say "$binary, $(du -h "$binary" | cut -f 1)"
