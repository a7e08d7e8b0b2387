#!/bin/sh
# The Composer package as users get it, with an autoloader: build.sh FOLDER [LIBRARY]. LIBRARY goes into the package where it is given.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1"
rm -rf "$1/package" && mkdir -p "$1/package"
cp -r "$here/src" "$here/bin" "$here/config" "$here/composer.json" "$here/errpredict.ffi.h" "$here/preload.php" "$here/README.md" "$here"/LICENSE-* \
    "$1/package"
if test -n "${2:-}"; then
    mkdir -p "$1/package/lib/linux-$(uname -m)"
    cp "$2" "$1/package/lib/linux-$(uname -m)/liberrpredict.so"
    strip --strip-debug "$1/package/lib/linux-$(uname -m)/liberrpredict.so"
fi
COMPOSER_ALLOW_SUPERUSER=1 composer dump-autoload --quiet --no-interaction --optimize --working-dir="$1/package"
