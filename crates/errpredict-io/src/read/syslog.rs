//! syslog lines: RFC 5424, RFC 3164 and the two forms rsyslog writes into files.
//!
//! - `<34>1 2026-11-23T06:57:22.003Z host app 123 ID47 [data a="b"] message` (RFC 5424);
//! - `<34>Nov 23 06:57:22 host app[123]: message` (RFC 3164), with or without the number in front, or the host;
//! - `2026-11-23T06:57:22.003+00:00 host app[123]: message` (rsyslog's own time).
//!
//! The severity is in the number in front; a line without it has none, and one must be given. RFC 3164 says neither
//! year nor zone: both must be given, the year being that of the first line of the file; a line that lies more than
//! a month before the first one in the calendar is of the year after, one more than eleven months after it of the year
//! before. The service is the program's name.

use errpredict::Severity;

use super::civil::{self, BsdError};
use super::collect::Collector;
use super::draft::{Draft, Span, time_error};
use super::fields::Field;
use super::line_head;
use super::report::{Bad, Reason};
use super::time;

/// A syslog file: month and day of its first line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Syslog {
    first: Option<(i64, i64)>,
}

impl Syslog {
    /// What the first line with a date says about the others; the very first one may be cut off.
    pub(crate) fn new(head: &str) -> Syslog {
        let date = |line: &str| {
            let (_, at) = priority(line).unwrap_or((None, 0));
            civil::month_and_day(&line.as_bytes()[at..]).ok()
        };
        Syslog { first: head.lines().find_map(date) }
    }

    /// Whether a line looks like syslog.
    pub(crate) fn looks_like(line: &str) -> bool {
        let Ok((priority, at)) = priority(line) else { return false };
        let rest = &line[at..];
        if priority.is_some() && (rest.starts_with("1 ") || civil::month_and_day(rest.as_bytes()).is_ok()) {
            return true;
        }
        let end = if civil::month_and_day(rest.as_bytes()).is_ok() {
            15
        } else {
            let rule = time::TimeRule::default();
            match time::civil_prefix(rest.as_bytes(), rule) {
                Ok((_, used)) if rest.as_bytes().get(10) == Some(&b'T') => used,
                _ => return false,
            }
        };
        let mut words = rest[end..].split(' ');
        let (empty, host, tag) = (words.next(), words.next(), words.next());
        // `2026-11-23T06:57:22Z ERROR pay: it broke` has a level where a host would stand.
        let is_level = |word: &str| line_head::is_level(word.trim_end_matches(':'));
        let is_host = |host: &str| !host.is_empty() && !is_level(host);
        let is_tag =
            |tag: &str| tag.len() > 1 && tag.ends_with(':') && !tag.starts_with('[') && !is_level(tag);
        empty == Some("") && host.is_some_and(is_host) && tag.is_some_and(is_tag)
    }

    /// Reads a line.
    pub(crate) fn parse(self, out: &mut Collector<'_>, line: &str, number: u64) -> Result<(), Box<Bad>> {
        let (priority, mut at) = priority(line)?;
        let mut draft = Draft::new();
        draft.severity = priority.and_then(|priority| Severity::from_syslog(priority & 7));
        if priority.is_some() && line[at..].starts_with("1 ") {
            at += 2;
            self.rfc5424(out, line, at, &mut draft)?;
        } else {
            self.rfc3164(out, line, at, &mut draft)?;
        }
        out.memory.scratch.clear();
        out.emit(&draft, line, number)
    }

