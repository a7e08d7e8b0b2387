//! Finds anomalies in a series of counts, within a false-alarm budget.

use errpredict::Result;
use errpredict::detect::{AnomalyDetection, CountDetection, Subject, detect_counts};
use errpredict::stats::Series;
use serde::{Deserialize, Serialize};

/// The series and how to test it.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DetectCountsRequest")]
pub(crate) struct Request {
    /// What the series is about.
    subject: Subject,
    /// Counts per step, oldest first; null is a gap.
    series: Series,
    /// The false-alarm budget and the rest.
    #[serde(default)]
    settings: CountDetection,
}

/// What is strange.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "DetectCountsResponse")]
pub(crate) struct Response {
    /// Oldest first.
    anomalies: Vec<AnomalyDetection>,
}

/// # Errors
/// Those of [`detect_counts`].
pub(crate) fn run(request: Request) -> Result<Response> {
    crate::guard::counts(request.series.values.len())?;
    Ok(Response { anomalies: detect_counts(&request.subject, &request.series, &request.settings)? })
}
