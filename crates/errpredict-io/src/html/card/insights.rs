//! What it means.

use super::Card;
use crate::html::escape::escape;
use crate::html::parts::list;

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    list(
        "What it means",
        card.found.insights.iter().map(|insight| {
            let chance = insight.chance.map_or(String::new(), |chance| format!(" ({chance})"));
            format!("<b>{}</b>{chance}. {}", escape(&insight.title), escape(&insight.description))
        }),
    )
}
