//! Arrays in, arrays out: what is called too often, or with too many numbers, to travel as JSON.
//!
//! Settings stay JSON (`{"method": "lof", "k": 20}`) or the bare name of a method (`lof`), so that a binding needs no type of
//! its own for any of them. Rows are views: whoever calls keeps the memory, with whatever strides it has.
//!
//! ```
//! use errpredict_wire::arrays::FittedRows;
//! use errpredict::ndarray::Array2;
//!
//! let rows = Array2::from_shape_fn((50, 1), |(i, _)| if i == 49 { 90.0 } else { (i % 5) as f64 });
//! let fitted = FittedRows::fit("zscore", rows.view(), 0)?;
//! let again = FittedRows::load(&fitted.save()?)?;
//! assert_eq!(again.score(rows.view())?, fitted.score(rows.view())?);
//! # Ok::<(), errpredict::Error>(())
//! ```

use errpredict::container::{self, Kind};
use errpredict::detect::series::SeriesDetector;
use errpredict::detect::{Detector, FittedDetector, ScoreThreshold};
use errpredict::forecast::{self, ForecastSettings};
use errpredict::ndarray::ArrayView2;
use errpredict::predict::{FittedPredictor, Predictor, Samples};
use errpredict::stats::Series;
use errpredict::{Error, ErrorKind, Result, Scope, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::shape::shape_of;
use crate::{guard, message};

/// Version of what is saved.
const STATE_VERSION: u32 = 1;

/// Settings of a method: an object, or its bare name.
macro_rules! method {
    ($list:ty, $settings:expr) => {{
        let text = $settings.trim();
        if text.starts_with('{') {
            message::request::<$list>(text, shape_of!($list))
        } else {
            <$list>::from_name(text)
        }
    }};
}

/// A fitted detector for rows without an order.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedRows(FittedDetector);

impl FittedRows {
    /// Fits a detector to rows (rows x columns), most of them normal; a gap is `NaN`.
    ///
    /// # Errors
    /// `unknown_name`, `invalid_input` for settings that do not fit, and those of [`Detector::fit`].
    pub fn fit(settings: &str, rows: ArrayView2<'_, f64>, seed: u64) -> Result<Self> {
        guard::unwinding(|| Ok(FittedRows(method!(Detector, settings)?.fit(rows, seed)?)))
    }

    /// The name of the detector.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.0.name()
    }

    /// Number of columns it was fitted to.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.0.as_fitted().n_features()
    }

    /// One finite score a row; higher is stranger.
    ///
    /// # Errors
    /// `invalid_argument` for another number of columns, or values that are infinite or beyond 1e150.
    pub fn score(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        guard::unwinding(|| self.0.as_fitted().score(rows))
    }

    /// Scores of the very rows it was fitted to: a row is not its own neighbour.
    ///
    /// # Errors
    /// Those of [`FittedRows::score`].
    pub fn score_fitted(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        guard::unwinding(|| self.0.as_fitted().score_fitted(rows))
    }

    /// The state as bytes.
    ///
    /// # Errors
    /// `internal` where it cannot be written.
    pub fn save(&self) -> Result<Vec<u8>> {
        pack(Kind::Detector, &self.0)
    }

    /// What [`FittedRows::save`] wrote.
    ///
    /// # Errors
    /// `invalid_input`, `unsupported_version` or `corrupt` for bytes that are not the state of one.
    pub fn load(bytes: &[u8]) -> Result<Self> {
        guard::unwinding(|| Ok(FittedRows(unpack(Kind::Detector, bytes)?)))
    }
}

/// A fitted predictor. Its probabilities are the method's own, not calibrated: the operation `train` calibrates.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedLabels(FittedPredictor);

/// What a predictor learns from beside its rows.
#[derive(Debug, Clone, Copy)]
pub struct Labels<'a> {
    /// Feature names, one a column.
    pub names: &'a [String],
    /// Whether the error came, one a row, oldest first.
    pub labels: &'a [bool],
    /// How much each row counts; all 1 when absent.
    pub weights: Option<&'a [f64]>,
}

impl FittedLabels {
    /// Fits a predictor to rows (rows x columns) with labels, oldest first; a gap is `NaN`.
    ///
    /// # Errors
    /// `unknown_name`, `invalid_input` for settings that do not fit, and those of [`Predictor::fit`].
    pub fn fit(settings: &str, rows: ArrayView2<'_, f64>, given: Labels<'_>, seed: u64) -> Result<Self> {
        guard::unwinding(|| {
            let Labels { names, labels, weights } = given;
            let samples = Samples { names, rows, labels, weights, keys: None };
            samples.validate()?;
            Ok(FittedLabels(method!(Predictor, settings)?.fit(&samples, seed)?))
        })
    }

