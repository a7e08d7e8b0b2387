#!/bin/sh
# Asks the running program whatever its description allows, and what it does not: schemathesis.sh PROGRAM VENV EXAMPLES
# A made-up month is in it (`--demo`), so that lists have rows. Checks are named one by one. Left out is what never ends (stream/) and
# what takes away the right to ask: the sessions, roles and keys of whoever asks.
set -eu
program=$1 venv=$2 examples=$3
folder=$(mktemp -d)
chmod 755 "$folder"
trap 'kill "$service" 2>/dev/null || true; wait "$service" 2>/dev/null || true; rm -rf "$folder"' EXIT
TMPDIR=$folder ERRPREDICT_AUTH_ACCESS_MINUTES=1440 ERRPREDICT_LIMITS_PRINCIPAL_PER_MINUTE=0 \
    ERRPREDICT_LIMITS_TENANT_PER_MINUTE=0 ERRPREDICT_LIMITS_ADDRESS_PER_MINUTE=0 ERRPREDICT_LOG_LEVEL=warn \
    "$program" serve --demo --address 127.0.0.1:0 > "$folder/said" 2> "$folder/log" &
service=$!
for _ in $(seq 600); do
    grep -q 'curl ' "$folder/said" && break
    kill -0 "$service"
    sleep 0.2
done
base=$(sed -n 's/.*listens on \(http:[^ ]*\)\/api\/ml\/.*/\1/p' "$folder/said")
key=$(sed -n 's/^ *\(epk_[^ ]*\)$/\1/p' "$folder/said")
token=$(curl -sf "$base/api/ml/auth/token/" -H 'Content-Type: application/json' -d "{\"key\": \"$key\"}" |
    sed 's/.*"access":"\([^"]*\)".*/\1/')
"$venv/bin/schemathesis" run "$base/api/ml/openapi.json" --header "Authorization: Bearer $token" \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,unsupported_method \
    --exclude-path /api/ml/stream/ --exclude-path '/api/ml/users/{id}/roles/' --exclude-path '/api/ml/users/{id}/deactivate/' \
    --exclude-path '/api/ml/keys/{id}/' \
    --max-examples "$examples" --seed 1 --generation-database none --request-timeout 60 --continue-on-failure --no-color \
    --output-truncate true --max-time "${SECONDS_AT_MOST:-900}" || failed=$?
if grep -E 'ERROR|panicked' "$folder/log"; then
    echo "the program wrote errors into its log" >&2
    exit 1
fi
exit "${failed:-0}"
