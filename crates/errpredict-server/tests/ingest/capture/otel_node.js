// Traces and logs of the OpenTelemetry SDK for Node, as JSON and as protocol buffers. usage: otel_node.js PORT
const { SpanKind, SpanStatusCode } = require("@opentelemetry/api");
const { BasicTracerProvider, BatchSpanProcessor } = require("@opentelemetry/sdk-trace-base");
const { LoggerProvider, BatchLogRecordProcessor } = require("@opentelemetry/sdk-logs");
const { resourceFromAttributes } = require("@opentelemetry/resources");
const base = `http://127.0.0.1:${process.argv[2]}/api/ml/ingest/otlp`;
const resource = resourceFromAttributes({ "service.name": "web", "service.version": "3.4" });
(async () => {
  for (const form of ["http", "proto"]) {
    const { OTLPTraceExporter } = require(`@opentelemetry/exporter-trace-otlp-${form}`);
    const { OTLPLogExporter } = require(`@opentelemetry/exporter-logs-otlp-${form}`);
    const spans = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${base}/v1/traces` }))] });
    const span = spans.getTracer("web").startSpan("GET /pay", { kind: SpanKind.SERVER, attributes: { "http.route": "/pay", "http.response.status_code": 500, "cached": false, "ids": [1, 2] } });
    span.recordException(new TypeError("cannot read card of undefined"));
    span.setStatus({ code: SpanStatusCode.ERROR, message: "cannot read card of undefined" });
    span.end();
    await spans.shutdown();
    const logs = new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter({ url: `${base}/v1/logs` }) })] });
    logs.getLogger("web").emit({ severityNumber: 17, severityText: "ERROR", body: "no answer", attributes: { "user.id": "u8", size: 1.5, big: 9007199254740993n === 0n ? 1 : 7 } });
    logs.getLogger("web").emit({ body: { message: "a body of fields", code: "E7" } });
    await logs.shutdown();
  }
})();
