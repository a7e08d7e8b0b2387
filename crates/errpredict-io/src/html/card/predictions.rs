//! How likely trouble is, and what such probabilities were worth in the past weeks.

use crate::html::escape::percent;
use errpredict::analysis::{ALERT_PROBABILITY, PastWorth};
use errpredict::predict::{Basis, ErrorPrediction, Target};

use super::Card;
use crate::html::parts::{Column, table};
use errpredict::numbers::{amount, count, duration};

/// Columns of what is foreseen.
pub const PREDICTION_COLUMNS: &[Column] = COLUMNS.split_at(COLUMNS.len() - PAST).0;

const COLUMNS: [Column; 9] = [
    Column::Text("what"),
    Column::Text("when"),
    Column::Number("probability"),
    Column::Number("usually"),
    Column::Number("95 % interval"),
    Column::Text("from"),
    Column::Number("said before"),
    Column::Number("came"),
    Column::Text("alarms before"),
];
/// Columns that tell of the past.
const PAST: usize = 3;

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    if card.found.predictions.is_empty() {
        return String::new();
    }
    let past: Vec<&PastWorth> =
        card.contents.past.iter().filter(|worth| worth.scope == card.found.scope).collect();
    let rows = card.found.predictions.iter().map(|prediction| {
        let mut cells = prediction_row(prediction);
        if !past.is_empty() {
            let same = |worth: &&&PastWorth| {
                (worth.target, worth.horizon_minutes) == (prediction.target, prediction.horizon_minutes)
            };
            cells.extend(worth(past.iter().find(same).copied()));
        }
        cells
    });
    let columns = if past.is_empty() { PREDICTION_COLUMNS } else { &COLUMNS[..] };
    format!("<h3>How likely</h3>{}{}", table(columns, rows), explained(&past))
}

/// What is foreseen, cell by cell, as [`PREDICTION_COLUMNS`] names them.
#[must_use]
pub fn prediction_row(prediction: &ErrorPrediction) -> Vec<String> {
    let of = |what: &str| match prediction.burst_threshold {
        Some(threshold) => format!("{} {what} or more within half an hour", count(threshold)),
        None => format!("a burst of {what}"),
    };
    let what = match prediction.target {
        Target::Critical => "a critical event".to_owned(),
        Target::Burst => of("errors"),
        Target::FailedRequests => of("failed requests"),
        Target::SlowRequests => of("slow requests"),
    };
    let mut basis = match prediction.basis {
        Basis::BaseRate => "base rate".to_owned(),
        Basis::Model => "model".to_owned(),
    };
    for factor in &prediction.factors {
        let way = if factor.contribution > 0.0 { "raised" } else { "lowered" };
        basis += &format!("; {way} by {}", factor.words);
    }
    if let Some(worth) = &prediction.worth {
        basis += &format!(
            "; after such words it came in {} of {} cases",
            percent(worth.came),
            count(worth.cases as u64)
        );
    }
    vec![
        what,
        format!("within {}", duration(i64::from(prediction.horizon_minutes) * 60_000)),
        percent(prediction.probability) + if prediction.is_doubtful() { "?" } else { "" },
        prediction.usual.map_or_else(|| "–".to_owned(), percent),
        format!("{} to {}", percent(prediction.lower), percent(prediction.upper)),
        basis,
    ]
}

/// The past of a probability: what was said on average, how often it came, what the alarms were worth.
fn worth(worth: Option<&PastWorth>) -> [String; PAST] {
    let Some(worth) = worth else { return ["–".to_owned(), "–".to_owned(), "–".to_owned()] };
    let alarms = &worth.alarms;
    let alarms = match (alarms.alarms, alarms.median_lead_h) {
        (0, _) => "none".to_owned(),
        (n, None) => format!("{}, none right", count(n)),
        (n, Some(lead_h)) => {
            let right = count(n - alarms.false_alarms);
            format!("{}, {right} right, half of these {} h ahead or more", count(n), amount(lead_h))
        }
    };
    [percent(worth.said), format!("{}, {} of {}", came(worth), count(worth.came), count(worth.times)), alarms]
}

/// How often it came; never and always are known here, unlike in a probability.
fn came(worth: &PastWorth) -> String {
    match worth.came {
        0 => "0%".to_owned(),
        all if all == worth.times => "100%".to_owned(),
        _ => percent(worth.came_share()),
    }
}

fn explained(past: &[&PastWorth]) -> String {
    let Some(since) = past.iter().map(|worth| worth.since).min() else { return String::new() };
    format!(
        "<p class=\"quiet\">The share of the past alone, tried since {since}: what it would have said at the beginning of each \
         span, from what had happened by then (on average), and in how many of the spans it came. An alarm is a probability \
         of {} or more.</p>\n",
        percent(ALERT_PROBABILITY)
    )
}
