//! Metrics of forecast values, quantiles and intervals.
//!
//! A pair whose actual value is NaN (a gap) is left out; a forecast that is NaN where the actual is there is an error.

use crate::error::{Error, ErrorKind, Result};

/// Mean absolute error.
///
/// # Errors
/// `invalid_argument` for lengths that differ or a missing forecast; `not_enough_data` without a pair.
pub fn mae(actual: &[f64], forecast: &[f64]) -> Result<f64> {
    mean(actual, forecast, |a, f| (a - f).abs())
}

/// Root of the mean squared error.
///
/// # Errors
/// Those of [`mae`].
pub fn rmse(actual: &[f64], forecast: &[f64]) -> Result<f64> {
    Ok(mean(actual, forecast, |a, f| (a - f) * (a - f))?.sqrt())
}

/// Mean squared error.
///
/// # Errors
/// Those of [`mae`].
pub fn mse(actual: &[f64], forecast: &[f64]) -> Result<f64> {
    mean(actual, forecast, |a, f| (a - f) * (a - f))
}

/// Coefficient of determination: 1 − Σ (a − f)² / Σ (a − ā)². 1 is perfect, 0 as good as always saying the mean, below
/// that worse.
///
/// # Errors
/// Those of [`mae`]; `not_enough_data` if the actual values are all the same.
pub fn r2(actual: &[f64], forecast: &[f64]) -> Result<f64> {
    let centre = mean(actual, actual, |a, _| a)?;
    let spread = mean(actual, actual, |a, _| (a - centre) * (a - centre))?;
    if spread == 0.0 {
        return Err(Error::new(
            ErrorKind::NotEnoughData,
            "the actual values are all the same: nothing to explain",
        ));
    }
    Ok(1.0 - mse(actual, forecast)? / spread)
}

/// Mean absolute percentage error as a share (0.1 = 10 %). Pairs whose actual value is 0 have no percentage and are
/// left out (scikit-learn divides them by a tiny number instead).
///
/// # Errors
/// Those of [`mae`]; `not_enough_data` if every actual value is 0.
pub fn mape(actual: &[f64], forecast: &[f64]) -> Result<f64> {
    let without_zeros: Vec<f64> = actual.iter().map(|a| if *a == 0.0 { f64::NAN } else { *a }).collect();
    mean(&without_zeros, forecast, |a, f| ((a - f) / a).abs())
}

/// Mean absolute scaled error (Hyndman & Koehler 2006): the error over that of repeating the value `season` steps
/// earlier, measured on `history`. Below 1 is better than the seasonal naive forecast in the sample.
///
/// # Errors
/// Those of [`mae`]; `not_enough_data` if the history has no two values a season apart, or never changes.
pub fn mase(actual: &[f64], forecast: &[f64], history: &[f64], season: usize) -> Result<f64> {
    let season = season.max(1);
    let (mut sum, mut n) = (0.0, 0_usize);
    for (later, earlier) in history.iter().skip(season).zip(history) {
        if !later.is_nan() && !earlier.is_nan() {
            sum += (later - earlier).abs();
            n += 1;
        }
    }
    if n == 0 {
        return Err(Error::not_enough("values of history", season + 1, history.len()));
    }
    if sum == 0.0 {
        let message =
            format!("the history never changes over a season of {season} steps, so there is no scale");
        return Err(Error::new(ErrorKind::NotEnoughData, message));
    }
    Ok(mae(actual, forecast)? / (sum / n as f64))
}

/// Pinball (quantile) loss of forecasts of the `level` quantile, 0 < level < 1.
///
/// # Errors
/// Those of [`mae`], and `invalid_argument` for a level outside (0, 1).
pub fn pinball(actual: &[f64], forecast: &[f64], level: f64) -> Result<f64> {
    check_level(level)?;
    mean(actual, forecast, |a, f| if a >= f { level * (a - f) } else { (1.0 - level) * (f - a) })
}

/// Share of actual values inside [lower, upper].
///
/// # Errors
/// Those of [`mae`].
pub fn coverage(actual: &[f64], lower: &[f64], upper: &[f64]) -> Result<f64> {
    mean(actual, lower, |_, _| 0.0)?;
    mean(actual, upper, |_, _| 0.0)?;
    let (mut inside, mut n) = (0_u64, 0_u64);
    for ((a, low), high) in actual.iter().zip(lower).zip(upper) {
        if !a.is_nan() {
            inside += u64::from(*a >= *low && *a <= *high);
            n += 1;
        }
    }
    Ok(inside as f64 / n as f64)
}

