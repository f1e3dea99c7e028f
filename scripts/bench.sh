#!/usr/bin/env bash
# The measures of `make bench`: ballots, in Chromium too, merges of amendments, then pages on SQLite
# and on a private PostgreSQL.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
need rust wasm_target wasm_bindgen postgresql belenios_tool chromium end2end
scripts/build.sh

export PALIER_BUNDLES=$ROOT/target/bundles
large=$(mktemp --suffix .bel)
trap 'rm -f "$large"' EXIT
PALIER_BENCH_KEEP=$large cargo bench -p palier-ballots --features parallel --bench ballots

cargo bench -p palier-domain --bench amendments

section "the booth in Chromium, through its worker"
node end2end/booth_speed.mjs
node end2end/archive_speed.mjs "$large"

scripts/with-postgres.sh cargo bench -p palier-server --bench site

section "votes, on disks that are waited for"
PALIER_PG_DURABLE=yes scripts/with-postgres.sh cargo bench -p palier-server --bench votes

section "twenty rounds of kill -9 under 500 casts, on both databases"
PALIER_ROUNDS=20 scripts/with-postgres.sh \
    cargo test --release -p palier-server --test hardship no_promise_is_broken -- --nocapture
