//! Records that list their fields, in lists of their own: over one line or over several.
//!
//! - `tskv\ttimestamp=2026-11-23 06:57:22\ttimezone=+0300\tstatus=502`, and LTSV, `time:...\tstatus:502\turi:/a`;
//! - `10.0.0.1, -, 11/23/26, 6:57:22, W3SVC1, WEB1, 10.0.0.2, 187, 163, 3223, 500, 0, GET, /a.asp, -,` (IIS's own format);
//! - a block of `KEY=VALUE` lines (`journalctl -o export`), or such lines below a time (`-o verbose`);
//! - `2026-11-23-06.57.22.125678+060 I27204F655 LEVEL: Error` and lines of `KEY : VALUE` below it (DB2's diagnostic log);
//! - `<![LOG[no answer]LOG]!><time="06:57:22.125-60" date="11-23-2026" component="Pay" type="3" ...>` (Microsoft's
//!   configuration manager);
//! - events of Windows as blocks of lines ([`super::event_block`]);
//! - XML ([`super::xml`]).
//!
//! Sources: ltsv.org; Yandex, *TSKV*; Microsoft, *IIS Log File Format*; systemd, *Journal Export Formats*; IBM, *db2diag*.

use errpredict::{EventKind, Severity};

use super::collect::Collector;
use super::draft::{Draft, Span, Value, time_error};
use super::event_block;
use super::fields::{Field, Meaning, Reading};
use super::inner;
use super::level_forms;
use super::line_head::Head;
use super::listing::Listing;
use super::moment;
use super::paths::request_path;
use super::report::Bad;
use super::xml;
use super::zone::{TimeRule, Zone};

impl Listing {
    /// Whether all the lines up to the next record belong to it.
    pub(crate) fn is_block(self) -> bool {
        matches!(
            self,
            Listing::Journal(_)
                | Listing::Db2(_)
                | Listing::CmTrace
                | Listing::Windows
                | Listing::Xml
                | Listing::Frame
        )
    }

    /// The list that begins at a line with a head.
    #[inline]
    pub(crate) fn after_head(line: &str, head: Head) -> Option<Listing> {
        let bytes = line.as_bytes();
        // Most lines are told apart by two bytes.
        if bytes[0].is_ascii_uppercase() && bytes.last() == Some(&b']') {
            return line[head.used..].starts_with(" [s=").then_some(Listing::Journal(Some(head)));
        }
        if bytes.get(13) == Some(&b'.') && bytes.get(10) == Some(&b'-') {
            return line[head.used..].contains(" LEVEL: ").then_some(Listing::Db2(head));
        }
        None
    }

    /// The list that begins at a line without a head.
    #[inline]
    pub(crate) fn of(line: &str) -> Option<Listing> {
        match line.as_bytes()[0] {
            b'<' if line.starts_with(CM_TRACE) => Some(Listing::CmTrace),
            b'<' => xml::begins(line),
            b'_' => line.starts_with("__CURSOR=").then_some(Listing::Journal(None)),
            b't' if line.starts_with("tskv\t") => Some(Listing::Tabs(b'=')),
            b'T' | b'L' | b'P' | b'N' if event_block::begins(line) => Some(Listing::Windows),
            b'a'..=b'z' | b'A'..=b'Z' => is_ltsv(line).then_some(Listing::Tabs(b':')),
            b'0'..=b'9' => is_iis(line).then_some(Listing::Iis),
            _ => None,
        }
    }
}

/// Whether a line is pairs of `label:value` between tabs, a time among them.
fn is_ltsv(line: &str) -> bool {
    const FEWEST: usize = 3;
    let Some(tab) = memchr::memchr(b'\t', line.as_bytes()) else { return false };
    let is_label = |part: &str| {
        part.split_once(':').is_some_and(|(label, _)| {
            !label.is_empty()
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
        })
    };
    is_label(&line[..tab])
        && line.split('\t').filter(|part| !part.is_empty()).all(is_label)
        && line.split('\t').count() >= FEWEST
        && line.split('\t').any(|part| part.starts_with("time:") || part.starts_with("timestamp:"))
}

/// The columns of IIS's own format.
const IIS_COLUMNS: usize = 15;

fn is_iis(line: &str) -> bool {
    let mut parts = line.split(", ");
    let Some(client) = parts.next().filter(|client| client.len() < 46) else { return false };
    let is_address = client.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':'))
        && client.len() > 2;
    is_address && line.matches(", ").count() + 1 >= IIS_COLUMNS - 1 && line.contains(", W3SVC")
}

