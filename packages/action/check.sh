#!/usr/bin/env bash
# Second step of action.yml: checks what the inputs name. Its exit status is that of `softspoken check`.
# Keeps to bash 3.2, which runners of macOS have.
set -euo pipefail

programs=$RUNNER_TEMP/softspoken/bin
[ -d "$programs" ] || programs=$RUNNER_TEMP/softspoken/Scripts
check=("$programs/softspoken" check)

[ -z "$SOFTSPOKEN_FAIL_ON" ] || check+=(--fail-on "$SOFTSPOKEN_FAIL_ON")

if [ -n "$SOFTSPOKEN_CHANGED_SINCE" ]; then
  since=$SOFTSPOKEN_CHANGED_SINCE
  case $since in
    -* | +* | *:*) echo "::error title=softspoken::changed-since takes a commit, branch or tag, not $since"; exit 2 ;;
  esac
  # A checkout has one commit and no branch but its own, unless it was told otherwise; where both come from is further back.
  if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
    git fetch --quiet --no-tags --unshallow origin
  fi
  if ! git rev-parse --quiet --verify "$since^{commit}" >/dev/null; then
    git fetch --quiet --no-tags origin "$since"
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
