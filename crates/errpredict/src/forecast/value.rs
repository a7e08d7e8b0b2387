//! One step of a forecast, and bands around all of them.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// One step of a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ForecastValue {
    /// End of the step.
    pub time: Timestamp,
    /// The point forecast: half of what may come lies above, half below.
    pub value: f64,
    /// Lower end of the interval; absent while the history is too short to measure any error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lower: Option<f64>,
    /// Upper end of the interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<f64>,
}

/// An interval of some level at every step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FanBand {
    /// Share of future values that it should hold.
    pub level: f64,
    /// Lower end, nearest step first.
    pub lower: Vec<f64>,
    /// Upper end.
    pub upper: Vec<f64>,
}
