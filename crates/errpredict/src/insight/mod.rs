//! What it means: insights a manager understands, each behind a test that can fail.
//!
//! [`derive()`] asks seven questions about one service, [`derive_system`] one about all of them. A question whose test
//! does not pass, or that lacks data, gives nothing: evidence or silence. Every insight carries the numbers of its
//! test, how often chance would bring it, a time after which it no longer holds, and a key under which the same
//! finding stays one.
//!
//! ```
//! use errpredict::Scope;
//! use errpredict::insight::{Material, derive};
//!
//! // Twenty days with ten errors each, then ten days with thirty.
//! let mut material = Material::new(Scope::Service("shop".into()), "2026-11-20T00:00:00Z".parse()?);
//! material.daily_errors = (0..30).map(|day| if day < 20 { 10 } else { 30 }).collect();
//! let insights = derive(&material);
//! assert!(insights.iter().any(|insight| !insight.evidence.is_empty()), "{insights:?}");
//! # Ok::<(), errpredict::Error>(())
//! ```

mod material;
mod questions;
mod significance;
mod system;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::action::{ActionType, Difficulty};
use crate::detect::Chance;
use crate::event::Scope;
use crate::named::named;
use crate::rca::Evidence;
use crate::time::Timestamp;

pub use material::{ClassCount, GroupShare, Material};
pub use questions::derive;
pub use system::{ServiceState, SystemState, derive_system};

/// The eight types (specification 4.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InsightType {
    /// Errors rise or fall over weeks.
    TrendDetection,
    /// Anomalies come back at the same hour or weekday.
    AnomalyPattern,
    /// Responses became slower.
    PerformanceDegradation,
    /// A limit will be reached.
    CapacityPlanning,
    /// Errors per request (or per day) this week against the weeks before.
    ReliabilityTrend,
    /// Much of the volume comes from one place.
    CostOptimization,
    /// Someone is trying doors.
    SecurityConcern,
    /// Several services at once: something they share.
    InfrastructureIssue,
}

named!(InsightType, "type of insight":
    TrendDetection "trend_detection",
    AnomalyPattern "anomaly_pattern",
    PerformanceDegradation "performance_degradation",
    CapacityPlanning "capacity_planning",
    ReliabilityTrend "reliability_trend",
    CostOptimization "cost_optimization",
    SecurityConcern "security_concern",
    InfrastructureIssue "infrastructure_issue",
);

/// How much an insight matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InsightSeverity {
    /// Good to know.
    Info,
    /// Will cost something if left alone.
    Warning,
    /// Costs something now.
    Critical,
}

named!(InsightSeverity, "severity of an insight":
    Info "info",
    Warning "warning",
    Critical "critical",
);

/// Where an insight stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InsightStatus {
    /// Nobody has looked at it.
    #[default]
    New,
    /// Someone has seen it.
    Acknowledged,
    /// Someone is on it.
    InProgress,
    /// Done.
    Resolved,
    /// Left as it is, on purpose.
    WontFix,
}

named!(InsightStatus, "status of an insight":
    New "new",
    Acknowledged "acknowledged",
    InProgress "in_progress",
    Resolved "resolved",
    WontFix "wont_fix",
);

/// One insight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AiInsight {
    /// The same finding has the same key, whenever it is made: type, scope and subject, no numbers.
    #[serde(alias = "dedupe_key")]
    pub key: String,
    /// The service (`"service": NAME`), or all of them together (`"system": true`).
    #[serde(flatten)]
    pub scope: Scope,
    /// What kind.
    pub insight_type: InsightType,
    /// How much it matters.
    pub severity: InsightSeverity,
    /// A few words.
    pub title: String,
    /// One sentence for someone who does not read logs.
    pub description: String,
    /// The numbers of the test behind it.
    pub evidence: Vec<Evidence>,
    /// How often chance alone would bring it, all tests counted in; absent where nothing was tested: it is then a plain count
    /// or a forecast, whose interval stands in the evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chance: Option<Chance>,
    /// What one could do.
    pub actions: Vec<ActionType>,
    /// What it costs or would save, in words with numbers.
    pub impact: String,
    /// How much work the remedy is.
    pub effort: Difficulty,
    /// Where it stands.
    #[serde(default)]
    pub status: InsightStatus,
    /// When it was found.
    pub at: Timestamp,
    /// When it no longer holds.
    pub expires: Timestamp,
    /// Keys of the anomalies and forecasts it was derived from; empty where it was derived from counts alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
}

impl AiInsight {
    /// The numbers of all its evidence by name (column `data`); of two with one name the first.
    #[must_use]
    pub fn data(&self) -> BTreeMap<&str, f64> {
        let numbers = self.evidence.iter().rev().flat_map(|evidence| &evidence.numbers);
        numbers.map(|(name, value)| (name.as_str(), *value)).collect()
    }
}
