//! logfmt: `ts=2026-11-23T06:57:22Z level=error service=pay msg="it broke" status=500`.
//!
//! A value in double quotes may hold `\"`, `\\`, `\n`, `\r`, `\t` and `\u0041`; one in single quotes ends at the quote before
//! a blank; a key without `=` has no value.

use super::collect::Collector;
use super::draft::{Draft, Span};
use super::fields::{Field, FieldTree};
use super::report::{Bad, Reason};

/// Fewest pairs a line must have to be taken for logfmt.
const MIN_PAIRS: usize = 2;

/// Whether a line looks like logfmt with that field in it.
pub(crate) fn looks_like(line: &str, tree: &FieldTree, field: Field) -> bool {
    if !begins(line) {
        return false;
    }
    let (mut n_pairs, mut has_field, mut n_bare) = (0, false, 0);
    let scanned = pairs(line, &mut String::new(), |key, value| {
        n_pairs += usize::from(value.is_some());
        n_bare += usize::from(value.is_none());
        has_field |= tree.flat(key.as_bytes()).is_some_and(|meaning| meaning.field == field);
    });
    scanned.is_ok() && has_field && n_pairs >= MIN_PAIRS && n_bare < n_pairs
}

/// Whether a line can be one of pairs: most lines are told apart by this alone.
pub(crate) fn begins(line: &str) -> bool {
    /// No key is longer.
    const KEY_BYTES: usize = 64;
    let bytes = line.as_bytes();
    memchr::memchr(b'=', &bytes[..bytes.len().min(KEY_BYTES)]).is_some()
}

/// Reads a line.
pub(crate) fn parse(out: &mut Collector<'_>, line: &str, number: u64) -> Result<(), Box<Bad>> {
    let mut draft = Draft::new();
    let (tree, scratch) = (&out.rules.tree, &mut out.memory.scratch);
    scratch.clear();
    // A number of syslog may stand in front.
    let at = if line.starts_with('<') {
        memchr::memchr(b'>', line.as_bytes()).map_or(0, |end| end + 1)
    } else {
        0
    };
    pairs_after(line, at, scratch, |key, value| {
        if let (Some((span, text)), Some(meaning)) = (value, tree.flat(key.as_bytes())) {
            draft.set_untyped(meaning, span, text);
        }
    })?;
    out.emit(&draft, line, number)
}

fn pairs(
    line: &str,
    scratch: &mut String,
    each: impl FnMut(&str, Option<(Span, &str)>),
) -> Result<(), Box<Bad>> {
    pairs_after(line, 0, scratch, each)
}

/// The pairs of a line from `at` on.
pub(crate) fn pairs_after(
    line: &str,
    at: usize,
    scratch: &mut String,
    mut each: impl FnMut(&str, Option<(Span, &str)>),
) -> Result<(), Box<Bad>> {
    let bytes = line.as_bytes();
    let mut at = at;
    loop {
        while matches!(bytes.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        let rest = &bytes[at..];
        if rest.is_empty() {
            return Ok(());
        }
        let key_end = at + memchr::memchr3(b'=', b' ', b'"', rest).unwrap_or(rest.len());
        let key = &line[at..key_end];
        match bytes.get(key_end) {
            Some(b'=') => {}
            Some(b'"') => return Err(Bad::new(Reason::Format, key_end + 1, "key=value pairs")),
            _ => {
                each(key, None);
                at = key_end;
                continue;
            }
        }
        if key.is_empty() {
            return Err(Bad::new(Reason::Format, at + 1, "a key before `=`"));
        }
        at = key_end + 1;
        let span = if bytes.get(at) == Some(&b'"') {
            let (span, end) = quoted(line, at, scratch)?;
            at = end;
            span
        } else if let Some(end) = single_quoted(bytes, at) {
            let span = Span::line(at + 1, end);
            at = end + 1;
            span
        } else {
            let end = memchr::memchr(b' ', &bytes[at..]).map_or(bytes.len(), |space| at + space);
            let span = Span::line(at, end);
            at = end;
            span
        };
        each(key, Some((span, span.of(line, scratch))));
    }
}

/// Where the closing quote of `'RuntimeError: boom'` stands, as lograge writes; nothing if no such value begins at `at`.
#[inline]
fn single_quoted(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at) != Some(&b'\'') {
        return None;
    }
    let ends = |quote: &usize| matches!(bytes.get(at + 1 + quote + 1), None | Some(b' '));
    memchr::memchr_iter(b'\'', &bytes[at + 1..]).find(ends).map(|quote| at + 1 + quote)
}

/// The value whose opening quote is at `at`, and the byte after its closing one.
fn quoted(line: &str, at: usize, scratch: &mut String) -> Result<(Span, usize), Box<Bad>> {
    let bytes = line.as_bytes();
    let begin = scratch.len();
    let (mut copied, mut place) = (at + 1, at + 1);
    loop {
        let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[place..]) else {
            return Err(Bad::new(Reason::Truncated, at + 1, "a closing quote"));
        };
        let end = place + found;
        if bytes[end] == b'"' {
            if copied == at + 1 {
                return Ok((Span::line(copied, end), end + 1));
            }
            scratch.push_str(&line[copied..end]);
            return Ok((Span::scratch(begin, scratch.len()), end + 1));
        }
        scratch.push_str(&line[copied..end]);
        let (letter, used) = match bytes.get(end + 1) {
            Some(b'n') => ('\n', 2),
            Some(b'r') => ('\r', 2),
            Some(b't') => ('\t', 2),
            Some(b'u') => {
                let code = line.get(end + 2..end + 6).and_then(|hex| u32::from_str_radix(hex, 16).ok());
                match code {
                    Some(code) => (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
                    None => return Err(Bad::new(Reason::Format, end + 1, "four hexadecimal digits")),
                }
            }
            Some(&other) if other.is_ascii() => (char::from(other), 2),
            _ => return Err(Bad::new(Reason::Format, end + 1, "an escape")),
        };
        scratch.push(letter);
        place = end + used;
        copied = place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(line: &str) -> Vec<(String, Option<String>)> {
        let mut found = Vec::new();
        pairs(line, &mut String::new(), |key, value| {
            found.push((key.to_owned(), value.map(|(_, text)| text.to_owned())));
        })
        .unwrap();
        found
    }

    #[test]
    fn pairs_and_quotes() {
        let text = all(r#"a=1  b="x \"y\"\n\u00e9" c= d e="" f=g=h g='i'j k' h='tis l=''"#);
        let expected = [
            ("a", Some("1")),
            ("b", Some("x \"y\"\né")),
            ("c", Some("")),
            ("d", None),
            ("e", Some("")),
            ("f", Some("g=h")),
            ("g", Some("i'j k")),
            ("h", Some("tis l='")),
        ];
        assert_eq!(text, expected.map(|(key, value)| (key.to_owned(), value.map(str::to_owned))));
        for bad in ["=1", "a=\"", "a=\"\\u12\"", "a\"b=1"] {
            assert!(pairs(bad, &mut String::new(), |_, _| {}).is_err(), "{bad}");
        }
    }
}
