//! Histogram-based outlier score: how rare a row's values are, column by column.
//!
//! `score(x) = sum over columns of -ln((count of x's bin + 1/2) / (n + 1/2))`, bins of equal width over the range of the fitted
//! rows, a value outside falls in an empty bin. Goldstein and Dengel 2012, "Histogram-based outlier score (HBOS)".
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `n_bins` | 0 | bins a column; 0 is the square root of the rows, 5 to 50 | | 0, or 2 to 10,000 |
//!
//! Works badly when rows are strange only by the combination of columns.

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::prepare::{Columns, Scale};
use super::{Fitted, Method};
use crate::error::{Error, Result};
use crate::stats::all_finite;
use crate::work::Work;

/// Most bins a column may have.
const MAX_BINS: usize = 10_000;

/// Settings of the histogram-based score.
///
/// ```
/// use errpredict::detect::{Hbos, Fitted, Method};
/// use errpredict::ndarray::Array2;
///
/// // A hundred usual rows and one far from all of them.
/// let rows = Array2::from_shape_fn((101, 2), |(i, j)| if i == 100 { 50.0 } else { ((7 * i + 3 * j * (i / 10)) % 10) as f64 });
/// let scores = Hbos::default().fit(rows.view(), 0)?.score(rows.view())?;
/// assert!(scores[..100].iter().all(|usual| *usual < scores[100]));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Hbos {
    /// Bins a column; 0 chooses by the number of rows.
    pub n_bins: usize,
}

impl Hbos {
    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        if self.n_bins == 0 || (2..=MAX_BINS).contains(&self.n_bins) {
            Ok(())
        } else {
            Err(Error::setting("n_bins", "0, or from 2 to 10,000", self.n_bins))
        }
    }
}

/// A fitted [`Hbos`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedHbos {
    columns: Columns,
    /// Score of every bin, column after column, and of an empty one.
    bins: Vec<f64>,
    n_bins: usize,
    empty: f64,
}

impl FittedHbos {
    /// The bin of a value scaled to [0, 1], if it is inside.
    fn bin(value: f64, n_bins: usize) -> Option<usize> {
        (0.0..=1.0).contains(&value).then(|| ((value * n_bins as f64) as usize).min(n_bins - 1))
    }
}

impl Method for Hbos {
    type Fitted = FittedHbos;

    fn fit(&self, rows: ArrayView2<'_, f64>, _seed: u64) -> Result<Self::Fitted> {
        self.validate()?;
        let columns = Columns::fit(rows, Scale::MinMax, 2)?;
        let scaled = columns.apply(rows)?;
        let n_bins = match self.n_bins {
            0 => ((scaled.nrows() as f64).sqrt() as usize).clamp(5, 50),
            n => n,
        };
        let n = scaled.nrows() as f64;
        let rarity = |count: f64| -libm::log((count + 0.5) / (n + 0.5));
        let mut bins = vec![0.0; n_bins * scaled.ncols()];
        for (j, column) in scaled.columns().into_iter().enumerate() {
            for bin in column.iter().filter_map(|value| FittedHbos::bin(*value, n_bins)) {
                bins[j * n_bins + bin] += 1.0;
            }
        }
        bins.iter_mut().for_each(|bin| *bin = rarity(*bin));
        Ok(FittedHbos { columns, bins, n_bins, empty: rarity(0.0) })
    }

    fn work(&self, rows: usize, columns: usize) -> Work {
        Work::steps((rows * columns) as f64, 30.0)
    }
}

impl Fitted for FittedHbos {
    fn is_sound(&self) -> bool {
        self.columns.is_sound()
            && (1..=MAX_BINS).contains(&self.n_bins)
            && self.bins.len() == self.n_bins * self.columns.n_columns()
            && all_finite(&self.bins)
            && self.empty.is_finite()
    }

    fn n_features(&self) -> usize {
        self.columns.n_columns()
    }

    fn score(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        let scaled = self.columns.apply(rows)?;
        let rarity = |(j, value): (usize, &f64)| {
            Self::bin(*value, self.n_bins).map_or(self.empty, |bin| self.bins[j * self.n_bins + bin])
        };
        Ok(scaled.rows().into_iter().map(|row| row.iter().enumerate().map(rarity).sum()).collect())
    }
}
