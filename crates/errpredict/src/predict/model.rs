//! A trained, calibrated model: what it says of a row, and how it follows outcomes.

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::calibration::Calibration;
use super::recalibration::{Recalibration, RecentOutcomes};
use super::reliability::Reliability;
use super::{Baseline, FittedPredictor, Key, Sample, Scale};
use crate::error::{Error, ErrorKind, Result};
use crate::time::Timestamp;

/// Standard normal quantile of a 95 % interval.
const Z95: f64 = 1.959_963_984_540_054;

/// How well the model did on the later rows before it was fitted again on all.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Metrics {
    /// Rows fitted on and rows that chose and calibrated.
    pub n_fit: usize,
    /// Rows that chose and calibrated.
    pub n_validation: usize,
    /// Share of errors in the later rows.
    pub base_rate: f64,
    /// Area under the precision-recall curve; absent without errors.
    pub pr_auc: Option<f64>,
    /// Mean squared error of the calibrated probability.
    pub brier: f64,
    /// Mean log loss of the calibrated probability.
    pub log_loss: f64,
    /// Expected calibration error, 15 bins of equal width.
    pub ece: f64,
    /// Share of the later rows where a probability of one half or more, or less, was right; absent without them, as the
    /// next three.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<f64>,
    /// Of the later rows said to have an error by that rule, the share that had one; absent where none was said to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<f64>,
    /// Of the later rows with an error, the share that was said to have one; absent without any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recall: Option<f64>,
    /// Harmonic mean of the two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub f1: Option<f64>,
    /// Mean log loss of the final fit on rows it was fitted on: far below `log_loss` where it learnt them by heart. Absent
    /// in models of versions that did not measure it, as the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fitted_log_loss: Option<f64>,
    /// Share of those rows where one half or more, or less, was right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fitted_accuracy: Option<f64>,
}

/// A trained, calibrated model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibrated {
    /// Feature names, in the order of a row's values.
    pub features: Vec<String>,
    /// How far it looks ahead.
    pub horizon_ms: i64,
    /// The seed it was trained with.
    pub seed: u64,
    /// Quality on the later rows.
    pub metrics: Metrics,
    /// What it predicted against what happened, on the later rows.
    pub reliability: Reliability,
    pub(super) predictor: FittedPredictor,
    pub(super) calibration: Calibration,
    pub(super) recalibration: Option<Recalibration>,
    pub(super) outcomes: RecentOutcomes,
    /// Until when outcomes of each group are in there, by group.
    pub(super) counted: Vec<(u32, Timestamp)>,
    /// No probability is below this nor as near to 1: of n independent spans without the event the next one has it with a
    /// chance of about 1 / (n + 2) (Laplace's rule of succession). 0 in a model of a version that did not know it.
    #[serde(default)]
    pub(super) least: f64,
}

/// A calibrated prediction.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Probability {
    /// Probability of the error within the horizon.
    pub probability: f64,
    /// Lower end of its 95 % interval: as sure as the rows it was validated on can make it, however fast the world
    /// changes since.
    pub lower: f64,
    /// Upper end of its 95 % interval.
    pub upper: f64,
}

/// A probability no nearer to 0 or 1 than the spans it was learnt from can tell.
pub(super) fn possible(probability: f64, least: f64) -> f64 {
    let least = least.min(0.5);
    probability.clamp(least, 1.0 - least)
}

impl Calibrated {
    /// The fitted method.
    #[must_use]
    pub fn predictor(&self) -> &FittedPredictor {
        &self.predictor
    }

    /// The calibration map.
    #[must_use]
    pub fn calibration(&self) -> &Calibration {
        &self.calibration
    }

    /// How it follows outcomes; absent where it does not.
    #[must_use]
    pub fn recalibration(&self) -> Option<Recalibration> {
        self.recalibration
    }

    /// What was known of recent outcomes when training ended.
    #[must_use]
    pub fn outcomes(&self) -> RecentOutcomes {
        self.outcomes
    }

    /// The calibrated probability of a row, given the recent outcomes.
    ///
    /// # Errors
    /// `invalid_argument` for a row of another length than the model's features.
    pub fn predict(&self, sample: &Sample<'_>, outcomes: &RecentOutcomes) -> Result<Probability> {
        self.fits(sample)?;
        Ok(self.served(outcomes, self.predictor.as_fitted().log_odds(sample)))
    }

