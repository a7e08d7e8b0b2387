//! Which field of a log means what: one table of names, and a tree over it for nested objects.

use std::collections::BTreeMap;

use errpredict::{Error, ErrorKind, Result};
use rustc_hash::FxBuildHasher;

/// A field of an event that readers fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// When it happened.
    Timestamp,
    /// The service it happened in.
    Service,
    /// How bad it is.
    Severity,
    /// `error`, `request` or `deployment`.
    Kind,
    /// The type of error.
    ErrorType,
    /// The log message.
    Message,
    /// The HTTP status.
    StatusCode,
    /// The route or URL path.
    Endpoint,
    /// The user who met it.
    UserId,
    /// The stack trace.
    StackTrace,
    /// The version of the service.
    Release,
    /// How long the request took.
    ResponseTimeMs,
    /// The id the source gave the event.
    ErrorId,
    /// The application's own error code.
    Code,
    /// The request it belongs to.
    RequestId,
    /// `development`, `staging` or `production`.
    Environment,
    /// The HTTP method: a line that has one and a status is a request.
    Method,
    /// The host, by which the clients that write numbers for levels are told.
    Host,
    /// The process, by which they are told too.
    Process,
}

impl Field {
    /// Every field, in the order of the table.
    pub const ALL: [Field; 19] = [
        Field::Timestamp,
        Field::Service,
        Field::Severity,
        Field::Kind,
        Field::ErrorType,
        Field::Message,
        Field::StatusCode,
        Field::Endpoint,
        Field::UserId,
        Field::StackTrace,
        Field::Release,
        Field::ResponseTimeMs,
        Field::ErrorId,
        Field::Code,
        Field::RequestId,
        Field::Environment,
        Field::Method,
        Field::Host,
        Field::Process,
    ];

    /// The field's own name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Field::Timestamp => "timestamp",
            Field::Service => "service",
            Field::Severity => "severity",
            Field::Kind => "kind",
            Field::ErrorType => "error_type",
            Field::Message => "message",
            Field::StatusCode => "status_code",
            Field::Endpoint => "endpoint",
            Field::UserId => "user_id",
            Field::StackTrace => "stack_trace",
            Field::Release => "release",
            Field::ResponseTimeMs => "response_time_ms",
            Field::ErrorId => "error_id",
            Field::Code => "code",
            Field::RequestId => "request_id",
            Field::Environment => "environment",
            Field::Method => "method",
            Field::Host => "host",
            Field::Process => "process",
        }
    }
}

/// How the value under a name is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// As the field says.
    Plain,
    /// An OpenTelemetry severity number, 1 to 24.
    OpenTelemetryNumber,
    /// A Python logging level number: 10, 20, 30, 40, 50.
    PythonNumber,
    /// A syslog severity number, 0 to 7.
    SyslogNumber,
    /// Nanoseconds since 1970.
    UnixNanoseconds,
    /// Microseconds since 1970.
    UnixMicroseconds,
    /// Seconds of duration.
    Seconds,
    /// Microseconds of duration.
    Microseconds,
    /// Nanoseconds of duration.
    Nanoseconds,
    /// Taken only where it is a number; other programs use the name for something else.
    OnlyNumbers,
    /// Taken only where it is text; other programs use the name for something else.
    OnlyText,
    /// Taken only where it is a text of one letter.
    Letter,
    /// An HTTP status, or a level name where it is a text that is one.
    StatusOrLevel,
    /// The path, or a whole line such as `GET /a HTTP/1.1`.
    RequestLine,
    /// A unit of systemd; scopes and sessions are none.
    Unit,
    /// Seconds since 1970, to which nanoseconds stand beside.
    UnixSeconds,
    /// Text, its bytes as a list of numbers, or several texts of which the first counts, as journald writes them.
    TextOrBytes,
}

