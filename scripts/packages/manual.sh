#!/usr/bin/env bash
# The manual pages, as man shows them.
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"

for page in "$project"/docs/man/*.1; do
  ends 0 env MANWIDTH=80 man --warnings --local-file "$page"
  case $output in *"warning:"*) fail "$page: $output" ;; esac
  says NAME SYNOPSIS "$(basename "$page" .1)"
done
ends 0 env MANWIDTH=80 man --local-file "$project/docs/man/softspoken-check.1"
says --fail-on "EXIT STATUS"
