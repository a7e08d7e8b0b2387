//! How often a service meets trouble within a horizon, from its own history: a base rate, and labelled as one.
//!
//! For a horizon H the share of past times *t* for which the span (*t*, *t* + H] held the event, measured over every
//! minute of the history at once (the union of the spans before the events, one sweep over non-empty cells). The share
//! is shrunk to that of all services: with n = history / H independent spans,
//!
//! p = (n × share + s × share of all services + 1/2) / (n + s + 1), interval from the same Beta distribution, s = 2.
//!
//! This is the posterior mean of a beta-binomial model (Gelman et al., *Bayesian Data Analysis*, 2013, 2.4). It knows
//! nothing of the present state: a trained model must beat it to be used.
//!
//! # Works badly when
//! The service has changed (its history then speaks of another service), or fails in long outages: the spans overlap
//! more than n says, and the interval is too narrow.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::rollup::Cells;
use crate::stats::special::{beta_lower, count_upper_tail};
use crate::time::{MINUTE_MS, Timestamp};

/// Weight of the share of all services, in spans: two, so that a handful of own spans already outweighs it.
const PRIOR_SPANS: f64 = 2.0;
/// A share can only be measured over a history of at least this many horizons.
pub(super) const MIN_SPANS: f64 = 3.0;
/// Level of the interval.
pub const INTERVAL_LEVEL: f64 = 0.9;
/// Chance that a steady rate alone reaches the burst threshold within one span.
const BURST_CHANCE: f64 = 1e-3;
/// Fewer errors than this are no burst, however quiet the service was.
const BURST_MIN_COUNT: u64 = 5;
/// Probability bands (specification 4.5).
const BANDS: [(f64, Band); 3] = [(0.75, Band::Critical), (0.60, Band::High), (0.40, Band::Medium)];

/// What is foreseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// At least one event of severity `critical`.
    Critical,
    /// At least as many errors as a steady rate would show once in a thousand spans.
    Burst,
}

/// Where a probability comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// How often it happened before, whatever the present state.
    BaseRate,
    /// A trained model, calibrated on data it was not fitted on.
    Model,
}

/// How high a probability is (0.40, 0.60, 0.75).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Below 0.40.
    Low,
    /// 0.40 to 0.60.
    Medium,
    /// 0.60 to 0.75.
    High,
    /// 0.75 and above.
    Critical,
}

/// The probability that something happens within a horizon (table `error_predictions`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ErrorPrediction {
    /// The service; `system` is all of them.
    pub service: String,
    /// What is foreseen.
    pub target: Target,
    /// Errors within the horizon from which on it is a burst; absent for `critical`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub burst_threshold: Option<u64>,
    /// Within how many minutes.
    pub horizon_minutes: u32,
    /// The probability, 0 to 1.
    pub probability: f64,
    /// Lower end of its interval.
    pub lower: f64,
    /// Upper end of its interval.
    pub upper: f64,
    /// Level of that interval.
    pub level: f64,
    /// How high it is.
    pub band: Band,
    /// Where it comes from.
    pub basis: Basis,
    /// Past spans of the horizon's length it rests on.
    pub n_spans: f64,
}

/// A history to count in: the cells of a service, over (`from`, `at`].
#[derive(Debug, Clone, Copy)]
pub struct History<'a> {
    /// The errors, or the critical events.
    pub cells: &'a Cells,
    /// Where the history begins.
    pub from: Timestamp,
    /// Now: nothing after it is read.
    pub at: Timestamp,
}