    /// Whether a row has as many values as the model has features.
    pub(super) fn fits(&self, sample: &Sample<'_>) -> Result<()> {
        let (needed, got) = (self.features.len(), sample.values.len());
        if needed == got {
            return Ok(());
        }
        let message = format!("the row has {got} values, the model has {needed} features");
        Err(Error::new(ErrorKind::InvalidArgument, message))
    }

    /// The log-odds of a row before outcomes and calibration.
    pub(super) fn raw(&self, sample: &Sample<'_>) -> f64 {
        self.predictor.as_fitted().log_odds(sample)
    }

    /// What is said of the predictor's log-odds: corrected by outcomes, then mapped.
    pub(super) fn served(&self, outcomes: &RecentOutcomes, log_odds: f64) -> Probability {
        let followed =
            self.recalibration.map_or(log_odds, |recalibration| recalibration.apply(outcomes, log_odds));
        self.with_interval(self.calibration.probability(followed))
    }

    fn with_interval(&self, probability: f64) -> Probability {
        let probability = possible(probability, self.least);
        let (lower, upper) = self.reliability.interval(probability, Z95).unwrap_or((0.0, 1.0));
        Probability { probability, lower, upper }
    }

    /// Predictions for many rows **in time order**, each moved by the outcomes known at its time.
    ///
    /// `outcomes[i]` says whether the error came within the horizon after row `i`, where the log reaches that far;
    /// it is used only for rows at or after `times[i]` + horizon. Pass an empty slice where nothing is known.
    #[must_use]
    pub fn predict_all(
        &self,
        rows: ArrayView2<'_, f64>,
        keys: Option<&[Key]>,
        times: &[Timestamp],
        outcomes: &[Option<bool>],
    ) -> Vec<Probability> {
        self.follow(&self.predictor.as_fitted().log_odds_batch(rows, keys), keys, times, outcomes)
    }

    /// [`Calibrated::predict_all`] from the predictor's log-odds, so that rows need not be held together.
    ///
    /// Outcomes that training already counted are not counted again.
    #[must_use]
    pub fn follow(
        &self,
        raw: &[f64],
        keys: Option<&[Key]>,
        times: &[Timestamp],
        outcomes: &[Option<bool>],
    ) -> Vec<Probability> {
        let mut state = self.outcomes;
        let mut known = 0;
        raw.iter()
            .zip(times)
            .map(|(z, at)| {
                while known < outcomes.len().min(times.len()) && times[known].plus_ms(self.horizon_ms) <= *at
                {
                    let key = keys.and_then(|keys| keys.get(known)).copied().unwrap_or(Key::NONE);
                    if let Some(happened) = outcomes[known] {
                        self.learn(&mut state, (key.group, times[known]), raw[known], happened);
                    }
                    known += 1;
                }
                self.served(&state, *z)
            })
            .collect()
    }

    /// Learns whether the target came within the horizon after a prediction, once that is over: unless training
    /// already counted it.
    pub(super) fn learn(
        &self,
        state: &mut RecentOutcomes,
        (group, at): (u32, Timestamp),
        raw: f64,
        happened: bool,
    ) {
        let when = at.plus_ms(self.horizon_ms);
        if let Some(recalibration) = self.recalibration
            && !self.is_counted(group, when)
        {
            recalibration.observe(state, when, raw, happened);
        }
    }

    /// Whether training already knew the outcomes of that group up to that time.
    fn is_counted(&self, group: u32, when: Timestamp) -> bool {
        let place = self.counted.binary_search_by_key(&group, |(group, _)| *group);
        place.is_ok_and(|i| when <= self.counted[i].1)
    }

    /// Adds each feature's contribution to the log-odds or probability **before** calibration to `out`.
    pub fn contributions(&self, sample: &Sample<'_>, out: &mut [f64]) -> Baseline {
        let none = Baseline { expected: self.predictor.as_fitted().log_odds(sample), scale: Scale::LogOdds };
        self.predictor.as_fitted().contributions(sample, 1.0, out).unwrap_or(none)
    }

    pub(super) fn is_sound(&self) -> bool {
        self.predictor.as_fitted().is_sound()
            && self.predictor.as_fitted().n_features() == self.features.len()
            && self.calibration.is_sound()
            && self.outcomes.is_sound()
            && self.recalibration.is_none_or(|recalibration| recalibration.is_sound())
            && self.reliability.is_sound()
            && (0.0..=0.5).contains(&self.least)
            && self.counted.windows(2).all(|pair| pair[0].0 < pair[1].0)
    }
}
