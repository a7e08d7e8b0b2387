//! What a field of a record means, and how its value is read.

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reading {
    /// As the field says.
    #[default]
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
    /// A number, or a text that says its unit.
    NumberOrUnit,
    /// Taken only where it is a text that says its unit; programs use the name for numbers of any.
    WithUnit,
    /// Taken only where it is an HTTP status; other programs use the name for something else.
    IfStatus,
    /// A level name, or the type of an exception; other programs use the name for something else.
    LevelOrType,
    /// How it ended, where that is an error by its name.
    Outcome,
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
    /// A time, or a day to which the clock stands under another name.
    Day,
    /// Text of GELF, beside which a level is syslog's.
    Gelf,
    /// Taken only where it is `error`, `request` or `deployment`; many things have a kind.
    IfKind,
    /// Taken only where it is a level name; other programs use the name for something else.
    IfLevel,
    /// Taken only where it holds a stack trace.
    IfTrace,
    /// A list of words, one of which may be a level name.
    Tags,
    /// Nanoseconds beside whole seconds since 1970.
    NanosecondsBeside,
    /// A time in UTC, whatever the zone of others is.
    Utc,
    /// A duration in milliseconds, or in seconds where it has a fraction.
    TimeTaken,
}

impl Reading {
    /// Whether a value read so counts only where no other says the same.
    pub(crate) const fn is_weak(self) -> bool {
        matches!(
            self,
            Reading::Letter | Reading::IfLevel | Reading::LevelOrType | Reading::Outcome | Reading::Tags
        )
    }

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
            Reading::NumberOrUnit => "or a text with its unit such as `1.5s`",
            Reading::WithUnit => "if a text with its unit such as `1.5s`",
            Reading::IfStatus => "if a status",
            Reading::LevelOrType => "if a level name, or the type of an exception",
            Reading::Outcome => "if the name of an error",
            Reading::OnlyText => "if text",
            Reading::Letter => "if one letter",
            Reading::StatusOrLevel => "a status, or a level name",
            Reading::RequestLine => "or a request such as `GET /a HTTP/1.1`",
            Reading::Unit => "without `.service`; no scope",
            Reading::UnixSeconds => "seconds since 1970",
            Reading::TextOrBytes => "or a list of its bytes",
            Reading::Day => "or a day beside a clock",
            Reading::Gelf => "of GELF, with a level of syslog",
            Reading::IfKind => "if error, request or deployment",
            Reading::IfLevel => "if a level name",
            Reading::IfTrace => "if it holds a trace",
            Reading::Tags => "a list with a level name in it",
            Reading::NanosecondsBeside => "nanoseconds beside seconds",
            Reading::Utc => "in UTC",
            Reading::TimeTaken => "in seconds where it has a fraction",
        }
    }
}