    fn rfc5424(
        self,
        out: &Collector<'_>,
        line: &str,
        mut at: usize,
        draft: &mut Draft,
    ) -> Result<(), Box<Bad>> {
        let mut word = |what: &str| {
            let end = line[at..].find(' ').ok_or_else(|| Bad::new(Reason::Truncated, line.len(), what))?;
            let span = (at, at + end);
            at += end + 1;
            Ok::<_, Box<Bad>>(span)
        };
        let stamp = word("a time")?;
        if &line[stamp.0..stamp.1] != "-" {
            let text = &line[stamp.0..stamp.1];
            let read = time::parse(text.as_bytes(), out.rules.time);
            draft.time = Some(read.map_err(|error| time_error(error, stamp.0 + 1).found(text))?);
        }
        word("a host")?;
        let name = word("a program")?;
        if &line[name.0..name.1] != "-" {
            draft.text(Field::Service, Span::line(name.0, name.1));
        }
        word("a process id")?;
        // The message id is the last word where no data and no message follow it.
        let Ok(_) = word("a message id") else { return Ok(()) };
        let data_end = structured_data(line, at)?;
        let message = line[data_end..].trim_start_matches(' ').trim_start_matches('\u{feff}');
        draft.text(Field::Message, Span::line(line.len() - message.len(), line.len()));
        Ok(())
    }

    fn rfc3164(self, out: &Collector<'_>, line: &str, at: usize, draft: &mut Draft) -> Result<(), Box<Bad>> {
        let text = &line.as_bytes()[at..];
        let (stamp, used) = if text.first().is_some_and(u8::is_ascii_digit) {
            time::civil_prefix(text, out.rules.time).map_err(|error| time_error(error, at + 1))?
        } else {
            let stamp = civil::bsd(text, self.first, out.rules.time).map_err(|error| match error {
                BsdError::Time(error) => time_error(error, at + 1),
                BsdError::NoYear => Bad::new(Reason::NoYear, at + 1, "a year").field("timestamp"),
            })?;
            (stamp, 15)
        };
        draft.time = Some(stamp);
        let rest = at + used;
        // Host, then `program[123]:`.
        let rest = rest + (line[rest..].len() - line[rest..].trim_start_matches(' ').len());
        let Some(host_end) = line[rest..].find(' ').map(|end| rest + end) else {
            return Err(Bad::new(Reason::Truncated, line.len(), "a host and a program"));
        };
        // Programs that write to the local socket leave out the host.
        let tag_at = if line[rest..host_end].ends_with(':') { rest } else { host_end + 1 };
        let tag = &line[tag_at..];
        let name_end = tag.bytes().position(|byte| matches!(byte, b'[' | b':' | b' ')).unwrap_or(tag.len());
        let mut message_at = tag_at;
        if !tag[name_end..].starts_with(' ') {
            draft.text(Field::Service, Span::line(tag_at, tag_at + name_end));
            let colon = tag[name_end..].find(": ").map(|colon| name_end + colon + 2);
            message_at = tag_at + colon.unwrap_or((name_end + 1).min(tag.len()));
        }
        draft.text(Field::Message, Span::line(message_at.min(line.len()), line.len()));
        Ok(())
    }
}

/// The number in front, if there is one, and the bytes it took.
fn priority(line: &str) -> Result<(Option<u8>, usize), Box<Bad>> {
    /// Facility 23, severity 7.
    const LARGEST: u8 = 191;
    let Some(rest) = line.strip_prefix('<') else { return Ok((None, 0)) };
    let number =
        rest.find('>').filter(|&end| end <= 3).and_then(|end| Some((rest[..end].parse::<u8>().ok()?, end)));
    match number {
        Some((number, end)) if number <= LARGEST => Ok((Some(number), end + 2)),
        _ => Err(Bad::new(Reason::Format, 1, "a syslog priority, <0> to <191>")),
    }
}

/// The end of the structured data at `at`: `-` or `[id name="value"...]...`.
fn structured_data(line: &str, at: usize) -> Result<usize, Box<Bad>> {
    let bytes = line.as_bytes();
    if bytes.get(at) == Some(&b'-') {
        return Ok(at + 1);
    }
    let mut at = at;
    while bytes.get(at) == Some(&b'[') {
        let mut quoted = false;
        loop {
            at += 1;
            match bytes.get(at) {
                None => {
                    return Err(Bad::new(
                        Reason::Truncated,
                        line.len(),
                        "the end of the structured data, `]`",
                    ));
                }
                Some(b'\\') if quoted => at += 1,
                Some(b'"') => quoted = !quoted,
                Some(b']') if !quoted => break,
                _ => {}
            }
        }
        at += 1;
    }
    Ok(at)
}
