#!/usr/bin/env bash
# Lays out the npm packages from the archives of a release, once their checksums are right.
#
#   scripts/packages/npm-from-archives.sh ARCHIVES OUT
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[ $# = 2 ] || { echo "usage: scripts/packages/npm-from-archives.sh ARCHIVES OUT" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$1" && sha256sum --check --quiet ./*.sha256)

binaries=()
for archive in "$1"/softspoken-*.tar.gz "$1"/softspoken-*.zip; do
  [ -e "$archive" ] || continue
  name=$(basename "$archive")
  target=${name#softspoken-}
  case $name in
    *.zip) unzip -q "$archive" -d "$work"; target=${target%.zip} file=softspoken.exe ;;
    *) tar -C "$work" -xzf "$archive"; target=${target%.tar.gz} file=softspoken ;;
  esac
  binaries+=("$target=$work/softspoken-$target/$file")
done
[ ${#binaries[@]} != 0 ] || { echo "no archives in $1" >&2; exit 2; }
node packages/npm/build.mjs "$2" "${binaries[@]}"
