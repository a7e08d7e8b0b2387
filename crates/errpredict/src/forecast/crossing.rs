//! Whether a threshold is crossed, and when.

use serde::{Deserialize, Serialize};

use super::backtest::ErrorPaths;
use super::value::ForecastValue;
use crate::time::Timestamp;

/// The chance to cross a threshold within the horizon, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ThresholdCrossing {
    /// The threshold.
    pub threshold: f64,
    /// Whether the point forecast itself crosses it.
    pub exceeds: bool,
    /// Probability to cross it within the horizon, from the backtest's error paths; absent without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// Probability to have crossed it by the end of each step.
    pub by_step: Vec<f64>,
    /// First step end by which crossing is at least as likely as not; absent if it stays unlikely.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_time: Option<Timestamp>,
}

/// Counts, upwards from below or downwards from above, on how many error paths the threshold is crossed by each step (Laplace's rule keeps it off 0 and 1).
pub(crate) fn crossing(
    threshold: f64,
    upwards: bool,
    values: &[ForecastValue],
    paths: &ErrorPaths,
) -> ThresholdCrossing {
    let crosses = |value: f64| if upwards { value >= threshold } else { value <= threshold };
    let mut by_step = vec![0.0; values.len()];
    let mut count = 0.0;
    for path in paths.paths() {
        count += 1.0;
        let first = path.iter().zip(values).position(|(error, value)| crosses(value.value + error));
        by_step.iter_mut().skip(first.unwrap_or(values.len())).for_each(|share| *share += 1.0);
    }
    if count > 0.0 {
        by_step.iter_mut().for_each(|share| *share = (*share + 0.5) / (count + 1.0));
    } else {
        by_step.clear();
    }
    ThresholdCrossing {
        threshold,
        exceeds: values.iter().any(|value| crosses(value.value)),
        probability: by_step.last().copied(),
        median_time: by_step.iter().position(|share| *share >= 0.5).map(|step| values[step].time),
        by_step,
    }
}