impl History<'_> {
    /// The share of past times whose next `horizon_minutes` held at least `at_least` events, and the number of
    /// independent spans it rests on.
    ///
    /// # Errors
    /// `invalid_argument` for a horizon of 0; `not_enough_data` for a history shorter than three horizons.
    pub fn share(&self, horizon_minutes: u32, at_least: u64) -> Result<(f64, f64)> {
        let horizon_ms = i64::from(horizon_minutes) * MINUTE_MS;
        if horizon_ms == 0 {
            return Err(Error::setting("horizon_minutes", "at least 1", 0));
        }
        let observed_ms = self.at.ms() - self.from.ms();
        let n_spans = observed_ms as f64 / horizon_ms as f64;
        if n_spans < MIN_SPANS {
            let (needed, got) = (3 * horizon_minutes as usize, (observed_ms / MINUTE_MS).max(0) as usize);
            return Err(Error::not_enough("minutes of history", needed, got));
        }
        let held_ms = self.held_ms(horizon_ms, at_least);
        Ok((held_ms as f64 / (observed_ms - horizon_ms) as f64, n_spans))
    }

    /// Milliseconds *t* in [from, at − H) for which (*t*, *t* + H] held at least `at_least` events.
    ///
    /// An event in the bucket that ends at *e* is inside for *t* in [e − H, e): a sweep over entries and exits.
    fn held_ms(&self, horizon_ms: i64, at_least: u64) -> i64 {
        let (begin, end) = (self.from.ms(), self.at.ms() - horizon_ms);
        let mut exits = self.cells.range(self.from, self.at).peekable();
        let (mut inside, mut held, mut since) = (0u64, 0i64, begin);
        let mut advance = |to: i64, inside: u64| {
            let to = to.clamp(begin, end);
            if inside >= at_least {
                held += to - since;
            }
            since = to;
        };
        for (entry, count) in self.cells.range(self.from, self.at) {
            let enters = entry.ms() - horizon_ms;
            while let Some((exit, leaving)) = exits.next_if(|(exit, _)| exit.ms() <= enters) {
                advance(exit.ms(), inside);
                inside -= leaving;
            }
            advance(enters, inside);
            inside += count;
        }
        for (exit, leaving) in exits {
            advance(exit.ms(), inside);
            inside -= leaving;
        }
        held
    }

    /// Events in a span of that length, on average.
    pub(super) fn mean_per_span(&self, horizon_minutes: u32) -> f64 {
        let observed_ms = (self.at.ms() - self.from.ms()).max(1) as f64;
        let horizon_ms = (i64::from(horizon_minutes) * MINUTE_MS) as f64;
        self.cells.between(self.from, self.at) as f64 * horizon_ms / observed_ms
    }

    /// The smallest count that a steady rate equal to the history's mean reaches with a chance of at most 1 in 1,000
    /// within one span, and at least 5.
    #[must_use]
    pub fn burst_threshold(&self, horizon_minutes: u32) -> u64 {
        rare_count(self.mean_per_span(horizon_minutes))
    }
}

/// The smallest count that a steady rate of that mean a span reaches with a chance of at most 1 in 1,000 within one
/// span, and at least 5.
pub(super) fn rare_count(mean: f64) -> u64 {
    let rare = |count: u64| count_upper_tail(count as f64, mean, f64::INFINITY) <= BURST_CHANCE;
    let mut high = BURST_MIN_COUNT.max(1);
    while !rare(high) {
        high *= 2;
    }
    let mut low = BURST_MIN_COUNT.max(high / 2);
    while low < high {
        let middle = low + (high - low) / 2;
        if rare(middle) { high = middle } else { low = middle + 1 }
    }
    high
}

/// The base rate of a service: its own share, shrunk to `prior_share` (that of all services).
#[must_use]
pub fn base_rate(
    service: &str,
    target: Target,
    burst_threshold: Option<u64>,
    horizon_minutes: u32,
    (share, n_spans): (f64, f64),
    prior_share: f64,
) -> ErrorPrediction {
    let (a, b) = posterior((share, n_spans), prior_share);
    let probability = a / (a + b);
    let tail = (1.0 - INTERVAL_LEVEL) / 2.0;
    ErrorPrediction {
        service: service.to_owned(),
        target,
        burst_threshold,
        horizon_minutes,
        probability,
        lower: beta_quantile(a, b, tail).min(probability),
        upper: beta_quantile(a, b, 1.0 - tail).max(probability),
        level: INTERVAL_LEVEL,
        band: band(probability),
        basis: Basis::BaseRate,
        n_spans,
    }
}

/// The probability of [`base_rate`], without all that is told about it.
#[must_use]
pub fn base_probability(share: (f64, f64), prior_share: f64) -> f64 {
    let (a, b) = posterior(share, prior_share);
    a / (a + b)
}

/// The interval of [`INTERVAL_LEVEL`] of a probability that rests on so many spans.
pub(super) fn beta_interval(probability: f64, n_spans: f64) -> (f64, f64) {
    let (a, b) = (probability * n_spans, (1.0 - probability) * n_spans);
    let tail = (1.0 - INTERVAL_LEVEL) / 2.0;
    (beta_quantile(a, b, tail), beta_quantile(a, b, 1.0 - tail))
}

/// The two parameters of the Beta distribution that a share gives.
fn posterior((share, n_spans): (f64, f64), prior_share: f64) -> (f64, f64) {
    let happened = n_spans * share + PRIOR_SPANS * prior_share;
    let total = n_spans + PRIOR_SPANS;
    // Jeffreys' half span on either side: never seen is not impossible.
    (happened + 0.5, total - happened + 0.5)
}

