//! Causal detection in one series: level and spread at several speeds, in constant memory.
//!
//! Each value is described by itself and by the fading mean and spread before and up to it, at spans of 30, 100 and 300
//! values; the score is how far that description lies from all earlier ones in their own shape:
//!
//! ```text
//! mean <- mean + (x - mean) / span       spread² <- spread² + ((x - mean)² - spread²) / span
//! d(t) = sqrt(u' (R + ridge I)⁻¹ u),     u = standardised (x, mean_30, spread_30, mean_100, ...)
//! base = d / (d + 5)                      in [0, 1)
//! ```
//!
//! with mean, deviation and correlation R of everything seen so far (Mahalanobis 1936, ridged as in Friedman 1989). That
//! raises the score all through an anomaly. An alarm must come once, at its start, so a second, quick part adds to it:
//!
//! ```text
//! a = min(sqrt(q d') / 4.84, 3) + beyond(x) + beyond(mean_10)
//! ```
//!
//! d' is the distance of (x, mean_10, spread_10), q the same in units of its 95 % quantile so far (P² estimator, Jain and
//! Chlamtac 1985), and beyond(y), at most 1, is the way of y past the range so far, in units of 5 % of that range (the
//! "spatial anomaly" of Numenta's HTM detector, Ahmad, Lavin, Purdy and Agha 2017). Where a >= 1 and exceeds all of the last
//! 150 values, the score is 1 + a; otherwise it is the base. So scores from 2 up are
//! candidates for an alarm, in order.
//!
//! The state is [`STATE_BYTES`] bytes, whatever the length of the series.
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `warm_up` | 20 | values that are learned before any is scored above 0 | values | 10 to 100,000 |
//!
//! Works badly when the anomaly is a missing repetition in an otherwise unchanged distribution (a flat day in a daily
//! cycle), and for series that only ever grow.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::stats::linear::{cholesky, solve_lower};

/// Settings of the stream detector.
///
/// ```
/// use errpredict::detect::{StreamDetection, StreamDetector};
///
/// let mut detector = StreamDetector::new(&StreamDetection::default())?;
/// let usual = (0..200).map(|step| detector.update((step % 7) as f64)).fold(0.0, f64::max);
/// assert!(detector.update(60.0) > usual);
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct StreamDetection {
    /// Values that are learned before any is scored above 0.
    pub warm_up: u32,
}

impl Default for StreamDetection {
    fn default() -> Self {
        StreamDetection { warm_up: 20 }
    }
}

/// Spans of the slow description, in values. Chosen on the public half of NAB, as settings of this detector were
/// (`docs/evaluation/anomaly.md`: tuned figures); what they were compared with was not kept.
const SLOW_SPANS: [f64; 3] = [30.0, 100.0, 300.0];
/// Span of the quick one. Chosen on the same files as [`SLOW_SPANS`].
const QUICK_SPANS: [f64; 1] = [10.0];
/// Numbers in the descriptions: the value, and mean and spread per span.
const SLOW: usize = 1 + 2 * SLOW_SPANS.len();
/// See [`SLOW`].
const QUICK: usize = 1 + 2 * QUICK_SPANS.len();
/// Ridges on the correlation matrices. By judgement: 1 % as of `robust_covariance`; ten times that for the quick one,
/// which learns from fewer values.
const SLOW_RIDGE: f64 = 0.01;
/// By judgement: see [`SLOW_RIDGE`].
const QUICK_RIDGE: f64 = 0.1;
/// Values between two factorisations of the correlation: what is scored is not yet part of what it is compared with.
const REFIT_EVERY: u64 = 20;
/// Distance at which the base score is a half. By judgement: seven numbers of a normal distribution lie 2.6 away on
/// average, so what is usual stays well below; the order of base scores does not depend on it.
const HALF_DISTANCE: f64 = 5.0;
/// Strength of the quick part that counts as one alarm, and at most how many it may count. Chosen on the same files as
/// [`SLOW_SPANS`].
const QUICK_ALARM: f64 = 4.84;
/// See [`QUICK_ALARM`].
const QUICK_CAP: f64 = 3.0;
/// Share of the range so far by which a value must leave it for a full alarm. Chosen on the same files as
/// [`SLOW_SPANS`].
const BEYOND_SHARE: f64 = 0.05;
/// Values before the range so far means anything.
const BEYOND_AFTER: u64 = 100;
/// Values before the quantile of the quick distance means anything.
const QUANTILE_AFTER: u64 = 30;
/// Quantile of the quick distance that is its unit. By judgement: a higher one is held by too few values so far, a
/// lower one lies within the usual.
const QUANTILE: f64 = 0.95;
/// Blocks and values a block in which the largest alarm strengths are remembered: 150 values.
const BLOCKS: usize = 15;
/// See [`BLOCKS`].
const BLOCK_LENGTH: u64 = 10;
/// Strength from which an alarm is raised. By definition of the units of strength.
const ALARM_FROM: f64 = 1.0;
/// Smallest relative deviation of a description's number: below, it is constant. By judgement: a millionth is more
/// digits than gauges show.
const SMALLEST_DEVIATION: f64 = 1e-6;

