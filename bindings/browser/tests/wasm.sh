#!/bin/sh
# The core in WebAssembly: wasm.sh FOLDER_OF_THE_BUILD WASM WORK. Where WASM was not built its tests say that they were skipped.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
"$here/tests/lay.sh" "$3"
cd "$3"
export ERRPREDICT_ROOT="$here/../.." ERRPREDICT_WASM="$2" ERRPREDICT_NODE="$1/liberrpredict_node.so" NODE_PATH="$3/node_modules"
node --test --test-reporter=spec tests/wasm.test.mjs
