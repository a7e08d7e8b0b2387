//! Error groups that are new, regressed, escalating or vanished.

use errpredict::pattern::states::State;

use super::Card;
use crate::html::escape::quote;
use crate::html::parts::{Column, or_dash, table};
use errpredict::numbers::{amount, count, duration};

const COLUMNS: [Column; 6] = [
    Column::Text("state"),
    Column::Text("type"),
    Column::Text("in the last"),
    Column::Number("came"),
    Column::Number("usual in that time"),
    Column::Text("silent since"),
];

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    if card.found.states.is_empty() {
        return String::new();
    }
    let clock = card.clock();
    let rows = card.found.states.iter().map(|state| {
        let class = if state.state == State::Vanished { "quiet" } else { "medium" };
        vec![
            format!("<b class=\"{class}\">{}</b>", state.state.name()),
            quote(&state.label),
            duration(state.recent_ms),
            count(state.recent),
            amount(state.expected),
            or_dash(state.silent_since.map(|since| clock.short(since))),
        ]
    });
    format!("<h3>Errors that changed</h3>{}", table(&COLUMNS, rows))
}
