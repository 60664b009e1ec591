#!/usr/bin/env bash
# Sets up .venv with the program and its tools; quick when nothing changed.
#
#   installer/setup.sh           what `make run` needs
#   installer/setup.sh --tests   also the programs from outside Python that some tests use
set -euo pipefail
cd "$(dirname "$0")/.."

LIBRARIES=(  # library that Qt opens at start : Debian package that brings it
  libEGL.so.1:libegl1 libGL.so.1:libgl1 libxkbcommon.so.0:libxkbcommon0 libdbus-1.so.3:libdbus-1-3
  libfontconfig.so.1:libfontconfig1 libgthread-2.0.so.0:libglib2.0-0
  libxkbcommon-x11.so.0:libxkbcommon-x11-0 libxcb-cursor.so.0:libxcb-cursor0 libxcb-icccm.so.4:libxcb-icccm4
  libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-shape.so.0:libxcb-shape0
)
TEST_PROGRAMS=(pdftotext:poppler-utils soffice:libreoffice-calc-nogui age:age)

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$@" >&2; exit 1; }

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  # The package list may be missing or old on a fresh machine.
  apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1 && return
  apt-get update -q >/dev/null && apt-get install -y -q --no-install-recommends "$@" >/dev/null
}

find_python() {
  local name
  for name in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
      command -v "$name"
      return
    fi
  done
  stop "Нужен е Python 3.11 или по-нов. / Python 3.11 or newer is needed." \
    "    sudo apt-get install -y python3 python3-venv"
}

install_libraries() {
  [ "$(uname -s)" = Linux ] || return 0
  local known pair missing=()
  known=$( { command -v ldconfig >/dev/null && ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null || true)
  [ -n "$known" ] || return 0 # no list to look in; the program's own check will tell
  for pair in "${LIBRARIES[@]}"; do
    [[ $known == *"${pair%%:*} "* ]] || missing+=("${pair##*:}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if may_install; then
    say "Системни библиотеки / system libraries: ${missing[*]}"
    apt_install "${missing[@]}"
  else
    say "Липсват системни библиотеки; изпълнете: / System libraries are missing; run:"
    say "    sudo apt-get install -y ${missing[*]}"
  fi
}

install_test_programs() {
  local pair missing=()
  for pair in "${TEST_PROGRAMS[@]}"; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if may_install; then
    say "Програми за проверките / programs for the tests: ${missing[*]}"
    apt_install "${missing[@]}" || say "Not installed; the tests that need them will be named as not run: ${missing[*]}"
  else
    say "Not present, so the tests that need them will be named as not run: ${missing[*]}"
    say "    sudo apt-get install -y --no-install-recommends ${missing[*]}"
  fi
}

has_server() {
  command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ||
    { command -v pg_config >/dev/null && [ -x "$(pg_config --bindir)/initdb" ]; }
}

install_test_server() {
  has_server && return 0
  if may_install; then
    say "Сървър за проверките / a server for the tests: postgresql"
    # Only its programs are wanted: no cluster of the system's own is made or started.
    { apt_install postgresql-common &&
      sed -i 's/^#\? *create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf &&
      apt_install postgresql && has_server; } ||
      say "Not installed; the tests of the central copy on a server will be named as not run."
  else
    say "PostgreSQL is not present, so the tests of the central copy on a server will be named as not run:"
    say "    sudo apt-get install -y --no-install-recommends postgresql"
  fi
}

build_venv() {
  local python=$1 stamp
  stamp=$({ "$python" -c 'import sys; print(sys.version)'; pwd; cat requirements.lock pyproject.toml; } | cksum)
  [ -f .venv/stamp ] && [ "$(cat .venv/stamp)" = "$stamp" ] && return
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    may_install && apt_install python3-venv && "$python" -c 'import ensurepip, venv' ||
      stop "Липсва частта на Python за виртуални среди; изпълнете: / Python's venv part is missing; run:" \
        "    sudo apt-get install -y python3-venv"
  fi
  say "Подготвя се .venv (около минута) / setting up .venv (about a minute)"
  # A .venv of another Python, of a moved folder, or half made is started anew.
  if [ "$(.venv/bin/python -c 'import sys, pip; print(sys.version, sys.prefix)' 2>/dev/null)" != \
    "$("$python" -c 'import sys; print(sys.version)') $PWD/.venv" ]; then
    "$python" -m venv --clear .venv
  fi
  rm -f .venv/stamp
  .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
  printf '%s\n' "$stamp" >.venv/stamp
}

compile_catalogues() {
  local made=resources/locale/bg/LC_MESSAGES/kazanlak_case.mo
  [ -f "$made" ] && [ -z "$(find resources/locale -name '*.po' -newer "$made" -print -quit)" ] && return
  .venv/bin/python tools/catalogues.py compile
}

# Two set-ups at once in one folder would spoil each other's work.
if command -v flock >/dev/null; then
  exec 9>.setup.lock
  flock 9
fi
install_libraries
if [ "${1:-}" = --tests ]; then
  install_test_programs
  install_test_server
fi
build_venv "$(find_python)"
compile_catalogues