impl Reading {
    /// What the documentation says about it.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Reading::Plain => "",
            Reading::OpenTelemetryNumber => "OpenTelemetry number 1 to 24",
            Reading::PythonNumber => "Python level 10, 20, 30, 40 or 50",
            Reading::SyslogNumber => "syslog number 0 to 7",
            Reading::UnixNanoseconds => "nanoseconds since 1970",
            Reading::UnixMicroseconds => "microseconds since 1970",
            Reading::Seconds => "seconds",
            Reading::Microseconds => "microseconds",
            Reading::Nanoseconds => "nanoseconds",
            Reading::OnlyNumbers => "if a number",
            Reading::OnlyText => "if text",
            Reading::Letter => "if one letter",
            Reading::StatusOrLevel => "a status, or a level name",
            Reading::RequestLine => "or a request such as `GET /a HTTP/1.1`",
            Reading::Unit => "without `.service`; no scope",
            Reading::UnixSeconds => "seconds since 1970",
            Reading::TextOrBytes => "or a list of its bytes",
        }
    }
}

/// One known name of a field; a dot is a step into a nested object or part of the name, both are found.
#[derive(Debug, Clone, Copy)]
pub struct Alias {
    /// The name in the log.
    pub name: &'static str,
    /// The field it means.
    pub field: Field,
    /// How its value is read.
    pub reading: Reading,
}

const fn alias(name: &'static str, field: Field) -> Alias {
    Alias { name, field, reading: Reading::Plain }
}

const fn read_as(name: &'static str, field: Field, reading: Reading) -> Alias {
    Alias { name, field, reading }
}

