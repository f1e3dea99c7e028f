# shellcheck shell=bash
# Sourced by every script: the checkout's root, words, and tools on demand.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export ROOT=$PWD

# Set for another build, they would send ours elsewhere.
unset CARGO_BUILD_TARGET MAKEFLAGS MFLAGS

# Outside the checkout, so that a clean one finds them again.
TOOLS=${XDG_CACHE_HOME:-$HOME/.cache}/palier/tools

say() { printf 'palier: %s\n' "$*" >&2; }

die() {
  say "$@"
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# The seconds since the script began stand beside each step, so that the slow one shows.
section() { printf '\n== %s [%d s]\n' "$1" "$SECONDS"; }

# shellcheck source=scripts/need.sh
source scripts/need.sh

# Cargo for the browser. RUSTFLAGS would hide those of .cargo/config.toml.
wasm_cargo() {
  env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET=wasm32-unknown-unknown cargo "$@"
}
