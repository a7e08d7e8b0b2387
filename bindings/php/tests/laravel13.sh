#!/bin/sh
# The tests with Laravel 13, whose PHP this machine has not: laravel13.sh LIBRARY ANSWERS FOLDER
# A Debian of its own in FOLDER/root (debootstrap, some minutes, half a gigabyte), with this clone and FOLDER seen from inside. Nothing of
# it is installed here; what it sees is gone with the process.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
clone=$(cd "$here/../../.." && pwd)
mkdir -p "$3"
work=$(cd "$3" && pwd)
root=$work/root
if ! test -e "$root/usr/share/php/Illuminate/autoload.php"; then
    test "$(id -u)" = 0 && command -v debootstrap > /dev/null || { echo "NOT TESTED: Laravel 13 needs PHP 8.3 or newer: debootstrap as root makes a place for it"; exit 0; }
    rm -rf "$root"
    # The script of sid is that of every newer Debian.
    debootstrap --variant=minbase --include=php-cli,php-sqlite3,php-mbstring,php-xml,php-laravel-framework,phpunit forky "$root" http://deb.debian.org/debian sid \
        > "$work/debootstrap.log" 2>&1 || { tail -3 "$work/debootstrap.log"; echo "NOT TESTED: Laravel 13: no Debian that has it could be had"; rm -rf "$root"; exit 0; }
fi
"$here/build.sh" "$work"
cp "$1" "$work/liberrpredict.so"
cp "$2" "$work/answers"
python3 "$here/../../tests/other.py" "$work/other.so"
cat > "$work/inside.sh" << END
set -eu
mkdir -p "$root$clone" "$root$work/package"
mount --rbind "$clone" "$root$clone"
mount --bind "$work/package" "$root$work/package"
for file in liberrpredict.so answers other.so; do touch "$root$work/\$file"; mount --bind "$work/\$file" "$root$work/\$file"; done
mount -t proc proc "$root/proc"
export ERRPREDICT_LIBRARY="$work/liberrpredict.so" ERRPREDICT_ANSWERS="$work/answers" ERRPREDICT_OTHER="$work/other.so" \\
    ERRPREDICT_AUTOLOAD="$work/package/vendor/autoload.php" ERRPREDICT_LARAVEL=13 HOME=/root
chroot "$root" php -r 'require "Illuminate/autoload.php"; echo "Laravel ", Illuminate\\Foundation\\Application::VERSION, ", PHP ", PHP_VERSION, "\\n";'
exec chroot "$root" phpunit --bootstrap "$here/bootstrap.php" --do-not-record-test-run-history --fail-on-warning --fail-on-deprecation "$here"
END
unshare -m sh "$work/inside.sh"
