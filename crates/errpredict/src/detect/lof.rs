//! Local Outlier Factor: how much thinner a row's surroundings are than those of its neighbours.
//!
//! ```text
//! reach(a, b) = max(distance of b to its own k-th neighbour, distance(a, b))
//! density(a)  = 1 / (mean of reach(a, b) over the k neighbours b of a, + 1e-10)
//! score(a)    = mean of density(b) / density(a) over the k neighbours b
//! ```
//!
//! Breunig, Kriegel, Ng and Sander 2000, "LOF: identifying density-based local outliers"; 1 is normal. Distances are
//! Euclidean on columns as they are unless `scale` is set. Fitted rows are scored without themselves; other rows
//! against the fitted ones (novelty).
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `k` | 20 | neighbours | | 1 to 1,000 |
//! | `scale` | true | scale columns to [0, 1] over the fitted rows | | |
//!
//! Works badly when anomalies form clusters of more than k rows, or many rows are equal.

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::knn::{MAX_K, search};
use super::neighbours::{Nearest, Neighbours};
use super::prepare::{Columns, Scale};
use super::{Fitted, Method};
use crate::error::{Error, Result};
use crate::stats::all_finite;
use crate::work::Work;

/// Settings of the Local Outlier Factor.
///
/// ```
/// use errpredict::detect::{Lof, Fitted, Method};
/// use errpredict::ndarray::Array2;
///
/// // A hundred usual rows and one far from all of them.
/// let rows = Array2::from_shape_fn((101, 2), |(i, j)| if i == 100 { 50.0 } else { ((7 * i + 3 * j * (i / 10)) % 10) as f64 });
/// let scores = Lof::default().fit(rows.view(), 0)?.score(rows.view())?;
/// assert!(scores[..100].iter().all(|usual| *usual < scores[100]));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Lof {
    /// Number of neighbours.
    pub k: usize,
    /// Scale columns to [0, 1] over the fitted rows.
    pub scale: bool,
}

impl Default for Lof {
    fn default() -> Self {
        Lof { k: 20, scale: true }
    }
}

/// Keeps the density of equal rows finite; the same value as in scikit-learn.
const DENSITY_FLOOR: f64 = 1e-10;

impl Lof {
    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        if (1..=MAX_K).contains(&self.k) {
            Ok(())
        } else {
            Err(Error::setting("k", "from 1 to 1,000", self.k))
        }
    }
}

/// A fitted [`Lof`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedLof {
    columns: Columns,
    neighbours: Neighbours,
    k: usize,
    /// Distance of each fitted row to its k-th neighbour.
    reach: Vec<f64>,
    /// Density of each fitted row.
    density: Vec<f64>,
    /// Score of each fitted row.
    own: Vec<f64>,
}

impl Method for Lof {
    type Fitted = FittedLof;

    fn fit(&self, rows: ArrayView2<'_, f64>, _seed: u64) -> Result<Self::Fitted> {
        self.validate()?;
        let columns = Columns::fit(rows, if self.scale { Scale::MinMax } else { Scale::None }, 2)?;
        let scaled = columns.apply(rows)?;
        let neighbours = Neighbours::new(&scaled);
        let k = self.k.min(neighbours.len() - 1);
        let nearest = neighbours.nearest(&scaled, k, true);
        let reach: Vec<f64> = nearest.iter().map(|best| best.last().map_or(0.0, |b| distance(b.0))).collect();
        let density: Vec<f64> = nearest.iter().map(|best| density(best, &reach)).collect();
        let own = nearest.iter().zip(&density).map(|(best, own)| factor(best, &density, *own)).collect();
        Ok(FittedLof { columns, neighbours, k, reach, density, own })
    }

    fn work(&self, rows: usize, columns: usize) -> Work {
        search(rows, rows, columns, self.k)
    }
}

fn distance(squared: f32) -> f64 {
    f64::from(squared.min(f32::MAX)).sqrt()
}

fn density(best: &Nearest, reach: &[f64]) -> f64 {
    let sum: f64 = best.iter().map(|(d, j)| distance(*d).max(reach[*j as usize])).sum();
    1.0 / (sum / best.len() as f64 + DENSITY_FLOOR)
}

fn factor(best: &Nearest, density: &[f64], own: f64) -> f64 {
    best.iter().map(|(_, j)| density[*j as usize]).sum::<f64>() / best.len() as f64 / own
}

impl Fitted for FittedLof {
    fn is_sound(&self) -> bool {
        let parts = [&self.reach, &self.density, &self.own];
        self.columns.is_sound()
            && self.neighbours.is_sound(self.columns.n_columns(), self.k)
            && parts.iter().all(|part| part.len() == self.neighbours.len() && all_finite(part))
    }

    fn n_features(&self) -> usize {
        self.columns.n_columns()
    }

    fn score(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        let scaled = self.columns.apply(rows)?;
        let nearest = self.neighbours.nearest(&scaled, self.k, false);
        Ok(nearest.iter().map(|best| factor(best, &self.density, density(best, &self.reach))).collect())
    }

    fn score_fitted(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        if rows.nrows() == self.own.len() { Ok(self.own.clone()) } else { self.score(rows) }
    }
}
