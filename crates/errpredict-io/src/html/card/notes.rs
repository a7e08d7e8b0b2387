//! What could not be had, and why.

use super::Card;
use crate::html::escape::escape;
use crate::html::parts::list;

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    let notes = card.found.notes.iter();
    list("Not known", notes.map(|note| format!("{}: {}", escape(&note.part), escape(&note.message))))
}