/// The band a probability falls into.
#[must_use]
pub fn band(probability: f64) -> Band {
    BANDS.iter().find(|(from, _)| probability >= *from).map_or(Band::Low, |&(_, band)| band)
}

/// The x with I_x(a, b) = p, by bisection to the last bit that matters for a probability.
fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..50 {
        let middle = 0.5 * (low + high);
        if beta_lower(a, b, middle, 1.0 - middle) < p { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{EventRef, Severity};
    use crate::rollup::{Rollup, RollupConfig};

    fn rollup(minutes: &[i64]) -> Rollup {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for minute in minutes {
            let at = Timestamp::from_ms(minute * MINUTE_MS).unwrap();
            rollup.observe(EventRef::new(at, "s", Severity::Critical, "E"));
        }
        rollup.settle();
        rollup
    }

    fn history(rollup: &Rollup, from: i64, at: i64) -> History<'_> {
        let time = |minute: i64| Timestamp::from_ms(minute * MINUTE_MS).unwrap();
        History { cells: rollup.service("s").unwrap().errors(), from: time(from), at: time(at) }
    }

    /// The definition, minute by minute.
    fn counted(minutes: &[i64], from: i64, at: i64, horizon: i64, at_least: usize) -> f64 {
        let held = (from..at - horizon)
            .filter(|t| {
                minutes.iter().filter(|&&e| e > *t && e <= t + horizon && e > from).count() >= at_least
            })
            .count();
        held as f64 / (at - horizon - from) as f64
    }

    #[test]
    fn the_sweep_agrees_with_counting_every_minute() {
        let minutes = [3, 4, 4, 90, 91, 95, 200, 201, 202, 203, 204, 400, 461, 599];
        let rollup = rollup(&minutes);
        for (from, at) in [(0, 600), (4, 600), (50, 450)] {
            let seen: Vec<i64> = minutes.iter().copied().filter(|&m| m <= at).collect();
            for horizon in [1, 7, 30, 60, 130] {
                for at_least in [1, 2, 3, 6] {
                    let (share, n) = history(&rollup, from, at).share(horizon, at_least).unwrap();
                    let expected = counted(&seen, from, at, i64::from(horizon), at_least as usize);
                    assert!(
                        (share - expected).abs() < 1e-12,
                        "{from} {at} {horizon} {at_least}: {share} {expected}"
                    );
                    assert_eq!(n, (at - from) as f64 / f64::from(horizon));
                }
            }
        }
    }

    #[test]
    fn a_short_history_says_so() {
        let rollup = rollup(&[5]);
        let error = history(&rollup, 0, 100).share(60, 1).unwrap_err();
        assert_eq!(error.to_string(), "needs at least 180 minutes of history, got 100");
    }

    #[test]
    fn little_history_is_shrunk_and_wide() {
        let wide = base_rate("s", Target::Critical, None, 60, (0.5, 4.0), 0.1);
        let narrow = base_rate("s", Target::Critical, None, 60, (0.5, 4000.0), 0.1);
        assert!((wide.probability - (4.0 * 0.5 + 0.2 + 0.5) / 7.0).abs() < 1e-12);
        assert!(narrow.upper - narrow.lower < 0.03 && wide.upper - wide.lower > 0.4, "{wide:?} {narrow:?}");
        let never = base_rate("s", Target::Critical, None, 60, (0.0, 100.0), 0.0);
        assert!(
            never.probability > 0.0 && never.probability < 0.01 && never.upper > 0.01 && never.lower < 1e-4,
            "{never:?}"
        );
    }

    #[test]
    fn burst_threshold_is_where_a_steady_rate_rarely_goes() {
        let every_minute: Vec<i64> = (1..=10_000).collect();
        let rollup = rollup(&every_minute);
        let threshold = history(&rollup, 0, 10_000).burst_threshold(60);
        // Poisson(60): P(Y >= 85) = 0.00136, P(Y >= 86) = 0.00093.
        assert_eq!(threshold, 86);
        assert_eq!(history(&rollup, 0, 10_000).burst_threshold(1), 6, "P(Y >= 5) = 0.0037 at a mean of 1");
        let quiet = [7];
        let rollup = self::rollup(&quiet);
        assert_eq!(history(&rollup, 0, 10_000).burst_threshold(60), 5);
    }
}
