//! Following a drifting base rate, and a ranking that stops working, with outcomes already known.
//!
//! A dynamic logistic regression (McCormick, Raftery, Madigan and Burd, "Dynamic logistic regression and dynamic
//! model averaging for binary classification", Biometrics 2012) of the outcome on the model's own log-odds *z*:
//!
//! logit P = c + a(t) + b(t) · (z − c), c = log-odds of the base rate in training.
//!
//! The state (a, b) starts at (0, b₀) with a prior variance; every known outcome moves it by one step of an extended
//! Kalman filter; with time it returns to (0, b₀) at the given half-life, its variance to the prior one (an
//! Ornstein-Uhlenbeck process, so that old outcomes are forgotten). An outcome counts for `weight` of an independent
//! one, because rows of one time and of one incident say the same. With b at 0 the prediction is the base rate as it
//! now stands: that is where a ranking that does not work leads. b below 0 is taken for 0. b₀ is 1, the model as it
//! is; where the validation rows say clearly that following outcomes from b₀ = 0 foresees them better, the ranking has
//! shown nothing on later data and has to earn its slope ([`Recalibration::choose`]).
//!
//! Causal: at time *t* only outcomes of predictions made at or before *t* − horizon are used.
//!
//! Works badly when outcomes come late (long horizons), when the base rate swings faster than some dozens of
//! failures can show, or when only one group of services drifts: there is one state for all.

use serde::{Deserialize, Serialize};

use super::{logit, sigmoid};
use crate::time::Timestamp;

const DAY_MS: f64 = crate::time::DAY_MS as f64;
/// Weight of an outcome unless validation rows ask for another one. Of 0.003 to 1 the best over the development
/// origins of all evaluation sets.
const WEIGHT: f64 = 0.01;
/// The others that are tried. By judgement: about three times less and more.
const WEIGHTS: [f64; 2] = [0.003, 0.03];
/// Share of the log loss another weight must save on validation rows. By judgement: on all development origins 0.003 to
/// 0.03 were alike, so little need speak for another; with no margin chance would choose.
const MARGIN: f64 = 0.0005;
/// Slope at the start: the model as it is, and the base rate alone. By definition of the slope.
const SLOPES: [f64; 2] = [1.0, 0.0];
/// Share of the log loss that a start at the base rate must save on validation rows. Where a ranking holds it loses
/// 1.5 to 4 percent on the development origins, where none does (`bgl`) it saves 1 to 9.
const SLOPE_MARGIN: f64 = 0.005;
/// Half-life of what was learnt: on the development origins the same within noise from 60 days up.
const HALF_LIFE_DAYS: f64 = 365.0;
/// Prior standard deviation of the intercept: base rates change e-fold. By judgement: less, and a rate that triples is
/// followed for weeks; more, and a few failures throw it.
const INTERCEPT_DEVIATION: f64 = 1.0;
/// Prior standard deviation of the slope. By judgement: so that no slope at all (0) is two deviations from the model as
/// it is (1).
const SLOPE_DEVIATION: f64 = 0.5;

/// How a model follows outcomes.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `centre` | log-odds of the base rate | log-odds that the slope leaves where they are | finite |
/// | `weight` | 0.01 | independent outcomes that one outcome counts for | (0, 1] |
/// | `half_life_days` | 365 | time in which half of what was learnt is forgotten | > 0 |
/// | `intercept_deviation` | 1 | prior standard deviation of a | ≥ 0 |
/// | `slope_deviation` | 0.5 | prior standard deviation of b | ≥ 0 |
/// | `slope_start` | 1 | b₀: where b starts and returns to | ≥ 0 |
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Recalibration {
    /// Log-odds that the slope leaves where they are.
    pub centre: f64,
    /// Independent outcomes that one outcome counts for.
    pub weight: f64,
    /// Time in which half of what was learnt is forgotten, in days.
    pub half_life_days: f64,
    /// Prior standard deviation of the intercept.
    pub intercept_deviation: f64,
    /// Prior standard deviation of the slope.
    pub slope_deviation: f64,
    /// Where the slope starts and returns to.
    pub slope_start: f64,
}

/// What the outcomes so far say: the state of the filter.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RecentOutcomes {
    intercept: f64,
    slope: f64,
    /// Variance of the intercept, of the slope, and their covariance.
    variance: [f64; 3],
    at: Option<Timestamp>,
}

