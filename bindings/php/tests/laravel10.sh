#!/bin/sh
# The tests with Laravel 10 and Monolog 3, which are those of Debian 13: laravel10.sh LIBRARY ANSWERS FOLDER
# Its packages are PHP alone, so they are unpacked into FOLDER and run by the PHP of this machine; nothing of it is installed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$3/trixie
mkdir -p "$work/lists" "$work/cache/archives/partial" "$work/debs"
touch "$work/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian trixie main" > "$work/sources.list"
options="-o Dir::Etc::sourcelist=$work/sources.list -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists=$work/lists
    -o Dir::Cache=$work/cache -o Dir::State::status=$work/status"
if ! test -d "$work/root"; then
    apt-get $options update
    # What is compiled (php-cli, php-intl and so on) is the machine's own.
    packages=$(apt-cache $options depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances \
        php-laravel-framework | grep '^php-' | sort -u | grep -v -E '^php-(cli|common|intl|json|mbstring|uuid|xml)$')
    (cd "$work/debs" && apt-get $options download $packages)
    for package in "$work"/debs/*.deb; do dpkg -x "$package" "$work/root"; done
    # Debian's autoloaders name each other by where they are installed.
    grep -rl /usr/share/php/ "$work/root/usr/share/php" | xargs sed -i "s|/usr/share/php/|$work/root/usr/share/php/|g"
fi
mkdir -p "$work/ini"
echo "include_path=$work/root/usr/share/php" > "$work/ini/laravel.ini"
"$here/build.sh" "$3"
export ERRPREDICT_LIBRARY="$1" ERRPREDICT_ANSWERS="$2" ERRPREDICT_AUTOLOAD="$3/package/vendor/autoload.php" ERRPREDICT_LARAVEL=10
python3 "$here/../../tests/other.py" "$3/other.so"
export ERRPREDICT_OTHER="$3/other.so"
# PHPUnit stays the machine's; the application and its server, which it starts, have the other path.
PHP_INI_SCAN_DIR=":$work/ini" php -d include_path=/usr/share/php "$(command -v phpunit)" -c "$here/phpunit.xml"
PHP_INI_SCAN_DIR=":$work/ini" php -r '
    require "Illuminate/autoload.php";
    require getenv("ERRPREDICT_AUTOLOAD");
    $folder = sys_get_temp_dir() . "/errpredict-monolog3-" . getmypid();
    $log = new Monolog\Logger("shop", [new Errpredict\Monolog\ErrpredictHandler(new Errpredict\Recorder(new Errpredict\Spool($folder), "shop"))]);
    $log->notice("the stock is low");
    $event = json_decode(file_get_contents("$folder/events.ndjson"), true);
    exec("rm -r " . escapeshellarg($folder));
    if (Monolog\Logger::API !== 3 || [$event["severity"], $event["message"]] !== ["low", "the stock is low"]) { exit(1); }
    echo "Laravel ", Illuminate\Foundation\Application::VERSION, ", Monolog 3\n";' 2> /dev/null
