#!/usr/bin/env bash
# Makes the archive of a release: the binary, the manual pages, the completions, the licences, the readme; beside it its checksum.
#
#   scripts/packages/archive.sh TARGET FOLDER-OF-THE-BINARY OUT
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[ $# = 3 ] || { echo "usage: scripts/packages/archive.sh TARGET FOLDER-OF-THE-BINARY OUT" >&2; exit 2; }

target=$1 out=$3
name=softspoken-$target
binary=$2/softspoken
case $target in *windows*) binary=$binary.exe ;; esac

mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/$name"/{man,completions}
cp "$binary" README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$work/$name/"
cp docs/man/*.1 "$work/$name/man/"
for shell in bash zsh fish elvish powershell; do
  "$binary" completions "$shell" >"$work/$name/completions/softspoken.$shell"
done

# Everyone has something that unpacks the one of their system.
case $target in
  *windows*) archive=$name.zip; (cd "$work" && 7z a -bso0 "$out/$archive" "$name") ;;
  *) archive=$name.tar.gz; tar -C "$work" -czf "$out/$archive" "$name" ;;
esac
cd "$out"
if command -v sha256sum >/dev/null; then sha256sum "$archive"; else shasum -a 256 "$archive"; fi >"$archive.sha256"
