//! syslog lines: RFC 5424, RFC 3164 and the two forms rsyslog writes into files.
//!
//! - `<34>1 2026-11-23T06:57:22.003Z host app 123 ID47 [data a="b"] message` (RFC 5424);
//! - `<34>Nov 23 06:57:22 host app[123]: message` (RFC 3164), with or without the number in front, or the host;
//! - `2026-11-23T06:57:22.003+00:00 host app[123]: message` (rsyslog's own time).
//!
//! The severity is in the number in front; a level inside the message counts more, for syslog gives one to all that a
//! service prints. RFC 3164 says neither year nor zone ([`super::zone`]). The service is the program's name. Lines that
//! rsyslog escaped (`#012` for a line end, `#011` for a tab) are lines again.

use errpredict::Severity;

use super::blocks::{self, Look};
use super::civil;
use super::collect::Collector;
use super::draft::{Draft, Span, time_error};
use super::fields::Field;
use super::inner;
use super::level;
use super::line_head::Head;
use super::plain;
use super::report::Bad;
use super::stamp::{self, Stamp};
use super::traceback;
use super::zone::TimeRule;

/// Where the parts of a line stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parts {
    severity: Option<Severity>,
    stamp: Option<Stamp>,
    /// The program's name.
    name: (usize, usize),
    /// Where the message begins, after host, program and number of process.
    pub(crate) message: usize,
    /// The bytes between the time and the message.
    origin: usize,
}

impl Parts {
    /// Host, program and process, as they stand.
    pub(crate) fn origin(self, line: &str) -> &str {
        line.get(self.origin..self.message).unwrap_or("")
    }

    /// The level of the number in front.
    pub(crate) fn level(self) -> Option<Severity> {
        self.severity
    }

    /// The moment, if it can be placed.
    pub(crate) fn time(self) -> Option<errpredict::Timestamp> {
        self.stamp.and_then(|stamp| stamp.time.ok())
    }
}

/// The time at the beginning of a text: in words, or as rsyslog writes it.
fn stamp_at(text: &[u8], rule: TimeRule) -> Option<Stamp> {
    civil::bsd(text, rule).or_else(|| stamp::stamp(text, rule))
}

/// The parts of a line of syslog; nothing if it is none.
pub(crate) fn parts(line: &str, rule: TimeRule) -> Option<Parts> {
    let (priority, at) = priority(line);
    let severity = priority.and_then(|priority| Severity::from_syslog(priority & 7));
    if priority.is_some() && line[at..].starts_with("1 ") {
        return rfc5424(line, at + 2, severity, rule);
    }
    let text = line.as_bytes().get(at..)?;
    let stamp = match text.first()? {
        b'A'..=b'Z' => stamp_at(text, rule)?,
        b'0'..=b'9' if priority.is_some() => stamp::iso(text, rule)?,
        _ => return None,
    };
    let is_iso = text[0].is_ascii_digit();
    let (name, message) = tag(line, at + stamp.used, is_iso, priority.is_some())?;
    Some(Parts { severity, stamp: Some(stamp), name, message, origin: at + stamp.used })
}

/// The parts of a line that begins with a time of rsyslog's own, `2026-11-23T06:57:22.003+00:00 host app[123]: `.
pub(crate) fn after_head(line: &str, head: Head) -> Option<Parts> {
    if line.as_bytes().get(10) != Some(&b'T') || !head.zoned || head.severity.is_some() {
        return None;
    }
    let (name, message) = tag(line, head.used, true, false)?;
    let stamp = Some(Stamp { time: head.time, used: head.used, zoned: true });
    Some(Parts { severity: None, stamp, name, message, origin: head.used })
}

/// `host program[123]: ` after the time: the program, and where the message begins.
fn tag(line: &str, at: usize, needs_host: bool, is_sure: bool) -> Option<((usize, usize), usize)> {
    let bytes = line.as_bytes();
    let first = at + bytes.get(at..)?.iter().take_while(|byte| **byte == b' ').count();
    if first == at {
        return None;
    }
    let end_of_word = |from: usize| {
        bytes[from..].iter().position(|byte| *byte == b' ').map_or(line.len(), |length| from + length)
    };
    let host_end = end_of_word(first);
    let host = &line[first..host_end];
    let second_end = end_of_word((host_end + 1).min(line.len()));
    // No word of these is a tag: most lines of other forms are told apart by this.
    if !is_sure && !host.ends_with(':') && bytes[second_end - 1] != b':' {
        return None;
    }
    let is_tag = |word: &str| {
        word.len() > 1
            && word.ends_with(':')
            && word.starts_with(|letter: char| {
                letter.is_ascii_alphabetic() || matches!(letter, '_' | '/' | '-' | '(')
            })
            && (is_sure || !level::is_level(word.trim_end_matches(':')))
    };
    // Programs that write to the local socket leave out the host.
    let tag_at = if is_tag(host) && !needs_host {
        first
    } else if host.is_empty()
        || (!is_sure
            && (level::is_level(host.trim_end_matches(':')) || host.starts_with('[') || host.ends_with(',')))
    {
        return None;
    } else {
        (host_end + 1).min(line.len())
    };
    let tag = &line[tag_at..];
    let tag_end = end_of_word(tag_at) - tag_at;
    if !is_tag(&tag[..tag_end]) {
        // A line that a number in front marks as syslog has a text all the same.
        return is_sure.then_some(((tag_at, tag_at), tag_at));
    }
    let name_end = tag.bytes().position(|byte| matches!(byte, b'[' | b':' | b' ')).unwrap_or(tag.len());
    let message = tag_at + tag_end;
    Some(((tag_at, tag_at + name_end), (message + 1).min(line.len())))
}

