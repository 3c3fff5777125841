#!/usr/bin/env bash
# Sourced by the parts of test.sh: what a command is expected to do.
set -euo pipefail
: "${project:?} ${binary:?} ${work:?} ${wheels:?} ${build_wheels:?} is set by test.sh"

fail() {
  echo "packages: $*" >&2
  exit 1
}

# ends STATUS COMMAND...: runs it; $output is what it printed.
ends() {
  local wanted=$1 status=0
  shift
  output=$("$@" 2>&1 </dev/null) || status=$?
  [ "$status" = "$wanted" ] || fail "$* ended with $status, not $wanted:
$output"
}

# says TEXT...: the last command printed each.
says() {
  local text
  for text in "$@"; do
    case $output in *"$text"*) ;; *) fail "nothing of \"$text\" in:
$output" ;; esac
  done
}

# A folder with nothing in it, whose name has a blank.
empty_folder() {
  rm -rf "$work/${1:?}"
  mkdir -p "$work/$1/some where"
  cd "$work/$1/some where"
}
