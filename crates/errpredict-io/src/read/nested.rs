//! Texts inside objects: what collectors make of a line of a program that says its own level.
//!
//! `{"date":1795417042.1,"log":"{\"level\":\"error\",...}","kubernetes":{...}}` (Fluent Bit), `{"time":...,"event":"2026-11-23
//! 06:57:22 ERROR x"}` (Splunk). Only where the object itself states no level.

use super::collect::Collector;
use super::draft::{Draft, Span, Value};
use super::fields::Field;
use super::report::Bad;
use super::{inner, line_head, plain};

/// Pairs are looked for where one stands this near the beginning.
const PAIRS_WITHIN: usize = 120;

/// Whether the text of an object may say more than words: by its first letters, as most texts do not.
#[inline]
pub(crate) fn may_say_more(draft: &Draft, line: &str, scratch: &str) -> bool {
    if draft.has(Field::Severity) || draft.has(Field::StatusCode) {
        return false;
    }
    let Some(Value::Text(span)) = draft.value(Field::Message) else { return false };
    let text = span.of(line, scratch).as_bytes();
    match text {
        [b'{' | b'0'..=b'9', ..] | [b'[' | b'A'..=b'Z', b'0'..=b'9', ..] => true,
        [b'a'..=b'z', ..] => memchr::memchr(b'=', &text[..text.len().min(PAIRS_WITHIN)]).is_some(),
        _ => false,
    }
}

/// Reads an object by what its text says; nothing if that is but words.
#[cold]
pub(crate) fn event(
    out: &mut Collector<'_>,
    draft: &Draft,
    line: &str,
    number: u64,
) -> Option<Result<(), Box<Bad>>> {
    let Some(Value::Text(span)) = draft.value(Field::Message) else { return None };
    let text = span.of(line, &out.memory.scratch).trim_end().to_owned();
    let end = memchr::memchr(b'\n', text.as_bytes()).filter(|_| !text.starts_with('{')).unwrap_or(text.len());
    let mut inside = draft.moved(line, &mut out.memory.scratch);
    inside.text(Field::Message, Span::line(0, end));
    let head =
        if inside.has(Field::Timestamp) { None } else { line_head::head(text.as_bytes(), out.rules.time) };
    if let Some(head) = head {
        inside.time = out.moment(head.time, head.zoned, number).ok();
    }
    inner::read(&text, 0, end, &out.rules.tree, out.rules.time, out.memory, &mut inside);
    let says_more = inside.severity.is_some()
        || inside.kind.is_some()
        || inside.has(Field::Severity)
        || text.starts_with('{') && inside.value(Field::Message) != Some(Value::Text(Span::line(0, end)));
    if !says_more {
        return None;
    }
    if !text.starts_with('{') {
        plain::trace(&text, end, &mut inside);
    }
    Some(plain::emit(out, &mut inside, &text, number))
}
