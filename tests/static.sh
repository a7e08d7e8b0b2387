#!/bin/sh
# The static program where nothing else is: static.sh PROGRAM WORK. The folder becomes the root of the file system, and holds the
# program and a log: no loader, no C library, no names of users, no zones of time.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$2
rm -rf "$work"
mkdir -p "$work/tmp"
cp "$1" "$work/errpredict"
cp "$here/../samples/webmon.csv" "$work/webmon.csv"
# A dynamic program names its loader.
if readelf --program-headers "$work/errpredict" | grep -q INTERP; then echo "the program asks for a loader"; exit 1; fi
chroot "$work" /errpredict version
chroot "$work" /errpredict analyze /webmon.csv --at 2026-07-02T06:00:00Z | grep -q "WHAT IS WRONG"
