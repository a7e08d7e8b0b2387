#!/bin/sh
# Keeps what real clients send as fixtures: capture.sh FOLDER (with fixtures beside this folder, nothing else is needed).
# Needs python3 with venv, node with npm, and the package registries.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../fixtures}
work=${WORK:-$(mktemp -d)}
port=${PORT:-18931}
mkdir -p "$work" "$out"
[ -d "$work/venv" ] || {
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" -q install sentry-sdk opentelemetry-sdk opentelemetry-exporter-otlp-proto-http brotli
}
[ -d "$work/node_modules" ] || (cd "$work" && npm install --silent --no-audit --no-fund --prefix "$work" \
    @sentry/node @sentry/cli @opentelemetry/api @opentelemetry/sdk-trace-base @opentelemetry/sdk-logs @opentelemetry/resources \
    @opentelemetry/exporter-trace-otlp-http @opentelemetry/exporter-trace-otlp-proto \
    @opentelemetry/exporter-logs-otlp-http @opentelemetry/exporter-logs-otlp-proto esbuild)
with() { # NAME COMMAND...: what it sends, in a folder of that name
    name=$1; shift
    rm -rf "$out/$name"
    python3 "$here/receiver.py" "$port" "$out/$name" & receiver=$!
    sleep 1
    "$@" || echo "$name: the client failed" >&2
    sleep 1
    kill $receiver
}
with sentry_python "$work/venv/bin/python" "$here/sentry_python.py" "$port"
cp "$here"/*.js "$work"
with sentry_node node "$work/sentry_node.js" "$port"
with otel_python "$work/venv/bin/python" "$here/otel_python.py" "$port"
with otel_node node "$work/otel_node.js" "$port"
"$work/venv/bin/python" "$here/to_json.py" "$out/otel_python"
"$work/venv/bin/python" "$here/to_json.py" "$out/otel_node"
mkdir -p "$work/site/src"
cat > "$work/site/src/pay.ts" <<'TS'
export function charge(amount: number): never {
  throw new TypeError(`no card for ${amount}`);
}
export function checkout(amount: number): void {
  charge(amount);
}
(globalThis as any).checkout = checkout;
TS
"$work/node_modules/.bin/esbuild" "$work/site/src/pay.ts" --bundle --minify --sourcemap --outfile="$work/site/dist/app.js" --log-level=error
cd "$work/site"
with sentry_cli sh -c "'$work/node_modules/.bin/sentry-cli' sourcemaps inject dist && '$work/node_modules/.bin/sentry-cli' --url http://127.0.0.1:$port/ --auth-token sntrys_test sourcemaps upload --org acme --project web --release shop@1.2 dist --url-prefix '~/assets'"
cat dist/app.js > "$out/sentry_cli/app.js.txt"
printf '{"message":"no answer"}\n{"message":"no answer"}\n' | "$work/venv/bin/python" -c 'import brotli,sys; sys.stdout.buffer.write(brotli.compress(sys.stdin.buffer.read()))' > "$out/body.br"
"$work/venv/bin/pip" list 2>/dev/null | grep -iE 'sentry|opentelemetry|protobuf' > "$out/VERSIONS"
(cd "$work" && npm ls --depth=0 2>/dev/null | grep @ | sed 's/^[^@a-z]*//') >> "$out/VERSIONS"
