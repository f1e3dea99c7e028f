#!/usr/bin/env bash
# end2end.sh [FILE...]: journeys in Chromium on target/release/palier; all of them by default.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
need chromium end2end
# END2END_BINARY: another build, for daily work.
[[ -x ${END2END_BINARY:-target/release/palier} ]] || die "there is no target/release/palier: run make build"

files=("$@")
((${#files[@]})) || files=(end2end/*.test.mjs)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# One demo is generated; each file of journeys works on its own copy.
export PALIER_DEMO_TEMPLATE=$out/demo
node end2end/support/template.mjs

status=0
node --test --test-reporter=spec --test-concurrency=2 "${files[@]}" | tee "$out/log" || status=$?

count() { sed -n "s/^ℹ $1 //p" "$out/log"; }
if (($(count skipped) + $(count todo) + $(count cancelled))); then
  say "a journey was left out"
  status=1
fi
printf '%d passed, %d failed\n' "$(count pass)" "$(count fail)"
exit "$status"