/// Reads such a record.
pub(crate) fn parse(
    out: &mut Collector<'_>,
    record: &str,
    number: u64,
    listing: Listing,
) -> Result<(), Box<Bad>> {
    out.memory.scratch.clear();
    let mut draft = Draft::new();
    match listing {
        Listing::Tabs(between) => tabs(out, record, between, &mut draft),
        Listing::Iis => iis(out, record, number, &mut draft)?,
        Listing::Journal(head) => journal(out, record, number, head, &mut draft)?,
        Listing::Db2(head) => db2(out, record, number, head, &mut draft)?,
        Listing::CmTrace => cm_trace(out, record, number, &mut draft)?,
        Listing::Windows => event_block::parse(out, record, number, &mut draft)?,
        Listing::Xml => return xml::parse(out, record, number),
        Listing::Frame => return Ok(()),
    }
    out.emit(&draft, record, number)
}

const fn plain(field: Field) -> Meaning {
    Meaning { field, reading: Reading::Plain, rank: 0 }
}

fn span_of(record: &str, text: &str) -> Span {
    let begin = text.as_ptr() as usize - record.as_ptr() as usize;
    Span::line(begin, begin + text.len())
}

fn tabs(out: &mut Collector<'_>, record: &str, between: u8, draft: &mut Draft) {
    let (mut time, mut zone) = (None, None);
    for part in record.split('\t') {
        let Some((key, value)) = part.split_once(char::from(between)) else { continue };
        if value == "-" || value.is_empty() {
            continue;
        }
        let span = span_of(record, value);
        match key {
            "timezone" => zone = Some(value),
            // `[23/Nov/2026:06:57:22 +0000]`, as web servers write it.
            "time" | "timestamp" => time = Some(value.trim_matches(['[', ']'])),
            "req" => {
                let whole = (span.end() - span.len(), span.end());
                if let Some(path) = request_path(record, whole) {
                    draft.text(Field::Endpoint, path);
                    draft.set(plain(Field::Method), Value::Text(path));
                }
            }
            "vhost" => draft.text(Field::Service, span),
            "reqtime" | "apptime" => {
                let meaning = Meaning { reading: Reading::Seconds, ..plain(Field::ResponseTimeMs) };
                draft.set(meaning, Value::Number(span));
            }
            _ => {
                if let Some(meaning) = out.rules.tree.flat(key.as_bytes()) {
                    draft.set_untyped(meaning, span, value);
                }
            }
        }
    }
    if let Some(time) = time {
        let scratch = &mut out.memory.scratch;
        scratch.push_str(time);
        scratch.push_str(zone.unwrap_or(""));
        draft.set_untyped(plain(Field::Timestamp), Span::scratch(0, scratch.len()), scratch);
    }
    if !draft.has(Field::Message) && !draft.has(Field::StatusCode) {
        draft.text(Field::Message, Span::line(0, record.trim_end().len()));
    }
}

fn iis(out: &mut Collector<'_>, record: &str, number: u64, draft: &mut Draft) -> Result<(), Box<Bad>> {
    let columns: Vec<&str> = record.trim_end().trim_end_matches(',').split(", ").map(str::trim).collect();
    let column = |index: usize| columns.get(index).copied().unwrap_or("");
    // Date and clock stand in two columns.
    let text = format!("{} {}", column(2), column(3));
    let read = moment::parse(text.as_bytes(), out.rules.time);
    let zoned = read.is_ok_and(|(_, zoned)| zoned);
    let time = out.moment(read.map(|(time, _)| time), zoned, number);
    draft.time = Some(time.map_err(|error| time_error(error, 1).found(&text))?);
    draft.kind = Some(EventKind::Request);
    if column(1) != "-" {
        draft.text(Field::UserId, span_of(record, column(1)));
    }
    draft.set(plain(Field::ResponseTimeMs), Value::Number(span_of(record, column(7))));
    draft.set(plain(Field::StatusCode), Value::Number(span_of(record, column(10))));
    draft.text(Field::Endpoint, span_of(record, column(13)));
    Ok(())
}

fn journal(
    out: &mut Collector<'_>,
    record: &str,
    number: u64,
    head: Option<Head>,
    draft: &mut Draft,
) -> Result<(), Box<Bad>> {
    for line in record.lines() {
        let Some((key, value)) = line.trim_start().split_once('=') else { continue };
        if let Some(meaning) = out.rules.tree.flat(key.as_bytes()) {
            draft.set_untyped(meaning, span_of(record, value), value);
        }
    }
    if let Some(head) = head {
        let time = out.moment(head.time, head.zoned, number);
        draft.time = Some(time.map_err(|error| time_error(error, 1).found(&record[..head.used]))?);
    }
    if let Some(Value::Text(message)) = draft.value(Field::Message) {
        let begin = message.end() - message.len();
        inner::read(record, begin, message.end(), &out.rules.tree, out.rules.time, out.memory, draft);
    }
    Ok(())
}

