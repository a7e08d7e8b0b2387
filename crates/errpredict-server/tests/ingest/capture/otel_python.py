"""Logs and traces of the OpenTelemetry SDK for Python. usage: otel_python.py PORT"""
import logging, sys
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk._logs import LoggerProvider, LoggingHandler
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

base = f"http://127.0.0.1:{sys.argv[1]}/api/ml/ingest/otlp"
resource = Resource({"service.name": "shop", "service.version": "1.2", "deployment.environment": "production"})
logs = LoggerProvider(resource=resource)
logs.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter(f"{base}/v1/logs", compression=Compression.Gzip)))
spans = TracerProvider(resource=resource)
spans.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(f"{base}/v1/traces")))
tracer = spans.get_tracer("shop")
log = logging.getLogger("shop")
log.setLevel(logging.INFO)
log.addHandler(LoggingHandler(logger_provider=logs))


def charge():
    with tracer.start_as_current_span("charge card"):
        raise ConnectionError("no answer from the bank")


log.info("started")
with tracer.start_as_current_span("GET /orders/{id}", kind=trace.SpanKind.SERVER, attributes={
    "http.request.method": "GET", "http.route": "/orders/{id}", "http.response.status_code": 503, "url.path": "/orders/17",
}):
    with tracer.start_as_current_span("SELECT orders", kind=trace.SpanKind.CLIENT, attributes={
        "db.system.name": "postgresql", "server.address": "db-1",
    }):
        pass
    try:
        with tracer.start_as_current_span("pay"):
            charge()
    except ConnectionError:
        log.exception("could not pay", extra={"order": 17, "sizes": (1, 2)})
with tracer.start_as_current_span("poll", kind=trace.SpanKind.CLIENT, attributes={"peer.service": "mail"}) as span:
    span.set_status(trace.StatusCode.ERROR, "mailbox is full")
logs.shutdown()
spans.shutdown()
