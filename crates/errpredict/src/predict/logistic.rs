//! Logistic regression with an L2 penalty.
//!
//! Minimises the mean log loss + ½·λ·‖w‖² over w and an unpenalised intercept, by L-BFGS. A feature *x* becomes
//! sign(x)·ln(1 + |x|) (counts and durations span decades), standardised over the training rows and clipped at ±8;
//! a missing value becomes the mean, with a 0/1 indicator of its own where missing is neither very rare nor the
//! rule. Source: Cox, "The regression analysis of binary sequences" (1958); Hastie et al., "The Elements of
//! Statistical Learning", 4.4.
//!
//! | parameter | default | meaning | range |
//! |---|---|---|---|
//! | `l2` | \[0.3, 0.1, 0.03, 0.01, 0.003\] | penalties λ to choose from; the one with the least log loss on the last rows wins | > 0 |
//! | `max_steps` | 60 | L-BFGS steps a penalty | ≥ 1 |
//! | `validation_share` | 0.2 | last part of the rows that chooses, when there is a choice | (0, 1) |
//! | `features` | `all` | which features it sees, see [`Selection`] | `all`, `general` |
//!
//! Works badly when the answer depends on combinations of features, or turns within a feature's range.

use ndarray::{ArrayView2, Axis};
use serde::{Deserialize, Serialize};

use super::lbfgs::minimise;
use super::selection::Selection;
use super::squash::{squash, squash_all};
use super::{Baseline, Fitted, Method, Progress, Sample, Samples, Scale, logit, sigmoid};
use crate::error::{Error, Result};
use crate::threads;
use crate::work::Work;

/// Standardised values further out are cut: one wild value must not rule a prediction. By judgement: eight deviations
/// do not come in normal columns; lower, and rare counts of rare types lose their say.
const CLIP: f64 = 8.0;
/// A missing indicator is used where the share of missing values lies between this and 1 minus this. By judgement: of
/// ten thousand rows ten; a weight learnt from fewer is chance.
const RARE: f64 = 1e-3;
/// Features that vary less than this are constant. Above the rounding of the sums it is taken from (2^-52 a row), below
/// any feature that varies.
const MIN_DEVIATION: f64 = 1e-9;
/// Largest gradient component at which the search ends: changes no probability by more than about 1e-5. By judgement:
/// fewer digits than are shown; a smaller one costs steps.
const TOLERANCE: f64 = 1e-6;
/// Rows summed in one piece. Fixed, so that sums do not depend on the number of threads.
const CHUNK: usize = 4096;
/// Terms whose logarithms are taken together.
const TOGETHER: usize = 32;

/// Settings of logistic regression; the table is in the module docs.
///
/// ```
/// use errpredict::ndarray::Array2;
/// use errpredict::predict::{Fitted, Logistic, Method, Sample, Samples};
///
/// // Trouble came where the last hour had more than five errors.
/// let names = vec!["errors_1h".to_owned()];
/// let rows = Array2::from_shape_fn((200, 1), |(i, _)| (i % 10) as f64);
/// let labels: Vec<bool> = rows.iter().map(|errors| *errors > 5.0).collect();
/// let samples = Samples { names: &names, rows: rows.view(), labels: &labels, weights: None, keys: None };
/// let model = Logistic::default().fit(&samples, 0)?;
/// let [calm, busy] = [[1.0], [9.0]].map(|values| model.probability(&Sample::new(&values)));
/// assert!(calm < 0.3 && busy > 0.7, "{calm}, {busy}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Logistic {
    /// Penalties to choose from, each above 0.
    pub l2: Vec<f64>,
    /// L-BFGS steps a penalty, at least 1.
    pub max_steps: usize,
    /// Last part of the rows that chooses the penalty, between 0 and 1.
    pub validation_share: f64,
    /// Which features it sees.
    pub features: Selection,
}

impl Default for Logistic {
    fn default() -> Self {
        Logistic {
            l2: vec![0.3, 0.1, 0.03, 0.01, 0.003],
            max_steps: 60,
            validation_share: 0.2,
            features: Selection::All,
        }
    }
}

/// How one feature enters: (transformed − mean) · inverse deviation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Term {
    feature: usize,
    mean: f64,
    inverse_deviation: f64,
    weight: f64,
    /// Added where the value is missing (0 without an indicator).
    missing: f64,
    /// Share of missing values, where the indicator's contribution is centred.
    missing_share: f64,
}

/// The weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedLogistic {
    n_features: usize,
    intercept: f64,
    l2: f64,
    terms: Vec<Term>,
}

