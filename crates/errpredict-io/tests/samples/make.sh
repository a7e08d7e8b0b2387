#!/usr/bin/env bash
# Makes the samples in this folder by running the real programs. The output differs from run to run (times, process
# ids), so the files are kept in the repository and this script says how they came to be.
#
# Debian 12: apt-get install nginx-light apache2 php-cli default-jdk nodejs python3 curl
# Python: pip install sentry-sdk opentelemetry-sdk opentelemetry-exporter-otlp-proto-common
# usage: make.sh [FOLDER]      PYTHON=... for an interpreter with the two packages
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TZ=UTC

# --- nginx: access log (combined), error log
mkdir -p "$work/nginx/www" && echo hello > "$work/nginx/www/index.html"
cat > "$work/nginx/nginx.conf" <<CONF
pid $work/nginx/pid; error_log $work/nginx/error.log notice; worker_processes 1;
events {}
http {
  access_log $work/nginx/access.log combined;
  client_body_temp_path $work/nginx/body; proxy_temp_path $work/nginx/proxy; fastcgi_temp_path $work/nginx/fcgi;
  uwsgi_temp_path $work/nginx/uwsgi; scgi_temp_path $work/nginx/scgi;
  server { listen 127.0.0.1:18080; root $work/nginx/www;
    location /api { proxy_pass http://127.0.0.1:1; }
    location /private { deny all; } }
}
CONF
chmod -R a+rX "$work"
nginx -c "$work/nginx/nginx.conf"
for path in / '/index.html?page=2' /missing /api/orders/7 /private/x '/a"b' / /api/cart; do
  curl -s -o /dev/null "http://127.0.0.1:18080$path" || true
done
printf 'garbage\r\n\r\n' | timeout 2 bash -c 'exec 3<>/dev/tcp/127.0.0.1/18080; cat >&3; cat <&3' > /dev/null || true
kill -QUIT "$(cat "$work/nginx/pid")"; sleep 1
cp "$work/nginx/access.log" "$out/nginx_access.log"; cp "$work/nginx/error.log" "$out/nginx_error.log"

# --- Apache: access log (combined, and with the virtual host in front), error log
mkdir -p "$work/apache/www/private" && echo hello > "$work/apache/www/index.html"
modules=/usr/lib/apache2/modules
cat > "$work/apache/httpd.conf" <<CONF
ServerName shop.example
Listen 127.0.0.1:18081
PidFile $work/apache/pid
DefaultRuntimeDir $work/apache
LoadModule mpm_event_module $modules/mod_mpm_event.so
LoadModule authz_core_module $modules/mod_authz_core.so
LoadModule dir_module $modules/mod_dir.so
LoadModule proxy_module $modules/mod_proxy.so
LoadModule proxy_http_module $modules/mod_proxy_http.so
User www-data
Group www-data
ErrorLog $work/apache/error.log
LogLevel info
LogFormat "%h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"" combined
LogFormat "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"" vhost_combined
CustomLog $work/apache/access.log combined
CustomLog $work/apache/vhosts.log vhost_combined
DocumentRoot $work/apache/www
<Location /private>
  Require all denied
</Location>
ProxyPass /api http://127.0.0.1:1/
CONF
chmod -R a+rX "$work"
apache2 -f "$work/apache/httpd.conf"; sleep 1
for path in / '/index.html?page=2' /missing /api/orders/7 /private/x '/a"b' /api/cart; do
  curl -s -o /dev/null "http://127.0.0.1:18081$path" || true
done
kill -TERM "$(cat "$work/apache/pid")"; sleep 1
cp "$work/apache/access.log" "$out/apache_access.log"; cp "$work/apache/vhosts.log" "$out/apache_vhosts.log"
cp "$work/apache/error.log" "$out/apache_error.log"

# --- Python: logging with the format of its own tutorial, exceptions chained and not
cat > "$work/app.py" <<'PY'
import logging, sys
logging.basicConfig(filename=sys.argv[1], level=logging.INFO,
                    format="%(asctime)s - %(name)s - %(levelname)s - %(message)s")
log = logging.getLogger("shop.orders")
log.info("started with %d workers", 4)
def load(order):
    return {"1": 2}[order]
def show(order):
    try:
        return load(order)
    except KeyError as error:
        raise RuntimeError(f"order {order} is gone") from error
for order in ("17", "18"):
    try:
        show(order)
    except RuntimeError:
        log.exception("could not show order %s", order)
log.warning("cache is %d%% full", 93)
try:
    1 / 0
except ZeroDivisionError:
    log.critical("broken", exc_info=True)
PY
rm -f "$out/python.log"; "$python" "$work/app.py" "$out/python.log"

# --- Java: java.util.logging with one line per record
cat > "$work/Shop.java" <<'JAVA'
import java.util.logging.*;
public class Shop {
    static void pay(int order) {
        try { Integer.parseInt("x" + order); }
        catch (NumberFormatException e) { throw new IllegalStateException("order " + order + " cannot be paid", e); }
    }
    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tF %1$tT.%1$tL%1$tz %4$s [%3$s] %5$s%6$s%n");
        Logger log = Logger.getLogger("shop.Pay");
        FileHandler file = new FileHandler(arguments[0]);
        file.setFormatter(new SimpleFormatter());
        log.addHandler(file); log.setUseParentHandlers(false);
        log.info("started");
        for (int order = 7; order < 9; order++)
            try { pay(order); } catch (IllegalStateException e) { log.log(Level.SEVERE, "payment failed", e); }
        log.warning("slow answer from bank");
    }
}
JAVA
java "$work/Shop.java" "$out/java.log"; rm -f "$out/java.log.lck"

