//! What it means.

use super::Card;
use crate::html::escape::escape;
use crate::html::parts::list;
use crate::numbers::percent;

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    list(
        "What it means",
        card.found.insights.iter().map(|insight| {
            format!(
                "<b>{}</b> ({} sure). {}",
                escape(&insight.title),
                percent(insight.confidence),
                escape(&insight.description)
            )
        }),
    )
}