fn rfc5424(line: &str, at: usize, severity: Option<Severity>, rule: TimeRule) -> Option<Parts> {
    let bytes = line.as_bytes();
    // The time ends where its own reading ends.
    let (stamp, time_end) = match bytes.get(at..)? {
        [b'-', b' ', ..] => (None, at + 1),
        text => {
            let found = stamp::stamp(text, rule)?;
            (Some(found), at + found.used)
        }
    };
    if bytes.get(time_end) != Some(&b' ') {
        return None;
    }
    let mut at = time_end + 1;
    let mut word = || {
        let begin = at;
        let length = bytes[at..].iter().position(|byte| *byte == b' ');
        let end = length.map_or(line.len(), |length| at + length);
        at = (end + 1).min(line.len());
        (begin < line.len()).then_some((begin, end))
    };
    let (host, _) = word()?;
    let name = word()?;
    let name = if &line[name.0..name.1] == "-" { (name.0, name.0) } else { name };
    word()?;
    // The message id is the last word where no data and no message follow it.
    word()?;
    let data_end = structured_data(line, at)?;
    // The rest of the blanks is the text's own: lines of a trace are told by them.
    let message = data_end + usize::from(bytes.get(data_end) == Some(&b' '));
    let mark = if line[message..].starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    Some(Parts { severity, stamp, name, message: message + mark, origin: host })
}

/// Reads a record of syslog.
pub(crate) fn parse(
    out: &mut Collector<'_>,
    record: &str,
    number: u64,
    parts: Parts,
) -> Result<(), Box<Bad>> {
    out.memory.scratch.clear();
    let mut draft = Draft::new();
    draft.severity = parts.severity;
    let time = match parts.stamp {
        Some(stamp) => {
            let time = out.moment(stamp.time, stamp.zoned, number);
            Some(time.map_err(|error| time_error(error, 1).found(record.get(..24).unwrap_or("")))?)
        }
        None => None,
    };
    draft.time = time;
    draft.text(Field::Service, Span::line(parts.name.0, parts.name.1));
    let first_end = memchr::memchr(b'\n', record.as_bytes()).unwrap_or(record.len());
    let begin = parts.message.min(first_end);
    let begin = first_end - record[begin..first_end].trim_start_matches(' ').len();
    draft.text(Field::Message, Span::line(begin, first_end));
    if memchr::memchr(b'#', &record.as_bytes()[begin..first_end]).is_some()
        && record[begin..first_end].contains("#012")
    {
        unescaped(&record[begin..first_end], out, &mut draft);
    } else {
        let begin = begin + record[begin..first_end].len() - record[begin..first_end].trim_start().len();
        inner::read(record, begin, first_end, &out.rules.tree, out.rules.time, out.memory, &mut draft);
        plain::trace(record, first_end, &mut draft);
        if !draft.has(Field::Severity)
            && draft.severity < Some(Severity::Medium)
            && blocks::look(&record[begin..first_end]) == Look::Crash
        {
            plain::crash(record, (begin, first_end), &mut draft);
        }
        // An exception in the text is an error whatever carried it.
        if draft.has(Field::ErrorType)
            && draft.severity < Some(Severity::Medium)
            && !draft.has(Field::Severity)
        {
            draft.severity = Some(Severity::High);
        }
    }
    plain::emit(out, &mut draft, record, number)
}

/// A text of several lines that rsyslog wrote in one.
fn unescaped(text: &str, out: &mut Collector<'_>, draft: &mut Draft) {
    let scratch = &mut out.memory.scratch;
    scratch.push_str(&text.replace("#012", "\n").replace("#011", "\t"));
    let first_end = scratch.find('\n').unwrap_or(scratch.len());
    draft.text(Field::Message, Span::scratch(0, first_end));
    if let Some(found) = traceback::find(scratch) {
        draft.text(Field::ErrorType, Span::scratch(found.error_type.start, found.error_type.end));
        draft.text(Field::StackTrace, Span::scratch(found.stack.start, found.stack.end));
    } else {
        draft.text(Field::StackTrace, Span::scratch((first_end + 1).min(scratch.len()), scratch.len()));
    }
}

/// The number in front, if there is one, and the bytes it took.
fn priority(line: &str) -> (Option<u8>, usize) {
    /// Facility 23, severity 7.
    const LARGEST: u8 = 191;
    let found = line.as_bytes().strip_prefix(b"<").and_then(|rest| {
        let end = rest.iter().take(4).position(|byte| *byte == b'>').filter(|end| *end > 0)?;
        let number = rest[..end]
            .iter()
            .try_fold(0u16, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u16::from(byte - b'0')))?;
        let number = u8::try_from(number).ok().filter(|number| *number <= LARGEST)?;
        Some((Some(number), end + 2))
    });
    found.unwrap_or((None, 0))
}

/// The end of the structured data at `at`: `-` or `[id name="value"...]...`.
fn structured_data(line: &str, at: usize) -> Option<usize> {
    let bytes = line.as_bytes();
    if bytes.get(at) == Some(&b'-') {
        return Some(at + 1);
    }
    let mut at = at;
    while bytes.get(at) == Some(&b'[') {
        let mut quoted = false;
        loop {
            at += 1;
            match bytes.get(at)? {
                b'\\' if quoted => at += 1,
                b'"' => quoted = !quoted,
                b']' if !quoted => break,
                _ => {}
            }
        }
        at += 1;
    }
    Some(at)
}
