//! ECOD: how far out a row lies in the tails of the columns' own distributions.
//!
//! ```text
//! left(x) = sum over columns of -ln F(x),   right(x) = sum of -ln(1 - F(x-)),
//! auto(x) = per column the tail on the side of its skew;   score = max(left, right, auto)
//! ```
//!
//! F is the empirical distribution of the fitted rows, (rank + 1) / (n + 1), so that a value beyond all of them is
//! strange but not infinitely so. Li, Zhao, Hu, Botta, Ionescu and Chen 2022, "ECOD: unsupervised outlier detection
//! using empirical cumulative distribution functions". No settings, no randomness.
//!
//! Works badly when rows are strange only by the combination of columns, or inside the range of each.

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::prepare::{Columns, Scale};
use super::{Fitted, Method};
use crate::error::Result;
use crate::stats::all_finite;
use crate::work::Work;

/// ECOD. No settings.
///
/// ```
/// use errpredict::detect::{Ecod, Fitted, Method};
/// use errpredict::ndarray::Array2;
///
/// // A hundred usual rows and one far from all of them.
/// let rows = Array2::from_shape_fn((101, 2), |(i, j)| if i == 100 { 50.0 } else { ((7 * i + 3 * j * (i / 10)) % 10) as f64 });
/// let scores = Ecod::default().fit(rows.view(), 0)?.score(rows.view())?;
/// assert!(scores[..100].iter().all(|usual| *usual < scores[100]));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Ecod {}

/// A fitted [`Ecod`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedEcod {
    columns: Columns,
    /// Sorted values of every column.
    sorted: Vec<Vec<f64>>,
    /// Whether the column's long tail is on the left.
    is_left_skewed: Vec<bool>,
}

impl Method for Ecod {
    type Fitted = FittedEcod;

    fn fit(&self, rows: ArrayView2<'_, f64>, _seed: u64) -> Result<Self::Fitted> {
        let columns = Columns::fit(rows, Scale::Standard, 2)?;
        let scaled = columns.apply(rows)?;
        let sorted: Vec<Vec<f64>> = scaled
            .columns()
            .into_iter()
            .map(|column| {
                let mut values = column.to_vec();
                values.sort_by(f64::total_cmp);
                values
            })
            .collect();
        // The columns are standardised, so the third moment is the skew.
        let is_left_skewed =
            scaled.columns().into_iter().map(|c| c.iter().map(|z| z * z * z).sum::<f64>() < 0.0).collect();
        Ok(FittedEcod { columns, sorted, is_left_skewed })
    }

    fn work(&self, rows: usize, columns: usize) -> Work {
        Work::steps((rows * columns) as f64 * libm::log2(rows as f64 + 2.0), 20.0)
    }
}

impl Fitted for FittedEcod {
    fn is_sound(&self) -> bool {
        let n = self.columns.n_columns();
        let ascending = |values: &Vec<f64>| all_finite(values) && values.is_sorted();
        self.columns.is_sound()
            && (self.sorted.len(), self.is_left_skewed.len()) == (n, n)
            && self.sorted.iter().all(ascending)
    }

    fn n_features(&self) -> usize {
        self.columns.n_columns()
    }

    fn score(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        let scaled = self.columns.apply(rows)?;
        let score = |row: ndarray::ArrayView1<'_, f64>| {
            let (mut left, mut right, mut auto) = (0.0, 0.0, 0.0);
            for ((value, sorted), is_left) in row.iter().zip(&self.sorted).zip(&self.is_left_skewed) {
                let n = sorted.len() as f64;
                let at_most = sorted.partition_point(|known| known <= value) as f64;
                let at_least = n - sorted.partition_point(|known| known < value) as f64;
                let l = -libm::log((at_most + 1.0) / (n + 1.0));
                let r = -libm::log((at_least + 1.0) / (n + 1.0));
                left += l;
                right += r;
                auto += if *is_left { l } else { r };
            }
            f64::max(left, right).max(auto)
        };
        Ok(scaled.rows().into_iter().map(score).collect())
    }
}
