#!/bin/sh
# Installs the compiler and the dev chain, unless node_modules already holds what package-lock.json asks for.
set -eu
cd "$(dirname "$0")"
cmp -s package-lock.json node_modules/.installed-lock.json && exit 0
if ! command -v npm >/dev/null 2>&1; then
    echo "The tests need the Solidity compiler and the dev chain, which come by npm: install Node 20 or later," >&2
    echo "or build without tests (mvn package -DskipTests), which needs no Node." >&2
    exit 1
fi
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
cp package-lock.json node_modules/.installed-lock.json
