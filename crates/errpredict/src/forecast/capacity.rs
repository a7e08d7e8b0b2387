//! The capacity metrics of a service as hourly series: errors, requests, error rate, response times.
//!
//! | Metric | Unit | An hour without requests is |
//! |---|---|---|
//! | `errors` | errors per hour | as counted |
//! | `requests` | requests per hour | 0 |
//! | `error_rate` | share of the requests with a status that the server failed (5xx), 0 to 1 | a gap |
//! | `response_time_mean`, `_max` | milliseconds | a gap |
//! | `response_time_p50`, `_p95`, `_p99` | milliseconds, within 0.8 % | a gap |

use crate::error::{Error, ErrorKind, Result};
use crate::rollup::ServiceRollup;
use crate::stats::Series;
use crate::time::{HOUR_MS, Timestamp};

/// A metric that a log tells about a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CapacityMetric {
    /// Errors per hour.
    Errors,
    /// Requests per hour.
    Requests,
    /// Share of the requests that the server failed.
    ErrorRate,
    /// Mean response time.
    ResponseTimeMean,
    /// Median response time.
    ResponseTimeP50,
    /// Response time that 95 % of the requests keep.
    ResponseTimeP95,
    /// Response time that 99 % of the requests keep.
    ResponseTimeP99,
    /// Longest response time.
    ResponseTimeMax,
}

impl CapacityMetric {
    /// All metrics with their names.
    pub const NAMES: [(&'static str, CapacityMetric); 8] = [
        ("errors", CapacityMetric::Errors),
        ("requests", CapacityMetric::Requests),
        ("error_rate", CapacityMetric::ErrorRate),
        ("response_time_mean", CapacityMetric::ResponseTimeMean),
        ("response_time_p50", CapacityMetric::ResponseTimeP50),
        ("response_time_p95", CapacityMetric::ResponseTimeP95),
        ("response_time_p99", CapacityMetric::ResponseTimeP99),
        ("response_time_max", CapacityMetric::ResponseTimeMax),
    ];

    /// The metric of that name.
    ///
    /// # Errors
    /// `unknown_name`, with the list of names.
    pub fn from_name(name: &str) -> Result<CapacityMetric> {
        let found = Self::NAMES.iter().find(|(known, _)| *known == name);
        found
            .map(|(_, metric)| *metric)
            .ok_or_else(|| Error::unknown("metric", name, &Self::NAMES.map(|(n, _)| n)))
    }

    /// Whether the metric of all services is the sum of theirs.
    #[must_use]
    pub fn adds_up(self) -> bool {
        matches!(self, CapacityMetric::Errors | CapacityMetric::Requests)
    }

    /// The metric per hour, hours ending at `at`, from the first whole hour after `from` on.
    ///
    /// # Errors
    /// `not_enough_data` if the log tells nothing of the metric within that time.
    pub fn series(self, service: &ServiceRollup, from: Timestamp, at: Timestamp) -> Result<Series> {
        let hours = ((at.ms() - from.ms()) / HOUR_MS).max(0);
        let begin = at.plus_ms(-hours * HOUR_MS);
        let counted = |cells: &crate::rollup::Cells| cells.series(begin, at, HOUR_MS);
        let series = match self {
            CapacityMetric::Errors => return Ok(counted(service.errors())),
            CapacityMetric::Requests => counted(service.requests()),
            CapacityMetric::ErrorRate => {
                let (all, failed) = (counted(service.statuses()), counted(service.server_errors()));
                // 0 / 0 is NaN, a gap.
                let values = failed.values.iter().zip(&all.values).map(|(failed, all)| failed / all);
                Series { values: values.collect(), ..all }
            }
            _ => self.response_times(service, begin, hours),
        };
        if series
            .values
            .iter()
            .all(|value| value.is_nan() || (self == CapacityMetric::Requests && *value == 0.0))
        {
            let message = format!("the log names no requests that {} could be told from", self.name());
            return Err(Error::new(ErrorKind::NotEnoughData, message));
        }
        Ok(series)
    }

    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, metric)| *metric == self).map_or("", |(name, _)| name)
    }

    fn response_times(self, service: &ServiceRollup, begin: Timestamp, hours: i64) -> Series {
        let end = |hour: i64| begin.plus_ms((hour + 1) * HOUR_MS);
        let value = |hour: i64| {
            let times = service.latency().between(end(hour - 1), end(hour));
            let value = match self {
                CapacityMetric::ResponseTimeMean => times.mean_ms(),
                CapacityMetric::ResponseTimeMax => times.max_ms(),
                CapacityMetric::ResponseTimeP50 => times.quantile_ms(0.5),
                CapacityMetric::ResponseTimeP99 => times.quantile_ms(0.99),
                _ => times.quantile_ms(0.95),
            };
            value.unwrap_or(f64::NAN)
        };
        Series { first_end: end(0), step_ms: HOUR_MS, values: (0..hours).map(value).collect() }
    }
}
