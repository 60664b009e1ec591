#!/usr/bin/env bash
# Runs every check in turn, and says at the end which did not hold.
#
#   tools/check.sh              everything
#   tools/check.sh --no-tests   all but the tests
set -uo pipefail
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
export QT_QPA_PLATFORM=offscreen PYTHONUTF8=1
# hundreds of tests start the program anew: it is put in bytecode once, wherever else that is not wanted
unset PYTHONDONTWRITEBYTECODE
failed=()

check() {
  local name=$1
  shift
  printf '\n== %s\n' "$name"
  "$@" || failed+=("$name")
}

check format ruff format --check .
check lint ruff check .
check types mypy
check contracts lint-imports
check catalogues python tools/catalogues.py check
[ "${1:-}" = --no-tests ] || check tests python -m pytest -n auto --dist worksteal

if [ ${#failed[@]} -gt 0 ]; then
  printf '\nDid not hold: %s\n' "${failed[*]}" >&2
  exit 1
fi
