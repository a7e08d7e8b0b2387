//! What a reader can be told.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use errpredict::redact::{RedactConfig, Redactor};
use errpredict::{Error, Result, Severity, Timestamp};
use serde::{Deserialize, Serialize};

use super::fields::FieldTree;
use super::pattern::Pattern;
use super::source_maps::SourceMaps;
use super::zone::{self, TimeRule, Zone};

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Format {
    /// One JSON object a line.
    Ndjson,
    /// JSON objects in an array, or one after the other, over any number of lines.
    Json,
    /// A table with a header.
    Csv,
    /// `key=value` pairs.
    Logfmt,
    /// syslog, RFC 5424 or RFC 3164.
    Syslog,
    /// Lines that begin with a time, or have one in a fixed place.
    Plain,
    /// Access log of nginx or Apache.
    Access,
    /// nginx's error log.
    NginxError,
    /// Apache's error log.
    ApacheError,
    /// Tables whose `#Fields` line names the columns: W3C (IIS, CloudFront), Zeek.
    W3c,
    /// Lines with the name of a container in front: `docker compose logs`, `kubectl logs --prefix`.
    Compose,
    /// Lines of a form that `--pattern` describes.
    Own,
    /// Docker's JSON files, with a log of another format inside.
    Docker,
    /// Kubernetes' container logs (CRI), with a log of another format inside.
    Cri,
    /// `journalctl -o json`.
    Journald,
    /// OpenTelemetry logs and traces as JSON.
    Otlp,
    /// Events and envelopes of Sentry's clients.
    Sentry,
    /// Parquet files; needs the cargo feature `parquet`.
    Parquet,
    /// Arrow files (Feather version 2) and streams; needs the cargo feature `parquet`.
    Arrow,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Format] = &[
        Format::Ndjson,
        Format::Json,
        Format::Csv,
        Format::Logfmt,
        Format::Syslog,
        Format::Plain,
        Format::Access,
        Format::NginxError,
        Format::ApacheError,
        Format::W3c,
        Format::Compose,
        Format::Own,
        Format::Docker,
        Format::Cri,
        Format::Journald,
        Format::Otlp,
        Format::Sentry,
        Format::Parquet,
        Format::Arrow,
    ];

    /// The name, as in `--format`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Format::Ndjson => "ndjson",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Logfmt => "logfmt",
            Format::Syslog => "syslog",
            Format::Plain => "plain",
            Format::Access => "access",
            Format::NginxError => "nginx_error",
            Format::ApacheError => "apache_error",
            Format::W3c => "w3c",
            Format::Compose => "compose",
            Format::Own => "own",
            Format::Docker => "docker",
            Format::Cri => "cri",
            Format::Journald => "journald",
            Format::Otlp => "otlp",
            Format::Sentry => "sentry",
            Format::Parquet => "parquet",
            Format::Arrow => "arrow",
        }
    }

    /// What it is, in a few words.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Format::Ndjson => "one JSON object a line",
            Format::Json => "JSON objects in an array, or over several lines",
            Format::Csv => "a table with a header",
            Format::Logfmt => "key=value pairs",
            Format::Syslog => "syslog, RFC 5424 and RFC 3164",
            Format::Plain => "lines with a time, traces below them",
            Format::Access => "access log of nginx or Apache",
            Format::NginxError => "nginx's error log",
            Format::ApacheError => "Apache's error log",
            Format::W3c => "tables with a `#Fields` line: W3C (IIS, CloudFront), Zeek",
            Format::Compose => "lines with a container's name in front: docker compose, kubectl --prefix",
            Format::Own => "lines of a form given by `--pattern`",
            Format::Docker => "Docker's JSON files",
            Format::Cri => "container logs of Kubernetes (containerd, CRI-O)",
            Format::Journald => "`journalctl -o json`",
            Format::Otlp => "OpenTelemetry logs and traces as JSON",
            Format::Sentry => "Sentry's events and envelopes",
            Format::Parquet => "a Parquet file (feature `parquet`)",
            Format::Arrow => "an Arrow (Feather) file or stream (feature `parquet`)",
        }
    }

    /// A record of the format, on one line.
    #[must_use]
    pub const fn example(self) -> &'static str {
        match self {
            Format::Ndjson => {
                r#"{"timestamp":"2026-11-23T06:57:22Z","service":"pay","severity":"error","error_type":"TimeoutError","message":"no answer"}"#
            }
            Format::Json => r#"[{"timestamp":"2026-11-23T06:57:22Z","service":"pay","severity":"error"}]"#,
            Format::Csv => "timestamp,service,severity,error_type,message,response_time_ms",
            Format::Logfmt => r#"ts=2026-11-23T06:57:22Z level=error service=pay msg="no answer""#,
            Format::Syslog => "<11>1 2026-11-23T06:57:22Z host pay 123 - - no answer",
            Format::Plain => "2026-11-23 06:57:22,125 - pay.views - ERROR - no answer",
            Format::Access => {
                r#"10.0.0.1 - - [23/Nov/2026:06:57:22 +0000] "GET /pay HTTP/1.1" 503 12 "-" "curl""#
            }
            Format::NginxError => "2026/11/23 06:57:22 [error] 12#12: *5 connect() failed, client: 10.0.0.1",
            Format::ApacheError => "[Mon Nov 23 06:57:22.125 2026] [proxy:error] [pid 12] AH00957: no answer",
            Format::W3c => "#Fields: date time cs-method cs-uri-stem sc-status time-taken",
            Format::Compose => "web-1  | 2026-11-23T06:57:22Z ERROR no answer",
            Format::Own => "--pattern '%{TIMESTAMP:timestamp} %{WORD:service} %{GREEDYDATA:message}'",
            Format::Cri => "2026-11-23T06:57:22.125Z stderr F ...",
            Format::Docker => r#"{"log":"...\n","stream":"stderr","time":"2026-11-23T06:57:22.125Z"}"#,
            Format::Journald => {
                r#"{"__REALTIME_TIMESTAMP":"1795417042125000","PRIORITY":"3","SYSLOG_IDENTIFIER":"pay","MESSAGE":"no answer"}"#
            }
            Format::Otlp => r#"{"resourceLogs":[{"resource":{...},"scopeLogs":[{"logRecords":[...]}]}]}"#,
            Format::Sentry => {
                r#"{"event_id":"...","timestamp":1795417042.1,"platform":"python","exception":{...}}"#
            }
            Format::Parquet | Format::Arrow => {
                "columns timestamp, service, severity, error_type, message, response_time_ms"
            }
        }
    }

    /// The format of that name; `auto` is nothing.
    ///
    /// # Errors
    /// `unknown_name`, with the list of names.
    pub fn from_name(name: &str) -> Result<Option<Format>> {
        if name == "auto" {
            return Ok(None);
        }
        Format::ALL.iter().copied().find(|format| format.name() == name).map(Some).ok_or_else(|| {
            let names: Vec<_> = std::iter::once("auto").chain(Format::ALL.iter().map(|f| f.name())).collect();
            Error::unknown("format", name, &names)
        })
    }
}

