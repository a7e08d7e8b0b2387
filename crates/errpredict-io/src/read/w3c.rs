//! Tables of text whose columns a line in the file names: W3C extended logs (IIS, CloudFront and others), Zeek.
//!
//! `#Fields: date time cs-method cs-uri-stem sc-status time-taken`, then words parted by spaces or tabs, in quotes where
//! they hold spaces; `-` is no value. Times are UTC, as the format says. `#Date:` gives the day where the columns have
//! none. Exchange parts values by commas, in quotes where they hold one. Zeek writes `#fields` and tabs, and its times as seconds since 1970. Every line with a status is a request.
//!
//! Source: W3C, *Extended Log File Format* (working draft, 1996); Zeek's `ascii` writer.

use errpredict::EventKind;

use super::collect::{Collector, Text};
use super::csv;
use super::draft::{Draft, Span, time_error};
use super::fields::{Field, FieldTree, Meaning};
use super::moment;
use super::options::Rules;
use super::report::{Bad, Reason};
use super::stamp;
use super::time;
use super::zone::{TimeRule, Zone};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Date,
    Clock,
    Field(Meaning),
    Other,
}

/// What stands between values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    Spaces,
    Tabs,
    /// As in CSV, with quotes (Exchange).
    Commas,
}

/// What the lines above say.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    columns: Vec<Column>,
    between: Between,
    /// Days since 1970.
    date: Option<i64>,
}

/// Whether a line states the columns.
fn is_fields(line: &str) -> bool {
    line.starts_with("#Fields:") || line.starts_with("#fields")
}

impl Header {
    /// The header among the first lines of a file.
    pub(crate) fn find(head: &[u8], tree: &FieldTree) -> Option<Header> {
        /// A header has no more lines.
        const LINES: usize = 64;
        let mut date = None;
        for line in head.split(|&byte| byte == b'\n').take(LINES) {
            let line = String::from_utf8_lossy(line);
            let line = line.trim_end_matches('\r');
            if !line.starts_with('#') {
                return None;
            }
            date = stated_date(line).or(date);
            if is_fields(line) {
                return Header::of(line, date, tree);
            }
        }
        None
    }

    fn of(line: &str, date: Option<i64>, tree: &FieldTree) -> Option<Header> {
        let names = line.split_once([' ', '\t'])?.1.trim();
        let tabs = line.starts_with("#fields\t") || line.trim_end().matches('\t').count() > 2;
        let between = match names {
            _ if tabs => Between::Tabs,
            names if names.contains(',') && !names.contains(' ') => Between::Commas,
            _ => Between::Spaces,
        };
        let names: Vec<&str> = match between {
            Between::Tabs => names.split('\t').collect(),
            Between::Commas => names.split(',').collect(),
            Between::Spaces => names.split_ascii_whitespace().collect(),
        };
        let columns: Vec<Column> = names
            .iter()
            .map(|name| match name.trim() {
                "date" => Column::Date,
                "time" => Column::Clock,
                name => tree
                    .flat(name.as_bytes())
                    .or_else(|| tree.flat(name.to_ascii_lowercase().as_bytes()))
                    .map_or(Column::Other, Column::Field),
            })
            .collect();
        let has_time = columns.iter().any(|column| match column {
            Column::Clock => true,
            Column::Field(meaning) => meaning.field == Field::Timestamp,
            _ => false,
        });
        has_time.then_some(Header { columns, between, date })
    }

    /// Reads the lines of a chunk.
    pub(crate) fn parse(&self, text: &Text<'_>, first_line: u64, out: &mut Collector<'_>) {
        let mut header = self.clone();
        out.lines(text, first_line, |out, line, number| {
            if line.starts_with('#') {
                header.date = stated_date(line).or(header.date);
                if is_fields(line)
                    && let Some(next) = Header::of(line, header.date, &out.rules.tree)
                {
                    header = next;
                }
                return Ok(());
            }
            header.row(out, line, number)
        });
    }

