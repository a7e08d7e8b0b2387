//! Anomaly detection: from series, mixes and feature rows to scores, from scores to anomalies.
//!
//! Scores first, decisions later. A detector says how strange something is; one threshold rule, which comes from a
//! false-alarm budget and not from a number of standard deviations, makes [`AnomalyDetection`]s of it.

mod anomaly;
mod counts;
mod mix;
mod season;

pub use anomaly::{
    AnomalyCause, AnomalyDetection, AnomalyType, SEVERITY_FROM, SMALLEST_P, confidence, dedupe_key, evidence,
    merge_anomalies, severity_of, strangeness,
};
pub use counts::{CountDetection, detect_counts};
pub use mix::{MixChange, MixComparison, PatternDeviation, pattern_deviation};
