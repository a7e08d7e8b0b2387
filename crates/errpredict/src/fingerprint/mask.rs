//! What changes from one occurrence of an error to the next, masked.
//!
//! Numbers, hexadecimal ids, UUIDs, IP addresses, e-mail addresses, dates and times, paths and URLs, and quoted
//! strings become `<*>`, the placeholder log parsers have used since Drain (He et al., 2017). One placeholder for
//! all: a random hexadecimal id is all digits now and then, and must not become another error then.
//!
//! The rules look at the shape of words, never at a vocabulary (English month names excepted), so they hold in any
//! language. One pass over the bytes; stretches that stay are copied at once.
//!
//! Works badly when a free text without digits, quotes or slashes varies (names of people, words of a chat): every
//! variant is an error of its own then. Templates (`pattern`) learn those from many events.

use crate::text::{
    AT, BRACKET, COLON, DIGIT, DOT, GRAVE, HEX_LETTER, HIGH, JOINT, OTHER_LETTER, QUOTE, SIGN, SLASH, SPACE,
    SYMBOL, is_day_or_month, is_hex, redacted_end, word,
};

/// What a masked part becomes.
const MASK: &[u8] = b"<*>";
/// A quoted string longer than this is no quoted string but a stray quote.
const QUOTED_MAX: usize = 512;
/// Only the beginning of a message decides; longer ones cost no more.
const MESSAGE_MAX: usize = 1024;

/// Ends a word.
const DELIMITER: u16 = SPACE | QUOTE | GRAVE | BRACKET | SYMBOL;
/// May stand inside a word, between the parts of it.
const PUNCTUATION: u16 = DOT | JOINT | SIGN;

/// The message with what changes from one occurrence to the next replaced by `<*>`; the first 1,024 bytes of it.
///
/// ```
/// use errpredict::mask_message;
/// assert_eq!(mask_message("user 4711 not found at 10.0.0.7:5432"), "user <*> not found at <*>");
/// ```
#[must_use]
pub fn mask_message(message: &str) -> String {
    let mut out = Vec::with_capacity(message.len().min(MESSAGE_MAX) + MASK.len());
    mask(message, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// Appends the masked message to `out`.
pub(super) fn mask(message: &str, out: &mut Vec<u8>) {
    let text = &message.as_bytes()[..message.floor_char_boundary(MESSAGE_MAX)];
    let mut masked = Masked { text, out, copied: 0, after_mask: usize::MAX };
    let mut i = 0;
    while i < text.len() {
        let (end, kinds) = word(text, i, DELIMITER);
        if end > i {
            if kinds & (DIGIT | SLASH | AT | HIGH | COLON) != 0 {
                read_word(&mut masked, i, end, kinds);
            } else if end - i == 3 && is_day_or_month(&text[i..end]) {
                masked.mask(i, end);
            }
        }
        i = end + 1;
        if kinds & (QUOTE | GRAVE) != 0 {
            let after = quoted_end(text, end);
            if after > end {
                masked.mask(end, after);
                i = after;
            }
        } else if kinds & BRACKET != 0
            && let Some(after) = redacted_end(text, end)
        {
            masked.mask(end, after);
            i = after;
        }
    }
    masked.flush(text.len());
}

/// Text that is copied in stretches, with parts left out.
struct Masked<'a> {
    text: &'a [u8],
    out: &'a mut Vec<u8>,
    copied: usize,
    /// Length of `out` just after the last mask.
    after_mask: usize,
}

impl Masked<'_> {
    fn flush(&mut self, up_to: usize) {
        self.out.extend_from_slice(&self.text[self.copied..up_to]);
        self.copied = up_to;
    }

    /// Masks `start..end`; a list of masked parts is one mask, however long the list, and so is `12.5`.
    fn mask(&mut self, start: usize, end: usize) {
        let between = &self.text[self.copied..start];
        let list = self.out.len() == self.after_mask
            && between.iter().all(|byte| matches!(byte, b' ' | b',' | b';' | b'\t' | b'.' | b':' | b'-'));
        if !list {
            self.flush(start);
            self.out.extend_from_slice(MASK);
            self.after_mask = self.out.len();
        }
        self.copied = end;
    }
}