/// How a record of Microsoft's configuration manager begins.
const CM_TRACE: &str = "<![LOG[";

fn cm_trace(out: &mut Collector<'_>, record: &str, number: u64, draft: &mut Draft) -> Result<(), Box<Bad>> {
    let text = &record[CM_TRACE.len()..];
    let end = text.find("]LOG]!>").unwrap_or(text.len());
    draft.text(Field::Message, span_of(record, text[..end].trim()));
    let tail = &text[end..];
    let value = |key: &str| {
        let (_, rest) = tail.split_once(key)?;
        Some(rest.split('"').next().unwrap_or(rest))
    };
    let clock = value("time=\"").unwrap_or("");
    // What is added to the clock to be in UTC, in minutes.
    let (clock, bias) = match clock.rfind(['+', '-']) {
        Some(at) => (&clock[..at], clock[at..].parse::<i64>().ok()),
        None => (clock, None),
    };
    let whole = format!("{} {clock}", value("date=\"").unwrap_or(""));
    let rule = TimeRule { zone: bias.map_or(out.rules.time.zone, |_| Zone::Offset(0)), ..out.rules.time };
    let read =
        moment::parse(whole.as_bytes(), rule).map(|(time, _)| time.plus_ms(bias.unwrap_or(0) * 60_000));
    let time = out.moment(read, bias.is_some(), number);
    draft.time = Some(time.map_err(|error| time_error(error, 1).found(&whole))?);
    draft.severity = match value(" type=\"") {
        Some("1") => Some(Severity::Info),
        Some("2") => Some(Severity::Medium),
        Some("3") => Some(Severity::High),
        _ => None,
    };
    if let Some(component) = value("component=\"") {
        draft.text(Field::Service, span_of(record, component));
    }
    Ok(())
}

fn db2(
    out: &mut Collector<'_>,
    record: &str,
    number: u64,
    head: Head,
    draft: &mut Draft,
) -> Result<(), Box<Bad>> {
    let time = out.moment(head.time, head.zoned, number);
    draft.time = Some(time.map_err(|error| time_error(error, 1).found(&record[..head.used]))?);
    let first = record.lines().next().unwrap_or("");
    draft.severity = first.rsplit_once("LEVEL: ").and_then(|(_, level)| {
        let name = level.split([' ', '(']).next().unwrap_or("");
        Severity::of_level_name(name).or_else(|| level_forms::of_java(name))
    });
    // What happened, or else where.
    for wanted in ["MESSAGE", "FUNCTION"] {
        let found = record.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            (key.trim_end() == wanted).then(|| value.trim())
        });
        if let Some(text) = found.filter(|text| !text.is_empty()) {
            draft.text(Field::Message, span_of(record, text));
            break;
        }
    }
    let below = (first.len() + 1).min(record.len());
    draft.text(Field::StackTrace, Span::line(below, record.trim_end().len().max(below)));
    if !draft.has(Field::Message) {
        draft.text(Field::Message, Span::line(head.used.min(first.len()), first.len()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_told_by_their_beginning() {
        for (line, listing) in [
            ("tskv\ttimestamp=2026-11-23 06:57:22", Some(Listing::Tabs(b'='))),
            ("time:2026-11-23T06:57:22Z\tstatus:500\turi:/a", Some(Listing::Tabs(b':'))),
            ("host:h\ttime:[23/Nov/2026:06:57:22 +0000]\treq:GET / HTTP/1.1", Some(Listing::Tabs(b':'))),
            (
                "10.0.0.1, -, 11/23/26, 6:57:22, W3SVC1, WEB1, 10.0.0.2, 187, 163, 3223, 500, 0, GET, /a, -,",
                Some(Listing::Iis),
            ),
            ("__CURSOR=s=abc", Some(Listing::Journal(None))),
            ("<![LOG[x]LOG]!><time=\"06:57:22.125-60\"", Some(Listing::CmTrace)),
            ("<record>", Some(Listing::Xml)),
            ("a:b\tc", None),
            ("note: one\ttwo", None),
            ("10, 20, 30", None),
            ("_x", None),
            ("<a>", None),
        ] {
            assert_eq!(Listing::of(line), listing, "{line}");
        }
    }
}
