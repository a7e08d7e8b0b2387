//! Rolling-origin backtest: what a method's forecasts would have been at earlier times of the same history.
//!
//! The method is fitted on the values before an origin, forecasts the `horizon` steps after it, and is compared with
//! what came. Between refits the model only takes the new values ([`Fitted::update`](super::Fitted)), so a backtest
//! costs few fits. Nothing after an origin is ever seen by the forecast made there.

use serde::{Deserialize, Serialize};

use super::Forecaster;
use super::prepare::{usable_seasons, without_gaps};
use crate::error::Result;
use crate::stats::mean;

/// Share of the history kept for the first fit. By judgement: less, and the first origins judge a method by too short a
/// history; more, and few origins are left.
const FIRST_FIT_SHARE: f64 = 0.4;

/// How to run a backtest.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", schemars(rename = "ForecastBacktest"))]
pub struct Backtest {
    /// Steps between origins; one that shares no factor with the season meets every hour of the day.
    pub stride: usize,
    /// At most this many origins, the newest ones.
    pub max_origins: usize,
    /// Origins between two fits; the model is only updated in between.
    pub refit_every: usize,
}

impl Default for Backtest {
    fn default() -> Self {
        Backtest { stride: 5, max_origins: 100, refit_every: 50 }
    }
}

/// Forecast errors (actual − forecast) made at earlier origins, one path of `horizon` errors an origin, oldest first.
///
/// Errors of steps whose actual value is missing are `NaN` (`null` in JSON).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ErrorPaths {
    /// Steps of each path.
    pub horizon: usize,
    /// Number of values before each origin.
    pub origins: Vec<usize>,
    /// `horizon` errors per origin.
    #[serde(with = "crate::stats::gaps")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Option<f64>>"))]
    pub errors: Vec<f64>,
}

impl ErrorPaths {
    /// The error paths, oldest origin first.
    pub fn paths(&self) -> impl DoubleEndedIterator<Item = &[f64]> + ExactSizeIterator {
        self.errors.chunks_exact(self.horizon.max(1))
    }

    /// The same paths with only these steps, in this order.
    pub(crate) fn at(&self, steps: &[usize]) -> ErrorPaths {
        let errors = self.paths().flat_map(|path| steps.iter().map(|step| path[*step]));
        ErrorPaths { horizon: steps.len(), origins: self.origins.clone(), errors: errors.collect() }
    }

    /// The paths from origin number `from` up to `to`.
    #[must_use]
    pub fn between(&self, from: usize, to: usize) -> ErrorPaths {
        let horizon = self.horizon;
        ErrorPaths {
            horizon,
            origins: self.origins[from..to].to_vec(),
            errors: self.errors[from * horizon..to * horizon].to_vec(),
        }
    }
}

/// How well forecasts did in a backtest; absent where nothing could be measured.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Accuracy {
    /// Origins forecast from.
    pub origins: usize,
    /// Mean absolute error.
    pub mae: Option<f64>,
    /// Root of the mean squared error.
    pub rmse: Option<f64>,
    /// Mean of |error / actual| over actual values that are not 0, as a share (0.1 is 10 %).
    pub mape: Option<f64>,
    /// Mean absolute error over that of the seasonal naive forecast one season ahead within the history.
    pub mase: Option<f64>,
    /// Share of actual values inside the interval, on origins that the interval was not calibrated on.
    pub coverage: Option<f64>,
}

/// Runs `method` at earlier origins of `history` and gives the errors it made.
///
/// # Errors
/// Those of fitting; a history too short for any origin gives no paths, which is no error.
pub fn backtest(
    method: &Forecaster,
    history: &[f64],
    seasons: &[usize],
    horizon: usize,
    plan: &Backtest,
    seed: u64,
) -> Result<ErrorPaths> {
    let filled = without_gaps(history, seasons)?;
    let observed = &history[history.len() - filled.len()..];
    let origins = origins(filled.len(), seasons, horizon, plan);
    let mut errors = Vec::with_capacity(origins.len() * horizon);
    let mut model = None;
    let mut seen = 0;
    for (number, origin) in origins.iter().copied().enumerate() {
        let refit = number % plan.refit_every.max(1) == 0;
        let fitted = match model.take() {
            Some(mut fitted) if !refit => {
                let known: &mut super::FittedForecaster = &mut fitted;
                filled[seen..origin].iter().for_each(|value| known.as_fitted_mut().update(*value));
                fitted
            }
            _ => method.fit(&filled[..origin], seasons, seed)?,
        };
        seen = origin;
        let points = fitted.as_fitted().points(horizon);
        errors.extend(points.iter().zip(&observed[origin..]).map(|(point, actual)| actual - point));
        model = Some(fitted);
    }
    Ok(ErrorPaths { horizon, origins, errors })
}

