//! A forecast beside what it was measured by, so that it can still be moved.
//!
//! Forecasts of parts and of their whole are made one by one and then moved until they add up. What a forecast says of
//! itself (trend, accuracy, the crossing of a threshold) must then be found anew, from the errors that were made at
//! earlier origins. [`OpenForecast`] holds both; [`OpenForecast::close`] gives the forecast alone, which is what is saved and
//! what nothing moves any more.

use super::backtest::{Accuracy, ErrorPaths, accuracy_of};
use super::crossing::crossing;
use super::result::TimeSeriesForecast;
use super::trend::{extreme, trend};

/// A forecast that can still be moved, to add up with others.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenForecast {
    pub(super) forecast: TimeSeriesForecast,
    pub(super) measured: Measured,
}

/// What a forecast was measured by.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measured {
    /// Errors at earlier origins, by step of the forecast.
    pub(super) paths: ErrorPaths,
    /// The values from the first origin on, and the place of each step among those after an origin.
    pub(super) observed: Vec<f64>,
    pub(super) steps: Vec<usize>,
    /// The newest values, as many as the trend looks back.
    pub(super) newest: Vec<f64>,
    /// Length of the shortest season.
    pub(super) season: usize,
    /// Whether the threshold is crossed upwards.
    pub(super) upwards: bool,
}

impl Measured {
    /// The path of errors from the origin that has so many values after it.
    pub(super) fn path(&self, after: usize) -> Option<&[f64]> {
        let first = self.paths.origins.first()?;
        // Origins rise, so the values after them fall.
        let place = self.paths.origins.binary_search_by(|origin| {
            let own = self.observed.len() + first - origin;
            after.cmp(&own)
        });
        let horizon = self.paths.horizon;
        place.ok().map(|place| &self.paths.errors[place * horizon..][..horizon])
    }

    /// How many values come after each origin, oldest origin first.
    pub(super) fn after_origins(&self) -> impl Iterator<Item = usize> + '_ {
        let first = self.paths.origins.first().copied().unwrap_or(0);
        self.paths.origins.iter().map(move |origin| self.observed.len() + first - origin)
    }

    /// The value that came at every step of every path.
    fn actual(&self) -> impl Iterator<Item = f64> + '_ {
        let first = self.paths.origins.first().copied().unwrap_or(0);
        let of_path = move |origin: &usize| {
            let after = &self.observed[(origin - first).min(self.observed.len())..];
            self.steps.iter().map(move |step| after.get(*step).copied().unwrap_or(f64::NAN))
        };
        self.paths.origins.iter().flat_map(of_path)
    }
}

impl OpenForecast {
    /// What it says as it stands.
    #[must_use]
    pub fn forecast(&self) -> &TimeSeriesForecast {
        &self.forecast
    }

    /// The forecast alone.
    #[must_use]
    pub fn close(self) -> TimeSeriesForecast {
        self.forecast
    }

    /// Finds everything anew that follows from the values and the errors, after both were moved.
    ///
    /// The coverage of the interval stays: the interval moved along with its points, and keeps its width.
    pub(super) fn refresh(&mut self) {
        let (forecast, measured) = (&mut self.forecast, &self.measured);
        forecast.threshold = forecast
            .threshold
            .as_ref()
            .map(|crossed| crossing(crossed.threshold, measured.upwards, &forecast.values, &measured.paths));
        forecast.peak = extreme(&forecast.values, |value, best| value > best);
        forecast.minimum = extreme(&forecast.values, |value, best| value < best);
        forecast.trend = trend(measured, &forecast.values);
        let upper = forecast.values.iter().filter_map(|value| value.upper).fold(f64::NEG_INFINITY, f64::max);
        forecast.highest = forecast.highest.map(|highest| highest.max(upper));
        let was = forecast.accuracy;
        let pairs = measured.paths.errors.iter().copied().zip(measured.actual());
        // The scale of MASE is that of the history, which did not move.
        let scale = was.mae.zip(was.mase).filter(|(mae, _)| *mae > 0.0).map(|(mae, mase)| mae / mase);
        forecast.accuracy = Accuracy { coverage: was.coverage, ..accuracy_of(pairs, was.origins, scale) };
    }
}
