#!/bin/sh
# The wheel as a user gets it, in an empty environment: long.sh FOLDER_OF_WHEELS WORK. It runs the tests of the package, a server
# that loads it before it forks, a queue that forks, and the notebook.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$2
rm -rf "$work"
python3 -m venv "$work"
"$work/bin/pip" install --quiet "$1"/*.whl
cd "$work"
"$work/bin/python" -m errpredict version
"$work/bin/errpredict" version
"$work/bin/python" -c "from importlib.metadata import metadata; assert '## Two lines' in metadata('errpredict').get_payload()"
# What Django's commands, Celery's tasks and the quick start ask it for; and it is small enough to install.
for command in store migrate work serve token; do "$work/bin/errpredict" $command --help > /dev/null; done
if find "$1" -name '*.whl' -size +15M | grep .; then echo "a wheel has more than 15 MB"; exit 1; fi
"$work/bin/python" -c "import errpredict; assert errpredict.call('severity', {'level': 'warn'}) == {'severity': 'medium'}"
"$work/bin/pip" install --quiet --requirement "$here/requirements.txt" --requirement "$here/requirements-long.txt"
(cd "$here/.." && "$work/bin/pytest" -q -p no:cacheprovider tests servers)
"$work/bin/jupyter" nbconvert --to html --execute "$here/../examples/quick.ipynb" --output-dir "$work"
# What a page of any notebook has as well says nothing: the report stands in a frame of its own, escaped, with its charts.
grep -q 'sandbox srcdoc="' "$work/quick.html"
grep -q "&lt;svg" "$work/quick.html"