impl Logistic {
    fn validate(&self) -> Result<()> {
        if self.l2.is_empty() {
            return Err(Error::setting("l2", "a list of at least one penalty", "an empty list"));
        }
        if let Some(l2) = self.l2.iter().find(|l2| !(l2.is_finite() && **l2 > 0.0)) {
            return Err(Error::setting("l2", "above 0", l2));
        }
        if self.max_steps == 0 {
            return Err(Error::setting("max_steps", "at least 1", 0));
        }
        if !(self.validation_share > 0.0 && self.validation_share < 1.0) {
            return Err(Error::setting("validation_share", "between 0 and 1", self.validation_share));
        }
        Ok(())
    }
}

impl Method for Logistic {
    type Fitted = FittedLogistic;

    fn fit(&self, samples: &Samples<'_>, seed: u64) -> Result<FittedLogistic> {
        self.fit_reporting(samples, seed, Progress::NONE)
    }

    fn work(&self, rows: usize, columns: usize) -> Work {
        let steps = (self.l2.len() + 1) as f64 * self.max_steps as f64;
        Work::steps(steps * (rows * columns) as f64, 3.0).holding((rows * columns) as f64 * 16.0)
    }
}

impl Logistic {
    pub(super) fn fit_reporting(
        &self,
        samples: &Samples<'_>,
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<FittedLogistic> {
        self.validate()?;
        samples.validate()?;
        let used = self.features.columns(samples.names);
        if used.len() < samples.names.len() {
            return self.fit_columns(samples, &used, seed, progress);
        }
        let design = Design::new(samples.rows);
        let n = samples.n_samples();
        let n_fit = n - ((n as f64 * self.validation_share) as usize);
        let mut penalties = self.l2.clone();
        penalties.sort_unstable_by(|a, b| b.total_cmp(a));
        let l2 = if penalties.len() > 1 && n_fit > 0 && n_fit < n {
            self.choose(&penalties, &design, samples, n_fit, progress.part(0.0, 0.8))
        } else {
            penalties[0]
        };
        let mut x = design.start(samples, n);
        design.fit(&mut x, samples, n, l2, self.max_steps);
        Ok(design.finish(&x, samples.rows.ncols(), l2))
    }
}

impl Logistic {
    /// The regression on those columns alone, in terms of the full row.
    pub(super) fn fit_columns(
        &self,
        samples: &Samples<'_>,
        columns: &[usize],
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<FittedLogistic> {
        let rows = samples.rows.select(Axis(1), columns);
        let names: Vec<String> = columns.iter().map(|i| samples.names[*i].clone()).collect();
        let narrow = Samples { names: &names, rows: rows.view(), ..*samples };
        let settings = Logistic { features: Selection::All, ..self.clone() };
        Ok(settings.fit_reporting(&narrow, seed, progress)?.spread(columns, samples.names.len()))
    }

    /// The penalty with the least log loss on the rows from `n_fit` on; from strong to weak, each starting where
    /// the one before ended, until it gets worse.
    fn choose(
        &self,
        penalties: &[f64],
        design: &Design,
        samples: &Samples<'_>,
        n_fit: usize,
        progress: Progress<'_>,
    ) -> f64 {
        let mut x = design.start(samples, n_fit);
        let mut best = (f64::INFINITY, penalties[0]);
        for (i, &l2) in penalties.iter().enumerate() {
            progress.step(i, penalties.len());
            design.fit(&mut x, samples, n_fit, l2, self.max_steps);
            let (mut loss, mut total) = (0.0, 0.0);
            for i in n_fit..samples.n_samples() {
                let margin = design.margin(&x, i);
                let towards = if samples.labels[i] { margin } else { -margin };
                loss += samples.weight(i) * log1p_exp(-towards);
                total += samples.weight(i);
            }
            let loss = if total > 0.0 { loss / total } else { 0.0 };
            if loss < best.0 {
                best = (loss, l2);
            } else {
                break;
            }
        }
        best.1
    }
}

/// ln(1 + eˣ) without overflow.
fn log1p_exp(x: f64) -> f64 {
    x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
}

/// Standardised rows in single precision: half the memory traffic of a step, and far finer than the data.
pub(super) struct Design {
    n_columns: usize,
    values: Vec<f32>,
    /// Feature, mean and inverse deviation of each column.
    scaled: Vec<(usize, f64, f64)>,
    /// Feature and share of each missing indicator, after the scaled columns.
    indicators: Vec<(usize, f64)>,
}

impl Design {
    pub(super) fn new(rows: ArrayView2<'_, f64>) -> Self {
        let (n, m) = rows.dim();
        let mut sums = vec![(0usize, 0.0, 0.0); m];
        for row in rows.rows() {
            for (sum, value) in sums.iter_mut().zip(row).filter(|(_, value)| !value.is_nan()) {
                let x = squash(*value);
                // Welford's update: no cancellation for large means.
                sum.0 += 1;
                let delta = x - sum.1;
                sum.1 += delta / sum.0 as f64;
                sum.2 += delta * (x - sum.1);
            }
        }
        let (mut scaled, mut indicators) = (Vec::new(), Vec::new());
        for (feature, (count, mean, squares)) in sums.into_iter().enumerate() {
            let deviation = if count > 0 { (squares / count as f64).sqrt() } else { 0.0 };
            if deviation > MIN_DEVIATION * mean.abs().max(1.0) {
                scaled.push((feature, mean, 1.0 / deviation));
            }
            let missing = 1.0 - count as f64 / n as f64;
            if missing > RARE && missing < 1.0 - RARE {
                indicators.push((feature, missing));
            }
        }
        let n_columns = scaled.len() + indicators.len();
        let mut values = vec![0.0f32; n * n_columns];
        for (row, out) in rows.rows().into_iter().zip(values.chunks_exact_mut(n_columns.max(1))) {
            let (out_scaled, out_missing) = out.split_at_mut(scaled.len());
            for (out, (feature, mean, inverse)) in out_scaled.iter_mut().zip(&scaled) {
                *out = standardise(squash(row[*feature]), *mean, *inverse) as f32;
            }
            for (out, (feature, share)) in out_missing.iter_mut().zip(&indicators) {
                *out = (f64::from(u8::from(row[*feature].is_nan())) - share) as f32;
            }
        }
        Design { n_columns, values, scaled, indicators }
    }

