#!/usr/bin/env bash
# The book: made by mdBook without a word of complaint, with a page wherever findings and schemas lead.
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"

book=$work/book
rm -rf "$book"
ends 0 mdbook build "$project/docs" --dest-dir "$book"
case $output in *WARN* | *ERROR*) fail "$output" ;; esac

site=https://softspoken.github.io/softspoken
cd "$project"
"$binary" check examples --fail-on never --format jsonl | grep -o "\"url\":\"${site}[^\"]*\"" | sed "s|\"url\":\"$site/||; s|\"$||" | sort -u >"$work/pages.txt"
[ -s "$work/pages.txt" ] || fail "no finding has a page"
while read -r page; do
  [ -e "$book/$page" ] || fail "findings lead to $page, which is not in the book"
done <"$work/pages.txt"
for schema in config front-matter pack finding; do
  grep -q "$site/schema/$schema.json" "$book/schema/$schema.json" || fail "no schema $schema in the book"
done
