#!/usr/bin/env bash
# Runs the benchmarks and prints the table of what was measured beside what is allowed.
#
#   scripts/bench.sh            prints the table
#   scripts/bench.sh --write    also puts it into README.md, between its two bench comments
#
# Needs Rust and a C compiler. Takes a few minutes; measure on a machine that does nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."

write=no
case ${1-} in
  '') ;;
  --write) write=yes ;;
  *) echo "usage: scripts/bench.sh [--write]" >&2; exit 2 ;;
esac

figures=$(mktemp)
trap 'rm -f "$figures"' EXIT
for name in server workspace check replies import analyse bounds phrases parse; do
  echo "== $name" >&2
  cargo bench --locked --quiet --bench "$name" -- --color never | tee -a "$figures" >&2
done

# A line `budget<TAB>what<TAB>most allowed<TAB>measured<TAB>unit` is a row.
rows() {
  awk -F '\t' '$1 == "budget" {
    printf "| %s | %s %s | %s %s |%s\n", $2, $3, $5, $4, $5, ($4 + 0 > $3 + 0 ? " over |" : " yes |")
  }' "$figures"
}

table() {
  local cores model
  cores=$(nproc)
  model=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
  echo "| what | at most | measured | within |"
  echo "|---|---|---|---|"
  rows
  echo
  echo "Medians, measured on $(date -u +%Y-%m-%d) on $cores cores of ${model:-an unknown processor} by \`scripts/bench.sh\`."
}

table
if [ "$write" = yes ]; then
  for mark in start end; do
    grep -q "^<!-- bench:$mark -->\$" README.md || { echo "README.md has no line <!-- bench:$mark -->" >&2; exit 1; }
  done
  new=$(mktemp)
  {
    sed '/^<!-- bench:start -->$/q' README.md
    table
    sed -n '/^<!-- bench:end -->$/,$p' README.md
  } >"$new"
  cat "$new" >README.md
  rm -f "$new"
fi
