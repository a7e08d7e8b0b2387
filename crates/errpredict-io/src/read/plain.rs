//! Lines that begin with a time, then perhaps say a level, then what happened.
//!
//! - `2026-11-23T06:57:22Z ERROR pay: it broke`, and every other way to write a time ([`super::stamp`]);
//! - `[2026-11-23 06:57:22,125] ERROR in app: it broke` (the time in brackets), `[TIME][LEVEL][logger] it broke`;
//! - `2026-11-23 06:57:22,125 - app.views - ERROR - it broke` (Python), `TIME | ERROR | place - it broke` (loguru);
//! - `2026-11-23 06:57:22.125 ERROR [main] com.x.Y : it broke` (Java), `TIME|ERROR|logger|it broke` (NLog);
//! - `[2026-11-23 06:57:22] production.ERROR: it broke` (Laravel), `[23-Nov-2026 06:57:22 UTC] PHP Fatal error:  ...`;
//! - `ERROR 2026-11-23 06:57:22,125 views 12 34 it broke` (Django's documentation), `[ERROR]\t2026-11-23T...` (AWS);
//! - `Nov 23, 2026 6:57:22 AM com.x.Y start` and `INFO: it is up` below it (java.util.logging).
//!
//! The level stands before the time, or is the first word after it, in any case, or one of the next words if it is in
//! capitals or in brackets. A line without one is an event without a severity, unless its text states one ([`super::inner`]).
//! Lines that belong to the record ([`super::blocks`]) are the stack trace; a traceback in them gives the error type.

use errpredict::{EventKind, Severity};

use super::collect::{Collector, Text, outer_of};
use super::csv_row;
use super::draft::{Draft, Span, Value, time_error};
use super::fields::Field;
use super::inner;
use super::json;
use super::level;
use super::level_forms;
use super::line_head::Head;
use super::look::{self, Look};
use super::options::Rules;
use super::report::Bad;
use super::request;
use super::runtimes::{self, Traceback};
use super::time::Unit;
use super::traceback;

/// Reads a record that begins with `head`.
pub(crate) fn parse(out: &mut Collector<'_>, record: &str, number: u64, head: Head) -> Result<(), Box<Bad>> {
    out.memory.scratch.clear();
    let mut draft = Draft::new();
    draft.time = Some(out.moment(head.time, head.zoned, number).map_err(|error| {
        let shown: String = record.chars().take(32).collect();
        time_error(error, 1).found(&shown)
    })?);
    if let Some(unit) = Unit::of(record.as_bytes()) {
        out.memory.notes.epochs[unit as usize] += 1;
    }
    draft.severity = head.severity;
    message_and_trace(out, record, head.used, &mut draft);
    emit(out, &mut draft, record, number)
}

/// Reads a record without a time of its own: others state it.
pub(crate) fn parse_untimed(out: &mut Collector<'_>, record: &str, number: u64) -> Result<(), Box<Bad>> {
    let mut draft = Draft::new();
    draft.time = outer_of(&out.outer, number).and_then(|outer| outer.time);
    untimed(out, record, &mut draft);
    emit(out, &mut draft, record, number)
}