impl Default for RecentOutcomes {
    /// Nothing known: predictions stay as they are.
    fn default() -> Self {
        RecentOutcomes { intercept: 0.0, slope: 1.0, variance: [0.0; 3], at: None }
    }
}

impl RecentOutcomes {
    /// What is added to log-odds at the centre.
    #[must_use]
    pub fn intercept(&self) -> f64 {
        self.intercept
    }

    /// What distances from the centre are multiplied with.
    #[must_use]
    pub fn slope(&self) -> f64 {
        self.slope
    }

    pub(super) fn is_sound(&self) -> bool {
        self.intercept.is_finite() && self.slope.is_finite() && self.variance.iter().all(|v| v.is_finite())
    }
}

impl Recalibration {
    /// The defaults, around the log-odds of a base rate.
    #[must_use]
    pub fn around(base_rate: f64) -> Self {
        Recalibration {
            centre: logit(base_rate),
            weight: WEIGHT,
            half_life_days: HALF_LIFE_DAYS,
            intercept_deviation: INTERCEPT_DEVIATION,
            slope_deviation: SLOPE_DEVIATION,
            slope_start: SLOPES[0],
        }
    }

    /// The state before any outcome.
    #[must_use]
    pub fn start(&self) -> RecentOutcomes {
        RecentOutcomes { slope: self.slope_start, variance: self.prior(), ..RecentOutcomes::default() }
    }

    /// The state for the model after its last fit, which has the base rate of all rows in it: the slope stays, the
    /// intercept starts anew.
    #[must_use]
    pub fn refitted(&self, state: &RecentOutcomes) -> RecentOutcomes {
        let [intercept, _, _] = self.prior();
        RecentOutcomes { intercept: 0.0, variance: [intercept, state.variance[1], 0.0], ..*state }
    }

    fn prior(&self) -> [f64; 3] {
        [
            self.intercept_deviation * self.intercept_deviation,
            self.slope_deviation * self.slope_deviation,
            0.0,
        ]
    }

    /// Counts an outcome that became known at `at`; `log_odds` before recalibration. One that became known before
    /// the newest counted one is taken as of now.
    pub fn observe(&self, state: &mut RecentOutcomes, at: Timestamp, log_odds: f64, happened: bool) {
        self.forget(state, at);
        let x = log_odds - self.centre;
        let p = sigmoid(self.centre + state.intercept + state.slope * x);
        let residual = f64::from(u8::from(happened)) - p;
        let [va, vb, vab] = state.variance;
        // Covariance of the state with the prediction; one Newton step on the new posterior.
        let (sa, sb) = (va + vab * x, vab + vb * x);
        let information = self.weight * p * (1.0 - p);
        let shrink = 1.0 / (1.0 + information * (sa + sb * x));
        state.variance = [
            va - information * sa * sa * shrink,
            vb - information * sb * sb * shrink,
            vab - information * sa * sb * shrink,
        ];
        state.intercept += self.weight * residual * sa * shrink;
        state.slope += self.weight * residual * sb * shrink;
    }

    /// Log-odds as the outcomes so far correct them.
    #[must_use]
    pub fn apply(&self, state: &RecentOutcomes, log_odds: f64) -> f64 {
        self.centre + state.intercept + state.slope.max(0.0) * (log_odds - self.centre)
    }

    fn forget(&self, state: &mut RecentOutcomes, at: Timestamp) {
        if let Some(last) = state.at
            && at > last
        {
            let age_days = (at.ms() - last.ms()) as f64 / DAY_MS;
            let keep = libm::exp2(-age_days / self.half_life_days);
            state.intercept *= keep;
            state.slope = self.slope_start + keep * (state.slope - self.slope_start);
            for (variance, prior) in state.variance.iter_mut().zip(self.prior()) {
                *variance = prior + keep * keep * (*variance - prior);
            }
        }
        state.at = Some(state.at.map_or(at, |last| last.max(at)));
    }

