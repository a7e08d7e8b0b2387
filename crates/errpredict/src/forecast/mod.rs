//! Forecasts of series: values with intervals, peaks, trend, and the time until a threshold is crossed.
//!
//! Every method is a settings struct that is fitted to a history and gives a model: [`Method`] → [`Fitted`].
//! Models give points and take one new value at a time. Intervals come from one place for all of them: the errors
//! that the method really made at earlier origins of the same history ([`backtest()`]), step by step.
//!
//! The everyday calls are [`forecast()`] (any method, everything in the result) and [`quick()`] (the cheap path). Both give an
//! [`OpenForecast`], which [`add_up`] can still move and [`OpenForecast::close`] hands out.
//!
//! ```
//! use errpredict::Scope;
//! use errpredict::forecast::{ForecastSettings, forecast};
//! use errpredict::stats::Series;
//! use errpredict::time::HOUR_MS;
//!
//! let values = (0..21 * 24).map(|hour| 50.0 + 10.0 * (hour % 24) as f64).collect();
//! let series = Series { first_end: "2026-11-01T01:00:00Z".parse()?, step_ms: HOUR_MS, values };
//! let settings = ForecastSettings { threshold: Some(250.0), ..ForecastSettings::default() };
//! let next_day = forecast(&Scope::System, "requests per hour", &series, &settings)?.close();
//! assert_eq!(next_day.values.len(), 24);
//! assert!(next_day.values.iter().all(|next| next.lower.is_some_and(|lower| lower <= next.value)));
//! # Ok::<(), errpredict::Error>(())
//! ```

mod ar;
mod auto;
mod backtest;
mod calendar;
mod capacity;
mod crossing;
mod decomposition;
mod ets;
mod family;
mod hierarchy;
mod histories;
mod incident;
mod intermittent;
mod intervals;
mod linear;
#[cfg(feature = "lstm")]
mod lstm;
mod mstl;
mod open;
mod prepare;
mod prophet;
mod result;
mod run;
mod seasonal_median;
mod seasonal_naive;
mod ses;
mod settings;
mod slope;
mod theta;
mod trend;
mod value;

pub use ar::{Ar, FittedAr};
pub use auto::{Auto, FittedAuto};
pub use backtest::{Accuracy, Backtest, ErrorPaths, backtest};
pub use calendar::HolidayDates;
pub use capacity::CapacityMetric;
pub use crossing::ThresholdCrossing;
pub use decomposition::{Decomposition, SeasonalPart, decompose};
pub use ets::{Ets, FittedEts};
pub use family::{Family, add_up};
pub use hierarchy::{reconcile, rest};
pub use histories::Histories;
pub use incident::Cases;
pub use intermittent::{FittedIntermittent, Intermittent};
pub use intervals::Interval;
pub use linear::{FittedLinear, Linear};
#[cfg(feature = "lstm")]
pub use lstm::{FittedLstm, Lstm, Network};
pub use mstl::{FittedMstl, Mstl};
pub use open::OpenForecast;
pub use prepare::{Note, NoteKind};
pub use prophet::{FittedProphet, Holiday, Prophet};
pub use result::{TimeSeriesForecast, Total};
pub use run::{forecast, forecast_all, forecast_all_until, quick};
pub use seasonal_median::{FittedSeasonalMedian, SeasonalMedian};
pub use seasonal_naive::{FittedSeasonalNaive, SeasonalNaive};
pub use ses::{FittedSes, Ses};
pub use settings::ForecastSettings;
pub use theta::{FittedTheta, Theta};
pub use trend::{Extreme, Trend, TrendDirection};
pub use value::{FanBand, ForecastValue};

use crate::error::Result;
use crate::method::methods;
use crate::work::Work;

/// Settings of a forecasting method.
pub trait Method {
    /// The model that fitting gives.
    type Fitted: Fitted;