    fn row(&self, i: usize) -> &[f32] {
        &self.values[i * self.n_columns..(i + 1) * self.n_columns]
    }

    /// All weights 0, the intercept at the base rate of the first `n` rows.
    fn start(&self, samples: &Samples<'_>, n: usize) -> Vec<f64> {
        let weights: Vec<f64> = (0..n).map(|i| samples.weight(i)).collect();
        self.start_at(samples.labels.iter().zip(&weights))
    }

    /// The same of those labels and weights.
    pub(super) fn start_at<'a>(&self, rows: impl Iterator<Item = (&'a bool, &'a f64)>) -> Vec<f64> {
        let (mut total, mut hits) = (0.0, 0.0);
        for (label, weight) in rows {
            total += weight;
            hits += if *label { *weight } else { 0.0 };
        }
        let mut x = vec![0.0; self.n_columns + 1];
        x[self.n_columns] = logit(if total > 0.0 { hits / total } else { 0.0 });
        x
    }

    fn margin(&self, x: &[f64], i: usize) -> f64 {
        dot(self.row(i), x) + x[self.n_columns]
    }

    fn fit(&self, x: &mut [f64], samples: &Samples<'_>, n: usize, l2: f64, max_steps: usize) {
        self.descend(x, n, l2, max_steps, |i| (i, samples.labels[i], samples.weight(i)));
    }

    /// Walks from `x` to the least loss over `n` rows, of which `row` gives the place in the design, label and weight.
    pub(super) fn descend(
        &self,
        x: &mut [f64],
        n: usize,
        l2: f64,
        max_steps: usize,
        row: impl Fn(usize) -> (usize, bool, f64) + Sync,
    ) {
        let total: f64 = (0..n).map(|i| row(i).2).sum();
        let scale = if total > 0.0 { 1.0 / total } else { 0.0 };
        let n_columns = self.n_columns;
        minimise(x, max_steps, TOLERANCE, |x, gradient| {
            let part = |chunk: usize| {
                let mut gradient = vec![0.0; n_columns + 1];
                let mut loss = 0.0;
                for i in chunk * CHUNK..((chunk + 1) * CHUNK).min(n) {
                    let (place, label, weight) = row(i);
                    let row = self.row(place);
                    let margin = dot(row, x) + x[n_columns];
                    let weight = weight * scale;
                    let p = sigmoid(margin);
                    let (residual, own) = if label { (p - 1.0, p) } else { (p, 1.0 - p) };
                    // −ln(own), from the margin where the probability has run into 0.
                    loss += weight * if own > 1e-9 { -libm::log(own) } else { margin.abs() };
                    let residual = weight * residual;
                    for (g, z) in gradient.iter_mut().zip(row) {
                        *g += residual * f64::from(*z);
                    }
                    gradient[n_columns] += residual;
                }
                (loss, gradient)
            };
            let parts: Vec<(f64, Vec<f64>)> = threads::map(n.div_ceil(CHUNK), part);
            gradient.fill(0.0);
            let mut value = 0.0;
            for (loss, part) in parts {
                value += loss;
                gradient.iter_mut().zip(part).for_each(|(g, p)| *g += p);
            }
            for (g, w) in gradient.iter_mut().zip(x).take(n_columns) {
                value += 0.5 * l2 * w * w;
                *g += l2 * w;
            }
            value
        });
    }

