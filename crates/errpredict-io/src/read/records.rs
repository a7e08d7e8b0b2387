//! Records of lines that are whole: read by their form, and what stands below their first line told apart.

use std::borrow::Cow;
use std::ops::Range;

use errpredict::{Severity, Timestamp};

use super::blocks::{self, Before};
use super::collect::{Collector, Peeked, Text, outer_of};
use super::draft::{Draft, Span};
use super::fields::Field;
use super::json_line::json_line;
use super::line_head::Head;
use super::lines::{BYTE_ORDER_MARK, Lines, without_time};
use super::look::CRASHES;
use super::pending::{Pending, Start};
use super::{
    access, inner, json, level, listed, logfmt, own, plain, runtimes, server_error, syslog, traceback,
};

/// The object that a record is, which may have lines of its own.
fn own_object(record: &str) -> &str {
    let line = record.lines().next().unwrap_or("");
    match json::next_value(line.as_bytes(), 0) {
        None if line.len() < record.len() => {
            json::value_end(record.as_bytes(), 0).and_then(|end| record.get(..end)).unwrap_or(line)
        }
        _ => line,
    }
}

impl Lines {
    /// Reads the record that was waited for.
    pub(crate) fn flush(&self, pending: &mut Option<Pending>, text: &Text<'_>, out: &mut Collector<'_>) {
        let Some(pending) = pending.take() else { return };
        if pending.done && pending.end == pending.first_end {
            return;
        }
        let joined = pending.joined.then(|| std::mem::take(&mut out.memory.joined));
        let own = match &joined {
            Some(joined) => Cow::Borrowed(joined.as_str()),
            None => text.readable(pending.begin, pending.end),
        };
        let whole = &*own;
        let mark = if whole.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let whole = &whole[mark..];
        let is_one = !pending.joined && pending.end == pending.first_end;
        // An object or a row may have lines of its own.
        let own_end = (pending.first_end - pending.begin).saturating_sub(mark).min(whole.len());
        let own_end = if whole.is_char_boundary(own_end) { own_end } else { 0 };
        let below = if is_one { None } else { memchr::memchr(b'\n', &whole.as_bytes()[own_end..]) };
        let first_end = below.map_or(whole.len(), |end| own_end + end);
        if first_end == whole.len() {
            self.record(&pending, whole, out);
        } else {
            self.several(pending, whole, first_end, out);
        }
        drop(own);
        if let Some(mut joined) = joined {
            joined.clear();
            out.memory.joined = joined;
        }
    }

    /// A record with lines below it.
    fn several(&self, mut pending: Pending, whole: &str, first_end: usize, out: &mut Collector<'_>) {
        let first = &whole[..first_end];
        // The level is looked for once.
        if let Start::Plain(head) = pending.start
            && head.severity.is_none()
            && let Some((severity, used)) = level::level(first, head.used)
            && used < first_end
        {
            pending.start = Start::Plain(Head { severity: Some(severity), used, ..head });
        }
        let pending = &pending;
        // Level and text of a record may stand on its second line.
        let below = match pending.start {
            Start::Plain(head) => {
                let after = whole[head.used.min(first_end)..first_end]
                    .trim_start_matches([' ', '\t', ':', '-', '|', ',', ';']);
                let at = first_end - after.len();
                // Its own was looked for above.
                let level =
                    if head.severity.is_none() { plain::level_below(whole, at, first_end) } else { None };
                level.map(|(severity, begin, end)| (Some(severity), begin, end)).or_else(|| {
                    let (begin, end) = plain::text_below(whole, at, first_end)?;
                    Some((head.severity, begin, end))
                })
            }
            _ => None,
        };
        let before = match (pending.start, below) {
            (Start::Json | Start::Access | Start::Logfmt | Start::Listed(_), _) => Before::LINE,
            (_, Some((severity, begin, end))) => Before::of(&whole[begin..end], severity),
            (start, None) => Before::of(first, self.severity(start, first, out)),
        };
        let first_end = below.map_or(first_end, |(_, _, end)| end);
        let block = whole.get(first_end + 1..).unwrap_or("");
        if pending.is_whole && !pending.done {
            self.record(pending, whole.trim_end(), out);
            return;
        }
        if before.takes_lines
            && before.is_error
            && !pending.done
            && pending.is_one_trace
            && below.is_none()
            && !pending.joined
        {
            self.record(pending, whole.trim_end(), out);
            return;
        }
        let parts = blocks::part(block, before);
        let own = whole[..(first_end + 1 + parts.own).min(whole.len())].trim_end();
        if !pending.done {
            self.record(pending, own, out);
        } else if parts.own > 0 {
            // The rest of a record that was too long to be held.
            out.note_cut();
        }
        if parts.others.is_empty() {
            return;
        }
        // When and where the others happened is not told but by the record before them.
        let (time, service) = self.peek(pending, own, out);
        let above = memchr::memchr_iter(b'\n', &whole.as_bytes()[..first_end]).count() as u64;
        self.others(block, parts.others, pending.number + above + 1, (time, &service), out);
    }