    /// The name of the predictor.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.0.name()
    }

    /// Number of columns it was fitted to.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.0.as_fitted().n_features()
    }

    /// Log-odds of the error, one a row.
    ///
    /// # Errors
    /// `invalid_argument` for another number of columns or infinite values.
    pub fn log_odds(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        guard::unwinding(|| {
            let (got, fitted) = (rows.ncols(), self.n_features());
            if got != fitted {
                let message = format!("expected {fitted} columns, as it was fitted to, got {got}");
                return Err(Error::new(ErrorKind::InvalidArgument, message));
            }
            if let Some(((row, column), value)) = rows.indexed_iter().find(|(_, value)| value.is_infinite()) {
                let message = format!("column {column} of row {row} is {value}");
                return Err(Error::new(ErrorKind::InvalidArgument, message));
            }
            Ok(self.0.as_fitted().log_odds_batch(rows, None))
        })
    }

    /// Probability of the error, one a row, before calibration.
    ///
    /// # Errors
    /// Those of [`FittedLabels::log_odds`].
    pub fn probability(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        let odds = self.log_odds(rows)?;
        Ok(odds.into_iter().map(errpredict::predict::sigmoid).collect())
    }

    /// The state as bytes.
    ///
    /// # Errors
    /// `internal` where it cannot be written.
    pub fn save(&self) -> Result<Vec<u8>> {
        pack(Kind::Predictor, &self.0)
    }

    /// What [`FittedLabels::save`] wrote.
    ///
    /// # Errors
    /// `invalid_input`, `unsupported_version` or `corrupt` for bytes that are not the state of one.
    pub fn load(bytes: &[u8]) -> Result<Self> {
        guard::unwinding(|| Ok(FittedLabels(unpack(Kind::Predictor, bytes)?)))
    }
}

/// The score above which a row is an anomaly, from the scores of the very rows to be judged: `{"contamination": 0.05}` or
/// `{"false_alarms_per_1000": 1}`.
///
/// # Errors
/// `invalid_setting`, `not_enough_data` below 20 scores, `invalid_argument` for a score that is not finite.
pub fn threshold(settings: &str, scores: &[f64]) -> Result<f64> {
    guard::unwinding(|| {
        let settings = message::request::<ScoreThreshold>(settings, shape_of!(ScoreThreshold))?;
        settings.validate()?;
        Ok(settings.fit_own(scores)?.value())
    })
}

/// Scores every value of a series: fitted to `history` and told what follows it, or, without one, with the whole series in
/// view. `step_ms` is the distance of the values.
///
/// # Errors
/// `unknown_name`, `invalid_input` for settings that do not fit, and those of [`SeriesDetector::fit`].
pub fn score_series(
    settings: &str,
    values: &[f64],
    history: Option<&[f64]>,
    step_ms: i64,
    seed: u64,
) -> Result<Vec<f64>> {
    guard::unwinding(|| {
        let detector = method!(SeriesDetector, settings)?;
        let series = |values: &[f64], steps_before: usize| Series {
            first_end: Timestamp::clamped(step_ms.saturating_mul(1 + steps_before as i64)),
            step_ms,
            values: values.to_vec(),
        };
        let Some(history) = history else {
            let series = series(values, 0);
            return detector.fit(&series, seed)?.as_fitted_mut().score_fitted(&series);
        };
        detector.fit(&series(history, 0), seed)?.as_fitted_mut().score(&series(values, history.len()))
    })
}

/// A forecast as arrays of one length.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// The values expected.
    pub values: Vec<f64>,
    /// Lower ends of the intervals; `NaN` where there is none.
    pub lower: Vec<f64>,
    /// Upper ends of the intervals; `NaN` where there is none.
    pub upper: Vec<f64>,
}

/// Forecasts a series, oldest value first, a gap `NaN`: what the operation `forecast` does, with its settings as JSON.
///
/// # Errors
/// `invalid_input` for settings that do not fit, and those of [`forecast::forecast`].
pub fn forecast(settings: &str, values: &[f64], first_end: Timestamp, step_ms: i64) -> Result<Points> {
    guard::unwinding(|| {
        let settings = message::request::<ForecastSettings>(settings, shape_of!(ForecastSettings))?;
        let history = Series { first_end, step_ms, values: values.to_vec() };
        let found = forecast::forecast(&Scope::System, "value", &history, &settings)?.close();
        let end = |end: Option<f64>| end.unwrap_or(f64::NAN);
        Ok(Points {
            values: found.values.iter().map(|next| next.value).collect(),
            lower: found.values.iter().map(|next| end(next.lower)).collect(),
            upper: found.values.iter().map(|next| end(next.upper)).collect(),
        })
    })
}

fn pack<T: Serialize>(kind: Kind, model: &T) -> Result<Vec<u8>> {
    let body = serde_json::to_vec(model)
        .map_err(|error| container::refused(ErrorKind::Internal, kind, &error.to_string()))?;
    Ok(container::pack(kind, STATE_VERSION, &body))
}

