//! Scores one or many series: how strange is each step.

use errpredict::detect::{Judging, Measurements, ScoreThreshold};
use errpredict::time::HOUR_MS;
use errpredict::{Result, Timestamp};
use serde::Deserialize;

use super::measured::{DetectorRequest, Scores, array, score};

/// The series and how to score them.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DetectSeriesRequest")]
pub(crate) struct Request {
    /// The names of the series.
    names: Vec<String>,
    /// One row a step, oldest first, one value a name; null is a gap.
    rows: Vec<Vec<Option<f64>>>,
    /// Earlier rows to learn from.
    history: Option<Vec<Vec<Option<f64>>>>,
    /// The end of the first step.
    first_end: Timestamp,
    /// Milliseconds a step.
    #[serde(default = "hour")]
    step_ms: i64,
    /// `auto`, `stream`, `metrics`, or another detector: its name, or its settings with `method`.
    detector: Option<DetectorRequest>,
    /// Judge every step by earlier ones only.
    #[serde(default)]
    causal: bool,
    /// Decide which steps are anomalies, within this budget.
    threshold: Option<ScoreThreshold>,
    /// Seed of everything random.
    #[serde(default)]
    seed: u64,
}

fn hour() -> i64 {
    HOUR_MS
}

/// Scores, and decisions where a threshold was asked for.
pub(crate) type Response = Scores;

/// # Errors
/// `invalid_input` for a row of another length, `invalid_setting` for a step of 0, and those of the detector.
pub(crate) fn run(request: Request) -> Result<Response> {
    let steps = (request.first_end, request.step_ms);
    let table = |field, rows: &[Vec<Option<f64>>]| {
        Measurements::new(request.names.clone(), array(field, request.names.len(), rows)?, steps)
    };
    let data = table("rows", &request.rows)?;
    let history = request.history.as_deref().map(|rows| table("history", rows)).transpose()?;
    let how = Judging {
        unordered: false,
        causal: request.causal,
        by_budget: request.threshold.is_some(),
        calibrate: request.threshold.is_some(),
        seed: request.seed,
    };
    let choice = DetectorRequest::choice(request.detector)?;
    score(choice, &data, history.as_ref(), request.threshold.as_ref(), &how)
}
