//! The forecasters of errpredict as models of [augurs](https://docs.augu.rs).
//!
//! [`Forecast`] holds one of our methods and implements [`Fit`]; what is fitted implements [`Predict`], so it stands
//! wherever a model of augurs stands, in its `Forecaster` with its transformations, say.
//!
//! ```
//! use augurs_core::prelude::*;
//! use errpredict::forecast::{Forecaster, Theta};
//! use errpredict_augurs::Forecast;
//!
//! let history: Vec<f64> = (0..24 * 14).map(|hour| 100.0 + 10.0 * (hour % 24) as f64).collect();
//! let model = Forecast::new(Forecaster::Theta(Theta::default())).with_seasons([24]);
//! let next = model.fit(&history)?.predict(24, 0.9)?;
//! assert!((next.point[12] - 220.0).abs() < 5.0);
//! assert!(next.intervals.is_some());
//! # Ok::<(), errpredict_augurs::Error>(())
//! ```
//!
//! Points and intervals are those of [`errpredict::forecast::forecast()`]: intervals come from the errors that the method made
//! at earlier origins of the history, so a prediction costs a backtest. `NaN` in the history is a gap.

use std::fmt;

use augurs_core::{Fit, ForecastIntervals, ModelError, Predict};
use errpredict::forecast::{Fitted, ForecastSettings, Forecaster, TimeSeriesForecast, forecast};
use errpredict::stats::Series;
use errpredict::time::HOUR_MS;
use errpredict::{Scope, Timestamp};

/// The README's example, compiled; not shown.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// A method of errpredict, to be fitted by augurs.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// Method, seasons, backtest; horizon and level are those of each prediction.
    pub settings: ForecastSettings,
}

impl Forecast {
    /// The method, for values of any sign and without seasons.
    #[must_use]
    pub fn new(method: Forecaster) -> Self {
        Forecast { settings: ForecastSettings { method, seasons: Vec::new(), ..ForecastSettings::default() } }
    }

    /// With seasons of so many values, shortest first.
    #[must_use]
    pub fn with_seasons(mut self, seasons: impl Into<Vec<usize>>) -> Self {
        self.settings.seasons = seasons.into();
        self
    }
}

/// An error of errpredict, as one of augurs.
#[derive(Debug)]
pub struct Error(pub errpredict::Error);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl ModelError for Error {}

impl From<errpredict::Error> for Error {
    fn from(error: errpredict::Error) -> Self {
        Error(error)
    }
}

/// A fitted [`Forecast`].
#[derive(Debug, Clone, PartialEq)]
pub struct FittedForecast {
    settings: ForecastSettings,
    history: Series,
}

impl Fit for Forecast {
    type Fitted = FittedForecast;
    type Error = Error;

    /// Refuses what cannot be forecast; methods are fitted anew for each horizon, which their backtest depends on.
    fn fit(&self, y: &[f64]) -> Result<FittedForecast, Error> {
        self.settings.validate()?;
        self.settings.method.fit(y, &self.settings.seasons, self.settings.seed)?;
        let history = Series { first_end: Timestamp::default(), step_ms: HOUR_MS, values: y.to_vec() };
        Ok(FittedForecast { settings: self.settings.clone(), history })
    }
}

impl FittedForecast {
    /// Everything errpredict says of the next values: trend, peak, accuracy.
    ///
    /// # Errors
    /// Those of [`forecast()`].
    pub fn forecast(&self, horizon: usize, level: Option<f64>) -> Result<TimeSeriesForecast, Error> {
        let level = level.unwrap_or(self.settings.level);
        let settings = ForecastSettings { horizon, level, ..self.settings.clone() };
        Ok(forecast(&Scope::System, "values", &self.history, &settings)?.close())
    }
}

impl Predict for FittedForecast {
    type Error = Error;