/// What a record without a time says, into its draft.
pub(crate) fn untimed(out: &mut Collector<'_>, record: &str, draft: &mut Draft) {
    out.memory.scratch.clear();
    let object = if record.starts_with('{') { json::value_end(record.as_bytes(), 0) } else { None };
    let first_end = object.unwrap_or_else(|| first_line_end(record));
    draft.text(Field::Message, Span::line(0, record[..first_end].trim_end().len()));
    let alone = if first_end == record.len() { traceback::alone(record) } else { None };
    if let Some(found) = alone {
        draft.text(Field::ErrorType, Span::line(found.error_type.start, found.error_type.end));
        if !found.message.is_empty() {
            draft.text(Field::Message, Span::line(found.message.start, found.message.end));
        }
        if !found.error_type.is_empty() && !record[found.error_type].ends_with("Warning") {
            draft.severity = draft.severity.or(Some(Severity::High));
        }
        return;
    }
    let found = if object.is_some() {
        None
    } else {
        traceback::find(record).or_else(|| {
            let may_be = first_end < record.len() && record.as_bytes()[0].is_ascii_uppercase();
            if may_be { runtimes::begins_rails(record) } else { None }
        })
    };
    let rows = record.len() - record.trim_start_matches('=').trim_start_matches('\n').len();
    let begins =
        found.as_ref().is_some_and(|found| found.stack.start <= rows || found.error_type.start < first_end)
            || record.starts_with("  File \"")
            || (record.starts_with(['/', 'n']) && look::look(&record[..first_end]) == Look::Crash);
    if !begins {
        inner::read(record, 0, first_end, &out.rules.tree, out.rules.time, out.memory, draft);
    }
    place(record, first_end, found.as_ref(), draft);
    if let Some(Value::Text(span)) = draft.value(Field::Message)
        && !span.in_scratch()
        && span.end() == record[..first_end].trim_end().len()
        && let Some((begin, end)) = text_of_category(record, span.end() - span.len(), first_end)
    {
        draft.text(Field::Message, Span::line(begin, end));
    }
    if let Some(found) = found.filter(|found| begins || found.stack.start <= first_end + 1) {
        // The crash is all there is to tell.
        if draft.severity.is_none() && !draft.has(Field::Severity) {
            draft.severity = Some(runtimes::severity(record));
        }
        if begins && !found.message.is_empty() {
            draft.text(Field::Message, Span::line(found.message.start, found.message.end));
        }
    } else if draft.severity.is_none() && look::look(&record[..first_end]) == Look::Crash {
        draft.severity = Some(runtimes::severity(record));
    }
}

/// Emits a draft of a text.
pub(crate) fn emit(
    out: &mut Collector<'_>,
    draft: &mut Draft,
    record: &str,
    number: u64,
) -> Result<(), Box<Bad>> {
    // Monolog writes an exception inside JSON, where `App\Exceptions\Boom` has two backslashes for one.
    if let Some(Value::Text(span)) = draft.value(Field::ErrorType)
        && !span.in_scratch()
        && span.of(record, "").contains("\\\\")
    {
        let scratch = &mut out.memory.scratch;
        let begin = scratch.len();
        scratch.push_str(&span.of(record, "").replace("\\\\", "\\"));
        draft.text(Field::ErrorType, Span::scratch(begin, scratch.len()));
    }
    out.emit(draft, record, number)
}

fn first_line_end(record: &str) -> usize {
    memchr::memchr(b'\n', record.as_bytes()).unwrap_or(record.len())
}

