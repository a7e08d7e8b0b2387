#!/bin/sh
# The archive for Composer with the library in it, in FOLDER: package.sh LIBRARY FOLDER. The quick start is run from it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
library=$1 work=$2
rm -rf "$work/archive" "$work/user" "$work"/errpredict-*.tar
"$here/tests/build.sh" "$work/archive" "$library"
rm -r "$work/archive/package/vendor"
COMPOSER_ALLOW_SUPERUSER=1 composer archive --quiet --no-interaction --format=tar --dir="$work" --file=errpredict-php --working-dir="$work/archive/package"
mkdir -p "$work/user/vendor/errpredict/errpredict"
tar -xf "$work/errpredict-php.tar" -C "$work/user/vendor/errpredict/errpredict"
cd "$work/user"
echo '{"repositories": [{"packagist.org": false}, {"type": "path", "url": "vendor/errpredict/errpredict"}], "autoload": {"psr-4": {"Errpredict\\": "vendor/errpredict/errpredict/src"}, "classmap": ["vendor/errpredict/errpredict/src/Wire"]}}' > composer.json
COMPOSER_ALLOW_SUPERUSER=1 composer dump-autoload --quiet --no-interaction
env -u ERRPREDICT_LIBRARY -u ERRPREDICT_AUTOLOAD php "$here/examples/quick.php"
env -u ERRPREDICT_LIBRARY php vendor/errpredict/errpredict/bin/errpredict-setup "$work/user"
ls -l "$work"/errpredict-php.tar
