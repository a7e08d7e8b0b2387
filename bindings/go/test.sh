#!/bin/sh
# The tests of the Go package: test.sh FOLDER_OF_THE_BUILD ANSWERS FOLDER
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$3"
"$here/../c/install.sh" "$1" "$3/c"
export PKG_CONFIG_PATH="$3/c/lib/pkgconfig" LD_LIBRARY_PATH="$3/c/lib" GOCACHE="$3/cache" GOFLAGS=-mod=mod GOPROXY=off ERRPREDICT_ANSWERS="$2"
mkdir -p "$3/other"
python3 "$here/../tests/other.py" "$3/other/liberrpredict.so.0"
export ERRPREDICT_OTHER="$3/other"
cd "$here"
test -z "$(gofmt -l .)" || { echo "not formatted, run gofmt -w:"; gofmt -l .; exit 1; }
go test -count=1 -vet=all ./...
