#!/usr/bin/env bash
# First step of action.yml: installs the wheel of $SOFTSPOKEN_VERSION into a folder of this job.
set -euo pipefail

case $SOFTSPOKEN_VERSION in
  latest) wanted=softspoken ;;
  "" | *[!0-9a-z.]*)
    echo "::error title=softspoken::version takes a version such as 0.1.0, or latest"
    exit 2
    ;;
  *) wanted=softspoken==$SOFTSPOKEN_VERSION ;;
esac
python=$(command -v python3 || command -v python) || {
  echo "::error title=softspoken::Python 3 is needed to install softspoken: put actions/setup-python before this step"
  exit 2
}
environment=$RUNNER_TEMP/softspoken
"$python" -m venv "$environment"
programs=$environment/bin
[ -d "$programs" ] || programs=$environment/Scripts
"$programs/python" -m pip install --quiet --disable-pip-version-check --only-binary softspoken "$wanted"
"$programs/softspoken" --version
