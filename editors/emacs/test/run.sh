#!/bin/bash
# Drives softspoken.el in a real Emacs, in an empty home.
#
# Takes SOFTSPOKEN_BIN (the server) and SOFTSPOKEN_EMACS (emacs 28 or newer).
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
server=$(realpath "${SOFTSPOKEN_BIN:-$project/target/release/softspoken}")
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home
mkdir -p "$home/bin" "$home/shop"
ln -s "$server" "$home/bin/softspoken"
cp "$project"/tests/lsp/recorded/shop/* "$home/shop/"
cd "$home/shop"
PATH=$home/bin:$PATH timeout 120 "${SOFTSPOKEN_EMACS:-emacs}" -Q --batch -l "$project/editors/emacs/test/drive.el"