/// Level, message, stack trace and error type of a record whose time ends at `at`.
fn message_and_trace(out: &mut Collector<'_>, record: &str, at: usize, draft: &mut Draft) {
    let first_end = first_line_end(record);
    if record.as_bytes().get(at) == Some(&b',')
        && let Some((severity, message)) = postgres_csv(record, at)
    {
        draft.severity = Some(severity);
        let scratch = &mut out.memory.scratch;
        let begin = scratch.len();
        scratch.push_str(&message.of(record, "").replace("\"\"", "\""));
        draft.text(Field::Message, Span::scratch(begin, scratch.len()));
        return;
    }
    let mut message_at = at.min(first_end);
    let mut trace_from = first_end;
    let mut states_level = draft.severity.is_some();
    if !states_level && let Some((severity, begin)) = level::level(record, at) {
        draft.severity = Some(severity);
        states_level = true;
        message_at = begin;
    } else {
        let after = record[message_at..first_end].trim_start_matches([' ', '\t', ':', '-', '|', ',', ';']);
        message_at = first_end - after.len();
        if let Some((name, end)) = program(record, at, first_end) {
            draft.text(Field::Service, name);
            message_at = end;
        }
        if !states_level && let Some((severity, begin, end)) = level_below(record, message_at, first_end) {
            draft.severity = Some(severity);
            states_level = true;
            (message_at, trace_from) = (begin, end);
        }
    }
    if trace_from == first_end
        && let Some((begin, end)) = text_below(record, message_at, first_end)
            .or_else(|| text_of_category(record, message_at, first_end))
    {
        (message_at, trace_from) = (begin, end);
    }
    let text = |from: usize| {
        let end = if trace_from > first_end { trace_from } else { first_end };
        let text = &record[from.min(end)..end];
        let begin = from.min(end) + text.len() - text.trim_start().len();
        Span::line(begin, begin + text.trim().len())
    };
    let mut message = text(message_at);
    if message.is_empty() && states_level {
        // The level was the last word.
        message = text(at);
    }
    if states_level {
        let begin = message.end() - message.len();
        if let Some((name, _)) = program(record, at, begin) {
            draft.text(Field::Service, name);
        } else if memchr::memchr2(b'.', b'(', &record.as_bytes()[at.min(begin)..begin]).is_some()
            && let Some((name, end)) = after_syslog_level(record, at, begin, message.end())
        {
            draft.text(Field::Service, name);
            message = text(end);
        }
    }
    // GlassFish closes its records so.
    if record.starts_with("[#|") && record[..message.end()].ends_with("|#]") && message.len() > 3 {
        message = message.first(message.len() - 3);
    }
    draft.text(Field::Message, message);
    let begin = message.end() - message.len();
    if !states_level || record.as_bytes().get(begin) == Some(&b'{') {
        inner::read(record, begin, message.end(), &out.rules.tree, out.rules.time, out.memory, draft);
    }
    if states_level && inner::begins_with_pair(&record[begin..message.end()]) {
        inner::request_in_pairs(record, begin, message.end(), &out.rules.tree, out.memory, draft);
    }
    // Servers write `INFO` beside a status of 502.
    if states_level
        && draft.severity <= Some(Severity::Low)
        && let Some(found) = request::find(record, begin, message.end())
    {
        draft.kind = Some(EventKind::Request);
        found.note(draft);
    }
    if draft.severity >= Some(Severity::Medium)
        && record[begin..first_end.max(begin)].trim_end().ends_with('}')
    {
        inner::trailing(record, begin, first_end, &out.rules.tree, out.memory, draft);
    }
    trace(record, trace_from, draft);
    if !states_level && draft.severity.is_none() && !draft.has(Field::Severity) {
        crash(record, (begin, message.end()), draft);
    }
}

/// What a record without a level tells where its text is a crash, in one line or in many: how bad that is.
pub(crate) fn crash(record: &str, (begin, end): (usize, usize), draft: &mut Draft) {
    let text = &record[begin..end];
    let look = look::look(text);
    // What a runtime writes begins where the text begins, not where the line does.
    if look == Look::Crash
        && !draft.has(Field::ErrorType)
        && let Some(found) = traceback::find(&record[begin..]).filter(|found| found.stack.start == 0)
    {
        let shifted = |range: std::ops::Range<usize>| Span::line(begin + range.start, begin + range.end);
        draft.text(Field::ErrorType, shifted(found.error_type));
        if !found.message.is_empty() {
            draft.text(Field::Message, shifted(found.message));
        }
        if record[begin..].trim_end().contains('\n') {
            draft.text(Field::StackTrace, shifted(found.stack));
        }
    }
    if look == Look::Crash || look == Look::Type && draft.has(Field::ErrorType) {
        draft.severity = Some(runtimes::severity(text));
        let said = traceback::alone(text).filter(|found| !found.message.is_empty());
        if let Some(found) = said {
            draft.text(Field::Message, Span::line(begin + found.message.start, begin + found.message.end));
        }
    } else if let Some(found) =
        traceback::alone(text).filter(|found| !text[found.error_type.clone()].ends_with("Warning"))
    {
        draft.severity = Some(Severity::High);
        draft
            .text(Field::ErrorType, Span::line(begin + found.error_type.start, begin + found.error_type.end));
        if !found.message.is_empty() {
            draft.text(Field::Message, Span::line(begin + found.message.start, begin + found.message.end));
        }
    } else if let Some(at) = runtimes::recovered(text) {
        draft.severity = Some(Severity::High);
        if !draft.has(Field::ErrorType) {
            draft.text(Field::ErrorType, Span::line(begin + at, begin + at + "panic".len()));
        }
    }
}

