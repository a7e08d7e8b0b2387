//! What the lines of a file mostly are.

use super::options::Format;
use super::pending::Start;

/// What the lines of a file mostly are, where a line is a record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Mostly {
    /// Looked at from the beginning.
    #[default]
    Anything,
    Json,
    Access,
    Logfmt,
}

impl Mostly {
    /// What the lines of a file of that format mostly are.
    pub(crate) fn of(format: Format) -> Mostly {
        match format {
            Format::Ndjson => Mostly::Json,
            Format::Access => Mostly::Access,
            Format::Logfmt => Mostly::Logfmt,
            _ => Mostly::Anything,
        }
    }

    /// How such a record begins.
    pub(super) fn start(self) -> Start {
        match self {
            Mostly::Access => Start::Access,
            Mostly::Logfmt => Start::Logfmt,
            Mostly::Json | Mostly::Anything => Start::Json,
        }
    }
}

impl Start {
    pub(super) fn format(self) -> Format {
        match self {
            Start::Json => Format::Ndjson,
            Start::Access => Format::Access,
            Start::Logfmt => Format::Logfmt,
            Start::Syslog(_) => Format::Syslog,
            Start::Plain(_) | Start::Bare | Start::Listed(_) => Format::Plain,
            Start::Nginx(_) => Format::NginxError,
            Start::Apache(_) => Format::ApacheError,
            Start::Own(_) => Format::Own,
        }
    }
}
