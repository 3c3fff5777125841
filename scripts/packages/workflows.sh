#!/usr/bin/env bash
# The workflows and what the guide tells people to write: as their schemas say, and safe; the scripts as shellcheck wants them.
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"

cd "$project"
check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml || fail "a workflow is not as its schema says"
ends 0 zizmor --offline --no-progress --quiet .github/workflows action.yml
ends 0 shellcheck --severity=warning --external-sources --source-path=SCRIPTDIR scripts/packages/*.sh packages/action/*.sh

empty_folder written
ends 0 python "$project/scripts/packages/runner.py" blocks "$project/docs/ci.md" .
says .github/workflows/macros.yml .gitlab-ci.yml .pre-commit-config.yaml
check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml || fail "the workflow of docs/ci.md"
check-jsonschema --quiet --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci .gitlab-ci.yml || fail "the GitLab file of docs/ci.md"
ends 0 pre-commit validate-config .pre-commit-config.yaml
