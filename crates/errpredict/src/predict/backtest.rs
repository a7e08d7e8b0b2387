//! A model tried on the past: what would have fired, and how often rightly.
//!
//! Trained on the first part of the span, chosen and calibrated on the next, tested on the last ([`Split::Rest`]), of
//! which nothing was known when it was trained. Probabilities and thresholds follow outcomes as they would have become
//! known.

use serde::{Deserialize, Serialize};

use super::alarms::{AlarmCounts, Foreseen, count_alerts};
use super::grid::Split;
use super::plan::Plan;
use super::probability_model::ProbabilityModel;
use super::progress::Progress;
use super::queries::foreseen;
use crate::error::{Error, Result};
use crate::evaluate;
use crate::features::{FeatureQuery, Statics};
use crate::rollup::Rollup;
use crate::time::{HOUR_MS, Timestamp};

/// Version of [`Backtest`]: changes when a field changes its meaning or goes.
pub const BACKTEST_VERSION: u32 = 1;

/// What a test on the past showed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Backtest {
    /// Version of this message.
    pub version: u32,
    /// What was foreseen.
    pub target: String,
    /// Within how many hours.
    pub horizon_h: f64,
    /// The method that was chosen.
    pub method: String,
    /// The first time tested.
    pub from: Timestamp,
    /// The last time tested.
    pub to: Timestamp,
    /// Times tested, a service each.
    pub times: u64,
    /// Share of them after which it came.
    pub base_rate: f64,
    /// Area below precision against recall; absent where it never or always came.
    pub pr_auc: Option<f64>,
    /// Mean squared error of the probability.
    pub brier: f64,
    /// What always saying the base rate would have scored.
    pub brier_of_base_rate: f64,
    /// Expected calibration error, bins of equal width.
    pub expected_calibration_error: f64,
    /// Absent where no threshold keeps the budget of false alarms.
    pub alarms: Option<BacktestAlarms>,
    /// Every time at which it would have alerted, the surest first; those within a horizon are one alarm.
    pub alerts: Vec<BacktestAlert>,
}

/// The alarms of a test on the past.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BacktestAlarms {
    /// Where the threshold stood at first; it follows the outcomes.
    pub threshold: f64,
    /// What it raised.
    #[serde(flatten)]
    pub counts: AlarmCounts,
    /// False alarms per service and week; absent where nothing was watched.
    pub false_per_service_week: Option<f64>,
    /// Share of alarms that were right; absent without alarms.
    pub precision: Option<f64>,
}

/// One time at which it would have alerted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BacktestAlert {
    /// The service.
    pub service: String,
    /// When it would have alerted.
    pub at: Timestamp,
    /// The probability.
    pub probability: f64,
    /// When it came; absent where it did not within the horizon.
    pub came: Option<Timestamp>,
}

/// A model with what it foresaw on times it had not seen.
#[derive(Debug)]
pub struct Tested<'a> {
    /// The model that was tested.
    pub model: ProbabilityModel,
    /// What it said at each tested time, and what came.
    pub rows: Vec<Foreseen<'a>>,
    /// What that amounts to.
    pub result: Backtest,
}

/// Trains on the queries of the first two splits and tests on those of the rest.
///
/// # Errors
/// Those of [`Plan::fit`]; `not_enough_data` where no tested time's horizon is covered by the log.
pub fn backtest<'a>(
    plan: &Plan,
    rollup: &Rollup,
    statics: &Statics,
    (queries, splits): (&[FeatureQuery<'a>], &[Split]),
    seed: u64,
    progress: Progress<'_>,
) -> Result<Tested<'a>> {
    let (model, _) = plan.fit_seen(rollup, statics, queries, splits, seed, progress)?;
    let tested: Vec<FeatureQuery<'a>> = queries
        .iter()
        .zip(splits)
        .filter(|(_, split)| **split == Split::Rest)
        .map(|(query, _)| *query)
        .collect();
    let predictions = model.predict_queries(rollup, statics, &tested)?;
    let rows = foreseen(&model, rollup, &tested, &predictions)?;
    if rows.is_empty() {
        return Err(Error::not_enough("test times whose horizon the log covers", 1, 0));
    }
    let task = &model.task_state()?.task;
    let alerts: Vec<bool> = predictions
        .iter()
        .zip(&tested)
        .filter(|(_, query)| task.outcome(rollup, query.service, query.at).is_some())
        .map(|(prediction, _)| prediction.alert)
        .collect();
    let result = measured(&model, &rows, &alerts)?;
    Ok(Tested { model, rows, result })
}

/// What predictions with their alerts amounted to.
///
/// # Errors
/// `invalid_argument` for another number of alerts than rows, or no rows; those of [`ProbabilityModel::task_state`].
pub fn measured(model: &ProbabilityModel, rows: &[Foreseen<'_>], alerts: &[bool]) -> Result<Backtest> {
    let labels: Vec<bool> = rows.iter().map(|row| row.came.is_some()).collect();
    let probabilities: Vec<f64> = rows.iter().map(|row| row.probability).collect();
    let brier = evaluate::brier(&labels, &probabilities)?;
    let rate = labels.iter().filter(|label| **label).count() as f64 / labels.len() as f64;
    let alarms = match model.task_state()?.alert.threshold {
        None => None,
        Some(threshold) => {
            let counts = count_alerts(rows, alerts, model.model.horizon_ms)?;
            let (false_per_service_week, precision) = (counts.false_per_service_week(), counts.precision());
            Some(BacktestAlarms { threshold, counts, false_per_service_week, precision })
        }
    };
    let mut fired: Vec<BacktestAlert> = (rows.iter().zip(alerts))
        .filter(|(_, alert)| **alert && alarms.is_some())
        .map(|(row, _)| BacktestAlert {
            service: row.service.to_owned(),
            at: row.at,
            probability: row.probability,
            came: row.came,
        })
        .collect();
    fired.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.at.cmp(&b.at)));
    let times = || rows.iter().map(|row| row.at);
    Ok(Backtest {
        version: BACKTEST_VERSION,
        target: model.target.clone(),
        horizon_h: model.model.horizon_ms as f64 / HOUR_MS as f64,
        method: model.model.predictor().name().to_owned(),
        from: times().min().unwrap_or_default(),
        to: times().max().unwrap_or_default(),
        times: rows.len() as u64,
        base_rate: rate,
        pr_auc: evaluate::pr_auc(&labels, &probabilities).ok(),
        brier,
        brier_of_base_rate: rate * (1.0 - rate),
        expected_calibration_error: evaluate::expected_calibration_error(
            &labels,
            &probabilities,
            evaluate::DEFAULT_BINS,
        )?,
        alarms,
        alerts: fired,
    })
}
