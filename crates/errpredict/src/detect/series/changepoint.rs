//! Changepoints: where a series takes a new level, a new spread, or both.
//!
//! *Causal*: the probability of every length of the stretch under way, by Bayes' rule, one value at a time (Adams and
//! MacKay 2007, "Bayesian online changepoint detection"): values of a stretch are normal with unknown mean and
//! spread (normal-inverse-gamma prior from the first values), a stretch ends at each value with probability 1 /
//! `mean_length`. The score is the probability that the stretch is at most 5 values old. Lengths above 256 are held
//! as 256, so memory does not grow.
//!
//! *Offline*: the changepoints of least cost (Killick, Fearnhead and Eckley 2012, "Optimal detection of changepoints
//! with a linear computational cost", PELT): minus twice the normal log likelihood of each stretch and a penalty of 3 ln n
//! for each changepoint. The score at a changepoint is how much it lessens the cost, in penalties; 0 elsewhere.
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `mean_length` | 250 | expected length of a stretch | values | 2 to 1,000,000 |
//!
//! Works badly for slow drifts, seasons (each turn is a change) and single outliers, which it takes for the begin of a stretch.

use serde::{Deserialize, Serialize};

use super::{FittedSeries, SeriesMethod, check};
use crate::error::{Error, Result};
use crate::stats::Series;
use crate::stats::all_finite;
use crate::stats::special::ln_gamma;
use crate::work::Work;

/// Settings of the changepoint detector.
///
/// ```
/// use errpredict::detect::series::{Changepoint, FittedSeries, SeriesMethod};
/// use errpredict::stats::Series;
/// use errpredict::time::HOUR_MS;
///
/// // A level, and from hour 300 on another.
/// let values = (0..400).map(|hour| (hour % 3) as f64 + if hour >= 300 { 40.0 } else { 0.0 }).collect();
/// let series = Series { first_end: "2026-11-01T01:00:00Z".parse()?, step_ms: HOUR_MS, values };
/// let scores = Changepoint::default().fit(&series, 0)?.score_fitted(&series)?;
/// // The new level is seen where it begins.
/// assert!(scores[200..300].iter().all(|usual| *usual < scores[300]));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Changepoint {
    /// Expected length of a stretch, in values.
    pub mean_length: f64,
}

impl Default for Changepoint {
    fn default() -> Self {
        Changepoint { mean_length: 250.0 }
    }
}

/// Longest stretch told apart.
const LONGEST: usize = 256;
/// Age up to which a stretch is new.
const NEW: usize = 5;
/// Values that give the prior.
const WARM_UP: usize = 20;
/// Weight of the prior's mean, and its degrees of freedom over 2. By judgement: a tenth of a value and two degrees of
/// freedom say next to nothing, as a prior from 20 values should.
const PRIOR: (f64, f64) = (0.1, 1.0);
/// Fewest values between two changepoints offline.
const SHORTEST: usize = 5;

/// A fitted [`Changepoint`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedChangepoint {
    hazard: f64,
    /// Values kept until there is a prior.
    waiting: Vec<f64>,
    /// Mean and variance of the prior.
    prior: Option<(f64, f64)>,
    /// Probability of each age of the stretch under way, and what each has learned.
    ages: Vec<(f64, Normal)>,
}

/// A normal-inverse-gamma distribution.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Normal {
    mean: f64,
    kappa: f64,
    alpha: f64,
    beta: f64,
}

impl Normal {
    fn learned(mut self, value: f64) -> Self {
        let away = value - self.mean;
        self.beta += self.kappa * away * away / (2.0 * (self.kappa + 1.0));
        self.mean += away / (self.kappa + 1.0);
        self.kappa += 1.0;
        self.alpha += 0.5;
        self
    }

    /// Density of the next value: Student's t.
    fn density(&self, value: f64) -> f64 {
        let freedom = 2.0 * self.alpha;
        let scale = self.beta * (self.kappa + 1.0) / (self.alpha * self.kappa);
        let away = (value - self.mean) * (value - self.mean) / scale;
        let log = ln_gamma(self.alpha + 0.5)
            - ln_gamma(self.alpha)
            - 0.5 * libm::log(std::f64::consts::PI * freedom * scale)
            - (self.alpha + 0.5) * libm::log1p(away / freedom);
        libm::exp(log)
    }
}

