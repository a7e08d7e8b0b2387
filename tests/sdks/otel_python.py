"""Logs and traces of the OpenTelemetry SDK, which knows the service by OTEL_EXPORTER_OTLP_ENDPOINT and _HEADERS alone; calls the Node
program, which goes on with the same trace; prints what was raised."""
import json
import logging
import os
import subprocess
import sys

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.propagate import inject
from opentelemetry.sdk._logs import LoggerProvider, LoggingHandler
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

assert "OTEL_EXPORTER_OTLP_ENDPOINT" in os.environ
resource = Resource({"service.name": "shop", "service.version": "1.2", "deployment.environment": "production"})
logs = LoggerProvider(resource=resource)
logs.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
spans = TracerProvider(resource=resource)
spans.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
tracer = spans.get_tracer("shop")
log = logging.getLogger("shop")
log.setLevel(logging.INFO)
log.addHandler(LoggingHandler(logger_provider=logs))
common = {"service": "shop", "release": "1.2", "environment": "production"}


def charge():
    with tracer.start_as_current_span("charge card"):
        raise ConnectionError("no answer from the bank")


attributes = {"http.request.method": "GET", "http.route": "/orders/{id}", "http.response.status_code": 503, "url.path": "/orders/17"}
with tracer.start_as_current_span("GET /orders/{id}", kind=trace.SpanKind.SERVER, attributes=attributes) as server:
    request_id = format(server.get_span_context().trace_id, "032x")
    with tracer.start_as_current_span("SELECT", kind=trace.SpanKind.CLIENT, attributes={"db.system.name": "postgresql", "server.address": "db-1"}):
        pass
    with tracer.start_as_current_span("GET", kind=trace.SpanKind.CLIENT, attributes={"server.address": "web.internal"}):
        carrier = {}
        inject(carrier)
        node = subprocess.run(["node", sys.argv[1]], env={**os.environ, "TRACEPARENT": carrier["traceparent"]}, check=True, capture_output=True, text=True)
    try:
        charge()
    except ConnectionError:
        log.exception("could not pay", extra={"order": 17})
logs.shutdown()
spans.shutdown()
raised = json.loads(node.stdout)
raised += [
    {"kind": "request", "endpoint": "/orders/{id}", "status_code": 503, "request_id": request_id, **common},
    {"error_type": "ConnectionError", "message": "no answer from the bank", "severity": "high", "stack": ["in charge"], "request_id": request_id, **common},
    {"error_type": "ConnectionError", "message": "could not pay", "severity": "high", "stack": ["in charge"], "request_id": request_id, **common},
]
for one in raised:
    # The Node program goes on with the same trace.
    if one["service"] == "web" and one.get("kind") == "request":
        one["request_id"] = request_id
print(json.dumps(raised))
