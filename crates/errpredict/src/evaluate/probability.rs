//! Metrics of probabilities: does 0.3 happen three times in ten?

use serde::{Deserialize, Serialize};

use super::check_pairs;
use crate::error::{Error, ErrorKind, Result};

/// Bins of the calibration error, as in the evaluation kit (`ece15`).
pub const DEFAULT_BINS: usize = 15;

/// One bin of a reliability curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReliabilityBin {
    /// Lower edge of the probabilities in the bin.
    pub from: f64,
    /// Upper edge.
    pub to: f64,
    /// Probabilities that fell into it.
    pub n: u64,
    /// Their mean; absent in an empty bin.
    pub mean_probability: Option<f64>,
    /// Share of them that came true; absent in an empty bin.
    pub share_occurred: Option<f64>,
}

/// Brier score: mean squared error of the probability. 0 is perfect, a constant at the base rate gives its variance.
///
/// # Errors
/// `invalid_argument` for lengths that differ or a value outside [0, 1]; `not_enough_data` without samples.
pub fn brier(labels: &[bool], probabilities: &[f64]) -> Result<f64> {
    check(labels, probabilities)?;
    let sum: f64 = labels.iter().zip(probabilities).map(|(y, p)| (p - f64::from(*y)).powi(2)).sum();
    Ok(sum / labels.len() as f64)
}

/// 1 − Brier / Brier of the labels' own base rate: above 0 is better than knowing only how often it happens.
///
/// # Errors
/// Those of [`brier`], and `not_enough_data` unless both labels occur.
pub fn brier_skill(labels: &[bool], probabilities: &[f64]) -> Result<f64> {
    let score = brier(labels, probabilities)?;
    let rate = labels.iter().filter(|label| **label).count() as f64 / labels.len() as f64;
    if rate == 0.0 || rate == 1.0 {
        return Err(Error::not_enough("different labels", 2, 1));
    }
    Ok(1.0 - score / (rate * (1.0 - rate)))
}

/// Mean negative log-likelihood in nats, probabilities held at least one machine epsilon from 0 and 1 (as
/// scikit-learn does), so a single confident mistake costs 36 and not infinity.
///
/// # Errors
/// Those of [`brier`].
pub fn log_loss(labels: &[bool], probabilities: &[f64]) -> Result<f64> {
    check(labels, probabilities)?;
    let loss = |(label, p): (&bool, &f64)| {
        let p = p.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
        -libm::log(if *label { p } else { 1.0 - p })
    };
    Ok(labels.iter().zip(probabilities).map(loss).sum::<f64>() / labels.len() as f64)
}

/// Expected calibration error over `n_bins` bins of equal width: Σ over bins of |occurred − foretold| / n.
///
/// # Errors
/// Those of [`brier`], and `invalid_argument` for 0 bins.
pub fn expected_calibration_error(labels: &[bool], probabilities: &[f64], n_bins: usize) -> Result<f64> {
    let (counts, occurred, foretold) = binned(labels, probabilities, n_bins)?;
    let gap: f64 =
        (0..n_bins).filter(|bin| counts[*bin] > 0).map(|bin| (occurred[bin] - foretold[bin]).abs()).sum();
    Ok(gap / labels.len() as f64)
}

/// The reliability curve over `n_bins` bins of equal width.
///
/// # Errors
/// Those of [`expected_calibration_error`].
pub fn reliability(labels: &[bool], probabilities: &[f64], n_bins: usize) -> Result<Vec<ReliabilityBin>> {
    let (counts, occurred, foretold) = binned(labels, probabilities, n_bins)?;
    let mean = |sum: f64, n: u64| (n > 0).then(|| sum / n as f64);
    Ok((0..n_bins)
        .map(|bin| ReliabilityBin {
            from: bin as f64 / n_bins as f64,
            to: (bin + 1) as f64 / n_bins as f64,
            n: counts[bin],
            mean_probability: mean(foretold[bin], counts[bin]),
            share_occurred: mean(occurred[bin], counts[bin]),
        })
        .collect())
}

type Bins = (Vec<u64>, Vec<f64>, Vec<f64>);

/// Count, labels and probabilities summed by bin.
fn binned(labels: &[bool], probabilities: &[f64], n_bins: usize) -> Result<Bins> {
    check(labels, probabilities)?;
    if n_bins == 0 {
        return Err(Error::new(ErrorKind::InvalidArgument, "needs at least 1 bin, got 0"));
    }
    let (mut counts, mut occurred, mut foretold) = (vec![0; n_bins], vec![0.0; n_bins], vec![0.0; n_bins]);
    for (label, p) in labels.iter().zip(probabilities) {
        let bin = ((p * n_bins as f64) as usize).min(n_bins - 1);
        counts[bin] += 1;
        occurred[bin] += f64::from(*label);
        foretold[bin] += p;
    }
    Ok((counts, occurred, foretold))
}

fn check(labels: &[bool], probabilities: &[f64]) -> Result<()> {
    check_pairs(labels.len(), probabilities)?;
    match probabilities.iter().position(|p| !(0.0..=1.0).contains(p)) {
        Some(i) => Err(Error::new(
            ErrorKind::InvalidArgument,
            format!("probability {i} must be in 0..1, got {}", probabilities[i]),
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn perfect_and_worst() {
        let labels = [true, false, true];
        assert_eq!(brier(&labels, &[1.0, 0.0, 1.0]).unwrap(), 0.0);
        assert_eq!(brier(&labels, &[0.0, 1.0, 0.0]).unwrap(), 1.0);
        assert_eq!(expected_calibration_error(&labels, &[1.0, 0.0, 1.0], 15).unwrap(), 0.0);
        assert!(log_loss(&labels, &[0.0, 1.0, 0.0]).unwrap() > 36.0);
        assert_eq!(brier(&labels, &[1.1, 0.0, 0.0]).unwrap_err().code(), "invalid_argument");
        assert_eq!(brier_skill(&[true], &[0.5]).unwrap_err().code(), "not_enough_data");
    }

    #[test]
    fn curve_has_empty_bins_without_numbers() {
        let curve = reliability(&[true, false], &[1.0, 0.9], 2).unwrap();
        assert_eq!((curve[0].n, curve[0].mean_probability), (0, None));
        assert_eq!((curve[1].n, curve[1].share_occurred), (2, Some(0.5)));
        assert_eq!((curve[1].from, curve[1].to), (0.5, 1.0));
    }
}