impl SeriesMethod for Changepoint {
    type Fitted = FittedChangepoint;

    fn fit(&self, history: &Series, _seed: u64) -> Result<Self::Fitted> {
        check(history)?;
        if !(2.0..=1e6).contains(&self.mean_length) {
            return Err(Error::setting("mean_length", "from 2 to 1,000,000", self.mean_length));
        }
        let mut fitted = FittedChangepoint {
            hazard: 1.0 / self.mean_length,
            waiting: Vec::new(),
            prior: None,
            ages: Vec::new(),
        };
        fitted.score(history)?;
        Ok(fitted)
    }

    fn work(&self, rows: usize, _columns: usize) -> Work {
        // Every age of the stretch under way at each value; all pairs of values, where nothing changes and none is pruned.
        let rows = rows as f64;
        Work::steps(rows * LONGEST as f64, 140.0) + Work::steps(rows * rows, 20.0)
    }
}

impl FittedChangepoint {
    fn update(&mut self, value: f64) -> f64 {
        if value.is_nan() {
            return 0.0;
        }
        let Some(prior) = self.prior else {
            self.waiting.push(value);
            if self.waiting.len() == WARM_UP {
                let (mean, variance) = moments(&self.waiting);
                self.prior = Some((mean, variance.max(1e-12 * (1.0 + mean * mean))));
                std::mem::take(&mut self.waiting).into_iter().for_each(|value| {
                    self.update(value);
                });
            }
            return 0.0;
        };
        let fresh = Normal { mean: prior.0, kappa: PRIOR.0, alpha: PRIOR.1, beta: PRIOR.1 * prior.1 };
        if self.ages.is_empty() {
            self.ages.push((1.0, fresh));
        }
        let weights: Vec<f64> = self.ages.iter().map(|(p, known)| p * known.density(value)).collect();
        let total: f64 = weights.iter().sum();
        let mut next = Vec::with_capacity(self.ages.len() + 1);
        if total > 0.0 && total.is_finite() {
            next.push((self.hazard, fresh));
            for (weight, (_, known)) in weights.iter().zip(&self.ages) {
                next.push(((1.0 - self.hazard) * weight / total, known.learned(value)));
            }
        } else {
            // Further out than any density can tell: certainly a new stretch.
            next.push((1.0, fresh.learned(value)));
        }
        if next.len() > LONGEST + 1 {
            // The two oldest ages become one: together their probability, what the older has learned.
            if let (Some(oldest), Some(last)) = (next.pop(), next.last_mut()) {
                *last = (oldest.0 + last.0, oldest.1);
            }
        }
        self.ages = next;
        if self.ages.len() <= NEW + WARM_UP {
            return 0.0;
        }
        self.ages.iter().take(NEW + 1).map(|(p, _)| p).sum::<f64>().clamp(0.0, 1.0)
    }
}

fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / n;
    (mean, values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / n)
}

impl FittedSeries for FittedChangepoint {
    fn is_sound(&self) -> bool {
        let is_whole = |(share, known): &(f64, Normal)| {
            (0.0..=1.0).contains(share) && all_finite(&[known.mean, known.kappa, known.alpha, known.beta])
        };
        (0.0..=1.0).contains(&self.hazard)
            && self.waiting.len() < WARM_UP
            && all_finite(&self.waiting)
            && self
                .prior
                .is_none_or(|(mean, variance)| mean.is_finite() && variance.is_finite() && variance > 0.0)
            && self.ages.len() <= LONGEST + 1
            && self.ages.iter().all(is_whole)
    }

    fn score(&mut self, series: &Series) -> Result<Vec<f64>> {
        check(series)?;
        Ok(series.values.iter().map(|value| self.update(*value)).collect())
    }

    fn score_fitted(&mut self, series: &Series) -> Result<Vec<f64>> {
        check(series)?;
        let mut scores = vec![0.0; series.values.len()];
        for (at, gain) in changepoints(&series.values) {
            scores[at] = gain;
        }
        Ok(scores)
    }
}