    fn row(&self, out: &mut Collector<'_>, line: &str, number: u64) -> Result<(), Box<Bad>> {
        out.memory.scratch.clear();
        let mut draft = Draft::new();
        let (mut date, mut clock) = (None, None);
        let mut note = |column: &Column, span: Span, value: &str| match column {
            _ if value == "-" || value.is_empty() || value == "(empty)" => {}
            Column::Date => date = Some(span),
            Column::Clock => clock = Some(span),
            Column::Field(meaning) => draft.set_untyped(*meaning, span, value),
            Column::Other => {}
        };
        if self.between == Between::Commas {
            csv::split(line, b',', &mut out.memory.scratch, |index, span, value| {
                if let Some(column) = self.columns.get(index) {
                    note(column, span, value);
                }
            })?;
        } else {
            let mut at = 0;
            // CloudFront writes spaces between the names and tabs between the values.
            let tabs =
                self.between == Between::Tabs || memchr::memchr_iter(b'\t', line.as_bytes()).nth(1).is_some();
            for column in &self.columns {
                let Some((begin, end, next)) = word(line, at, tabs) else { break };
                at = next;
                note(column, Span::line(begin, end), &line[begin..end]);
            }
        }
        let place = |span: Span| (span.end() - span.len(), span.end());
        let (date, clock) = (date.map(place), clock.map(place));
        if let Some((begin, end)) = clock {
            draft.time = Some(self.moment(line, date, (begin, end))?);
        }
        if draft.has(Field::StatusCode) && draft.has(Field::Endpoint) {
            draft.kind = Some(EventKind::Request);
        }
        if draft.kind.is_none() && !draft.has(Field::Message) {
            draft.text(Field::Message, Span::line(0, line.trim_end().len()));
        }
        out.emit(&draft, line, number)
    }

    /// The moment of a date and a clock, or of a clock on the day of the header; in UTC.
    fn moment(
        &self,
        line: &str,
        date: Option<(usize, usize)>,
        clock: (usize, usize),
    ) -> Result<errpredict::Timestamp, Box<Bad>> {
        let rule = TimeRule { zone: Zone::Offset(0), date: self.date, ..TimeRule::default() };
        let text = match date {
            Some((begin, end)) => format!("{} {}", &line[begin..end], &line[clock.0..clock.1]),
            None => line[clock.0..clock.1].to_owned(),
        };
        match moment::parse(text.as_bytes(), rule) {
            Ok((time, _)) => Ok(time),
            Err(_) if date.is_none() && self.date.is_none() => {
                Err(Bad::new(Reason::MissingTimestamp, clock.0 + 1, "a date in the line or in `#Date:`"))
            }
            Err(error) => Err(time_error(error, clock.0 + 1).found(&text)),
        }
    }
}

/// The day of `#Date: 2026-11-23 06:57:22`.
fn stated_date(line: &str) -> Option<i64> {
    let text = line.strip_prefix("#Date:")?.trim_start();
    let rule = TimeRule { zone: Zone::Offset(0), ..TimeRule::default() };
    let found = stamp::stamp(text.as_bytes(), rule)?.time.ok()?;
    Some(found.ms().div_euclid(time::DAY_S * 1000))
}

/// The word at `at`: its beginning, its end and where the next one begins.
fn word(line: &str, at: usize, tabs: bool) -> Option<(usize, usize, usize)> {
    let bytes = line.as_bytes();
    if at >= bytes.len() {
        return None;
    }
    if tabs {
        let end = memchr::memchr(b'\t', &bytes[at..]).map_or(bytes.len(), |tab| at + tab);
        return Some((at, end, end + 1));
    }
    let begin = at + bytes[at..].iter().take_while(|byte| **byte == b' ').count();
    if bytes.get(begin) == Some(&b'"') {
        let end = memchr::memchr(b'"', &bytes[begin + 1..]).map_or(bytes.len(), |quote| begin + 1 + quote);
        return Some((begin + 1, end, (end + 1).min(bytes.len())));
    }
    if begin >= bytes.len() {
        return None;
    }
    let end = memchr::memchr(b' ', &bytes[begin..]).map_or(bytes.len(), |space| begin + space);
    Some((begin, end, end))
}

/// Whether a file begins with such a header.
pub(crate) fn looks_like(head: &[u8], rules: &Rules) -> bool {
    head.starts_with(b"#") && Header::find(head, &rules.tree).is_some()
}
