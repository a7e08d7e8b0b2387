#!/bin/sh
# The npm package as a user gets it: packed from a clean checkout, installed into an empty project, used: packed.sh WORK
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
rm -rf "$1"
mkdir -p "$1/user"
"$here/../checkout.sh" "$here" "$1/checkout"
cd "$1/checkout"
npm ci --silent --no-audit --no-fund
npm pack --silent --pack-destination "$1" > /dev/null
cd "$1/user"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund "$1"/errpredict-browser-*.tgz
for file in LICENSE-MIT LICENSE-APACHE README.md; do test -s "node_modules/errpredict-browser/$file" || { echo "$file is missing"; exit 1; }; done
test ! -e node_modules/react || { echo "the package brings a framework along"; exit 1; }
node --input-type=module -e "import { init, report } from 'errpredict-browser'; init({ dsn: 'https://k@h/1', service: 's' }); report(new Error('outside of a browser nothing happens'));"
node -e "const { init, report, flush } = require('errpredict-browser'); init({ dsn: 'https://k@h/1', service: 's' }); report('x'); flush();"
node -e "const { injectDebugIds } = require('errpredict-browser/vite'); if (injectDebugIds('.').length) process.exit(1);"
node -e "if (!require('fs').readFileSync(require.resolve('errpredict-browser/errpredict.min.js'), 'utf8').includes('errpredict')) process.exit(1);"
ls node_modules/errpredict-browser
