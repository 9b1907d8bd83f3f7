#!/usr/bin/env bash
# Renew the pins: one set of versions for all files, for Linux and macOS, each file by hash, no index address in any.
#   requirements/compile.sh            add what the .in files newly ask for, keep the other pins
#   requirements/compile.sh --upgrade  renew all
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.venv/bin/uv}
compile() {
    name=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
        "$@" "requirements/$name.in" -o "requirements/$name.txt"
}
compile uv "$@"
compile run "$@"
for name in postgres build dev; do
    compile "$name" -c requirements/run.txt "$@" # nothing in development may move what the product runs on
done
