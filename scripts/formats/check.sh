#!/usr/bin/env bash
# Holds what `softspoken check --format …` prints against the published schemas and the readers of each format: the SARIF
# schema, Microsoft's SARIF validator and sarif-tools, the JUnit schema of Jenkins and junitparser, diff-cover's reader of
# Checkstyle, the validator of reviewdog's format, and GitHub's own writer of workflow commands.
#
#   scripts/formats/check.sh        with SOFTSPOKEN_BIN, else target/release/softspoken
#
# Installs Python and npm packages into the cache folder ($SOFTSPOKEN_CACHE, else ~/.cache/softspoken), and nothing else.
set -euo pipefail
cd "$(dirname "$0")/../.."

bin=$(realpath "${SOFTSPOKEN_BIN:-target/release/softspoken}")
cache=${SOFTSPOKEN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/softspoken}
here=scripts/formats
# What is installed stays until the lists change.
stamp=$(cat "$here/requirements.txt" "$here/package.json" "$0" | cksum | cut -d' ' -f1)
tools=$cache/formats-$stamp

if [ ! -e "$tools/done" ]; then
  echo "installing readers of formats into $tools"
  rm -rf "$tools"
  mkdir -p "$tools"
  python3 -m venv "$tools/venv"
  "$tools/venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
  # The schema of Jenkins comes with the sources of pytest, which hold their own reports against it.
  "$tools/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --no-binary pytest --dest "$tools" pytest==9.0.2
  tar -xzf "$tools"/pytest-*.tar.gz -C "$tools" --strip-components=3 --wildcards '*/testing/example_scripts/junit-10.xsd'
  cp "$here/package.json" "$tools/"
  (cd "$tools" && npm install --silent --no-audit --no-fund)
  touch "$tools/done"
fi

exec "$tools/venv/bin/python" -W ignore "$here/check.py" "$bin" "$tools"
