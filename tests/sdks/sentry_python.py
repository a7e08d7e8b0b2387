"""Raises errors under sentry-sdk, which knows the service by SENTRY_DSN alone; prints what was raised."""
import json
import os

import sentry_sdk

sentry_sdk.init(release="shop@1.2", environment="production", traces_sample_rate=1.0, enable_logs=True, server_name="host-1")
assert "SENTRY_DSN" in os.environ
raised = []


def pay(order):
    raise ValueError(f"no card for order {order}")


def checkout(order):
    pay(order)


sentry_sdk.set_user({"id": "u7"})
with sentry_sdk.start_transaction(op="http.server", name="/orders") as transaction:
    transaction.set_http_status(503)
    try:
        checkout(17)
    except ValueError:
        sentry_sdk.capture_exception()
common = {"release": "shop@1.2", "environment": "production"}
raised.append({"error_type": "ValueError", "message": "no card for order 17", "severity": "high", "stack": ["pay", "checkout"], "user_id": "u7", **common})
raised.append({"kind": "request", "endpoint": "/orders", "status_code": 503, **common})
sentry_sdk.capture_message("stock is low", level="warning")
raised.append({"message": "stock is low", "severity": "medium", **common})
sentry_sdk.logger.error("no answer from {host}", host="db-1")
raised.append({"message": "no answer from db-1", "severity": "high", **common})
# More than one thing of the same kind, at the same time.
for n in range(20):
    try:
        {}[f"key {n}"]
    except KeyError:
        sentry_sdk.capture_exception()
    raised.append({"error_type": "KeyError", "message": f"'key {n}'", "severity": "high", **common})
sentry_sdk.flush(10)
print(json.dumps(raised))