# --- Node: console with a time and a level, errors with their stacks
cat > "$work/shop.js" <<'JS'
const say = (level, ...rest) => console.log(new Date().toISOString(), level, ...rest);
function price(item) { return item.price.amount; }
say('INFO', 'started');
for (const item of [{}, { price: null }]) {
  try { price(item); } catch (error) { say('ERROR', error); }
}
try { require('fs').readFileSync('/no/such/file'); } catch (error) { say('ERROR', error.stack); }
say('WARN', 'queue is long');
JS
node "$work/shop.js" > "$out/node.log"

# --- PHP: its own error log
cat > "$work/shop.php" <<'PHP'
<?php
namespace Shop;
class OutOfStock extends \Exception {}
function reserve(int $item) { throw new OutOfStock("item $item is out of stock"); }
echo $undefined;
error_log("PHP Notice:  told by hand");
reserve(12);
PHP
rm -f "$out/php.log"
php -d log_errors=1 -d display_errors=0 -d date.timezone=UTC -d error_reporting=-1 -d error_log="$out/php.log" "$work/shop.php" || true

# --- Sentry: the client's own envelopes, written to a file instead of being sent
cat > "$work/sentry.py" <<'PY'
import sys
import sentry_sdk
from sentry_sdk.transport import Transport
class ToFile(Transport):
    def capture_envelope(self, envelope):
        with open(sys.argv[1], "ab") as file:
            envelope.serialize_into(file)
            file.write(b"\n")
sentry_sdk.init(dsn="https://key@sentry.example/42", transport=ToFile, release="shop@1.2", environment="production",
                traces_sample_rate=1.0, server_name="host-1", default_integrations=False)
sentry_sdk.set_user({"id": "u7"})
sentry_sdk.set_tag("service", "shop")
with sentry_sdk.start_transaction(op="http.server", name="/orders"):
    try:
        {}["order"]
    except KeyError as error:
        sentry_sdk.capture_exception(error)
    sentry_sdk.capture_message("stock is low", level="warning")
sentry_sdk.flush()
PY
rm -f "$out/sentry.envelope"; "$python" "$work/sentry.py" "$out/sentry.envelope"

# --- OpenTelemetry: records of its own encoder, in the JSON form of OTLP
cat > "$work/otlp.py" <<'PY'
import logging, sys
from google.protobuf.json_format import MessageToJson
from opentelemetry.exporter.otlp.proto.common._log_encoder import encode_logs
from opentelemetry.sdk._logs import LoggerProvider, LoggingHandler
from opentelemetry.sdk._logs.export import SimpleLogRecordProcessor
from opentelemetry.sdk.resources import Resource
class ToFile:
    def export(self, batch):
        with open(sys.argv[1], "a") as file:
            file.write(MessageToJson(encode_logs(batch), indent=None) + "\n")
    def shutdown(self): pass
    def force_flush(self, timeout_millis=0): return True
provider = LoggerProvider(resource=Resource.create({"service.name": "shop", "service.version": "1.2"}))
provider.add_log_record_processor(SimpleLogRecordProcessor(ToFile()))
log = logging.getLogger("shop")
log.addHandler(LoggingHandler(logger_provider=provider)); log.setLevel(logging.INFO)
log.info("started")
try:
    1 / 0
except ZeroDivisionError:
    log.exception("could not divide")
log.warning("stock is low")
provider.shutdown()
PY
rm -f "$out/otlp.json"; "$python" "$work/otlp.py" "$out/otlp.json"
