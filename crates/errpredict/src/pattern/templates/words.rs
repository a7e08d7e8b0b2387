//! What a single word of a message looks like: values, users, numbers in names, addresses, dates.

use crate::text::{
    AT, BRACKET, COLON, DAYS, DIGIT, GRAVE, HIGH, JOINT, LETTER, MONTHS, QUOTE, SIGN, SLASH, SPACE, SYMBOL,
    kind,
};

/// Ends a word. A full stop, hyphen, underscore or slash does not: numbers, addresses, versions, names and paths contain
/// them.
pub(super) const DELIMITER: u16 = BRACKET | QUOTE | COLON | AT | SIGN;

/// Longest name with digits whose letters are kept; longer ones are identifiers.
const LONGEST_NAME: usize = 12;
/// Most digits kept in a name: at its end, in its middle.
const NAME_MOST_DIGITS: (usize, usize) = (2, 1);
/// Shortest word of the letters a to f taken for a hexadecimal number: no common word is that long.
pub(super) const SHORTEST_HEX_WORD: usize = 8;
/// Words that are values wherever they stand (the Boolean rule of Khan, Shin, Bianculli and Briand: Guidelines for
/// Assessing the Accuracy of Log Message Template Identification Techniques, ICSE 2022).
const VALUE_WORDS: [&[u8]; 3] = [b"true", b"false", b"null"];
/// Users that every system has (the user-string rule of the same guidelines). They are words as well (the root cause,
/// the admin page), so only where a user is named are they values.
const USERS: [&[u8]; 2] = [b"root", b"admin"];
/// What names a user before it, and what may stand before one.
const BEFORE_A_USER: [&[u8]; 4] = [b"user", b"username", b"account", b"login"];
const BEFORE_ANYBODY: [&[u8]; 6] = [b"for", b"of", b"by", b"as", b"from", b"to"];
/// What goes on after a name, where a noun would make it a part of another (`for root cause`).
const AFTER_A_NAME: [&[u8]; 10] =
    [b"from", b"by", b"on", b"at", b"in", b"via", b"with", b"to", b"and", b"or"];

#[inline]
pub(super) fn is_space(byte: u8) -> bool {
    kind(byte) == SPACE
}

pub(super) fn skip_spaces(text: &[u8], mut at: usize) -> usize {
    while at < text.len() && is_space(text[at]) {
        at += 1;
    }
    at
}

pub(super) fn has_digit(word: &[u8]) -> bool {
    word.iter().any(u8::is_ascii_digit)
}

pub(super) fn has_letter(word: &[u8]) -> bool {
    word.iter().any(u8::is_ascii_alphabetic)
}

pub(super) fn is_value_word(word: &[u8]) -> bool {
    matches!(word.len(), 4 | 5) && VALUE_WORDS.iter().any(|value| word.eq_ignore_ascii_case(value))
}

/// Whether `root` or `admin` names a user there: right after punctuation that opens a value, or by the words around it.
#[inline]
pub(super) fn is_user(text: &[u8], from: usize, end: usize) -> bool {
    USERS.iter().any(|user| text[from..end].eq_ignore_ascii_case(user)) && names_a_user(text, from, end)
}

#[cold]
fn names_a_user(text: &[u8], from: usize, end: usize) -> bool {
    let Some(before) = text[..from].last() else { return false };
    if !is_space(*before) {
        return kind(*before) & DELIMITER != 0;
    }
    let known = |words: &[&[u8]], word: &[u8]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    let mut words = text[..from].rsplit(|byte| is_space(*byte)).filter(|word| !word.is_empty());
    let last = words.next().unwrap_or_default();
    if known(&BEFORE_A_USER, last) {
        return true;
    }
    let after = &text[end..];
    let next = after.split(|byte| is_space(*byte)).find(|word| !word.is_empty()).unwrap_or_default();
    let ends = after.first().is_none_or(|byte| !is_space(*byte))
        || !next.first().is_some_and(u8::is_ascii_alphabetic);
    known(&BEFORE_ANYBODY, last) && (ends || known(&AFTER_A_NAME, next))
}