/// The known names. Where a line has several names of one field, the one higher in the table counts;
/// where it has one name twice, the last one counts.
///
/// Sources: spec 4.2, OpenTelemetry semantic conventions, Elastic Common Schema, Python `logging`, pino, winston,
/// Monolog, journald, GELF, tracing (Rust), Serilog and Microsoft.Extensions.Logging (.NET), Google Cloud.
pub const ALIASES: &[Alias] = &[
    alias("timestamp", Field::Timestamp),
    alias("@timestamp", Field::Timestamp),
    alias("time", Field::Timestamp),
    alias("ts", Field::Timestamp),
    alias("datetime", Field::Timestamp),
    alias("asctime", Field::Timestamp),
    alias("date", Field::Timestamp),
    alias("Timestamp", Field::Timestamp),
    alias("@t", Field::Timestamp),
    read_as("timeUnixNano", Field::Timestamp, Reading::UnixNanoseconds),
    read_as("__REALTIME_TIMESTAMP", Field::Timestamp, Reading::UnixMicroseconds),
    alias("t.$date", Field::Timestamp),
    alias("time_iso8601", Field::Timestamp),
    alias("time_local", Field::Timestamp),
    alias("eventTime", Field::Timestamp),
    alias("event_time", Field::Timestamp),
    alias("event.created", Field::Timestamp),
    alias("TimeGenerated", Field::Timestamp),
    alias("timeGenerated", Field::Timestamp),
    alias("TimeCreated", Field::Timestamp),
    alias("Date and Time", Field::Timestamp),
    alias("TimeStamp", Field::Timestamp),
    alias("LogTime", Field::Timestamp),
    alias("logtime", Field::Timestamp),
    alias("log_time", Field::Timestamp),
    alias("createdAt", Field::Timestamp),
    alias("created_at", Field::Timestamp),
    alias("timeMillis", Field::Timestamp),
    alias("record.time.timestamp", Field::Timestamp),
    read_as("instant.epochSecond", Field::Timestamp, Reading::UnixSeconds),
    alias("EdgeStartTimestamp", Field::Timestamp),
    alias("StartUTC", Field::Timestamp),
    alias("start_time", Field::Timestamp),
    read_as("t", Field::Timestamp, Reading::Plain),
    alias("receiveTimestamp", Field::Timestamp),
    alias("service", Field::Service),
    alias("service.name", Field::Service),
    alias("service_name", Field::Service),
    alias("serviceName", Field::Service),
    alias("resource.service.name", Field::Service),
    alias("resource.attributes.service.name", Field::Service),
    alias("attributes.service.name", Field::Service),
    alias("app", Field::Service),
    alias("app_name", Field::Service),
    alias("application", Field::Service),
    alias("Service", Field::Service),
    alias("ServiceName", Field::Service),
    alias("dd.service", Field::Service),
    alias("fields.service", Field::Service),
    alias("kubernetes.labels.app.kubernetes.io/name", Field::Service),
    alias("kubernetes.labels.app", Field::Service),
    alias("kubernetes.labels.k8s-app", Field::Service),
    alias("kubernetes.deployment.name", Field::Service),
    alias("kubernetes.container_name", Field::Service),
    alias("kubernetes.container.name", Field::Service),
    alias("k8s.deployment.name", Field::Service),
    alias("k8s.container.name", Field::Service),
    alias("resource.attributes.k8s.deployment.name", Field::Service),
    alias("resource.attributes.k8s.container.name", Field::Service),
    alias("container_name", Field::Service),
    alias("container.name", Field::Service),
    alias("containerName", Field::Service),
    alias("labels.k8s-pod/app", Field::Service),
    alias("resource.labels.service_name", Field::Service),
    alias("resource.labels.container_name", Field::Service),
    alias("resource.labels.module_id", Field::Service),
    alias("resource.labels.function_name", Field::Service),
    alias("labels.app", Field::Service),
    alias("stream.service_name", Field::Service),
    alias("stream.service", Field::Service),
    alias("stream.app", Field::Service),
    alias("stream.container", Field::Service),
    alias("stream.job", Field::Service),
    read_as("CONTAINER_NAME", Field::Service, Reading::TextOrBytes),
    read_as("UNIT", Field::Service, Reading::Unit),
    read_as("_SYSTEMD_USER_UNIT", Field::Service, Reading::Unit),
    read_as("_SYSTEMD_UNIT", Field::Service, Reading::Unit),
    read_as("SYSLOG_IDENTIFIER", Field::Service, Reading::TextOrBytes),
    read_as("_COMM", Field::Service, Reading::TextOrBytes),
    alias("severity", Field::Severity),
    alias("level", Field::Severity),
    alias("levelname", Field::Severity),
    alias("level_name", Field::Severity),
    alias("log.level", Field::Severity),
    alias("loglevel", Field::Severity),
    alias("log_level", Field::Severity),
    alias("lvl", Field::Severity),
    alias("Level", Field::Severity),
    alias("LogLevel", Field::Severity),
    alias("@l", Field::Severity),
    alias("severity_text", Field::Severity),
    alias("severityText", Field::Severity),
    alias("SeverityText", Field::Severity),
    read_as("severity_number", Field::Severity, Reading::OpenTelemetryNumber),
    read_as("severityNumber", Field::Severity, Reading::OpenTelemetryNumber),
    read_as("SeverityNumber", Field::Severity, Reading::OpenTelemetryNumber),
    read_as("levelno", Field::Severity, Reading::PythonNumber),
    read_as("PRIORITY", Field::Severity, Reading::SyslogNumber),
    alias("Severity", Field::Severity),
    alias("levelName", Field::Severity),
    alias("record.level.name", Field::Severity),
    alias("log.severity", Field::Severity),
    alias("@fields.level", Field::Severity),
    alias("@fields.lvl", Field::Severity),
    alias("jsonPayload.level", Field::Severity),
    alias("stream.level", Field::Severity),
    alias("severityLevel", Field::Severity),
    alias("LEVEL", Field::Severity),
    read_as("s", Field::Severity, Reading::Letter),
    alias("kind", Field::Kind),
    alias("error_type", Field::ErrorType),
    alias("exception.type", Field::ErrorType),
    alias("attributes.exception.type", Field::ErrorType),
    alias("error.type", Field::ErrorType),
    alias("exception_type", Field::ErrorType),
    alias("errorType", Field::ErrorType),
    alias("exc_type", Field::ErrorType),
    alias("exception.class", Field::ErrorType),
    alias("error.kind", Field::ErrorType),
    alias("error.name", Field::ErrorType),
    alias("err.type", Field::ErrorType),
    alias("context.exception.class", Field::ErrorType),
    alias("throwable.className", Field::ErrorType),
    alias("thrown.name", Field::ErrorType),
    alias("exception.exc_type", Field::ErrorType),
    alias("exception.exceptionClass", Field::ErrorType),
    alias("exception.className", Field::ErrorType),
    alias("exception.name", Field::ErrorType),
    alias("exception.Type", Field::ErrorType),
    alias("exception.ClassName", Field::ErrorType),
    alias("Exception.Type", Field::ErrorType),
    alias("Exception.ClassName", Field::ErrorType),
    alias("error.className", Field::ErrorType),
    alias("error.class", Field::ErrorType),
    alias("err.name", Field::ErrorType),
    alias("err.class", Field::ErrorType),
    alias("record.exception.type", Field::ErrorType),
    alias("message.errorType", Field::ErrorType),
    alias("exceptionType", Field::ErrorType),
    alias("ExceptionType", Field::ErrorType),
    alias("error_class", Field::ErrorType),
    alias("errorClass", Field::ErrorType),
    alias("message", Field::Message),
    alias("msg", Field::Message),
    read_as("body", Field::Message, Reading::OnlyText),
    alias("exception.message", Field::Message),
    alias("attributes.exception.message", Field::Message),
    alias("error.message", Field::Message),
    alias("err.message", Field::Message),
    alias("context.exception.message", Field::Message),
    read_as("MESSAGE", Field::Message, Reading::TextOrBytes),
    alias("short_message", Field::Message),
    alias("fields.message", Field::Message),
    alias("jsonPayload.message", Field::Message),
    alias("textPayload", Field::Message),
    alias("RenderedMessage", Field::Message),
    alias("Message", Field::Message),
    alias("@m", Field::Message),
    alias("MessageTemplate", Field::Message),
    alias("@mt", Field::Message),
    read_as("event", Field::Message, Reading::OnlyText),
    alias("message.errorMessage", Field::Message),
    alias("@message", Field::Message),
    alias("record.message", Field::Message),
    alias("@fields.message", Field::Message),
    alias("@fields.msg", Field::Message),
    alias("jsonPayload.msg", Field::Message),
    read_as("log", Field::Message, Reading::OnlyText),
    read_as("text", Field::Message, Reading::OnlyText),
    alias("eventName", Field::Message),
    alias("errorMessage", Field::Message),
    alias("throwable.message", Field::Message),
    alias("thrown.message", Field::Message),
    alias("exception.exc_value", Field::Message),
    read_as("error", Field::Message, Reading::OnlyText),
    read_as("err", Field::Message, Reading::OnlyText),
    alias("status_code", Field::StatusCode),
    alias("http.response.status_code", Field::StatusCode),
    alias("attributes.http.response.status_code", Field::StatusCode),
    alias("http.status_code", Field::StatusCode),
    alias("attributes.http.status_code", Field::StatusCode),
    alias("statusCode", Field::StatusCode),
    alias("res.statusCode", Field::StatusCode),
    alias("http_status", Field::StatusCode),
    alias("DownstreamStatus", Field::StatusCode),
    alias("httpRequest.status", Field::StatusCode),
    alias("EdgeResponseStatus", Field::StatusCode),
    alias("sc-status", Field::StatusCode),
    alias("response.status", Field::StatusCode),
    alias("response.status_code", Field::StatusCode),
    alias("response_code", Field::StatusCode),
    alias("res.status", Field::StatusCode),
    alias("http.status", Field::StatusCode),
    read_as("status", Field::StatusCode, Reading::StatusOrLevel),
    alias("endpoint", Field::Endpoint),
    alias("http.route", Field::Endpoint),
    alias("attributes.http.route", Field::Endpoint),
    alias("url.path", Field::Endpoint),
    alias("attributes.url.path", Field::Endpoint),
    alias("http.target", Field::Endpoint),
    alias("req.url", Field::Endpoint),
    alias("route", Field::Endpoint),
    alias("path", Field::Endpoint),
    alias("uri", Field::Endpoint),
    alias("request_uri", Field::Endpoint),
    alias("RequestPath", Field::Endpoint),
    alias("httpRequest.requestUrl", Field::Endpoint),
    alias("ClientRequestURI", Field::Endpoint),
    alias("cs-uri-stem", Field::Endpoint),
    alias("request.uri", Field::Endpoint),
    alias("request.path", Field::Endpoint),
    alias("request.url", Field::Endpoint),
    alias("req.path", Field::Endpoint),
    alias("http.url", Field::Endpoint),
    alias("url", Field::Endpoint),
    read_as("request", Field::Endpoint, Reading::RequestLine),
    alias("user_id", Field::UserId),
    alias("user.id", Field::UserId),
    alias("attributes.user.id", Field::UserId),
    alias("enduser.id", Field::UserId),
    alias("attributes.enduser.id", Field::UserId),
    alias("userId", Field::UserId),
    alias("stack_trace", Field::StackTrace),
    alias("exception.stacktrace", Field::StackTrace),
    alias("attributes.exception.stacktrace", Field::StackTrace),
    alias("error.stack_trace", Field::StackTrace),
    alias("error.stack", Field::StackTrace),
    alias("err.stack", Field::StackTrace),
    alias("stacktrace", Field::StackTrace),
    alias("stackTrace", Field::StackTrace),
    read_as("stack", Field::StackTrace, Reading::OnlyText),
    read_as("exc_info", Field::StackTrace, Reading::OnlyText),
    alias("exc_text", Field::StackTrace),
    alias("message.stackTrace", Field::StackTrace),
    alias("thrown.extendedStackTrace", Field::StackTrace),
    alias("thrown.stackTrace", Field::StackTrace),
    alias("throwable.stackTrace", Field::StackTrace),
    alias("error.stackTrace", Field::StackTrace),
    alias("exception.stackTrace", Field::StackTrace),
    alias("exception.stack", Field::StackTrace),
    alias("record.exception.traceback", Field::StackTrace),
    alias("traceback", Field::StackTrace),
    read_as("exception", Field::StackTrace, Reading::OnlyText),
    read_as("Exception", Field::StackTrace, Reading::OnlyText),
    alias("@x", Field::StackTrace),
    alias("release", Field::Release),
    alias("service.version", Field::Release),
    alias("resource.service.version", Field::Release),
    alias("resource.attributes.service.version", Field::Release),
    alias("app_version", Field::Release),
    alias("response_time_ms", Field::ResponseTimeMs),
    alias("duration_ms", Field::ResponseTimeMs),
    alias("latency_ms", Field::ResponseTimeMs),
    alias("elapsed_ms", Field::ResponseTimeMs),
    read_as("responseTime", Field::ResponseTimeMs, Reading::OnlyNumbers),
    read_as("request_time", Field::ResponseTimeMs, Reading::Seconds),
    read_as("http.server.request.duration", Field::ResponseTimeMs, Reading::Seconds),
    read_as("event.duration", Field::ResponseTimeMs, Reading::Nanoseconds),
    alias("time-taken", Field::ResponseTimeMs),
    alias("error_id", Field::ErrorId),
    alias("event_id", Field::ErrorId),
    alias("event.id", Field::ErrorId),
    alias("eventId", Field::ErrorId),
    alias("insertId", Field::ErrorId),
    alias("errorId", Field::ErrorId),
    alias("error_code", Field::Code),
    alias("errorCode", Field::Code),
    alias("error.code", Field::Code),
    alias("err.code", Field::Code),
    alias("exception.code", Field::Code),
    alias("code", Field::Code),
    alias("request_id", Field::RequestId),
    alias("requestId", Field::RequestId),
    alias("request.id", Field::RequestId),
    alias("req.id", Field::RequestId),
    alias("reqId", Field::RequestId),
    alias("req_id", Field::RequestId),
    alias("x_request_id", Field::RequestId),
    alias("x-request-id", Field::RequestId),
    alias("http.request.id", Field::RequestId),
    alias("correlation_id", Field::RequestId),
    alias("correlationId", Field::RequestId),
    alias("aws_request_id", Field::RequestId),
    alias("awsRequestId", Field::RequestId),
    alias("RequestId", Field::RequestId),
    alias("requestID", Field::RequestId),
    alias("attributes.request_id", Field::RequestId),
    alias("environment", Field::Environment),
    alias("env", Field::Environment),
    alias("deployment.environment", Field::Environment),
    alias("deployment.environment.name", Field::Environment),
    alias("resource.attributes.deployment.environment", Field::Environment),
    alias("resource.attributes.deployment.environment.name", Field::Environment),
    alias("service.environment", Field::Environment),
    alias("method", Field::Method),
    alias("http.method", Field::Method),
    alias("http.request.method", Field::Method),
    alias("request_method", Field::Method),
    alias("RequestMethod", Field::Method),
    alias("httpRequest.requestMethod", Field::Method),
    alias("ClientRequestMethod", Field::Method),
    alias("cs-method", Field::Method),
    alias("req.method", Field::Method),
    alias("request.method", Field::Method),
    alias("attributes.http.request.method", Field::Method),
    alias("hostname", Field::Host),
    alias("pid", Field::Process),
];

