//! What a model relies on: gain and permutation importance, by feature and by factor.
//!
//! Gain: the share of the loss saved by a feature's splits while training (for logistic regression the share of the
//! standardised weights). It says what the fit used, and favours features with many values.
//!
//! Permutation: how much worse the log loss gets when the values of a feature are shuffled over the rows, so that
//! they say nothing any more (Breiman, "Random forests", 2001; Fisher, Rudin and Dominici, "All models are wrong,
//! but many are useful", 2019). The features of a [factor](crate::features::factor_of) are shuffled together.
//!
//! Works badly when features stand in for each other: shuffled one by one each seems worthless, which is why factors
//! are shuffled whole; and on rows the model was fitted on, where it flatters what was learnt by heart.

use std::collections::BTreeMap;

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::model::Calibrated;
use super::probability_model::ProbabilityModel;
use super::rows::Names;
use super::{Key, Sample};
use crate::error::{Error, ErrorKind, Result};
use crate::evaluate::log_loss;
use crate::features::{FeatureQuery, FeatureSource, Statics, factor_of};
use crate::rollup::Rollup;
use crate::stats::Rng;
use crate::threads;
use crate::work::Work;

/// Rows looked at, evenly taken where there are more: the error of a difference of log losses is then small beside
/// what matters, and the time is a second or so.
const MAX_ROWS: usize = 3_000;
/// Times a feature is shuffled.
const SHUFFLES: usize = 3;
/// Features that are shuffled one by one: those with the most gain.
const MAX_FEATURES: usize = 30;

/// What one feature or factor is worth to a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Importance {
    /// The feature or factor.
    pub name: String,
    /// Its share of the gain, 0 to 1; absent for a method without one.
    pub gain: Option<f64>,
    /// How much the log loss rises when it is shuffled, mean of the shuffles; near 0 or below: not needed.
    pub permutation: f64,
    /// Standard deviation of that between shuffles.
    pub spread: f64,
}

/// What a model relies on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Importances {
    /// Rows it was measured on.
    pub n_rows: usize,
    /// Log loss on them with nothing shuffled.
    pub log_loss: f64,
    /// By factor, the most important by permutation first.
    pub factors: Vec<Importance>,
    /// By feature, those with the most gain, the most important by permutation first.
    pub features: Vec<Importance>,
}

/// Features shuffled together.
struct Together {
    name: String,
    gain: Option<f64>,
    columns: Vec<usize>,
}

/// The importance of a model's features on labelled rows; fit on other rows, or it flatters.
///
/// # Errors
/// `invalid_argument` where lengths differ, `not_enough_data` without rows.
pub fn importances(
    model: &Calibrated,
    rows: ArrayView2<'_, f64>,
    keys: &[Key],
    labels: &[bool],
    seed: u64,
) -> Result<Importances> {
    let n = labels.len();
    if rows.dim() != (n, model.features.len()) || keys.len() != n {
        let message = format!(
            "needs a label and a key for each of {} rows of {} features, got {n} labels, {} keys and rows of {}",
            rows.nrows(),
            model.features.len(),
            keys.len(),
            rows.ncols()
        );
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    if n == 0 {
        return Err(Error::not_enough("rows with a known outcome", 1, 0));
    }
    let gain = model.predictor().as_fitted().importance();
    let known = model.outcomes();
    let (factors, features) = together(&model.features, gain.as_deref());
    let loss = |sample: &mut dyn FnMut(usize, &mut Vec<f64>)| {
        let mut values = Vec::with_capacity(rows.ncols());
        let probabilities: Vec<f64> = (0..n)
            .map(|i| {
                sample(i, &mut values);
                let sample = Sample { values: &values, key: keys[i] };
                model.served(&known, model.raw(&sample)).probability
            })
            .collect();
        log_loss(labels, &probabilities)
    };
    let row = |i: usize, values: &mut Vec<f64>| {
        values.clear();
        values.extend(rows.row(i));
    };
    let plain = loss(&mut |i, values| row(i, values))?;
    let n_factors = factors.len();
    let measured = |(item, group): (usize, &Together)| -> Result<Importance> {
        let mut rng = Rng::for_item(seed, item as u64);
        let mut rises = [0.0; SHUFFLES];
        for rise in &mut rises {
            let mut order: Vec<usize> = (0..n).collect();
            rng.shuffle(&mut order);
            let shuffled = loss(&mut |i, values| {
                row(i, values);
                group.columns.iter().for_each(|column| values[*column] = rows[[order[i], *column]]);
            })?;
            *rise = shuffled - plain;
        }
        let mean = rises.iter().sum::<f64>() / SHUFFLES as f64;
        let squares: f64 = rises.iter().map(|rise| (rise - mean) * (rise - mean)).sum();
        Ok(Importance {
            name: group.name.clone(),
            gain: group.gain,
            permutation: mean,
            spread: (squares / (SHUFFLES - 1) as f64).sqrt(),
        })
    };
    let all: Vec<Together> = factors.into_iter().chain(features).collect();
    let found: Result<Vec<Importance>> =
        threads::map(all.len(), |i| measured((i, &all[i]))).into_iter().collect();
    let mut factors = found?;
    let mut features = factors.split_off(n_factors);
    for list in [&mut factors, &mut features] {
        list.sort_by(|a, b| b.permutation.total_cmp(&a.permutation).then_with(|| a.name.cmp(&b.name)));
    }
    Ok(Importances { n_rows: n, log_loss: plain, factors, features })
}

/// All factors, and the features with the most gain.
fn together(names: &[String], gain: Option<&[f64]>) -> (Vec<Together>, Vec<Together>) {
    let mut by_factor: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, name) in names.iter().enumerate() {
        by_factor.entry(factor_of(name)).or_default().push(i);
    }
    let of = |name: String, columns: Vec<usize>| Together {
        name,
        gain: gain.map(|gain| columns.iter().map(|column| gain[*column]).sum()),
        columns,
    };
    let factors = by_factor.into_iter().map(|(name, columns)| of(name, columns)).collect();
    let mut order: Vec<usize> = (0..names.len()).collect();
    if let Some(gain) = gain {
        order.retain(|i| gain[*i] > 0.0);
        order.sort_by(|a, b| gain[*b].total_cmp(&gain[*a]).then(a.cmp(b)));
    }
    order.truncate(MAX_FEATURES);
    (factors, order.into_iter().map(|i| of(names[i].clone(), vec![i])).collect())
}

