//! A scanner of JSON that looks only at the fields an event needs and steps over the rest.
//!
//! It checks all of RFC 8259, what is stepped over too, and allocates nothing: values are spans of the line, and
//! only strings with escapes are copied, into a text that is used again for every line. Objects are walked along
//! the tree of field names. Since lines of one program have their keys in one order, the key met at a place is
//! compared with the one met there in the line before, and looked up only when it differs.
//!
//! Rules: nesting up to 128 levels; half a surrogate pair (`"\ud83d"`) is read as U+FFFD; a number may have any
//! size (whoever uses it checks that it is finite).

mod scanner;
mod strings;
mod values;

pub(crate) use scanner::{Scanned, Scanner};
pub(crate) use values::{next_value, value_end};

use super::colour;
use super::draft::{Draft, Span, Value};
use super::fields::{Field, FieldTree, Meaning, ROOT, Reading, UNKNOWN};
use super::level;
use strings::find_special;

/// Keys remembered of the line before.
const MAX_REMEMBERED: usize = 256;
/// A key of so many bytes with its quote is no field of ours that is worth remembering.
const MAX_KEY: usize = 2 * size_of::<u128>();

/// A key with the quote that ends it, compared sixteen bytes at a time.
#[derive(Debug, Clone)]
struct Remembered {
    parent: u32,
    node: u32,
    /// Bytes of the key and its quote.
    length: usize,
    words: [u128; 2],
    masks: [u128; 2],
}

impl Remembered {
    fn new(parent: u32, node: u32, key: &[u8]) -> Option<Remembered> {
        let length = key.len() + 1;
        if length > MAX_KEY {
            return None;
        }
        let (mut words, mut masks) = ([0; 2], [0; 2]);
        for (i, &byte) in key.iter().chain(b"\"").enumerate() {
            let shift = i % size_of::<u128>() * 8;
            words[i / size_of::<u128>()] |= u128::from(byte) << shift;
            masks[i / size_of::<u128>()] |= 0xff << shift;
        }
        Some(Remembered { parent, node, length, words, masks })
    }

    /// Whether `text` begins with the key and its quote.
    #[inline]
    fn begins(&self, text: &[u8]) -> bool {
        let is_word = |i: usize, word: &[u8; 16]| u128::from_le_bytes(*word) & self.masks[i] == self.words[i];
        match text.as_chunks::<16>().0 {
            [first, ..] if self.length <= first.len() => is_word(0, first),
            [first, second, ..] => is_word(0, first) && is_word(1, second),
            // Near the end of the line; the bytes that are missing there match no quote.
            _ => {
                let mut padded = [0; MAX_KEY];
                padded[..text.len()].copy_from_slice(text);
                let words = padded.as_chunks::<16>().0;
                is_word(0, &words[0]) && is_word(1, &words[1])
            }
        }
    }
}

/// What a thread keeps from line to line.
#[derive(Debug, Default)]
pub(crate) struct JsonMemory {
    keys: Vec<Remembered>,
    /// Whether members that mean nothing are kept as attributes.
    pub(crate) keeps_rest: bool,
    /// Those of the object being read: from the key's quote to the end of the value.
    rest: Vec<(usize, usize)>,
}

/// One object of a line into a draft; anything but spaces after it is an error.
pub(crate) fn event_object(
    line: &str,
    tree: &FieldTree,
    memory: &mut JsonMemory,
    scratch: &mut String,
    draft: &mut Draft,
) -> Scanned<()> {
    let end = object_at(line, 0, tree, memory, scratch, draft)?;
    if end == line.len() {
        return Ok(());
    }
    let mut scanner = Scanner::new(line);
    scanner.at = end;
    Err(scanner.bad("the end of the line"))
}

