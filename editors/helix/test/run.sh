#!/bin/bash
# Drives Helix with the languages.toml of this folder in a terminal of its own (tmux), as a user does.
#
# Takes SOFTSPOKEN_BIN (the server) and SOFTSPOKEN_HELIX (hx 25.01 or newer).
set -uo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
server=$(realpath "${SOFTSPOKEN_BIN:-$project/target/release/softspoken}")
helix=${SOFTSPOKEN_HELIX:-hx}

home=$(mktemp -d)
terminal=(tmux -L "softspoken-$$" -f /dev/null)
trap '"${terminal[@]}" kill-server 2>/dev/null; rm -rf "$home"' EXIT
config=$home/.config/helix
mkdir -p "$home/bin" "$home/shop" "$config/runtime/queries/support-macro" "$config/runtime/grammars"
ln -s "$server" "$home/bin/softspoken"
cp "$project"/tests/lsp/recorded/shop/* "$home/shop/"
sed "s|/path/to/softspoken|$project|" "$project/editors/helix/languages.toml" > "$config/languages.toml"
cc -shared -fPIC -O2 -I "$project/grammar/src" "$project/grammar/src/parser.c" -o "$config/runtime/grammars/support_macro.so"
cp "$project"/grammar/queries/{highlights,injections}.scm "$config/runtime/queries/support-macro/"

tests=(opens underlines explains completes renames previews formats fixes saves ends)
names=(
  'a .macro file opens, in colours'
  '"Please calm down" is a finding'
  'the finding is explained'
  'names are completed'
  'a name is renamed everywhere'
  'the preview is in a file'
  'the macro is formatted'
  'the first rewording takes the finding away'
  'what was done is saved'
  'no server is left behind'
)

screen() { "${terminal[@]}" capture-pane -p -J; }
# A key right behind Escape would be taken for one with Alt held down.
keys() {
  local key
  for key in "$@"; do
    "${terminal[@]}" send-keys "$key"
    [ "$key" = Escape ] && sleep 0.1
  done
}

# Letter by letter, as a hand does: what comes faster, Helix 25.01 can tell the server in another order.
types() {
  local at
  for ((at = 0; at < ${#1}; at++)); do
    "${terminal[@]}" send-keys -l -- "${1:at:1}"
    sleep 0.04
  done
}

# Waits until the screen shows a text.
shows() {
  local try
  for try in $(seq 200); do
    screen | grep -qF -- "$1" && return 0
    sleep 0.05
  done
  echo "  # no “$1” on the screen:"
  screen | sed 's/^/  # | /'
  return 1
}

shows_not() {
  local try
  for try in $(seq 200); do
    screen | grep -qF -- "$1" || return 0
    sleep 0.05
  done
  echo "  # “$1” is still on the screen"
  return 1
}

saved() { keys Escape ':w' Enter; shows 'written' && grep -qF -- "$1" "$home/shop/late.macro"; }

opens() {
  "${terminal[@]}" new-session -d -x 150 -y 45 -c "$home/shop" \
    env -i HOME="$home" PATH="$home/bin:$PATH" TERM=xterm-256color COLORTERM=truecolor LANG=C.UTF-8 $helix late.macro
  shows 'Thank you' || return 1
  # A keyword has a colour of its own.
  for _ in $(seq 100); do
    "${terminal[@]}" capture-pane -p -e | grep -qE $'\e\\[[0-9;]*mif\e' && return 0
    sleep 0.05
  done
  echo '  # no colours'
  return 1
}
# Helix tells the findings of the line that the cursor is on.
underlines() { keys Escape '/Please calm' Enter; shows 'tells the customer how to feel'; }
explains() { keys Escape '/calm down' Enter ' k'; shows 'Technique' || return 1; keys Escape; }
completes() {
  keys Escape 'ge' 'o'
  types '{{ customer.fir'
  keys C-x
  shows 'assignee.first_name' || return 1
  keys Tab Enter
  shows '{{ customer.first_name}}' || return 1
  keys Escape
}
renames() {
  keys Escape 'gg' '/days =' Enter 'gh' 'f' 'd' ' r'
  shows 'rename-to' || return 1
  keys C-u 'wait' Enter
  shows '{% assign wait = 3 %}{{ wait }} days'
}
previews() {
  keys Escape ':lsp-workspace-command softspoken.preview' Enter
  shows 'Preview in /' || return 1
  local file
  file=$(screen | grep -oE '/[^ ]+\.txt' | head -n 1)
  keys Escape ":open $file" Enter
  shows 'Decided by:' || return 1
  keys Escape ':buffer-close' Enter
  shows_not 'Decided by:'
}
formats() {
  keys Escape 'ge' 'o'
  types '{{agent.name}}'
  keys Escape ':format' Enter
  shows '{{ agent.name }}'
}
fixes() { keys Escape 'gg' '/Please calm' Enter ' a'; shows 'Say “' || return 1; keys Enter; shows_not 'calm down'; }
saves() { saved 'assign wait = 3'; }
ends() {
  keys Escape ':q!' Enter
  for _ in $(seq 100); do
    grep -lzxF "HOME=$home" /proc/[0-9]*/environ >/dev/null 2>&1 || return 0
    sleep 0.05
  done
  echo '  # something still runs'
  return 1
}

echo "TAP version 13"
echo "1..${#tests[@]}"
for number in "${!tests[@]}"; do
  if "${tests[$number]}"; then
    echo "ok $((number + 1)) - ${names[$number]}"
  else
    echo "not ok $((number + 1)) - ${names[$number]}"
    echo "$number passed, 1 failed, $((${#tests[@]} - number - 1)) skipped"
    exit 1
  fi
done
echo "${#tests[@]} passed, 0 failed"
