//! The commonest error groups.

use super::Card;
use crate::html::escape::quote;
use crate::html::parts::{Column, or_dash, table};
use crate::numbers::{count, short_time};

const COLUMNS: [Column; 4] =
    [Column::Text("type"), Column::Text("message"), Column::Number("24 h"), Column::Text("first seen (UTC)")];

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    if card.found.groups.is_empty() {
        return String::new();
    }
    let rows = card.found.groups.iter().map(|group| {
        vec![
            quote(&group.error_type),
            or_dash((!group.sample.is_empty()).then(|| quote(&group.sample))),
            count(group.errors_last_day),
            short_time(group.first_seen),
        ]
    });
    format!("<h3>Top error groups</h3>{}", table(&COLUMNS, rows))
}
