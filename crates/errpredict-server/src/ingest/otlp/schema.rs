//! The messages of OTLP that are read: numbers and JSON names of their fields.
//!
//! Source: opentelemetry-proto 1.8, `common.proto`, `resource.proto`, `logs.proto`, `trace.proto`, and the two services.

/// How a value of the wire is written as JSON (OTLP/HTTP, *JSON Protobuf Encoding*).
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// A text.
    Text,
    /// Bytes, in hexadecimal digits: ids of traces and spans.
    Hex,
    /// Bytes, in base 64.
    Base64,
    /// A number of 64 bits, in quotes; eight bytes or a varint on the wire.
    Long,
    /// A signed number of 64 bits, in quotes.
    Signed,
    /// A smaller number, or an enum.
    Number,
    Bool,
    Double,
    Message(&'static Message),
}

#[derive(Debug)]
pub(super) struct Field {
    pub(super) number: u32,
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) is_list: bool,
}

/// The fields of a message; others are passed over.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) fields: &'static [Field],
}

const fn one(number: u32, name: &'static str, kind: Kind) -> Field {
    Field { number, name, kind, is_list: false }
}

const fn list(number: u32, name: &'static str, of: &'static Message) -> Field {
    Field { number, name, kind: Kind::Message(of), is_list: true }
}

static ANY: Message = Message {
    fields: &[
        one(1, "stringValue", Kind::Text),
        one(2, "boolValue", Kind::Bool),
        one(3, "intValue", Kind::Signed),
        one(4, "doubleValue", Kind::Double),
        one(5, "arrayValue", Kind::Message(&ARRAY)),
        one(6, "kvlistValue", Kind::Message(&PAIRS)),
        one(7, "bytesValue", Kind::Base64),
    ],
};
static ARRAY: Message = Message { fields: &[list(1, "values", &ANY)] };
static PAIRS: Message = Message { fields: &[list(1, "values", &PAIR)] };
static PAIR: Message = Message { fields: &[one(1, "key", Kind::Text), one(2, "value", Kind::Message(&ANY))] };
static RESOURCE: Message = Message { fields: &[list(1, "attributes", &PAIR)] };
static SCOPE: Message = Message {
    fields: &[one(1, "name", Kind::Text), one(2, "version", Kind::Text), list(3, "attributes", &PAIR)],
};

/// `ExportLogsServiceRequest`
pub(super) static LOGS: Message = Message { fields: &[list(1, "resourceLogs", &RESOURCE_LOGS)] };
static RESOURCE_LOGS: Message =
    Message { fields: &[one(1, "resource", Kind::Message(&RESOURCE)), list(2, "scopeLogs", &SCOPE_LOGS)] };
static SCOPE_LOGS: Message =
    Message { fields: &[one(1, "scope", Kind::Message(&SCOPE)), list(2, "logRecords", &LOG_RECORD)] };
static LOG_RECORD: Message = Message {
    fields: &[
        one(1, "timeUnixNano", Kind::Long),
        one(11, "observedTimeUnixNano", Kind::Long),
        one(2, "severityNumber", Kind::Number),
        one(3, "severityText", Kind::Text),
        one(5, "body", Kind::Message(&ANY)),
        list(6, "attributes", &PAIR),
        one(9, "traceId", Kind::Hex),
        one(10, "spanId", Kind::Hex),
        one(12, "eventName", Kind::Text),
    ],
};

/// `ExportTraceServiceRequest`
pub(super) static TRACES: Message = Message { fields: &[list(1, "resourceSpans", &RESOURCE_SPANS)] };
static RESOURCE_SPANS: Message =
    Message { fields: &[one(1, "resource", Kind::Message(&RESOURCE)), list(2, "scopeSpans", &SCOPE_SPANS)] };
static SCOPE_SPANS: Message =
    Message { fields: &[one(1, "scope", Kind::Message(&SCOPE)), list(2, "spans", &SPAN)] };
static SPAN: Message = Message {
    fields: &[
        one(1, "traceId", Kind::Hex),
        one(2, "spanId", Kind::Hex),
        one(4, "parentSpanId", Kind::Hex),
        one(5, "name", Kind::Text),
        one(6, "kind", Kind::Number),
        one(7, "startTimeUnixNano", Kind::Long),
        one(8, "endTimeUnixNano", Kind::Long),
        list(9, "attributes", &PAIR),
        list(11, "events", &EVENT),
        one(15, "status", Kind::Message(&STATUS)),
    ],
};
static EVENT: Message = Message {
    fields: &[one(1, "timeUnixNano", Kind::Long), one(2, "name", Kind::Text), list(3, "attributes", &PAIR)],
};
static STATUS: Message = Message { fields: &[one(2, "message", Kind::Text), one(3, "code", Kind::Number)] };
