#!/usr/bin/env bash
# Second step of action.yml: checks what the inputs name. Its exit status is that of `softspoken check`, 2 where that cannot run.
# Keeps to bash 3.2, which runners of macOS have.
set -euo pipefail

programs=$RUNNER_TEMP/softspoken/bin
[ -d "$programs" ] || programs=$RUNNER_TEMP/softspoken/Scripts
check=("$programs/softspoken" check)

# What an input holds is not repeated: a line break in it would begin a command of its own.
unusable() {
  echo "::error title=softspoken::$1"
  exit 2
}

[ -z "$SOFTSPOKEN_FAIL_ON" ] || check+=(--fail-on "$SOFTSPOKEN_FAIL_ON")

if [ -n "$SOFTSPOKEN_CHANGED_SINCE" ]; then
  since=$SOFTSPOKEN_CHANGED_SINCE
  case $since in
    -* | +* | *:* | *[[:space:]]*) unusable "changed-since takes a commit, branch or tag" ;;
  esac
  unfetched="git could not fetch what changed-since names; see above. In a private repository, give actions/checkout fetch-depth: 0"
  # A checkout has one commit and no branch but its own, unless it was told otherwise; where both come from is further back.
  if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
    git fetch --quiet --no-tags --unshallow origin || unusable "$unfetched"
  fi
  if ! git rev-parse --quiet --verify "$since^{commit}" >/dev/null; then
    git fetch --quiet --no-tags origin "$since" || unusable "$unfetched"
    since=$(git rev-parse FETCH_HEAD)
  fi
  check+=(--changed-since "$since")
fi

# Ends at the end of the text with a status of its own.
read -r -d '' -a more <<<"$SOFTSPOKEN_ARGUMENTS" || true
check+=(${more[@]+"${more[@]}"} --)

while IFS= read -r path; do
  [ -z "$path" ] || check+=("$path")
done <<<"$SOFTSPOKEN_PATHS"

exec "${check[@]}"
