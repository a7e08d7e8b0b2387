//! The scanner itself: where it stands, what it steps over, what it gives back.

use crate::read::draft::{Span, Value};
use crate::read::report::{Bad, Reason};

/// Deepest nesting that is read, the same as serde_json's.
pub(crate) const MAX_DEPTH: u32 = 128;
pub(crate) type Scanned<T> = Result<T, Box<Bad>>;

/// A place in a text.
#[derive(Debug)]
pub(crate) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(crate) at: usize,
    pub(super) depth: u32,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str) -> Scanner<'a> {
        Scanner { text, bytes: text.as_bytes(), at: 0, depth: 0 }
    }

    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// What was stepped over since then, as it stands.
    pub(crate) fn since(&self, begin: usize) -> &'a str {
        self.text.get(begin..self.at).unwrap_or("")
    }

    #[inline]
    pub(crate) fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    #[cold]
    pub(crate) fn bad(&self, expected: &str) -> Box<Bad> {
        let reason = if self.at >= self.bytes.len() { Reason::Truncated } else { Reason::Format };
        let found: String = self.text.get(self.at..).unwrap_or("").chars().take(12).collect();
        Bad::new(reason, self.at + 1, expected).found(&found)
    }

    #[inline]
    pub(super) fn deeper(&mut self) -> Scanned<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let expected = format!("at most {MAX_DEPTH} levels of nesting");
            return Err(Bad::new(Reason::TooDeep, self.at + 1, expected));
        }
        Ok(())
    }

    pub(super) fn expect(&mut self, byte: u8, what: &str) -> Scanned<()> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(self.bad(what))
        }
    }

    pub(crate) fn number(&mut self) -> Scanned<()> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(self.bad("a digit")),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                return Err(self.bad("a digit"));
            }
            self.digits();
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                return Err(self.bad("a digit"));
            }
            self.digits();
        }
        Ok(())
    }

    #[inline]
    fn digits(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &str) -> Scanned<()> {
        if self.bytes[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(())
        } else {
            Err(self.bad("a JSON value"))
        }
    }

    #[inline]
    fn scalar(&mut self) -> Scanned<()> {
        match self.peek() {
            Some(b'"') => self.skip_string(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'n') => self.word("null"),
            _ => Err(self.bad("a JSON value")),
        }
    }

    /// Steps over a value, checking its form; nesting takes a bit a level, not the stack.
    pub(crate) fn skip(&mut self) -> Scanned<()> {
        if !matches!(self.peek(), Some(b'{' | b'[')) {
            return self.scalar();
        }
        let outer = self.depth;
        // One bit per open level, the innermost lowest: 1 is an object.
        let mut open: u128 = 0;
        loop {
            // Here a value begins.
            match self.peek() {
                Some(byte @ (b'{' | b'[')) => {
                    self.deeper()?;
                    open = open << 1 | u128::from(byte == b'{');
                    self.at += 1;
                    self.space();
                    let close = if byte == b'{' { b'}' } else { b']' };
                    if self.peek() != Some(close) {
                        if byte == b'{' {
                            self.skip_key()?;
                        }
                        continue;
                    }
                    self.at += 1;
                    self.depth -= 1;
                    open >>= 1;
                }
                _ => self.scalar()?,
            }
            // Here a value has ended.
            loop {
                if self.depth == outer {
                    return Ok(());
                }
                self.space();
                let in_object = open & 1 == 1;
                match self.peek() {
                    Some(b',') => {
                        self.at += 1;
                        self.space();
                        if in_object {
                            self.skip_key()?;
                        }
                        break;
                    }
                    Some(b'}') if in_object => {}
                    Some(b']') if !in_object => {}
                    _ => return Err(self.bad(if in_object { "`,` or `}`" } else { "`,` or `]`" })),
                }
                self.at += 1;
                self.depth -= 1;
                open >>= 1;
            }
        }
    }

    /// Goes through the members of an object; `each` gets the key as written and must take the value. `null` has none.
    pub(crate) fn members(
        &mut self,
        each: &mut dyn FnMut(&mut Scanner<'a>, &'a str) -> Scanned<()>,
    ) -> Scanned<()> {
        self.space();
        if self.peek() == Some(b'n') {
            return self.skip();
        }
        self.expect(b'{', "an object")?;
        self.deeper()?;
        self.space();
        if self.peek() != Some(b'}') {
            loop {
                let start = self.at + 1;
                self.skip_key()?;
                // The key ends at the first quote: one with an escape is none of ours whatever it is cut to.
                let key = self.text.get(start..).unwrap_or("");
                let key = &key[..key.find('"').unwrap_or(key.len())];
                each(self, key)?;
                self.space();
                match self.peek() {
                    Some(b',') => self.at += 1,
                    Some(b'}') => break,
                    _ => return Err(self.bad("`,` or `}`")),
                }
                self.space();
            }
        }
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }

    /// Goes through the elements of an array; `each` must take the value. `null` has none.
    pub(crate) fn elements(&mut self, each: &mut dyn FnMut(&mut Scanner<'a>) -> Scanned<()>) -> Scanned<()> {
        self.space();
        if self.peek() == Some(b'n') {
            return self.skip();
        }
        self.expect(b'[', "an array")?;
        self.deeper()?;
        self.space();
        if self.peek() != Some(b']') {
            loop {
                each(self)?;
                self.space();
                match self.peek() {
                    Some(b',') => self.at += 1,
                    Some(b']') => break,
                    _ => return Err(self.bad("`,` or `]`")),
                }
                self.space();
            }
        }
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }

    /// Any value: text and numbers are given back, everything else is passed over.
    pub(crate) fn scalar_value(&mut self, scratch: &mut String) -> Scanned<Option<Value>> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => self.string(scratch).map(|span| Some(Value::Text(span))),
            Some(b'-' | b'0'..=b'9') => {
                self.number()?;
                Ok(Some(Value::Number(Span::line(start, self.at))))
            }
            _ => self.skip().map(|()| None),
        }
    }

    /// Any value: a text without escapes or a number, else nothing.
    pub(crate) fn scalar_text(&mut self, scratch: &mut String) -> Scanned<Option<&'a str>> {
        Ok(match self.scalar_value(scratch)? {
            Some(Value::Text(span) | Value::Number(span)) if !span.in_scratch() => {
                Some(span.of(self.text, ""))
            }
            _ => None,
        })
    }

    fn skip_key(&mut self) -> Scanned<()> {
        if self.peek() != Some(b'"') {
            return Err(self.bad("a key in quotes"));
        }
        self.skip_string()?;
        self.space();
        self.expect(b':', "`:` after a key")?;
        self.space();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn skips(text: &str) -> bool {
        let mut scanner = Scanner::new(text);
        scanner.space();
        let done = scanner.skip().is_ok();
        scanner.space();
        done && scanner.at == text.len()
    }

    #[test]
    fn accepts_what_rfc_8259_does() {
        for text in [
            "{}",
            "[]",
            "[[],{}]",
            " { \"a\" : [ 1 , -2.5e+3 , \"x\\u00e9\\n\" , true , null ] } ",
            "0",
            "-0.0",
            "1E9",
            "\"\\ud83d\\ude00\"",
            "{\"a\":{\"b\":{\"c\":[{}]}}}",
            "1e400",
        ] {
            assert!(skips(text), "{text}");
        }
        for text in [
            "",
            "{",
            "}",
            "[1,]",
            "{\"a\":1,}",
            "{a:1}",
            "01",
            "1.",
            ".5",
            "+1",
            "1e",
            "tru",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"a\nb\"",
            "[1 2]",
            "{\"a\" 1}",
            "nul",
            "\"",
            "[}",
            "{]",
            "NaN",
            "Infinity",
            "[1]]",
        ] {
            assert!(!skips(text), "{text}");
        }
        let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert!(skips(&deep(128)) && !skips(&deep(129)) && !skips(&deep(100_000)));
    }

    proptest! {
        #[test]
        fn agrees_with_serde_json_on_near_json(text in "[\\[\\]{}\",:0-9a-c.eE+\\-\\\\untrfls ]{0,24}") {
            let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
            prop_assert_eq!(skips(&text), theirs, "{}", text);
        }

        #[test]
        fn agrees_with_serde_json_on_json(value in json()) {
            let text = value.to_string();
            prop_assert!(skips(&text), "{}", text);
            let cut = text.len() / 2;
            if text.is_char_boundary(cut) {
                let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text[..cut]).is_ok();
                prop_assert_eq!(skips(&text[..cut]), theirs);
            }
        }
    }

    fn json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            any::<f64>().prop_map(|v| serde_json::json!(v)),
            any::<String>().prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
                proptest::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            ]
        })
    }
}
