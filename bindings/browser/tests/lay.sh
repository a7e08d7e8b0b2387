#!/bin/sh
# Builds the package in WORK, packs it, and lays the applications out around what was packed: lay.sh WORK
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
cd "$1"
rm -rf src tests dist packed
cp -r "$here/src" "$here/tests" "$here/build.mjs" "$here/tsconfig.json" "$here/package.json" "$here/README.md" .
cp "$here/../../docs/browser.md" docs.md
node build.mjs
mkdir -p packed/node_modules/errpredict-browser
npm pack --silent --ignore-scripts --pack-destination packed > /dev/null
tar -xzf packed/errpredict-browser-*.tgz -C packed/node_modules/errpredict-browser --strip-components=1
mv tests/apps packed/apps
