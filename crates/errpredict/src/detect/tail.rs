//! How much heavier the tail of a test is than its model says, learned from what the test gave before.
//!
//! With the right model the tail probability of a quiet bucket is even between 0 and 1, so z = -ln p has an exponential
//! tail of mean 1. Retries, cascades and batches that fail line by line give more extreme buckets than any Poisson or
//! negative binomial count; their z has a longer mean beyond where the tail begins. That mean excess (the method of
//! peaks over a threshold: Davison and Smith 1990, "Models for exceedances over high
//! thresholds") and the share of tests that go there are all that is learned, and
//!
//! ```text
//! p' = share * (1 + shape * (z - z0))^(-1 / shape)      shape = 1 - 1 / mean excess, p' never below p
//! ```
//!
//! So a service that bursts by itself every week is not called strange each time, and one that never did keeps its power.

use serde::{Deserialize, Serialize};

use super::anomaly::SMALLEST_P;

/// Where a tail begins, and by how many of its standard errors the mean excess is taken shorter or longer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beyond {
    /// Tail probability from which on the tail is learned.
    pub(super) from: f64,
    /// Standard errors taken off where it is asked what is strange.
    pub(super) less: f64,
}

impl Beyond {
    /// Of counts, whose tests are many: a right model must not pay for the chance in its own past.
    pub(super) const COUNTS: Beyond = Beyond { from: 0.05, less: 1.0 };
    /// Of windows of a day, of which there are at most four weeks.
    pub(super) const DAYS: Beyond = Beyond { from: 0.5, less: 0.0 };
}

/// Standard errors put on where it is told how rare something is: a promise must hold for the unlucky as well ...
/// By judgement: one, the same as is taken off where it is asked what is strange.
const MORE_IN_WORDS: f64 = 1.0;
/// ... and so many where the tail is surely not the model's: what is told then lies far beyond all that was seen. With
/// one there as well, clusters of heavy-tailed size brought in simulation a false "once in 100 days" on 5 days of 100,
/// with 2.5 on 1.
const MORE_WHERE_HEAVY: f64 = 2.5;
/// Mean excess, above that of the model, from which a tail is surely not the model's. By judgement: half as much again
/// as the model's; between it and none the reserve grows evenly.
const HEAVY: f64 = 0.5;
/// Mean excess up to which it is the model's for all that is known. By judgement: at exactly 1 chance would take every
/// second series from its model.
const NEARLY_ONE: f64 = 1.1;
/// Exceedances that the model's own tail (mean excess 1) counts for: as many as 200 hours give. By judgement: fewer,
/// and one burst makes a heavy tail; more, and a job that fails every night stays news for weeks.
const PRIOR_EXCEEDANCES: f64 = 10.0;
/// An excess is cut at so many mean excesses before it is learned: one incident is no tail, several are. By judgement:
/// under the model's own tail one exceedance in 3,000 is cut.
const CUT_MEANS: f64 = 8.0;

/// What the tests of one kind gave: how many, how many of them beyond, and how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Tail {
    tests: f32,
    beyond: f32,
    excess: f32,
}

impl Tail {
    /// Whether a saved one holds numbers that tests can give.
    pub(super) fn is_sound(&self) -> bool {
        let all = [self.tests, self.beyond, self.excess];
        all.iter().all(|sum| sum.is_finite() && *sum >= 0.0)
    }

    /// Learns the tail probability of one test.
    pub(super) fn learn(&mut self, p_value: f64, beyond: Beyond) {
        self.tests += 1.0;
        if p_value < beyond.from {
            let cut = CUT_MEANS * self.surely(beyond);
            let excess = libm::log(beyond.from / p_value.max(SMALLEST_P)).min(cut);
            self.beyond += 1.0;
            self.excess += excess as f32;
        }
    }

    /// Forgets part of it.
    pub(super) fn fade(&mut self, fade: f64) {
        for sum in [&mut self.tests, &mut self.beyond, &mut self.excess] {
            *sum *= fade as f32;
        }
    }

