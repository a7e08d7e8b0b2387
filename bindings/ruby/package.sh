#!/bin/sh
# The gem with the library in it, in FOLDER: package.sh LIBRARY FOLDER. The quick start is run from it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
library=$1 work=$2
rm -rf "$work/installed"
"$here/../checkout.sh" "$here" "$work/gem"
mkdir -p "$work/gem/native" "$work/installed"
cp "$library" "$work/gem/native/liberrpredict.so"
strip --strip-debug "$work/gem/native/liberrpredict.so"
cd "$work/gem"
gem build --quiet --output "$work/errpredict.gem" errpredict.gemspec
# Not into a folder that is named, where the gems that come with Ruby would not count.
GEM_HOME="$work/installed" gem install --quiet --local --no-document "$work/errpredict.gem"
cd "$work"
env -u ERRPREDICT_LIBRARY GEM_PATH="$work/installed" ruby "$here/examples/quick.rb"
for file in LICENSE-MIT LICENSE-APACHE README.md; do ls "$work"/installed/gems/errpredict-*/$file > /dev/null; done
ls -l "$work/errpredict.gem"