    fn predict_inplace(
        &self,
        horizon: usize,
        level: Option<f64>,
        found: &mut augurs_core::Forecast,
    ) -> Result<(), Error> {
        found.point.clear();
        found.intervals = None;
        if horizon == 0 {
            return Ok(());
        }
        let ours = self.forecast(horizon, level)?;
        found.point.extend(ours.values.iter().map(|value| value.value));
        // Absent where the history is too short for any backtest: no interval is made up.
        let lower: Option<Vec<f64>> = ours.values.iter().map(|value| value.lower).collect();
        let upper: Option<Vec<f64>> = ours.values.iter().map(|value| value.upper).collect();
        found.intervals = match (level, lower, upper) {
            (Some(level), Some(lower), Some(upper)) => Some(ForecastIntervals { level, lower, upper }),
            _ => None,
        };
        Ok(())
    }

    /// Each value as it was forecast one step before, by the method fitted to the first half of the history and updated since.
    /// The first half is `NaN`: nothing was forecast of it. No intervals are given.
    fn predict_in_sample_inplace(
        &self,
        _level: Option<f64>,
        found: &mut augurs_core::Forecast,
    ) -> Result<(), Error> {
        let values = &self.history.values;
        let (before, after) = values.split_at(values.len() / 2);
        let mut model = self.settings.method.fit(before, &self.settings.seasons, self.settings.seed)?;
        let model: &mut dyn Fitted = model.as_fitted_mut();
        found.intervals = None;
        found.point.clear();
        found.point.resize(before.len(), f64::NAN);
        for value in after {
            found.point.push(model.points(1).first().copied().unwrap_or(f64::NAN));
            model.update(*value);
        }
        Ok(())
    }

    fn training_data_size(&self) -> usize {
        self.history.values.len()
    }
}

#[cfg(test)]
mod tests {
    use augurs_forecaster::transforms::{LinearInterpolator, MinMaxScaler};
    use augurs_forecaster::{Forecaster as Pipeline, Transformer};
    use errpredict::forecast::{Ets, Ses};

    use super::*;

    /// Up by ten an hour until noon and down again. (What only ever rises and falls back to nothing is taken for a running total,
    /// and that is what a scaler would make of a day that rises until midnight.)
    fn usual(hour: usize) -> f64 {
        let hour = hour % 24;
        100.0 + 10.0 * hour.min(24 - hour) as f64
    }

    fn history() -> Vec<f64> {
        (0..24 * 21).map(|hour| usual(hour) + (hour * 7 % 5) as f64).collect()
    }

    #[test]
    fn a_forecaster_stands_in_a_pipeline_of_augurs() {
        let mut history = history();
        history[100] = f64::NAN;
        let model = Forecast::new(Forecaster::Ets(Ets::default())).with_seasons([24]);
        let transformers = vec![LinearInterpolator::new().boxed(), MinMaxScaler::new().boxed()];
        let mut pipeline = Pipeline::new(model).with_transformers(transformers);
        pipeline.fit(history).unwrap();
        let next = pipeline.predict(48, 0.9).unwrap();
        let intervals = next.intervals.unwrap();
        for (step, point) in next.point.iter().enumerate() {
            let comes = 2.0 + usual(step);
            assert!((point - comes).abs() < 4.0, "step {step}: {point} for {comes}");
            assert!(intervals.lower[step] <= *point && *point <= intervals.upper[step]);
        }
        assert_eq!(pipeline.predict_in_sample(None).unwrap().point.len(), 24 * 21);
    }

    #[test]
    fn in_sample_is_one_step_ahead_of_what_was_known() {
        let fitted =
            Forecast::new(Forecaster::Ses(Ses { alpha: 1.0 })).fit(&[1.0, 2.0, 3.0, 4.0, 7.0]).unwrap();
        let point = fitted.predict_in_sample(None).unwrap().point;
        assert!(point[..2].iter().all(|value| value.is_nan()));
        assert_eq!(point[2..], [2.0, 3.0, 4.0], "the value before, and never the value itself");
        assert_eq!(fitted.predict(0, None).unwrap().point, [0.0; 0]);
        assert!(Forecast::new(Forecaster::Ses(Ses { alpha: 2.0 })).fit(&[1.0]).is_err());
    }
}
