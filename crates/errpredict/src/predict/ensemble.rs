//! Weighted mean of other predictors' log-odds.
//!
//! The members are fitted on the first rows; weights ≥ 0 that sum to 1 minimise the log loss on the last ones, with a
//! pull towards equal weights (members agree closely, so the loss alone says little about their shares); then all
//! members are fitted again on all rows, with the penalty and number of trees of the first fit. A sum of log-odds is the log-linear opinion pool (Genest and Zidek,
//! "Combining probability distributions", 1986); weights by proper score: Breiman, "Stacked regressions" (1996).
//!
//! | parameter | default | meaning | range |
//! |---|---|---|---|
//! | `members` | logistic on general features, gradient boosting (automatic) | what is combined | 1 to 16 |
//! | `validation_share` | 0.2 | last part of the rows that weighs them | (0, 1) |
//!
//! Works badly when one member is far better than the rest: choose it alone. Fits every member twice.

use ndarray::{ArrayView2, Axis};
use serde::{Deserialize, Serialize};

use super::lbfgs::minimise;
use super::{
    Baseline, Fitted, FittedPredictor, GradientBoosting, Logistic, Method, Predictor, Progress, Sample,
    Samples, Scale, Selection, TreeMove, logit, sigmoid,
};
use crate::error::{Error, Result};
use crate::work::Work;

/// Members an ensemble may have.
const MAX_MEMBERS: usize = 16;
/// Pull of the squared distance from equal weights, in nats per row at a distance of 1. Equal weights were as good as
/// free ones or better on nearly all development origins; a member that is far better still takes over.
const PULL: f64 = 0.002;
/// L-BFGS steps for the weights: a smooth function of a few numbers.
const MAX_STEPS: usize = 100;

/// Settings of the ensemble; the table is in the module docs.
///
/// ```
/// use errpredict::ndarray::Array2;
/// use errpredict::predict::{Fitted, Ensemble, Method, Sample, Samples};
///
/// // Trouble came where the last hour had more than five errors.
/// let names = vec!["errors_1h".to_owned()];
/// let rows = Array2::from_shape_fn((200, 1), |(i, _)| (i % 10) as f64);
/// let labels: Vec<bool> = rows.iter().map(|errors| *errors > 5.0).collect();
/// let samples = Samples { names: &names, rows: rows.view(), labels: &labels, weights: None, keys: None };
/// let model = Ensemble::default().fit(&samples, 0)?;
/// let [calm, busy] = [[1.0], [9.0]].map(|values| model.probability(&Sample::new(&values)));
/// assert!(calm < 0.3 && busy > 0.7, "{calm}, {busy}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Ensemble {
    /// What is combined, 1 to 16 predictors.
    pub members: Vec<Predictor>,
    /// Last part of the rows that weighs the members, between 0 and 1.
    pub validation_share: f64,
}

impl Default for Ensemble {
    fn default() -> Self {
        Ensemble {
            members: vec![
                Predictor::Logistic(Logistic { features: Selection::General, ..Logistic::default() }),
                Predictor::GradientBoosting(GradientBoosting::automatic()),
            ],
            validation_share: 0.2,
        }
    }
}

/// The members with their weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedEnsemble {
    members: Vec<FittedPredictor>,
    weights: Vec<f64>,
}

impl Method for Ensemble {
    type Fitted = FittedEnsemble;

    fn fit(&self, samples: &Samples<'_>, seed: u64) -> Result<FittedEnsemble> {
        self.fit_reporting(samples, seed, Progress::NONE)
    }

    fn work(&self, rows: usize, columns: usize) -> Work {
        self.members.iter().map(|member| member.work(rows, columns)).sum::<Work>() * 2.0
    }
}

