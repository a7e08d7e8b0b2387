//! Logs of text, line by line: each line is read by the form that fits it, and a file may mix forms.
//!
//! A line that begins a record of some form ends the one before. What does not begin one belongs to the record before it
//! or is an event of its own ([`super::blocks`]), at the time of that record. Three kinds of lines that do begin with a
//! head of their own still belong to the one before: PostgreSQL's details, a trace whose every line repeats the head of
//! the record (oslo, Android), and a trace that syslog cut into lines.

use std::sync::Arc;

use errpredict::Severity;

use super::chunk::{Chunk, Framing, IsStart};
use super::clock::{self, Clock};
use super::collect::{Collector, Text, outer_of, too_long};
use super::fields::Field;
use super::json_line::json_line;
use super::line_head;
use super::listing::Listing;
use super::mostly::Mostly;
use super::options::Rules;
use super::pending::{Pending, Start};
use super::report::{Bad, Reason};
use super::syslog;
use super::{access, colour, logfmt, pattern, plain, server_error};

/// The mark some programs put before UTF-8, also where files were put together.
pub(crate) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// How the lines of a file are told apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Lines {
    pub(crate) mostly: Mostly,
    /// The word at which the time stands.
    pub(crate) place: usize,
}

impl Lines {
    /// Where a record begins, for cutting a stream into chunks.
    pub(crate) fn framing(self, rules: &Arc<Rules>) -> Framing {
        let rules = Arc::clone(rules);
        Framing::Starts(Arc::new(move |line: &[u8]| self.starts(line, &rules)))
    }

    /// Which lines are what the lines of the file mostly are, and so records by themselves.
    pub(crate) fn alone(self, rules: &Arc<Rules>) -> Option<IsStart> {
        let (rules, mostly) = (Arc::clone(rules), self.mostly);
        let is_it = move |line: &[u8]| {
            let text = std::str::from_utf8(&line[colour::leading(line)..]).unwrap_or("");
            // An object may go on below.
            let is_whole = mostly != Mostly::Json || text.trim_end().ends_with('}');
            is_whole && self.start(text, &rules).is_some_and(|start| Mostly::of(start.format()) == mostly)
        };
        (mostly != Mostly::Anything).then(|| Arc::new(is_it) as IsStart)
    }

    /// Whether a record begins at this line.
    pub(crate) fn starts(&self, line: &[u8], rules: &Rules) -> bool {
        let line = &line[colour::leading(line)..];
        match std::str::from_utf8(line) {
            Ok(line) => self.start(line, rules).is_some(),
            Err(_) => false,
        }
    }

    /// How the record begins that begins at this line.
    #[inline]
    pub(super) fn start(&self, line: &str, rules: &Rules) -> Option<Start> {
        let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
        let bytes = line.as_bytes();
        let &first = bytes.first()?;
        if !rules.patterns.is_empty()
            && let Some(number) = pattern::matching(&rules.patterns, line)
        {
            return Some(Start::Own(number));
        }
        match first {
            // `{2026-11-23 06:57:22} ...` is no object.
            b'{' if !bytes.get(1).is_some_and(u8::is_ascii_digit) => return Some(Start::Json),
            b' ' | b'\t' if self.mostly == Mostly::Json && line.trim_start().starts_with('{') => {
                return Some(Start::Json);
            }
            b' ' | b'\t' if self.place == 0 => return None,
            b'<' => {
                if let Some(parts) = syslog::parts(line, rules.time) {
                    return Some(Start::Syslog(parts));
                }
                // `<185>date=2026-11-23 time=06:57:22 level="error"` (FortiGate)
                let pairs = &line[syslog::priority(line).1..];
                if pairs.len() < line.len() && logfmt::looks_like(pairs, &rules.tree, Field::Timestamp) {
                    return Some(Start::Logfmt);
                }
            }
            _ => {}
        }
        if self.place > 0
            && let Some(head) = line_head::head_at(bytes, self.place, rules.time)
        {
            return Some(Start::Plain(head));
        }
        if first.is_ascii_uppercase()
            && let Some(parts) = syslog::parts(line, rules.time)
        {
            return Some(Start::Syslog(parts));
        }
        if let Some(head) = line_head::head(bytes, rules.time) {
            if let Some(parts) = syslog::after_head(line, head) {
                return Some(Start::Syslog(parts));
            }
            if let Some(listing) = Listing::after_head(line, head) {
                return Some(Start::Listed(listing));
            }
            return Some(if server_error::is_nginx(line) {
                Start::Nginx(head)
            } else if server_error::is_apache(line, head) {
                Start::Apache(head)
            } else {
                Start::Plain(head)
            });
        }
        if first.is_ascii_digit()
            && let Some(parts) = syslog::counted(line, rules.time)
        {
            return Some(Start::Syslog(parts));
        }
        if let Some(listing) = Listing::of(line) {
            return Some(Start::Listed(listing));
        }
        // Neither is told by its first letter.
        if access::looks_like(line) {
            Some(Start::Access)
        } else if first.is_ascii_alphabetic() && logfmt::looks_like(line, &rules.tree, Field::Timestamp) {
            Some(Start::Logfmt)
        } else {
            None
        }
    }

