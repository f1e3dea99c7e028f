#!/usr/bin/env bash
# Our elections on the curve before sirona, an implementation of Belenios in JavaScript.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
need rust sirona

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The same selection as the tests, so that nothing is compiled again.
cargo build --quiet --workspace --examples
whole=${CARGO_TARGET_DIR:-target}/debug/examples/whole_election

# Its exit status tells: the last line counts the ballots it read.
accepted() { (cd "$1" && node "$PALIER_SIRONA" election verify >"$folder/log" 2>&1); }

say "whole elections of ours, verified by sirona"
for plan in single weights choices threshold; do
  mkdir "$folder/$plan"
  "$whole" "$plan" "$folder/$plan" Ed25519
  accepted "$folder/$plan" || die "sirona refuses $plan: $(cat "$folder/log")"
  grep -q 'ballots found' "$folder/log" || die "sirona says nothing of $plan: $(cat "$folder/log")"
done

# The test of the test: a result that differs is refused.
sed -i 's/{"result":\[\[1,/{"result":[[2,/' "$folder"/single/*.bel
if accepted "$folder/single"; then die "sirona accepts another result"; fi
