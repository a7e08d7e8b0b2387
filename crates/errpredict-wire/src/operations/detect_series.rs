//! Scores one or many series: how strange is each step.

use errpredict::detect::{Judging, Measurements, ScoreThreshold};
use errpredict::time::HOUR_MS;
use errpredict::{Result, Timestamp};
use serde::Deserialize;

use super::measured::{Asked, DetectorRequest, Judged, Scores, array};

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
    pub(super) threshold: Option<ScoreThreshold>,
    /// Tell the columns that deviate most as well, for each stretch of rows (detectors `metrics` and `peers`).
    #[serde(default)]
    causes: bool,
    /// Seed of everything random.
    #[serde(default)]
    seed: u64,
}

fn hour() -> i64 {
    HOUR_MS
}

/// Scores, and decisions where a threshold was asked for.
pub(crate) type Response = Scores;

impl Request {
    /// Judges the rows.
    ///
    /// # Errors
    /// `invalid_input` for a row of another length, `invalid_setting` for a step of 0, and those of the detector.
    pub(super) fn judge(self) -> Result<Judged> {
        let steps = (self.first_end, self.step_ms);
        let table = |field, rows: &[Vec<Option<f64>>]| {
            Measurements::new(self.names.clone(), array(field, self.names.len(), rows)?, steps)
        };
        let data = table("rows", &self.rows)?;
        let history = self.history.as_deref().map(|rows| table("history", rows)).transpose()?;
        let how = Judging {
            unordered: false,
            causal: self.causal,
            by_budget: self.threshold.is_some(),
            calibrate: self.threshold.is_some(),
            seed: self.seed,
        };
        let choice = DetectorRequest::choice(self.detector)?;
        Asked { choice, data, history, how }.judge(self.threshold.as_ref())
    }
}

/// # Errors
/// Those of the table and of the detector; `invalid_argument` for causes of a detector that knows none.
pub(crate) fn run(request: Request) -> Result<Response> {
    let wants_causes = request.causes;
    request.judge()?.answer(wants_causes)
}
