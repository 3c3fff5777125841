#!/usr/bin/env bash
# The npm packages: laid out from the archive of a release, packed, installed without a network into an empty folder, and run.
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"

target=$(rustc -vV | sed -n 's/^host: //p')
rm -rf "$work/archives" "$work/npm"
ends 0 "$project/scripts/packages/archive.sh" "$target" "$(dirname "$binary")" "$work/archives"
ends 0 "$project/scripts/packages/npm-from-archives.sh" "$work/archives" "$work/npm"
output=$(tar -tzf "$work/archives/softspoken-$target.tar.gz")
says /softspoken /man/softspoken-check.1 /completions/softspoken.zsh /LICENSE-MIT /LICENSE-APACHE /README.md

cd "$work/npm"
ends 0 npm pack --silent ./*/
empty_folder npm-installed
echo '{ "private": true }' >package.json
ends 0 npm install --offline --no-audit --no-fund --ignore-scripts "$work"/npm/*.tgz
ends 0 npx --no-install softspoken --version
says "$("$binary" --version)"
SOFTSPOKEN_LAUNCHER=$PWD/node_modules/.bin/softspoken node --test --test-reporter=spec "$project/packages/npm/test/"
