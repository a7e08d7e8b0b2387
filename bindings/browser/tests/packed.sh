#!/bin/sh
# The npm package as a user gets it: packed from a clean checkout, installed into an empty project, used: packed.sh WORK
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
rm -rf "$1"
mkdir -p "$1/checkout" "$1/user"
# Only what is under version control.
git -C "$here" ls-files -z | (cd "$here" && xargs -0 cp --parents -t "$1/checkout")
cd "$1/checkout"
npm ci --silent --no-audit --no-fund
npm pack --silent --pack-destination "$1" > /dev/null
cd "$1/user"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund "$1"/errpredict-browser-*.tgz
test ! -e node_modules/react || { echo "the package brings a framework along"; exit 1; }
node --input-type=module -e "import { init, report } from 'errpredict-browser'; init({ dsn: 'https://k@h/1', service: 's' }); report(new Error('outside of a browser nothing happens'));"
node -e "const { init, report, flush } = require('errpredict-browser'); init({ dsn: 'https://k@h/1', service: 's' }); report('x'); flush();"
node -e "const { injectDebugIds } = require('errpredict-browser/vite'); if (injectDebugIds('.').length) process.exit(1);"
node -e "if (!require('fs').readFileSync(require.resolve('errpredict-browser/errpredict.min.js'), 'utf8').includes('errpredict')) process.exit(1);"
ls node_modules/errpredict-browser