    /// Fits the method to a history, oldest first, in which a gap is `NaN`.
    ///
    /// `seasons` are the lengths of the seasons in steps, shortest first (`[24, 168]` for hourly data); a method uses
    /// those it can (at least two whole seasons of history) and does without the others.
    ///
    /// # Errors
    /// `invalid_setting` for settings out of range, `invalid_argument` for values that are infinite or beyond 1e150,
    /// `not_enough_data` for a history without any value.
    fn fit(&self, history: &[f64], seasons: &[usize], seed: u64) -> Result<Self::Fitted>;

    /// What fitting to a history of so many steps, with so long a longest season, is estimated to take.
    fn work(&self, steps: usize, season: usize) -> Work;
}

/// A fitted forecasting model.
pub trait Fitted: Send + Sync {
    /// Whether the parts of a saved model fit each other; one that was fitted always is.
    fn is_sound(&self) -> bool;

    /// Points for the next `horizon` steps after the last value seen.
    fn points(&self, horizon: usize) -> Vec<f64>;

    /// Takes the next value; `NaN` is a gap, and the model goes on as if its own forecast had come true.
    fn update(&mut self, value: f64);
}

methods! {
    /// Any forecaster, chosen by name.
    Forecaster / FittedForecaster: fit(history: &[f64], seasons: &[usize], seed: u64) via Method / Fitted {
        /// A combination of the candidates, weighed by a backtest within the history.
        "auto" => Auto(auto::Auto, auto::FittedAuto),
        /// The last season repeated.
        "seasonal_naive" => SeasonalNaive(seasonal_naive::SeasonalNaive, seasonal_naive::FittedSeasonalNaive),
        /// Median of the newest values, of all hours or of the same hour.
        "seasonal_median" => SeasonalMedian(seasonal_median::SeasonalMedian, seasonal_median::FittedSeasonalMedian),
        /// Chance and size of counts that are mostly zero, quantiles of a negative binomial distribution.
        "intermittent" => Intermittent(intermittent::Intermittent, intermittent::FittedIntermittent),
        /// Simple exponential smoothing with a fixed weight of the newest value.
        "ses" => Ses(ses::Ses, ses::FittedSes),
        /// Exponential smoothing with trend and season, the form chosen by the Akaike criterion.
        "ets" => Ets(ets::Ets, ets::FittedEts),
        /// Theta: exponential smoothing with half of the linear trend, on the seasonally adjusted series.
        "theta" => Theta(theta::Theta, theta::FittedTheta),
        /// A straight line through the newest seasons, and the season around it.
        "linear" => Linear(linear::Linear, linear::FittedLinear),
        /// Trend with changepoints, Fourier seasons and holidays.
        "prophet" => Prophet(prophet::Prophet, prophet::FittedProphet),
        /// A recurrent network, trained across many series, that corrects the seasonal naive forecast (cargo feature `lstm`).
        #[cfg(feature = "lstm")]
        "lstm" => Lstm(lstm::Lstm, lstm::FittedLstm),
        /// Ridge regression on the newest values and on those of the same hours before.
        "ar" => Ar(ar::Ar, ar::FittedAr),
        /// Seasonal-trend decomposition with several seasons, the adjusted series by exponential smoothing.
        "mstl" => Mstl(mstl::Mstl, mstl::FittedMstl),
    }
}

impl Forecaster {
    /// Whether the method estimates holidays itself.
    pub(crate) fn knows_holidays(&self) -> bool {
        matches!(self, Forecaster::Prophet(_))
    }

    /// The method with the places of holidays, if it estimates them itself.
    pub(crate) fn with_holidays(&self, places: &[(String, Vec<usize>)]) -> Forecaster {
        let mut method = self.clone();
        if let Forecaster::Prophet(prophet) = &mut method {
            let holidays = places.iter().cloned().map(|(name, steps)| Holiday { name, steps });
            prophet.holidays.extend(holidays);
        }
        method
    }
}

#[cfg(test)]
mod checks;
#[cfg(test)]
mod reference_tests;
