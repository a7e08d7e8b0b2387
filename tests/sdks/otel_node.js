// A service that was called by another: goes on with the trace of TRACEPARENT. Knows the service by OTEL_EXPORTER_OTLP_ENDPOINT and
// _HEADERS alone; prints what was raised.
const { SpanKind, SpanStatusCode, ROOT_CONTEXT, trace } = require("@opentelemetry/api");
const { BasicTracerProvider, BatchSpanProcessor } = require("@opentelemetry/sdk-trace-base");
const { LoggerProvider, BatchLogRecordProcessor } = require("@opentelemetry/sdk-logs");
const { resourceFromAttributes } = require("@opentelemetry/resources");
const { OTLPTraceExporter } = require("@opentelemetry/exporter-trace-otlp-proto");
const { OTLPLogExporter } = require("@opentelemetry/exporter-logs-otlp-proto");
const resource = resourceFromAttributes({ "service.name": "web", "service.version": "3.4", "deployment.environment": "production" });
const common = { service: "web", release: "3.4", environment: "production" };
(async () => {
  const [, traceId, spanId] = process.env.TRACEPARENT.split("-");
  const caller = trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: 1, isRemote: true });
  const spans = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] });
  const span = spans.getTracer("web").startSpan("GET /pay", { kind: SpanKind.SERVER, attributes: { "http.route": "/pay", "http.response.status_code": 500 } }, caller);
  span.recordException(new TypeError("cannot read card of undefined"));
  span.setStatus({ code: SpanStatusCode.ERROR, message: "cannot read card of undefined" });
  span.end();
  await spans.shutdown();
  const logs = new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter() })] });
  logs.getLogger("web").emit({ severityNumber: 17, severityText: "ERROR", body: "no answer", attributes: { "user.id": "u8" } });
  await logs.shutdown();
  console.log(JSON.stringify([
    { kind: "request", endpoint: "/pay", status_code: 500, ...common },
    { error_type: "TypeError", message: "cannot read card of undefined", severity: "high", stack: ["otel_node.js"], ...common },
    { message: "no answer", severity: "high", user_id: "u8", ...common },
  ]));
})();
