//! How far counts spread beyond Poisson, in windows of every length, learned from the errors of the level.

use serde::{Deserialize, Serialize};

/// Windows tested, in buckets, and the share of the budget each gets. By judgement: half to the single bucket, where
/// trouble shows first, and the less the longer; with `SILENCE_SHARE` the parts add up to 1.
pub(super) const WINDOWS: [(usize, f64); 4] = [(1, 0.5), (4, 0.2), (12, 0.15), (24, 0.1)];
/// Windows needed before their own spread is believed. By judgement: a variance of eight is known to about a half; with
/// more, a new series waits longer for its own.
const WINDOWS_FOR_SPREAD: f64 = 8.0;
/// Buckets that the spread of a prior counts for. By judgement: a day of hours, after which the series' own counts say
/// more than those of others.
const PRIOR_BUCKETS: f64 = 24.0;

/// 1/r for each window: variance beyond Poisson and beyond the level's own uncertainty, over the squared mean.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Spread(pub(super) [f64; WINDOWS.len()]);

/// Sums over a window's errors from which its spread follows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct ErrorSums {
    n: f64,
    excess: f64,
    squared_mean: f64,
}

impl ErrorSums {
    /// Learns from a window whose count was `error` above its mean; `level` is the share of the mean's own uncertainty.
    pub(super) fn learn(&mut self, error: f64, mean: f64, level: f64) {
        self.n += 1.0;
        self.excess += error * error - mean - mean * mean * level;
        self.squared_mean += mean * mean;
    }

    /// Forgets part of what it learned from.
    pub(super) fn fade(&mut self, fade: f64) {
        self.n *= fade;
        self.excess *= fade;
        self.squared_mean *= fade;
    }
}

impl Spread {
    /// How far the counts seen so far spread, with the prior's spread for few of them.
    pub(super) fn of(errors: &[ErrorSums; WINDOWS.len()], of_prior: f64) -> Spread {
        let mut spread = [of_prior; WINDOWS.len()];
        for k in 0..WINDOWS.len() {
            let sums = errors[k];
            if sums.n >= WINDOWS_FOR_SPREAD && sums.squared_mean > 0.0 {
                let prior = if of_prior > 0.0 { PRIOR_BUCKETS * sums.squared_mean / sums.n } else { 0.0 };
                let own = (sums.excess + of_prior * prior) / (sums.squared_mean + prior);
                spread[k] = own.max(0.0);
            } else if k > 0 {
                // Until its own is known a longer window is taken to spread as the next shorter one.
                spread[k] = spread[k - 1];
            }
        }
        // A longer window averages independent spread out, and cannot spread more than its single buckets do.
        for (k, (length, _)) in WINDOWS.iter().enumerate().skip(1) {
            spread[k] = spread[k].max(spread[0] / *length as f64).min(spread[0]);
        }
        Spread(spread)
    }
}
