#!/bin/sh
# Every test of the Node package: run.sh FOLDER_OF_THE_BUILD TARGET ANSWERS, where TARGET has the frameworks in its node_modules and
# ANSWERS is what `bindings/tests/answers.py` wrote.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
"$here/../develop.sh" "$1" "$2"
cp "$here"/*.test.cjs "$here"/types.ts "$here"/types.mts "$here"/../examples/quick.cjs "$2"
cd "$2"
export ERRPREDICT_ROOT="$here/../../.." ERRPREDICT_ANSWERS="$3"
node_modules/.bin/tsc --strict --noEmit --module nodenext --target es2022 --types node --esModuleInterop types.ts types.mts
node --test --test-reporter=dot ./*.test.cjs
