#!/bin/sh
# The tests of the PHP package: run.sh LIBRARY ANSWERS FOLDER
set -eu
here=$(cd "$(dirname "$0")" && pwd)
"$here/build.sh" "$3"
export ERRPREDICT_LIBRARY="$1" ERRPREDICT_ANSWERS="$2" ERRPREDICT_AUTOLOAD="$3/package/vendor/autoload.php"
python3 "$here/../../tests/other.py" "$3/other.so"
export ERRPREDICT_OTHER="$3/other.so"
phpunit -c "$here/phpunit.xml"
