#!/bin/sh
# The examples under valgrind, and eight threads for so many seconds: memory.sh FOLDER_OF_THE_BUILD SECONDS
# `make test-c` calls it with what the Rust tests built.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
built=$1
seconds=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$here/install.sh" "$built" "$work"
export LD_LIBRARY_PATH="$work/lib"
flags="-Wall -Wextra -Werror -pedantic -O1 -g $(PKG_CONFIG_PATH="$work/lib/pkgconfig" pkg-config --cflags errpredict)"
libs=$(PKG_CONFIG_PATH="$work/lib/pkgconfig" pkg-config --libs errpredict)
cc -std=c99 $flags "$here/examples/watch.c" -o "$work/watch-c" $libs
c++ -std=c++17 $flags "$here/examples/watch.cpp" -o "$work/watch-cpp" $libs
cc -std=c11 $flags "$here/examples/threads.c" -o "$work/threads" $libs -lpthread
# The threads of the pool live as long as the process: what they hold is "possibly lost" and no leak.
for program in watch-c watch-cpp; do
    valgrind --quiet --error-exitcode=9 --leak-check=full --show-leak-kinds=definite,indirect \
        --errors-for-leak-kinds=definite,indirect "$work/$program"
done
"$work/threads" "$seconds"
