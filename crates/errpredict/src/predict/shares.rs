//! How often a service meets trouble within a horizon, from its own history: a base rate, and labelled as one.
//!
//! For a horizon H the share of past times *t* for which the target came in (*t*, *t* + H], measured over every minute
//! of the history at once (the union of the spans before it came). The share is shrunk to that of all services: with
//! n = history / H independent spans,
//!
//! p = (n × share + s × share of all services + 1/2) / (n + s + 1), interval from the same Beta distribution, s = 2.
//!
//! This is the posterior mean of a beta-binomial model (Gelman et al., *Bayesian Data Analysis*, 2013, 2.4). It knows
//! nothing of the present state: a trained model must beat it to be used.
//!
//! # Works badly when
//! The service has changed (its history then speaks of another service), or fails in long outages: the spans overlap
//! more than n says, and the interval is too narrow.

use super::occurrences::{Occurrences, TargetLimit, minute};
use super::prediction::{Basis, ErrorPrediction, INTERVAL_LEVEL, Question};
use super::target::{BurstRule, Target};
use crate::error::{Error, Result};
use crate::rollup::ServiceRollup;
use crate::stats::special::beta_lower;
use crate::time::{DAY_MS, MINUTE_MS, Timestamp};

/// Weight of the share of all services, in spans. By judgement: two, so that a handful of own spans already outweighs
/// it.
const PRIOR_SPANS: f64 = 2.0;
/// A share can only be measured over a history of at least this many horizons. By judgement: of fewer the interval
/// reaches from next to never to nearly always.
pub(super) const MIN_SPANS: f64 = 3.0;

/// What was heard of a service up to a time, and what is looked for in it.
#[derive(Debug, Clone, Copy)]
pub struct Past<'a> {
    /// The service.
    pub service: &'a ServiceRollup,
    /// What is looked for.
    pub target: Target,
    /// Where the history begins, a whole minute.
    pub from: Timestamp,
    /// Now, a whole minute: nothing after it is read.
    pub at: Timestamp,
}

impl<'a> Past<'a> {
    /// Everything heard of the service up to the minute `at`.
    #[must_use]
    pub fn new(service: &'a ServiceRollup, target: Target, at: Timestamp) -> Self {
        let at = at.floor_to(MINUTE_MS);
        let from = service.first().map_or(at, |first| first.floor_to(MINUTE_MS)).min(at);
        Past { service, target, from, at }
    }

    /// From how many events on it is what is looked for, by the default [`BurstRule`]; nothing where there was nothing
    /// that could be counted.
    #[must_use]
    pub fn limit(&self) -> Option<TargetLimit> {
        TargetLimit::of(self.target, &BurstRule::default(), self.service, self.from, self.at)
    }

    /// The share of past times whose next `horizon_minutes` held the target, and the number of independent spans it
    /// rests on.
    ///
    /// # Errors
    /// `invalid_setting` for a horizon of 0; `not_enough_data` for a history shorter than three horizons.
    pub fn share(&self, horizon_minutes: u32) -> Result<(f64, f64)> {
        if horizon_minutes == 0 {
            return Err(Error::setting("horizon_minutes", "at least 1", 0));
        }
        let came = self.limit().map(|limit| limit.occurrences(self.target, self.service, self.from, self.at));
        share_of(&came.unwrap_or_default(), (self.from, self.at), horizon_minutes).ok_or_else(|| {
            let (needed, got) = (3 * horizon_minutes as usize, minute(self.at) - minute(self.from));
            Error::not_enough("minutes of history", needed, got as usize)
        })
    }

