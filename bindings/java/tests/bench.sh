#!/bin/sh
# Compiles the Java packages and runs `benches/peers/languages.py`: bench.sh FOLDER BUILT LANGUAGES PAGE
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=$1 built=$2 languages=$3 page=$4
mkdir -p "$work"
. "$here/java.sh"
java_for_ffm || { echo "Java 22 or newer is needed"; exit 1; }
maven test-compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -pl spring-tests -am -Dmdep.outputFile="$work/libraries"
echo "$work/build/errpredict-spring-tests/test-classes:$(cat "$work/libraries")" > "$work/class-path"
cd "$here/../.."
python3 benches/peers/languages.py "$built" "$languages" "$page"
