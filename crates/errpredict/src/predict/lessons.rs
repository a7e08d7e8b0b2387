//! What people know better than the log: labels and weights of the rows that a model learns from.

use crate::error::{Error, ErrorKind, Result};

/// What is known of each query beside the log, in the order of the queries.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lessons {
    /// Whether the target really came; the log says so where this is absent.
    pub labels: Vec<Option<bool>>,
    /// How much the row counts, finite and not negative; 1 is as much as any other.
    pub weights: Vec<f64>,
}

impl Lessons {
    /// Nothing known of so many queries.
    #[must_use]
    pub fn none(queries: usize) -> Self {
        Lessons { labels: vec![None; queries], weights: vec![1.0; queries] }
    }

    /// Whether they say nothing that the log does not.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.labels.iter().all(Option::is_none) && self.weights.iter().all(|weight| *weight == 1.0)
    }

    /// Checks that there is one of each a query and every weight is one.
    ///
    /// # Errors
    /// `invalid_argument`, with the numbers.
    pub fn validate(&self, queries: usize) -> Result<()> {
        for (what, got) in [("label", self.labels.len()), ("weight", self.weights.len())] {
            if got != queries {
                let message = format!("needs one {what} a query, got {got} for {queries}");
                return Err(Error::new(ErrorKind::InvalidArgument, message));
            }
        }
        match self.weights.iter().position(|weight| !weight.is_finite() || *weight < 0.0) {
            Some(i) => {
                let message =
                    format!("weight {} of query {i} must be finite and not negative", self.weights[i]);
                Err(Error::new(ErrorKind::InvalidArgument, message))
            }
            None => Ok(()),
        }
    }
}