/// The program and the number of its process, `host pay[456]: `, `Pay[456:7890] `, in `record[at..end]`: its name, and where
/// the text begins after it.
#[inline]
fn program(record: &str, at: usize, end: usize) -> Option<(Span, usize)> {
    /// A host and the name of a program.
    const WITHIN: usize = 80;
    let text = record.as_bytes().get(at..end)?;
    let open = memchr::memchr(b'[', &text[..text.len().min(WITHIN)])?;
    // Most brackets stand apart: `[main]`.
    if open == 0 || !text[open - 1].is_ascii_alphanumeric() || !text.get(open + 1)?.is_ascii_digit() {
        return None;
    }
    process_of(record, at, at + open, end)
}

/// The program after a level of syslog: `daemon.err uhttpd[12]: `, `Er(163) vpxa[123]: `.
#[cold]
fn after_syslog_level(record: &str, at: usize, begin: usize, end: usize) -> Option<(Span, usize)> {
    let level = record[at..begin].trim();
    let is_level =
        level.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'(' | b')'));
    let text = &record[begin..end];
    let colon = text.find(": ")?;
    let word = &text[..colon];
    let name = word.split('[').next().unwrap_or(word);
    let is_name = name.len() > 1
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte))
        && (word.len() == name.len() || word.ends_with(']'));
    (is_level && is_name).then(|| (Span::line(begin, begin + name.len()), begin + colon + 2))
}

/// The same where a bracket at `open` may be that of the process.
#[cold]
fn process_of(record: &str, at: usize, open: usize, end: usize) -> Option<(Span, usize)> {
    let close = open + memchr::memchr(b']', record.as_bytes().get(open..end)?)?;
    let number = &record[open + 1..close];
    let has_thread = number.contains(':');
    let is_number = number.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':');
    let after = &record[close + 1..end];
    // Apple's numbers of process and thread stand alone, all others have a colon behind them.
    let used = if after.starts_with(": ") {
        2
    } else if has_thread && after.starts_with(' ') {
        1
    } else {
        return None;
    };
    let mut words = record[at..open].split(' ').filter(|word| !word.is_empty());
    let (first, second) = (words.next()?, words.next());
    // `app[7]: ` without a host may be the part of a program.
    if second.is_none() && !has_thread {
        return None;
    }
    let name = second.unwrap_or(first);
    let is_name = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/')
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-/+".contains(&byte))
    };
    let is_host =
        second.is_none() || first.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-:".contains(&byte));
    let fits = is_number && words.next().is_none() && is_name(name) && is_host && !level::is_level(name);
    let begin = name.as_ptr() as usize - record.as_ptr() as usize;
    (fits && !level::is_level(first)).then(|| (Span::line(begin, begin + name.len()), close + 1 + used))
}

/// `TIME,user,database,process,client,session,line,command,start,virtual,transaction,ERROR,23505,"it broke",...`:
/// PostgreSQL's csvlog, whose severity is the twelfth column and whose text is the fourteenth.
fn postgres_csv(record: &str, at: usize) -> Option<(Severity, Span)> {
    const SEVERITY: usize = 11;
    let bytes = record.as_bytes();
    let (mut column, mut begin, mut quoted) = (1, at + 1, false);
    let mut severity = None;
    for (index, byte) in bytes.iter().enumerate().skip(at + 1).chain([(bytes.len(), &b',')]) {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                if column == SEVERITY {
                    let word = &record[begin..index];
                    let is_word = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase());
                    severity = Some(Severity::of_level_name(word).filter(|_| is_word)?);
                }
                if column == SEVERITY + 2 {
                    let inside = index > begin + 1 && bytes[begin] == b'"';
                    let (from, to) = if inside { (begin + 1, index - 1) } else { (begin, index) };
                    return Some((severity?, Span::line(from, to.max(from))));
                }
                (column, begin) = (column + 1, index + 1);
            }
            _ => {}
        }
    }
    None
}

