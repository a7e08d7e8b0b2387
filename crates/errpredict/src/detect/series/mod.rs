//! Detectors for one series in time order.
//!
//! A fitted detector scores the values that follow its history, each by itself and those before it (causal).
//! [`FittedSeries::score_fitted`] scores the history itself with the whole of it in view (offline). One file per method and
//! one line in the list; the checks run over all of them.
//!
//! ```
//! use errpredict::detect::series::SeriesDetector;
//! use errpredict::stats::Series;
//! use errpredict::time::HOUR_MS;
//!
//! let values = (0..400).map(|hour| (hour % 24) as f64 + if hour == 390 { 60.0 } else { 0.0 }).collect();
//! let series = Series { first_end: "2026-11-01T01:00:00Z".parse()?, step_ms: HOUR_MS, values };
//! for name in SeriesDetector::NAMES {
//!     let mut detector = SeriesDetector::from_name(name)?.fit(&series, 0)?;
//!     let scores = detector.as_fitted_mut().score_fitted(&series)?;
//!     assert_eq!(scores.len(), 400, "{name}");
//! }
//! # Ok::<(), errpredict::Error>(())
//! ```

mod changepoint;
mod half_space;
mod seasonal_residual;
mod spectral_residual;
mod sub_pca;

pub use changepoint::{Changepoint, FittedChangepoint, changepoints};
pub use half_space::{FittedLagTrees, LagTrees};
pub use seasonal_residual::{FittedSeasonalResidual, SeasonalResidual};
pub use spectral_residual::{FittedSpectralResidual, SpectralResidual};
pub use sub_pca::{FittedSubPca, SubPca};

use super::stream::{StreamDetection, StreamDetector};
use crate::error::{Error, ErrorKind, Result};
use crate::method::methods;
use crate::stats::Series;
use crate::work::Work;

/// Settings of a detector for one series.
pub trait SeriesMethod {
    /// The model that fitting gives.
    type Fitted: FittedSeries;

    /// Fits the method to a history, which may be empty for methods that learn as they go; a gap is `NaN`.
    ///
    /// # Errors
    /// `invalid_setting` for settings out of range, `invalid_argument` for infinite values or a step of 0,
    /// `not_enough_data` for a history too short for the method.
    fn fit(&self, history: &Series, seed: u64) -> Result<Self::Fitted>;

    /// What fitting to so many values, and scoring as many, is estimated to take; there is one column.
    fn work(&self, rows: usize, columns: usize) -> Work;
}

/// A fitted detector for one series.
pub trait FittedSeries: Send + Sync {
    /// Whether the parts of a saved model fit each other; one that was fitted always is.
    fn is_sound(&self) -> bool;

    /// One finite score per value that follows what was seen; higher is stranger, a gap scores 0.
    ///
    /// # Errors
    /// `invalid_argument` for infinite values or another step.
    fn score(&mut self, series: &Series) -> Result<Vec<f64>>;

    /// Scores of the very series the model was fitted to, with all of it in view.
    ///
    /// # Errors
    /// Those of [`FittedSeries::score`].
    fn score_fitted(&mut self, series: &Series) -> Result<Vec<f64>> {
        self.score(series)
    }
}

methods! {
    /// Any detector for one series, chosen by name.
    SeriesDetector / FittedSeriesDetector: fit(history: &Series, seed: u64) via SeriesMethod / FittedSeries {
        /// A new level, spread or both.
        "changepoint" => Changepoint(changepoint::Changepoint, changepoint::FittedChangepoint),
        /// Half-space trees over the last values.
        "lag_trees" => LagTrees(half_space::LagTrees, half_space::FittedLagTrees),
        /// Away from level, slope and season, in spreads.
        "seasonal_residual" => SeasonalResidual(seasonal_residual::SeasonalResidual, seasonal_residual::FittedSeasonalResidual),
        /// What stands out of the spectrum of the last values.
        "spectral_residual" => SpectralResidual(spectral_residual::SpectralResidual, spectral_residual::FittedSpectralResidual),
        /// Level and spread at several speeds; the default.
        "stream" => Stream(StreamDetection, StreamDetector),
        /// What the usual shapes of a stretch cannot express.
        "sub_pca" => SubPca(sub_pca::SubPca, sub_pca::FittedSubPca),
    }
}

/// Refuses a series that no method can read.
fn check(series: &Series) -> Result<()> {
    if series.step_ms <= 0 {
        let message = format!("`step_ms` must be above 0, got {}", series.step_ms);
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    match series.values.iter().position(|value| value.is_infinite() || value.abs() > super::prepare::LARGEST)
    {
        None => Ok(()),
        Some(i) => {
            let message = format!("values must be finite and within 1e150, got {}", series.values[i]);
            Err(Error::new(ErrorKind::InvalidArgument, message).with("index", i))
        }
    }
}

impl SeriesMethod for StreamDetection {
    type Fitted = StreamDetector;

    fn fit(&self, history: &Series, _seed: u64) -> Result<StreamDetector> {
        check(history)?;
        let mut detector = StreamDetector::new(self)?;
        history.values.iter().for_each(|value| {
            detector.update(*value);
        });
        Ok(detector)
    }

    fn work(&self, rows: usize, _columns: usize) -> Work {
        Work::steps(rows as f64, 2_000.0)
    }
}

impl FittedSeries for StreamDetector {
    fn is_sound(&self) -> bool {
        StreamDetector::is_sound(self)
    }

    fn score(&mut self, series: &Series) -> Result<Vec<f64>> {
        check(series)?;
        Ok(StreamDetector::score(self, &series.values))
    }

    fn score_fitted(&mut self, series: &Series) -> Result<Vec<f64>> {
        // Each value by those before it all the same, without alarms: a ranking of whole stretches.
        check(series)?;
        let mut anew = StreamDetector::new(self.settings())?;
        Ok(series.values.iter().map(|value| anew.update_base(*value)).collect())
    }
}

#[cfg(test)]
mod checks;
