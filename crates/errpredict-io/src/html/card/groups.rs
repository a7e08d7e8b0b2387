//! The commonest error groups, and which others they are like.

use super::Card;
use crate::html::escape::{escape, percent, quote};
use crate::html::parts::{Column, list, or_dash, table};
use errpredict::numbers::count;

const COLUMNS: [Column; 4] =
    [Column::Text("type"), Column::Text("message"), Column::Number("24 h"), Column::Text("first seen")];

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    if card.found.groups.is_empty() {
        return String::new();
    }
    let clock = card.clock();
    let rows = card.found.groups.iter().map(|group| {
        vec![
            quote(group.label()),
            or_dash((!group.sample.is_empty()).then(|| quote(&group.sample))),
            count(group.errors_last_day),
            clock.short(group.first_seen),
        ]
    });
    let similar = card.found.groups.iter().filter(|group| !group.similar.is_empty()).map(|group| {
        let others: Vec<_> = group
            .similar
            .iter()
            .map(|other| {
                let how =
                    if other.decided { "the same, as decided".to_owned() } else { percent(other.score) };
                let services: Vec<_> = other.services.iter().map(|name| escape(name)).collect();
                format!("{} in {} ({how})", quote(&other.label), services.join(", "))
            })
            .collect();
        format!("{} is like {}", quote(group.label()), others.join("; "))
    });
    format!("<h3>Top error groups</h3>{}{}", table(&COLUMNS, rows), list("Similar errors", similar))
}
