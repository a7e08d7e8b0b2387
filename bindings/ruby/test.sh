#!/bin/sh
# The tests of the gem: test.sh LIBRARY ANSWERS
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export ERRPREDICT_LIBRARY="$1" ERRPREDICT_ANSWERS="$2"
other=$(mktemp)
trap 'rm -f "$other"' EXIT
python3 "$here/../tests/other.py" "$other"
export ERRPREDICT_OTHER="$other"
for test in "$here"/test/*_test.rb; do
    ruby -W -I "$here/lib" "$test"
done
