//! z-score: the largest deviation of any column, in standard deviations.
//!
//! `score(x) = max over columns of |x - center| / width`, with mean and standard deviation of the fitted rows
//! (`zscore`), or median and 1.4826 x median absolute deviation (`robust_zscore`; Iglewicz and Hoaglin 1993, "How to
//! detect and handle outliers"). 2.5 is the customary threshold. No settings.
//!
//! Works badly when columns are strange only together, or are far from normal.

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::prepare::{Columns, Scale};
use super::{Fitted, Method};
use crate::error::Result;
use crate::work::Work;

/// The z-score from mean and standard deviation. No settings.
///
/// ```
/// use errpredict::detect::{Zscore, Fitted, Method};
/// use errpredict::ndarray::Array2;
///
/// // A hundred usual rows and one far from all of them.
/// let rows = Array2::from_shape_fn((101, 2), |(i, j)| if i == 100 { 50.0 } else { ((7 * i + 3 * j * (i / 10)) % 10) as f64 });
/// let scores = Zscore::default().fit(rows.view(), 0)?.score(rows.view())?;
/// assert!(scores[..100].iter().all(|usual| *usual < scores[100]));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Zscore {}

/// The z-score from median and median absolute deviation. No settings.
///
/// ```
/// use errpredict::detect::{RobustZscore, Fitted, Method};
/// use errpredict::ndarray::Array2;
///
/// // A hundred usual rows and one far from all of them.
/// let rows = Array2::from_shape_fn((101, 2), |(i, j)| if i == 100 { 50.0 } else { ((7 * i + 3 * j * (i / 10)) % 10) as f64 });
/// let scores = RobustZscore::default().fit(rows.view(), 0)?.score(rows.view())?;
/// assert!(scores[..100].iter().all(|usual| *usual < scores[100]));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RobustZscore {}

/// A fitted [`Zscore`] or [`RobustZscore`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedZscore {
    columns: Columns,
}

impl Method for Zscore {
    type Fitted = FittedZscore;

    fn fit(&self, rows: ArrayView2<'_, f64>, _seed: u64) -> Result<Self::Fitted> {
        Ok(FittedZscore { columns: Columns::fit(rows, Scale::Standard, 2)? })
    }

    fn work(&self, rows: usize, columns: usize) -> Work {
        Work::steps((rows * columns) as f64, 20.0)
    }
}

impl Method for RobustZscore {
    type Fitted = FittedZscore;

    fn fit(&self, rows: ArrayView2<'_, f64>, _seed: u64) -> Result<Self::Fitted> {
        Ok(FittedZscore { columns: Columns::fit(rows, Scale::Robust, 2)? })
    }

    fn work(&self, rows: usize, columns: usize) -> Work {
        Work::steps((rows * columns) as f64, 200.0)
    }
}

impl Fitted for FittedZscore {
    fn is_sound(&self) -> bool {
        self.columns.is_sound()
    }

    fn n_features(&self) -> usize {
        self.columns.n_columns()
    }

    fn score(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        let scaled = self.columns.apply(rows)?;
        Ok(scaled
            .rows()
            .into_iter()
            .map(|row| row.iter().fold(0.0, |most: f64, z| most.max(z.abs())))
            .collect())
    }
}
