#!/bin/sh
# The Go module as a proxy serves it, in FOLDER/proxy, and the C library that it is linked with, in FOLDER/c: package.sh BUILT FOLDER
# BUILT has the library. A program in an empty folder gets the module from there, is compiled and run.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
built=$1 work=$2
mkdir -p "$work"
chmod -R u+w "$work"
rm -rf "$work/proxy" "$work/user" "$work/c" "$work/path"
module=$(sed -n 's/^module //p' "$here/go.mod")
version=v$(sed -n '/^\[workspace.package\]/,/^$/s/^version = "\(.*\)"/\1/p' "$here/../../Cargo.toml")
"$here/../c/install.sh" "$built" "$work/c"
"$here/../checkout.sh" "$here" "$work/zip/$module@$version"
place=$work/proxy/$module/@v
mkdir -p "$place" "$work/user"
cp "$here/go.mod" "$place/$version.mod"
echo "{\"Version\": \"$version\"}" > "$place/$version.info"
echo "$version" > "$place/list"
# Files alone: a proxy's archive has no folders in it.
python3 - "$work/zip" "$place/$version.zip" << 'END'
import pathlib, sys, zipfile
root = pathlib.Path(sys.argv[1])
with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as archive:
    for path in sorted(root.rglob("*")):
        if path.is_file():
            archive.write(path, path.relative_to(root))
END
rm -rf "$work/zip"
cd "$work/user"
export PKG_CONFIG_PATH="$work/c/lib/pkgconfig" LD_LIBRARY_PATH="$work/c/lib" GOPROXY="file://$work/proxy" GONOSUMDB='*' GOFLAGS=-mod=mod GOPATH="$work/path" \
    GOCACHE="${GOCACHE:-$work/cache}"
go mod init example.invalid/shop 2> /dev/null
# The quick start of the README, which is the example of the tests.
python3 - "$here/example_test.go" > main.go << 'END'
import pathlib, re, sys
text = pathlib.Path(sys.argv[1]).read_text()
text = re.sub(r"^package \w+", "package main", text, flags=re.M)
print(re.sub(r"^func Example\w*\(\)", "func main()", text, flags=re.M))
END
go get "$module@$version"
test "$(go run .)" = "shop had 300 events"
for file in LICENSE-MIT LICENSE-APACHE README.md; do test -s "$work/path/pkg/mod/$module@$version/$file" || { echo "$file is missing"; exit 1; }; done
ls -l "$place"
