#!/usr/bin/env bash
# The GitHub Action: its steps, run as GitHub does, in a checkout of one commit, with the wheel that wheel.sh made.
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"

check-jsonschema --quiet --builtin-schema vendor.github-actions "$project/action.yml" || fail "action.yml is not as its schema says"

empty_folder action
mkdir -p "origin/my macros"
cd origin
git init --quiet --initial-branch main
echo "Please calm down." >"my macros/old.macro"
echo "I'll call you by 3 pm." >"my macros/quiet.macro"
git add . && git commit --quiet --message "Macros"
git tag before
echo "You failed to attach the receipt." >"my macros/new.macro"
git add . && git commit --quiet --message "One more"
cd ..
git clone --quiet --depth 1 "file://$PWD/origin" checkout
export RUNNER_TEMP=$PWD/temporary GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=$PWD/summary.md CI=true
export PIP_NO_INDEX=1 PIP_FIND_LINKS=$wheels
mkdir "$RUNNER_TEMP"
cd checkout

runner=$project/scripts/packages/runner.py
action() { python "$runner" action "$project/action.yml" "$@"; }
# Once it is installed.
check() { python "$runner" last-step "$project/action.yml" "$@"; }

ends 1 action version=0.0.0
ends 1 action
says "softspoken 0." "::warning file=my macros/old.macro,line=1" tone/calm-command tone/blame
grep -q "tone/calm-command" "$GITHUB_STEP_SUMMARY" || fail "nothing on the page of the step"
ends 0 check fail-on=never
ends 1 check "paths=my macros/quiet.macro
my macros/old.macro"
says tone/calm-command
ends 0 check "paths=my macros/quiet.macro" "arguments=--select tone/
  --ignore tone/blame"
ends 2 check fail-on=sometimes

# Of a commit that the checkout does not have.
ends 1 check changed-since=before
says tone/blame
case $output in *tone/calm-command*) fail "what was there before is told: $output" ;; esac
ends 2 check "changed-since=--upload-pack=touch pwned"
ends 2 check "changed-since=main:refs/heads/pwned"
ends 2 check "changed-since=-
::stop-commands::pwned"
case $output in *pwned*) fail "an input became a command: $output" ;; esac

# What git cannot fetch is no finding.
ends 2 check changed-since=missing
says "::error title=softspoken::git could not fetch"

# What an input holds is never a command, nor an option where none belongs.
ends 2 check 'paths=$(touch pwned); touch pwned
-- `touch pwned`'
ends 2 check 'arguments=--select $(touch pwned) ; touch pwned'
ends 2 action 'version=0.1.0; touch pwned'
ends 1 action version=latest
[ ! -e pwned ] || fail "an input was run"
