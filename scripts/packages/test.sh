#!/usr/bin/env bash
# Makes every package from the release binary that is there, and installs and uses each in a place where nothing else is: the wheel, the
# npm packages, the GitHub Action, the pre-commit hooks, the GitLab template. Looks over the workflows, the crates, the completions, the
# manual pages and the book. Run cargo build --release and install.sh first.
#
#   scripts/packages/test.sh [PART...]     some of it; all that come after the wheel want the wheel
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/folder.sh"
project=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$project/target}
if [ ! -x "$target/release/softspoken" ]; then
  echo "packages: $target/release/softspoken is missing: run cargo build --release" >&2
  exit 2
fi
if ! cmp -s "$here/requirements.txt" "$packages_cache/installed.txt"; then
  echo "packages: the tools are missing: run scripts/packages/install.sh" >&2
  exit 2
fi

# What is said of this machine or this run must not reach what is tested.
for name in $(compgen -e); do
  case $name in GITHUB_* | RUNNER_* | GITLAB_* | PIP_* | npm_* | GIT_* | PRE_COMMIT* | SOFTSPOKEN_*) unset "$name" ;; esac
done
export project
export binary=$target/release/softspoken
export work=$target/packages
export wheels=$work/wheels
export build_wheels=$packages_cache/wheels
export PATH=$packages_cache/tools/bin:$PATH
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=Ann GIT_AUTHOR_EMAIL=ann@example.com GIT_COMMITTER_NAME=Ann GIT_COMMITTER_EMAIL=ann@example.com
mkdir -p "$work"

failed=0
[ $# != 0 ] || set -- wheel npm action hooks gitlab workflows crates completions manual book
for part in "$@"; do
  started=$SECONDS
  echo "== $part"
  if bash "$here/$part.sh"; then result=ok; else result=FAILED failed=1; fi
  echo "-- $part: $result ($((SECONDS - started)) s)"
done
exit $failed
