#!/bin/sh
# Other versions: Java 17 and 21 by JNA, Spring Boot 4: long.sh LIBRARY ANSWERS FOLDER
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
library=$1 answers=$2 work=$3
mkdir -p "$work"
. "$here/java.sh"
python3 "$here/../tests/other.py" "$work/other.so"
told="-Derrpredict.other=$work/other.so -Derrpredict.library=$library -Derrpredict.answers=$answers"
java_for_ffm
echo "Spring Boot 4.0.7 on Java $(java_version "$JAVA_HOME")"
rm -rf "$work/build"
maven verify $told -Dspring-boot.version=4.0.7
python3 "$here/tests/counts.py" "$work/build"
# The profile of Maven leaves out what is for newer Javas only.
for version in 17.0.9.2 21.0.8.2; do
    compiler=
    home=$(java_with_compiler "${version%%.*}" "${version%%.*}")
    if test -n "$home"; then
        export JAVA_HOME="$home"
    else
        home=$(java_of_pypi $version) || { echo "NOT CHECKED: Java ${version%%.*} could not be had"; continue; }
        export JAVA_HOME="$home"
        with_ecj
    fi
    echo "errpredict-jna on Java $(java_version "$JAVA_HOME")"
    rm -rf "$work/build"
    maven verify $told -Dnative.access=-Dnone
    python3 "$here/tests/counts.py" "$work/build" 200
done
