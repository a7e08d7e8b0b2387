#!/bin/sh
# The jars with the library in them, into FOLDER/jars: package.sh LIBRARY FOLDER. The quick start is run from them, and nothing else.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
library=$1 work=$2
mkdir -p "$work"
. "$here/java.sh"
java_for_ffm || { echo "Java 22 or newer is needed"; exit 1; }
platform=linux-$(uname -m | sed 's/^arm64$/aarch64/')
rm -rf "$work/natives" "$work/jars"
mkdir -p "$work/natives/$platform" "$work/jars"
cp "$library" "$work/natives/$platform/liberrpredict.so"
strip --strip-debug "$work/natives/$platform/liberrpredict.so"
maven clean package -Dmaven.test.skip=true -Derrpredict.natives="$work/natives" -pl errpredict-core,errpredict,errpredict-jna,errpredict-spring-boot-starter
cp "$work"/build/*/errpredict*.jar "$work/jars"
# The quick start as a user compiles it, from the jars alone; without a compiler it stays with the tests, which run it.
if test -x "$JAVA_HOME/bin/javac"; then
    class_path=$(echo "$work"/jars/errpredict-core-*.jar "$work"/jars/errpredict-[0-9]*.jar | tr ' ' ':')
    cd "$work"
    env -u ERRPREDICT_LIBRARY "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -cp "$class_path" "$here/examples/Quick.java"
else
    echo "NOT CHECKED: the quick start from the jars: this Java has no compiler"
fi
ls -l "$work/jars"
