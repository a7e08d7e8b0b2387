//! How likely trouble is.

use errpredict::predict::occurrence::{Basis, ErrorPrediction, Target};

use super::Card;
use crate::html::parts::{Column, table};
use crate::numbers::{count, duration, percent};

const COLUMNS: [Column; 5] = [
    Column::Text("what"),
    Column::Text("when"),
    Column::Number("probability"),
    Column::Number("90 % interval"),
    Column::Text("from"),
];

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    if card.found.predictions.is_empty() {
        return String::new();
    }
    let rows = card.found.predictions.iter().map(row);
    format!("<h3>How likely</h3>{}", table(&COLUMNS, rows))
}

fn row(prediction: &ErrorPrediction) -> Vec<String> {
    let what = match (prediction.target, prediction.burst_threshold) {
        (Target::Critical, _) => "a critical event".to_owned(),
        (Target::Burst, Some(threshold)) => format!("a burst of {} errors or more", count(threshold)),
        (Target::Burst, None) => "a burst".to_owned(),
    };
    let basis = match prediction.basis {
        Basis::BaseRate => "base rate",
        Basis::Model => "model",
    };
    vec![
        what,
        format!("within {}", duration(i64::from(prediction.horizon_minutes) * 60_000)),
        percent(prediction.probability),
        format!("{} to {}", percent(prediction.lower), percent(prediction.upper)),
        basis.to_owned(),
    ]
}
