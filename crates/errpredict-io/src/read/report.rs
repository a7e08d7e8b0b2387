//! What was read, what was not, where and why.

use std::collections::BTreeMap;

use serde::Serialize;

use errpredict::Error;

use super::ReadOptions;
use crate::text::printable;

/// Why a line, or one value in it, could not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// Not the format the file is read as.
    Format,
    /// Cut off: the file ends inside it.
    Truncated,
    /// Longer than the limit.
    TooLong,
    /// Nested deeper than the limit.
    TooDeep,
    /// Bytes that are not UTF-8.
    InvalidUtf8,
    /// A NUL byte outside a quoted text.
    Nul,
    /// Another number of columns than the header.
    Columns,
    /// No timestamp.
    MissingTimestamp,
    /// No service, and none was given by option.
    MissingService,
    /// A timestamp in a form that is not read.
    BadTimestamp,
    /// A timestamp without a year, and none was given.
    NoYear,
    /// A time before 0001-01-01 or after 9999-12-30 22:00 UTC, or one that does not exist.
    TimeRange,
    /// A time years before those around it.
    StrayTime,
    /// A level name that is not in the table, or a number out of its range.
    BadSeverity,
    /// A level that is a number of an unstated scale.
    LevelNumber,
    /// A kind other than error, request and deployment.
    BadKind,
    /// A value that should be a number (finite, at least 0), a status, or text, and is not.
    BadValue,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Reason; 17] = [
        Reason::Format,
        Reason::Truncated,
        Reason::TooLong,
        Reason::TooDeep,
        Reason::InvalidUtf8,
        Reason::Nul,
        Reason::Columns,
        Reason::MissingTimestamp,
        Reason::MissingService,
        Reason::BadTimestamp,
        Reason::NoYear,
        Reason::TimeRange,
        Reason::StrayTime,
        Reason::BadSeverity,
        Reason::LevelNumber,
        Reason::BadKind,
        Reason::BadValue,
    ];

    /// One sentence for people.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Reason::Format => "not in the format the file is read as",
            Reason::Truncated => "cut off: its end is missing",
            Reason::TooLong => "longer than the limit",
            Reason::TooDeep => "nested deeper than the limit",
            Reason::InvalidUtf8 => "not UTF-8",
            Reason::Nul => "holds a NUL byte",
            Reason::Columns => "another number of columns than the header",
            Reason::MissingTimestamp => "no timestamp",
            Reason::MissingService => "no service",
            Reason::BadTimestamp => "not a time",
            Reason::NoYear => "a time without a year",
            Reason::TimeRange => "a time that does not exist, or not from 0001-01-01 to 9999-12-30 22:00 UTC",
            Reason::StrayTime => "a time years before those around it, as of a clock that was not set",
            Reason::BadSeverity => "an unknown severity",
            Reason::LevelNumber => "a level number of an unstated scale",
            Reason::BadKind => "an unknown kind of event",
            Reason::BadValue => "a value that cannot be used",
        }
    }

    /// The option that would help, if one would.
    #[must_use]
    pub const fn help(self) -> Option<&'static str> {
        match self {
            Reason::Format => Some("--format NAME forces a format"),
            Reason::TooLong => Some("--max-line-bytes N raises the limit"),
            Reason::InvalidUtf8 => Some("--replace-invalid-utf8 reads such bytes as \u{fffd}"),
            Reason::MissingTimestamp => Some("--field timestamp=NAME names the field that holds it"),
            Reason::MissingService => Some(
                "--service NAME names the service of every line without one, --field service=NAME the field that holds it",
            ),
            Reason::BadTimestamp => Some("--field timestamp=NAME names another field"),
            Reason::NoYear => Some("--year YYYY gives the year of the first such line"),
            Reason::BadSeverity => Some("--field severity=NAME names another field"),
            Reason::LevelNumber => Some("--level-numbers pino|python|syslog|otel names the scale"),
            Reason::BadKind => Some("--field kind=NAME names another field"),
            Reason::Truncated
            | Reason::TooDeep
            | Reason::Nul
            | Reason::Columns
            | Reason::TimeRange
            | Reason::StrayTime
            | Reason::BadValue => None,
        }
    }
}

/// What is wrong with a line or a value, before its place in the file is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bad {
    pub(crate) reason: Reason,
    /// Byte in the record, from 1; 0 where there is no one place.
    pub(crate) column: usize,
    pub(crate) field: Option<&'static str>,
    pub(crate) expected: String,
    pub(crate) found: String,
}

