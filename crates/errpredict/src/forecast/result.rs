//! What a forecast says.

use serde::{Deserialize, Serialize};

use super::backtest::Accuracy;
use super::crossing::ThresholdCrossing;
use super::incident::Cases;
use super::prepare::Note;
use super::trend::{Extreme, Trend};
use super::value::{FanBand, ForecastValue};
use crate::event::Scope;
use crate::time::Timestamp;

/// Everything a forecast says about one series (table `time_series_forecasts`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimeSeriesForecast {
    /// Stable identity: the same scope, metric, step and origin give the same key.
    pub key: String,
    /// One service, or all together.
    #[serde(flatten)]
    pub scope: Scope,
    /// What is forecast, such as `errors`.
    pub metric: String,
    /// Name of the method.
    pub method: String,
    /// Origin: the end of the newest value of the history.
    pub at: Timestamp,
    /// Width of a step in milliseconds.
    pub step_ms: i64,
    /// Number of steps ahead.
    pub horizon: usize,
    /// Share of future values that the interval should hold.
    pub level: f64,
    /// The forecast, nearest step first.
    pub values: Vec<ForecastValue>,
    /// Further intervals, in the order of the levels asked for; none where no error could be measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fan: Vec<FanBand>,
    /// A bound for all steps together: the share 1 − `level` of futures passes it in any of them, at most. Absent without
    /// intervals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highest: Option<f64>,
    /// All steps together. Points are what half of the errors lie on either side of: where few steps hold most of what
    /// comes, their sum is too low, and this is not. Absent in an incident, and where the history is short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Total>,
    /// Where the level goes.
    pub trend: Trend,
    /// How well the same method did at earlier origins.
    pub accuracy: Accuracy,
    /// The highest point.
    pub peak: Extreme,
    /// The lowest point.
    pub minimum: Extreme,
    /// Whether and when the threshold is crossed; absent without a threshold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<ThresholdCrossing>,
    /// Two futures, where the history ends in an incident: over, or goes on. The value of each step is that of the likelier
    /// one, its interval holds both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<Cases>,
    /// What is unusual in the history.
    pub notes: Vec<Note>,
    /// Keys of the anomalies under way at the end of the history, where an analysis made it; the first steps hold them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
}

impl TimeSeriesForecast {
    /// The intervals and the bound hold an incident that goes on at so many times the level that they were made for.
    pub(crate) fn hold(&mut self, times: f64) {
        let Some(cases) = &self.cases else { return };
        let tail = 0.5 * (1.0 - self.level);
        let mut highest = f64::NEG_INFINITY;
        for (value, chance) in self.values.iter_mut().zip(&cases.goes_on) {
            if let Some(upper) = &mut value.upper
                && *chance > tail
            {
                *upper = (*upper * times).max(cases.level);
                highest = highest.max(*upper);
            }
            if *chance > 0.5 {
                value.value = value.value.max(cases.level);
            }
        }
        self.highest = self.highest.map(|bound| bound.max(highest));
        self.find_extremes();
    }

    /// The incident at the end of the history is over after all: steps that were taken for ones of it are as usual. Their
    /// intervals stay, as it may come back.
    pub(crate) fn end_case(&mut self) {
        let Some(cases) = &mut self.cases else { return };
        let was: Vec<f64> = cases.goes_on.clone();
        cases.end();
        for ((value, was), now) in self.values.iter_mut().zip(was).zip(&cases.goes_on) {
            if was > 0.5 && *now <= 0.5 {
                let least = value.lower.unwrap_or(f64::NEG_INFINITY);
                let most = value.upper.unwrap_or(f64::INFINITY);
                value.value = cases.usual.min(most).max(least);
            }
        }
        self.find_extremes();
    }

    fn find_extremes(&mut self) {
        let by_value = |a: &&ForecastValue, b: &&ForecastValue| a.value.total_cmp(&b.value);
        if let Some(most) = self.values.iter().max_by(by_value) {
            self.peak = Extreme { value: most.value, time: most.time };
        }
        if let Some(least) = self.values.iter().min_by(by_value) {
            self.minimum = Extreme { value: least.value, time: least.time };
        }
    }
}

/// The sum of all steps of a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Total {
    /// Its mean: the sum of the points, and what such sums missed on average at earlier origins.
    pub value: f64,
    /// Lower end of its interval, at the level of the forecast.
    pub lower: f64,
    /// Upper end of its interval.
    pub upper: f64,
}
