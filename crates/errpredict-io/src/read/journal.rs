//! Entries of the journal that are a text of words: each is an event as it stands, unless the next of its unit goes on with
//! it.
//!
//! Most entries are such. They wait for the next entry of their unit and are then handed on as the objects they are; the
//! others, and those that one of them may go on with, are read as lines of the unit's own log ([`super::wrapped`]).

use super::collect::{Collector, Outer, Text};
use super::draft::{Draft, Notes, Span, Value};
use super::fields::Field;
use super::level_forms;
use super::line_head;
use super::look::{self, Look};
use super::request;
use super::zone::TimeRule;

/// Pairs are looked for where one stands this near the beginning.
const PAIRS_WITHIN: usize = 120;

/// An entry that waits.
#[derive(Debug)]
pub(crate) struct Held {
    draft: Draft,
    /// Where its line stands in the chunk.
    from: usize,
    to: usize,
    number: u64,
    /// What had to be undone of its escapes.
    scratch: String,
}

impl Held {
    pub(crate) fn new(draft: Draft, text: &Text<'_>, line: &str, number: u64, scratch: &str) -> Held {
        let from = line.as_ptr() as usize - text.bytes().as_ptr() as usize;
        Held { draft, from, to: from + line.len(), number, scratch: scratch.to_owned() }
    }

    /// Hands it on.
    pub(crate) fn emit(mut self, out: &mut Collector<'_>, text: &Text<'_>) {
        let line = text.record(self.from, self.to).unwrap_or("");
        out.memory.scratch.clear();
        out.memory.scratch.push_str(&self.scratch);
        if let Some(Value::Text(message)) = self.draft.value(Field::Message) {
            let length = message.of(line, &self.scratch).trim_end().len();
            self.draft.text(Field::Message, message.first(length));
        }
        if let Err(bad) = out.emit(&self.draft, line, self.number) {
            out.bad(&bad, self.number, line.as_bytes());
        }
        out.note_ignored(self.number, line.as_bytes());
    }

    /// Its text as a line of the log of its unit, and what stands around it.
    pub(crate) fn line(&self, out: &Collector<'_>, text: &Text<'_>) -> (String, Outer) {
        let line = text.record(self.from, self.to).unwrap_or("");
        let mut notes = Notes::default();
        let message = match self.draft.value(Field::Message) {
            Some(Value::Text(span) | Value::Number(span)) => span,
            _ => Span::default(),
        };
        let outer = Outer {
            line: self.number,
            time: self.draft.timestamp(line, &self.scratch, out.rules, &mut notes).ok(),
            severity: self.draft.stated_severity(line, &self.scratch, out.rules, &mut notes),
            more: false,
        };
        (message.of(line, &self.scratch).trim_end_matches(['\n', '\r']).to_owned(), outer)
    }
}

/// Whether a text is words and nothing else: no head, no level, no object, no pairs, no request, no part of a trace, and
/// nothing that leaves the next line open.
pub(crate) fn is_calm(text: &str, rule: TimeRule) -> bool {
    let bytes = text.as_bytes();
    let starts_well = bytes.first().is_some_and(u8::is_ascii_alphabetic);
    starts_well
        && !text.trim_end().ends_with([':', '}'])
        && memchr::memchr2(b'\n', b'\r', bytes).is_none()
        && memchr::memchr(b'=', &bytes[..bytes.len().min(PAIRS_WITHIN)]).is_none()
        && memchr::memchr2(b'U', b'[', bytes).is_none()
        && look::look(text) == Look::Words
        && level_forms::after_name(text).is_none()
        && level_forms::in_capitals(text).is_none()
        && line_head::head(bytes, rule).is_none()
        && request::find(text, 0, text.len()).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::zone::ANY;

    #[test]
    fn words_and_what_is_more_than_words() {
        for text in ["could not load order 7 after 3 ms", "Started the shop", "session closed for user x"] {
            assert!(is_calm(text, ANY), "{text}");
        }
        for text in [
            "",
            "{\"level\":\"error\"}",
            "level=error msg=x",
            "ERROR it broke",
            "error: it broke",
            "Traceback (most recent call last):",
            "ValueError: x",
            "  at f",
            "two\nlines",
            "it follows:",
            "Nov 23 06:57:22 x",
            "GET /a HTTP/1.1 500",
            "php \"GET /a HTTP/1.1\" 500",
            "PHP Fatal error:  Uncaught X: y",
            "panic: x",
            "imap-login: Error: x",
            "JS ERROR: x",
        ] {
            assert!(!is_calm(text, ANY), "{text}");
        }
    }
}