/// Bytes of the state of one [`StreamDetector`].
pub const STATE_BYTES: usize = std::mem::size_of::<StreamDetector>();

/// A causal detector for one series: give it one value at a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StreamDetector {
    settings: StreamDetection,
    n: u64,
    slow: Description<SLOW, { SLOW * SLOW }, { SLOW_SPANS.len() }>,
    quick: Description<QUICK, { QUICK * QUICK }, { QUICK_SPANS.len() }>,
    quantile: Quantile,
    /// Least and greatest value, and quick mean, so far.
    ranges: [(f64, f64); 2],
    largest: [f64; BLOCKS],
    /// Slow distance of the last value.
    last_slow: f64,
}

/// Values that a saved state may have seen: beyond all use, and far from any overflow.
const MOST_VALUES: u64 = 1 << 48;

impl StreamDetector {
    /// A detector that has seen nothing.
    ///
    /// # Errors
    /// `invalid_setting`.
    pub fn new(settings: &StreamDetection) -> Result<Self> {
        if !(10..=100_000).contains(&settings.warm_up) {
            return Err(Error::setting("warm_up", "from 10 to 100,000", settings.warm_up));
        }
        Ok(StreamDetector {
            settings: settings.clone(),
            n: 0,
            slow: Description::new(SLOW_SPANS, SLOW_RIDGE),
            quick: Description::new(QUICK_SPANS, QUICK_RIDGE),
            quantile: Quantile::default(),
            ranges: [(f64::MAX, f64::MIN); 2],
            largest: [0.0; BLOCKS],
            last_slow: 0.0,
        })
    }

    /// Whether a saved state is one that values lead to; besides its counters it is numbers at fixed places.
    pub(super) fn is_sound(&self) -> bool {
        StreamDetector::new(&self.settings).is_ok() && self.n <= MOST_VALUES && self.quantile.n <= MOST_VALUES
    }

    /// The settings it was made with.
    #[must_use]
    pub fn settings(&self) -> &StreamDetection {
        &self.settings
    }

    /// Scores the next value and learns from it. `NaN` is a gap: it scores 0 and teaches nothing.
    pub fn update(&mut self, value: f64) -> f64 {
        if !value.is_finite() {
            return 0.0;
        }
        let value = value.clamp(-super::prepare::LARGEST, super::prepare::LARGEST);
        let slow = self.slow.update(value, self.n);
        let quick = self.quick.update(value, self.n);
        let strength = self.strength(value, quick);
        let is_record = self.remember(strength);
        self.n += 1;
        self.last_slow = slow;
        if self.n <= u64::from(self.settings.warm_up) {
            return 0.0;
        }
        if strength >= ALARM_FROM && is_record { 1.0 + strength } else { slow / (slow + HALF_DISTANCE) }
    }