    /// On which part of the last `days` days the target came within the horizon after this time of the day, with half a day
    /// on either side as in [`base_rate`]; nothing where no such day is known to its end.
    #[must_use]
    pub fn share_at_this_time(&self, horizon_minutes: u32, days: u32) -> Option<f64> {
        let came = self.limit().map(|limit| limit.occurrences(self.target, self.service, self.from, self.at));
        let ahead = came.unwrap_or_default().ahead(horizon_minutes);
        let (from, at) = (minute(self.from), minute(self.at));
        let then = |ago: u32| at.checked_sub(ago * (DAY_MS / MINUTE_MS) as u32);
        let known = |time: &u32| *time >= from && *time + horizon_minutes <= at;
        let times: Vec<u32> = (1..=days).filter_map(then).filter(known).collect();
        let held = times.iter().filter(|time| ahead.between(**time, **time + 1) > 0).count() as f64;
        (!times.is_empty()).then(|| (held + 0.5) / (times.len() as f64 + 1.0))
    }
}

/// The share of the minutes of (`from`, `at`] whose next `horizon_minutes` held what came, and the spans it rests on;
/// nothing where that time is shorter than three horizons.
pub(super) fn share_of(
    came: &Occurrences,
    (from, at): (Timestamp, Timestamp),
    horizon_minutes: u32,
) -> Option<(f64, f64)> {
    let (from, at) = (minute(from), minute(at));
    let observed = at.saturating_sub(from);
    let n_spans = f64::from(observed) / f64::from(horizon_minutes);
    let held = || came.ahead(horizon_minutes).between(from, at - horizon_minutes);
    (n_spans >= MIN_SPANS).then(|| (held() as f64 / f64::from(observed - horizon_minutes), n_spans))
}

/// The base rate that answers a question: the own share, shrunk to `prior_share` (that of all services).
#[must_use]
pub fn base_rate(question: Question, (share, n_spans): (f64, f64), prior_share: f64) -> ErrorPrediction {
    let (a, b) = posterior((share, n_spans), prior_share);
    let probability = a / (a + b);
    let tail = (1.0 - INTERVAL_LEVEL) / 2.0;
    let interval = (beta_quantile(a, b, tail), beta_quantile(a, b, 1.0 - tail));
    let mut answer = ErrorPrediction::new(question, Basis::BaseRate, probability, interval);
    answer.usual = Some(probability);
    answer.n_spans = Some(n_spans);
    answer
}

/// The probability of [`base_rate`], without all that is told about it.
#[must_use]
pub fn base_probability(share: (f64, f64), prior_share: f64) -> f64 {
    let (a, b) = posterior(share, prior_share);
    a / (a + b)
}

