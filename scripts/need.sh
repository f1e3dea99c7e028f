# shellcheck shell=bash
# need NAME...: makes sure that each is there; installs what is missing, saying so.
# What PATH has is used first; nothing of the user's is overwritten.

PACKAGES=()

need() {
  local name
  PACKAGES=()
  for name in "$@"; do "need_$name"; done
  install_packages
}

need_rust() {
  has cargo || die "cargo is missing: install Rust with rustup, then run make again"
  local least found
  least=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
  found=$(rustc --version | cut -d ' ' -f 2)
  [[ $(printf '%s\n' "$least" "$found" | sort -V | head -n 1) == "$least" ]] ||
    die "Rust $found is too old, $least is needed: run 'rustup update stable', then make again"
}

need_wasm_target() {
  local target=wasm32-unknown-unknown
  [[ -d $(rustc --print target-libdir --target $target) ]] || rustup_add target $target
}

need_clippy() { cargo clippy --version >/dev/null 2>&1 || rustup_add component clippy; }

need_rustfmt() { cargo fmt --version >/dev/null 2>&1 || rustup_add component rustfmt; }

rustup_add() {
  has rustup || die "the Rust $1 $2 is missing, and there is no rustup to add it"
  say "adding the Rust $1 $2"
  rustup --quiet "$1" add "$2"
}

# Exactly the version of the library in Cargo.toml: any other refuses the bundle.
need_wasm_bindgen() {
  local version root
  version=$(sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' Cargo.toml)
  root=$TOOLS/wasm-bindgen-$version
  is_wasm_bindgen "$version" && return
  PATH=$root/bin:$PATH
  is_wasm_bindgen "$version" && return
  say "installing wasm-bindgen $version in $root (some minutes)"
  CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS=fallback \
    cargo install --quiet wasm-bindgen-cli --version "$version" --root "$root"
}

is_wasm_bindgen() {
  local name
  for name in wasm-bindgen wasm-bindgen-test-runner; do
    [[ $("$name" --version 2>/dev/null) == "$name $1" ]] || return 1
  done
}

need_nextest() {
  local root=$TOOLS/nextest
  PATH=$PATH:$root/bin
  cargo nextest --version >/dev/null 2>&1 && return
  say "installing cargo-nextest in $root (some minutes)"
  cargo install --quiet --locked cargo-nextest --root "$root"
}

need_postgresql() {
  has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || PACKAGES+=(postgresql)
}

need_node() {
  has node || PACKAGES+=(nodejs)
  has npm || PACKAGES+=(npm)
}

# Another software of the same protocol, run only, to check ours.
need_belenios_tool() { has belenios-tool || PACKAGES+=(belenios-tool); }

# The same for the group of the curve, which that one does not know. Its own scripts do not run.
need_sirona() {
  need_node
  install_packages
  is_node_20 || own_node
  local version=0.0.28 root=$TOOLS/sirona-0.0.28
  export PALIER_SIRONA=$root/node_modules/sirona/dist/cli/sirona.js
  [[ -f $root/.installed ]] && return
  say "installing sirona $version in $root"
  npm install --silent --ignore-scripts --no-audit --no-fund --prefix "$root" "sirona@$version"
  touch "$root/.installed"
}

need_chromium() {
  export PALIER_CHROMIUM=${PALIER_CHROMIUM:-/usr/bin/chromium}
  [[ -x $PALIER_CHROMIUM ]] || PACKAGES+=(chromium)
  # For the few characters that the embedded font lacks.
  [[ -d /usr/share/fonts/truetype/dejavu ]] || PACKAGES+=(fonts-dejavu-core)
}

# Debian's packages found missing so far, in one go.
install_packages() {
  ((${#PACKAGES[@]})) || return 0
  has apt-get || die "missing, and there is no apt-get to install it: ${PACKAGES[*]}"
  local as_root=()
  if ((EUID)); then
    has sudo || die "missing, and neither root nor sudo to install it: ${PACKAGES[*]}"
    as_root=(sudo)
  fi
  say "installing Debian's ${PACKAGES[*]}"
  "${as_root[@]}" apt-get update -qq >/dev/null
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${PACKAGES[@]}" >/dev/null
  PACKAGES=()
}

is_node_20() { (($(node -p 'parseInt(process.versions.node)') >= 20)); }

# Debian 12's own Node is 18; npm brings a later one, beside it.
own_node() {
  local machine root=$TOOLS/node
  case $(uname -m) in
    x86_64) machine=x64 ;;
    aarch64) machine=arm64 ;;
    *) die "Node $(node --version) is too old: install 20 or later, then run make again" ;;
  esac
  PATH=$root/node_modules/node-linux-$machine/bin:$PATH
  is_node_20 && return
  say "installing Node 20 in $root"
  npm install --silent --no-audit --no-fund --prefix "$root" "node-linux-$machine@20"
  is_node_20 || die "Node $(node --version) is too old: install 20 or later, then run make again"
}

# The browser's driver and axe, in end2end/node_modules.
need_end2end() {
  need_node
  install_packages
  is_node_20 || own_node
  [[ end2end/node_modules/.package-lock.json -nt end2end/package-lock.json ]] && return
  say "installing the packages of end2end"
  npm --prefix end2end ci --silent --no-audit --no-fund
}