/// A word that may hold something to mask.
fn read_word(masked: &mut Masked<'_>, start: usize, end: usize, kinds: u16) {
    let text = masked.text;
    // Punctuation at the end belongs to the sentence.
    let trailing =
        text[start..end].iter().rev().take_while(|byte| matches!(byte, b'.' | b':' | b'-')).count();
    let end = if trailing == end - start { end } else { end - trailing };
    if kinds & HIGH != 0 {
        other_script(masked, start, end, kinds);
    } else if is_whole_mask(&text[start..end], kinds) {
        masked.mask(start, end);
    } else if kinds & (PUNCTUATION | COLON | SLASH | AT) == 0 {
        part(masked, start, end);
    } else if kinds & DIGIT != 0 {
        parts(masked, start, end);
    }
}

/// Whether all of a word is one variable thing.
fn is_whole_mask(word: &[u8], kinds: u16) -> bool {
    if (kinds & SLASH != 0 && is_path(word)) || (kinds & AT != 0 && is_email(word)) {
        return true;
    }
    if kinds & (OTHER_LETTER | AT) == 0 {
        // Digits, hexadecimal letters and what stands between them.
        return kinds & DIGIT != 0 && (kinds & HEX_LETTER == 0 || is_hex_word(word) || is_uuid(word))
            || kinds & COLON != 0 && is_ip6(word);
    }
    // A time such as 2026-11-23T06:57:22Z, or a hexadecimal number with its 0x.
    let in_time = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b':' | b'.' | b'T' | b'Z' | b'+');
    kinds & DIGIT != 0 && word[0].is_ascii_digit() && (word.iter().all(in_time) || is_hex_word(word))
}

/// Masks inside a word: parts between punctuation, each as a whole or its one run of digits.
fn parts(masked: &mut Masked<'_>, start: usize, end: usize) {
    let text = masked.text;
    let mut from = start;
    while from < end {
        let length = text[from..end].iter().position(|byte| !byte.is_ascii_alphanumeric());
        let to = length.map_or(end, |length| from + length);
        part(masked, from, to);
        from = to + 1;
    }
}

