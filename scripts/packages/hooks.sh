#!/usr/bin/env bash
# The hooks, by the real pre-commit, installed from a repository like this one and run by git commit.
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"

pre-commit validate-manifest "$project/.pre-commit-hooks.yaml" || fail "the hooks are not as pre-commit wants them"

empty_folder hooks
export PRE_COMMIT_HOME=$PWD/pre-commit PIP_NO_INDEX=1 PIP_FIND_LINKS="$wheels $build_wheels"
# An address of links is split at blanks.
case $wheels$build_wheels in *" "*) fail "a blank in $wheels or $build_wheels" ;; esac

mkdir softspoken
cp "$project/.pre-commit-hooks.yaml" "$project/pyproject.toml" softspoken
git -C softspoken init --quiet
git -C softspoken add . && git -C softspoken commit --quiet --message "Hooks"
git -C softspoken tag v1

mkdir shop
cd shop
git init --quiet
cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: $PWD/../softspoken
    rev: v1
    hooks:
      - id: softspoken-fix
      - id: softspoken-fmt
      - id: softspoken
        args: [--fail-on, warning]
YAML
ends 0 pre-commit install
git add .

echo "I'll call you by 3 pm." >"a quiet one.macro"
echo "Please calm down." >notes.txt
git add . && ends 0 git commit --message "A macro that is well"
says "softspoken check" Passed

echo 'Hi {{customer.first_name | default: "there" }, thank you.' >slips.macro
git add . && ends 1 git commit --message "A macro with slips"
[ "$(cat slips.macro)" = 'Hi {{ customer.first_name | default: "there" }}, thank you.' ] || fail "slips.macro is $(cat slips.macro)"
git add . && ends 0 git commit --message "The slips are gone"

echo "Please calm down." >late.macro
git add . && ends 1 git commit --message "A macro that escalates"
says tone/calm-command late.macro
