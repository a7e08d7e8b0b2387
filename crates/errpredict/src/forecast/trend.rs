//! Where the level of a series goes.

use serde::{Deserialize, Serialize};

use super::backtest::ErrorPaths;
use super::value::ForecastValue;
use crate::stats::mean;
use crate::time::Timestamp;

/// A change is called a trend from this confidence on.
const TREND_CONFIDENCE: f64 = 0.8;

/// Where the mean level goes, against as many of the newest values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trend {
    /// In one word.
    pub direction: TrendDirection,
    /// Mean of the forecast less the mean of the newest values of the same hours.
    pub change: f64,
    /// Share of backtest paths on which the change would keep its sign, 0.5 to 1; absent without a backtest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

/// Direction of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TrendDirection {
    /// Upwards, with a confidence of at least 0.8.
    Rising,
    /// Downwards, with a confidence of at least 0.8.
    Falling,
    /// Neither for sure.
    Stable,
}

/// Compares the forecast's mean with that of the newest values: whole seasons of both, so that hours match.
pub(crate) fn trend(history: &[f64], season: usize, values: &[ForecastValue], paths: &ErrorPaths) -> Trend {
    let span = if values.len() >= season { values.len() / season * season } else { values.len() };
    let span = span.min(history.len());
    let newest = if span < season && season <= history.len() {
        // Less than a season ahead: the same hours of the last season.
        &history[history.len() - season..][..span]
    } else {
        &history[history.len() - span..]
    };
    let ahead = mean(values.iter().take(span).map(|value| value.value)).unwrap_or(0.0);
    let before = mean(newest.iter().copied().filter(|value| !value.is_nan())).unwrap_or(ahead);
    let change = ahead - before;
    let mean_errors =
        paths.paths().filter_map(|path| mean(path.iter().take(span).copied().filter(|e| !e.is_nan())));
    let kept = mean(mean_errors.map(|error| match (change + error) * change {
        same if same > 0.0 => 1.0,
        0.0 => 0.5,
        _ => 0.0,
    }));
    let confidence = kept.map(|kept| kept.max(0.5));
    let direction = match confidence {
        Some(confidence) if confidence >= TREND_CONFIDENCE && change > 0.0 => TrendDirection::Rising,
        Some(confidence) if confidence >= TREND_CONFIDENCE && change < 0.0 => TrendDirection::Falling,
        _ => TrendDirection::Stable,
    };
    Trend { direction, change, confidence }
}

/// A highest or lowest point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Extreme {
    /// End of the step it falls into.
    pub time: Timestamp,
    /// Its value.
    pub value: f64,
}

/// The best value, the first of equals.
pub(crate) fn extreme(values: &[ForecastValue], better: impl Fn(f64, f64) -> bool) -> Extreme {
    let first = Extreme { time: values[0].time, value: values[0].value };
    values.iter().fold(first, |best, value| {
        if better(value.value, best.value) { Extreme { time: value.time, value: value.value } } else { best }
    })
}