/// The object that begins at `at`, or after spaces there, into a draft; where it and the spaces after it end.
pub(crate) fn object_at(
    line: &str,
    at: usize,
    tree: &FieldTree,
    memory: &mut JsonMemory,
    scratch: &mut String,
    draft: &mut Draft,
) -> Scanned<usize> {
    let mut scanner = Scanner::new(line);
    scanner.at = at;
    scanner.space();
    if scanner.peek() != Some(b'{') {
        return Err(scanner.bad("a JSON object"));
    }
    memory.rest.clear();
    let mut walk = Walk { tree, memory, scratch, draft, n_keys: 0 };
    scanner.object(ROOT, &mut walk)?;
    scanner.space();
    if !walk.memory.rest.is_empty() {
        draft.attributes = Some(rest_of(line, &memory.rest, scratch));
    }
    Ok(scanner.at)
}

/// The members that mean nothing, as an object of their own. What stands under `attributes` is that already.
#[cold]
fn rest_of(line: &str, rest: &[(usize, usize)], scratch: &mut String) -> Span {
    let begin = scratch.len();
    scratch.push('{');
    for &(from, to) in rest {
        let member = line.get(from..to).unwrap_or("");
        let inside = member
            .strip_prefix(ATTRIBUTES)
            .and_then(|value| value.trim_start().strip_prefix(':'))
            .and_then(|value| value.trim().strip_prefix('{')?.strip_suffix('}'));
        let text = inside.unwrap_or(member).trim();
        if !text.is_empty() {
            if scratch.len() > begin + 1 {
                scratch.push(',');
            }
            // Line ends of an object that is written over several lines; those in strings are escaped.
            scratch
                .extend(text.chars().map(|letter| if matches!(letter, '\n' | '\r') { ' ' } else { letter }));
        }
    }
    scratch.push('}');
    Span::scratch(begin, scratch.len())
}

/// The key under which events have what is no field.
const ATTRIBUTES: &str = "\"attributes\"";

struct Walk<'w> {
    tree: &'w FieldTree,
    memory: &'w mut JsonMemory,
    scratch: &'w mut String,
    draft: &'w mut Draft,
    n_keys: usize,
}

impl Walk<'_> {
    /// The key at this place of the line before, if `text` begins with it.
    #[inline]
    fn remembered(&self, parent: u32, text: &[u8]) -> Option<(u32, usize)> {
        let known = self.memory.keys.get(self.n_keys)?;
        (known.parent == parent && known.begins(text)).then_some((known.node, known.length))
    }

    #[cold]
    fn look_up(&mut self, parent: u32, key: &[u8]) -> u32 {
        let node = self.tree.child(parent, key);
        if self.n_keys < MAX_REMEMBERED
            && let Some(known) = Remembered::new(parent, node, key)
        {
            let keys = &mut self.memory.keys;
            // A place after one that was not worth remembering is none.
            if self.n_keys < keys.len() {
                keys[self.n_keys] = known;
            } else if self.n_keys == keys.len() {
                keys.push(known);
            }
        }
        node
    }
}

