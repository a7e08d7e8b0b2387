//! The part that the operations on tables of numbers share: rows in, scores and decisions out.

use errpredict::detect::series::SeriesDetector;
use errpredict::detect::{
    AnomalyDetection, Decision, Detector, DetectorChoice, Judging, Measurements, ScoreThreshold,
};
use errpredict::{Error, ErrorKind, Result};
use ndarray::Array2;
use serde::{Deserialize, Serialize};

/// A detector: its name with default settings, or its settings tagged with `method`.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub(super) enum DetectorRequest {
    /// `auto`, or the name of a detector.
    Name(String),
    /// The settings of a detector, with its name under `method`.
    Settings(#[schemars(with = "DetectorSettings")] serde_json::Map<String, serde_json::Value>),
}

/// What the settings are, for the schema; they are read by what `method` names.
#[derive(schemars::JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "it is a schema and never made")]
enum DetectorSettings {
    /// Of rows without an order.
    Rows(Detector),
    /// Of a series.
    Series(SeriesDetector),
}

impl DetectorRequest {
    /// The choice asked for; `auto` where nothing is.
    pub(super) fn choice(asked: Option<Self>) -> Result<DetectorChoice> {
        let text = match asked {
            None => return Ok(DetectorChoice::Auto),
            Some(DetectorRequest::Name(name)) => name,
            Some(DetectorRequest::Settings(settings)) => serde_json::Value::Object(settings).to_string(),
        };
        DetectorChoice::parse(&text).map_err(|error| error.with("path", "detector"))
    }
}

/// Rows as an array; null is a gap.
pub(super) fn array(field: &str, n_columns: usize, rows: &[Vec<Option<f64>>]) -> Result<Array2<f64>> {
    for (row, values) in rows.iter().enumerate() {
        if values.len() != n_columns {
            let message = format!("expected {n_columns} values, as there are names, got {}", values.len());
            return Err(Error::new(ErrorKind::InvalidInput, message).with("path", format!("{field}[{row}]")));
        }
    }
    let values = rows.iter().flatten().map(|value| value.unwrap_or(f64::NAN)).collect();
    Array2::from_shape_vec((rows.len(), n_columns), values)
        .map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))
}

/// Scores, and decisions where a threshold was asked for.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct Scores {
    /// The detector that scored.
    pub(super) detector: String,
    /// One finite score per row; higher is stranger.
    pub(super) scores: Vec<f64>,
    /// A score above this is an anomaly; absent unless a threshold was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) threshold: Option<f64>,
    /// Which rows are anomalies; absent unless a threshold was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) flags: Option<Vec<bool>>,
    /// The anomalies as intervals, oldest first; absent unless a threshold was asked for rows in time order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) anomalies: Option<Vec<AnomalyDetection>>,
}

/// Scores a table and decides.
pub(super) fn score(
    choice: DetectorChoice,
    data: &Measurements,
    history: Option<&Measurements>,
    threshold: Option<&ScoreThreshold>,
    how: &Judging,
) -> Result<Scores> {
    let choice = choice.for_data(data, how);
    crate::guard::table(&choice, data, history)?;
    let scored = choice.score(data, history, how)?;
    let decision = threshold.map(|settings| Decision::new(settings, &scored, how.causal)).transpose()?;
    let single = data.single();
    let name = if let [name] = data.names() { name.as_str() } else { "rows" };
    let anomalies = decision.as_ref().filter(|_| !how.unordered).map(|decision| {
        let values = single.as_ref().map(|series| series.values.as_slice());
        let mut found = decision.anomalies(name, &scored.data, values, data.steps());
        if let Some(metrics) = &scored.metrics {
            metrics.explain(&mut found, data.names(), data.steps());
        }
        found
    });
    let flags = decision.as_ref().map(|decision| {
        scored.data.iter().enumerate().map(|(row, score)| decision.is_anomaly(row, *score)).collect()
    });
    Ok(Scores {
        detector: choice.name().to_owned(),
        threshold: decision.as_ref().map(Decision::threshold),
        flags,
        anomalies,
        scores: scored.data,
    })
}
