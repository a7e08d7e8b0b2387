//! The text of a template, from its forms and what was collapsed in them.

use super::Form;
use super::align::align;
use super::scan::{ITEM_END, NAME_DIGITS, QUOTED_SPACE, RUN, UNIT_CODE, UNITS, VARIABLE};

/// The mark of a variable in a text.
pub(super) const MARK: &str = "<*>";
/// Items beyond this many are not told apart.
const MOST_ITEMS: usize = 64;

/// What the messages of a form had in common inside their variables and names: the length of a list, a unit, the
/// digits of a name.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Details {
    /// As the scanner wrote them for the first message.
    first: Box<[u8]>,
    /// Bit i: item i was not the same in all messages.
    varying: u64,
    /// Whether anything may still turn out to vary.
    live: bool,
}

fn items(details: &[u8]) -> impl Iterator<Item = &[u8]> {
    details.split_inclusive(|byte| *byte == ITEM_END).map(|item| &item[..item.len().saturating_sub(1)])
}

/// How many items a chunk of the masked form has.
fn n_marks(chunk: &str) -> usize {
    chunk.bytes().filter(|byte| matches!(*byte, VARIABLE | NAME_DIGITS)).count()
}

impl Details {
    pub(super) fn first(details: &[u8]) -> Self {
        Details { first: details.into(), varying: 0, live: !details.is_empty() }
    }

    /// Compares one more message of the same form.
    #[inline]
    pub(super) fn note(&mut self, details: &[u8]) {
        if self.live && *self.first != *details {
            self.note_difference(details);
        }
    }

    fn note_difference(&mut self, details: &[u8]) {
        let mut n_items = 0;
        for (at, (known, new)) in items(&self.first).zip(items(details)).take(MOST_ITEMS).enumerate() {
            self.varying |= u64::from(known != new) << at;
            n_items = at + 1;
        }
        self.live = n_items > 0 && self.varying.count_ones() < n_items as u32;
    }

    /// Compares one more message of the same template but another form, chunk by chunk where the chunks agree.
    pub(super) fn note_chunks(&mut self, masked: &str, other: &[&str], details: &[u8]) {
        let (mut at, mut other_items) = (0, items(details));
        for (chunk, other_chunk) in masked.split(' ').zip(other) {
            let theirs: Vec<&[u8]> = other_items.by_ref().take(n_marks(other_chunk)).collect();
            let n = n_marks(chunk);
            if chunk == *other_chunk {
                for (offset, new) in theirs.into_iter().enumerate().take(MOST_ITEMS.saturating_sub(at)) {
                    let differs = items(&self.first).nth(at + offset) != Some(new);
                    self.varying |= u64::from(differs) << (at + offset);
                }
            }
            at += n;
        }
    }

    /// The item, if it was the same in all messages.
    fn constant(&self, at: usize) -> Option<&[u8]> {
        if at >= MOST_ITEMS || self.varying >> at & 1 == 1 {
            return None;
        }
        items(&self.first).nth(at)
    }
}

/// The text of a template from its forms, oldest first: `most` of those seen decide, and all made by generalising.
pub(super) fn render(forms: &[&Form], most: usize) -> String {
    // Forms with parts in brackets have more chunks than those without; all others have as many.
    let lengths = forms.iter().map(|form| form.masked.split(' ').count());
    let Some(n_chunks) = lengths.min() else { return MARK.to_owned() };
    let chunks_of = |form: &&&Form| form.masked.split(' ').count() == n_chunks;
    let seen = forms.iter().filter(|form| form.details.is_some()).take(most);
    let voters: Vec<Vec<(String, &str)>> = seen.filter(chunks_of).map(|form| render_chunks(form)).collect();
    let made = forms.iter().filter(|form| form.details.is_none());
    let general: Vec<Vec<&str>> =
        made.filter(chunks_of).map(|form| form.masked.split(' ').collect()).collect();
    let mut text = String::new();
    for at in 0..n_chunks {
        if at > 0 {
            text.push(' ');
        }
        let masked: Vec<&str> =
            voters.iter().map(|chunks| chunks[at].1).chain(general.iter().map(|chunks| chunks[at])).collect();
        let same = masked.iter().all(|chunk| *chunk == masked[0]);
        match voters.first() {
            Some(first) if same && voters.iter().all(|chunks| chunks[at].0 == first[at].0) => {
                text.push_str(&first[at].0);
            }
            _ => {
                let chunk = if same { masked[0].to_owned() } else { align(&masked).general };
                render_chunk(&chunk, None, &mut 0, &mut text);
            }
        }
    }
    text
}

