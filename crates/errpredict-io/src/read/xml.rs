//! Records of XML: events of Windows, `java.util.logging`'s `FileHandler` and the layouts of log4j, over one line or several.
//!
//! - `<Event xmlns=...><System><Provider Name='Pay'/><Level>2</Level><TimeCreated SystemTime='...'/>...` (Windows);
//! - `<record><date>...</date><millis>...</millis><level>SEVERE</level><message>...` (`java.util.logging`);
//! - `<log4j:event logger="a.B" timestamp="1795417042125" level="ERROR"><log4j:message><![CDATA[...` (log4j, NLog),
//!   `<Event level="ERROR" timeMillis="..."><Message>...` (log4j 2).
//!
//! A walk over the tags and no more: entities of the five known names and of numbers are undone, nothing is fetched.
//!
//! Sources: Microsoft, *Event schema* (levels 1 critical to 5 verbose, 0 for what is always written); Java's `logger.dtd`;
//! Apache's `log4j.dtd`.

use errpredict::Severity;

use super::collect::Collector;
use super::draft::{Draft, Span, Value};
use super::fields::{Field, Meaning, Reading};
use super::level;
use super::level_forms;
use super::listing::Listing;
use super::report::{Bad, Reason};

/// Beginnings of a record, and the name of its element.
const RECORDS: [(&str, &str); 5] = [
    ("<Event ", "Event"),
    ("<Event>", "Event"),
    ("<record>", "record"),
    ("<log4j:event ", "log4j:event"),
    ("<event ", "event"),
];

/// Lines around the records.
const FRAMES: [&str; 8] =
    ["<?xml", "<!DOCTYPE", "<log>", "</log>", "<Events", "</Events", "<log4j:eventSet", "</log4j:eventSet"];

/// What begins at a line of XML.
pub(crate) fn begins(line: &str) -> Option<Listing> {
    if RECORDS.iter().any(|(start, _)| line.starts_with(start))
        || (line.starts_with("<Events>") && line.contains("<Event "))
    {
        return Some(Listing::Xml);
    }
    FRAMES.iter().any(|frame| line.starts_with(frame)).then_some(Listing::Frame)
}

/// Reads the records in a text; mostly there is one.
pub(crate) fn parse(out: &mut Collector<'_>, text: &str, number: u64) -> Result<(), Box<Bad>> {
    let mut at = 0;
    loop {
        let next = RECORDS
            .iter()
            .filter_map(|(start, name)| Some((at + text[at..].find(start)?, *name)))
            .min_by_key(|(begin, _)| *begin);
        let Some((begin, name)) = next else { return Ok(()) };
        let close = format!("</{name}>");
        let end = text[begin..].find(&close).map_or(text.len(), |end| begin + end + close.len());
        record(out, &text[begin..end], number)?;
        at = end;
    }
}

/// What is known of a record so far.
#[derive(Default)]
struct Found {
    time: Option<Span>,
    /// Milliseconds since 1970, which name a moment better than a date without a zone.
    millis: Option<Span>,
    level: Option<Span>,
    message: Option<Span>,
    data: Option<(usize, usize)>,
    service: Option<Span>,
    error_type: Option<Span>,
    trace: Option<Span>,
}

fn record(out: &mut Collector<'_>, text: &str, number: u64) -> Result<(), Box<Bad>> {
    out.memory.scratch.clear();
    let scratch = &mut out.memory.scratch;
    let mut found = Found::default();
    let mut at = 0;
    let mut path: Vec<&str> = Vec::new();
    while let Some(open) = memchr::memchr(b'<', &text.as_bytes()[at..]).map(|open| at + open) {
        let rest = &text[open..];
        if let Some(inside) = rest.strip_prefix("<![CDATA[") {
            let end = inside.find("]]>").unwrap_or(inside.len());
            note(&mut found, &path, &inside[..end], false, scratch);
            at = (open + 9 + end + 3).min(text.len());
            continue;
        }
        let Some(close) = tag_end(rest) else { break };
        let tag = &rest[1..close];
        at = open + close + 1;
        if tag.starts_with('/') {
            path.pop();
        } else if !tag.starts_with(['!', '?']) {
            let is_empty = tag.ends_with('/');
            let tag = tag.trim_end_matches('/');
            let name = tag.split_ascii_whitespace().next().unwrap_or("");
            let local = name.rsplit(':').next().unwrap_or(name);
            attributes(&tag[name.len()..], |key, value| attribute(&mut found, local, key, value, scratch));
            if !is_empty {
                path.push(local);
                let next = memchr::memchr(b'<', &text.as_bytes()[at..]).map_or(text.len(), |next| at + next);
                note(&mut found, &path, &text[at..next], true, scratch);
            }
        }
    }
    let mut draft = Draft::new();
    let meaning = |field| Meaning { field, reading: Reading::Plain, rank: 0 };
    if let Some(time) = found.millis.or(found.time) {
        let value = time.of("", scratch).to_owned();
        draft.set_untyped(meaning(Field::Timestamp), time, &value);
    } else {
        return Err(Bad::new(Reason::MissingTimestamp, 1, "a time in the element").field("timestamp"));
    }
    if let Some(level) = found.level {
        let level = level.of("", scratch);
        draft.severity = match level {
            "1" => Some(Severity::Critical),
            "2" => Some(Severity::High),
            "3" => Some(Severity::Medium),
            "0" | "4" | "5" => Some(Severity::Info),
            name => level::named(name).or_else(|| level_forms::of_java(name)),
        };
    }
    let data = found.data.map(|(begin, end)| Span::scratch(begin, end));
    let texts = [
        (Field::Message, found.message.or(data)),
        (Field::Service, found.service),
        (Field::ErrorType, found.error_type),
        (Field::StackTrace, found.trace),
    ];
    for (field, span) in texts {
        if let Some(span) = span {
            draft.set(meaning(field), Value::Text(span));
        }
    }
    out.emit(&draft, text, number)
}

