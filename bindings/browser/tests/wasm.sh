#!/bin/sh
# The core in WebAssembly: wasm.sh WASM LIBRARY WORK, where WASM is the folder of the compiled cores, LIBRARY the native library of the
# Node package, and WORK has what package-lock.json names in its node_modules.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
export ERRPREDICT_WASM="$1"
"$here/tests/lay.sh" "$3"
cd "$3"
export ERRPREDICT_ROOT="$here/../.." ERRPREDICT_NODE="$2" NODE_PATH="$3/node_modules"
node --expose-gc --test --test-reporter=spec tests/wasm.test.mjs
