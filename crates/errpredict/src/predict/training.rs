//! From labelled rows to a model that can be trusted: fit, calibrate, follow the base rate.
//!
//! 1. The method is fitted on the earlier rows and scores the later ones, which it has not seen.
//! 2. On those out-of-sample scores it is chosen how outcomes are followed ([`Recalibration::choose`]) and, after
//!    that, a calibration map ([`Calibration::choose`]); what both would have predicted gives metrics and reliability
//!    curve.
//! 3. The method is fitted again on all rows, with what the first fit chose (penalty, number of trees). The slope
//!    that outcomes have taught stays.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::calibration::Calibration;
use super::ensemble::{part, settled};
use super::model::{Calibrated, Metrics, possible};
use super::recalibration::{Recalibration, RecentOutcomes};
use super::reliability::Reliability;
use super::{Ensemble, FittedPredictor, Key, Predictor, Progress, Sample, Samples};
use crate::error::{Error, ErrorKind, Result};
use crate::evaluate::{self, Confusion};
use crate::time::Timestamp;
use crate::work::Work;

/// Rows below which nothing but a base rate is honest (spec 4.5).
pub const MIN_ROWS: usize = 1000;
/// Bins of the reliability curve kept in the model.
const RELIABILITY_BINS: usize = 20;
/// Equal-width bins of the expected calibration error reported with the model.
const ECE_BINS: usize = 15;
/// Rows on which it is measured how well a model knows what it was fitted on, at most: bounds what that costs.
const FITTED_ROWS: usize = 10_000;
/// Nanoseconds of a feature of a row. By judgement: a sweep over a log; `--example work` shows it beside what it took.
const ROW_NS: f64 = 60.0;
/// Bytes of it. By judgement: two copies and what is sorted.
const ROW_BYTES: f64 = 24.0;
/// A day, by definition.
const DAY_MS: f64 = crate::time::DAY_MS as f64;

/// How a model is trained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Training {
    /// The method.
    pub method: Predictor,
    /// Age at which a row counts half, in days; all count the same when absent.
    pub half_life_days: Option<f64>,
    /// Calibration map: `none`, `platt`, `beta`, `isotonic`; chosen by log loss when absent.
    pub calibration: Option<String>,
    /// Whether predictions follow outcomes already known.
    pub recalibrate: bool,
    /// Whether the method is fitted again on all rows in the end.
    pub refit: bool,
}

impl Default for Training {
    fn default() -> Self {
        Training {
            method: Predictor::Ensemble(Ensemble::default()),
            half_life_days: None,
            calibration: None,
            recalibrate: true,
            refit: true,
        }
    }
}

/// Labelled rows for training: those to fit on, oldest first, then those to choose and calibrate on, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct TrainingRows<'a> {
    /// The rows.
    pub samples: Samples<'a>,
    /// The time of each row. Where groups have different spans, rows to fit on may be later than others' to choose on.
    pub times: &'a [Timestamp],
    /// Rows before this one are fitted on, the others choose and calibrate.
    pub n_fit: usize,
    /// How far the labels look ahead.
    pub horizon_ms: i64,
}

/// A fingerprint of training data: names, rows, labels and times in order.
#[must_use]
pub fn data_hash(rows: &TrainingRows<'_>) -> u64 {
    let mut hash = Xxh3::new();
    for name in rows.samples.names {
        hash.update(name.as_bytes());
        hash.update(b"\n");
    }
    for value in rows.samples.rows {
        // All NaN are the same missing value.
        let bits = if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() };
        hash.update(&bits.to_le_bytes());
    }
    for (label, time) in rows.samples.labels.iter().zip(rows.times) {
        hash.update(&[u8::from(*label)]);
        hash.update(&time.ms().to_le_bytes());
    }
    hash.digest()
}

/// What was said of the later rows by a fit that had not seen them.
pub(super) struct Outside {
    /// Of the method.
    pub(super) log_odds: Vec<f64>,
    /// Calibrated.
    pub(super) probabilities: Vec<f64>,
}

impl Training {
    /// Trains a model. Below [`MIN_ROWS`] rows, or without both classes, it is a stated base rate.
    ///
    /// # Errors
    /// `invalid_argument` where lengths differ or times descend; those of the method.
    pub fn fit(&self, rows: &TrainingRows<'_>, seed: u64) -> Result<Calibrated> {
        Ok(self.fit_scored(rows, seed, Progress::NONE)?.0)
    }

