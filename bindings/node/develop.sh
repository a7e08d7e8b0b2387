#!/bin/sh
# Lays the package out as npm would, around what the Rust tests built: develop.sh FOLDER_OF_THE_BUILD TARGET
# TARGET has the frameworks of tests/package.json in its node_modules.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
package="$2/node_modules/errpredict"
rm -rf "$package"
mkdir -p "$package"
cp -r "$here/lib" "$here/bin" "$here/package.json" "$package"
ln "$1/liberrpredict_node.so" "$package/errpredict.node" 2> /dev/null || cp "$1/liberrpredict_node.so" "$package/errpredict.node"