    /// When and where a record happened.
    fn peek(&self, pending: &Pending, own: &str, out: &mut Collector<'_>) -> (Option<Timestamp>, String) {
        out.peek = Some(Peeked::default());
        let notes = &out.memory.notes;
        let (zoneless, words, epochs, by_file) = (notes.zoneless, notes.words, notes.epochs, notes.by_file);
        self.emit(pending, own, out);
        let notes = &mut out.memory.notes;
        (notes.zoneless, notes.words, notes.epochs, notes.by_file) = (zoneless, words, epochs, by_file);
        notes.ignored.clear();
        let peeked = out.peek.take().unwrap_or_default();
        (peeked.time, peeked.service)
    }

    /// Events without a time of their own, in a block whose first line has that number.
    fn others(
        &self,
        block: &str,
        others: Vec<Range<usize>>,
        number: u64,
        (mut time, service): (Option<Timestamp>, &str),
        out: &mut Collector<'_>,
    ) {
        for range in others {
            let lines = number + memchr::memchr_iter(b'\n', &block.as_bytes()[..range.start]).count() as u64;
            let other = block[range].trim_end();
            if other.is_empty() {
                continue;
            }
            let read = match time {
                Some(at) => {
                    let at = outer_of(&out.outer, lines).and_then(|outer| outer.time).unwrap_or(at);
                    time = Some(at);
                    let mut draft = Draft::new();
                    plain::untimed(out, other, &mut draft);
                    draft.time = Some(at);
                    if out.outer_service.is_empty() && !draft.has(Field::Service) {
                        let begin = out.memory.scratch.len();
                        out.memory.scratch.push_str(service);
                        draft.text(Field::Service, Span::scratch(begin, out.memory.scratch.len()));
                    }
                    plain::emit(out, &mut draft, other, lines)
                }
                None => Err(without_time()),
            };
            if let Err(bad) = read {
                out.bad(&bad, lines, other.as_bytes());
            }
            out.note_ignored(lines, other.as_bytes());
        }
    }

    /// The severity of the first line of a record, for whether a trace below it is its own.
    pub(crate) fn severity(&self, start: Start, line: &str, out: &Collector<'_>) -> Option<Severity> {
        match start {
            Start::Plain(head) | Start::Nginx(head) | Start::Apache(head) => {
                let text = || line.get(head.used..).unwrap_or("");
                let stated =
                    head.severity.or_else(|| level::level(line, head.used).map(|(severity, _)| severity));
                stated.or_else(|| runtimes::recovered(text()).map(|_| Severity::High))
            }
            Start::Syslog(parts) => {
                let text = &line[parts.message.min(line.len())..];
                let inner = level::first_word(text.as_bytes()).map(|(severity, _)| severity);
                // The program may write a time of its own.
                inner.or_else(|| inner::level_behind_clock(text, out.rules.time)).or_else(|| parts.level())
            }
            Start::Bare => level::first_word(line.as_bytes()).map(|(severity, _)| severity).or_else(|| {
                if let Some(severity) = inner::level_behind_clock(line, out.rules.time) {
                    return Some(severity);
                }
                let crash =
                    CRASHES.iter().any(|start| line.starts_with(start)) || traceback::is_type_line(line);
                crash.then_some(Severity::High)
            }),
            Start::Own(_) => Some(Severity::High).filter(|_| out.rules.severity >= Some(Severity::Medium)),
            _ => None,
        }
    }

    fn record(&self, pending: &Pending, record: &str, out: &mut Collector<'_>) {
        self.emit(pending, record, out);
        out.note_ignored(pending.number, record.as_bytes());
    }

    fn emit(&self, pending: &Pending, record: &str, out: &mut Collector<'_>) {
        let number = pending.number;
        let read = match pending.start {
            Start::Json => json_line(out, own_object(record), number),
            Start::Access => access::parse(out, record.lines().next().unwrap_or(""), number),
            Start::Logfmt => logfmt::parse(out, record.lines().next().unwrap_or(""), number),
            Start::Syslog(parts) => syslog::parse(out, record, number, parts),
            Start::Plain(head) => plain::parse(out, record, number, head),
            Start::Nginx(head) => server_error::parse_nginx(out, record, number, head),
            Start::Apache(head) => server_error::parse_apache(out, record, number, head),
            Start::Own(pattern) => own::parse(out, record, number, pattern),
            Start::Listed(listing) => listed::parse(out, record, number, listing),
            Start::Bare => plain::parse_untimed(out, record, number),
        };
        if let Err(bad) = read {
            out.bad(&bad, number, record.as_bytes());
        }
    }
}