    /// The base part of the next score only: without alarms, for rankings of whole stretches. Learns all the same.
    pub fn update_base(&mut self, value: f64) -> f64 {
        let score = self.update(value);
        if score < 1.0 { score } else { self.last_slow / (self.last_slow + HALF_DISTANCE) }
    }

    /// Scores a whole series, in order.
    #[must_use]
    pub fn score(&mut self, values: &[f64]) -> Vec<f64> {
        values.iter().map(|value| self.update(*value)).collect()
    }

    fn strength(&mut self, value: f64, quick: f64) -> f64 {
        let unit = if self.n >= QUANTILE_AFTER { self.quantile.value() } else { 0.0 };
        let relative = if unit > 0.0 { quick / unit } else { 0.0 };
        self.quantile.update(quick);
        let mut strength = ((relative * quick).sqrt() / QUICK_ALARM).min(QUICK_CAP);
        for (range, value) in self.ranges.iter_mut().zip([value, self.quick.last[1]]) {
            let width = range.1 - range.0;
            if self.n > BEYOND_AFTER && width > 0.0 {
                let beyond = (value - range.1).max(range.0 - value) / width;
                strength += (beyond / BEYOND_SHARE).clamp(0.0, 1.0);
            }
            *range = (range.0.min(value), range.1.max(value));
        }
        strength
    }

    /// Whether that strength exceeds all of the last 150 or so; then remembers it.
    fn remember(&mut self, strength: f64) -> bool {
        let block = (self.n / BLOCK_LENGTH) as usize % BLOCKS;
        if self.n.is_multiple_of(BLOCK_LENGTH) {
            self.largest[block] = 0.0;
        }
        let is_record = self.largest.iter().all(|known| strength > *known);
        self.largest[block] = self.largest[block].max(strength);
        is_record
    }
}

/// Fading means and spreads of one series, and the shape of all descriptions so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Description<const D: usize, const DD: usize, const S: usize> {
    #[serde(with = "fixed")]
    spans: [f64; S],
    ridge: f64,
    /// Fading mean and variance per span.
    #[serde(with = "fixed")]
    levels: [(f64, f64); S],
    /// The latest description: value, then mean and spread per span.
    #[serde(with = "fixed")]
    last: [f64; D],
    /// Mean and co-moments (Welford 1962) of all descriptions.
    #[serde(with = "fixed")]
    mean: [f64; D],
    #[serde(with = "fixed")]
    moments: [f64; DD],
    /// Mean, 1 / deviation and factor of the correlation at the last factorisation.
    #[serde(with = "fixed")]
    center: [f64; D],
    #[serde(with = "fixed")]
    inverse: [f64; D],
    #[serde(with = "fixed")]
    factor: [f64; DD],
}

impl<const D: usize, const DD: usize, const S: usize> Description<D, DD, S> {
    fn new(spans: [f64; S], ridge: f64) -> Self {
        Description {
            spans,
            ridge,
            levels: [(0.0, 0.0); S],
            last: [0.0; D],
            mean: [0.0; D],
            moments: [0.0; DD],
            center: [0.0; D],
            inverse: [0.0; D],
            factor: [0.0; DD],
        }
    }

    /// Distance of the next description from those before; 0 before the first factorisation.
    fn update(&mut self, value: f64, n: u64) -> f64 {
        self.last[0] = value;
        for (k, (level, span)) in self.levels.iter_mut().zip(self.spans).enumerate() {
            if n == 0 {
                level.0 = value;
            }
            level.0 += (value - level.0) / span;
            let away = (value - level.0) * (value - level.0);
            level.1 += (away - level.1) / span;
            self.last[1 + 2 * k] = level.0;
            self.last[2 + 2 * k] = level.1.max(0.0).sqrt();
        }
        if n > 0 && n.is_multiple_of(REFIT_EVERY) {
            self.factorise(n as f64);
        }
        let distance = if n >= REFIT_EVERY { self.distance() } else { 0.0 };
        self.learn(n as f64 + 1.0);
        distance
    }

