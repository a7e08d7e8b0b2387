//! Scores rows that have no order: how strange is each beside the others, or beside a history.

use errpredict::Result;
use errpredict::detect::{Judging, Measurements, ScoreThreshold};
use serde::Deserialize;

use super::measured::{DetectorRequest, Scores, array, score};

/// The rows and how to score them.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DetectRowsRequest")]
pub(crate) struct Request {
    /// The names of the columns.
    names: Vec<String>,
    /// Rows to score, one value a name; null is a gap.
    rows: Vec<Vec<Option<f64>>>,
    /// Rows to learn from; those to score when absent.
    history: Option<Vec<Vec<Option<f64>>>>,
    /// A detector of rows: its name, or its settings with `method`; the ensemble when absent.
    detector: Option<DetectorRequest>,
    /// Decide which rows are anomalies, within this budget.
    threshold: Option<ScoreThreshold>,
    /// Seed of everything random.
    #[serde(default)]
    seed: u64,
}

/// Scores, and decisions where a threshold was asked for.
pub(crate) type Response = Scores;

/// # Errors
/// `invalid_input` for a row of another length, and those of the detector.
pub(crate) fn run(request: Request) -> Result<Response> {
    let table = |field, rows: &[Vec<Option<f64>>]| {
        Measurements::hourly(request.names.clone(), array(field, request.names.len(), rows)?)
    };
    let data = table("rows", &request.rows)?;
    let history = request.history.as_deref().map(|rows| table("history", rows)).transpose()?;
    let how = Judging {
        unordered: true,
        by_budget: request.threshold.is_some(),
        calibrate: request.threshold.is_some(),
        seed: request.seed,
        ..Judging::default()
    };
    let choice = DetectorRequest::choice(request.detector)?;
    score(choice, &data, history.as_ref(), request.threshold.as_ref(), &how)
}
