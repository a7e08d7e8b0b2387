//! One message → its masked form: variables become marks, everything else stays.
//!
//! The masked form is what messages of one template share before any statistics, so it is the key of the fast
//! path: one pass over the bytes, no allocation after warm-up. What can be told from a single message is decided
//! here: numbers, addresses, paths, hexadecimal, times, quantities, truth values.

use super::words::{
    DELIMITER, SHORTEST_HEX_WORD, colon_separated_hex, date_end, has_digit, has_letter, is_space, is_user,
    is_value_word, name_digits, path_end, skip_spaces, url_end,
};
use crate::pattern::script::unspaced;
use crate::text::{DIGIT, DOT, HIGH, LETTER, SPACE, is_hex, kind, word};

/// A variable.
pub(super) const VARIABLE: u8 = 0x00;
/// One or two digits at the end (or in the middle) of a short name, as in `eth0`: the letters tell names apart.
pub(super) const NAME_DIGITS: u8 = 0x01;
/// Ends one item of the details.
pub(super) const ITEM_END: u8 = 0x02;
/// A space inside a quoted value.
pub(super) const QUOTED_SPACE: u8 = 0x03;
/// In the details of a variable: a collapsed neighbour after " ", ", " or ",".
pub(super) const RUN: [(u8, &str); 3] = [(0x04, " "), (0x05, ", "), (0x06, ",")];
/// In the details of a variable: the first of the codes for the unit of a quantity.
pub(super) const UNIT_CODE: u8 = 0x10;
/// Units whose prefix follows the size of the number, so that "5 KB" and "1 MB" are the same kind of value.
pub(super) const UNITS: [&str; 9] = ["B", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB"];

/// Longest quoted value read as one.
const LONGEST_QUOTED: usize = 200;
/// So many short names in a row are a list of values.
const NAMES_IN_A_LIST: usize = 3;
/// The scanner with its buffers, to be reused from message to message.
#[derive(Debug, Default, Clone)]
pub(super) struct Scan {
    /// The masked form: UTF-8, chunks separated by one space.
    pub(super) masked: Vec<u8>,
    /// Per variable or name, in order: what was collapsed or the digits, each ended by [`ITEM_END`].
    pub(super) details: Vec<u8>,
    /// Everything in the message before this is in `masked`.
    copied: usize,
    /// Where the current chunk starts in the message.
    chunk_from: usize,
    /// What the current chunk holds so far.
    chunk: Chunk,
    /// Where the chunk before starts in `masked`, if it is nothing but a variable (and a comma).
    lone_before: Option<usize>,
    /// The chunks in a row that are nothing but a name with digits.
    names: Names,
}

/// A run of chunks that are nothing but a name with digits.
#[derive(Debug, Default, Clone, Copy)]
struct Names {
    count: usize,
    /// Where the first starts in `masked` and `details`.
    start: usize,
    details_start: usize,
    /// The lone variable before it, as [`Scan::lone_before`].
    lone_before: Option<usize>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Chunk {
    /// Where it starts in `masked` and `details`; set at its first mark.
    start: usize,
    details_start: usize,
    n_marks: usize,
    n_names: usize,
    delimiters: bool,
}

impl Scan {
    /// Reads one message; afterwards `masked` and `details` describe it.
    pub(super) fn read(&mut self, message: &str) {
        let text = message.as_bytes();
        self.masked.clear();
        self.details.clear();
        self.lone_before = None;
        self.names = Names::default();
        let mut at = skip_spaces(text, 0);
        self.copied = at;
        while at < text.len() {
            at = self.read_chunk(message, text, at);
            let next = skip_spaces(text, at);
            if next == text.len() {
                self.copy(text, at);
            } else if next != at + 1 || text[at] != b' ' {
                self.copy(text, at);
                self.masked.push(b' ');
                self.copied = next;
            }
            at = next;
        }
    }

    /// Reads one chunk (no white space inside, except in a quoted value or a date) and gives where it ends.
    fn read_chunk(&mut self, message: &str, text: &[u8], from: usize) -> usize {
        self.chunk = Chunk::default();
        self.chunk_from = from;
        let mut at = from;
        let mut quoted_until = 0;
        while at < text.len() {
            let kind = kind(text[at]);
            if kind == SPACE {
                if at >= quoted_until {
                    break;
                }
                self.copy(text, at);
                self.masked.push(QUOTED_SPACE);
                at += 1;
                self.copied = at;
            } else if kind & DELIMITER != 0 {
                self.chunk.delimiters = true;
                at = self.read_delimiter(text, from, at, &mut quoted_until);
            } else {
                at = self.read_word(message, text, at);
            }
        }
        if self.chunk.n_marks > 0 {
            self.copy(text, at);
            self.end_chunk();
        } else {
            self.lone_before = None;
            self.names.count = 0;
        }
        at
    }

    fn read_delimiter(&mut self, text: &[u8], from: usize, at: usize, quoted_until: &mut usize) -> usize {
        let next = text.get(at + 1).copied();
        match text[at] {
            b'=' if next == Some(b'"') && at >= *quoted_until => {
                let inside = &text[at + 2..(at + 2 + LONGEST_QUOTED).min(text.len())];
                if let Some(length) = inside.iter().position(|byte| *byte == b'"') {
                    *quoted_until = at + 2 + length;
                }
            }
            // An empty value is a value too.
            b'(' if next == Some(b')')
                && at == from
                && text.get(at + 2).is_none_or(|byte| is_space(*byte)) =>
            {
                self.variable(text, at + 1, at + 1);
            }
            b'>' if self.copied == at && self.masked.len() >= 2 => {
                // `<variable>` is a variable.
                let end = self.masked.len();
                if self.masked[end - 2..] == [b'<', VARIABLE] && end - 2 >= self.chunk.start {
                    self.masked.remove(end - 2);
                    self.copied = at + 1;
                }
            }
            b':' if next.is_some_and(|byte| byte == b':' || byte.is_ascii_hexdigit()) && at == from => {
                if let Some(end) = colon_separated_hex(text, at) {
                    self.variable(text, at, end);
                    return end;
                }
            }
            _ => {}
        }
        at + 1
    }

    fn read_word(&mut self, message: &str, text: &[u8], from: usize) -> usize {
        let (end, kinds) = word(text, from, SPACE | DELIMITER);
        let kinds = kinds & !(SPACE | DELIMITER);
        if text.get(end) == Some(&b':')
            && let Some(end) = self.read_address(text, from, end, kinds)
        {
            return end;
        }
        if kinds & !LETTER == 0 {
            return self.read_letters(text, from, end);
        }
        if text[from] == b'/' && end > from + 1 && kinds & (LETTER | DIGIT | HIGH) != 0 {
            let end = path_end(text, end);
            self.variable(text, from, end);
            return end;
        }
        if kinds & HIGH != 0 {
            self.read_unicode(message, text, from, end);
        } else if kinds & DIGIT != 0 {
            self.read_digits(text, from, end);
        } else if text[from] == b'\\' && text[from + 1..end].contains(&b'\\') {
            let end = path_end(text, end);
            self.variable(text, from, end);
            return end;
        } else if kinds & !(LETTER | DOT) == 0 {
            let stem = end - text[from..end].iter().rev().take_while(|byte| **byte == b'.').count();
            if is_value_word(&text[from..stem]) || is_user(text, from, stem) {
                self.variable(text, from, stem);
            }
        }
        end
    }

    /// Things that go on after a colon: addresses with a scheme, drives, hosts with a port, hexadecimal groups.
    fn read_address(&mut self, text: &[u8], from: usize, end: usize, kinds: u16) -> Option<usize> {
        let after = text.get(end + 1).copied()?;
        if after == b'/' && text.get(end + 2) == Some(&b'/') && text[from].is_ascii_alphabetic() {
            let end = url_end(text, end + 3);
            self.variable(text, from, end);
            return Some(end);
        }
        if end == from + 1 && kinds & !LETTER == 0 && (after == b'\\' || after == b'/') {
            let end = path_end(text, end + 1);
            self.variable(text, from, end);
            return Some(end);
        }
        if end - from <= 4
            && (after.is_ascii_hexdigit() || after == b':')
            && let Some(end) = colon_separated_hex(text, from)
        {
            self.variable(text, from, end);
            return Some(end);
        }
        let host = kinds & DIGIT == 0
            && kinds & DOT != 0
            && after.is_ascii_digit()
            && text[from..end].iter().filter(|byte| **byte == b'.').count() >= 2
            && text[from..end].iter().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'.' | b'-'));
        if host {
            self.variable(text, from, end);
            return Some(end);
        }
        None
    }

    fn read_letters(&mut self, text: &[u8], from: usize, end: usize) -> usize {
        let word = &text[from..end];
        match word.len() {
            3 => {
                if let Some(end) = date_end(text, from, end) {
                    self.variable(text, from, end);
                    return end;
                }
            }
            4 | 5 if is_value_word(word) || is_user(text, from, end) => self.variable(text, from, end),
            SHORTEST_HEX_WORD.. if is_hex(word) => self.variable(text, from, end),
            _ => {}
        }
        end
    }

    /// A word with digits and nothing beyond ASCII.
    fn read_digits(&mut self, text: &[u8], from: usize, end: usize) {
        let stem = end - text[from..end].iter().rev().take_while(|byte| **byte == b'.').count();
        let word = &text[from..stem];
        let body = word.iter().position(|byte| !matches!(byte, b'+' | b'-')).unwrap_or(0);
        let n_slashes = word.iter().filter(|byte| **byte == b'/').count();
        let n_dashes = word[body..].iter().filter(|byte| **byte == b'-').count();
        if n_slashes == 1 && word[body] != b'/' && !word.contains(&b'.') {
            let slash = from + word.iter().position(|byte| *byte == b'/').unwrap_or(0);
            for (part_from, part_end) in [(from, slash), (slash + 1, stem)] {
                if text[part_from..part_end].iter().any(u8::is_ascii_digit) {
                    self.read_digits(text, part_from, part_end);
                }
            }
        } else if n_slashes == 0 && n_dashes == 1 {
            let dash = from + word.iter().rposition(|byte| *byte == b'-').unwrap_or(0);
            let (left, right) = (&text[from..dash], &text[dash + 1..stem]);
            if !right.is_empty() && !has_digit(left) && has_letter(left) && left.last() != Some(&b'_') {
                self.variable(text, dash + 1, stem);
            } else if !left.is_empty() && !right.is_empty() && !has_digit(right) && right[0] != b'_' {
                self.variable(text, from, dash);
            } else {
                self.variable(text, from, stem);
            }
        } else if let Some((digits, digits_end)) = name_digits(word) {
            self.name(text, from + digits, from + digits_end);
        } else {
            self.variable(text, from, stem);
            self.read_unit(text, from, stem);
        }
    }

    /// A word with characters beyond ASCII: scripts without spaces are told apart from the rest.
    fn read_unicode(&mut self, message: &str, text: &[u8], from: usize, end: usize) {
        let mut run_from = from;
        for (offset, character) in message[from..end].char_indices() {
            if unspaced(character) || character.is_whitespace() {
                self.read_unicode_run(message, text, run_from, from + offset);
                run_from = from + offset + character.len_utf8();
            }
        }
        self.read_unicode_run(message, text, run_from, end);
    }

    fn read_unicode_run(&mut self, message: &str, text: &[u8], from: usize, end: usize) {
        let run = &message[from..end];
        if run.is_ascii() {
            if has_digit(&text[from..end]) {
                self.read_digits(text, from, end);
            }
        } else if run.chars().any(char::is_numeric) {
            self.variable(text, from, end);
        }
    }

    /// A number followed by the unit of a size takes the unit in, as a detail.
    fn read_unit(&mut self, text: &[u8], from: usize, end: usize) {
        if text.get(end) != Some(&b' ')
            || !matches!(text.get(end + 1), Some(b'B' | b'K' | b'M' | b'G' | b'T'))
        {
            return;
        }
        if !text[from..end].iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') {
            return;
        }
        let word = &text[end + 1..];
        let length = word.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if let Some(unit) = UNITS.iter().position(|unit| unit.as_bytes() == &word[..length])
            && self.details.last() == Some(&ITEM_END)
        {
            self.details.pop();
            self.details.extend([UNIT_CODE + unit as u8, ITEM_END]);
            self.copied = end + 1 + length;
        }
    }

    /// Copies what stands before `until` and has not been copied.
    #[inline]
    fn copy(&mut self, text: &[u8], until: usize) {
        if self.copied < until {
            self.masked.extend_from_slice(&text[self.copied..until]);
            self.copied = until;
        }
    }

    #[inline]
    fn first_mark(&mut self, at: usize) {
        if self.chunk.n_marks == 0 {
            self.chunk.start = self.masked.len() - at.saturating_sub(self.chunk_from).min(self.masked.len());
            self.chunk.details_start = self.details.len();
        }
        self.chunk.n_marks += 1;
    }

    /// Masks `from..end`.
    fn variable(&mut self, text: &[u8], from: usize, end: usize) {
        if self.chunk.n_marks > 0 && self.masked.last() == Some(&VARIABLE) {
            match &text[self.copied.min(from)..from] {
                // Parts of one value: `host:port`, `user@host`.
                b"" | b":" | b"@" => {
                    self.copied = end;
                    return;
                }
                b"," => {
                    self.details.pop();
                    self.details.extend([RUN[2].0, ITEM_END]);
                    self.copied = end;
                    return;
                }
                _ => {}
            }
        }
        self.copy(text, from);
        self.first_mark(from);
        self.masked.push(VARIABLE);
        self.details.push(ITEM_END);
        self.copied = end;
    }

    /// Masks the digits `from..end` of a name.
    fn name(&mut self, text: &[u8], from: usize, end: usize) {
        self.copy(text, from);
        self.first_mark(from);
        self.chunk.n_names += 1;
        self.masked.push(NAME_DIGITS);
        self.details.extend_from_slice(&text[from..end]);
        self.details.push(ITEM_END);
        self.copied = end;
    }

    /// Collapses lists: variables side by side, names side by side.
    fn end_chunk(&mut self) {
        let chunk = self.chunk;
        let lone_name = chunk.n_marks == 1 && chunk.n_names == 1 && !chunk.delimiters;
        if !lone_name {
            self.names.count = 0;
            self.join_variables();
            return;
        }
        self.names.count += 1;
        match self.names.count {
            1 => {
                let lone_before = self.lone_before.take();
                let Chunk { start, details_start, .. } = chunk;
                self.names = Names { count: 1, start, details_start, lone_before };
            }
            NAMES_IN_A_LIST => {
                let Names { count, start, details_start, lone_before } = self.names;
                self.lone_before = lone_before;
                self.replace_by_variable(start, details_start, count - 1);
            }
            n if n > NAMES_IN_A_LIST => self.replace_by_variable(chunk.start, chunk.details_start, 0),
            _ => {}
        }
    }

    /// Puts one variable, with `n_more` collapsed into it, in place of everything from `start`.
    fn replace_by_variable(&mut self, start: usize, details_start: usize, n_more: usize) {
        self.masked.truncate(start);
        self.masked.push(VARIABLE);
        self.details.truncate(details_start);
        self.details.extend(std::iter::repeat_n(RUN[0].0, n_more));
        self.details.push(ITEM_END);
        self.chunk = Chunk { start, details_start, n_marks: 1, ..Chunk::default() };
        self.join_variables();
    }

    /// Joins the current chunk to a lone variable before it, and notes whether it is one itself.
    fn join_variables(&mut self) {
        let Chunk { start, details_start, .. } = self.chunk;
        let starts_with_variable = self.masked.get(start) == Some(&VARIABLE);
        if let (Some(before), true) = (self.lone_before, starts_with_variable) {
            let code = if self.masked[before + 1] == b',' { RUN[1].0 } else { RUN[0].0 };
            self.masked.drain(before + 1..=start);
            self.details[details_start - 1] = code;
            self.chunk.start = before;
        }
        let rest = &self.masked[self.chunk.start..];
        self.lone_before = (rest == [VARIABLE] || rest == [VARIABLE, b',']).then_some(self.chunk.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(message: &str) -> String {
        let mut scan = Scan::default();
        scan.read(message);
        let text = String::from_utf8(scan.masked).unwrap();
        text.replace('\0', "<*>").replace('\u{1}', "<n>").replace('\u{3}', "_")
    }

    #[test]
    fn values_are_masked_and_words_stay() {
        for (message, expected) in [
            (
                "Received block blk_-35875 of size 67108864 from /10.251.42.84",
                "Received block <*> of size <*> from <*>",
            ),
            ("src: /10.251.30.6:33145 dest: host-a:50010", "src: <*> dest: host-a:<*>"),
            ("took 3 ms, 5.2 KB free.", "took <*> ms, <*> free."),
            ("at Fri Jun 17 07:07:00 2005, again", "at <*>, again"),
            ("at Sat May 8 09:04:50 EDT 2004", "at <*>"),
            ("link eth0 up, eth1 down", "link eth<n> up, eth<n> down"),
            ("node-128 and nodes", "node-<*> and nodes"),
            ("uid=0 user=root ok=True", "uid=<*> user=<*> ok=<*>"),
            ("fetch https://a.b/c?d=1, then C:\\Windows\\x.dll", "fetch <*>, then <*>"),
            ("mac 00:11:43:e3:ba:c3 ip6 fe80::1 time 10:46:47.425 :", "mac <*> ip<n> <*> time <*> :"),
            ("speeds ( 1 2 3 **** 4 5 )", "speeds ( <*> **** <*> )"),
            ("id 131FE7ED-87F7-471D-8797-C11107688DF7 gone", "id <*> gone"),
            ("tag=\"View Lock 5\" x", "tag=\"View_Lock_<*>\" x"),
            ("  two   spaces\tand tab ", "two spaces and tab"),
            ("from () at", "from (<*>) at"),
            ("msgid=<2005.x7@host>, y", "msgid=<<*>@host>, y"),
            ("mapped n14 n15 n16 n17", "mapped <*>"),
            ("用户12345登录失败", "用户<*>登录失败"),
            ("Ошибка 17 в модуле", "Ошибка <*> в модуле"),
            ("größe2 zu klein", "<*> zu klein"),
            ("١٢٣ خطأ", "<*> خطأ"),
            ("", ""),
            ("to proxy.cse.example.org:5070 x", "to <*> x"),
            ("[ib_sm.c:1831]: sweep", "[ib_sm.c:<*>]: sweep"),
        ] {
            assert_eq!(masked(message), expected, "{message}");
        }
    }
}
