//! What the text of a record says about itself: a level, JSON, `key=value` pairs, or a request with its status.
//!
//! The program that wrote the text knows best: its level stands above the one of whatever carried it, for journald and
//! syslog write one priority for all that a service prints.

use errpredict::{EventKind, Severity};

use super::collect::Memory;
use super::draft::{Draft, Span};
use super::fields::{Field, FieldTree};
use super::json;
use super::level;
use super::level_forms;
use super::line_head;
use super::logfmt;
use super::request;
use super::zone::TimeRule;

/// Pairs are looked for where one stands this near the beginning.
const PAIRS_WITHIN: usize = 120;
/// Longer objects are data.
const MAX_OBJECT: usize = 1 << 18;

/// Reads the text at `at..end` of a record into its draft, the message of which it is.
pub(crate) fn read(
    record: &str,
    at: usize,
    end: usize,
    tree: &FieldTree,
    rule: TimeRule,
    memory: &mut Memory,
    draft: &mut Draft,
) {
    let Some(text) = record.get(at..end) else { return };
    let Some(&first) = text.as_bytes().first() else { return };
    if first == b'{' && object(record, at, end, tree, memory, draft) {
        return;
    }
    if let Some((severity, message)) = stated(record, at, end, first, rule) {
        draft.severity = Some(severity);
        if message < end {
            draft.text(Field::Message, trimmed(record, message, end));
        }
        // uvicorn and others write `INFO` beside a status of 502.
        if severity <= Severity::Low
            && let Some(found) = request::find(record, message, end)
        {
            draft.kind = Some(EventKind::Request);
            found.note(draft);
        }
        return;
    }
    if memchr::memchr(b'=', &text.as_bytes()[..text.len().min(PAIRS_WITHIN)]).is_some()
        && pairs(record, at, end, tree, memory, draft)
    {
        return;
    }
    // `app.pay\t{"level":"error",...}` (Fluentd)
    if draft.severity.is_none()
        && text.ends_with('}')
        && let Some(open) = text.find("{\"")
        && states_level(&text[open..])
        && object(record, at + open, end, tree, memory, draft)
    {
        return;
    }
    // What carried a request mostly graded it `info`.
    if draft.severity <= Some(Severity::Low)
        && let Some(found) = request::find(record, at, end)
    {
        draft.kind = Some(EventKind::Request);
        found.note(draft);
    }
}

/// The level that a line without a time of its own states in a head that says but a clock.
pub(crate) fn level_behind_clock(line: &str, rule: TimeRule) -> Option<Severity> {
    let first = *line.as_bytes().first()?;
    if !first.is_ascii_digit() {
        return None;
    }
    stated(line, 0, line.len(), first, rule).map(|(severity, _)| severity)
}

/// The level that a text states, and where its message begins.
fn stated(record: &str, at: usize, end: usize, first: u8, rule: TimeRule) -> Option<(Severity, usize)> {
    let text = &record[at..end];
    let after =
        |used: usize| end - record[at + used..end].trim_start_matches([' ', ':', '-', '|', '\t', ']']).len();
    let first_word = || level::first_word(text.as_bytes()).map(|(severity, used)| (severity, after(used)));
    let capitals = || level_forms::in_capitals(text).map(|(severity, used)| (severity, after(used)));
    match first {
        b'0'..=b'9' | b'[' | b'A'..=b'Z' => {
            // When it happened is known: a clock alone will do.
            let rule = TimeRule { date: Some(0), ..rule };
            if let Some(head) = line_head::head(text.as_bytes(), rule) {
                let used = at + head.used;
                return match head.severity {
                    Some(severity) => Some((severity, used + blanks(&record[used..end]))),
                    None => level::level(&record[..end], used),
                };
            }
            // `E: Unable to locate package`
            if let [b'D' | b'I' | b'N' | b'W' | b'E', b':', b' ', ..] = text.as_bytes() {
                return Some((Severity::of_level_letter(first)?, after(1)));
            }
            if first == b'[' {
                return first_word().or_else(|| level::level(&record[..end], at));
            }
            first_word()
                .or_else(|| level_forms::after_name(text).map(|(severity, used)| (severity, after(used))))
                .or_else(capitals)
        }
        b'(' | b'*' => capitals(),
        // `cpu1:2)ALERT: no answer` (VMware's kernel)
        b'c' if text.starts_with("cpu") => {
            let length = text.find(' ').unwrap_or(text.len());
            let found = level_forms::first(&record[..end], at, &text.as_bytes()[..length]);
            found.map(|(severity, used)| (severity, after(used)))
        }
        b'a'..=b'z' => first_word()
            .or_else(|| level_forms::after_name(text).map(|(severity, used)| (severity, after(used))))
            .or_else(|| level_forms::second_word(text).map(|(severity, used)| (severity, after(used)))),
        b'<' => first_word(),
        b'%' => {
            let length = text.find(' ').unwrap_or(text.len());
            Some((level::cisco(&text.as_bytes()[..length])?, at))
        }
        _ => None,
    }
}