    /// The mean excess, and its standard error where the model is right.
    fn mean_excess(&self) -> (f64, f64) {
        let n = PRIOR_EXCEEDANCES + f64::from(self.beyond);
        ((PRIOR_EXCEEDANCES + f64::from(self.excess)) / n, 1.0 / n.sqrt())
    }

    /// The mean excess as far as it is surely longer than that of the model.
    fn surely(&self, beyond: Beyond) -> f64 {
        let (mean, error) = self.mean_excess();
        (mean - beyond.less * error).max(1.0)
    }

    /// Whether nothing speaks against the model's own tail.
    pub(super) fn is_of_the_model(&self, beyond: Beyond) -> bool {
        self.surely(beyond) <= NEARLY_ONE
    }

    /// The tail probability that the past makes of one that the model gives: as likely as it is.
    pub(super) fn calibrated(&self, p_value: f64, beyond: Beyond) -> f64 {
        self.tail(p_value, beyond.from, self.surely(beyond))
    }

    /// The same with a reserve, for what is told of it: one standard error, and more the surer the tail is not the model's.
    pub(super) fn told(&self, p_value: f64, beyond: Beyond) -> f64 {
        let (mean, error) = self.mean_excess();
        let heavy = ((mean - error - 1.0) / HEAVY).clamp(0.0, 1.0);
        let errors = MORE_IN_WORDS + heavy * (MORE_WHERE_HEAVY - MORE_IN_WORDS);
        self.tail(p_value, beyond.from, (mean * (1.0 + errors * error)).max(1.0))
    }

    fn tail(&self, p_value: f64, from: f64, mean_excess: f64) -> f64 {
        if p_value >= from {
            return p_value;
        }
        let (tests, seen) = (f64::from(self.tests), f64::from(self.beyond));
        let prior = PRIOR_EXCEEDANCES / from;
        let share = ((seen + PRIOR_EXCEEDANCES) / (tests + prior)).clamp(from, 0.5);
        let excess = libm::log(from / p_value.max(SMALLEST_P));
        // A generalised Pareto excess of scale 1, which is the model's own, and the shape that gives the mean excess.
        let shape = 1.0 - 1.0 / mean_excess;
        let beyond =
            if shape > 0.0 { libm::pow(1.0 + shape * excess, -1.0 / shape) } else { libm::exp(-excess) };
        (share * beyond).max(p_value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    /// Share of even tests below a threshold after calibration, where z is `times` as long as it should be.
    fn below(times: f64, threshold: f64) -> f64 {
        let mut rng = Rng::new(3);
        let mut tail = Tail::default();
        let mut n = 0;
        for _ in 0..100_000 {
            let p = libm::pow(1.0 - rng.uniform(), times);
            n += usize::from(tail.calibrated(p, Beyond::COUNTS) < threshold);
            tail.learn(p, Beyond::COUNTS);
        }
        f64::from(n as u32) / 100_000.0
    }

    #[test]
    fn a_right_model_is_left_alone_and_a_heavy_tail_is_brought_back() {
        let right = below(1.0, 1e-3);
        assert!((0.7e-3..1.2e-3).contains(&right), "{right}");
        // Beyond what was seen the tail is taken for heavier than an exponential one: it is passed less often, never more.
        for times in [1.5, 3.0, 6.0] {
            let (near, far) = (below(times, 1e-2), below(times, 1e-3));
            assert!((1e-3..1.2e-2).contains(&near), "{times}: {near}");
            assert!(far < 1.2e-3, "{times}: {far}");
        }
    }

    #[test]
    fn one_incident_does_not_blind() {
        let mut tail = Tail::default();
        (0..672).for_each(|i| tail.learn(f64::from(i + 1) / 673.0, Beyond::COUNTS));
        let before = tail.calibrated(1e-6, Beyond::COUNTS);
        tail.learn(1e-200, Beyond::COUNTS);
        assert!(tail.calibrated(1e-6, Beyond::COUNTS) < 4.0 * before && before < 2e-6);
        assert!(tail.is_sound());
    }
}
