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

# where memory has room, the files of tests lie there: each waits for the disk at every save
tests() {
  local memory=/dev/shm free place
  free=$(df -Pk "$memory" 2>/dev/null | awk 'NR == 2 { print $4 }')
  place=$([ "${free:-0}" -gt 3000000 ] && [ -w "$memory" ] && echo "$memory" || echo "${TMPDIR:-/tmp}")
  place=$(mktemp -d "$place/tests-XXXXXX")
  trap "rm -rf '$place'" EXIT
  python -m pytest -n auto --dist worksteal --basetemp="$place/run"
}
[ "${1:-}" = --no-tests ] || check tests tests

if [ ${#failed[@]} -gt 0 ]; then
  printf '\nDid not hold: %s\n' "${failed[*]}" >&2
  exit 1
fi
