#!/bin/sh
# Puts the C library where compilers and pkg-config find it: install.sh FOLDER_OF_THE_BUILD PREFIX
# FOLDER_OF_THE_BUILD holds liberrpredict_c.so and liberrpredict_c.a (target/release, or target/debug/deps of the tests).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
built=$1
prefix=$2
version=$(sed -n '/^\[workspace.package\]/,/^$/s/^version = "\(.*\)"/\1/p' "$here/../../Cargo.toml")
mkdir -p "$prefix/lib/pkgconfig" "$prefix/include"
cp "$built/liberrpredict_c.so" "$prefix/lib/liberrpredict.so.$version"
# valgrind 3.19 does not understand the debug information of this compiler.
strip --strip-debug "$prefix/lib/liberrpredict.so.$version"
ln -sf "liberrpredict.so.$version" "$prefix/lib/liberrpredict.so.0"
ln -sf liberrpredict.so.0 "$prefix/lib/liberrpredict.so"
if test -f "$built/liberrpredict_c.a"; then cp "$built/liberrpredict_c.a" "$prefix/lib/liberrpredict.a"; fi
cp "$here/include/errpredict.h" "$here/include/errpredict.hpp" "$prefix/include"
mkdir -p "$prefix/share/licenses/errpredict"
cp "$here/../../LICENSE-MIT" "$here/../../LICENSE-APACHE" "$prefix/share/licenses/errpredict"
sed -e "s|@PREFIX@|$prefix|" -e "s|@VERSION@|$version|" "$here/errpredict.pc.in" > "$prefix/lib/pkgconfig/errpredict.pc"
