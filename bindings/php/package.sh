#!/bin/sh
# The archive for Composer with the library in it, in FOLDER: package.sh LIBRARY FOLDER. The quick start is run from it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
library=$1 work=$2
mkdir -p "$work"
rm -rf "$work/archive" "$work/user" "$work"/errpredict-*.tar
"$here/../checkout.sh" "$here" "$work/checkout"
"$work/checkout/tests/build.sh" "$work/archive" "$library"
rm -r "$work/archive/package/vendor"
COMPOSER_ALLOW_SUPERUSER=1 composer archive --quiet --no-interaction --format=tar --dir="$work" --file=errpredict-php --working-dir="$work/archive/package"
# As a user installs it, from the archive in place of Packagist.
mkdir -p "$work/user/unpacked"
tar -xf "$work/errpredict-php.tar" -C "$work/user/unpacked"
cd "$work/user"
cat > composer.json << 'END'
{
    "repositories": [{"type": "path", "url": "unpacked", "options": {"symlink": false}}, {"packagist.org": false}],
    "require": {"errpredict/errpredict": "0.1.0"}
}
END
COMPOSER_ALLOW_SUPERUSER=1 COMPOSER_CACHE_DIR="$work/cache" composer install --quiet --no-interaction
env -u ERRPREDICT_LIBRARY -u ERRPREDICT_AUTOLOAD php "$here/examples/quick.php"
env -u ERRPREDICT_LIBRARY php vendor/bin/errpredict-setup "$work/user"
for file in LICENSE-MIT LICENSE-APACHE README.md; do test -s "vendor/errpredict/errpredict/$file" || { echo "$file is missing"; exit 1; }; done
ls -l "$work"/errpredict-php.tar
