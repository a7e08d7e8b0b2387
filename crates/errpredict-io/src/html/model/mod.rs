//! A model as one self-contained page: what it foresees, how well, what it relies on, when it alerts.

mod alerts;
mod importance;
mod quality;
mod summary;

pub use quality::reliability_curve;

use errpredict::evaluate::{OperatingPoint, operating_points};
use errpredict::predict::{Foreseen, Importances, ProbabilityModel};

use super::document;

/// Which rows the page of a training judges a model by, as the end of a sentence.
pub const ROWS_OF_TRAINING: &str =
    "later rows, which chose its settings and calibrated it but which it was not fitted on then";
/// The same of a test on the past.
pub const ROWS_OF_BACKTEST: &str = "times of the last fifth, which it had not seen";

/// What a model's page is made of.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ModelContents<'a> {
    /// The heading: what the model was trained on.
    pub title: &'a str,
    /// The model.
    pub saved: &'a ProbabilityModel,
    /// Predictions with what came of them, from a fit that had not seen these rows.
    pub rows: &'a [Foreseen<'a>],
    /// Which rows these are, as the end of a sentence: `the later rows, which ...`.
    pub rows_are: &'a str,
    /// What the model relies on, where it was measured.
    pub importances: Option<&'a Importances>,
}

impl<'a> ModelContents<'a> {
    /// A page without optional parts.
    #[must_use]
    pub fn new(
        title: &'a str,
        saved: &'a ProbabilityModel,
        rows: &'a [Foreseen<'a>],
        rows_are: &'a str,
    ) -> Self {
        ModelContents { title, saved, rows, rows_are, importances: None }
    }

    /// The same with what the model relies on.
    #[must_use]
    pub fn with_importances(self, importances: &'a Importances) -> Self {
        ModelContents { importances: Some(importances), ..self }
    }
}

/// The contents with what several sections compute from the rows.
struct Page<'a> {
    contents: &'a ModelContents<'a>,
    labels: Vec<bool>,
    probabilities: Vec<f64>,
    points: Vec<OperatingPoint>,
    base_rate: f64,
}

/// The sections from top to bottom: one file, one line.
const SECTIONS: &[fn(&Page<'_>) -> String] =
    &[summary::section, quality::section, alerts::section, importance::section, summary::footer];

/// The page of a model.
///
/// # Errors
/// `not_enough_data` without rows.
pub fn model_report(contents: &ModelContents<'_>) -> errpredict::Result<String> {
    let labels: Vec<bool> = contents.rows.iter().map(|row| row.came.is_some()).collect();
    let probabilities: Vec<f64> = contents.rows.iter().map(|row| row.probability).collect();
    let points = operating_points(&labels, &probabilities)?;
    let base_rate = labels.iter().filter(|label| **label).count() as f64 / labels.len() as f64;
    let page = Page { contents, labels, probabilities, points, base_rate };
    let body: String = SECTIONS.iter().map(|section| section(&page)).collect();
    Ok(document(contents.title, &body))
}

#[cfg(test)]
mod tests;
