#!/bin/sh
# What git has of a folder, as it stands there now, and nothing else: checkout.sh FOLDER TARGET. Packages are made of that.
set -eu
rm -rf "$2"
mkdir -p "$2"
git -C "$1" ls-files -z | (cd "$1" && xargs -0 cp --parents -t "$2")
