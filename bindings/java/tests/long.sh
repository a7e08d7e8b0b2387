#!/bin/sh
# Other versions: Java 17 and 21 by JNA, Spring Boot 4: long.sh LIBRARY ANSWERS FOLDER
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
library=$1 answers=$2 work=$3
mkdir -p "$work"
. "$here/java.sh"
told="-Derrpredict.library=$library -Derrpredict.answers=$answers"
java_for_ffm
echo "Spring Boot 4.0.7 on Java $(java_version "$JAVA_HOME")"
maven clean verify $told -Dspring-boot.version=4.0.7
python3 "$here/tests/counts.py" "$work/build"
# What is there only for newer Javas is not asked for by the profile of Maven.
for version in 17 21; do
    compiler=
    home=$(java_with_compiler $version)
    if test -n "$home" && test "$(java_version "$home")" -lt 22; then
        export JAVA_HOME="$home"
    else
        home=$(java_of_pypi 21.0.8.0) || { echo "NOT CHECKED: Java $version could not be had"; continue; }
        export JAVA_HOME="$home"
        with_ecj
    fi
    echo "errpredict-jna on Java $(java_version "$JAVA_HOME")"
    maven clean verify $told -Dnative.access=-Dnone
    python3 "$here/tests/counts.py" "$work/build"
done
