//! One hazard learnt from rows: logistic regression, and shallow trees beside it where they help.
//!
//! All hazards read the same standardised rows, so that features are computed and scaled once.

use ndarray::{ArrayView2, Axis};
use serde::{Deserialize, Serialize};

use super::record::KEEPS_COMING;
use crate::error::Result;
use crate::predict::logistic::{Design, FittedLogistic};
use crate::predict::{
    Calibration, Fitted, FittedGradientBoosting, GradientBoosting, Method, Sample, Samples,
};

/// Penalty of the weights. Of 0.03, 0.01 and 0.003 the best on the development origins of `docs/evaluation/foresee.md`.
const L2: f64 = 0.003;
/// Steps of the search for the weights: bounds the time of a fit.
const MAX_STEPS: usize = 40;
/// Share of the trees in the log-odds where they help. By judgement: equal parts, as equal weights were as good as free
/// ones in `Ensemble`.
pub(super) const OF_TREES: f64 = 0.5;

/// A fitted hazard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Hazard {
    pub(super) linear: FittedLogistic,
    pub(super) trees: Option<FittedGradientBoosting>,
    pub(super) calibration: Calibration,
    /// Whether it did better than the base rate while trouble kept coming, too: most of what it learnt from are other times.
    #[serde(default)]
    pub(super) knows_trains: bool,
}

impl Hazard {
    /// Log-odds before calibration.
    pub(super) fn log_odds(&self, sample: &Sample<'_>) -> f64 {
        let linear = self.linear.log_odds(sample);
        match &self.trees {
            Some(trees) => (1.0 - OF_TREES) * linear + OF_TREES * trees.log_odds(sample),
            None => linear,
        }
    }

    /// Whether all numbers are finite and it reads so many columns.
    pub(super) fn is_sound(&self, n_columns: usize) -> bool {
        let trees = self.trees.as_ref();
        self.linear.n_features() == n_columns
            && self.linear.is_sound()
            && trees.is_none_or(|trees| trees.n_features() == n_columns && trees.is_sound())
            && self.calibration.is_sound()
    }

    /// Whether it answers for a service in that state of the [`Record`](super::record::Record).
    pub(super) fn answers_in(&self, state: usize) -> bool {
        state != KEEPS_COMING || self.knows_trains
    }

    pub(super) fn probability(&self, sample: &Sample<'_>) -> f64 {
        self.calibration.probability(self.log_odds(sample))
    }

    /// Adds what each column adds to the log-odds, times `scale`.
    pub(super) fn contributions(&self, sample: &Sample<'_>, scale: f64, out: &mut [f64]) {
        let of_trees = if self.trees.is_some() { OF_TREES } else { 0.0 };
        let _ = self.linear.contributions(sample, scale * (1.0 - of_trees), out);
        if let Some(trees) = &self.trees {
            let _ = trees.contributions(sample, scale * of_trees, out);
        }
    }
}

impl Hazard {
    /// Adds the share of each column, times `scale`: the trees' as much as they count in the log-odds.
    pub(super) fn add_importance(&self, scale: f64, out: &mut [f64]) {
        let of_trees = if self.trees.is_some() { OF_TREES } else { 0.0 };
        let parts = [
            (1.0 - of_trees, self.linear.importance()),
            (of_trees, self.trees.as_ref().and_then(Fitted::importance)),
        ];
        for (share, found) in parts {
            for (sum, one) in out.iter_mut().zip(found.unwrap_or_default()) {
                *sum += scale * share * one;
            }
        }
    }
}

/// Rows of one hazard: places in the grid, labels and weights.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    pub(super) places: Vec<usize>,
    pub(super) labels: Vec<bool>,
    pub(super) weights: Vec<f64>,
}

impl Rows {
    pub(super) fn retain(&self, keep: impl Fn(usize) -> bool) -> Rows {
        let mut kept = Rows::default();
        for (i, &place) in self.places.iter().enumerate().filter(|(_, place)| keep(**place)) {
            kept.places.push(place);
            kept.labels.push(self.labels[i]);
            kept.weights.push(self.weights[i]);
        }
        kept
    }

    pub(super) fn n_came(&self) -> usize {
        self.labels.iter().filter(|label| **label).count()
    }

    /// Whether both classes are there in numbers that can be learnt from.
    pub(super) fn can_teach(&self) -> bool {
        /// Rows of the rarer class below which a fit would be noise, as for calibration.
        const MIN_CLASS: usize = 10;
        self.n_came().min(self.labels.len() - self.n_came()) >= MIN_CLASS
    }
}

/// Weights of a regression, to go on from when rows are added.
pub(super) type Start = Option<Vec<f64>>;

/// The regression on those rows, begun where an earlier one ended.
pub(super) fn fit_linear(
    design: &Design,
    rows: &Rows,
    start: &mut Start,
    n_columns: usize,
) -> FittedLogistic {
    let x = start.get_or_insert_with(|| design.start_at(rows.labels.iter().zip(&rows.weights)));
    design
        .descend(x, rows.places.len(), L2, MAX_STEPS, |i| (rows.places[i], rows.labels[i], rows.weights[i]));
    design.finish(x, n_columns, L2)
}

/// Shallow trees on those rows.
///
/// # Errors
/// Those of [`GradientBoosting`].
pub(super) fn fit_trees(
    grid: ArrayView2<'_, f64>,
    names: &[String],
    rows: &Rows,
    seed: u64,
) -> Result<FittedGradientBoosting> {
    let selected = grid.select(Axis(0), &rows.places);
    let samples = Samples {
        names,
        rows: selected.view(),
        labels: &rows.labels,
        weights: Some(&rows.weights),
        keys: None,
    };
    trees().fit(&samples, seed)
}

/// Small, so that three fits of them cost a tenth of a second; not searched for.
fn trees() -> GradientBoosting {
    GradientBoosting {
        rounds: 70,
        depth: 3,
        rate: 0.1,
        l2: 10.0,
        min_child_weight: 5.0,
        row_share: 0.5,
        column_share: 0.3,
        max_bins: 31,
        ..GradientBoosting::default()
    }
}
