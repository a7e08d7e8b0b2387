//! What of a service is counted and judged: its errors, and of its requests those that failed or were slow.

use crate::detect::{AnomalyCause, AnomalyDetection};
use crate::rollup::ServiceRollup;
use crate::stats::Series;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

/// Share of the requests before the last day that were no slower than the limit from which one is slow.
const NOT_SLOW: f64 = 0.99;
/// Fewer response times before the last day tell no such limit.
const RESPONSES_FOR_LIMIT: u64 = 1_000;
/// Response times are kept in windows of so long.
const WINDOW_MS: i64 = 5 * MINUTE_MS;

/// Which counts of a service an anomaly is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Events of kind error from severity medium up.
    Errors,
    /// Answers with a status of 500 to 599.
    FailedRequests,
    /// Requests slower than 99 of 100 before the last day.
    SlowRequests,
    /// Requests of any outcome.
    Requests,
    /// Events of any kind.
    Events,
    /// Events of severity critical.
    Critical,
}

impl Counted {
    /// In two words at most.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Counted::Errors => "errors",
            Counted::FailedRequests => "failed requests",
            Counted::SlowRequests => "slow requests",
            Counted::Requests => "requests",
            Counted::Events => "events",
            Counted::Critical => "critical events",
        }
    }

    /// The subject of anomalies in these counts of a service.
    #[must_use]
    pub fn subject(self, service: &str) -> String {
        match self {
            Counted::Errors => service.to_owned(),
            other => format!("{service}: {}", other.name()),
        }
    }

    /// Which counts of the service the anomaly is about.
    #[must_use]
    pub fn of(service: &str, anomaly: &AnomalyDetection) -> Counted {
        match anomaly.subject.strip_prefix(service) {
            Some(": failed requests") => Counted::FailedRequests,
            Some(": slow requests") => Counted::SlowRequests,
            Some(": requests") => Counted::Requests,
            Some(": events") => Counted::Events,
            Some(": critical events") => Counted::Critical,
            _ => Counted::Errors,
        }
    }
}

/// Requests that were slower than all but 1 in 100 before the last day.
pub(super) struct Slow {
    limit_ms: f64,
    /// Per hour.
    pub(super) series: Series,
}

impl Slow {
    /// Those of a service heard of since `begin`; nothing where too few response times are known from before the last day.
    pub(super) fn of(service: &ServiceRollup, begin: Timestamp, at: Timestamp) -> Option<Slow> {
        // A window that is not over yet may hold what comes after `at`.
        let at = at.floor_to(WINDOW_MS);
        let before = at.plus_ms(-DAY_MS);
        if service.latency_count().between(begin, before) < RESPONSES_FOR_LIMIT {
            return None;
        }
        let limit_ms = service.latency().between(begin, before).quantile_ms(NOT_SLOW)?;
        let hours = (at.ms() - begin.ms()) / HOUR_MS;
        let after = at.plus_ms(-hours * HOUR_MS);
        let mut values = vec![0.0; hours as usize];
        for (end, window) in service.latency().range(after, at) {
            let hour = (end.ms() - after.ms() - 1) / HOUR_MS;
            values[hour as usize] += window.count_above_ms(limit_ms) as f64;
        }
        let series = Series { first_end: after.plus_ms(HOUR_MS), step_ms: HOUR_MS, values };
        Some(Slow { limit_ms, series })
    }

    /// The anomaly with the limit named.
    pub(super) fn told(&self, anomaly: AnomalyDetection) -> AnomalyDetection {
        let limit = AnomalyCause {
            name: format!("slower than {} ms", rounded(self.limit_ms)),
            share: 1.0,
            expected: anomaly.expected,
            actual: anomaly.actual,
        };
        AnomalyDetection { causes: vec![limit], ..anomaly }
    }
}

/// Three digits are as many as the histogram tells.
fn rounded(ms: f64) -> String {
    if ms >= 100.0 { format!("{ms:.0}") } else { format!("{ms:.1}") }
}