/// What the numbers under a level name mean; the programs that write them disagree, so it is never guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LevelNumbers {
    /// pino and bunyan: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal.
    Pino,
    /// Python: 10 debug, 20 info, 30 warning, 40 error, 50 critical.
    Python,
    /// syslog: 0 emergency to 7 debug.
    Syslog,
    /// OpenTelemetry: 1 trace to 24 fatal.
    Otel,
}

impl LevelNumbers {
    /// The severity of a number on this scale.
    #[must_use]
    pub const fn severity(self, number: u8) -> Option<Severity> {
        match (self, number) {
            (LevelNumbers::Pino, 10 | 20 | 30) | (LevelNumbers::Python, 10 | 20) => Some(Severity::Info),
            (LevelNumbers::Pino, 40) | (LevelNumbers::Python, 30) => Some(Severity::Medium),
            (LevelNumbers::Pino, 50) | (LevelNumbers::Python, 40) => Some(Severity::High),
            (LevelNumbers::Pino, 60) | (LevelNumbers::Python, 50) => Some(Severity::Critical),
            (LevelNumbers::Pino | LevelNumbers::Python, _) => None,
            (LevelNumbers::Syslog, number) => Severity::from_syslog(number),
            (LevelNumbers::Otel, number) => Severity::from_open_telemetry(number),
        }
    }
}

