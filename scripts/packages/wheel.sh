#!/usr/bin/env bash
# The wheel: made from the binary that is there, installed without a network into an empty environment, and run.
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"

rm -rf "$wheels"
cd "$project/packages/pypi"
ends 0 maturin build --release --locked --offline --out "$wheels"
ends 0 maturin sdist --out "$wheels"

empty_folder wheel
python3 -m venv environment
ends 0 env PIP_NO_INDEX=1 environment/bin/python -m pip install --find-links "$wheels" --only-binary softspoken softspoken
installed=$PWD/environment/bin/softspoken
cmp "$installed" "$binary" || fail "the wheel carries another binary"
ends 0 environment/bin/python -m pip show --files softspoken
says "Version: $("$binary" --version | sed 's/.* //')" licenses/LICENSE-MIT licenses/LICENSE-APACHE

mkdir "my macros"
echo "Please calm down." >"my macros/late.macro"
ends 1 env -i "$installed" check "my macros" --format concise
says "my macros/late.macro:1:1" tone/calm-command
ends 0 environment/bin/python -m pip uninstall --yes softspoken
[ ! -e "$installed" ] || fail "the binary stays behind"

# Whoever builds from the source finds everything in it.
output=$(tar -tzf "$wheels"/softspoken-*.tar.gz)
says /pyproject.toml /Cargo.lock /grammar/src/parser.c /packs/en/techniques.toml /build/main.rs /LICENSE-MIT
