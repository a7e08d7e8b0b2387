#!/bin/sh
# The two compiled cores of the package: build.sh FOLDER_OF_THE_BUILD OUT
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export CARGO_TARGET_DIR="$1"
out=$2
mkdir -p "$out"
out=$(cd "$out" && pwd)
built="$CARGO_TARGET_DIR/wasm32-unknown-unknown/release/errpredict_browser_wasm.wasm"
cd "$here"
cargo clippy --locked --target wasm32-unknown-unknown --release -- -D warnings
cargo build --locked --target wasm32-unknown-unknown --release
cp "$built" "$out/errpredict.wasm"
cargo build --locked --target wasm32-unknown-unknown --release --features whole
cp "$built" "$out/errpredict-whole.wasm"
