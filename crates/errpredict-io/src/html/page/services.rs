//! All services in one table, those in most trouble first.

use errpredict::analysis::ServiceAnalysis;
use errpredict::predict::Target;

use crate::html::Contents;
use crate::html::card::anchor;
use crate::html::escape::cell;
use crate::html::parts::{Column, or_dash, table};
use crate::numbers::{amount, count, percent};

const COLUMNS: [Column; 5] = [
    Column::Text("service"),
    Column::Text("state"),
    Column::Number("errors, 24 h"),
    Column::Number("a usual day"),
    Column::Number("critical within 24 h"),
];

pub(in crate::html) fn section(contents: &Contents<'_>) -> String {
    let ranked = contents.analysis.by_trouble();
    let rows = ranked.iter().map(|found| {
        let worst = found.anomalies.iter().map(|anomaly| anomaly.severity).max();
        vec![
            format!("<a href=\"#{}\">{}</a>", anchor(&found.scope), cell(&found.scope.to_string())),
            worst.map_or("calm".to_owned(), |severity| format!("<b class=\"{severity}\">{severity}</b>")),
            count(found.errors_last_day),
            or_dash(found.usual_errors_per_hour.map(|rate| amount(24.0 * rate))),
            or_dash(critical_within_a_day(found).map(percent)),
        ]
    });
    format!("<section><h2>Services</h2>{}</section>\n", table(&COLUMNS, rows))
}

fn critical_within_a_day(found: &ServiceAnalysis) -> Option<f64> {
    let mut predictions = found.predictions.iter();
    predictions.find(|p| p.target == Target::Critical && p.horizon_minutes == 1440).map(|p| p.probability)
}
