//! Text from logs made harmless before it meets a terminal.

use std::fmt::Write;

/// Text as it may be shown to a person: one line, at most `max_chars` characters, nothing that commands a terminal.
///
/// Control characters (C0, DEL, C1: escape sequences start there), line and paragraph separators, and the invisible
/// direction and joining marks that let text pose as other text (Unicode TR 36) come out escaped, as `\u{1b}`.
/// A cut is marked with `…`.
///
/// ```
/// assert_eq!(errpredict_io::printable("red\u{1b}[31m\nalert", 80), r"red\u{1b}[31m\nalert");
/// assert_eq!(errpredict_io::printable("abcdef", 4), "abc…");
/// ```
#[must_use]
pub fn printable(text: &str, max_chars: usize) -> String {
    let mut shown = String::with_capacity(text.len().min(max_chars.saturating_mul(4)));
    let mut n_chars = 0;
    for c in text.chars() {
        let before = shown.len();
        match c {
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push(' '),
            '\r' => shown.push_str("\\r"),
            c if is_unsafe(c) => {
                // Writing into a String cannot fail.
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
            }
            c => shown.push(c),
        }
        n_chars += shown[before..].chars().count();
        if n_chars > max_chars {
            return cut(&shown, max_chars);
        }
    }
    shown
}

/// The same JSON with every character that could command a terminal written as `\\uXXXX`, which means the same.
///
/// JSON escapes the C0 controls by itself; this adds DEL, C1 and the direction marks. Line ends stay.
#[must_use]
pub fn json_for_terminals(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_unsafe(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

fn cut(text: &str, max_chars: usize) -> String {
    let mut kept: String = text.chars().take(max_chars.saturating_sub(1)).collect();
    kept.push('…');
    kept
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_commands_a_terminal_survives() {
        for (text, shown) in [
            ("plain text, ünïcode 错误", "plain text, ünïcode 错误"),
            ("\u{1b}]0;title\u{7}", "\\u{1b}]0;title\\u{7}"),
            ("a\u{9b}2Jb", "a\\u{9b}2Jb"),
            ("abc\u{202e}txt.exe", "abc\\u{202e}txt.exe"),
            ("a\r\nb\tc", "a\\r\\nb c"),
        ] {
            assert_eq!(printable(text, 100), shown);
        }
    }

    #[test]
    fn the_cut_is_marked() {
        assert_eq!(printable("abcd", 4), "abcd");
        assert_eq!(printable("\n\n\n", 4), "\\n\\…");
    }
}