impl ProbabilityModel {
    /// What [`ProbabilityModel::importances`] on so many queries is estimated to take: an answer for every row of every shuffle.
    #[must_use]
    pub fn importances_work(&self, n_queries: usize) -> Work {
        let (factors, features) = together(&self.model.features, None);
        let shuffles = 1 + SHUFFLES * (factors.len() + features.len());
        self.model.predictor().as_fitted().answering() * (n_queries.min(MAX_ROWS) * shuffles) as f64
    }

    /// What the model relies on, measured on those queries whose outcome the log knows (at most 3,000 of them, evenly
    /// taken in the order given).
    ///
    /// # Errors
    /// Those of [`ProbabilityModel::task_state`] and [`importances`].
    pub fn importances(
        &self,
        rollup: &Rollup,
        statics: &Statics,
        queries: &[FeatureQuery<'_>],
        seed: u64,
    ) -> Result<Importances> {
        let state = self.task_state()?;
        let known: Vec<(FeatureQuery<'_>, bool)> = queries
            .iter()
            .filter_map(|query| Some((*query, state.task.outcome(rollup, query.service, query.at)?)))
            .collect();
        let n = known.len().min(MAX_ROWS);
        let taken: Vec<(FeatureQuery<'_>, bool)> = (0..n).map(|i| known[i * known.len() / n]).collect();
        let asked: Vec<FeatureQuery<'_>> = taken.iter().map(|(query, _)| *query).collect();
        let labels: Vec<bool> = taken.iter().map(|(_, came)| *came).collect();
        let names = Names { services: &self.services, groups: &self.groups };
        let keys: Vec<Key> = asked.iter().map(|query| names.key(query.service, statics)).collect();
        let source = FeatureSource::new(rollup, statics, state.feature_set.clone())?;
        importances(&self.model, source.sweep(&asked).view(), &keys, &labels, seed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::checks::Data;
    use super::super::{GradientBoosting, Predictor, Training, TrainingRows};
    use super::*;
    use crate::time::Timestamp;

    #[test]
    fn what_tells_the_label_is_important_and_noise_is_not() {
        // Features 0 and 1 make the label.
        let (train, test) = (Data::new(3000, 5, 1), Data::new(2000, 5, 2));
        let times: Vec<Timestamp> = (0..3000).map(|i| Timestamp::from_ms(i * 1000).unwrap()).collect();
        let rows =
            TrainingRows { samples: train.samples(), times: &times, n_fit: 2400, horizon_ms: 3_600_000 };
        for method in [
            Predictor::GradientBoosting(GradientBoosting::default()),
            Predictor::from_name("logistic").unwrap(),
        ] {
            let name = method.name();
            let model = Training { method, ..Training::default() }.fit(&rows, 0).unwrap();
            let found = importances(&model, test.rows.view(), &test.keys, &test.labels, 3).unwrap();
            assert_eq!(found, importances(&model, test.rows.view(), &test.keys, &test.labels, 3).unwrap());
            assert_eq!((found.n_rows, found.factors.len()), (2000, 5));
            let top: Vec<&str> = found.features.iter().take(2).map(|f| f.name.as_str()).collect();
            assert!(top.contains(&"f0") && top.contains(&"f1"), "{name}: {:?}", found.features);
            assert!(found.features[1].permutation > 0.03, "{name}: {:?}", found.features);
            assert!(found.features[2..].iter().all(|f| f.permutation.abs() < 0.02), "{name}");
            let gain: f64 = found.factors.iter().filter_map(|factor| factor.gain).sum();
            assert!((gain - 1.0).abs() < 1e-9, "{name}: {gain}");
        }
        let method = Predictor::from_name("base_rate").unwrap();
        let model = Training { method, ..Training::default() }.fit(&rows, 0).unwrap();
        let error = importances(&model, test.rows.view(), &test.keys, &[true], 0).unwrap_err();
        assert_eq!(error.code(), "invalid_argument");
    }
}
