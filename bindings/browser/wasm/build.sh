#!/bin/sh
# The two compiled cores of the package: build.sh FOLDER_OF_THE_BUILD OUT [WASM_OPT], where WASM_OPT is Binaryen's program of that name:
# without it both are larger, and that is said.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export CARGO_TARGET_DIR="$1"
out=$2
optimise=${3:-}
mkdir -p "$out"
out=$(cd "$out" && pwd)
built="$CARGO_TARGET_DIR/wasm32-unknown-unknown/release/errpredict_browser_wasm.wasm"
# What the compiler may use of this target; the section that says so is stripped with the names.
features="--enable-bulk-memory --enable-bulk-memory-opt --enable-multivalue --enable-mutable-globals --enable-nontrapping-float-to-int
    --enable-reference-types --enable-sign-ext"
put() {
    if test -n "$optimise"; then
        "$optimise" -Oz $features "$built" -o "$out/$1"
    else
        echo "NOT OPTIMISED: $1: there is no wasm-opt"
        cp "$built" "$out/$1"
    fi
}
cd "$here"
cargo clippy --locked --target wasm32-unknown-unknown --release -- -D warnings
cargo build --locked --target wasm32-unknown-unknown --release
put errpredict.wasm
cargo build --locked --target wasm32-unknown-unknown --release --features whole
put errpredict-whole.wasm
