//! A forecast beside what it was measured by, so that it can still be moved.
//!
//! Forecasts of parts and of their whole are made one by one and then moved until they add up. What a forecast says of
//! itself (trend, accuracy, the crossing of a threshold) must then be found anew, from the errors that were made at
//! earlier origins. [`OpenForecast`] holds both; [`OpenForecast::close`] gives the forecast alone, which is what is saved and
//! what nothing moves any more.

use serde::{Deserialize, Serialize};

use super::backtest::{Accuracy, ErrorPaths, accuracy_of};
use super::crossing::crossing;
use super::result::{TimeSeriesForecast, Total};
use super::slope::Moves;
use super::trend::{Change, Trend, TrendDirection, extreme};
use super::value::ForecastValue;
use crate::stats::mean;

/// Sums at earlier origins below which they say nothing of their spread.
const LEAST_SUMS: usize = 20;

/// A forecast that can still be moved, to add up with others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenForecast {
    pub(super) forecast: TimeSeriesForecast,
    pub(super) measured: Measured,
}

/// What a forecast was measured by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Measured {
    /// Errors at earlier origins, by step of the forecast.
    pub(super) paths: ErrorPaths,
    /// The values from place `from` on, by a season (or the horizon) before the first origin.
    #[serde(with = "crate::stats::gaps")]
    pub(super) observed: Vec<f64>,
    pub(super) from: usize,
    /// The place of each step among the values after an origin.
    pub(super) steps: Vec<usize>,
    /// Length of the shortest season.
    pub(super) season: usize,
    /// Whether the threshold is crossed upwards.
    pub(super) upwards: bool,
    /// Whether the history ends in an incident of which nobody knows whether it goes on.
    pub(super) may_go_on: bool,
    /// Which way the level has been moving for days.
    pub(super) moves: Option<Moves>,
}

impl Measured {
    /// The path of errors from the origin that has so many values after it.
    pub(super) fn path(&self, after: usize) -> Option<&[f64]> {
        let origin = (self.from + self.observed.len()).checked_sub(after)?;
        let place = self.paths.origins.binary_search(&origin).ok()?;
        let horizon = self.paths.horizon;
        Some(&self.paths.errors[place * horizon..][..horizon])
    }

    /// How many values come after each origin, oldest origin first.
    pub(super) fn after_origins(&self) -> impl Iterator<Item = usize> + '_ {
        let end = self.from + self.observed.len();
        self.paths.origins.iter().map(move |origin| end - origin)
    }

    /// The value that came at every step after an origin; `NaN` where none did.
    fn actual(&self, origin: usize) -> impl ExactSizeIterator<Item = f64> + '_ {
        let after = &self.observed[(origin - self.from).min(self.observed.len())..];
        self.steps.iter().map(move |step| after.get(*step).copied().unwrap_or(f64::NAN))
    }

    /// Where the level goes by these values.
    pub(super) fn trend(&self, values: &[ForecastValue]) -> Trend {
        let ahead: Vec<f64> = values.iter().map(|value| value.value).collect();
        let now = Change::of(&self.observed, self.season, ahead.iter().copied());
        let was = self.paths.paths().zip(&self.paths.origins).filter_map(|(errors, origin)| {
            let before = &self.observed[..origin - self.from];
            // Shorter looks back are others than that of now.
            (before.len() >= now.as_ref()?.looks_back).then_some(())?;
            let points = self.actual(*origin).zip(errors).map(|(actual, error)| actual - error);
            let said = Change::of(before, self.season, points)?;
            let came = Change::of(before, self.season, self.actual(*origin))?;
            Some((said.change, came.change))
        });
        let was: Vec<(f64, f64)> = was.collect();
        let apart = self.paths.origins.last().zip(self.paths.origins.first()).map_or(0, |(a, b)| a - b);
        let trend = Trend::of(now.map_or(0.0, |now| now.change), &was, apart / values.len().max(1) + 1);
        // No earlier origin says how incidents end: two cases are told instead of a word.
        let direction = match self.moves {
            _ if self.may_go_on => TrendDirection::Stable,
            // What climbed for days and is forecast to go on is told with the confidence that the backtest has in it.
            Some(Moves::Up) if trend.change > 0.0 => TrendDirection::Rising,
            Some(Moves::Down) if trend.change < 0.0 => TrendDirection::Falling,
            _ => trend.direction,
        };
        Trend { direction, ..trend }
    }

    /// The sum of these values, as such sums turned out at earlier origins; nothing in an incident, or where too few origins
    /// say how sums turn out.
    pub(super) fn total(&self, values: &[ForecastValue], level: f64, never_negative: bool) -> Option<Total> {
        let sum_of = |path: &[f64]| Some(path.iter().sum::<f64>()).filter(|sum| !sum.is_nan());
        let mut errors: Vec<f64> = self.paths.paths().filter_map(sum_of).collect();
        if self.may_go_on || errors.len() < LEAST_SUMS {
            return None;
        }
        let held = |value: f64| if never_negative { value.max(0.0) } else { value };
        let sum: f64 = values.iter().map(|value| value.value).sum();
        let value = held(sum + mean(errors.iter().copied())?);
        errors.sort_unstable_by(f64::total_cmp);
        // As for single steps: outwards, so that so many sums keep the promised coverage.
        let rank = (((errors.len() + 1) as f64 * (0.5 + 0.5 * level)).ceil() as usize).min(errors.len()) - 1;
        let (lower, upper) = (held(sum + errors[errors.len() - 1 - rank]), held(sum + errors[rank]));
        Some(Total { value, lower: lower.min(value), upper: upper.max(value) })
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
        let upper = forecast.values.iter().filter_map(|value| value.upper).fold(f64::NEG_INFINITY, f64::max);
        forecast.highest = forecast.highest.map(|highest| highest.max(upper));
        forecast.peak = extreme(&forecast.values, |value, best| value > best);
        forecast.minimum = extreme(&forecast.values, |value, best| value < best);
        forecast.trend = measured.trend(&forecast.values);
        forecast.total = forecast
            .total
            .and_then(|total| measured.total(&forecast.values, forecast.level, total.lower >= 0.0));
        let was = forecast.accuracy;
        let actual = measured.paths.origins.iter().flat_map(|origin| measured.actual(*origin));
        let pairs = measured.paths.errors.iter().copied().zip(actual);
        // The scale of MASE is that of the history, which did not move.
        let scale = was.mae.zip(was.mase).filter(|(mae, _)| *mae > 0.0).map(|(mae, mase)| mae / mase);
        forecast.accuracy = Accuracy { coverage: was.coverage, ..accuracy_of(pairs, was.origins, scale) };
    }
}
