//! What is foreseen, and what a burst is: one answer for base rates, models and the analysis.
//!
//! | Target | It came when, within the horizon, |
//! |---|---|
//! | `critical` | an event of severity critical came |
//! | `burst` | a burst of errors (medium and above) came |
//! | `failed_requests` | a burst of failed requests (status 500 to 599) came |
//! | `slow_requests` | a burst of requests came that were slower than 99 of 100 before the last day of the history |
//!
//! A burst is a half hour with as many events as a steady rate equal to the service's own mean would show in at most one
//! half hour of a thousand (Poisson tail), and at least five. It is asked of the history up to a time and of nothing
//! after it, so that a base rate and a model that are asked at the same time speak of the same event. The half hour does
//! not grow with the horizon: what comes within two hours comes within a day.
//!
//! Works badly when errors never come at a steady rate: more than one half hour in a thousand then holds a burst, and its
//! base rate says how many.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::event::Severity;
use crate::rollup::{Cells, ServiceRollup};
use crate::stats::special::count_upper_tail;
use crate::time::{MINUTE_MS, Timestamp};

/// What is foreseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// At least one event of severity `critical`.
    #[default]
    Critical,
    /// A burst of errors.
    Burst,
    /// A burst of failed requests (status 500 to 599).
    FailedRequests,
    /// A burst of slow requests.
    SlowRequests,
}

impl Target {
    /// Every target.
    pub const ALL: &'static [Target] =
        &[Target::Critical, Target::Burst, Target::FailedRequests, Target::SlowRequests];
    /// The names, as in `--target`.
    pub const NAMES: &'static [&'static str] = &["critical", "burst", "failed_requests", "slow_requests"];

    /// The name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Target::Critical => "critical",
            Target::Burst => "burst",
            Target::FailedRequests => "failed_requests",
            Target::SlowRequests => "slow_requests",
        }
    }

    /// The target of that name.
    ///
    /// # Errors
    /// `unknown_name`, with the list of names.
    pub fn from_name(name: &str) -> Result<Self> {
        let known = Target::ALL.iter().find(|target| target.name() == name);
        known.copied().ok_or_else(|| Error::unknown("target", name, Target::NAMES))
    }

    /// Whether it takes as many as make a burst; the others come with the first event.
    #[must_use]
    pub const fn is_burst(self) -> bool {
        !matches!(self, Target::Critical)
    }

    /// What is counted for it, by minute; empty for slow requests, which are counted from response times.
    pub(super) fn cells(self, service: &ServiceRollup) -> &Cells {
        match self {
            Target::Critical => service.severity(Severity::Critical),
            Target::Burst => service.errors(),
            Target::FailedRequests => service.server_errors(),
            Target::SlowRequests => Cells::EMPTY,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Target {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Target::from_name(name)
    }
}

/// From how many events within how long on it is a burst.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `window_minutes` | 30 | the time in which they come | 1 to 1,440 |
/// | `chance` | 0.001 | chance that a steady rate alone reaches as many in one window | 0 to 0.5, neither included |
/// | `at_least` | 5 | fewer are no burst, however quiet the service | 1 or more |
///
/// Half an hour: the shortest horizon of the specification (4.5). One in a thousand: a steady rate then makes a burst in
/// about one half hour of three weeks. Five: fewer can be one failure tried again a few times.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct BurstRule {
    /// The time in which they come, in minutes.
    pub window_minutes: u32,
    /// Chance that a steady rate alone reaches as many in one window.
    pub chance: f64,
    /// Fewer are no burst, however quiet the service.
    pub at_least: u64,
}

impl Default for BurstRule {
    fn default() -> Self {
        BurstRule { window_minutes: 30, chance: 1e-3, at_least: 5 }
    }
}

impl BurstRule {
    /// Checks the ranges.
    ///
    /// # Errors
    /// `invalid_setting`, with the setting, its range and the value.
    pub fn validate(&self) -> Result<()> {
        if !(1..=1440).contains(&self.window_minutes) {
            return Err(Error::setting("burst.window_minutes", "1 to 1440", self.window_minutes));
        }
        if !(self.chance > 0.0 && self.chance < 0.5) {
            return Err(Error::setting("burst.chance", "above 0 and below 0.5", self.chance));
        }
        if self.at_least == 0 {
            return Err(Error::setting("burst.at_least", "at least 1", self.at_least));
        }
        Ok(())
    }

    /// Events in a window on average, of those in (`from`, `at`].
    pub(super) fn mean(&self, cells: &Cells, from: Timestamp, at: Timestamp) -> f64 {
        self.mean_of(cells.between(from, at), from, at)
    }

    /// The same of a number of events in that time.
    pub(super) fn mean_of(&self, count: u64, from: Timestamp, at: Timestamp) -> f64 {
        let minutes = (at.ms() - from.ms()).max(1) as f64 / MINUTE_MS as f64;
        count as f64 * f64::from(self.window_minutes) / minutes
    }

    /// The smallest count of a burst where `mean` events come in a window on average.
    #[must_use]
    pub fn threshold(&self, mean: f64) -> u64 {
        let rare = |count: u64| count_upper_tail(count as f64, mean, f64::INFINITY) <= self.chance;
        let at_least = self.at_least.max(1);
        let mut high = at_least;
        while !rare(high) && high < u64::MAX / 2 {
            high *= 2;
        }
        let mut low = at_least.max(high / 2);
        while low < high {
            let middle = low + (high - low) / 2;
            if rare(middle) { high = middle } else { low = middle + 1 }
        }
        high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for (target, name) in Target::ALL.iter().zip(Target::NAMES) {
            assert_eq!((target.name(), Target::from_name(name).unwrap()), (*name, *target));
            assert_eq!(serde_json::to_string(target).unwrap(), format!("\"{name}\""));
        }
        assert!(Target::from_name("rain").unwrap_err().to_string().contains("critical, burst"));
    }

    #[test]
    fn a_burst_is_where_a_steady_rate_rarely_goes() {
        let rule = BurstRule::default();
        // Poisson(60): P(Y >= 85) = 0.00136, P(Y >= 86) = 0.00093 (scipy.stats.poisson.sf).
        assert_eq!(rule.threshold(60.0), 86);
        assert_eq!(rule.threshold(0.0), 5);
        assert_eq!(rule.threshold(0.5), 5);
        // Poisson(1): P(Y >= 5) = 0.00366, P(Y >= 6) = 0.00059.
        assert_eq!(rule.threshold(1.0), 6);
        assert_eq!(BurstRule { at_least: 1, ..rule }.threshold(0.0005), 1);
        assert!(BurstRule { chance: 0.0, ..rule }.validate().is_err());
        assert!(BurstRule { at_least: 0, ..rule }.validate().is_err());
    }
}