/// An object at the end of a text, as zap and AWS Lambda write the details of an error: the exception it holds, and the ids.
pub(crate) fn trailing(
    record: &str,
    at: usize,
    end: usize,
    tree: &FieldTree,
    memory: &mut Memory,
    draft: &mut Draft,
) {
    let Some(open) = record.get(at..end).and_then(|text| text.find("{\"")) else { return };
    if open == 0 || end - at > MAX_OBJECT {
        return;
    }
    let mut inner = Draft::new();
    let begin = memory.scratch.len();
    let read =
        json::object_at(&record[..end], at + open, tree, &mut memory.inner, &mut memory.scratch, &mut inner);
    if !matches!(read, Ok(stop) if record[stop..end].trim().is_empty()) {
        memory.scratch.truncate(begin);
        return;
    }
    for field in [Field::ErrorType, Field::StackTrace, Field::RequestId, Field::Code, Field::UserId] {
        if let Some(value) = inner.value(field)
            && !draft.has(field)
        {
            draft.set_as(field, value, &inner);
        }
    }
}

/// Whether an object states a level, by a look at its text: most objects in a text are data.
pub(crate) fn states_level(text: &str) -> bool {
    [
        "\"level\"",
        "\"severity\"",
        "\"levelname\"",
        "\"level_name\"",
        "\"log.level\"",
        "\"loglevel\"",
        "\"logLevel\"",
        "\"lvl\"",
        "\"@l\"",
        "\"@level\"",
    ]
    .iter()
    .any(|key| text.contains(key))
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

fn trimmed(record: &str, at: usize, end: usize) -> Span {
    let length = record[at..end].trim_end().len();
    Span::line(at, at + length)
}

/// A JSON object as the whole text: its fields are those of the record. The time stays that of the record.
fn object(
    record: &str,
    at: usize,
    end: usize,
    tree: &FieldTree,
    memory: &mut Memory,
    draft: &mut Draft,
) -> bool {
    if end - at > MAX_OBJECT {
        return false;
    }
    let mut inner = Draft::new();
    let begin = memory.scratch.len();
    let read = json::object_at(&record[..end], at, tree, &mut memory.inner, &mut memory.scratch, &mut inner);
    if !matches!(read, Ok(stop) if stop >= end) {
        memory.scratch.truncate(begin);
        return false;
    }
    draft.take_fields(&inner);
    true
}

/// `level=error msg="it broke" status=503`
fn pairs(
    record: &str,
    at: usize,
    end: usize,
    tree: &FieldTree,
    memory: &mut Memory,
    draft: &mut Draft,
) -> bool {
    let begin = memory.scratch.len();
    let (mut has_level, mut has_status, mut severity, mut inner) = (false, false, None, Draft::new());
    // What is broken ends the pairs; those before it count.
    let _ = logfmt::pairs_after(&record[..end], at, &mut memory.scratch, |key, value| {
        let Some((span, text)) = value else { return };
        // Heroku's router.
        if key == "at" && severity.is_none() {
            severity = level::named(text);
            return;
        }
        let Some(meaning) = tree.flat(key.as_bytes()) else { return };
        match meaning.field {
            Field::Severity => {
                severity = level::named(text).or(severity);
                has_level |= severity.is_some();
            }
            Field::StatusCode => {
                has_status |= text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
                inner.set_untyped(meaning, span, text);
            }
            // `service=18ms` of Heroku's router is a duration.
            Field::Service if text.starts_with(|first: char| first.is_ascii_alphabetic()) => {
                inner.set_untyped(meaning, span, text);
            }
            Field::Service | Field::Timestamp | Field::Kind => {}
            _ => inner.set_untyped(meaning, span, text),
        }
    });
    has_level |= severity.is_some();
    if !(has_level || has_status && inner.has(Field::Method)) {
        memory.scratch.truncate(begin);
        return false;
    }
    draft.take_fields(&inner);
    if severity.is_some() {
        draft.severity = severity;
    } else if inner.has(Field::Method) {
        draft.kind = Some(EventKind::Request);
    }
    true
}

/// Whether the first word of a text is a pair.
#[inline]
pub(crate) fn begins_with_pair(text: &str) -> bool {
    text.bytes().take(PAIRS_WITHIN).find(|byte| matches!(byte, b'=' | b' ' | b'"')) == Some(b'=')
}

/// A request in the pairs of a text whose level is stated before it: `method=GET path=/pay status=500 duration=12.30`, as
/// lograge writes. The text stays the message.
pub(crate) fn request_in_pairs(
    record: &str,
    at: usize,
    end: usize,
    tree: &FieldTree,
    memory: &mut Memory,
    draft: &mut Draft,
) {
    const FIELDS: [Field; 6] = [
        Field::Method,
        Field::StatusCode,
        Field::Endpoint,
        Field::ResponseTimeMs,
        Field::RequestId,
        Field::UserId,
    ];
    let begin = memory.scratch.len();
    let (mut inner, mut of_rails, mut duration) = (Draft::new(), 0, None);
    // What is broken ends the pairs; those before it count.
    let _ = logfmt::pairs_after(&record[..end], at, &mut memory.scratch, |key, value| {
        let Some((span, text)) = value else { return };
        match key {
            "controller" | "action" => of_rails += 1,
            "duration" => {
                duration = Some((span, text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')))
            }
            _ => {}
        }
        if let Some(meaning) = tree.flat(key.as_bytes()).filter(|meaning| FIELDS.contains(&meaning.field)) {
            inner.set_untyped(meaning, span, text);
        }
    });
    if !(inner.has(Field::Method) && inner.has(Field::StatusCode)) {
        memory.scratch.truncate(begin);
        return;
    }
    // Rails counts milliseconds; alone the name says no unit.
    if let (2, Some((span, true))) = (of_rails, duration) {
        inner.text(Field::ResponseTimeMs, span);
    }
    for field in FIELDS {
        if let Some(value) = inner.value(field)
            && !draft.has(field)
        {
            draft.set_as(field, value, &inner);
        }
    }
}

impl Draft {
    /// Takes the fields of what stood inside; what the inside states counts more, but for the time.
    fn take_fields(&mut self, inner: &Draft) {
        let time = self.time;
        let outer_severity = self.severity;
        for field in Field::ALL {
            if field == Field::Timestamp {
                continue;
            }
            let is_unsure = field == Field::Severity && inner.is_level_unsure();
            if is_unsure && (outer_severity.is_some() || self.has(field)) {
                continue;
            }
            if let Some(value) = inner.value(field) {
                self.set_as(field, value, inner);
                if field == Field::Severity {
                    self.severity = None;
                }
            }
        }
        self.time = time;
        // A text that is a number of an unknown scale leaves the level there was.
        if self.severity.is_none() && !self.has(Field::Severity) {
            self.severity = outer_severity;
        }
    }
}
