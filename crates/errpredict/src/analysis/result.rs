//! What an analysis gives.

use serde::{Deserialize, Serialize};

use crate::PeopleClock;
use crate::action::PreventiveAction;
use crate::detect::{AnomalyDetection, Metric};
use crate::time::{DAY_MS, Timestamp};

use super::config::Depth;
use super::headline::Headline;
use super::patterns::PatternSummary;
use super::service::ServiceAnalysis;

/// Version of the message; it changes when a field changes its meaning or goes.
pub const ANALYSIS_VERSION: u32 = 1;

/// Everything found about every service at one time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Analysis {
    /// Version of this message.
    pub version: u32,
    /// The first sentence.
    #[serde(default)]
    pub headline: Headline,
    /// What to know of the log before any of it is believed: a wrong clock, that nothing arrived for days, lines that could not be
    /// read (by whoever read it).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// The zone by whose clock sentences tell times; UTC when absent. All other times are UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The time analysed: the asked one, floored to a whole minute. Nothing after it was read.
    pub effective_at: Timestamp,
    /// The first event of the log, without one of a clock that was weeks wrong.
    pub first_event: Timestamp,
    /// The newest event of the log, which may lie after `effective_at`.
    pub last_event: Timestamp,
    /// Events read up to `effective_at`.
    pub events: u64,
    /// Errors among them: severity `medium` and above.
    pub errors: u64,
    /// How far the analysis went.
    pub depth: Depth,
    /// What the messages of all services have in common, commonest of the last 24 hours first.
    pub patterns: Vec<PatternSummary>,
    /// All services together.
    pub system: ServiceAnalysis,
    /// Each service, in name order.
    pub services: Vec<ServiceAnalysis>,
}

impl Analysis {
    /// The clock by which its times are told.
    #[must_use]
    pub fn clock(&self) -> PeopleClock {
        // The zone was checked with the configuration.
        PeopleClock::new(self.zone.as_deref()).unwrap_or_default()
    }

    /// Whether most events state no level and none is an error: that all is well cannot be told of such a log.
    #[must_use]
    pub fn is_without_levels(&self) -> bool {
        let system = &self.system;
        self.errors == 0 && system.failed_requests == 0 && 2 * system.without_level > system.events
    }

    /// Whether the log is shorter than a day: nothing in it can be compared with the same hour of another day.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.effective_at.ms() - self.first_event.ms() < DAY_MS
    }

    /// Whether the log itself stopped arriving.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        let is_it = |one: &AnomalyDetection| {
            one.ongoing && one.is_told() && one.metric == Metric::Events && one.actual == 0.0
        };
        self.system.anomalies.iter().any(is_it)
    }

    /// What to do, whatever it is for: critical first, then by [`PreventiveAction::by_urgency`], equal ones by trouble and
    /// those for all services together last. Nothing is left out.
    #[must_use]
    pub fn to_do(&self) -> Vec<&PreventiveAction> {
        let scopes = self.by_trouble().into_iter().chain([&self.system]);
        let mut actions: Vec<&PreventiveAction> = scopes.flat_map(|found| &found.actions).collect();
        // Stable: what is equal stays in the order of the scopes.
        actions.sort_by(|a, b| {
            let is_of_all = |action: &PreventiveAction| action.scope.is_system();
            b.priority.cmp(&a.priority).then(is_of_all(a).cmp(&is_of_all(b))).then_with(|| a.by_urgency(b))
        });
        actions
    }

    /// The services in most trouble first: ongoing anomalies by severity, then errors of the last day, then name.
    #[must_use]
    pub fn by_trouble(&self) -> Vec<&ServiceAnalysis> {
        let key = |service: &ServiceAnalysis| {
            let told = service.anomalies.iter().filter(|anomaly| anomaly.is_told());
            let worst = told.map(|anomaly| (anomaly.ongoing, anomaly.severity)).max();
            (worst, service.errors_last_day, service.errors)
        };
        let mut services: Vec<_> = self.services.iter().collect();
        services.sort_by(|a, b| key(b).cmp(&key(a)).then_with(|| a.scope.cmp(&b.scope)));
        services
    }
}