impl Bad {
    #[cold]
    pub(crate) fn new(reason: Reason, column: usize, expected: impl Into<String>) -> Box<Bad> {
        Box::new(Bad { reason, column, field: None, expected: expected.into(), found: String::new() })
    }

    #[cold]
    pub(crate) fn field(mut self: Box<Self>, field: &'static str) -> Box<Bad> {
        self.field = Some(field);
        self
    }

    #[cold]
    pub(crate) fn found(mut self: Box<Self>, found: &str) -> Box<Bad> {
        self.found = printable(found, FOUND_CHARS);
        self
    }
}

/// Longest value and longest line shown in a report, in characters.
const FOUND_CHARS: usize = 60;
const SAMPLE_CHARS: usize = 160;

/// A line that was left out, or a value that was, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BadLine {
    /// The file, or `-`.
    pub source: String,
    /// The line, from 1.
    pub line: u64,
    /// The byte in the line, from 1; absent where there is no one place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Why.
    pub reason: Reason,
    /// The field it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
    /// What was expected.
    pub expected: String,
    /// The value that stood there, made safe to print.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub found: String,
    /// The beginning of the line, made safe to print.
    pub sample: String,
}

impl std::fmt::Display for BadLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.source, self.line)?;
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        write!(f, ": {}", self.reason.about())?;
        if let Some(field) = self.field {
            write!(f, " in `{field}`")?;
        }
        write!(f, ": expected {}", self.expected)?;
        if !self.found.is_empty() {
            write!(f, ", found `{}`", self.found)?;
        }
        Ok(())
    }
}

impl BadLine {
    pub(crate) fn new(bad: &Bad, source: &str, line: u64, record: &[u8]) -> BadLine {
        let head = &record[..record.len().min(SAMPLE_CHARS * 4)];
        BadLine {
            source: source.to_owned(),
            line,
            column: (bad.column > 0).then_some(bad.column),
            reason: bad.reason,
            field: bad.field,
            expected: bad.expected.clone(),
            found: bad.found.clone(),
            sample: printable(&String::from_utf8_lossy(head), SAMPLE_CHARS),
        }
    }
}

/// What was read from one file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceReport {
    /// The file, or `-`.
    pub name: String,
    /// The format it was read as.
    pub format: &'static str,
    /// Bytes after unpacking.
    pub bytes: u64,
    /// Lines, the last one included where it has no line end.
    pub lines: u64,
    /// Events found.
    pub events: u64,
    /// Records left out.
    pub bad: u64,
    /// What was assumed about the file, and what happened to it, in sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// What was read from all files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadReport {
    /// One entry per file, in the order read.
    pub sources: Vec<SourceReport>,
    /// Bytes after unpacking.
    pub bytes: u64,
    /// Lines read.
    pub lines: u64,
    /// Events found.
    pub events: u64,
    /// Records left out.
    pub bad: u64,
    /// Values left out of events that were kept.
    pub ignored_values: u64,
    /// Records left out, by reason.
    pub reasons: BTreeMap<Reason, u64>,
    /// Values left out, by field.
    pub ignored_fields: BTreeMap<&'static str, u64>,
    /// What was assumed of the events, in sentences that name the option that says otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The first lines left out, in the order of the files.
    pub samples: Vec<BadLine>,
    /// The first values left out, in the order of the files.
    pub ignored_samples: Vec<BadLine>,
}

impl ReadReport {
    /// Takes an event that was found out again, because who keeps events refused it: it counts as a record left out.
    pub fn refuse(&mut self, source: &str, line: u64, error: &Error, options: &ReadOptions) {
        self.events = self.events.saturating_sub(1);
        self.bad += 1;
        *self.reasons.entry(Reason::BadValue).or_default() += 1;
        if let Some(of_source) = self.sources.iter_mut().find(|known| known.name == source) {
            of_source.events = of_source.events.saturating_sub(1);
            of_source.bad += 1;
        }
        if self.samples.len() < options.max_samples {
            let message = error.message();
            let (expected, found) = message.split_once(", got ").unwrap_or((message, ""));
            let bad = Bad::new(Reason::BadValue, 0, expected).found(found);
            self.samples.push(BadLine::new(&bad, source, line, &[]));
            self.samples.sort_by_key(|sample| sample.line);
        }
    }

    /// The logs of which most could not be read: more records were left out than events found.
    ///
    /// What is said about such a log rests on little, however calm it looks.
    #[must_use]
    pub fn mostly_unread(&self) -> Vec<&SourceReport> {
        self.sources.iter().filter(|source| source.bad > source.events).collect()
    }
}
