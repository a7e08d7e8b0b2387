#!/bin/sh
# The tests of the gem: test.sh LIBRARY ANSWERS
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export ERRPREDICT_LIBRARY="$1" ERRPREDICT_ANSWERS="$2"
for test in "$here"/test/*_test.rb; do
    ruby -W -I "$here/lib" "$test"
done
