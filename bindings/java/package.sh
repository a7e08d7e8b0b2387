#!/bin/sh
# The jars with the library in them, into FOLDER/jars, and a Maven repository with them, FOLDER/repository: package.sh LIBRARY FOLDER
# The quick start is run from the jars over both bridges, and a Spring Boot application from the repository, and from nothing else.
set -eu
source=$(cd "$(dirname "$0")" && pwd)
library=$1 work=$2
mkdir -p "$work"
"$source/../checkout.sh" "$source" "$work/checkout"
here=$work/checkout
. "$here/java.sh"
java_for_ffm || { echo "Java 22 or newer is needed"; exit 1; }
platform=linux-$(uname -m | sed 's/^arm64$/aarch64/')
rm -rf "$work/natives" "$work/jars" "$work/repository" "$work/m2/io/errpredict"
mkdir -p "$work/natives/$platform" "$work/jars"
cp "$library" "$work/natives/$platform/liberrpredict.so"
strip --strip-debug "$work/natives/$platform/liberrpredict.so"
maven clean deploy -Dmaven.test.skip=true -Dmaven.install.skip=true -Derrpredict.natives="$work/natives" \
    -DaltDeploymentRepository="errpredict::file://$work/repository" -pl .,errpredict-core,errpredict,errpredict-jna,errpredict-spring-boot-starter
cp "$work"/build/*/errpredict*.jar "$work/jars"
for jar in "$work"/jars/*.jar; do
    for file in META-INF/LICENSE-MIT META-INF/LICENSE-APACHE; do
        python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).getinfo(sys.argv[2])' "$jar" "$file" || { echo "$jar has no $file"; exit 1; }
    done
done
unset ERRPREDICT_LIBRARY
# The quick start as a user runs it, from the jars alone; without a compiler it stays with the tests, which run it.
quick() {
    test "$("$1/bin/java" ${3:-} -cp "$2" "$here/examples/Quick.java")" = "shop had 300 events"
}
if test -x "$JAVA_HOME/bin/javac"; then
    core=$(echo "$work"/jars/errpredict-core-*.jar)
    quick "$JAVA_HOME" "$core:$(echo "$work"/jars/errpredict-[0-9]*.jar)" --enable-native-access=ALL-UNNAMED
    jna=$(find "$work/m2/net/java/dev/jna/jna" -name 'jna-*.jar' | head -1)
    test -n "$jna" || { echo "JNA is not among what Maven got"; exit 1; }
    older=$(java_with_compiler 17 21)
    # With the jar for newer Javas beside it, as where two dependencies bring one each: on an older Java it is passed over.
    quick "${older:-$JAVA_HOME}" "$core:$(echo "$work"/jars/errpredict-jna-*.jar):$jna${older:+:$(echo "$work"/jars/errpredict-[0-9]*.jar)}"
    echo "the quick start ran from the jars: over FFM on Java $(java_version "$JAVA_HOME"), over JNA on Java $(java_version "${older:-$JAVA_HOME}")"
else
    echo "NOT CHECKED: the quick start from the jars: this Java has no compiler"
fi
# An application with the two dependencies of the README, in a folder of its own.
rm -rf "$work/user"
cp -r "$here/spring-example" "$work/user"
here=$work/user maven package -Derrpredict.repository="file://$work/repository"
test "$("$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -cp "$work/user/target/classes:$(cat "$work/user/target/libraries")" Shop | tail -1)" = "shop: 4 requests, 1 failed"
echo "a Spring Boot application ran with the starter from the repository"
ls -l "$work/jars"
