//! The detectors and predictors of errpredict as methods of [linfa](linfa).
//!
//! [`Detect`] and [`Foresee`] hold the settings of one of our methods and implement linfa's [`Fit`](linfa::traits::Fit); what is fitted implements
//! [`PredictInplace`](linfa::traits::PredictInplace), so `.predict(...)` takes what linfa's own models take, and (a detector) [`Transformer`](linfa::traits::Transformer).
//!
//! ```
//! use errpredict::detect::IsolationForest;
//! use errpredict_linfa::Detect;
//! use linfa::prelude::*;
//! use ndarray::{Array1, Array2};
//!
//! // A hundred usual rows and one far from all of them.
//! let rows = Array2::from_shape_fn((101, 2), |(i, j)| if i == 100 { 50.0 } else { ((7 * i + 3 * j * (i / 10)) % 10) as f64 });
//! let dataset = DatasetBase::from(rows);
//! let model = Detect::new(IsolationForest::default()).fit(&dataset)?;
//! let scores: Array1<f64> = model.predict(dataset.records());
//! assert!(scores.iter().take(100).all(|usual| *usual < scores[100]));
//! # Ok::<(), errpredict_linfa::Error>(())
//! ```
//!
//! linfa 0.8 is built on ndarray 0.16, errpredict on 0.17. Rows are therefore copied once for each call: 8 bytes a value, much
//! less than any method costs. `NaN` is a gap, as everywhere in errpredict.
//!
//! linfa's `predict` gives no error. Rows of another width than those of the fit, and infinite values, make ours panic, as they
//! make linfa's own models; [`Detected::score`] and [`Foreseen::probabilities`] give the error instead.

mod detect;
mod foresee;

use std::fmt;

use ndarray::{ArrayBase, Data, Ix2};

pub use detect::{Detect, Detected};
pub use foresee::{Foresee, Foreseen};

/// The README's example, compiled; not shown.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// What may go wrong in a fit.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// An error of errpredict.
    Errpredict(errpredict::Error),
    /// An error of linfa.
    Linfa(linfa::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Errpredict(error) => error.fmt(f),
            Error::Linfa(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Errpredict(error) => Some(error),
            Error::Linfa(error) => Some(error),
        }
    }
}

impl From<errpredict::Error> for Error {
    fn from(error: errpredict::Error) -> Self {
        Error::Errpredict(error)
    }
}

impl From<linfa::Error> for Error {
    fn from(error: linfa::Error) -> Self {
        Error::Linfa(error)
    }
}

/// The rows in the ndarray of errpredict.
fn copied<D: Data<Elem = f64>>(rows: &ArrayBase<D, Ix2>) -> errpredict::ndarray::Array2<f64> {
    errpredict::ndarray::Array2::from_shape_fn(rows.dim(), |at| rows[at])
}