    /// Log-odds of rows in time order, each corrected by the outcomes known at its time; also the state at the end.
    /// A row's own outcome is known `horizon_ms` after it.
    #[must_use]
    pub fn run(
        &self,
        times: &[Timestamp],
        log_odds: &[f64],
        labels: &[bool],
        horizon_ms: i64,
    ) -> (Vec<f64>, RecentOutcomes) {
        let mut state = self.start();
        let mut known = 0;
        let moved = times
            .iter()
            .zip(log_odds)
            .map(|(at, z)| {
                while known < times.len() && times[known].plus_ms(horizon_ms) <= *at {
                    let when = times[known].plus_ms(horizon_ms);
                    self.observe(&mut state, when, log_odds[known], labels[known]);
                    known += 1;
                }
                self.apply(&state, *z)
            })
            .collect();
        (moved, state)
    }

    /// The defaults around the base rate of those rows, with the slope starting at 0 and another weight of outcomes
    /// where that predicts them clearly better. Every row is predicted from outcomes before it.
    ///
    /// `least` is the smallest share that so few spans can tell from none.
    #[must_use]
    pub fn choose(
        times: &[Timestamp],
        log_odds: &[f64],
        labels: &[bool],
        (horizon_ms, least): (i64, f64),
    ) -> Self {
        let hits = labels.iter().filter(|label| **label).count();
        let least = least.clamp(0.0, 0.5);
        let rate = hits as f64 / labels.len().max(1) as f64;
        let standard = Recalibration::around(rate.clamp(least, 1.0 - least));
        let loss = |candidate: &Recalibration| -> f64 {
            let (moved, _) = candidate.run(times, log_odds, labels, horizon_ms);
            moved
                .iter()
                .zip(labels)
                .map(|(z, label)| {
                    let towards = if *label { *z } else { -z };
                    (-towards).max(0.0) + libm::log1p(libm::exp(-towards.abs()))
                })
                .sum()
        };
        // Each start with the weight that suits it: where the base rate swings, the weight decides on more than the
        // slope, and a comparison at one weight for both would hide that.
        let [ranked, level] = SLOPES.map(|slope_start| {
            let standard = Recalibration { slope_start, ..standard };
            let reached = loss(&standard);
            let mut best = (standard, reached);
            for weight in WEIGHTS {
                let candidate = Recalibration { weight, ..standard };
                let reached = loss(&candidate);
                let enough = if best.0 == standard { best.1 * (1.0 - MARGIN) } else { best.1 };
                if reached < enough {
                    best = (candidate, reached);
                }
            }
            best
        });
        if level.1 < ranked.1 * (1.0 - SLOPE_MARGIN) { level.0 } else { ranked.0 }
    }