    fn distance(&self) -> f64 {
        let mut u: [f64; D] = std::array::from_fn(|i| (self.last[i] - self.center[i]) * self.inverse[i]);
        solve_lower(&self.factor, &mut u);
        u.iter().map(|x| x * x).sum::<f64>().min(f64::MAX).sqrt()
    }

    fn learn(&mut self, count: f64) {
        let before: [f64; D] = std::array::from_fn(|i| self.last[i] - self.mean[i]);
        for (mean, before) in self.mean.iter_mut().zip(before) {
            *mean += before / count;
        }
        for i in 0..D {
            for (j, before) in before.iter().enumerate().take(i + 1) {
                self.moments[i * D + j] += (self.last[i] - self.mean[i]) * before;
            }
        }
    }

    fn factorise(&mut self, count: f64) {
        let deviation: [f64; D] = std::array::from_fn(|i| {
            let floor = SMALLEST_DEVIATION * (1.0 + self.mean[i].abs());
            (self.moments[i * D + i] / count).max(0.0).sqrt().max(floor)
        });
        let mut correlation = vec![0.0; DD];
        for i in 0..D {
            for j in 0..=i {
                let c = self.moments[i * D + j] / count / (deviation[i] * deviation[j]);
                correlation[i * D + j] = if c.is_finite() { c } else { 0.0 };
            }
            correlation[i * D + i] += self.ridge;
        }
        if let Some(factor) = cholesky(&correlation, D) {
            self.factor.copy_from_slice(&factor);
            self.center = self.mean;
            self.inverse = deviation.map(|d| 1.0 / d);
        } else if self.factor[0] == 0.0 {
            // Nothing usable yet: a sphere around the mean.
            (0..D).for_each(|i| self.factor[i * D + i] = 1.0);
            self.center = self.mean;
        }
    }
}

/// A quantile of everything seen, from five markers (P², Jain and Chlamtac 1985).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Quantile {
    n: u64,
    heights: [f64; 5],
    positions: [f64; 5],
}

impl Quantile {
    fn value(&self) -> f64 {
        self.heights[2]
    }

    fn update(&mut self, x: f64) {
        if self.n < 5 {
            self.heights[self.n as usize] = x;
            self.n += 1;
            if self.n == 5 {
                self.heights.sort_by(f64::total_cmp);
                self.positions = [1.0, 2.0, 3.0, 4.0, 5.0];
            }
            return;
        }
        self.n += 1;
        self.heights[0] = self.heights[0].min(x);
        self.heights[4] = self.heights[4].max(x);
        let cell = (1..4).find(|i| x < self.heights[*i]).unwrap_or(4);
        self.positions[cell..].iter_mut().for_each(|position| *position += 1.0);
        let n = self.n as f64 - 1.0;
        let wanted =
            [0.0, QUANTILE / 2.0, QUANTILE, (1.0 + QUANTILE) / 2.0, 1.0].map(|share| 1.0 + share * n);
        #[expect(clippy::needless_range_loop, reason = "the marker and its neighbours are read together")]
        for i in 1..4 {
            let off = wanted[i] - self.positions[i];
            let up = self.positions[i + 1] - self.positions[i];
            let down = self.positions[i - 1] - self.positions[i];
            if (off >= 1.0 && up > 1.0) || (off <= -1.0 && down < -1.0) {
                self.step(i, off.signum());
            }
        }
    }

    /// Moves marker `i` by one place, its height along a parabola, or along a line where that would leave the order.
    fn step(&mut self, i: usize, d: f64) {
        let (q, p) = (&self.heights, &self.positions);
        let slope = |a: usize, b: usize| (q[b] - q[a]) / (p[b] - p[a]);
        let parabola = q[i]
            + d / (p[i + 1] - p[i - 1])
                * ((p[i] - p[i - 1] + d) * slope(i, i + 1) + (p[i + 1] - p[i] - d) * slope(i - 1, i));
        let line = if d > 0.0 { q[i] + slope(i, i + 1) } else { q[i] - slope(i - 1, i) };
        self.heights[i] = if q[i - 1] < parabola && parabola < q[i + 1] { parabola } else { line };
        self.positions[i] += d;
    }
}

