#!/bin/sh
# Every test of the browser package: run.sh PROGRAM WORK, where WORK has what package-lock.json names in its node_modules and
# PROGRAM is `errpredict` with `serve`.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
program=$(realpath "$1")
"$here/tests/lay.sh" "$2"
cd "$2"
# What a user would see of types, for import and for require, and the applications' own.
node_modules/.bin/tsc --strict --ignoreConfig --noEmit --module nodenext --target es2022 --jsx react-jsx --types node tests/types.mts tests/types.cts
node_modules/.bin/tsc --strict --ignoreConfig --noEmit --module esnext --moduleResolution bundler --target es2022 --jsx react-jsx packed/apps/react/src/main.tsx packed/apps/react/src/vite-env.d.ts
export ERRPREDICT_ROOT="$here/../.." ERRPREDICT_PROGRAM="$program" ERRPREDICT_APPS="$2/packed/apps" NODE_PATH="$2/node_modules"
node --test --test-reporter=spec --test-concurrency=2 tests/units.test.mjs tests/page.test.mjs tests/readme.test.mjs tests/service.test.mjs
