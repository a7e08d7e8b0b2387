//! What is known about a service at a time: plain numbers, filled by whoever found them.

use serde::{Deserialize, Serialize};

use crate::detect::AnomalyDetection;
use crate::event::Scope;
use crate::pattern::states::GroupState;
use crate::predict::ErrorPrediction;
use crate::rca::{Cause, Ranking, RisenGroup};
use crate::time::Timestamp;

/// When a number is forecast to reach its limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CapacityForecast {
    /// What is forecast, in words: "errors per hour", "requests per hour".
    pub what: String,
    /// The level now.
    pub now: f64,
    /// The limit it must not pass.
    pub limit: f64,
    /// Highest forecast value.
    pub peak: f64,
    /// When the peak is forecast.
    pub peak_at: Timestamp,
    /// When the central forecast passes the limit, if it does within the horizon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reaches_limit_at: Option<Timestamp>,
    /// Whether the lower bound of the forecast passes the limit too.
    #[serde(default)]
    pub surely: bool,
    /// Level of the interval, such as 0.95.
    pub level: f64,
    /// Key of the forecast it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// A number before and now, per hour or as a level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", schemars(rename = "BeforeAndNow"))]
pub struct Change {
    /// Usual value.
    pub before: f64,
    /// Value now.
    pub now: f64,
}

impl Change {
    /// Now against before; nothing where before is 0 or either is missing.
    #[must_use]
    pub fn ratio(self) -> Option<f64> {
        (self.before > 0.0 && self.now.is_finite()).then(|| self.now / self.before)
    }
}

/// What is known about one service at one time. Whatever is not known stays empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Situation {
    /// The service, or all of them together.
    pub scope: Scope,
    /// The time it is looked at.
    pub at: Timestamp,
    /// What is strange now.
    #[serde(default)]
    pub anomalies: Vec<AnomalyDetection>,
    /// What is likely soon.
    #[serde(default)]
    pub predictions: Vec<ErrorPrediction>,
    /// What is forecast to reach a limit.
    #[serde(default)]
    pub capacity: Vec<CapacityForecast>,
    /// Error groups that are new, back, rising or gone.
    #[serde(default)]
    pub states: Vec<GroupState>,
    /// Error groups that make up what is too many, largest first.
    #[serde(default)]
    pub errors: Vec<RisenGroup>,
    /// Possible causes, strongest first.
    #[serde(default)]
    pub causes: Vec<Cause>,
    /// Response time (p95, ms), against the same hour of other days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_time: Option<Change>,
    /// Requests per hour, against the same hour of other days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requests: Option<Change>,
    /// Errors and failed requests per hour, against the most in the same hour of other days; absent where no other day is
    /// known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failures: Option<Change>,
}

impl Situation {
    /// A scope at a time, nothing known yet.
    #[must_use]
    pub const fn new(scope: Scope, at: Timestamp) -> Self {
        Situation {
            scope,
            at,
            anomalies: Vec::new(),
            predictions: Vec::new(),
            capacity: Vec::new(),
            states: Vec::new(),
            errors: Vec::new(),
            causes: Vec::new(),
            response_time: None,
            requests: None,
            failures: None,
        }
    }

    /// What the ranking of an incident says about its first service; a situation without causes where it is silent.
    #[must_use]
    pub fn of_ranking(ranking: &Ranking, at: Timestamp) -> Self {
        let first = ranking.services.first().map_or("", |service| &service.service);
        let mut situation = Situation::new(Scope::service_named(first), at);
        situation.causes = ranking.services.iter().flat_map(|service| service.causes.clone()).collect();
        situation.causes.sort_by(|a, b| b.share.total_cmp(&a.share));
        situation
    }
}
