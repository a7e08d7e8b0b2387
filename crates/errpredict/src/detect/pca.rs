//! PCA reconstruction: what the main directions of the fitted rows cannot express.
//!
//! `score(x) = |z - m - V V' (z - m)|`, z = columns standardised, V = the leading eigenvectors of the covariance that
//! together hold `variance` of it. Shyu, Chen, Sarinnapakorn and Chang 2003, "A novel anomaly detection scheme based on
//! principal component classifier" (their minor components, summed without weights).
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `variance` | 0.5 | share of the variance that counts as normal directions | | above 0, below 1 |
//!
//! Works badly when columns do not move together: then no direction is special.

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::prepare::{Columns, Scale};
use super::{Fitted, Method};
use crate::error::{Error, Result};
use crate::stats::all_finite;
use crate::stats::linear::symmetric_eigen;
use crate::work::Work;

/// Settings of the PCA reconstruction error.
///
/// ```
/// use errpredict::detect::{Pca, Fitted, Method};
/// use errpredict::ndarray::Array2;
///
/// // Two columns that always agree, and one row in which they do not.
/// let rows = Array2::from_shape_fn((101, 2), |(i, j)| if i == 100 { 9.0 * j as f64 } else { (i % 10) as f64 });
/// let scores = Pca::default().fit(rows.view(), 0)?.score(rows.view())?;
/// assert!(scores[..100].iter().all(|usual| *usual < scores[100]));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Pca {
    /// Share of the variance that counts as normal directions.
    pub variance: f64,
}

impl Default for Pca {
    fn default() -> Self {
        Pca { variance: 0.5 }
    }
}

impl Pca {
    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        if self.variance > 0.0 && self.variance < 1.0 {
            Ok(())
        } else {
            Err(Error::setting("variance", "above 0 and below 1", self.variance))
        }
    }
}

/// A fitted [`Pca`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedPca {
    columns: Columns,
    /// Leading eigenvectors, one after the other.
    vectors: Vec<f64>,
}

impl Method for Pca {
    type Fitted = FittedPca;

    fn fit(&self, rows: ArrayView2<'_, f64>, _seed: u64) -> Result<Self::Fitted> {
        self.validate()?;
        let columns = Columns::fit(rows, Scale::Standard, 2)?;
        let scaled = columns.apply(rows)?;
        let n = scaled.ncols();
        // Standardised columns have mean 0 up to gaps, which are filled with the median.
        let covariance = scaled.t().dot(&scaled) / scaled.nrows() as f64;
        let flat: Vec<f64> = covariance.iter().copied().collect();
        let (values, mut vectors) = symmetric_eigen(&flat, n);
        let total: f64 = values.iter().map(|value| value.max(0.0)).sum();
        let mut held = 0.0;
        let n_kept = values.iter().take_while(|value| {
            let goes_on = held < self.variance * total;
            held += value.max(0.0);
            goes_on
        });
        vectors.truncate(n_kept.count() * n);
        Ok(FittedPca { columns, vectors })
    }

    fn work(&self, rows: usize, columns: usize) -> Work {
        let columns = columns as f64;
        Work::steps(rows as f64 * columns * columns, 4.0) + Work::steps(columns * columns * columns, 100.0)
    }
}

impl Fitted for FittedPca {
    fn is_sound(&self) -> bool {
        let n = self.columns.n_columns();
        self.columns.is_sound()
            && self.vectors.len().is_multiple_of(n)
            && self.vectors.len() <= n * n
            && all_finite(&self.vectors)
    }

    fn n_features(&self) -> usize {
        self.columns.n_columns()
    }

    fn score(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        let scaled = self.columns.apply(rows)?;
        let mut rest = vec![0.0; self.n_features()];
        let score = |row: ndarray::ArrayView1<'_, f64>| {
            rest.iter_mut().zip(row).for_each(|(rest, value)| *rest = *value);
            for vector in self.vectors.chunks_exact(self.n_features()) {
                let along: f64 = vector.iter().zip(row).map(|(v, x)| v * x).sum();
                rest.iter_mut().zip(vector).for_each(|(rest, v)| *rest -= along * v);
            }
            rest.iter().map(|x| x * x).sum::<f64>().min(f64::MAX).sqrt()
        };
        Ok(scaled.rows().into_iter().map(score).collect())
    }
}
