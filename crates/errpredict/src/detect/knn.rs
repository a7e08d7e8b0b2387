//! Distance to the k-th nearest neighbour.
//!
//! `score(x) = distance from x to its k-th nearest fitted row`, columns scaled to [0, 1] over the fitted rows.
//! Ramaswamy, Rastogi and Shim 2000, "Efficient algorithms for mining outliers from large data sets".
//! A fitted row is not its own neighbour.
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `k` | 20 | which neighbour | | 1 to 1,000 |
//! | `n_references` | 0 | fitted rows kept, drawn at random; 0 keeps all | rows | 0, or above k |
//!
//! Works badly when normal rows lie at very different densities (see `lof`), or many columns mean nothing.

use ndarray::{ArrayView2, Axis};
use serde::{Deserialize, Serialize};

use super::neighbours::Neighbours;
use super::prepare::{Columns, Scale};
use super::{Fitted, Method};
use crate::error::{Error, Result};
use crate::stats::Rng;
use crate::work::Work;

/// Settings of the nearest-neighbour distance.
///
/// ```
/// use errpredict::detect::{Knn, Fitted, Method};
/// use errpredict::ndarray::Array2;
///
/// // A hundred usual rows and one far from all of them.
/// let rows = Array2::from_shape_fn((101, 2), |(i, j)| if i == 100 { 50.0 } else { ((7 * i + 3 * j * (i / 10)) % 10) as f64 });
/// let scores = Knn { k: 5, ..Knn::default() }.fit(rows.view(), 0)?.score(rows.view())?;
/// assert!(scores[..100].iter().all(|usual| *usual < scores[100]));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Knn {
    /// Which neighbour's distance is the score.
    pub k: usize,
    /// Fitted rows kept, drawn at random; 0 keeps all.
    pub n_references: usize,
}

impl Default for Knn {
    fn default() -> Self {
        Knn { k: 20, n_references: 0 }
    }
}

/// Most neighbours.
pub(super) const MAX_K: usize = 1_000;

impl Knn {
    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        if !(1..=MAX_K).contains(&self.k) {
            return Err(Error::setting("k", "from 1 to 1,000", self.k));
        }
        if self.n_references != 0 && self.n_references <= self.k {
            return Err(Error::setting("n_references", "0 or above `k`", self.n_references));
        }
        Ok(())
    }
}

/// A fitted [`Knn`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedKnn {
    columns: Columns,
    neighbours: Neighbours,
    k: usize,
    is_whole: bool,
}

impl Method for Knn {
    type Fitted = FittedKnn;

    fn fit(&self, rows: ArrayView2<'_, f64>, seed: u64) -> Result<Self::Fitted> {
        self.validate()?;
        let columns = Columns::fit(rows, Scale::MinMax, 2)?;
        let scaled = columns.apply(rows)?;
        let is_whole = self.n_references == 0 || self.n_references >= rows.nrows();
        let neighbours = if is_whole {
            Neighbours::new(&scaled)
        } else {
            let mut kept = Rng::new(seed).sample(rows.nrows(), self.n_references);
            kept.sort_unstable();
            Neighbours::new(&scaled.select(Axis(0), &kept))
        };
        let k = self.k.min(neighbours.len() - 1);
        Ok(FittedKnn { columns, neighbours, k, is_whole })
    }

    fn work(&self, rows: usize, columns: usize) -> Work {
        let kept = if self.n_references == 0 { rows } else { self.n_references.min(rows) };
        search(rows, kept, columns, self.k)
    }
}

/// What finding the `k` nearest of `kept` rows for each of `rows` is estimated to take.
pub(super) fn search(rows: usize, kept: usize, columns: usize, k: usize) -> Work {
    let (rows, kept, k) = (rows as f64, kept as f64, k.clamp(1, kept.max(1)) as f64);
    // How often a row is nearer than the farthest so far, where they come in no order; then all `k` are looked at.
    let nearer = k * (1.0 + libm::log((kept / k).max(1.0)));
    let compared = Work::steps(rows * kept, 1.5 + 0.375 * columns as f64);
    (compared + Work::steps(rows * nearer * k, 0.9)).holding(rows * k * 16.0)
}

impl FittedKnn {
    fn distances(&self, rows: ArrayView2<'_, f64>, skip_same: bool) -> Result<Vec<f64>> {
        let scaled = self.columns.apply(rows)?;
        let nearest = self.neighbours.nearest(&scaled, self.k, skip_same);
        Ok(nearest
            .iter()
            .map(|best| best.last().map_or(0.0, |(d, _)| f64::from(d.min(f32::MAX).sqrt())))
            .collect())
    }
}

impl Fitted for FittedKnn {
    fn is_sound(&self) -> bool {
        self.columns.is_sound() && self.neighbours.is_sound(self.columns.n_columns(), self.k)
    }

    fn n_features(&self) -> usize {
        self.columns.n_columns()
    }

    fn score(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        self.distances(rows, false)
    }

    fn score_fitted(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        self.distances(rows, self.is_whole)
    }
}
