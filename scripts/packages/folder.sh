#!/usr/bin/env bash
# Sourced: where the tools of the package tests are.
# The cache folder is that of scripts/test.sh.
# shellcheck disable=SC2034 # for those who source it
packages_cache=${SOFTSPOKEN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/softspoken}/packages
