#!/bin/bash
# Installs the plugin and the grammar into an empty home, as the README says, and drives Neovim there.
#
# Takes SOFTSPOKEN_BIN (the server) and SOFTSPOKEN_NEOVIM (nvim 0.11 or newer); the script to drive it with (default: drive.lua).
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
server=$(realpath "${SOFTSPOKEN_BIN:-$project/target/release/softspoken}")
neovim=$(command -v "${SOFTSPOKEN_NEOVIM:-nvim}")

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home XDG_CONFIG_HOME=$home/config XDG_DATA_HOME=$home/share XDG_STATE_HOME=$home/state XDG_CACHE_HOME=$home/cache
site=$XDG_DATA_HOME/nvim/site
mkdir -p "$home/bin" "$XDG_CONFIG_HOME/nvim" "$site/pack/softspoken/start" "$site/parser"

ln -s "$server" "$home/bin/softspoken"
ln -s "$project/editors/neovim" "$site/pack/softspoken/start/softspoken"
cc -shared -fPIC -O2 -I "$project/grammar/src" "$project/grammar/src/parser.c" -o "$site/parser/support_macro.so"
echo "vim.lsp.enable('softspoken')" > "$XDG_CONFIG_HOME/nvim/init.lua"

# Servers that were started from this home; the script itself has the home in its environment as well.
servers_left() {
  local process
  for process in /proc/[0-9]*; do
    [ "$(readlink "$process/exe")" = "$server" ] && grep -qzxF "HOME=$home" "$process/environ" && echo "${process#/proc/}"
  done 2>/dev/null
  return 0
}

result=0
cp -r "$project/tests/lsp/recorded/shop" "$home/shop"
# A session stays in the folder of its macro.
cd "$home$([ "${1:-}" = session.lua ] && echo /shop)"
PATH=$home/bin:$PATH timeout 120 "$neovim" --headless -u "$XDG_CONFIG_HOME/nvim/init.lua" -l "$project/editors/neovim/test/${1:-drive.lua}" "$project" || result=$?

for _ in $(seq 100); do
  [ -z "$(servers_left)" ] && break
  sleep 0.05
done
left=$(servers_left)
if [ -n "$left" ]; then
  echo "the server outlived Neovim: process $left"
  kill $left
  result=1
fi

if [ $result != 0 ] && [ -e "$XDG_STATE_HOME/nvim/lsp.log" ]; then
  echo "end of Neovim's log of the server:"
  tail -n 30 "$XDG_STATE_HOME/nvim/lsp.log"
fi
exit $result