/// What a known name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) field: Field,
    pub(crate) reading: Reading,
    /// Place among the names of the field; the smallest wins.
    pub(crate) rank: u16,
}

/// The node of an unknown name.
pub(crate) const UNKNOWN: u32 = u32::MAX;
/// The node of the object a line is.
pub(crate) const ROOT: u32 = 0;
/// More dots than this in one name are refused: each doubles the ways it can be nested.
const MAX_DOTS: usize = 6;

#[derive(Debug, Clone, Default)]
struct Node {
    meaning: Option<Meaning>,
    n_children: u32,
}

/// The names of a reader as a tree: nested objects are walked along it.
#[derive(Debug, Clone)]
pub(crate) struct FieldTree {
    nodes: Vec<Node>,
    children: hashbrown::HashMap<(u32, Box<[u8]>), u32, FxBuildHasher>,
}

impl FieldTree {
    /// The table, with the user's own names before it.
    pub(crate) fn new(own: &BTreeMap<String, Vec<String>>) -> Result<FieldTree> {
        let mut tree = FieldTree { nodes: vec![Node::default()], children: hashbrown::HashMap::default() };
        let mut rank = 0;
        for (field, names) in own {
            let known = Field::ALL.into_iter().find(|known| known.name() == field).ok_or_else(|| {
                let names: Vec<_> = Field::ALL.iter().map(|field| field.name()).collect();
                Error::unknown("field", field, &names)
            })?;
            for name in names {
                if name.is_empty() || name.matches('.').count() > MAX_DOTS {
                    let expected = format!("a name with at most {MAX_DOTS} dots");
                    return Err(Error::setting("fields", &expected, format!("`{name}`")));
                }
                tree.insert(name, Meaning { field: known, reading: Reading::Plain, rank });
                rank += 1;
            }
        }
        for alias in ALIASES {
            tree.insert(alias.name, Meaning { field: alias.field, reading: alias.reading, rank });
            rank += 1;
        }
        if tree.nodes[ROOT as usize].n_children == 0 {
            return Err(Error::new(ErrorKind::Internal, "the table of field names is empty"));
        }
        Ok(tree)
    }