/// The digits of a short name such as `eth0`, `jk2_init` or `IRQ14`: their place in the word.
pub(super) fn name_digits(word: &[u8]) -> Option<(usize, usize)> {
    if word.len() > LONGEST_NAME {
        return None;
    }
    let is_name = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_';
    let start = word.iter().position(|byte| !is_name(byte))?;
    let end = start + word[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let most = if end == word.len() { NAME_MOST_DIGITS.0 } else { NAME_MOST_DIGITS.1 };
    (start > 0 && end > start && end - start <= most && word[end..].iter().all(is_name))
        .then_some((start, end))
}

/// End of an address: white space, quotes, brackets, or a comma or semicolon.
pub(super) fn url_end(text: &[u8], from: usize) -> usize {
    let ends = |byte: &u8| is_space(*byte) || b"\"'<>()[]{},;|".contains(byte);
    from + text[from..].iter().position(ends).unwrap_or(text.len() - from)
}

/// End of a path: as an address, or a colon.
pub(super) fn path_end(text: &[u8], from: usize) -> usize {
    let ends = |byte: &u8| is_space(*byte) || b"\"'<>()[]{},;|:".contains(byte);
    from + text[from..].iter().position(ends).unwrap_or(text.len() - from)
}

/// End of groups of hexadecimal digits between colons: a hardware address, an address of IP version 6, a time.
pub(super) fn colon_separated_hex(text: &[u8], from: usize) -> Option<usize> {
    let (mut at, mut n_colons, mut group, mut n_groups, mut digits) = (from, 0, 0, 0, false);
    while let Some(byte) = text.get(at) {
        match byte {
            b':' => {
                n_colons += 1;
                group = 0;
            }
            _ if byte.is_ascii_hexdigit() => {
                n_groups += usize::from(group == 0);
                group += 1;
                digits |= byte.is_ascii_digit();
                if group > 4 {
                    return None;
                }
            }
            _ => break,
        }
        at += 1;
    }
    let goes_on = text
        .get(at)
        .is_some_and(|byte| kind(*byte) & (LETTER | DIGIT | JOINT | SYMBOL | GRAVE | HIGH | SLASH) != 0);
    if n_colons < 2 || n_groups < 2 || goes_on || !(digits || n_groups >= 5) {
        return None;
    }
    // A fraction of a second belongs to a time; a colon at the end belongs to the text.
    if text.get(at) == Some(&b'.') {
        let fraction = text[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at += if fraction > 0 { fraction + 1 } else { 0 };
    } else if text[at - 1] == b':' && text[at - 2] != b':' {
        at -= 1;
    }
    Some(at)
}

/// End of a date as `ctime` writes it, "Fri Jun 17 07:07:00 2005", with or without a zone, given its first word.
pub(super) fn date_end(text: &[u8], from: usize, end: usize) -> Option<usize> {
    if !DAYS.contains(&&text[from..end]) {
        return None;
    }
    let mut words = Words { text, at: end };
    let month = words.next()?;
    if !MONTHS.contains(&month) {
        return None;
    }
    let (day, time) = (words.next()?, words.next()?);
    if !day.iter().all(u8::is_ascii_digit) || !time.contains(&b':') {
        return None;
    }
    let after_time = words.at;
    let mut year = words.next();
    if year.is_some_and(|word| (2..=5).contains(&word.len()) && word.iter().all(u8::is_ascii_uppercase)) {
        year = words.next();
    }
    let whole = year.is_some_and(|word| {
        word.len() >= 4
            && word[..4].iter().all(u8::is_ascii_digit)
            && !word.get(4).is_some_and(u8::is_ascii_alphanumeric)
    });
    Some(if whole { words.at - year.map_or(0, |word| word.len() - 4) } else { after_time })
}

/// Words between white space.
struct Words<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let from = skip_spaces(self.text, self.at);
        let length = self.text[from..].iter().take_while(|byte| !is_space(**byte)).count();
        self.at = from + length;
        (length > 0).then(|| &self.text[from..from + length])
    }
}