/// Where a tag ends; a quoted value may hold its sign.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// Each `key="value"` of a tag.
fn attributes(text: &str, mut each: impl FnMut(&str, &str)) {
    let mut rest = text;
    while let Some((key, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let Some(quote) = after.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { return };
        let Some((value, next)) = after[1..].split_once(quote) else { return };
        each(key.trim(), value);
        rest = next;
    }
}

/// A text in the scratch text, its entities undone.
fn kept(text: &str, scratch: &mut String) -> Span {
    let begin = scratch.len();
    unescape(text, scratch);
    Span::scratch(begin, scratch.len())
}

fn attribute(found: &mut Found, element: &str, key: &str, value: &str, scratch: &mut String) {
    match (element, key) {
        ("TimeCreated", "SystemTime") => found.time = Some(kept(value, scratch)),
        ("event" | "Event", "timestamp" | "timeMillis") => found.millis = Some(kept(value, scratch)),
        ("event" | "Event", "level") => found.level = Some(kept(value, scratch)),
        ("Provider", "Name") => found.service = Some(kept(value, scratch)),
        ("Thrown" | "throwable", "name") => found.error_type = Some(kept(value, scratch)),
        // log4j 2 writes the moment as an element of its own.
        ("Instant", "epochSecond") => found.millis = Some(kept(value, scratch)),
        _ => {}
    }
}

/// The text of an element, by the names of those around it.
fn note(found: &mut Found, path: &[&str], text: &str, is_escaped: bool, scratch: &mut String) {
    let text = text.trim();
    let (Some(&name), false) = (path.last(), text.is_empty()) else { return };
    let around = path.len().checked_sub(2).map_or("", |around| path[around]);
    let mut keep = |text: &str| {
        if is_escaped {
            return kept(text, scratch);
        }
        let begin = scratch.len();
        scratch.push_str(text);
        Span::scratch(begin, scratch.len())
    };
    match (around, name) {
        ("exception", "message") => {
            // `java.io.IOException: no answer`
            let span = keep(text);
            let length = text.find(':').unwrap_or(text.len());
            found.error_type = Some(span.first(length.min(span.len())));
            found.trace = Some(span);
        }
        (_, "date") if found.time.is_none() => found.time = Some(keep(text)),
        (_, "millis") => found.millis = Some(keep(text)),
        (_, "level" | "Level") => found.level = Some(keep(text)),
        (_, "message" | "Message") => found.message = Some(keep(text)),
        (_, "throwable") => found.trace = Some(keep(text)),
        ("EventData" | "UserData", "Data") => {
            if let Some((_, end)) = &mut found.data {
                scratch.push(' ');
                unescape(text, scratch);
                *end = scratch.len();
            } else {
                let begin = scratch.len();
                unescape(text, scratch);
                found.data = Some((begin, scratch.len()));
            }
        }
        _ => {}
    }
}

/// `&lt;`, `&#10;`, `&#x41;`
fn unescape(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        into.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let letter = end.and_then(|end| match &rest[1..end] {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            number => {
                let number = number.strip_prefix('#')?;
                let code = match number.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)
            }
        });
        match (letter, end) {
            (Some(letter), Some(end)) => {
                into.push(letter);
                rest = &rest[end + 1..];
            }
            _ => {
                into.push('&');
                rest = &rest[1..];
            }
        }
    }
    into.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_undone_and_what_is_none_stays() {
        let mut text = String::new();
        unescape("a &lt;b&gt; &amp;amp; &#65;&#x42; &x; & é", &mut text);
        assert_eq!(text, "a <b> &amp; AB &x; & é");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(<Event |<record>|</record>|<a|>|=|'|\"|/>|<!\\[CDATA\\[|\\]\\]>|&lt;|&|é|<message>|</| |x){0,14}") {
            let mut pairs = 0;
            attributes(&text, |_, _| pairs += 1);
            let _ = (begins(&text), tag_end(&text));
        }
    }
}
