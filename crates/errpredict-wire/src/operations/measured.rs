//! The part that the operations on tables of numbers share: rows in, scores and decisions out.

use errpredict::detect::series::SeriesDetector;
use errpredict::detect::{
    AnomalyDetection, CausesOfRows, Decision, Detector, DetectorChoice, Judging, Measurements,
    ScoreThreshold, Scored, merge_anomalies,
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
    /// How often a normal row scores that high, of every row; absent unless a threshold was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) p_values: Option<Vec<f64>>,
    /// Which rows are anomalies; absent unless a threshold was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) flags: Option<Vec<bool>>,
    /// The anomalies as intervals, oldest first, and, of many columns with a history, where columns that moved together in it no longer
    /// do; absent unless a threshold was asked for rows in time order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) anomalies: Option<Vec<AnomalyDetection>>,
    /// The columns that deviate most, for each stretch of rows; absent unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) causes: Option<Vec<CausesOfRows>>,
}

/// A table, how it is judged, and by what.
pub(super) struct Asked {
    pub(super) choice: DetectorChoice,
    pub(super) data: Measurements,
    pub(super) history: Option<Measurements>,
    pub(super) how: Judging,
}

/// A table that was judged.
pub(super) struct Judged {
    pub(super) asked: Asked,
    pub(super) scored: Scored,
    /// The only column, where there is one.
    pub(super) single: Option<Vec<f64>>,
    /// What was decided and which anomalies that makes, where a threshold was asked for.
    pub(super) decided: Option<(Decision, Vec<AnomalyDetection>)>,
}

impl Asked {
    /// Scores the table and decides.
    pub(super) fn judge(mut self, threshold: Option<&ScoreThreshold>) -> Result<Judged> {
        self.choice = self.choice.for_data(&self.data, &self.how);
        crate::guard::table(&self.choice, &self.data, self.history.as_ref())?;
        let scored = self.choice.score(&self.data, self.history.as_ref(), &self.how)?;
        let single = self.data.single().filter(|_| !self.how.unordered).map(|series| series.values);
        let decision =
            threshold.map(|settings| Decision::new(settings, &scored, self.how.causal)).transpose()?;
        let decided = decision.map(|decision| {
            let found = self.anomalies(&scored, &decision, single.as_deref())?;
            Ok::<_, Error>((decision, found))
        });
        Ok(Judged { decided: decided.transpose()?, asked: self, scored, single })
    }

    fn anomalies(
        &self,
        scored: &Scored,
        decision: &Decision,
        single: Option<&[f64]>,
    ) -> Result<Vec<AnomalyDetection>> {
        let (names, steps) = (self.data.names(), self.data.steps());
        let name = if let [name] = names { name.as_str() } else { "rows" };
        let mut found = decision.anomalies(name, &scored.data, single, steps);
        if let Some(metrics) = &scored.metrics {
            metrics.explain(&mut found, names, steps);
        }
        found.extend(self.choice.breaks(&self.data, self.history.as_ref())?);
        Ok(merge_anomalies(found))
    }
}

impl Judged {
    /// The answer; with the causes of all rows where they were asked for.
    pub(super) fn answer(self, wants_causes: bool) -> Result<Scores> {
        let Judged { asked, scored, decided, .. } = self;
        let causes = match (&scored.metrics, wants_causes) {
            (_, false) => None,
            (Some(metrics), true) => Some(metrics.stretches(asked.data.names())),
            (None, true) => {
                let name = asked.choice.name();
                let message = format!("causes are told by the detectors `metrics` and `peers`, got `{name}`");
                return Err(Error::new(ErrorKind::InvalidArgument, message).with("path", "causes"));
            }
        };
        let (decision, anomalies) = decided.unzip();
        let p_values = decision
            .as_ref()
            .map(|decision| scored.data.iter().map(|score| decision.p_value(*score)).collect());
        let flags = decision.as_ref().map(|decision| {
            scored.data.iter().enumerate().map(|(row, score)| decision.is_anomaly(row, *score)).collect()
        });
        Ok(Scores {
            detector: asked.choice.name().to_owned(),
            threshold: decision.as_ref().map(Decision::threshold),
            p_values,
            flags,
            anomalies: anomalies.filter(|_| !asked.how.unordered),
            causes,
            scores: scored.data,
        })
    }
}
