//! How values are read where programs disagree about what a name holds.

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
    /// A time, or a day to which the clock stands under another name.
    Day,
    /// Text of GELF, beside which a level is syslog's.
    Gelf,
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
            Reading::Day => "or a day beside a clock",
            Reading::Gelf => "of GELF, with a level of syslog",
        }
    }
}
