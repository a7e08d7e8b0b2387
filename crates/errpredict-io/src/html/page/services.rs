//! All services in one table, those in most trouble first.

use errpredict::analysis::ServiceAnalysis;
use errpredict::detect::AnomalyDetection;
use errpredict::predict::Target;
use errpredict::time::{DAY_MS, HOUR_MS};

use crate::html::Contents;
use crate::html::card::anchor;
use crate::html::chart::spark;
use crate::html::escape::{cell, percent};
use crate::html::parts::{Column, or_dash, table};
use errpredict::numbers::{amount, count};

const COLUMNS: [Column; 6] = [
    Column::Text("service"),
    Column::Text("state"),
    Column::Text("errors an hour, 7 days"),
    Column::Number("errors, 24 h"),
    Column::Number("a usual day"),
    Column::Number("critical within 24 h"),
];

/// Services shown before the calm ones are folded.
const SHOWN: usize = 12;

pub(in crate::html) fn section(contents: &Contents<'_>) -> String {
    let ranked = contents.analysis.by_trouble();
    let row = |found: &&ServiceAnalysis| {
        vec![
            format!("<a href=\"#{}\">{}</a>", anchor(&found.scope), cell(&found.scope.to_string())),
            state(found, contents),
            line(contents, found),
            count(found.errors_last_day),
            or_dash(found.usual_errors_per_hour.map(|rate| amount(24.0 * rate))),
            or_dash(critical_within_a_day(found).map(percent)),
        ]
    };
    // Calm ones beyond the first dozen are folded: what is wrong is not to be looked for below them.
    let is_told =
        |found: &ServiceAnalysis| found.is_unjudged() || found.anomalies.iter().any(|one| one.is_told());
    let n_shown = ranked.iter().take_while(|found| is_told(found)).count().max(SHOWN).min(ranked.len());
    let (shown, folded) = ranked.split_at(n_shown);
    let rest = match folded.len() {
        0 => String::new(),
        n => format!(
            "<details><summary>{n} more services</summary>{}</details>\n",
            table(&COLUMNS, folded.iter().map(row))
        ),
    };
    format!("<section><h2>Services</h2>{}{rest}</section>\n", table(&COLUMNS, shown.iter().map(row)))
}

/// The worst that goes on, or what was the last, or that it is new, states no levels, or is calm.
fn state(found: &ServiceAnalysis, contents: &Contents<'_>) -> String {
    let worst = |is_wanted: &dyn Fn(&AnomalyDetection) -> bool| {
        let told = found.anomalies.iter().filter(|one| one.is_told());
        told.filter(|one| is_wanted(one)).map(|one| one.severity).max()
    };
    if let Some(severity) = worst(&|one| one.ongoing) {
        return format!("<b class=\"{severity}\">{severity}</b>");
    }
    if let Some(severity) = worst(&|_| true) {
        return format!("{severity}, over");
    }
    match found.usual_errors_per_hour {
        // It is the log that is short, whether the service is new or not.
        None if found.is_unjudged() && contents.analysis.is_short() => "short".to_owned(),
        None if found.is_unjudged() => "new".to_owned(),
        // Whether it is calm cannot be told of lines that do not say what they are.
        _ if found.errors == 0 && 2 * found.without_level > found.events => "no levels".to_owned(),
        _ if found.actions.is_empty() => "calm".to_owned(),
        _ => "something to do".to_owned(),
    }
}

/// Days of the small line.
const LINE_DAYS: i64 = 7;

/// The errors of the last days as a small line, in a frame of its own.
fn line(contents: &Contents<'_>, found: &ServiceAnalysis) -> String {
    let Some(counts) = found.scope.service().and_then(|name| contents.rollup.service(name)) else {
        return String::new();
    };
    let at = contents.analysis.effective_at;
    let series = counts.errors().series(at.plus_ms(-LINE_DAYS * DAY_MS), at, HOUR_MS);
    spark(&series.values)
}

fn critical_within_a_day(found: &ServiceAnalysis) -> Option<f64> {
    let mut predictions = found.predictions.iter();
    predictions.find(|p| p.target == Target::Critical && p.horizon_minutes == 1440).map(|p| p.probability)
}