/// Origins (numbers of values before them) of a backtest, oldest first: the newest leaves just `horizon` values.
fn origins(n: usize, seasons: &[usize], horizon: usize, plan: &Backtest) -> Vec<usize> {
    let longest = usable_seasons(seasons, n, 4).last().copied().unwrap_or(1);
    let first = ((n as f64 * FIRST_FIT_SHARE) as usize).max(2 * longest).max(2);
    let Some(last) = n.checked_sub(horizon).filter(|last| *last >= first && horizon > 0) else {
        return Vec::new();
    };
    let stride = plan.stride.max(1);
    let count = ((last - first) / stride + 1).min(plan.max_origins);
    (0..count).rev().map(|k| last - k * stride).collect()
}

/// How many values a backtest fits on first: everything before its first origin, counted from the first value there
/// is; all of them where no origin is possible.
#[cfg(feature = "lstm")]
pub(crate) fn first_fit(history: &[f64], seasons: &[usize], horizon: usize, plan: &Backtest) -> usize {
    let before = history.iter().take_while(|value| value.is_nan()).count();
    let n = history.len() - before;
    before + origins(n, seasons, horizon, plan).first().copied().unwrap_or(n)
}

/// Mean absolute difference of values one season apart (the scale of MASE); nothing if it is 0 or unknown.
pub(crate) fn seasonal_scale(history: &[f64], season: usize) -> Option<f64> {
    let season = season.clamp(1, history.len().saturating_sub(1).max(1));
    let differences = history.iter().skip(season).zip(history).map(|(now, then)| (now - then).abs());
    mean(differences.filter(|difference| !difference.is_nan())).filter(|scale| *scale > 0.0)
}

/// Accuracy over all paths; `coverage` is left to the interval.
pub(crate) fn accuracy(paths: &ErrorPaths, history: &[f64], season: usize) -> Accuracy {
    let observed = &history[history.iter().position(|value| !value.is_nan()).unwrap_or(0)..];
    let pairs = paths
        .paths()
        .zip(&paths.origins)
        .flat_map(|(path, origin)| path.iter().copied().zip(observed[*origin..].iter().copied()));
    accuracy_of(pairs, paths.origins.len(), seasonal_scale(history, season))
}

/// Accuracy of errors beside the values that came; `scale` is that of MASE.
pub(crate) fn accuracy_of(
    pairs: impl Iterator<Item = (f64, f64)>,
    origins: usize,
    scale: Option<f64>,
) -> Accuracy {
    let (mut absolute, mut squared, mut relative) = (Vec::new(), Vec::new(), Vec::new());
    for (error, actual) in pairs.filter(|(error, _)| !error.is_nan()) {
        absolute.push(error.abs());
        squared.push(error * error);
        if actual != 0.0 {
            relative.push((error / actual).abs());
        }
    }
    let mae = mean(absolute.into_iter());
    Accuracy {
        origins,
        mae,
        rmse: mean(squared.into_iter()).map(f64::sqrt),
        mape: mean(relative.into_iter()).filter(|value| value.is_finite()),
        mase: mae.zip(scale).map(|(mae, scale)| mae / scale).filter(|value| value.is_finite()),
        coverage: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::SeasonalNaive;

    #[test]
    fn errors_by_hand() {
        // 0, 1, 2, ...: the naive forecast is h too low at step h, wherever the origin stands.
        let history: Vec<f64> = (0..50).map(f64::from).collect();
        let naive = Forecaster::SeasonalNaive(SeasonalNaive::default());
        for refit_every in [1, 3, 100] {
            let plan = Backtest { refit_every, ..Backtest::default() };
            let paths = backtest(&naive, &history, &[], 3, &plan, 0).unwrap();
            assert_eq!(paths.origins.last(), Some(&47));
            assert!(paths.paths().all(|path| path == [1.0, 2.0, 3.0]));
            let accuracy = accuracy(&paths, &history, 1);
            assert_eq!(accuracy.mae, Some(2.0));
            assert_eq!(accuracy.mase, Some(2.0));
        }
    }

    #[test]
    fn gaps_give_no_errors_and_never_count() {
        let mut history: Vec<f64> = (0..50).map(|_| 7.0).collect();
        history[48] = f64::NAN;
        let naive = Forecaster::SeasonalNaive(SeasonalNaive::default());
        let paths = backtest(&naive, &history, &[], 3, &Backtest::default(), 0).unwrap();
        assert!(paths.errors[paths.errors.len() - 2].is_nan());
        assert_eq!(accuracy(&paths, &history, 1).mae, Some(0.0));
        assert_eq!(accuracy(&paths, &history, 1).mase, None, "a constant history has no scale");
    }
}
