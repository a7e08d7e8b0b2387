//! Metrics of the order of scores: who is warned about first.

use super::check_pairs;
use crate::error::{Error, Result};

/// What a threshold gives: every distinct score is one.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct OperatingPoint {
    /// Alerts are scores at or above this.
    pub threshold: f64,
    /// Alerts that were right.
    pub true_positives: u64,
    /// Alerts that were wrong.
    pub false_positives: u64,
    /// Share of alerts that were right.
    pub precision: f64,
    /// Share of positives that were alerted.
    pub recall: f64,
}

/// Every distinct threshold, highest first, with what it gives.
///
/// # Errors
/// `invalid_argument` for lengths that differ or a NaN; `not_enough_data` without samples. Without positives the
/// recalls are 0.
pub fn operating_points(labels: &[bool], scores: &[f64]) -> Result<Vec<OperatingPoint>> {
    check_pairs(labels.len(), scores)?;
    let n_positives = labels.iter().filter(|label| **label).count();
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_unstable_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
    let mut points = Vec::new();
    let (mut true_positives, mut false_positives) = (0_u64, 0_u64);
    for (rank, i) in order.iter().enumerate() {
        if labels[*i] {
            true_positives += 1;
        } else {
            false_positives += 1;
        }
        // -0.0 and 0.0 are one threshold, as in scikit-learn.
        let last_of_ties = order.get(rank + 1).is_none_or(|next| scores[*next] != scores[*i]);
        if last_of_ties {
            points.push(OperatingPoint {
                threshold: scores[*i],
                true_positives,
                false_positives,
                precision: true_positives as f64 / (true_positives + false_positives) as f64,
                recall: if n_positives == 0 { 0.0 } else { true_positives as f64 / n_positives as f64 },
            });
        }
    }
    Ok(points)
}

/// Area under the precision-recall curve as average precision, Σ (Rₙ − Rₙ₋₁) Pₙ (scikit-learn's
/// `average_precision_score`): 1 is perfect, a constant score gives the share of positives.
///
/// # Errors
/// Those of [`operating_points`], and `not_enough_data` without a positive label.
pub fn pr_auc(labels: &[bool], scores: &[f64]) -> Result<f64> {
    let points = operating_points(labels, scores)?;
    need(labels, true)?;
    let mut area = 0.0;
    let mut recall = 0.0;
    for point in &points {
        area += (point.recall - recall) * point.precision;
        recall = point.recall;
    }
    Ok(area)
}

/// Area under the ROC curve: the chance that a positive scores above a negative, ties counting half.
///
/// # Errors
/// Those of [`operating_points`], and `not_enough_data` unless both labels occur.
pub fn roc_auc(labels: &[bool], scores: &[f64]) -> Result<f64> {
    let points = operating_points(labels, scores)?;
    let (n_positives, n_negatives) = (need(labels, true)? as f64, need(labels, false)? as f64);
    let mut pairs_won = 0.0;
    let (mut true_before, mut false_before) = (0_u64, 0_u64);
    for point in &points {
        let positives = (point.true_positives - true_before) as f64;
        let negatives = (point.false_positives - false_before) as f64;
        pairs_won += positives * (n_negatives - false_before as f64 - negatives / 2.0);
        (true_before, false_before) = (point.true_positives, point.false_positives);
    }
    Ok(pairs_won / (n_positives * n_negatives))
}

/// The lowest threshold whose precision is at least `wanted`, which is the one of largest recall; none if no
/// threshold is that precise.
///
/// # Errors
/// Those of [`operating_points`].
pub fn recall_at_precision(labels: &[bool], scores: &[f64], wanted: f64) -> Result<Option<OperatingPoint>> {
    Ok(operating_points(labels, scores)?.into_iter().rfind(|point| point.precision >= wanted))
}

fn need(labels: &[bool], wanted: bool) -> Result<usize> {
    match labels.iter().filter(|label| **label == wanted).count() {
        0 => Err(Error::not_enough(if wanted { "positive labels" } else { "negative labels" }, 1, 0)),
        n => Ok(n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn perfect_constant_and_reversed() {
        let labels = [true, false, false, true, false];
        for (name, scores, pr, roc) in [
            ("perfect", [0.9, 0.1, 0.2, 0.8, 0.3], 1.0, 1.0),
            ("constant", [0.5; 5], 0.4, 0.5),
            ("reversed", [0.0, 0.9, 0.8, 0.1, 0.7], (1.0 / 4.0 + 2.0 / 5.0) / 2.0, 0.0),
        ] {
            assert!((pr_auc(&labels, &scores).unwrap() - pr).abs() < 1e-15, "{name}");
            assert!((roc_auc(&labels, &scores).unwrap() - roc).abs() < 1e-15, "{name}");
        }
    }

    #[test]
    fn undefined_is_an_error() {
        assert_eq!(pr_auc(&[false], &[0.1]).unwrap_err().code(), "not_enough_data");
        assert_eq!(roc_auc(&[true], &[0.1]).unwrap_err().code(), "not_enough_data");
        assert_eq!(pr_auc(&[], &[]).unwrap_err().code(), "not_enough_data");
        assert_eq!(pr_auc(&[true], &[f64::NAN]).unwrap_err().code(), "invalid_argument");
        assert_eq!(pr_auc(&[true], &[]).unwrap_err().code(), "invalid_argument");
    }

    #[test]
    fn recall_at_precision_takes_the_lowest_threshold() {
        let labels = [true, true, false, true, false, false];
        let scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4];
        let point = recall_at_precision(&labels, &scores, 0.75).unwrap().unwrap();
        assert_eq!((point.threshold, point.recall), (0.6, 1.0));
        assert!(recall_at_precision(&[false], &[0.5], 0.1).unwrap().is_none());
    }
}