/// Settings of a reader.
///
/// | Name | Default | Meaning |
/// |---|---|---|
/// | `format` | found from the content | the format |
/// | `service` | the file's name, and said | service of lines that name none |
/// | `severity` | none | severity of lines that name none |
/// | `services` | empty | service by file: `NAME=PATTERN`, the first pattern that the file's path matches |
/// | `level_words` | false | take words such as `failed` for a level where a line states none |
/// | `zone` | UTC, and said | zone of times without one, such as `Europe/Berlin`, with daylight saving |
/// | `utc_offset` | UTC, and said | the same as an offset, such as `+01:00` or `UTC` |
/// | `year` | that of the file's date, and said | year of the first line of a format without years (RFC 3164) |
/// | `patterns` | empty | forms of lines of your own: regular expressions with names, or in the way of grok |
/// | `source_maps` | none | folder with source maps: minified JavaScript traces are shown and grouped by their source |
/// | `redact` | none | what of a person or a secret is taken out of every event ([`RedactConfig`]) |
/// | `level_numbers` | none | what numbers under `level` mean |
/// | `fields` | empty | field → names that hold it, before the known names |
/// | `attributes` | false | keep what is no field of a JSON object as the event's attributes |
/// | `strict` | false | stop at the first bad line or value |
/// | `replace_invalid_utf8` | false | read bytes that are not UTF-8 as U+FFFD; else such lines are bad |
/// | `max_line_bytes` | 1 MiB | longer records are skipped, not held; 1 KiB to 256 MiB |
/// | `max_samples` | 20 | bad lines shown in the report |
/// | `threads` | 0 | threads that parse; 0 is one per core |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ReadOptions {
    /// The format; found from the content when absent.
    pub format: Option<Format>,
    /// Service of lines that name none.
    pub service: Option<String>,
    /// Severity of lines that name none.
    pub severity: Option<Severity>,
    /// Service by file: `NAME=PATTERN`.
    pub services: Vec<String>,
    /// Take words such as `failed` for a level where a line states none.
    pub level_words: bool,
    /// Zone of times without one, by the name of a place: `Europe/Berlin`.
    pub zone: Option<String>,
    /// Forms of lines of your own.
    pub patterns: Vec<String>,
    /// Zone of times without one: `UTC` or `+hh:mm`.
    pub utc_offset: Option<String>,
    /// Year of the first line of a format without years.
    pub year: Option<i32>,
    /// Folder with source maps of minified JavaScript.
    pub source_maps: Option<PathBuf>,
    /// What of a person or a secret is taken out of every event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redact: Option<RedactConfig>,
    /// What numbers under a level name mean.
    pub level_numbers: Option<LevelNumbers>,
    /// Own names: field → names that hold it.
    pub fields: BTreeMap<String, Vec<String>>,
    /// Keep what is no field of a JSON object as the event's attributes.
    pub attributes: bool,
    /// Stop at the first bad line or value.
    pub strict: bool,
    /// Read bytes that are not UTF-8 as U+FFFD.
    pub replace_invalid_utf8: bool,
    /// Longest record that is read, in bytes.
    pub max_line_bytes: usize,
    /// Bad lines shown in the report.
    pub max_samples: usize,
    /// Threads that parse; 0 is one per core.
    pub threads: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions {
            format: None,
            service: None,
            severity: None,
            services: Vec::new(),
            level_words: false,
            zone: None,
            patterns: Vec::new(),
            utc_offset: None,
            year: None,
            source_maps: None,
            redact: None,
            level_numbers: None,
            fields: BTreeMap::new(),
            attributes: false,
            strict: false,
            replace_invalid_utf8: false,
            max_line_bytes: 1 << 20,
            max_samples: 20,
            threads: 0,
        }
    }
}

/// The smallest and largest limit of a record's length that can be set.
const LINE_BYTES: std::ops::RangeInclusive<usize> = 1 << 10..=1 << 28;

/// Options checked and made ready: what the parsers look at.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    pub(crate) tree: Arc<FieldTree>,
    pub(crate) time: TimeRule,
    /// What lies before is the time of a clock that was not set.
    pub(crate) earliest: Option<Timestamp>,
    pub(crate) service: Option<String>,
    /// Whether that is only the name of the file.
    pub(crate) is_service_assumed: bool,
    pub(crate) services: Vec<(String, glob::Pattern)>,
    pub(crate) severity: Option<Severity>,
    pub(crate) source_maps: Option<Arc<SourceMaps>>,
    pub(crate) redactor: Option<Arc<Redactor>>,
    pub(crate) level_numbers: Option<LevelNumbers>,
    pub(crate) level_words: bool,
    pub(crate) patterns: Arc<[Pattern]>,
    pub(crate) max_line_bytes: usize,
    pub(crate) replace_invalid_utf8: bool,
}

