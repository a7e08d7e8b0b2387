//! What the messages of all services have in common.

use crate::html::Contents;
use crate::html::escape::{escape, quote};
use crate::html::parts::{Column, or_dash, table};
use errpredict::numbers::count;

const COLUMNS: [Column; 6] = [
    Column::Text("message, ‹*› varies"),
    Column::Text("types"),
    Column::Text("services"),
    Column::Number("groups"),
    Column::Number("24 h"),
    Column::Text("first seen"),
];

pub(in crate::html) fn section(contents: &Contents<'_>) -> String {
    let patterns = &contents.analysis.patterns;
    if patterns.is_empty() {
        return String::new();
    }
    let names = |names: &[String], all: u64| {
        let shown: Vec<_> = names.iter().filter(|name| !name.is_empty()).map(|name| escape(name)).collect();
        if shown.is_empty() {
            return or_dash(None);
        }
        let more = all.saturating_sub(names.len() as u64);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("“{}”{more}", shown.join("”, “"))
    };
    let clock = contents.analysis.clock();
    let rows = patterns.iter().map(|pattern| {
        vec![
            or_dash((!pattern.template.is_empty()).then(|| quote(&pattern.template))),
            names(&pattern.error_types, 0),
            names(&pattern.services, pattern.n_services),
            count(pattern.fingerprints.len() as u64),
            count(pattern.errors_last_day),
            clock.short(pattern.first_seen),
        ]
    });
    format!("<section><h2>Commonest messages</h2>{}</section>\n", table(&COLUMNS, rows))
}