    /// Reads a line as what the file mostly is; nothing if it is not that, and false if it is an object that its line does
    /// not tell all of.
    #[inline]
    fn quick(&self, line: &str, number: u64, out: &mut Collector<'_>) -> Option<bool> {
        let is_read = match self.mostly {
            Mostly::Anything => false,
            Mostly::Json => {
                let is_it = line.starts_with('{') || line.trim_start().starts_with('{');
                return is_it.then(|| json_line(out, line, number).is_ok());
            }
            Mostly::Access => access::read(out, line, number).is_some_and(|read| read.is_ok()),
            Mostly::Logfmt => logfmt::begins(line) && logfmt::parse(out, line, number).is_ok(),
        };
        is_read.then_some(true)
    }

    /// Lets the record that was read wait for what follows it; rarely does anything follow an object.
    fn waits(&self, pending: &mut Option<Pending>, read: Option<(usize, u64)>, text: &Text<'_>) {
        if let Some((begin, number)) = read {
            let line = text.record(begin, begin + whole_line(&text.bytes()[begin..])).unwrap_or("");
            *pending = Some(Pending::done(self.mostly.start(), line, begin, number));
        }
    }

    /// Reads the lines of a chunk.
    pub(crate) fn parse(&self, text: &Text<'_>, chunk: &Chunk, out: &mut Collector<'_>) {
        let bytes = text.bytes();
        let (mut at, mut number) = (0, chunk.first_line);
        let mut pending: Option<Pending> = None;
        // The record before, where it was a line that is read already: what follows may have to know.
        let mut read: Option<(usize, u64)> = None;
        let is_inner = !out.outer.is_empty();
        let mut clock = Clock::default();
        // An indented line then only goes on with the record before.
        let skips_indented = text.is_valid()
            && !text.has_nul()
            && !is_inner
            && self.place == 0
            && self.mostly != Mostly::Json
            && out.rules.patterns.is_empty();
        // Lines that go on with a record that was too long.
        let mut continues = chunk.continues;
        while at < bytes.len() && out.stopped.is_none() {
            let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
            let stop = if end > at && bytes[end - 1] == b'\r' { end - 1 } else { end };
            let next = end + 1;
            let (from, line_number) = (at, number);
            (at, number) = (next, number + 1);
            if stop == from {
                // A blank line is part of a record only if more of it follows.
                if let Some(before) = &mut pending {
                    before.is_one_trace = false;
                }
                continue;
            }
            if skips_indented
                && matches!(bytes[from], b' ' | b'\t')
                && stop - from <= out.rules.max_line_bytes
                && let Some(before) = &mut pending
                && !before.joined
            {
                before.extend_indented(stop, line_number);
                continue;
            }
            let line = match checked(text, from, stop, out.rules) {
                Ok(line) => line,
                // A text is worth something without its end, an object is not.
                Err(bad) if bad.reason == Reason::TooLong && bytes[from] != b'{' => {
                    match text.record(from, out.rules.max_line_bytes + from) {
                        Ok(line) if !line.is_empty() => {
                            out.note_cut();
                            line
                        }
                        _ => {
                            out.bad(&bad, line_number, &bytes[from..stop]);
                            continue;
                        }
                    }
                }
                Err(bad) => {
                    out.bad(&bad, line_number, &bytes[from..stop]);
                    continue;
                }
            };
            if from == 0 && chunk.again {
                // Of it only when and where it happened is wanted.
                let start = self.start(line, out.rules).unwrap_or(Start::Json);
                pending = Some(Pending::done(start, line, from, line_number));
                continue;
            }
            if let Some(is_read) = self.quick(line, line_number, out) {
                continues = false;
                if !is_read {
                    self.waits(&mut pending, read.take(), text);
                    at = self.object(&mut pending, text, (from, stop), line_number, out);
                    (at, number) = after(bytes, (from, at), line_number);
                    continue;
                }
                if pending.is_some() {
                    self.flush(&mut pending, text, out);
                }
                out.note_ignored(line_number, line.as_bytes());
                read = Some((from, line_number));
                continue;
            }
            self.waits(&mut pending, read.take(), text);
            let is_at_least = |pending: &Pending, least: Severity, out: &Collector<'_>| {
                let first = text.record(pending.begin, pending.first_end).unwrap_or("");
                self.severity(pending.start, first, out) >= Some(least)
            };
            if is_inner
                && outer_of(&out.outer, line_number).is_some_and(|outer| outer.more)
                && let Some(before) = &mut pending
            {
                before.is_whole = true;
                before.extend(line, stop, line_number, out);
                continue;
            }
            let start = self.start(line, out.rules).or_else(|| {
                let before = pending.as_ref().and_then(Pending::time)?;
                clock::of_crash(line, before).map(Start::Plain)
            });
            let start = start.or_else(|| {
                let takes = |pending: &Pending| {
                    pending.takes_bare(line, line_number, |least| is_at_least(pending, least, out), out)
                };
                (is_inner && !pending.as_ref().is_some_and(takes)).then_some(Start::Bare)
            });
            // XML below a record is its text.
            let is_text = |before: &Pending| !matches!(before.start, Start::Listed(_));
            let start = match start {
                Some(Start::Listed(Listing::Xml | Listing::Frame))
                    if pending.as_ref().is_some_and(is_text) =>
                {
                    None
                }
                Some(Start::Plain(head)) if out.rules.time.date.is_some() => {
                    Some(Start::Plain(clock.placed(head)))
                }
                start => start,
            };
            // A row of PostgreSQL's log whose query has line ends.
            if let Some(Start::Plain(head)) = start
                && line.as_bytes().get(head.used) == Some(&b',')
                && let Some(row) = plain::row(text, from, head.used, out.rules)
            {
                continues = false;
                self.flush(&mut pending, text, out);
                pending = Some(Pending::new(Start::Plain(head), row, from, line_number));
                (at, number) = after(bytes, (from, from + row.len()), line_number);
                continue;
            }
            if let Some(Start::Json) = start
                && (!line.trim_end().ends_with('}')
                    || (!is_inner
                        && pending.as_ref().is_some_and(|before| !matches!(before.start, Start::Json))))
            {
                continues = false;
                at = self.object(&mut pending, text, (from, stop), line_number, out);
                (at, number) = after(bytes, (from, at), line_number);
                continue;
            }
            match (start, &mut pending) {
                (Some(start), Some(before)) => {
                    continues = false;
                    if let Some(rest) =
                        before.takes(start, line, text, || is_at_least(before, Severity::Medium, out))
                    {
                        before.join(text, rest, line_number, out);
                        continue;
                    }
                    self.flush(&mut pending, text, out);
                    pending = Some(Pending::new(start, line, from, line_number));
                }
                (Some(start), None) => {
                    continues = false;
                    pending = Some(Pending::new(start, line, from, line_number));
                }
                (None, Some(before)) => before.extend(line, stop, line_number, out),
                (None, None) if continues || line.trim().is_empty() => {}
                (None, None) => out.bad(&without_time(), line_number, line.as_bytes()),
            }
        }
        self.flush(&mut pending, text, out);
    }
}

/// Where the line after a record begins, and its number.
fn after(bytes: &[u8], (from, end): (usize, usize), number: u64) -> (usize, u64) {
    let next = memchr::memchr(b'\n', &bytes[end..]).map_or(bytes.len(), |length| end + length + 1);
    let inside = memchr::memchr_iter(b'\n', &bytes[from..end]).count() as u64;
    (next.max(end + 1), number + inside + 1)
}

pub(crate) fn without_time() -> Box<Bad> {
    Bad::new(Reason::MissingTimestamp, 1, "a line that begins with a time")
}

/// Bytes of the line that a text begins with.
fn whole_line(text: &[u8]) -> usize {
    let end = memchr::memchr(b'\n', text).unwrap_or(text.len());
    end - usize::from(end > 0 && text[end - 1] == b'\r')
}

/// A line as text, if it is one and is not too long.
#[inline]
fn checked<'a>(text: &Text<'a>, from: usize, stop: usize, rules: &Rules) -> Result<&'a str, Box<Bad>> {
    if stop - from > rules.max_line_bytes {
        return Err(too_long(rules.max_line_bytes));
    }
    text.record(from, stop)
}