impl ReadOptions {
    /// Checks the ranges and names.
    ///
    /// # Errors
    /// `invalid_setting` or `unknown_name`, naming the option, what is valid and what was given.
    pub fn validate(&self) -> Result<()> {
        self.rules().map(|_| ())
    }

    pub(crate) fn rules(&self) -> Result<Rules> {
        if !LINE_BYTES.contains(&self.max_line_bytes) {
            let expected = format!("{} to {}", LINE_BYTES.start(), LINE_BYTES.end());
            return Err(Error::setting("max_line_bytes", &expected, self.max_line_bytes));
        }
        if self.year.is_some_and(|year| !(1970..=9998).contains(&year)) {
            return Err(Error::setting("year", "1970 to 9998", self.year.unwrap_or_default()));
        }
        if self.service.as_deref() == Some("") {
            return Err(Error::setting("service", "a name", "an empty text"));
        }
        let zone = match (&self.zone, &self.utc_offset) {
            (None, None) => Zone::Assumed,
            (Some(name), _) => zone::named(name)
                .or_else(|| super::time::parse_offset(name).map(Zone::Offset))
                .ok_or_else(|| Error::setting("zone", "the name of a zone such as Europe/Berlin", name))?,
            (None, Some(text)) => Zone::Offset(
                super::time::parse_offset(text)
                    .ok_or_else(|| Error::setting("utc_offset", "UTC or an offset such as +01:00", text))?,
            ),
        };
        let services = self.services.iter().map(|text| service_of_files(text)).collect::<Result<_>>()?;
        let patterns = self.patterns.iter().map(|text| Pattern::new(text)).collect::<Result<Vec<_>>>()?;
        Ok(Rules {
            tree: Arc::new(FieldTree::new(&self.fields)?),
            time: TimeRule { zone, year: self.year, ..TimeRule::default() },
            source_maps: self.source_maps.as_deref().map(SourceMaps::of).transpose()?.map(Arc::new),
            redactor: self.redact.as_ref().map(Redactor::new).transpose()?.map(Arc::new),
            is_service_assumed: false,
            earliest: None,
            services,
            level_words: self.level_words,
            patterns: patterns.into(),
            service: self.service.clone(),
            severity: self.severity,
            level_numbers: self.level_numbers,
            max_line_bytes: self.max_line_bytes,
            replace_invalid_utf8: self.replace_invalid_utf8,
        })
    }
}

/// `NAME=PATTERN`
fn service_of_files(text: &str) -> Result<(String, glob::Pattern)> {
    let bad = || Error::setting("services", "NAME=PATTERN such as web=nginx/*.log", text);
    let (name, pattern) = text.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or_else(bad)?;
    Ok((name.to_owned(), glob::Pattern::new(pattern).map_err(|_| bad())?))
}

impl Rules {
    /// The service that a file was given by its path.
    pub(crate) fn service_of(&self, path: &str) -> Option<&str> {
        let found = self.services.iter().find(|(_, pattern)| {
            // A pattern without a folder is one of names, and one with a folder may begin anywhere in the path.
            pattern.matches(path)
                || path.match_indices('/').any(|(slash, _)| pattern.matches(&path[slash + 1..]))
        });
        found.map(|(name, _)| name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_options_are_named() {
        let bad = |change: fn(&mut ReadOptions)| {
            let mut options = ReadOptions::default();
            change(&mut options);
            options.rules().unwrap_err().to_string()
        };
        assert!(
            bad(|o| o.utc_offset = Some("noon".into())).contains("`utc_offset` must be UTC or an offset")
        );
        assert!(bad(|o| o.max_line_bytes = 3).contains("got 3"));
        assert!(bad(|o| o.service = Some(String::new())).contains("`service`"));
        assert!(Format::from_name("yaml").unwrap_err().message().contains("ndjson"));
    }
}
