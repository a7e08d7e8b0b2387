//! Strings: where they end, and what their escapes stand for.

use super::scanner::{Scanned, Scanner};
use crate::read::colour;
use crate::read::draft::Span;

/// Every byte of a word set to `byte`.
const fn splat(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The high bit of every byte of `word` that ends or interrupts a string: a quote, a backslash or a control byte.
/// Exact up to the first such byte, which is all that is used (Mycroft's test for a byte less than n).
#[inline]
fn specials(word: u64) -> u64 {
    const ONES: u64 = splat(1);
    const HIGH: u64 = splat(0x80);
    let quote = word ^ splat(b'"');
    let slash = word ^ splat(b'\\');
    ((quote.wrapping_sub(ONES) & !quote)
        | (slash.wrapping_sub(ONES) & !slash)
        | (word.wrapping_sub(splat(0x20)) & !word))
        & HIGH
}

/// The first quote, backslash or control byte at or after `at`, or the end.
#[inline]
pub(super) fn find_special(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let found = specials(u64::from_le_bytes(*chunk));
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while let Some(&byte) = bytes.get(at) {
        if byte == b'"' || byte == b'\\' || byte < 0x20 {
            break;
        }
        at += 1;
    }
    at
}

impl Scanner<'_> {
    /// A string, as a span of the line or, where it has escapes, of `scratch`.
    #[inline]
    pub(crate) fn string(&mut self, scratch: &mut String) -> Scanned<Span> {
        let start = self.at + 1;
        let end = find_special(self.bytes, start);
        if self.bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Span::line(start, end));
        }
        self.escaped_string(start, end, scratch)
    }

    fn escaped_string(&mut self, start: usize, first: usize, scratch: &mut String) -> Scanned<Span> {
        let begin = scratch.len();
        let mut copied = start;
        self.at = first;
        loop {
            match self.peek() {
                Some(b'"') => {
                    scratch.push_str(&self.text[copied..self.at]);
                    self.at += 1;
                    return Ok(Span::scratch(begin, scratch.len()));
                }
                Some(b'\\') => {
                    scratch.push_str(&self.text[copied..self.at]);
                    let escaped = self.escape()?;
                    let colour = match escaped {
                        '\u{1b}' => colour::after_escape(&self.bytes[self.at..]),
                        _ => 0,
                    };
                    if colour == 0 {
                        scratch.push(escaped);
                    }
                    self.at += colour;
                    copied = self.at;
                    self.at = find_special(self.bytes, self.at);
                }
                _ => return Err(self.bad("a string without control characters, ended by a quote")),
            }
        }
    }

    /// An escape, from its backslash on.
    fn escape(&mut self) -> Scanned<char> {
        let letter = match self.bytes.get(self.at + 1) {
            Some(b'n') => '\n',
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b't') => '\t',
            Some(b'/') => '/',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'u') => {
                let unit = self.hex(self.at + 2)?;
                self.at += 6;
                let is_high = (0xd800..0xdc00).contains(&unit);
                if is_high && self.bytes.get(self.at..self.at + 2) == Some(b"\\u") {
                    let low = self.hex(self.at + 2)?;
                    if (0xdc00..0xe000).contains(&low) {
                        self.at += 6;
                        let point = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                        return Ok(char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER));
                    }
                }
                return Ok(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            _ => {
                self.at += 1;
                return Err(self.bad("an escape: one of \" \\ / b f n r t u"));
            }
        };
        self.at += 2;
        Ok(letter)
    }

    fn hex(&mut self, at: usize) -> Scanned<u32> {
        let mut value = 0;
        for index in at..at + 4 {
            match self.bytes.get(index).and_then(|&byte| char::from(byte).to_digit(16)) {
                Some(digit) => value = value * 16 + digit,
                None => {
                    self.at = index;
                    return Err(self.bad("four hexadecimal digits"));
                }
            }
        }
        Ok(value)
    }

    /// A string of which only the form is checked.
    pub(super) fn skip_string(&mut self) -> Scanned<()> {
        self.at = find_special(self.bytes, self.at + 1);
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    match self.bytes.get(self.at + 1) {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
                        _ => {
                            self.escape()?;
                        }
                    }
                    self.at = find_special(self.bytes, self.at);
                }
                _ => return Err(self.bad("a string without control characters, ended by a quote")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn strings_are_unescaped() {
        for (text, expected) in [
            (r#""plain""#, "plain"),
            (r#""a\"b\\c\/d\b\f\n\r\t""#, "a\"b\\c/d\u{8}\u{c}\n\r\t"),
            (r#""\u00e9\ud83d\ude00é""#, "é😀é"),
            (r#""\ud83d""#, "\u{fffd}"),
            (r#""\ud83d\u0041""#, "\u{fffd}A"),
            (r#""\u0000""#, "\0"),
        ] {
            let mut scratch = String::new();
            let span = Scanner::new(text).string(&mut scratch).unwrap();
            assert_eq!(span.of(text, &scratch), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn special_bytes_are_found_where_they_are(bytes in proptest::collection::vec(any::<u8>(), 0..40), from in 0usize..10) {
            let from = from.min(bytes.len());
            let slow = bytes[from..].iter().position(|&b| b == b'"' || b == b'\\' || b < 0x20).map_or(bytes.len(), |p| p + from);
            prop_assert_eq!(find_special(&bytes, from), slow);
        }
    }
}
