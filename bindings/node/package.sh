#!/bin/sh
# The npm packages, of what git has: the one that is asked for, and one with the compiled part for each place it was built for.
# package.sh TARGET PLACE=FOLDER_OF_THE_BUILD... such as linux-x64-gnu=target/release; they are packed into TARGET.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=$1
shift
version=$(node -p "require('$here/package.json').version")
rm -rf "$target"
mkdir -p "$target/errpredict"
"$here/../checkout.sh" "$here" "$target/checkout"
(cd "$target/checkout" && cp -r lib bin package.json README.md LICENSE-* "$target/errpredict")
(cd "$target/errpredict" && npm pack --silent --pack-destination "$target" > /dev/null)
for built in "$@"; do
    place=${built%%=*} folder=${built#*=}
    name=$(node -p "require('$here/lib/platform.js').packageFor('$place')")
    mkdir -p "$target/$name"
    cp "$folder/liberrpredict_node.so" "$target/$name/errpredict.node"
    cp "$here"/LICENSE-* "$target/$name"
    strip "$target/$name/errpredict.node"
    node -e "
        const [system, cpu, libc] = '$place'.split('-');
        const own = require('$here/package.json');
        const description = own.description + ': the compiled part for $place';
        const { license } = own;
        console.log(JSON.stringify({ name: '$name', version: '$version', description, license, main: 'errpredict.node',
            files: ['errpredict.node', 'LICENSE-*'], os: [system], cpu: [cpu], ...(libc && { libc: [{ gnu: 'glibc', musl: 'musl' }[libc]] }) }, null, 2));
    " > "$target/$name/package.json"
    (cd "$target/$name" && npm pack --silent --pack-destination "$target" > /dev/null)
done
rm -r "$target/checkout"
ls "$target"/*.tgz
