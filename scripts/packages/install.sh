#!/usr/bin/env bash
# Installs the tools that the package tests use. Run it as often as you like: what is there is left alone.
#
# From Debian: fish, git, man-db, Node.js with npm, zsh, where they are missing. By pip, into a folder that you may delete at any time
# (packages/ in the cache folder of scripts/test.sh): maturin, pre-commit, mdBook, zizmor, shellcheck, and the schemas of
# GitHub and GitLab.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/folder.sh"

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
for program in fish git man zsh; do
  command -v "$program" >/dev/null || missing+=("${program/%man/man-db}")
done
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
if [ ${#missing[@]} != 0 ]; then
  echo "packages: Debian packages, by apt-get: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "${missing[@]}" >/dev/null
fi

mkdir -p "$packages_cache"
if ! cmp -s "$here/requirements.txt" "$packages_cache/installed.txt"; then
  echo "packages: tools, by pip, into $packages_cache"
  rm -rf "$packages_cache/tools" "$packages_cache/wheels"
  python3 -m venv "$packages_cache/tools"
  pip=("$packages_cache/tools/bin/pip" --disable-pip-version-check --quiet)
  "${pip[@]}" install --requirement "$here/requirements.txt"
  # What building the hooks' package asks for: the test itself is kept off the network.
  "${pip[@]}" download --no-deps --dest "$packages_cache/wheels" setuptools==80.9.0
  # Written last: a run that was interrupted starts over.
  cp "$here/requirements.txt" "$packages_cache/installed.txt"
fi
