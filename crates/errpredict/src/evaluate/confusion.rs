//! The confusion matrix, for two classes or more.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// Counts of (actual, predicted) pairs, with what follows from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Confusion {
    /// Row: actual class, column: predicted class.
    pub counts: Vec<Vec<u64>>,
}

impl Confusion {
    /// Counts pairs of classes 0..`n_classes`.
    ///
    /// # Errors
    /// `invalid_argument` for lengths that differ or a class out of range; `not_enough_data` without samples.
    pub fn new(actual: &[usize], predicted: &[usize], n_classes: usize) -> Result<Self> {
        if actual.len() != predicted.len() {
            let message =
                format!("needs pairs, got {} actual and {} predicted", actual.len(), predicted.len());
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        if actual.is_empty() {
            return Err(Error::not_enough("samples", 1, 0));
        }
        let mut counts = vec![vec![0; n_classes]; n_classes];
        for (a, p) in actual.iter().zip(predicted) {
            let cell =
                counts.get_mut(*a).and_then(|row: &mut Vec<u64>| row.get_mut(*p)).ok_or_else(|| {
                    let message = format!("classes must be below {n_classes}, got {a} and {p}");
                    Error::new(ErrorKind::InvalidArgument, message)
                })?;
            *cell += 1;
        }
        Ok(Confusion { counts })
    }

    /// Two classes: an alert is a score at or above `threshold`; class 1 is the positive one.
    ///
    /// # Errors
    /// Those of [`Confusion::new`].
    pub fn at_threshold(labels: &[bool], scores: &[f64], threshold: f64) -> Result<Self> {
        let actual: Vec<usize> = labels.iter().map(|label| usize::from(*label)).collect();
        let predicted: Vec<usize> = scores.iter().map(|score| usize::from(*score >= threshold)).collect();
        Confusion::new(&actual, &predicted, 2)
    }

    /// Number of pairs.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().flatten().sum()
    }

    /// Share of pairs that agree. Read it beside [`Confusion::majority_share`].
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        let agreed: u64 = self.counts.iter().enumerate().map(|(i, row)| row[i]).sum();
        agreed as f64 / self.total() as f64
    }

    /// Share of the commonest actual class: the accuracy of always naming it.
    #[must_use]
    pub fn majority_share(&self) -> f64 {
        let largest = self.counts.iter().map(|row| row.iter().sum::<u64>()).max().unwrap_or(0);
        largest as f64 / self.total() as f64
    }

    /// Of what was predicted as `class`, the share that was; absent if nothing was.
    #[must_use]
    pub fn precision(&self, class: usize) -> Option<f64> {
        let predicted: u64 = self.counts.iter().map(|row| row[class]).sum();
        (predicted > 0).then(|| self.counts[class][class] as f64 / predicted as f64)
    }

    /// Of what was `class`, the share predicted so; absent if nothing was.
    #[must_use]
    pub fn recall(&self, class: usize) -> Option<f64> {
        let actual: u64 = self.counts[class].iter().sum();
        (actual > 0).then(|| self.counts[class][class] as f64 / actual as f64)
    }

    /// Harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN); absent if the class never occurs.
    #[must_use]
    pub fn f1(&self, class: usize) -> Option<f64> {
        let predicted: u64 = self.counts.iter().map(|row| row[class]).sum();
        let actual: u64 = self.counts[class].iter().sum();
        (predicted + actual > 0).then(|| 2.0 * self.counts[class][class] as f64 / (predicted + actual) as f64)
    }

    /// Mean F1 over the classes that occur.
    #[must_use]
    pub fn macro_f1(&self) -> f64 {
        let scores: Vec<f64> = (0..self.counts.len()).filter_map(|class| self.f1(class)).collect();
        scores.iter().sum::<f64>() / scores.len().max(1) as f64
    }

    /// Mean recall over the classes that occur (balanced accuracy).
    #[must_use]
    pub fn balanced_accuracy(&self) -> f64 {
        let recalls: Vec<f64> = (0..self.counts.len()).filter_map(|class| self.recall(class)).collect();
        recalls.iter().sum::<f64>() / recalls.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_shares() {
        let matrix =
            Confusion::at_threshold(&[true, true, false, false, false], &[0.9, 0.2, 0.7, 0.1, 0.0], 0.7);
        let matrix = matrix.unwrap();
        assert_eq!(matrix.counts, [[2, 1], [1, 1]]);
        assert_eq!((matrix.precision(1), matrix.recall(1), matrix.f1(1)), (Some(0.5), Some(0.5), Some(0.5)));
        assert_eq!((matrix.accuracy(), matrix.majority_share()), (0.6, 0.6));
        let none = Confusion::at_threshold(&[false], &[0.0], 0.5).unwrap();
        assert_eq!((none.precision(1), none.recall(1), none.f1(1)), (None, None, None));
        assert!(Confusion::new(&[2], &[0], 2).is_err());
    }
}