impl Ensemble {
    pub(super) fn fit_reporting(
        &self,
        samples: &Samples<'_>,
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<FittedEnsemble> {
        if !(self.validation_share > 0.0 && self.validation_share < 1.0) {
            return Err(Error::setting("validation_share", "between 0 and 1", self.validation_share));
        }
        samples.validate()?;
        let n = samples.n_samples();
        let n_fit = n - (n as f64 * self.validation_share) as usize;
        self.fit_split(samples, n_fit, true, (seed, progress)).map(|(model, _)| model)
    }
}

impl Ensemble {
    /// Fits with the rows from `n_fit` on as those that weigh the members. Also returns the weighted log-odds of
    /// those rows from members that did **not** see them, for calibration.
    pub(super) fn fit_split(
        &self,
        samples: &Samples<'_>,
        n_fit: usize,
        refit: bool,
        (seed, progress): (u64, Progress<'_>),
    ) -> Result<(FittedEnsemble, Vec<f64>)> {
        if self.members.is_empty() || self.members.len() > MAX_MEMBERS {
            return Err(Error::setting("members", "a list of 1 to 16 predictors", self.members.len()));
        }
        let n = samples.n_samples();
        let n_members = self.members.len();
        let (mut weights, mut outside) = (vec![1.0 / n_members as f64; n_members], Vec::new());
        let mut settings = self.members.clone();
        let efforts: Vec<f64> = settings.iter().map(Predictor::effort).collect();
        let twice = n_fit > 0 && n_fit < n && refit;
        let first = progress.part(0.0, if twice { 0.5 } else { 1.0 }).split(&efforts);
        if n_fit > 0 && n_fit < n {
            let early = part(samples, 0, n_fit);
            let late = part(samples, n_fit, n);
            let members = fit_members(&settings, &early, seed, &first)?;
            let columns: Vec<Vec<f64>> =
                members.iter().map(|model| model.as_fitted().log_odds_batch(late.rows, late.keys)).collect();
            weights = weigh(&columns, &late);
            outside = (0..late.n_samples())
                .map(|i| columns.iter().zip(&weights).map(|(column, weight)| weight * column[i]).sum())
                .collect();
            if !refit {
                return Ok((FittedEnsemble { members, weights }, outside));
            }
            settings = settings.iter().zip(&members).map(|(method, early)| settled(method, early)).collect();
        }
        let last = if twice { progress.part(0.5, 1.0).split(&efforts) } else { first };
        let members = fit_members(&settings, samples, seed, &last)?;
        Ok((FittedEnsemble { members, weights }, outside))
    }
}

fn fit_members(
    members: &[Predictor],
    samples: &Samples<'_>,
    seed: u64,
    progress: &[Progress<'_>],
) -> Result<Vec<FittedPredictor>> {
    let fit =
        |(member, progress): (&Predictor, &Progress<'_>)| member.fit_reporting(samples, seed, *progress);
    members.iter().zip(progress).map(fit).collect()
}

/// The settings with what a fit on fewer rows has chosen, so that a fit on more rows need not choose again.
pub(super) fn settled(settings: &Predictor, fitted: &FittedPredictor) -> Predictor {
    match (settings, fitted) {
        (Predictor::Logistic(method), FittedPredictor::Logistic(model)) => {
            Predictor::Logistic(Logistic { l2: vec![model.l2()], ..method.clone() })
        }
        (Predictor::GradientBoosting(method), FittedPredictor::GradientBoosting(model))
            if method.patience.is_some() =>
        {
            let rounds = model.n_trees().max(1);
            Predictor::GradientBoosting(GradientBoosting { rounds, patience: None, ..method.clone() })
        }
        _ => settings.clone(),
    }
}

/// Rows `from..to` of the samples.
pub(super) fn part<'a>(samples: &Samples<'a>, from: usize, to: usize) -> Samples<'a> {
    Samples {
        names: samples.names,
        rows: slice_rows(samples.rows, from, to),
        labels: &samples.labels[from..to],
        weights: samples.weights.map(|weights| &weights[from..to]),
        keys: samples.keys.map(|keys| &keys[from..to]),
    }
}

/// Rows `from..to` of a matrix, with the matrix's own lifetime.
fn slice_rows(rows: ArrayView2<'_, f64>, from: usize, to: usize) -> ArrayView2<'_, f64> {
    let (_, later) = rows.split_at(Axis(0), from);
    later.split_at(Axis(0), to - from).0
}

/// Weights ≥ 0 that sum to 1 with the least log loss of Σ weight · log-odds + intercept; the intercept is left to
/// calibration. Were the sum free, it would stretch the log-odds by what these rows alone ask for.
fn weigh(columns: &[Vec<f64>], samples: &Samples<'_>) -> Vec<f64> {
    let k = columns.len();
    let equal = 1.0 / k as f64;
    let total: f64 = (0..samples.n_samples()).map(|i| samples.weight(i)).sum();
    // Weights are the softmax of free numbers: they stay on the simplex by themselves.
    let mut x = vec![0.0; k + 1];
    minimise(&mut x, MAX_STEPS, 1e-7, |x, gradient| {
        let weights = softmax(&x[..k]);
        let mut by_weight = vec![0.0; k];
        let (mut value, mut by_intercept) = (0.0, 0.0);
        for i in 0..samples.n_samples() {
            let margin: f64 =
                x[k] + columns.iter().zip(&weights).map(|(column, w)| w * column[i]).sum::<f64>();
            let weight = samples.weight(i) / total;
            let towards = if samples.labels[i] { margin } else { -margin };
            value += weight * ((-towards).max(0.0) + libm::log1p(libm::exp(-towards.abs())));
            let residual = weight * (sigmoid(margin) - f64::from(u8::from(samples.labels[i])));
            by_weight.iter_mut().zip(columns).for_each(|(g, column)| *g += residual * column[i]);
            by_intercept += residual;
        }
        for (g, w) in by_weight.iter_mut().zip(&weights) {
            value += PULL * (w - equal) * (w - equal);
            *g += 2.0 * PULL * (w - equal);
        }
        let mean: f64 = by_weight.iter().zip(&weights).map(|(g, w)| g * w).sum();
        for (j, (g, w)) in by_weight.iter().zip(&weights).enumerate() {
            gradient[j] = w * (g - mean);
        }
        gradient[k] = by_intercept;
        value
    });
    softmax(&x[..k])
}

fn softmax(x: &[f64]) -> Vec<f64> {
    let largest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = x.iter().map(|x| libm::exp(x - largest)).collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

impl FittedEnsemble {
    /// Name and weight of each member.
    pub fn weights(&self) -> impl Iterator<Item = (&'static str, f64)> + '_ {
        self.members.iter().zip(&self.weights).map(|(member, weight)| (member.name(), *weight))
    }
}

impl Fitted for FittedEnsemble {
    fn n_features(&self) -> usize {
        self.members.first().map_or(0, |member| member.as_fitted().n_features())
    }

    fn is_sound(&self) -> bool {
        !self.members.is_empty()
            && self.members.len() == self.weights.len()
            && self.weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0)
            && self.members.iter().all(|member| {
                member.as_fitted().is_sound() && member.as_fitted().n_features() == self.n_features()
            })
    }

    fn log_odds(&self, sample: &Sample<'_>) -> f64 {
        self.members
            .iter()
            .zip(&self.weights)
            .map(|(member, w)| w * member.as_fitted().log_odds(sample))
            .sum()
    }

    /// Exact for members that add up in log-odds. A forest adds up in probability: its contributions are exact there
    /// and stretched by (log-odds − expected log-odds) / (probability − expected), so that the sum still holds.
    fn contributions(&self, sample: &Sample<'_>, scale: f64, out: &mut [f64]) -> Option<Baseline> {
        let mut expected = 0.0;
        for (member, weight) in self.members.iter().zip(&self.weights) {
            let model = member.as_fitted();
            let mut own = vec![0.0; out.len()];
            let baseline = model.contributions(sample, 1.0, &mut own)?;
            let (start, stretch) = match baseline.scale {
                Scale::LogOdds => (baseline.expected, 1.0),
                Scale::Probability => stretch(baseline.expected, model.probability(sample)),
            };
            expected += weight * start;
            out.iter_mut().zip(&own).for_each(|(out, own)| *out += scale * weight * stretch * own);
        }
        Some(Baseline { expected, scale: Scale::LogOdds })
    }

    fn answering(&self) -> Work {
        self.members.iter().map(|member| member.as_fitted().answering()).sum()
    }

    fn tree_moves<'a>(&'a self, sample: &Sample<'_>, scale: f64, out: &mut Vec<TreeMove<'a>>) {
        for (member, weight) in self.members.iter().zip(&self.weights) {
            member.as_fitted().tree_moves(sample, scale * weight, out);
        }
    }

    fn importance(&self) -> Option<Vec<f64>> {
        let mut shares = vec![0.0; self.n_features()];
        let mut total = 0.0;
        for (member, weight) in self.members.iter().zip(&self.weights) {
            let Some(own) = member.as_fitted().importance() else { continue };
            total += weight;
            shares.iter_mut().zip(own).for_each(|(share, own)| *share += weight * own);
        }
        if total > 0.0 {
            shares.iter_mut().for_each(|share| *share /= total);
        }
        Some(shares)
    }
}

/// Expected log-odds, and log-odds per unit of probability between `expected` and `p`.
fn stretch(expected: f64, p: f64) -> (f64, f64) {
    let start = logit(expected);
    let away = p - expected;
    // Closer than this the quotient would be rounding noise; the slope of the logit is its limit.
    if away.abs() < 1e-9 {
        let e = sigmoid(start);
        return (start, 1.0 / (e * (1.0 - e)));
    }
    (start, (logit(p) - start) / away)
}
