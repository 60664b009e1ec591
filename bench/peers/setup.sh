#!/bin/sh
# Set up what our merge is measured beside: node from this machine or from Debian, packages by the lock file.
# Whatever is missing is told, and its rows say "not measured".
set -eu
cd "$(dirname "$0")"
if ! command -v npm >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends nodejs npm >/dev/null 2>&1 || true
fi
if ! command -v npm >/dev/null; then
    echo "bench: no node here, so PouchDB and Yjs are not measured"
    exit 0
fi
if ! [ node_modules/.package-lock.json -nt package-lock.json ]; then
    # no package needs a script of its own: LevelDB comes built
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error ||
        echo "bench: npm could not set up the peers, so PouchDB and Yjs are not measured"
fi
