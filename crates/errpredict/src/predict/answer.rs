//! One question to a model from a log: the probability, what moved it, and the ways through the trees.
//!
//! A [`FeatureSource`] is made once for a rollup; each answer then costs a feature row and the model.
//!
//! Explanations are exact Shapley values of the output **before** calibration (see `shapley.rs`), summed to
//! [factors](crate::features::factor_of): what the row's values add to the expected output of the training rows.
//! They say what the model looked at, not what causes the errors.

use serde::{Deserialize, Serialize};

use super::factor::{Factor, FeaturePart};
use super::model::Probability;
use super::probability_model::ProbabilityModel;
use super::recalibration::RecentOutcomes;
use super::rows::Names;
use super::tree::TreeMove;
use super::{Sample, Scale};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{FeatureQuery, FeatureSource, Statics, factor_of};

/// Why a model says what it says about one row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Explanation {
    /// The scale in which contributions add up.
    pub scale: Scale,
    /// Output before anything is known of the row; with all contributions it sums to `output`.
    pub expected: f64,
    /// Output for the row, before calibration.
    pub output: f64,
    /// What moved it, largest first; factors that moved nothing are left out.
    pub factors: Vec<Factor>,
}

/// One question on the way through a tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DecisionStep"))]
pub struct Step {
    /// The feature asked.
    pub feature: String,
    /// Its value in the row, absent where it is missing.
    pub value: Option<f64>,
    /// Values up to this one go left.
    pub threshold: f64,
    /// Whether the row went left.
    pub left: bool,
}

/// The way of a row through one tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DecisionPath {
    /// The method the tree belongs to.
    pub method: String,
    /// Its place among the method's trees, from 0.
    pub tree: usize,
    /// What the tree adds to the method's output (times the method's weight in an ensemble), less what it adds on
    /// average: how much this way moved the prediction.
    pub moved: f64,
    /// The questions from the root to the leaf.
    pub steps: Vec<Step>,
}

impl ProbabilityModel {
    /// The probability at one time, from a source made with this model's feature set.
    ///
    /// `outcomes` is what is known of recent outcomes at that time: [`super::Calibrated::outcomes`] right after training,
    /// or carried on by [`super::Recalibration::observe`].
    ///
    /// # Errors
    /// Those of [`ProbabilityModel::task_state`]; `invalid_argument` for a source with other features.
    pub fn predict_at(
        &self,
        source: &FeatureSource<'_>,
        statics: &Statics,
        query: FeatureQuery<'_>,
        outcomes: &RecentOutcomes,
    ) -> Result<Probability> {
        self.with_row(source, statics, query, |sample| self.model.predict(sample, outcomes))?
    }

    /// What moved one prediction.
    ///
    /// # Errors
    /// Those of [`ProbabilityModel::predict_at`].
    pub fn explain(
        &self,
        source: &FeatureSource<'_>,
        statics: &Statics,
        query: FeatureQuery<'_>,
    ) -> Result<Explanation> {
        self.with_row(source, statics, query, |sample| self.explain_row(sample))?
    }

    /// The same for a ready row.
    ///
    /// # Errors
    /// `invalid_argument` for a row of another length than the model's features.
    pub fn explain_row(&self, sample: &Sample<'_>) -> Result<Explanation> {
        self.model.fits(sample)?;
        let names = &self.model.features;
        let mut contributions = vec![0.0; names.len()];
        let baseline = self.model.contributions(sample, &mut contributions);
        let model = self.model.predictor().as_fitted();
        let output = match baseline.scale {
            Scale::LogOdds => model.log_odds(sample),
            Scale::Probability => model.probability(sample),
        };
        Ok(Explanation {
            scale: baseline.scale,
            expected: baseline.expected,
            output,
            factors: factors(names, sample, &contributions),
        })
    }

    /// The ways through the `n` trees that moved one prediction most, those first; none for a method without trees.
    ///
    /// # Errors
    /// Those of [`ProbabilityModel::predict_at`].
    pub fn decision_paths(
        &self,
        source: &FeatureSource<'_>,
        statics: &Statics,
        query: FeatureQuery<'_>,
        n: usize,
    ) -> Result<Vec<DecisionPath>> {
        self.with_row(source, statics, query, |sample| {
            let mut moves = Vec::new();
            self.model.predictor().as_fitted().tree_moves(sample, 1.0, &mut moves);
            moves.sort_by(|a, b| {
                b.moved.abs().total_cmp(&a.moved.abs()).then(a.method.cmp(b.method)).then(a.tree.cmp(&b.tree))
            });
            moves.truncate(n);
            moves.iter().map(|way| self.path(way, sample)).collect()
        })
    }

    fn path(&self, way: &TreeMove<'_>, sample: &Sample<'_>) -> DecisionPath {
        let steps = way.way(sample).map(|(feature, threshold, left)| Step {
            feature: self.model.features.get(feature).cloned().unwrap_or_default(),
            value: known(sample.value(feature)),
            threshold,
            left,
        });
        DecisionPath {
            method: way.method.to_owned(),
            tree: way.tree,
            moved: way.moved,
            steps: steps.collect(),
        }
    }

    pub(super) fn with_row<T>(
        &self,
        source: &FeatureSource<'_>,
        statics: &Statics,
        query: FeatureQuery<'_>,
        work: impl FnOnce(&Sample<'_>) -> T,
    ) -> Result<T> {
        self.task_state()?;
        let n = source.names().len();
        if n != self.model.features.len() {
            let message = format!("the source has {n} features, the model {}", self.model.features.len());
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        let mut values = vec![0.0; n];
        source.extract_into(query.service, query.at, &mut values)?;
        let names = Names { services: &self.services, groups: &self.groups };
        let key = names.key(query.service, statics);
        Ok(work(&Sample { values: &values, key }))
    }
}

fn known(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}

/// Contributions summed by factor, largest first, ties by name.
fn factors(names: &[String], sample: &Sample<'_>, contributions: &[f64]) -> Vec<Factor> {
    let mut by_name: std::collections::BTreeMap<String, Vec<FeaturePart>> = std::collections::BTreeMap::new();
    for (i, (name, contribution)) in names.iter().zip(contributions).enumerate() {
        if *contribution != 0.0 {
            by_name.entry(factor_of(name)).or_default().push(FeaturePart {
                feature: name.clone(),
                value: known(sample.value(i)),
                contribution: *contribution,
            });
        }
    }
    let larger_first = |a: f64, b: f64| b.abs().total_cmp(&a.abs());
    let mut factors: Vec<Factor> =
        by_name.into_iter().map(|(factor, features)| Factor::of(factor, features)).collect();
    factors.sort_by(|a, b| larger_first(a.contribution, b.contribution));
    factors
}
