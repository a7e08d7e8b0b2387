//! What the questions are asked of: plain numbers of one service.

use serde::{Deserialize, Serialize};

use crate::action::CapacityForecast;
use crate::detect::AnomalyDetection;
use crate::event::Scope;
use crate::rca::ErrorClass;
use crate::time::Timestamp;

/// Errors of one class, lately and before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClassCount {
    /// The class.
    pub class: ErrorClass,
    /// Errors in the last `recent_hours`.
    pub recent: u64,
    /// Length of the recent time.
    pub recent_hours: f64,
    /// Errors in the `before_hours` right before that.
    pub before: u64,
    /// Length of the time before.
    pub before_hours: f64,
}

/// One error group and its count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GroupShare {
    /// Fingerprint, as text.
    pub fingerprint: String,
    /// Error type or template, for people.
    pub label: String,
    /// Errors of this group in [`Material::group_hours`].
    pub count: u64,
}

/// Numbers of one service at one time. Whatever is not known stays empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// The service, or all of them together.
    pub scope: Scope,
    /// The time it is looked at.
    pub at: Timestamp,
    /// Errors per whole day since the service was first heard from, oldest first; silent days count as 0.
    #[serde(default)]
    pub daily_errors: Vec<u64>,
    /// Requests per day, the same days; empty where requests are not recorded.
    #[serde(default)]
    pub daily_requests: Vec<u64>,
    /// Response time p95 per day in ms, the same days, nothing where there was none; empty where not recorded.
    #[serde(default)]
    pub daily_p95_ms: Vec<Option<f64>>,
    /// The zone by whose clock hours and weekdays are told; UTC when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Services that are asked side by side, each with its own chance of a false finding.
    #[serde(default)]
    pub services: usize,
    /// Anomalies so far, the current ones included.
    #[serde(default)]
    pub anomalies: Vec<AnomalyDetection>,
    /// Forecasts against limits.
    #[serde(default)]
    pub capacity: Vec<CapacityForecast>,
    /// Errors per class.
    #[serde(default)]
    pub classes: Vec<ClassCount>,
    /// Errors per group over `group_hours`, all groups or the largest.
    #[serde(default)]
    pub groups: Vec<GroupShare>,
    /// All errors over `group_hours`.
    #[serde(default)]
    pub group_total: u64,
    /// Time the groups were counted over.
    #[serde(default)]
    pub group_hours: f64,
}

impl Material {
    /// A scope at a time, nothing known yet.
    #[must_use]
    pub const fn new(scope: Scope, at: Timestamp) -> Self {
        Material {
            scope,
            at,
            daily_errors: Vec::new(),
            daily_requests: Vec::new(),
            daily_p95_ms: Vec::new(),
            zone: None,
            services: 1,
            anomalies: Vec::new(),
            capacity: Vec::new(),
            classes: Vec::new(),
            groups: Vec::new(),
            group_total: 0,
            group_hours: 0.0,
        }
    }
}
