#!/usr/bin/env bash
# The measures of `make bench`: ballots, then pages on SQLite and on a private PostgreSQL.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
need rust wasm_target wasm_bindgen postgresql belenios_tool
scripts/build.sh

export PALIER_BUNDLES=$ROOT/target/bundles
cargo bench -p palier-ballots --features parallel --bench ballots
exec scripts/with-postgres.sh cargo bench -p palier-server