/// Arrays of any length in JSON: serde knows them up to 32 only.
pub(super) mod fixed {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in crate::detect) fn serialize<T: Serialize, S: Serializer, const N: usize>(
        items: &[T; N],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(items)
    }

    pub(in crate::detect) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>, const N: usize>(
        deserializer: D,
    ) -> Result<[T; N], D::Error> {
        let items = Vec::<T>::deserialize(deserializer)?;
        let n = items.len();
        items.try_into().map_err(|_| serde::de::Error::custom(format!("expected {N} numbers, got {n}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    fn noise(n: usize) -> Vec<f64> {
        let mut rng = Rng::new(6);
        (0..n).map(|_| 10.0 + rng.normal()).collect()
    }

    #[test]
    fn memory_is_constant_and_small() {
        const { assert!(STATE_BYTES <= 2_048) };
        assert_eq!(std::mem::size_of::<StreamDetector>(), STATE_BYTES, "nothing on the heap");
    }

    #[test]
    fn one_alarm_at_the_start_and_a_raised_score_after() {
        let mut values = noise(2_000);
        values[1_500..1_600].iter_mut().for_each(|value| *value += 12.0);
        let scores = StreamDetector::new(&StreamDetection::default()).unwrap().score(&values);
        let most = (0..2_000).max_by(|i, j| scores[*i].total_cmp(&scores[*j])).unwrap();
        // The quick mean needs a few values to leave its range for good.
        assert!((1_500..1_505).contains(&most), "strongest at {most}");
        let alarms = scores.iter().filter(|score| **score >= 2.0).count();
        assert!(alarms <= 10, "{alarms} alarms");
        let mean =
            |range: std::ops::Range<usize>| scores[range.clone()].iter().sum::<f64>() / range.len() as f64;
        assert!(mean(1_510..1_600) > 1.3 * mean(1_000..1_500));
    }

    #[test]
    fn later_values_do_not_change_earlier_scores_and_saving_keeps_the_bits() {
        let values = noise(700);
        let all = StreamDetector::new(&StreamDetection::default()).unwrap().score(&values);
        let mut first = StreamDetector::new(&StreamDetection::default()).unwrap();
        let mut scores = first.score(&values[..400]);
        let json = serde_json::to_string(&first).unwrap();
        let mut loaded: StreamDetector = serde_json::from_str(&json).unwrap();
        scores.extend(loaded.score(&values[400..]));
        assert_eq!(scores, all);
    }

    #[test]
    fn hard_input_stays_finite() {
        for values in [
            vec![0.0; 500],
            vec![1e300; 500],
            (0..500).map(|i| if i % 2 == 0 { 1e150 } else { -1e150 }).collect(),
            (0..500).map(|i| if i % 3 == 0 { f64::NAN } else { 1e-300 * i as f64 }).collect(),
            (0..500).map(|i| i as f64).collect(),
        ] {
            let scores = StreamDetector::new(&StreamDetection::default()).unwrap().score(&values);
            assert!(scores.iter().all(|score| score.is_finite()), "{:?}", &values[..3]);
        }
        let constant = StreamDetector::new(&StreamDetection::default()).unwrap().score(&[4.0; 300]);
        assert!(constant.iter().all(|score| *score < 0.5), "a constant is not strange");
    }

    #[test]
    fn quantile_is_close() {
        let mut rng = Rng::new(1);
        let mut quantile = Quantile::default();
        (0..50_000).for_each(|_| quantile.update(rng.normal()));
        assert!((quantile.value() - 1.645).abs() < 0.03, "{}", quantile.value());
    }
}