    /// What training on so many rows and features is estimated to take, the rows themselves included.
    #[must_use]
    pub fn work(&self, rows: usize, features: usize) -> Work {
        let row = Work::steps((rows * features) as f64, ROW_NS).holding((rows * features) as f64 * ROW_BYTES);
        if rows < MIN_ROWS {
            return row;
        }
        // An ensemble says of itself that its members are fitted twice.
        let twice = self.refit && !matches!(self.method, Predictor::Ensemble(_));
        row + self.method.work(rows, features) * if twice { 2.0 } else { 1.0 }
    }

    /// The same with the calibrated probabilities of the later rows, from a fit that had not seen them.
    ///
    /// # Errors
    /// Those of [`Training::fit`].
    pub fn fit_scored(
        &self,
        rows: &TrainingRows<'_>,
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<(Calibrated, Vec<f64>)> {
        self.fit_outside(rows, seed, progress).map(|(model, outside)| (model, outside.probabilities))
    }

    /// The same with the log-odds those probabilities were made of.
    pub(super) fn fit_outside(
        &self,
        rows: &TrainingRows<'_>,
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<(Calibrated, Outside)> {
        let samples = &rows.samples;
        samples.validate()?;
        let n = samples.n_samples();
        let descends = |times: &[Timestamp]| times.windows(2).any(|pair| pair[0] > pair[1]);
        let (early, late) = rows.times.split_at(rows.n_fit.min(rows.times.len()));
        if rows.times.len() != n || rows.n_fit > n || descends(early) || descends(late) {
            let message = format!(
                "needs one time per row, ascending before and after n_fit <= {n}; got {} times and n_fit {}",
                rows.times.len(),
                rows.n_fit
            );
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        if let Some(name) = &self.calibration
            && !Calibration::NAMES.contains(&name.as_str())
        {
            return Err(Error::unknown("calibration", name, &Calibration::NAMES));
        }
        let recency = self.recency(rows)?;
        let samples = Samples { weights: recency.as_deref().or(samples.weights), ..*samples };
        let hits = samples.labels.iter().filter(|label| **label).count();
        let base_rate = Predictor::BaseRate(super::BaseRate::default());
        let method = if n < MIN_ROWS || hits == 0 || hits == n { &base_rate } else { &self.method };
        let (predictor, outside) =
            self.fit_twice(method, &samples, rows.n_fit, (seed, progress.part(0.0, 0.95)))?;
        let (model, probabilities) = self.finish(rows, &samples, predictor, &outside, seed);
        progress.at(1.0);
        Ok((model, Outside { log_odds: outside, probabilities }))
    }

    /// Row weights that halve with age, times the given ones.
    fn recency(&self, rows: &TrainingRows<'_>) -> Result<Option<Vec<f64>>> {
        let Some(half_life) = self.half_life_days else { return Ok(None) };
        if !(half_life.is_finite() && half_life > 0.0) {
            return Err(Error::setting("half_life_days", "above 0", half_life));
        }
        let newest = rows.times.last().map_or(0, |t| t.ms());
        let weight = |(i, t): (usize, &Timestamp)| {
            let age_days = (newest - t.ms()) as f64 / DAY_MS;
            rows.samples.weight(i) * libm::exp2(-age_days / half_life)
        };
        Ok(Some(rows.times.iter().enumerate().map(weight).collect()))
    }

    /// The final model, and log-odds of the later rows from one that had not seen them.
    fn fit_twice(
        &self,
        method: &Predictor,
        samples: &Samples<'_>,
        n_fit: usize,
        (seed, progress): (u64, Progress<'_>),
    ) -> Result<(FittedPredictor, Vec<f64>)> {
        let n = samples.n_samples();
        if n_fit == 0 || n_fit == n {
            return Ok((method.fit_reporting(samples, seed, progress)?, Vec::new()));
        }
        if let Predictor::Ensemble(ensemble) = method {
            let (model, outside) = ensemble.fit_split(samples, n_fit, self.refit, (seed, progress))?;
            return Ok((FittedPredictor::Ensemble(model), outside));
        }
        let first = progress.part(0.0, if self.refit { 0.5 } else { 1.0 });
        let early = method.fit_reporting(&part(samples, 0, n_fit), seed, first)?;
        let late = part(samples, n_fit, n);
        let outside = early.as_fitted().log_odds_batch(late.rows, late.keys);
        let model = if self.refit {
            settled(method, &early).fit_reporting(samples, seed, progress.part(0.5, 1.0))?
        } else {
            early
        };
        Ok((model, outside))
    }

    fn finish(
        &self,
        rows: &TrainingRows<'_>,
        samples: &Samples<'_>,
        predictor: FittedPredictor,
        outside: &[f64],
        seed: u64,
    ) -> (Calibrated, Vec<f64>) {
        let n_fit = samples.n_samples() - outside.len();
        let (labels, times) = (&samples.labels[n_fit..], &rows.times[n_fit..]);
        let least = 1.0 / (independent_spans(rows, samples) + 2.0);
        let recalibration = (self.recalibrate && !outside.is_empty())
            .then(|| Recalibration::choose(times, outside, labels, (rows.horizon_ms, least)));
        let (followed, outcomes) = match &recalibration {
            Some(recalibration) => {
                let (followed, state) = recalibration.run(times, outside, labels, rows.horizon_ms);
                (followed, if self.refit { recalibration.refitted(&state) } else { state })
            }
            None => (outside.to_vec(), RecentOutcomes::default()),
        };
        // After following: a map fitted before would carry the first fit's bias over to the second.
        let calibration = match &self.calibration {
            Some(name) => Calibration::fit(name, &followed, labels),
            None => Calibration::choose(&followed, labels),
        };
        let probabilities: Vec<f64> =
            followed.iter().map(|z| possible(calibration.probability(*z), least)).collect();
        let mut counted: BTreeMap<u32, Timestamp> = BTreeMap::new();
        for (i, at) in times.iter().enumerate() {
            counted.insert(samples.key(n_fit + i).group, at.plus_ms(rows.horizon_ms));
        }
        let of_fitted = fitted_rows(&predictor, &calibration, samples);
        let metrics = Metrics {
            fitted_log_loss: evaluate::log_loss(&of_fitted.1, &of_fitted.0).ok(),
            fitted_accuracy: halves(&of_fitted.1, &of_fitted.0).map(|confusion| confusion.accuracy()),
            ..metrics(n_fit, &probabilities, labels)
        };
        let reliability =
            Reliability::of_times(&probabilities, labels, (times, rows.horizon_ms), RELIABILITY_BINS);
        let model = Calibrated {
            features: samples.names.to_vec(),
            horizon_ms: rows.horizon_ms,
            seed,
            metrics,
            reliability,
            predictor,
            calibration,
            recalibration,
            outcomes,
            counted: counted.into_iter().collect(),
            least,
        };
        (model, probabilities)
    }
}

/// Spans of the horizon's length that the rows cover, those of a service that overlap counted once; every row where
/// nobody says which service it is of.
fn independent_spans(rows: &TrainingRows<'_>, samples: &Samples<'_>) -> f64 {
    let mut covered: BTreeMap<u32, Timestamp> = BTreeMap::new();
    let mut spans = 0.0;
    for (i, at) in rows.times.iter().enumerate() {
        let service = samples.key(i).service;
        if service == Key::UNKNOWN {
            spans += 1.0;
            continue;
        }
        let end = at.plus_ms(rows.horizon_ms);
        let until = covered.entry(service).or_insert(*at);
        spans += (end.ms() - at.max(until).ms()).max(0) as f64 / rows.horizon_ms.max(1) as f64;
        *until = end.max(*until);
    }
    spans
}

fn metrics(n_fit: usize, probabilities: &[f64], labels: &[bool]) -> Metrics {
    let n = labels.len();
    if n == 0 {
        return Metrics { n_fit, ..Metrics::default() };
    }
    let hits = labels.iter().filter(|label| **label).count();
    let halves = halves(labels, probabilities);
    let halves = halves.as_ref();
    Metrics {
        n_fit,
        n_validation: n,
        base_rate: hits as f64 / n as f64,
        pr_auc: evaluate::pr_auc(labels, probabilities).ok(),
        brier: evaluate::brier(labels, probabilities).unwrap_or_default(),
        log_loss: evaluate::log_loss(labels, probabilities).unwrap_or_default(),
        ece: evaluate::expected_calibration_error(labels, probabilities, ECE_BINS).unwrap_or_default(),
        accuracy: halves.map(Confusion::accuracy),
        precision: halves.and_then(|confusion| confusion.precision(1)),
        recall: halves.and_then(|confusion| confusion.recall(1)),
        f1: halves.and_then(|confusion| confusion.f1(1)),
        ..Metrics::default()
    }
}

/// What came against what one half or more says.
fn halves(labels: &[bool], probabilities: &[f64]) -> Option<Confusion> {
    Confusion::at_threshold(labels, probabilities, 0.5).ok()
}

/// What the final fit says of rows it was fitted on, evenly taken, and what came.
fn fitted_rows(
    predictor: &FittedPredictor,
    calibration: &Calibration,
    samples: &Samples<'_>,
) -> (Vec<f64>, Vec<bool>) {
    let n = samples.n_samples();
    let taken = (0..n).step_by(n.div_ceil(FITTED_ROWS).max(1));
    taken
        .map(|i| {
            let values = samples.rows.row(i).to_vec();
            let z = predictor.as_fitted().log_odds(&Sample { values: &values, key: samples.key(i) });
            (calibration.probability(z), samples.labels[i])
        })
        .unzip()
}