fn part(masked: &mut Masked<'_>, start: usize, end: usize) {
    let part = &masked.text[start..end];
    let Some(first) = part.iter().position(u8::is_ascii_digit) else { return };
    let digits = part[first..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let one_run = !part[first + digits..].iter().any(u8::is_ascii_digit);
    if one_run && (first == 0 || first + digits == part.len()) && !is_hex_word(part) {
        masked.mask(start + first, start + first + digits);
    } else {
        masked.mask(start, end);
    }
}

/// A word with letters of other scripts: every run of digits, of any script, is masked.
fn other_script(masked: &mut Masked<'_>, start: usize, end: usize, kinds: u16) {
    let Ok(word) = std::str::from_utf8(&masked.text[start..end]) else { return };
    if kinds & SLASH != 0 && is_path(word.as_bytes()) || kinds & AT != 0 && is_email(word.as_bytes()) {
        return masked.mask(start, end);
    }
    let mut run = None;
    let mut quote_end = 0;
    for (i, char) in word.char_indices() {
        if start + i < quote_end {
            continue;
        }
        if char.is_numeric() {
            run.get_or_insert(i);
            continue;
        }
        if let Some(from) = run.take() {
            masked.mask(start + from, start + i);
        }
        if let Some(close) = closing_quote(char)
            && let Some(length) = word[i..].find(close)
            && length <= QUOTED_MAX
        {
            let close_length = word[i + length..].chars().next().map_or(1, char::len_utf8);
            quote_end = start + i + length + close_length;
            masked.mask(start + i, quote_end);
        }
    }
    if let Some(from) = run {
        masked.mask(start + from, end);
    }
}

/// The quotes of other languages, where the text between them has no space.
fn closing_quote(open: char) -> Option<&'static [char]> {
    match open {
        '“' => Some(&['”']),
        '„' => Some(&['“', '”']),
        '«' => Some(&['»']),
        '»' => Some(&['«']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        '《' => Some(&['》']),
        _ => None,
    }
}

/// The end of the quoted string that opens with the quote at `i`, or `i` when it opens none.
fn quoted_end(text: &[u8], i: usize) -> usize {
    let quote = text[i];
    // An apostrophe inside a word (don't, l'utente) opens nothing.
    if i > 0 && (text[i - 1].is_ascii_alphanumeric() || text[i - 1] >= 0x80) {
        return i;
    }
    let inside = &text[i + 1..text.len().min(i + 1 + QUOTED_MAX)];
    let mut escaped = false;
    for (length, &byte) in inside.iter().enumerate() {
        match byte {
            b'\n' => return i,
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            _ if byte == quote => {
                let after = inside.get(length + 1);
                if quote != b'\'' || !after.is_some_and(u8::is_ascii_alphanumeric) {
                    return i + length + 2;
                }
            }
            _ => {}
        }
    }
    i
}

/// A file path or URL: begins like one, or has two slashes. `and/or` and `text/html` are words.
pub(crate) fn is_path(word: &[u8]) -> bool {
    let slashes = word.iter().filter(|byte| matches!(byte, b'/' | b'\\')).count();
    let begins = matches!(word, [b'/' | b'\\' | b'~', _, ..] | [b'.', b'/' | b'\\', ..])
        || matches!(word, [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic());
    slashes >= 2 || (slashes == 1 && begins)
}

pub(crate) fn is_email(word: &[u8]) -> bool {
    let Some(at) = word.iter().position(|&byte| byte == b'@') else { return false };
    let (user, host) = (&word[..at], &word[at + 1..]);
    let dot = host.iter().rposition(|&byte| byte == b'.');
    !user.is_empty() && dot.is_some_and(|dot| dot > 0 && dot + 2 < host.len())
}

/// A hexadecimal id: `0x...`, or 6 and more hexadecimal digits of which some are letters and some are not.
fn is_hex_word(word: &[u8]) -> bool {
    let (digits, prefixed) = match word {
        [b'0', b'x' | b'X', rest @ ..] if !rest.is_empty() => (rest, true),
        _ => (word, false),
    };
    is_hex(digits) && (prefixed || (word.len() >= HEX_ID_MIN && word.iter().any(u8::is_ascii_digit)))
}

/// Shorter words of hexadecimal digits are too often names (`e2e`, `b2b`, `ad5`).
const HEX_ID_MIN: usize = 6;

fn is_uuid(word: &[u8]) -> bool {
    word.len() == 36
        && word.iter().enumerate().all(|(i, byte)| match i {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// An IPv6 address: groups of hexadecimal digits with `::`, or eight of them, and a digit or group to see.
pub(crate) fn is_ip6(word: &[u8]) -> bool {
    let colons = word.iter().filter(|&&byte| byte == b':').count();
    let double = word.windows(2).any(|pair| pair == b"::");
    let valid = word.iter().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.'));
    valid && (colons == 7 || (double && colons >= 2 && word.iter().any(u8::is_ascii_digit)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CASES: &[(&str, &str)] = &[
        ("", ""),
        ("Connection refused", "Connection refused"),
        ("user 4711 not found", "user <*> not found"),
        ("took 12.5 s, limit 3.", "took <*> s, limit <*>."),
        ("retry in 500ms on worker-12", "retry in <*>ms on worker-<*>"),
        ("HTTP/1.1 503", "HTTP/<*>"),
        ("took 12ms", "took <*>ms"),
        ("took 12.5ms", "took <*>ms"),
        ("object at 0x7f3a9c2e10", "object at <*>"),
        ("commit 9fceb02 of 3b18e512dba79e4c8300dd08aeb37f8e728b8dad", "commit <*> of <*>"),
        ("order 3f2504e0-4f89-11d3-9a0c-0305e82c3301 lost", "order <*> lost"),
        (
            "order abcdefab-abcd-abcd-abcd-abcdefabcdef: lost",
            "order abcdefab-abcd-abcd-abcd-abcdefabcdef: lost",
        ),
        ("dial tcp 10.0.0.7:5432: refused", "dial tcp <*>: refused"),
        ("peer fe80::1ff:fe23:4567:890a gone", "peer <*> gone"),
        ("peer ::1 gone", "peer <*> gone"),
        ("std::runtime_error in foo::bar", "std::runtime_error in foo::bar"),
        ("mail to anna.schmidt+x@example.co.uk failed", "mail to <*> failed"),
        ("com.acme.Order@1b6d3586 is closed", "com.acme.Order@<*> is closed"),
        ("No module named 'requests'", "No module named <*>"),
        ("unexpected token \"a \\\" b\" here", "unexpected token <*> here"),
        ("can't stop, won't stop", "can't stop, won't stop"),
        ("l'utente 'rossi' non esiste", "l'utente <*> non esiste"),
        ("open /var/lib/app/7.db: no such file", "open <*>: no such file"),
        ("cannot open C:\\Users\\anna\\x.txt", "cannot open <*>"),
        ("GET https://api.example.com/v1/users/17?full=1 failed", "GET <*>?full=<*> failed"),
        ("read and/or write text/html", "read and/or write text/html"),
        ("at 2026-11-23T06:57:22.125Z the end", "at <*> the end"),
        ("at 2026-11-23 06:57:22,125 the end", "at <*> the end"),
        ("on Mon Nov 23 06:57:22 2026 it broke", "on <*> it broke"),
        ("missing ids [1, 2, 3]", "missing ids [<*>]"),
        ("missing ids [1, 2, 3, 4, 5]", "missing ids [<*>]"),
        ("key=42 other=a1b2c3", "key=<*> other=<*>"),
        ("R23-M0-NE-C:J05-U01", "R<*>-M<*>-NE-C:J<*>-U<*>"),
        ("Benutzer „Müller“ nicht gefunden (Nr. 17)", "Benutzer <*> nicht gefunden (Nr. <*>)"),
        ("用户123登录失败", "用户<*>登录失败"),
        ("ユーザー「田中」が見つかりません", "ユーザー<*>が見つかりません"),
        ("لم يتم العثور على المستخدم ٤٧١١", "لم يتم العثور على المستخدم <*>"),
        ("пользователь №42 не найден", "пользователь №<*> не найден"),
        ("l’utilisateur «dupont» est introuvable", "l’utilisateur <*> est introuvable"),
        ("mail to <mail> failed, card <card>.", "mail to <*> failed, card <*>."),
        ("mail to <postman> failed", "mail to <postman> failed"),
    ];

    #[test]
    fn what_varies_is_masked() {
        for (message, expected) in CASES {
            assert_eq!(mask_message(message), *expected, "{message}");
        }
    }

    #[test]
    fn only_the_beginning_of_a_long_message_counts() {
        let long = "ä".repeat(2_000);
        assert_eq!(mask_message(&long).len(), MESSAGE_MAX);
        assert_eq!(mask_message(&format!("{long} 17")), mask_message(&long));
    }

    proptest! {
        #[test]
        fn any_text_gives_valid_text_of_bounded_length(message in any::<String>()) {
            let masked = mask_message(&message);
            let broken = char::REPLACEMENT_CHARACTER;
            prop_assert_eq!(masked.contains(broken) && !message.contains(broken), false);
            prop_assert!(masked.len() <= 3 * message.len() + 3);
        }

        #[test]
        fn any_number_gives_the_same_mask(a in any::<u64>(), b in any::<u64>()) {
            prop_assert_eq!(mask_message(&format!("row {a} of {b}")), "row <*> of <*>");
        }

        #[test]
        fn any_uuid_with_a_digit_gives_the_same_mask(id in any::<u128>()) {
            let hex = format!("{id:032x}");
            let uuid =
                [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-");
            prop_assert_eq!(mask_message(&format!("id {uuid} {hex}")), "id <*>");
        }
    }
}