/// The interval of [`INTERVAL_LEVEL`] of a probability that rests on so many spans.
pub(super) fn beta_interval(probability: f64, n_spans: f64) -> (f64, f64) {
    // Half a span on either side, as in the probability itself.
    let n = n_spans.max(0.0) + 1.0;
    let (a, b) = (probability * n, (1.0 - probability) * n);
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
    use crate::event::{EventRef, Scope, Severity};
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

    fn past(rollup: &Rollup, target: Target, from: i64, at: i64) -> Past<'_> {
        let time = |minute: i64| Timestamp::from_ms(minute * MINUTE_MS).unwrap();
        Past { service: rollup.service("s").unwrap(), target, from: time(from), at: time(at) }
    }

    /// The definition, minute by minute: as many within a window that lies ahead, within the horizon.
    fn counted(minutes: &[i64], from: i64, at: i64, horizon: i64, limit: TargetLimit) -> f64 {
        let window = i64::from(limit.window_minutes);
        let came = |t: i64| {
            (t + 1..=t + horizon).any(|end| {
                let inside = |e: &&i64| **e > t.max(end - window) && **e <= end && **e > from;
                minutes.iter().filter(inside).count() as u64 >= limit.at_least
            })
        };
        (from..at - horizon).filter(|t| came(*t)).count() as f64 / (at - horizon - from) as f64
    }

    #[test]
    fn the_spans_agree_with_counting_every_minute() {
        let minutes = [3, 4, 4, 90, 91, 91, 92, 95, 200, 201, 202, 203, 204, 208, 400, 461, 599];
        let rollup = rollup(&minutes);
        for (from, at) in [(0, 600), (4, 600), (50, 450)] {
            let seen: Vec<i64> = minutes.iter().copied().filter(|&m| m <= at).collect();
            for horizon in [1, 7, 30, 60, 130] {
                for target in [Target::Critical, Target::Burst] {
                    let past = past(&rollup, target, from, at);
                    let (share, n) = past.share(horizon).unwrap();
                    let limit = past.limit().unwrap();
                    let expected = counted(&seen, from, at, i64::from(horizon), limit);
                    assert!((share - expected).abs() < 1e-12, "{from} {at} {horizon}: {share} {expected}");
                    assert_eq!(n, (at - from) as f64 / f64::from(horizon));
                }
            }
        }
    }

    #[test]
    fn what_comes_at_this_time_every_day() {
        // A critical event ten minutes after noon of eight days of nine, now noon of the tenth.
        let (day, noon) = (1440, 720);
        let minutes: Vec<i64> = (0..9).filter(|n| *n != 6).map(|n| n * day + noon + 10).collect();
        let rollup = rollup(&minutes);
        let share = |at: i64, horizon| past(&rollup, Target::Critical, 0, at).share_at_this_time(horizon, 7);
        assert_eq!(share(9 * day + noon, 30), Some(6.5 / 8.0));
        assert_eq!(share(9 * day + noon, 5), Some(0.5 / 8.0));
        // A day that is not over for that horizon tells nothing, nor does one before the first event.
        assert_eq!(share(day + noon, 1440), Some(1.5 / 2.0));
        assert_eq!(share(noon, 30), None);
        // What comes later changes nothing.
        assert_eq!(share(3 * day + noon, 30), Some(3.5 / 4.0));
    }

    #[test]
    fn a_short_history_says_so() {
        let rollup = rollup(&[5]);
        let error = past(&rollup, Target::Critical, 0, 100).share(60).unwrap_err();
        assert_eq!(error.to_string(), "needs at least 180 minutes of history, got 100");
        assert!(past(&rollup, Target::Critical, 0, 100).share(0).is_err());
        assert_eq!(
            past(&rollup, Target::FailedRequests, 0, 100).limit(),
            None,
            "no requests, no burst of them"
        );
    }

    #[test]
    fn a_burst_takes_more_than_a_steady_rate_shows() {
        let every_minute: Vec<i64> = (1..=10_000).collect();
        let steady = rollup(&every_minute);
        let limit = past(&steady, Target::Burst, 0, 10_000).limit().unwrap();
        // Poisson(30): P(Y >= 49) = 0.00096, P(Y >= 48) = 0.00168 (scipy.stats.poisson.sf).
        assert_eq!((limit.at_least, limit.window_minutes), (49, 30));
        assert_eq!(past(&rollup(&[7]), Target::Burst, 0, 10_000).limit().unwrap().at_least, 5);
    }

    #[test]
    fn little_history_is_shrunk_and_wide() {
        let asked = |share| {
            let question = Question {
                scope: Scope::Service("s".to_owned()),
                target: Target::Critical,
                fingerprint: None,
                burst_threshold: None,
                horizon_minutes: 60,
                at: Timestamp::clamped(0),
            };
            base_rate(question, share, if share.1 == 100.0 { 0.0 } else { 0.1 })
        };
        let (wide, narrow) = (asked((0.5, 4.0)), asked((0.5, 4000.0)));
        assert!((wide.probability - (4.0 * 0.5 + 0.2 + 0.5) / 7.0).abs() < 1e-12);
        assert!(narrow.upper - narrow.lower < 0.032 && wide.upper - wide.lower > 0.4, "{wide:?} {narrow:?}");
        let never = asked((0.0, 100.0));
        assert!(
            never.probability > 0.0 && never.probability < 0.01 && never.upper > 0.01 && never.lower < 1e-4,
            "{never:?}"
        );
    }
}