    pub(super) fn is_sound(&self) -> bool {
        let positive =
            [self.weight, self.half_life_days].iter().all(|value| value.is_finite() && *value > 0.0);
        let rest = [self.centre, self.intercept_deviation, self.slope_deviation, self.slope_start];
        positive && rest.iter().all(|value| value.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    const HOUR_MS: i64 = 3_600_000;

    fn hours(n: usize) -> Vec<Timestamp> {
        (0..n as i64).map(|hour| Timestamp::clamped(1_700_000_000_000 + hour * HOUR_MS)).collect()
    }

    #[test]
    fn the_base_rate_is_followed() {
        // The model says 20 %, the truth is 20 % for a while and then 2 %. One run says little: twelve of them are
        // within a tenth of a log-odds of each other, their mean within 0.03.
        let (n, runs) = (20_000, 12);
        let scores = vec![logit(0.2); n];
        let mean_at = |weight: f64, at: usize| {
            let follower = Recalibration { weight, ..Recalibration::around(0.2) };
            let ends = (0..runs).map(|seed| {
                let mut rng = Rng::new(seed);
                let labels: Vec<bool> =
                    (0..n).map(|i| rng.uniform() < if i < n / 4 { 0.2 } else { 0.02 }).collect();
                follower.run(&hours(n), &scores, &labels, HOUR_MS).0[at]
            });
            sigmoid(ends.sum::<f64>() / runs as f64)
        };
        let before = mean_at(WEIGHT, n / 4 - 1);
        assert!((before - 0.2).abs() < 0.01, "{before}");
        // 15,000 outcomes of 2 % against 5,000 of 20 % and the prior, each counting a hundredth: the filter of the
        // same equations in NumPy gives 0.0505 and, at ten times the weight, 0.0271.
        let (slow, fast) = (mean_at(WEIGHT, n - 1), mean_at(0.1, n - 1));
        assert!((slow - 0.0505).abs() < 0.002, "{slow}");
        assert!((fast - 0.0271).abs() < 0.0025, "{fast}");
    }

    #[test]
    fn an_inverted_ranking_becomes_the_base_rate() {
        let n = 40_000;
        let mut rng = Rng::new(4);
        let scores: Vec<f64> = (0..n).map(|_| -2.0 + rng.normal()).collect();
        let labels: Vec<bool> = scores.iter().map(|z| rng.uniform() < sigmoid(-2.0 - (z + 2.0))).collect();
        let (moved, state) = Recalibration::around(0.13).run(&hours(n), &scores, &labels, HOUR_MS);
        assert!(state.slope() < 0.1, "{state:?}");
        let spread = |moved: &[f64]| {
            let (low, high) =
                moved.iter().fold((f64::MAX, f64::MIN), |(low, high), z| (low.min(*z), high.max(*z)));
            high - low
        };
        assert!(spread(&moved[n - 100..]) < 0.5, "{}", spread(&moved[n - 100..]));
        assert!(spread(&moved[..100]) > 2.0);
    }

    #[test]
    fn a_ranking_that_shows_nothing_starts_at_the_base_rate() {
        let n = 8_000;
        let mut rng = Rng::new(6);
        let scores: Vec<f64> = (0..n).map(|_| -2.0 + rng.normal()).collect();
        let at_random: Vec<bool> = scores.iter().map(|_| rng.uniform() < 0.15).collect();
        let ranked: Vec<bool> = scores.iter().map(|z| rng.uniform() < sigmoid(*z)).collect();
        for (labels, slope_start) in [(&at_random, 0.0), (&ranked, 1.0)] {
            let chosen = Recalibration::choose(&hours(n), &scores, labels, (HOUR_MS, 0.0));
            assert_eq!(chosen.slope_start, slope_start);
        }
        // It may earn its slope later.
        let level = Recalibration { slope_start: 0.0, ..Recalibration::around(0.15) };
        let many = 60_000;
        let scores: Vec<f64> = (0..many).map(|_| -2.0 + rng.normal()).collect();
        let labels: Vec<bool> = scores.iter().map(|z| rng.uniform() < sigmoid(*z)).collect();
        let (moved, state) = level.run(&hours(many), &scores, &labels, HOUR_MS);
        assert!((moved[0] - logit(0.15)).abs() < 1e-12, "the base rate at first");
        assert!(state.slope() > 0.5, "{state:?}");
    }

    #[test]
    fn a_good_model_is_left_alone_and_the_future_is_unknown() {
        let n = 20_000;
        let mut rng = Rng::new(5);
        let scores: Vec<f64> = (0..n).map(|_| -2.0 + rng.normal()).collect();
        let labels: Vec<bool> = scores.iter().map(|z| rng.uniform() < sigmoid(*z)).collect();
        let times = hours(n);
        let recalibration = Recalibration::choose(&times, &scores, &labels, (HOUR_MS, 0.0));
        let (moved, _) = recalibration.run(&times, &scores, &labels, HOUR_MS);
        let far = moved.iter().zip(&scores).filter(|(a, b)| (*a - *b).abs() > 0.3).count();
        assert!(far < n / 50, "{far} of {n}");
        let mut later = labels.clone();
        later[n / 2..].iter_mut().for_each(|label| *label = !*label);
        let (other, _) = recalibration.run(&times, &scores, &later, HOUR_MS);
        assert_eq!(moved[..=n / 2], other[..=n / 2], "labels known later changed earlier predictions");
    }

    #[test]
    fn what_was_learnt_is_forgotten() {
        let recalibration = Recalibration { half_life_days: 10.0, ..Recalibration::around(0.1) };
        let mut state = recalibration.start();
        let at = |day: i64| Timestamp::clamped(1_700_000_000_000 + day * 24 * HOUR_MS);
        (0..500).for_each(|_| recalibration.observe(&mut state, at(0), logit(0.1), true));
        let learnt = state.intercept();
        recalibration.observe(&mut state, at(10), logit(0.1), true);
        assert!(learnt > 1.0 && state.intercept() < 0.6 * learnt, "{learnt} {state:?}");
    }
}
