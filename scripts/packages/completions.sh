#!/usr/bin/env bash
# Completions, as the shells themselves give them.
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"

empty_folder completions
mkdir bin macros
ln -s "$binary" bin/softspoken
export PATH=$PWD/bin:$PATH HOME=$PWD XDG_CONFIG_HOME=$PWD XDG_DATA_HOME=$PWD

in_bash() {
  bash --noprofile --norc -c '
    source <(softspoken completions bash)
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    $(complete -p softspoken | sed "s/.*-F \([^ ]*\).*/\1/") softspoken "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
}
ends 0 in_bash softspoken che
[ "$output" = check ] || fail "bash completes che to $output"
ends 0 in_bash softspoken check --fail-on inf
[ "$output" = information ] || fail "bash completes inf to $output"
ends 0 in_bash softspoken completions po
[ "$output" = powershell ] || fail "bash completes po to $output"

in_fish() { fish --no-config -c 'softspoken completions fish | source; complete --do-complete $argv[1]' "$1"; }
ends 0 in_fish "softspoken che"
says "check" "Check macros"
ends 0 in_fish "softspoken check --fail-on inf"
[ "$output" = information ] || fail "fish completes inf to $output"

# What zsh offers is seen at a terminal only: one of its own.
cat >complete.zsh <<'ZSH'
zmodload zsh/zpty
zpty shell 'PS1="waits> " TERM=dumb COLUMNS=200 zsh -f -i'
local line all
# What is typed before there is a prompt, the line editor does not see.
zpty -r shell line '*waits> '
zpty -w shell 'bindkey -e; unsetopt beep; fpath=($PWD $fpath); autoload -Uz compinit && compinit -u -D; print READY'
zpty -r shell line '*READY*READY*waits> '
# Completed, taken back, and a line that says that this is all.
zpty -n -w shell "softspoken $1"$'\t\C-uprint DONE\n'
while zpty -r shell line; do all+=$line; [[ $line == DONE* ]] && break; done
print -r -- $all
ZSH
softspoken completions zsh >_softspoken
ends 0 timeout 60 zsh -f complete.zsh "explain tone/calm-command --colo"
says "softspoken explain tone/calm-command --color"
ends 0 timeout 60 zsh -f complete.zsh "completions pow"
says "softspoken completions powershell"

for shell in elvish powershell; do
  ends 0 softspoken completions "$shell"
  says "check" "--fail-on"
done
