//! Robust covariance: distance from the centre of the closest three quarters, in their own shape.
//!
//! ```text
//! score(x) = sqrt((z - m)' (C + ridge * mean(diag C) * I)⁻¹ (z - m)),   z = columns standardised
//! ```
//!
//! m and C come from the `share` of rows that lie closest by the same distance, found by concentration steps from
//! all rows (Rousseeuw and Van Driessen 1999, "A fast algorithm for the minimum covariance determinant estimator"; one
//! start, so not their full search). The ridge keeps nearly dependent columns from deciding alone (Friedman 1989).
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `share` | 0.75 | rows that give centre and shape; 1 is the plain Mahalanobis distance | | 0.5 to 1 |
//! | `ridge` | 0.01 | added to the diagonal, relative to its mean | | 0.000001 to 100 |
//!
//! Works badly when normal rows form several clusters, or there are fewer rows than columns.

use ndarray::{Array2, ArrayView1, ArrayView2};
use serde::{Deserialize, Serialize};

use super::prepare::{Columns, Scale};
use super::{Fitted, Method};
use crate::error::{Error, ErrorKind, Result};
use crate::stats::all_finite;
use crate::stats::linear::{cholesky, solve_lower};
use crate::work::Work;

/// Settings of the robust covariance distance.
///
/// ```
/// use errpredict::detect::{RobustCovariance, Fitted, Method};
/// use errpredict::ndarray::Array2;
///
/// // Two columns that always agree, and one row in which they do not.
/// let rows = Array2::from_shape_fn((101, 2), |(i, j)| if i == 100 { 9.0 * j as f64 } else { (i % 10) as f64 });
/// let scores = RobustCovariance::default().fit(rows.view(), 0)?.score(rows.view())?;
/// assert!(scores[..100].iter().all(|usual| *usual < scores[100]));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RobustCovariance {
    /// Share of rows that give centre and shape.
    pub share: f64,
    /// Added to the diagonal, relative to its mean.
    pub ridge: f64,
}

impl Default for RobustCovariance {
    fn default() -> Self {
        RobustCovariance { share: 0.75, ridge: 0.01 }
    }
}

/// Concentration steps; the set of closest rows rarely moves after five.
const STEPS: usize = 10;

impl RobustCovariance {
    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        if !(0.5..=1.0).contains(&self.share) {
            return Err(Error::setting("share", "from 0.5 to 1", self.share));
        }
        if !(1e-6..=100.0).contains(&self.ridge) {
            return Err(Error::setting("ridge", "from 0.000001 to 100", self.ridge));
        }
        Ok(())
    }
}

/// A fitted [`RobustCovariance`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedRobustCovariance {
    columns: Columns,
    shape: Shape,
}

/// A centre and the Cholesky factor of a covariance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Shape {
    center: Vec<f64>,
    factor: Vec<f64>,
}

impl Shape {
    /// Centre and ridged covariance of the rows with those indices.
    pub(super) fn of(rows: &Array2<f64>, kept: &[usize], ridge: f64) -> Result<Self> {
        let n = rows.ncols();
        let count = kept.len() as f64;
        let mut center = vec![0.0; n];
        for row in kept {
            center.iter_mut().zip(rows.row(*row)).for_each(|(sum, value)| *sum += value / count);
        }
        let mut covariance = vec![0.0; n * n];
        let mut away = vec![0.0; n];
        for row in kept {
            for ((away, value), center) in away.iter_mut().zip(rows.row(*row)).zip(&center) {
                *away = value - center;
            }
            for i in 0..n {
                let scaled = away[i] / count;
                let line = &mut covariance[i * n..i * n + i + 1];
                line.iter_mut().zip(&away).for_each(|(sum, away)| *sum += scaled * away);
            }
        }
        let trace: f64 = (0..n).map(|i| covariance[i * n + i]).sum();
        // All kept rows equal: the shape is a sphere, in the columns' own units.
        let added = if trace > 0.0 { ridge * trace / n as f64 } else { 1.0 };
        (0..n).for_each(|i| covariance[i * n + i] += added);
        let factor = cholesky(&covariance, n).ok_or_else(|| {
            let message = format!("the covariance of {n} columns is not positive, even with ridge {ridge}");
            Error::new(ErrorKind::InvalidArgument, message)
        })?;
        Ok(Shape { center, factor })
    }

    /// Squared distance of a row; `work` is overwritten.
    pub(super) fn squared_distance(&self, row: ArrayView1<'_, f64>, work: &mut [f64]) -> f64 {
        for ((work, value), center) in work.iter_mut().zip(row).zip(&self.center) {
            *work = value - center;
        }
        solve_lower(&self.factor, work);
        work.iter().map(|x| x * x).sum::<f64>().min(f64::MAX)
    }

    pub(super) fn distances(&self, rows: &Array2<f64>) -> Vec<f64> {
        let mut work = vec![0.0; self.center.len()];
        rows.rows().into_iter().map(|row| self.squared_distance(row, &mut work).sqrt()).collect()
    }
}

impl Method for RobustCovariance {
    type Fitted = FittedRobustCovariance;

    fn fit(&self, rows: ArrayView2<'_, f64>, _seed: u64) -> Result<Self::Fitted> {
        self.validate()?;
        let columns = Columns::fit(rows, Scale::Standard, 2)?;
        let scaled = columns.apply(rows)?;
        let n_kept = ((self.share * scaled.nrows() as f64) as usize).max(2);
        let mut kept: Vec<usize> = (0..scaled.nrows()).collect();
        let mut shape = Shape::of(&scaled, &kept, self.ridge)?;
        for _ in 0..STEPS {
            if n_kept == scaled.nrows() {
                break;
            }
            let distances = shape.distances(&scaled);
            let mut order: Vec<usize> = (0..scaled.nrows()).collect();
            order.select_nth_unstable_by(n_kept - 1, |i, j| {
                distances[*i].total_cmp(&distances[*j]).then(i.cmp(j))
            });
            order.truncate(n_kept);
            order.sort_unstable();
            if order == kept {
                break;
            }
            kept = order;
            shape = Shape::of(&scaled, &kept, self.ridge)?;
        }
        Ok(FittedRobustCovariance { columns, shape })
    }

    fn work(&self, rows: usize, columns: usize) -> Work {
        let columns = columns as f64;
        Work::steps(rows as f64 * columns * columns, 40.0) + Work::steps(columns * columns * columns, 100.0)
    }
}

impl Fitted for FittedRobustCovariance {
    fn is_sound(&self) -> bool {
        let n = self.columns.n_columns();
        self.columns.is_sound()
            && (self.shape.center.len(), self.shape.factor.len()) == (n, n * n)
            && all_finite(&self.shape.center)
            && all_finite(&self.shape.factor)
    }

    fn n_features(&self) -> usize {
        self.columns.n_columns()
    }

    fn score(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        Ok(self.shape.distances(&self.columns.apply(rows)?))
    }
}