/// The walk along the tree of names.
impl Scanner<'_> {
    /// An object whose fields are looked for under `parent`. Recursion is as deep as the tree of names.
    fn object(&mut self, parent: u32, walk: &mut Walk<'_>) -> Scanned<()> {
        self.deeper()?;
        self.at += 1;
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            self.depth -= 1;
            return Ok(());
        }
        loop {
            let key_at = self.at;
            let node = self.key(parent, walk)?;
            if self.peek() == Some(b':') {
                self.at += 1;
            } else {
                self.space();
                self.expect(b':', "`:` after a key")?;
            }
            self.space();
            self.member(node, walk)?;
            if walk.memory.keeps_rest
                && parent == ROOT
                && (node == UNKNOWN || self.text[key_at..self.at].starts_with(ATTRIBUTES))
            {
                walk.memory.rest.push((key_at, self.at));
            }
            match self.peek() {
                Some(b',') => self.at += 1,
                _ => {
                    self.space();
                    match self.peek() {
                        Some(b',') => self.at += 1,
                        Some(b'}') => {
                            self.at += 1;
                            self.depth -= 1;
                            return Ok(());
                        }
                        _ => return Err(self.bad("`,` or `}`")),
                    }
                }
            }
            self.space();
        }
    }

    #[inline]
    fn key(&mut self, parent: u32, walk: &mut Walk<'_>) -> Scanned<u32> {
        if self.peek() != Some(b'"') {
            return Err(self.bad("a key in quotes"));
        }
        let start = self.at + 1;
        if let Some((node, length)) = walk.remembered(parent, &self.bytes[start..]) {
            walk.n_keys += 1;
            self.at = start + length;
            return Ok(node);
        }
        let end = find_special(self.bytes, start);
        if self.bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            let node = walk.look_up(parent, &self.bytes[start..end]);
            walk.n_keys += 1;
            return Ok(node);
        }
        let before = walk.scratch.len();
        let span = self.string(walk.scratch)?;
        let node = walk.tree.child(parent, span.of(self.text, walk.scratch).as_bytes());
        walk.n_keys += 1;
        walk.scratch.truncate(before);
        Ok(node)
    }

    #[inline]
    fn member(&mut self, node: u32, walk: &mut Walk<'_>) -> Scanned<()> {
        if node == UNKNOWN {
            return self.skip();
        }
        let start = self.at;
        match self.peek() {
            Some(b'"') => {
                let span = self.string(walk.scratch)?;
                if let Some(mut meaning) = walk.tree.meaning(node) {
                    if meaning.reading != Reading::Plain || meaning.field == Field::Severity {
                        match meaning.told_by(span.of(self.text, walk.scratch)) {
                            Some(told) => meaning = told,
                            None => return Ok(()),
                        }
                    }
                    walk.draft.set(meaning, Value::Text(span));
                }
                return Ok(());
            }
            Some(b'{') if walk.tree.has_children(node) => return self.object(node, walk),
            Some(b'-' | b'0'..=b'9') => {
                self.number()?;
                if let Some(meaning) = walk.tree.meaning(node) {
                    walk.draft.set(meaning, Value::Number(Span::line(start, self.at)));
                }
                return Ok(());
            }
            Some(b'n') => return self.skip(),
            _ => {}
        }
        if self.peek() == Some(b'[') && walk.tree.has_children(node) {
            return self.first_of_list(node, walk);
        }
        let Some(meaning) = walk.tree.meaning(node) else { return self.skip() };
        if self.peek() == Some(b'[')
            && matches!(meaning.field, Field::StackTrace | Field::Message)
            && meaning.reading != Reading::TextOrBytes
        {
            return self.text_lines(meaning, walk);
        }
        if self.peek() == Some(b'[')
            && matches!(meaning.reading, Reading::TextOrBytes | Reading::SyslogNumber)
        {
            return self.journal_list(meaning, walk);
        }
        if meaning.reading == Reading::Tags {
            return self.level_among(meaning, walk);
        }
        self.skip()?;
        walk.draft.set(meaning, Value::Other(Span::line(start, self.at)));
        Ok(())
    }

    /// `["error","plugins"]`: words, the first of which that is a level counts.
    fn level_among(&mut self, meaning: Meaning, walk: &mut Walk<'_>) -> Scanned<()> {
        if self.peek() != Some(b'[') {
            return self.skip();
        }
        let mut found = None;
        let before = walk.scratch.len();
        self.elements(&mut |scanner| {
            if scanner.peek() != Some(b'"') || found.is_some() {
                return scanner.skip();
            }
            let span = scanner.string(walk.scratch)?;
            found = Some(span).filter(|span| level::surely(span.of(scanner.text, walk.scratch)).is_some());
            Ok(())
        })?;
        match found {
            Some(span) => walk.draft.set(meaning, Value::Text(span)),
            None => walk.scratch.truncate(before),
        }
        Ok(())
    }

    /// A list of objects where others write one: the first counts, as the exception that was met.
    #[cold]
    fn first_of_list(&mut self, node: u32, walk: &mut Walk<'_>) -> Scanned<()> {
        let meaning = walk.tree.meaning(node);
        let start = self.at;
        // Keys inside are not those of the line before.
        let n_keys = std::mem::replace(&mut walk.n_keys, MAX_REMEMBERED);
        let (mut n, mut objects) = (0, 0);
        let mut lines: Option<Span> = None;
        self.elements(&mut |scanner| {
            n += 1;
            match scanner.peek() {
                Some(b'{') if n == 1 => {
                    objects += 1;
                    scanner.object(node, walk)
                }
                Some(b'"') => {
                    let span = scanner.string(walk.scratch)?;
                    lines = Some(push_line(lines, span, scanner.text, walk.scratch));
                    Ok(())
                }
                _ => scanner.skip(),
            }
        })?;
        walk.n_keys = n_keys;
        if let (Some(meaning), 0) = (meaning, objects) {
            let value = lines.map_or(Value::Other(Span::line(start, self.at)), Value::Text);
            walk.draft.set(meaning, value);
        }
        Ok(())
    }

    /// A trace written as a list of its lines.
    #[cold]
    fn text_lines(&mut self, meaning: Meaning, walk: &mut Walk<'_>) -> Scanned<()> {
        let start = self.at;
        let mut lines: Option<Span> = None;
        self.elements(&mut |scanner| {
            if scanner.peek() != Some(b'"') {
                return scanner.skip();
            }
            let span = scanner.string(walk.scratch)?;
            lines = Some(push_line(lines, span, scanner.text, walk.scratch));
            Ok(())
        })?;
        let value = lines.map_or(Value::Other(Span::line(start, self.at)), Value::Text);
        walk.draft.set(meaning, value);
        Ok(())
    }

    /// What journald writes as a list: the bytes of a text, or the values of a field that was set several times, of which
    /// the first counts.
    #[cold]
    fn journal_list(&mut self, meaning: Meaning, walk: &mut Walk<'_>) -> Scanned<()> {
        let start = self.at;
        let (mut first, scratch) = (None, &mut *walk.scratch);
        self.elements(&mut |scanner| match first {
            None => {
                first = Some(scanner.scalar_value(scratch)?);
                Ok(())
            }
            Some(_) => scanner.skip(),
        })?;
        let list = &self.text[start..self.at];
        let value = match (meaning.reading, first.flatten()) {
            (Reading::TextOrBytes, Some(Value::Number(_))) => bytes(list).map(|bytes| {
                let before = scratch.len();
                scratch.push_str(&String::from_utf8_lossy(&colour::strip(&bytes)));
                Value::Text(Span::scratch(before, scratch.len()))
            }),
            (_, first) => first,
        };
        walk.draft.set(meaning, value.unwrap_or(Value::Other(Span::line(start, self.at))));
        Ok(())
    }
}

/// Adds a line to those before it, which stand at the end of the scratch text once there are two.
fn push_line(before: Option<Span>, line: Span, text: &str, scratch: &mut String) -> Span {
    let Some(before) = before else { return line };
    let line = line.of(text, scratch);
    // Frames are indented where a trace is one text.
    let indent = if line.starts_with("at ") || line.starts_with("... ") { "\t" } else { "" };
    let joined = format!("{}\n{indent}{line}", before.of(text, scratch));
    let begin = scratch.len();
    scratch.push_str(&joined);
    Span::scratch(begin, scratch.len())
}

/// The bytes of `[98,111,111,109]`, if it is such a list.
fn bytes(list: &str) -> Option<Vec<u8>> {
    let inside = list.strip_prefix('[')?.strip_suffix(']')?;
    inside.split(',').map(|number| number.trim().parse().ok()).collect()
}

/// The keys of the first object in `text`, as far as it is whole.
pub(crate) fn keys(text: &str) -> Vec<&str> {
    let mut keys = Vec::new();
    // What is broken or cut off ends the list, and the reader will say why.
    let _ = Scanner::new(text).members(&mut |scanner, key| {
        keys.push(key);
        scanner.skip()
    });
    keys
}
