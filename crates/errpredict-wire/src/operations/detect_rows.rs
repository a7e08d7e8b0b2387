//! Scores rows that have no order: how strange is each beside the others, or beside a history.

use errpredict::Result;
use errpredict::detect::{Judging, Measurements, ScoreThreshold};
use serde::Deserialize;

use super::measured::{Asked, DetectorRequest, Judged, Scores, array};

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
    pub(super) threshold: Option<ScoreThreshold>,
    /// Tell the columns that deviate most as well, for each stretch of rows (detectors `metrics` and `peers`).
    #[serde(default)]
    causes: bool,
    /// Seed of everything random.
    #[serde(default)]
    seed: u64,
}

/// Scores, and decisions where a threshold was asked for.
pub(crate) type Response = Scores;

impl Request {
    /// Judges the rows.
    ///
    /// # Errors
    /// `invalid_input` for a row of another length, and those of the detector.
    pub(super) fn judge(self) -> Result<Judged> {
        let table = |field, rows: &[Vec<Option<f64>>]| {
            Measurements::hourly(self.names.clone(), array(field, self.names.len(), rows)?)
        };
        let data = table("rows", &self.rows)?;
        let history = self.history.as_deref().map(|rows| table("history", rows)).transpose()?;
        let how = Judging {
            unordered: true,
            by_budget: self.threshold.is_some(),
            calibrate: self.threshold.is_some(),
            seed: self.seed,
            ..Judging::default()
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
