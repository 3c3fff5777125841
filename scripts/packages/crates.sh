#!/usr/bin/env bash
# The crates: both can be packaged, and hold what building them needs and no more.
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"

cd "$project"
ends 0 cargo package --workspace --locked --no-verify --allow-dirty --target-dir "$work/crates"

crate() { tar -tzf "$work/crates/package/$1-$("$binary" --version | sed 's/.* //').crate" | sed 's|^[^/]*/||'; }
output=$(crate softspoken)
says Cargo.lock LICENSE-MIT LICENSE-APACHE README.md build/main.rs packs/en/techniques.toml src/main.rs src/cli/scorecard/page.css
for much in editors/ docs/ examples/ scripts/ .github/ packages/; do
  case $output in *"
$much"*) fail "$much is in the crate" ;; esac
done
output=$(crate tree-sitter-support-macro)
says Cargo.toml LICENSE-MIT LICENSE-APACHE README.md src/parser.c queries/highlights.scm
[ "$(stat -c %s "$work"/crates/package/softspoken-*.crate)" -lt 5000000 ] || fail "the crate is too large"
