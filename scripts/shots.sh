#!/usr/bin/env bash
# A picture of every page at 360 and 1280 px, light and dark.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
need chromium end2end
scripts/build.sh
node end2end/shots.mjs target/shots
