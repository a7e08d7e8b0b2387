//! What to do.

use super::Card;
use crate::html::escape::escape;
use crate::html::parts::list;

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    list(
        "What to do",
        card.found.actions.iter().map(|action| {
            let why: Vec<_> = action.evidence.iter().map(|line| escape(&line.statement)).collect();
            format!("<b>{}</b> <span class=\"quiet\">{}</span>", escape(&action.title), why.join("; "))
        }),
    )
}
