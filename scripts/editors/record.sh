#!/bin/bash
# Records what each editor and the server say to each other while a user edits a macro, for tests/lsp/recorded.
#
#   SOFTSPOKEN_BIN    the server (default: target/debug/softspoken)
#   scripts/editors/record.sh [vscode|neovim|emacs|helix]    one of them alone
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/folder.sh"
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
server=$(realpath "${SOFTSPOKEN_BIN:-$project/target/debug/softspoken}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

export SOFTSPOKEN_BIN=$work/softspoken
export SOFTSPOKEN_CODE_SERVER=$editors/code-server/node_modules/code-server/out/node/entry.js
export SOFTSPOKEN_NEOVIM=$editors/python/bin/nvim
export SOFTSPOKEN_HELIX=$editors/helix/hx
export SOFTSPOKEN_VSIX=$work/softspoken.vsix

vscode() (cd "$project/editors/vscode" && npm run --silent package >&2 && node test/editor/session.mjs)
neovim() { "$project/editors/neovim/test/run.sh" session.lua; }
emacs() { "$project/editors/emacs/test/run.sh"; }
helix() { "$project/editors/helix/test/run.sh"; }

for editor in ${1:-vscode neovim emacs helix}; do
  log=$work/$editor.log
  # A program of its own, since some editors start the server without their environment.
  printf '#!/bin/sh\nexec python3 "%s" "%s" "%s" "$@"\n' "$project/scripts/editors/record.py" "$log" "$server" > "$SOFTSPOKEN_BIN"
  chmod +x "$SOFTSPOKEN_BIN"
  "$editor" >&2
  python3 "$project/scripts/editors/trim_recording.py" "$log" > "$project/tests/lsp/recorded/$editor.jsonl"
  echo "$editor: $(wc -l < "$project/tests/lsp/recorded/$editor.jsonl") messages"
done
