#!/bin/sh
# The tests with Django 6, whose Python this machine has not: django6.sh PROGRAM FOLDER_OF_THE_BUILD PIP FOLDER
# A Debian 13 of its own in FOLDER/root (debootstrap, some minutes, half a gigabyte), with Python 3.13 and PostgreSQL; this clone, FOLDER and
# the program are seen from inside. Packages are fetched by PIP, outside. Nothing of it is installed here; what it sees is gone with the
# process.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
clone=$(cd "$here/../../.." && pwd)
program=$(realpath "$1")
build=$2
pip=$3
mkdir -p "$4"
work=$(cd "$4" && pwd)
root=$work/root
requirements=$here/requirements-django6.txt
# It is written once everything is there: a root that was begun and not ended is none.
if ! test -e "$work/made"; then
    test "$(id -u)" = 0 && command -v debootstrap > /dev/null || { echo "NOT TESTED: Django 6 needs Python 3.12 or newer: debootstrap as root makes a place for it"; exit 0; }
    rm -rf "$root"
    debootstrap --variant=minbase --include=python3,python3-venv,postgresql trixie "$root" http://deb.debian.org/debian > "$work/debootstrap.log" 2>&1 ||
        { tail -n 3 "$work/debootstrap.log"; echo "NOT TESTED: Django 6: no Debian 13 could be had"; rm -rf "$root"; exit 0; }
    touch "$work/made"
fi
if ! cmp -s "$requirements" "$work/fetched.txt"; then
    rm -rf "$work/wheels" "$work/venv"
    "$pip" download --quiet --only-binary=:all: --python-version 3.13 --dest "$work/wheels" --requirement "$requirements"
    cp "$requirements" "$work/fetched.txt"
fi
"$here/../develop.sh" "$build" "$work/package"
cp "$program" "$work/errpredict"
cat > "$work/inside.sh" << END
set -eu
mkdir -p "$root$clone" "$root$work"
mount --rbind "$clone" "$root$clone"
mount --bind "$work" "$root$work"
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
export ERRPREDICT_PROGRAM="$work/errpredict" PYTHONPATH="$work/package" PYTHONDONTWRITEBYTECODE=1 HOME=/root LC_ALL=C.UTF-8 TMPDIR=/tmp
unset ERRPREDICT_TEST_POSTGRES VIRTUAL_ENV PYTHONHOME
chroot "$root" sh -c '
    set -eu
    test -x "$work/venv/bin/pytest" || {
        python3 -m venv "$work/venv"
        "$work/venv/bin/pip" install --quiet --no-index --find-links "$work/wheels" --requirement "$requirements"
    }
    cd "$here"
    "$work/venv/bin/python" -c "import sys, django; print(\"Django\", django.get_version() + \", Python\", sys.version.split()[0])"
    exec "$work/venv/bin/pytest" -q -p no:cacheprovider'
END
unshare -m sh "$work/inside.sh"
