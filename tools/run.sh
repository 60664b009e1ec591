#!/usr/bin/env bash
# Opens the program; on a machine without a display performs the demo day instead.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]; then
  exec .venv/bin/kazanlak-case
fi
echo "Няма екран: изпълнява се примерният ден; снимки, пакети и справки остават в demo-output/."
echo "No display: performing the demo day; screenshots, bundles and reports go to demo-output/."
.venv/bin/python -m kazanlak_case.demo.day demo-output
QT_QPA_PLATFORM=offscreen .venv/bin/python tools/screenshots.py demo-output/screenshots
