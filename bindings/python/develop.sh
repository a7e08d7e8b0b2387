#!/bin/sh
# Lays the package out as the wheel would, around what the Rust tests built: develop.sh FOLDER_OF_THE_BUILD TARGET
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$2"
rm -rf "$2/errpredict"
cp -r "$here/python/errpredict" "$2/errpredict"
ln "$1/liberrpredict_python.so" "$2/errpredict/_native.abi3.so" 2> /dev/null ||
    cp "$1/liberrpredict_python.so" "$2/errpredict/_native.abi3.so"
