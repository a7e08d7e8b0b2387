#!/bin/sh
# The source package as a user gets it where there is no wheel: built from its file, in an empty environment, outside of this tree:
# sdist.sh FOLDER_OF_PACKAGES WORK. It takes as long as building everything in release does.
set -eu
work=$2
rm -rf "$work"
python3 -m venv "$work"
# A folder of its own, so that nothing of this checkout's build is found.
CARGO_TARGET_DIR="$work/target" "$work/bin/pip" install --quiet --no-cache-dir "$1"/errpredict-*.tar.gz
cd "$work"
"$work/bin/python" -m errpredict version
"$work/bin/python" -c "
import errpredict
monitor = errpredict.Monitor()
monitor.observe('2026-11-20T00:00:10Z', 'shop', 'high', 'E')
assert errpredict.Monitor.load(monitor.save()).analyze('2026-11-20T01:00:00Z')['services']
"
rm -rf "$work/target"
