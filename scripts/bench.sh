#!/usr/bin/env bash
# The measures of `make bench`, on SQLite and on a private PostgreSQL.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
need rust wasm_target wasm_bindgen postgresql
scripts/build.sh

export PALIER_BUNDLES=$ROOT/target/bundles
exec scripts/with-postgres.sh cargo bench -p palier-server