    pub(super) fn finish(&self, x: &[f64], n_features: usize, l2: f64) -> FittedLogistic {
        let mut terms: Vec<Term> = self
            .scaled
            .iter()
            .zip(x)
            .map(|(&(feature, mean, inverse_deviation), &weight)| Term {
                feature,
                mean,
                inverse_deviation,
                weight,
                missing: 0.0,
                missing_share: 0.0,
            })
            .collect();
        for (&(feature, share), &weight) in self.indicators.iter().zip(&x[self.scaled.len()..]) {
            match terms.iter_mut().find(|term| term.feature == feature) {
                Some(term) => (term.missing, term.missing_share) = (weight, share),
                // The same value whenever it is present: only its absence says something.
                None => terms.push(Term {
                    feature,
                    mean: 0.0,
                    inverse_deviation: 0.0,
                    weight: 0.0,
                    missing: weight,
                    missing_share: share,
                }),
            }
        }
        FittedLogistic { n_features, intercept: x[self.n_columns], l2, terms }
    }
}

/// Four partial sums in a fixed order: fast and the same everywhere.
fn dot(row: &[f32], x: &[f64]) -> f64 {
    let mut sums = [0.0f64; 4];
    let (blocks, rest) = row.as_chunks::<4>();
    let (x_blocks, x_rest) = x[..row.len()].as_chunks::<4>();
    for (block, x) in blocks.iter().zip(x_blocks) {
        for j in 0..4 {
            sums[j] += f64::from(block[j]) * x[j];
        }
    }
    let tail: f64 = rest.iter().zip(x_rest).map(|(z, x)| f64::from(*z) * x).sum();
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + tail
}

/// The transformed value on its standard scale, 0 (the mean) where missing.
#[inline]
fn standardise(squashed: f64, mean: f64, inverse_deviation: f64) -> f64 {
    if squashed.is_nan() { 0.0 } else { ((squashed - mean) * inverse_deviation).clamp(-CLIP, CLIP) }
}

impl Term {
    /// Of a value already squashed.
    #[inline]
    fn contribution(&self, squashed: f64) -> f64 {
        let missing = if squashed.is_nan() { 1.0 } else { 0.0 };
        self.weight * standardise(squashed, self.mean, self.inverse_deviation)
            + self.missing * (missing - self.missing_share)
    }
}

impl FittedLogistic {
    /// The same regression for wider rows, where its feature `i` is column `columns[i]` of `n_features`.
    fn spread(mut self, columns: &[usize], n_features: usize) -> Self {
        self.terms.iter_mut().for_each(|term| term.feature = columns[term.feature]);
        self.n_features = n_features;
        self
    }

    /// Calls `work` with every term and what it contributes, in order.
    #[inline]
    fn each(&self, sample: &Sample<'_>, mut work: impl FnMut(&Term, f64)) {
        for terms in self.terms.chunks(TOGETHER) {
            let mut values = [0.0; TOGETHER];
            values.iter_mut().zip(terms).for_each(|(value, term)| *value = sample.value(term.feature));
            squash_all(&mut values);
            terms.iter().zip(values).for_each(|(term, value)| work(term, term.contribution(value)));
        }
    }

    /// The penalty that was used.
    #[must_use]
    pub fn l2(&self) -> f64 {
        self.l2
    }
}

impl Fitted for FittedLogistic {
    fn n_features(&self) -> usize {
        self.n_features
    }

    fn is_sound(&self) -> bool {
        let finite = |term: &Term| {
            [term.mean, term.inverse_deviation, term.weight, term.missing, term.missing_share]
                .iter()
                .all(|value| value.is_finite())
        };
        self.intercept.is_finite()
            && self.terms.iter().all(|term| term.feature < self.n_features && finite(term))
    }

    fn log_odds(&self, sample: &Sample<'_>) -> f64 {
        let mut sum = 0.0;
        self.each(sample, |_, contribution| sum += contribution);
        self.intercept + sum
    }

    /// Every column has mean 0 over the training rows (up to clipping), so a term's contribution is its value.
    fn contributions(&self, sample: &Sample<'_>, scale: f64, out: &mut [f64]) -> Option<Baseline> {
        self.each(sample, |term, contribution| {
            if let Some(out) = out.get_mut(term.feature) {
                *out += scale * contribution;
            }
        });
        Some(Baseline { expected: self.intercept, scale: Scale::LogOdds })
    }

    /// Size of the standardised weights.
    fn importance(&self) -> Option<Vec<f64>> {
        let mut shares = vec![0.0; self.n_features];
        for term in &self.terms {
            let spread = (term.missing_share * (1.0 - term.missing_share)).sqrt();
            shares[term.feature] += term.weight.abs() + term.missing.abs() * spread;
        }
        let total: f64 = shares.iter().sum();
        if total > 0.0 {
            shares.iter_mut().for_each(|share| *share /= total);
        }
        Some(shares)
    }
}
