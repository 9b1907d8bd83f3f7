#!/usr/bin/env bash
# Renew the pinned requirements: hashes for every file, no index address in any of them.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.venv/bin/uv}
for name in uv run postgres build dev; do
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header "$@" "requirements/$name.in" -o "requirements/$name.txt"
done