/// Continuous ranked probability score of one forecast given as equally likely values:
/// E|X − a| − ½ E|X − X′| (Gneiting & Raftery 2007, eq. 21). In the unit of the values; smaller is better.
///
/// # Errors
/// `not_enough_data` without a value; `invalid_argument` for a NaN.
pub fn crps_sample(actual: f64, values: &[f64]) -> Result<f64> {
    if values.is_empty() {
        return Err(Error::not_enough("values", 1, 0));
    }
    if actual.is_nan() || values.iter().any(|value| value.is_nan()) {
        return Err(Error::new(
            ErrorKind::InvalidArgument,
            "the actual value and the sample must not be NaN",
        ));
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let distance: f64 = sorted.iter().map(|value| (value - actual).abs()).sum::<f64>() / n;
    // Σᵢⱼ |xᵢ − xⱼ| = 2 Σᵢ (2i − n + 1) x₍ᵢ₎ with i from 0.
    let spread: f64 = sorted.iter().enumerate().map(|(i, value)| (2.0 * i as f64 - n + 1.0) * value).sum();
    Ok(distance - spread / (n * n))
}

/// Continuous ranked probability score from quantile forecasts: twice the mean pinball loss over evenly spaced
/// `levels`; `forecasts[k]` holds the quantile `levels[k]` of every sample.
///
/// # Errors
/// Those of [`pinball`], and `not_enough_data` without levels.
pub fn crps_quantiles(actual: &[f64], forecasts: &[&[f64]], levels: &[f64]) -> Result<f64> {
    if levels.is_empty() || levels.len() != forecasts.len() {
        let message = format!("needs one forecast a level, got {} and {}", forecasts.len(), levels.len());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let mut sum = 0.0;
    for (forecast, level) in forecasts.iter().zip(levels) {
        sum += pinball(actual, forecast, *level)?;
    }
    Ok(2.0 * sum / levels.len() as f64)
}

fn check_level(level: f64) -> Result<()> {
    if level > 0.0 && level < 1.0 {
        return Ok(());
    }
    Err(Error::new(ErrorKind::InvalidArgument, format!("a level must be between 0 and 1, got {level}")))
}

fn mean(actual: &[f64], forecast: &[f64], loss: impl Fn(f64, f64) -> f64) -> Result<f64> {
    if actual.len() != forecast.len() {
        let message =
            format!("needs pairs, got {} actual values and {} forecasts", actual.len(), forecast.len());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let (mut sum, mut n) = (0.0, 0_usize);
    for (i, (a, f)) in actual.iter().zip(forecast).enumerate() {
        if a.is_nan() {
            continue;
        }
        if f.is_nan() {
            return Err(Error::new(ErrorKind::InvalidArgument, format!("forecast {i} is NaN")));
        }
        sum += loss(*a, *f);
        n += 1;
    }
    if n == 0 { Err(Error::not_enough("actual values", 1, 0)) } else { Ok(sum / n as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_cases() {
        let (actual, forecast) = ([1.0, f64::NAN, 3.0], [2.0, 9.0, 1.0]);
        assert_eq!(mae(&actual, &forecast).unwrap(), 1.5);
        assert_eq!(rmse(&actual, &forecast).unwrap(), 2.5_f64.sqrt());
        assert_eq!(mse(&actual, &forecast).unwrap(), 2.5);
        // sklearn.metrics.r2_score([3, -0.5, 2, 7], [2.5, 0.0, 2, 8]) = 0.9486081370449679.
        let found = r2(&[3.0, -0.5, 2.0, 7.0], &[2.5, 0.0, 2.0, 8.0]).unwrap();
        assert!((found - 0.948_608_137_044_967_9).abs() < 1e-15, "{found}");
        assert_eq!(r2(&[1.0, 1.0], &[1.0, 2.0]).unwrap_err().code(), "not_enough_data");
        assert_eq!(mape(&[0.0, 2.0], &[5.0, 1.0]).unwrap(), 0.5);
        assert_eq!(mase(&[4.0], &[2.0], &[1.0, 2.0, 1.0], 1).unwrap(), 2.0);
        assert_eq!(coverage(&actual, &[0.0; 3], &[1.0; 3]).unwrap(), 0.5);
        assert_eq!(pinball(&[10.0], &[8.0], 0.9).unwrap(), 1.8);
        assert!((pinball(&[8.0], &[10.0], 0.9).unwrap() - 0.2).abs() < 1e-15);
        assert_eq!(crps_sample(3.0, &[1.0]).unwrap(), 2.0);
        assert_eq!(crps_sample(0.0, &[-1.0, 1.0]).unwrap(), 0.5);
    }

    #[test]
    fn undefined_is_an_error() {
        assert_eq!(mae(&[f64::NAN], &[1.0]).unwrap_err().code(), "not_enough_data");
        assert_eq!(mape(&[0.0], &[1.0]).unwrap_err().code(), "not_enough_data");
        assert_eq!(mase(&[1.0], &[1.0], &[2.0, 2.0], 1).unwrap_err().code(), "not_enough_data");
        assert_eq!(mae(&[1.0], &[]).unwrap_err().code(), "invalid_argument");
        assert_eq!(pinball(&[1.0], &[1.0], 1.0).unwrap_err().code(), "invalid_argument");
    }
}