    /// Only these names.
    pub(crate) fn of(aliases: &[Alias]) -> FieldTree {
        let mut tree = FieldTree { nodes: vec![Node::default()], children: hashbrown::HashMap::default() };
        for (rank, alias) in (0..).zip(aliases) {
            tree.insert(alias.name, Meaning { field: alias.field, reading: alias.reading, rank });
        }
        tree
    }

    /// Enters `a.b.c` in every way it can be nested: `a` → `b.c`, `a.b` → `c`, ...
    fn insert(&mut self, name: &str, meaning: Meaning) {
        self.insert_below(ROOT, name, meaning);
    }

    fn insert_below(&mut self, parent: u32, name: &str, meaning: Meaning) {
        let leaf = self.child_or_new(parent, name.as_bytes());
        self.nodes[leaf as usize].meaning.get_or_insert(meaning);
        for (dot, _) in name.match_indices('.') {
            let (head, tail) = (&name[..dot], &name[dot + 1..]);
            if !head.is_empty() && !tail.is_empty() {
                let inner = self.child_or_new(parent, head.as_bytes());
                self.insert_below(inner, tail, meaning);
            }
        }
    }

    fn child_or_new(&mut self, parent: u32, name: &[u8]) -> u32 {
        if let Some(&node) = self.children.get(&(parent, name) as &dyn Key) {
            return node;
        }
        let node = self.nodes.len() as u32;
        self.nodes.push(Node::default());
        self.nodes[parent as usize].n_children += 1;
        self.children.insert((parent, name.into()), node);
        node
    }

