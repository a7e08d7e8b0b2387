"""An error, a message, a log, a transaction and sessions of the Python client. usage: sentry_python.py PORT"""
import sys, time
import sentry_sdk
import sentry_sdk.logger

sentry_sdk.init(
    dsn=f"http://abcdef0123456789@127.0.0.1:{sys.argv[1]}/7", release="shop@1.2", environment="production",
    traces_sample_rate=1.0, server_name="host-1", auto_session_tracking=True, enable_logs=True,
    default_integrations=False, integrations=[],
)
sentry_sdk.set_user({"id": "u7", "email": "anna@example.com"})
sentry_sdk.set_tag("order", "17")


def pay(order):
    raise ValueError(f"no mail to anna@example.com for order {order}")


sentry_sdk.Hub.current.start_session() if hasattr(sentry_sdk, "Hub") else None
with sentry_sdk.start_transaction(op="http.server", name="/orders") as transaction:
    transaction.set_http_status(200)
    try:
        pay(17)
    except ValueError:
        sentry_sdk.capture_exception()
sentry_sdk.capture_message("stock is low", level="warning")
sentry_sdk.logger.error("no answer from {host}", host="db-1")
scope = sentry_sdk.get_current_scope()
scope.add_attachment(bytes=b"\x00\x01{\n", filename="dump.bin")
sentry_sdk.capture_message("with an attachment", level="error")
if hasattr(sentry_sdk, "Hub"):
    sentry_sdk.Hub.current.end_session()
sentry_sdk.flush(10)
time.sleep(1)