/// The changepoints of a whole series by PELT, oldest first: index of the first value of a new stretch, and how much
/// it lessens the cost, in penalties of 3 ln n. Gaps belong to no stretch.
#[must_use]
pub fn changepoints(values: &[f64]) -> Vec<(usize, f64)> {
    let present: Vec<usize> = (0..values.len()).filter(|i| !values[*i].is_nan()).collect();
    let n = present.len();
    if n < 2 * SHORTEST {
        return Vec::new();
    }
    let (center, variance) = moments(&present.iter().map(|i| values[*i]).collect::<Vec<_>>());
    if variance <= 0.0 {
        return Vec::new();
    }
    // Running sums of the scaled values and their squares.
    let mut sums = vec![(0.0, 0.0)];
    for i in &present {
        let value = (values[*i] - center) / variance.sqrt();
        let (sum, squares) = sums[sums.len() - 1];
        sums.push((sum + value, squares + value * value));
    }
    let cost = |from: usize, to: usize| {
        let length = (to - from) as f64;
        let (sum, squares) = (sums[to].0 - sums[from].0, sums[to].1 - sums[from].1);
        // Constant stretches are not infinitely likely: a millionth of the whole variance is taken as rounding.
        let variance = ((squares - sum * sum / length) / length).max(1e-6);
        length * (libm::log(std::f64::consts::TAU * variance) + 1.0)
    };
    let penalty = 3.0 * libm::log(n as f64);
    let mut best = vec![f64::INFINITY; n + 1];
    let mut previous = vec![0; n + 1];
    best[0] = -penalty;
    let mut candidates = vec![0];
    // Cost up to here from each candidate, and without a changepoint at it: worked out once, used for both questions.
    let mut costs = Vec::new();
    for to in SHORTEST..=n {
        costs.clear();
        // Candidates ascend, so those too near stand last and are not asked.
        costs.extend(
            candidates
                .iter()
                .take_while(|from| to - **from >= SHORTEST)
                .map(|from| best[*from] + cost(*from, to)),
        );
        let least = costs.iter().enumerate().min_by(|a, b| (a.1 + penalty).total_cmp(&(b.1 + penalty)));
        let Some((place, least)) = least else { continue };
        (best[to], previous[to]) = (least + penalty, candidates[place]);
        let limit = best[to];
        let mut place = 0;
        candidates.retain(|_| {
            let kept = costs.get(place).is_none_or(|cost| *cost <= limit);
            place += 1;
            kept
        });
        if to + SHORTEST <= n {
            candidates.push(to);
        }
    }
    let mut bounds = vec![n];
    while let Some(last) = bounds.last().copied().filter(|last| *last > 0) {
        bounds.push(previous[last]);
    }
    bounds.reverse();
    bounds
        .windows(3)
        .map(|bounds| {
            let (from, at, to) = (bounds[0], bounds[1], bounds[2]);
            (present[at], (cost(from, to) - cost(from, at) - cost(at, to)) / penalty)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    #[test]
    fn new_levels_and_spreads_are_found_and_noise_has_none() {
        let mut rng = Rng::new(2);
        let mut values: Vec<f64> = (0..600).map(|_| rng.normal()).collect();
        assert!(changepoints(&values).is_empty(), "{:?}", changepoints(&values));
        values[200..400].iter_mut().for_each(|value| *value += 3.0);
        values[400..].iter_mut().for_each(|value| *value *= 6.0);
        let found = changepoints(&values);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].0.abs_diff(200) <= 3 && found[1].0.abs_diff(400) <= 3, "{found:?}");
        for few in [vec![], vec![1.0; 3], vec![f64::NAN; 50], vec![2.0; 50]] {
            assert!(changepoints(&few).is_empty());
        }
    }

    #[test]
    fn online_the_new_stretch_is_told_at_once() {
        let mut rng = Rng::new(4);
        let values: Vec<f64> = (0..500).map(|i| rng.normal() + if i < 300 { 0.0 } else { 8.0 }).collect();
        let series = Series { first_end: crate::Timestamp::from_ms(0).unwrap(), step_ms: 1_000, values };
        let empty = Series { values: Vec::new(), ..series.clone() };
        let scores = Changepoint::default().fit(&empty, 0).unwrap().score(&series).unwrap();
        let most = (0..500).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap();
        assert!((300..307).contains(&most), "{most}");
        assert!(scores[302] > 0.9 && scores[290] < 0.3, "{} {}", scores[302], scores[290]);
    }
}