    /// The node of `name` inside `parent`, or [`UNKNOWN`].
    pub(crate) fn child(&self, parent: u32, name: &[u8]) -> u32 {
        self.children.get(&(parent, name) as &dyn Key).copied().unwrap_or(UNKNOWN)
    }

    /// What the value of a node means, if it is a field.
    pub(crate) fn meaning(&self, node: u32) -> Option<Meaning> {
        self.nodes.get(node as usize).and_then(|node| node.meaning)
    }

    /// Whether an object under this node has fields in it.
    pub(crate) fn has_children(&self, node: u32) -> bool {
        self.nodes.get(node as usize).is_some_and(|node| node.n_children > 0)
    }

    /// What a flat name means (CSV columns, logfmt keys).
    pub(crate) fn flat(&self, name: &[u8]) -> Option<Meaning> {
        self.meaning(self.child(ROOT, name))
    }
}

/// Looks up `(parent, borrowed name)` in a map keyed by `(parent, owned name)`.
trait Key {
    fn parts(&self) -> (u32, &[u8]);
}

impl Key for (u32, Box<[u8]>) {
    fn parts(&self) -> (u32, &[u8]) {
        (self.0, &self.1)
    }
}

impl Key for (u32, &[u8]) {
    fn parts(&self) -> (u32, &[u8]) {
        (self.0, self.1)
    }
}