fn unpack<T: DeserializeOwned>(kind: Kind, bytes: &[u8]) -> Result<T> {
    let (_, body) = container::unpack(kind, STATE_VERSION..=STATE_VERSION, bytes)?;
    serde_json::from_slice(body)
        .map_err(|error| container::refused(ErrorKind::Corrupt, kind, &error.to_string()))
}

#[cfg(test)]
mod tests {
    use errpredict::ndarray::Array2;

    use super::*;

    fn rows() -> Array2<f64> {
        Array2::from_shape_fn((80, 3), |(i, j)| {
            ((i * 7 + j * 13) % 11) as f64 + if i == 79 { 40.0 } else { 0.0 }
        })
    }

    #[test]
    fn every_detector_is_fitted_by_name_scores_and_is_saved() {
        for name in Detector::NAMES {
            let fitted = FittedRows::fit(name, rows().view(), 7).unwrap();
            let scores = fitted.score(rows().view()).unwrap();
            let direct = Detector::from_name(name).unwrap().fit(rows().view(), 7).unwrap();
            assert_eq!(scores, direct.as_fitted().score(rows().view()).unwrap(), "{name}");
            let again = FittedRows::load(&fitted.save().unwrap()).unwrap();
            assert_eq!(again.score(rows().view()).unwrap(), scores, "{name}");
            assert_eq!((again.name(), again.n_features()), (*name, 3));
        }
    }

    #[test]
    fn every_predictor_is_fitted_by_name_answers_and_is_saved() {
        let names: Vec<String> = (0..3).map(|i| format!("x{i}")).collect();
        let labels: Vec<bool> = rows().rows().into_iter().map(|row| row[0] > 5.0).collect();
        for name in Predictor::NAMES {
            let given = Labels { names: &names, labels: &labels, weights: None };
            let fitted = FittedLabels::fit(name, rows().view(), given, 7).unwrap();
            let odds = fitted.log_odds(rows().view()).unwrap();
            let probabilities = fitted.probability(rows().view()).unwrap();
            assert!(probabilities.iter().all(|p| (0.0..=1.0).contains(p)), "{name}");
            let again = FittedLabels::load(&fitted.save().unwrap()).unwrap();
            assert_eq!(again.log_odds(rows().view()).unwrap(), odds, "{name}");
            let narrow = Array2::zeros((80, 2));
            assert_eq!(fitted.log_odds(narrow.view()).unwrap_err().kind(), ErrorKind::InvalidArgument);
        }
    }

    #[test]
    fn wrong_settings_and_bytes_are_refused() {
        let kind = |settings| FittedRows::fit(settings, rows().view(), 0).unwrap_err().kind();
        assert_eq!(kind("nonsense"), ErrorKind::UnknownName);
        assert_eq!(kind(r#"{"method": "lof", "neighbours": 3}"#), ErrorKind::InvalidInput);
        assert_eq!(kind(r#"{"method": "lof", "k": 0}"#), ErrorKind::InvalidSetting);
        let saved = FittedRows::fit("zscore", rows().view(), 0).unwrap().save().unwrap();
        assert_eq!(FittedLabels::load(&saved).unwrap_err().kind(), ErrorKind::InvalidInput);
        assert_eq!(FittedRows::load(&saved[..saved.len() - 1]).unwrap_err().kind(), ErrorKind::Corrupt);
    }

    #[test]
    fn a_threshold_flags_the_share_that_was_asked_for() {
        let scores: Vec<f64> = (0..100).map(f64::from).collect();
        let most = threshold(r#"{"contamination": 0.1}"#, &scores).unwrap();
        assert_eq!(scores.iter().filter(|score| **score > most).count(), 10);
        assert_eq!(threshold("{}", &scores[..3]).unwrap_err().kind(), ErrorKind::NotEnoughData);
        assert_eq!(
            threshold(r#"{"contamination": 0.9}"#, &scores).unwrap_err().kind(),
            ErrorKind::InvalidSetting
        );
    }

    #[test]
    fn a_series_is_scored_and_forecast_as_the_core_does() {
        let values: Vec<f64> = (0..24 * 21).map(|i| (i % 24) as f64).collect();
        for name in SeriesDetector::NAMES {
            let scores = score_series(name, &values, None, 3_600_000, 0).unwrap();
            assert_eq!(scores.len(), values.len(), "{name}");
            let rest = score_series(name, &values[480..], Some(&values[..480]), 3_600_000, 0).unwrap();
            assert_eq!(rest.len(), 24, "{name}");
        }
        let end = Timestamp::clamped(3_600_000);
        let found = forecast(r#"{"horizon": 12}"#, &values, end, 3_600_000).unwrap();
        assert_eq!((found.values.len(), found.lower.len(), found.upper.len()), (12, 12, 12));
        assert_eq!(
            forecast(r#"{"horizons": 12}"#, &values, end, 1).unwrap_err().kind(),
            ErrorKind::InvalidInput
        );
    }
}