/// The chunks of a form, rendered and masked.
fn render_chunks(form: &Form) -> Vec<(String, &str)> {
    let mut item = 0;
    let render_one = |chunk| {
        let mut text = String::new();
        render_chunk(chunk, form.details.as_ref(), &mut item, &mut text);
        (text, chunk)
    };
    form.masked.split(' ').map(render_one).collect()
}

fn render_chunk(chunk: &str, details: Option<&Details>, item: &mut usize, text: &mut String) {
    let bytes = chunk.as_bytes();
    let mut from = 0;
    for (at, byte) in bytes.iter().enumerate() {
        match *byte {
            VARIABLE => {
                text.push_str(&chunk[from..at]);
                text.push_str(MARK);
                for code in details.and_then(|details| details.constant(*item)).unwrap_or(&[]) {
                    push_code(*code, text);
                }
                *item += 1;
                from = at + 1;
            }
            NAME_DIGITS => {
                text.push_str(&chunk[from..at]);
                from = at + 1;
                match details
                    .and_then(|details| details.constant(*item))
                    .and_then(|digits| std::str::from_utf8(digits).ok())
                {
                    Some(digits) => text.push_str(digits),
                    None => {
                        // The whole name is a variable.
                        let kept = text.trim_end_matches(in_name).len();
                        text.truncate(kept);
                        text.push_str(MARK);
                        from += bytes[from..].iter().take_while(|byte| in_name(char::from(**byte))).count();
                    }
                }
                *item += 1;
            }
            QUOTED_SPACE => {
                text.push_str(&chunk[from..at]);
                text.push(' ');
                from = at + 1;
            }
            _ => {}
        }
    }
    text.push_str(&chunk[from..]);
}

fn in_name(character: char) -> bool {
    character.is_ascii_alphabetic() || character == '_'
}

fn push_code(code: u8, text: &mut String) {
    if let Some((_, separator)) = RUN.iter().find(|(known, _)| *known == code) {
        text.push_str(separator);
        text.push_str(MARK);
    } else if let Some(unit) = code.checked_sub(UNIT_CODE).and_then(|unit| UNITS.get(unit as usize)) {
        text.push(' ');
        text.push_str(unit);
    }
}

impl super::Template {
    /// What stands in the message at the variables of this template, in order; nothing if the message does not
    /// match. White space counts as one space. Where several readings are possible each variable takes as little
    /// as it can.
    #[must_use]
    pub fn parameters<'a>(&self, message: &'a str) -> Option<Vec<&'a str>> {
        let mut parts = self.text.split(MARK);
        let message = message.trim_matches(white);
        let mut rest = strip_prefix(message, parts.next()?)?;
        let mut parameters = Vec::new();
        let mut parts = parts.peekable();
        while let Some(part) = parts.next() {
            let (found, after) = if parts.peek().is_none() {
                (0..=rest.len()).filter(|at| rest.is_char_boundary(*at)).find_map(|at| {
                    strip_prefix(&rest[at..], part).filter(|after| after.is_empty()).map(|after| (at, after))
                })?
            } else {
                (0..=rest.len())
                    .filter(|at| rest.is_char_boundary(*at))
                    .find_map(|at| strip_prefix(&rest[at..], part).map(|after| (at, after)))?
            };
            parameters.push(rest[..found].trim_matches(white));
            rest = after;
        }
        (rest.is_empty()).then_some(parameters)
    }
}

/// White space as the scanner sees it: control characters included.
fn white(character: char) -> bool {
    character <= ' ' || character == '\u{7f}'
}

/// The text after a prefix whose single spaces stand for any white space.
fn strip_prefix<'a>(mut text: &'a str, prefix: &str) -> Option<&'a str> {
    for (at, part) in prefix.split(' ').enumerate() {
        if at > 0 {
            let trimmed = text.trim_start_matches(white);
            if trimmed.len() == text.len() {
                return None;
            }
            text = trimmed;
        }
        text = text.strip_prefix(part)?;
    }
    Some(text)
}
