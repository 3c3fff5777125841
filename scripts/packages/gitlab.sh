#!/usr/bin/env bash
# The GitLab template: as its schema says, and its commands run with the wheel that wheel.sh made.
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"

empty_folder gitlab
python3 -m venv image
export PIP_NO_INDEX=1 PIP_FIND_LINKS=$wheels PATH=$PWD/image/bin:$PATH
runner=$(command -v check-jsonschema)
template=("$(dirname "$runner")/python" "$project/scripts/packages/runner.py" gitlab "$project/templates/softspoken.yml" "$work/gitlab/job.yml")
template() { "${template[@]}" "$@"; }
valid() { check-jsonschema --quiet --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci "$1" || fail "$1 is not as its schema says"; }

mkdir macros
echo "Please calm down." >macros/late.macro
ends 1 template
says tone/calm-command "Checked 1 macro"
output=$(cat gl-code-quality-report.json)
says tone/calm-command '"path":"macros/late.macro"'
valid "$work/gitlab/job.yml"
sed '/^---$/,$d' "$project/templates/softspoken.yml" >"$work/gitlab/header.yml"
valid "$work/gitlab/header.yml"

ends 0 template fail-on=never
git init --quiet && git add macros && git commit --quiet --message "Macros"
ends 0 env CI_MERGE_REQUEST_DIFF_BASE_SHA="$(git rev-parse HEAD)" "${template[@]}" 'changed-since=$CI_MERGE_REQUEST_DIFF_BASE_SHA'
ends 1 template 'changed-since=$CI_MERGE_REQUEST_DIFF_BASE_SHA'
ends 0 template "arguments=--select flow/wall-of-text" paths=macros
mkdir "more macros"
echo "You must wait." >"more macros/wait.macro"
ends 1 template "paths=macros
more macros
"
says "Checked 2 macros"
# What cannot be read hides nothing of the rest.
printf '\377' >"more macros/broken.macro"
ends 2 template
says tone/calm-command "Checked 2 macros"
rm -r "more macros"
ends 2 template 'paths=$(touch pwned) ; touch pwned * `touch pwned`'
[ ! -e pwned ] || fail "an input was run"