impl PartialEq for dyn Key + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for dyn Key + '_ {}

impl std::hash::Hash for dyn Key + '_ {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl<'a> std::borrow::Borrow<dyn Key + 'a> for (u32, Box<[u8]>) {
    fn borrow(&self) -> &(dyn Key + 'a) {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alias_is_found_flat_and_no_name_stands_twice() {
        let tree = FieldTree::new(&BTreeMap::new()).unwrap();
        for (index, alias) in ALIASES.iter().enumerate() {
            let meaning = tree.flat(alias.name.as_bytes()).unwrap();
            assert_eq!((meaning.field, meaning.rank), (alias.field, index as u16), "{}", alias.name);
        }
    }

    #[test]
    fn nested_and_own_names() {
        let own = BTreeMap::from([("service".to_owned(), vec!["k8s.pod".to_owned()])]);
        let tree = FieldTree::new(&own).unwrap();
        let resource = tree.child(tree.child(ROOT, b"resource"), b"attributes");
        assert_eq!(tree.meaning(tree.child(resource, b"service.name")).unwrap().field, Field::Service);
        assert_eq!(tree.meaning(tree.child(tree.child(ROOT, b"k8s"), b"pod")).unwrap().rank, 0);
        assert!(tree.has_children(tree.child(ROOT, b"exception")));
        assert_eq!(tree.child(ROOT, b"nothing"), UNKNOWN);
        assert!(FieldTree::new(&BTreeMap::from([("colour".to_owned(), vec![])])).is_err());
    }
}
