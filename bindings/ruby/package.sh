#!/bin/sh
# The gem with the library in it, in FOLDER: package.sh LIBRARY FOLDER. The quick start is run from it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
library=$1 work=$2
rm -rf "$work/gem" "$work/installed"
mkdir -p "$work/gem/native" "$work/installed"
cp -r "$here/lib" "$here/sig" "$here/errpredict.gemspec" "$here/errpredict.ffi.h" "$here/README.md" "$work/gem"
cp "$library" "$work/gem/native/liberrpredict.so"
strip --strip-debug "$work/gem/native/liberrpredict.so"
cd "$work/gem"
gem build --quiet --output "$work/errpredict.gem" errpredict.gemspec
gem install --quiet --local --no-document --install-dir "$work/installed" "$work/errpredict.gem"
cd "$work"
env -u ERRPREDICT_LIBRARY GEM_PATH="$work/installed" ruby "$here/examples/quick.rb"
ls -l "$work/errpredict.gem"
