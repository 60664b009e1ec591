#!/usr/bin/env bash
# Pins every dependency anew, with hashes, for every system; run after changing pyproject.toml.
# Settings of this computer's own package index are left out, so that the lock holds nothing of it.
set -euo pipefail
cd "$(dirname "$0")/.."

env -u PIP_FIND_LINKS -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL -u UV_INDEX_URL -u UV_FIND_LINKS \
  uv pip compile --no-config --universal --python-version 3.11 --generate-hashes --extra dev \
  --no-annotate --no-header "$@" pyproject.toml -o requirements.lock >/dev/null
