#!/bin/sh
# The archive of the Dart package as `dart pub publish` lays it out, in FOLDER: package.sh PYTHON FOLDER. What can be looked at without a
# Dart SDK is looked at in the archive: PYTHON has what test/requirements.txt names.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=$1 work=$2
mkdir -p "$work"
version=$(sed -n 's/^version: //p' "$here/pubspec.yaml")
workspace=$(sed -n '/^\[workspace.package\]/,/^$/s/^version = "\(.*\)"/\1/p' "$here/../../Cargo.toml")
test "$version" = "$workspace" || { echo "pubspec.yaml has version $version, errpredict is $workspace"; exit 1; }
"$here/../checkout.sh" "$here" "$work/package"
rm -f "$work/package/package.sh"
tar -C "$work/package" -czf "$work/errpredict-$version.tar.gz" .
rm -rf "$work/unpacked"
mkdir -p "$work/unpacked"
tar -C "$work/unpacked" -xzf "$work/errpredict-$version.tar.gz"
for file in LICENSE README.md CHANGELOG.md pubspec.yaml lib/errpredict.dart; do test -s "$work/unpacked/$file" || { echo "$file is missing"; exit 1; }; done
grep -q "^## $version" "$work/unpacked/CHANGELOG.md" || { echo "CHANGELOG.md has no entry for $version"; exit 1; }
"$python" "$work/unpacked/test/check.py" "$here/../c/include/errpredict.h"
ls -l "$work"/errpredict-*.tar.gz
