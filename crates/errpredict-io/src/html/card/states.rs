//! Error groups that are new, regressed, escalating or vanished.

use errpredict::pattern::states::State;

use super::Card;
use crate::html::escape::quote;
use crate::html::parts::{Column, or_dash, table};
use crate::numbers::{count, rate, short_time};

const COLUMNS: [Column; 5] = [
    Column::Text("state"),
    Column::Text("type"),
    Column::Number("24 h"),
    Column::Number("usual"),
    Column::Text("silent since (UTC)"),
];

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    if card.found.states.is_empty() {
        return String::new();
    }
    let rows = card.found.states.iter().map(|state| {
        let class = if state.state == State::Vanished { "quiet" } else { "medium" };
        vec![
            format!("<b class=\"{class}\">{}</b>", state.state.name()),
            quote(&state.error_type),
            count(state.recent),
            rate(state.expected),
            or_dash(state.silent_since.map(short_time)),
        ]
    });
    format!("<h3>Errors that changed</h3>{}", table(&COLUMNS, rows))
}