/// The row of PostgreSQL's csvlog that begins at `from` and whose fields have line ends, its time ending at `used`.
pub(crate) fn row<'a>(text: &Text<'a>, from: usize, used: usize, rules: &Rules) -> Option<&'a str> {
    let bytes = text.bytes();
    let line_end = memchr::memchr(b'\n', &bytes[from..]).map(|end| from + end)?;
    if memchr::memchr_iter(b'"', &bytes[from..line_end]).count().is_multiple_of(2) {
        return None;
    }
    let end = csv_row::row_end(bytes, from, b',').unwrap_or(bytes.len());
    if end - from > rules.max_line_bytes {
        return None;
    }
    let row = text.record(from, end).ok()?.trim_end_matches(['\n', '\r']);
    postgres_csv(row, used).map(|_| row)
}

/// The text of a record whose first line is its time alone, as Oracle writes: where the next line begins and ends.
pub(crate) fn text_below(record: &str, message_at: usize, first_end: usize) -> Option<(usize, usize)> {
    if message_at < first_end && record.as_bytes()[message_at] != b']' {
        return None;
    }
    let begin = first_end + 1;
    let end = begin + record.get(begin..)?.find('\n').unwrap_or(record.len() - begin);
    let is_text =
        !matches!(look::look(&record[begin..end]), Look::Crash | Look::Type | Look::Link | Look::Level);
    (end > begin && is_text).then_some((begin, end))
}

/// The text of a record whose first line is its category alone, `Shop.Pay[0]`, as the console logger of .NET writes: where the
/// next line begins and ends.
fn text_of_category(record: &str, message_at: usize, first_end: usize) -> Option<(usize, usize)> {
    let category = record[message_at..first_end].trim_end().strip_suffix(']')?;
    let (name, number) = category.rsplit_once('[')?;
    let is_name = !name.is_empty() && !name.contains(' ');
    let is_category = is_name && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let below = record.get(first_end + 1..).filter(|below| is_category && below.starts_with("      "))?;
    let blanks = below.len() - below.trim_start_matches(' ').len();
    let begin = first_end + 1 + blanks;
    Some((begin, begin + record[begin..].find('\n').unwrap_or(record.len() - begin)))
}

/// java.util.logging writes where it happened beside the time, and level and text on the next line: severity, where the
/// text begins and where it ends.
pub(crate) fn level_below(record: &str, at: usize, first_end: usize) -> Option<(Severity, usize, usize)> {
    let mut words = record[at..first_end].split(' ');
    let is_place = words.next().is_some_and(|class| {
        class.contains('.') || class.is_empty() || class.starts_with(char::is_uppercase)
    }) && words.next().is_none_or(|method| !method.is_empty())
        && words.next().is_none();
    let next = record.get(first_end + 1..)?;
    let (severity, used) = level::first_word(next.as_bytes())
        .or_else(|| level_forms::first_of_java(next))
        .filter(|_| is_place)?;
    next[used..].strip_prefix(':')?;
    let begin = first_end + 1 + used + 1;
    Some((severity, begin, begin + record[begin..].find('\n').unwrap_or(record.len() - begin)))
}

/// Stack trace and error type of a record whose first line ends at `first_end`.
pub(crate) fn trace(record: &str, first_end: usize, draft: &mut Draft) {
    let may_have = first_end < record.len() || !draft.has(Field::ErrorType);
    let found = if may_have { traceback::find(record) } else { None };
    place(record, first_end, found.as_ref(), draft);
}

/// The same with what was found in it.
fn place(record: &str, first_end: usize, found: Option<&Traceback>, draft: &mut Draft) {
    let may_have = first_end < record.len() || !draft.has(Field::ErrorType);
    if let Some(found) = found.filter(|_| may_have) {
        draft.text(Field::ErrorType, Span::line(found.error_type.start, found.error_type.end));
        // What stands between the record's line and the trace belongs to the record as well.
        let between = record.get(first_end..found.stack.start).unwrap_or("");
        let blanks = between.len() - between.trim_start_matches(['\r', '\n']).len();
        let begin = if between.trim().is_empty() { found.stack.start } else { first_end + blanks };
        draft.text(Field::StackTrace, Span::line(begin, found.stack.end));
        return;
    }
    if first_end + 1 < record.len() {
        draft.text(Field::StackTrace, Span::line(first_end + 1, record.len()));
    }
}
