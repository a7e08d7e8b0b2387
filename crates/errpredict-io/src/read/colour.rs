//! The colours that programs put into their logs for terminals: `ESC [ 31 m`.
//!
//! They say nothing that the text does not, and stand in the way of times and levels, so readers of text pass them over:
//! *select graphic rendition* (`m`) and *erase in line* (`K`) of ECMA-48 (1991), nothing else.

use std::borrow::Cow;

/// Where such a sequence begins.
pub(crate) const ESCAPE: u8 = 0x1b;
/// A longer one is none.
const MAX_BYTES: usize = 32;

/// Bytes of the sequence that begins before `rest`, at an escape that was taken off; 0 if it is none.
pub(crate) fn after_escape(rest: &[u8]) -> usize {
    let Some(parameters) = rest.strip_prefix(b"[") else { return 0 };
    let n = parameters.iter().take(MAX_BYTES).take_while(|byte| matches!(byte, b'0'..=b';')).count();
    match parameters.get(n) {
        Some(b'm' | b'K') => n + 2,
        _ => 0,
    }
}

/// Bytes of colours at the beginning of a line.
pub(crate) fn leading(line: &[u8]) -> usize {
    let mut at = 0;
    while line.get(at) == Some(&ESCAPE) {
        match after_escape(&line[at + 1..]) {
            0 => break,
            length => at += 1 + length,
        }
    }
    at
}

/// The bytes without colours.
pub(crate) fn strip(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut plain = Vec::new();
    let mut copied = 0;
    for escape in memchr::memchr_iter(ESCAPE, bytes) {
        let length = after_escape(&bytes[escape + 1..]);
        if length > 0 {
            plain.extend_from_slice(&bytes[copied..escape]);
            copied = escape + 1 + length;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(bytes);
    }
    plain.extend_from_slice(&bytes[copied..]);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_go_and_all_else_stays() {
        for (text, expected) in [
            ("no colours", "no colours"),
            ("\u{1b}[31mred\u{1b}[0m and \u{1b}[1;38;5;208mbold\u{1b}[m\u{1b}[K.", "red and bold."),
            ("\u{1b}[38:2::255:0:0mred\u{1b}[0m", "red"),
            // A title, a movement of the cursor, what is cut off, and too long a one.
            ("\u{1b}]0;title\u{7}", "\u{1b}]0;title\u{7}"),
            ("\u{1b}[2J\u{1b}[3A", "\u{1b}[2J\u{1b}[3A"),
            ("\u{1b}[31", "\u{1b}[31"),
            ("\u{1b}", "\u{1b}"),
        ] {
            assert_eq!(strip(text.as_bytes()), expected.as_bytes(), "{text:?}");
        }
        let long = format!("\u{1b}[{}m", "1;".repeat(100));
        assert_eq!(strip(long.as_bytes()), long.as_bytes());
        assert_eq!(leading(b"\x1b[2m\x1b[31mred\x1b[0m"), 9);
        assert_eq!(leading(b"red\x1b[0m"), 0);
    }
}
