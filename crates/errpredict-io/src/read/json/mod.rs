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
mod values;

pub(crate) use scanner::{Scanned, Scanner};
pub(crate) use values::{next_value, value_end};

use super::draft::{Draft, Span, Value};
use super::fields::{FieldTree, ROOT, UNKNOWN};
use scanner::find_special;

/// Keys remembered of the line before.
const MAX_REMEMBERED: usize = 256;
/// A longer key is no field of ours that is worth remembering.
const MAX_KEY: usize = 64;

#[derive(Debug, Clone)]
struct Remembered {
    parent: u32,
    node: u32,
    length: u8,
    key: [u8; MAX_KEY],
}

/// What a thread keeps from line to line.
#[derive(Debug, Default)]
pub(crate) struct JsonMemory {
    keys: Vec<Remembered>,
}

/// One object of a line into a draft; anything but spaces after it is an error.
pub(crate) fn event_object(
    line: &str,
    tree: &FieldTree,
    memory: &mut JsonMemory,
    scratch: &mut String,
    draft: &mut Draft,
) -> Scanned<()> {
    let mut scanner = Scanner::new(line);
    scanner.space();
    if scanner.peek() != Some(b'{') {
        return Err(scanner.bad("a JSON object"));
    }
    let mut walk = Walk { tree, memory, scratch, draft, n_keys: 0 };
    scanner.object(ROOT, &mut walk)?;
    scanner.space();
    if scanner.at == line.len() { Ok(()) } else { Err(scanner.bad("the end of the line")) }
}

struct Walk<'w> {
    tree: &'w FieldTree,
    memory: &'w mut JsonMemory,
    scratch: &'w mut String,
    draft: &'w mut Draft,
    n_keys: usize,
}

impl Walk<'_> {
    #[inline]
    fn node(&mut self, parent: u32, key: &[u8]) -> u32 {
        let place = self.n_keys;
        self.n_keys += 1;
        if let Some(known) = self.memory.keys.get(place)
            && known.parent == parent
            && known.key.get(..known.length as usize) == Some(key)
        {
            return known.node;
        }
        self.look_up(place, parent, key)
    }

    #[cold]
    fn look_up(&mut self, place: usize, parent: u32, key: &[u8]) -> u32 {
        let node = self.tree.child(parent, key);
        if key.len() <= MAX_KEY && place <= self.memory.keys.len() && place < MAX_REMEMBERED {
            let mut known = Remembered { parent, node, length: key.len() as u8, key: [0; MAX_KEY] };
            known.key[..key.len()].copy_from_slice(key);
            if place == self.memory.keys.len() {
                self.memory.keys.push(known);
            } else {
                self.memory.keys[place] = known;
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
            let node = self.key(parent, walk)?;
            if self.peek() == Some(b':') {
                self.at += 1;
            } else {
                self.space();
                self.expect(b':', "`:` after a key")?;
            }
            self.space();
            self.member(node, walk)?;
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
        let end = find_special(self.bytes, start);
        if self.bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            let bytes = self.bytes;
            return Ok(walk.node(parent, &bytes[start..end]));
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
                if let Some(meaning) = walk.tree.meaning(node) {
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
        self.skip()?;
        if let Some(meaning) = walk.tree.meaning(node) {
            walk.draft.set(meaning, Value::Other(Span::line(start, self.at)));
        }
        Ok(())
    }
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
