#!/bin/bash
# Tests the editor integrations in the real editors: packages the VS Code extension with the server and drives it in
# VS Code, and drives the plugin in Neovim and the configurations of Emacs and Helix. Those of Zed and Sublime Text are not
# run: neither editor can be had here. Opens the scorecard page in the browser that shows VS Code. Run install.sh first.
#
#   SOFTSPOKEN_BIN          the server (default: target/release/softspoken)
#   SOFTSPOKEN_SCREENSHOTS  1 to renew docs/images/vscode-hover.png and docs/images/scorecard.png
#   scripts/editors/test.sh [vscode|neovim|emacs|helix|scorecard]    one of them alone
set -uo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/folder.sh"
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

SOFTSPOKEN_BIN=$(realpath -m "${SOFTSPOKEN_BIN:-$project/target/release/softspoken}")
export SOFTSPOKEN_BIN
if [ ! -x "$SOFTSPOKEN_BIN" ]; then
  echo "editors: $SOFTSPOKEN_BIN is missing: run cargo build --release, or set SOFTSPOKEN_BIN" >&2
  exit 2
fi
if [ ! -e "$editors/code-server/installed" ]; then
  echo "editors: nothing in $editors: run scripts/editors/install.sh" >&2
  exit 2
fi
export SOFTSPOKEN_CODE_SERVER=$editors/code-server/node_modules/code-server/out/node/entry.js
export SOFTSPOKEN_NEOVIM=$editors/python/bin/nvim
export SOFTSPOKEN_VSIX=$project/target/editors/softspoken.vsix

npm_packages() {
  local stamp=node_modules/installed-lock.json
  cmp -s package-lock.json "$stamp" && return
  npm ci --loglevel=error && cp package-lock.json "$stamp"
}

vscode() (
  cd "$project/editors/vscode" || return 1
  npm_packages && npm run --silent typecheck && npm --silent test && npm run --silent package && npm run --silent test:editor
)

neovim() {
  "$project/editors/neovim/test/run.sh"
}

emacs() {
  if ! type -P emacs >/dev/null; then echo "emacs is not installed"; return 77; fi
  "$project/editors/emacs/test/run.sh"
}

helix() {
  local hx
  hx=$(command -v hx || echo "$editors/helix/hx")
  if [ ! -x "$hx" ] || ! command -v tmux >/dev/null; then echo "hx or tmux is not installed"; return 77; fi
  SOFTSPOKEN_HELIX=$hx "$project/editors/helix/test/run.sh"
}

scorecard() (
  # The driver of the browser is one of the packages of the extension's tests.
  cd "$project/editors/vscode" && npm_packages && node "$project/tests/scorecard/run.mjs"
)

failed=0
for editor in ${1:-vscode neovim emacs helix scorecard}; do
  started=$SECONDS
  echo "== $editor"
  "$editor"
  case $? in
    0) result=ok ;;
    77) result="NOT RUN" ;;
    *) result=FAILED failed=1 ;;
  esac
  echo "-- $editor: $result ($((SECONDS - started)) s)"
done
exit $failed
