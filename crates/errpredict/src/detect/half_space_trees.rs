//! Half-space trees: how much less is seen where a row falls than was seen there in the last window.
//!
//! A tree halves the space `height` times, each time a random column in the middle of what is left of it, before any
//! data; what it learns is the mass, the number of rows of a window in each node:
//!
//! ```text
//! score(x) = 1 - (mean over trees of mass(node) * 2^depth(node)) / (window * 2^height)
//! ```
//!
//! with the first node on the way down that holds fewer than a tenth of a window, or the leaf. Tan, Ting and Liu 2011,
//! "Fast anomaly detection for streaming data". After every window the masses learned in it become the reference, so
//! old normal is forgotten after two windows, and an incident longer than one becomes normal: this detector tells
//! what is new, not what is wrong.
//!
//! Columns are scaled by the range of the fitted rows; each tree's space reaches beyond it on both sides, by a random
//! part, as in the paper. One row costs `n_trees x height` steps and memory does not grow.
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `n_trees` | 25 | trees | | 1 to 1,000 |
//! | `height` | 8 | halvings | | 1 to 16 |
//! | `window` | 250 | rows after which the reference is renewed | rows | 2 to 65,535 |
//!
//! Works badly when anomalies lie inside the range of the normal rows but off their shape, and with many columns: a
//! tree of height 8 looks at 8 of them.

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::prepare::{Columns, Scale};
use super::{Fitted, Method};
use crate::error::{Error, ErrorKind, Result};
use crate::stats::Rng;
use crate::work::Work;

/// Settings of the half-space trees.
///
/// ```
/// use errpredict::detect::{Fitted, HalfSpaceTrees, Method};
/// use errpredict::ndarray::Array2;
///
/// // What came so far, then two new rows: one as before, one where nothing was.
/// let seen = Array2::from_shape_fn((500, 2), |(i, j)| ((7 * i + 3 * j * (i / 10)) % 10) as f64);
/// let trees = HalfSpaceTrees::default().fit(seen.view(), 0)?;
/// let scores = trees.score(Array2::from_shape_fn((2, 2), |(i, _)| if i == 0 { 4.0 } else { 50.0 }).view())?;
/// assert!(scores[0] < scores[1]);
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct HalfSpaceTrees {
    /// Number of trees.
    pub n_trees: usize,
    /// Halvings from the root to a leaf.
    pub height: usize,
    /// Rows after which the reference is renewed.
    pub window: usize,
}

impl Default for HalfSpaceTrees {
    fn default() -> Self {
        HalfSpaceTrees { n_trees: 25, height: 8, window: 250 }
    }
}

/// Share of a window below which a node is not looked into. The size limit of Tan, Ting and Liu 2011.
const SMALLEST_NODE: f64 = 0.1;

impl HalfSpaceTrees {
    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        for (name, range, shown, value) in [
            ("n_trees", 1..=1_000, "from 1 to 1,000", self.n_trees),
            ("height", 1..=16, "from 1 to 16", self.height),
            ("window", 2..=65_535, "from 2 to 65,535", self.window),
        ] {
            if !range.contains(&value) {
                return Err(Error::setting(name, shown, value));
            }
        }
        Ok(())
    }
}

/// A fitted [`HalfSpaceTrees`], which can go on learning row by row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedHalfSpaceTrees {
    settings: HalfSpaceTrees,
    columns: Columns,
    /// `2^height - 1` halvings a tree, in heap order: column and middle.
    halvings: Vec<(u16, f32)>,
    /// Per leaf, what the node that speaks for it adds to the sum, from the reference masses.
    told: Vec<f32>,
    /// Rows per leaf in the window under way, and their number.
    latest: Vec<u32>,
    n_latest: usize,
    /// Scaled values of the row at hand.
    #[serde(skip)]
    row: Vec<f64>,
}

impl Method for HalfSpaceTrees {
    type Fitted = FittedHalfSpaceTrees;

    fn fit(&self, rows: ArrayView2<'_, f64>, seed: u64) -> Result<Self::Fitted> {
        self.validate()?;
        let columns = Columns::fit(rows, Scale::MinMax, 2)?;
        let scaled = columns.apply(rows)?;
        let n_columns = scaled.ncols();
        if n_columns > usize::from(u16::MAX) {
            let message = format!("expected at most {} columns, got {n_columns}", u16::MAX);
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        let leaves = self.n_trees << self.height;
        let mut fitted = FittedHalfSpaceTrees {
            settings: self.clone(),
            columns,
            halvings: Vec::with_capacity(leaves),
            told: vec![0.0; leaves],
            latest: vec![0; leaves],
            n_latest: 0,
            row: Vec::new(),
        };
        for tree in 0..self.n_trees {
            let mut rng = Rng::for_item(seed, tree as u64);
            let mut space: Vec<(f64, f64)> = (0..n_columns)
                .map(|_| {
                    let middle = rng.uniform();
                    let reach = 2.0 * middle.max(1.0 - middle);
                    (middle - reach, middle + reach)
                })
                .collect();
            let first = fitted.halvings.len();
            fitted.halvings.resize(first + (1 << self.height) - 1, (0, 0.0));
            fitted.halve(first, 0, 0, &mut space, &mut rng);
        }
        let mut narrow = Vec::with_capacity(n_columns);
        for row in scaled.rows() {
            narrow.clear();
            narrow.extend(row);
            fitted.learn(&narrow);
        }
        fitted.renew();
        Ok(fitted)
    }

    fn work(&self, rows: usize, _: usize) -> Work {
        Work::steps((rows * self.n_trees) as f64 * self.height as f64, 6.0)
            + Work::steps(self.n_trees as f64 * libm::exp2(self.height as f64), 10.0)
    }
}

impl FittedHalfSpaceTrees {
    fn halve(&mut self, first: usize, node: usize, level: usize, space: &mut [(f64, f64)], rng: &mut Rng) {
        if level == self.settings.height {
            return;
        }
        let column = rng.below(space.len());
        let (low, high) = space[column];
        let middle = 0.5 * (low + high);
        self.halvings[first + node] = (column as u16, middle as f32);
        space[column] = (low, middle);
        self.halve(first, 2 * node + 1, level + 1, space, rng);
        space[column] = (middle, high);
        self.halve(first, 2 * node + 2, level + 1, space, rng);
        space[column] = (low, high);
    }

    /// Makes the window under way the reference.
    fn renew(&mut self) {
        let height = self.settings.height;
        let n = self.n_latest.max(1) as f64;
        let mut masses = vec![0u32; (2 << height) - 1];
        let n_inner = (1 << height) - 1;
        for (counts, told) in
            self.latest.chunks_exact(1 << height).zip(self.told.chunks_exact_mut(1 << height))
        {
            masses[n_inner..].copy_from_slice(counts);
            for node in (0..n_inner).rev() {
                masses[node] = masses[2 * node + 1] + masses[2 * node + 2];
            }
            for (leaf, told) in told.iter_mut().enumerate() {
                // From the root down to the first small node.
                let path = leaf + (1 << height);
                let depth = (0..height)
                    .find(|depth| f64::from(masses[(path >> (height - depth)) - 1]) < SMALLEST_NODE * n)
                    .unwrap_or(height);
                let mass = f64::from(masses[(path >> (height - depth)) - 1]) / n;
                *told = (mass * (1u64 << depth) as f64) as f32;
            }
        }
        self.latest.fill(0);
        self.n_latest = 0;
    }

    /// The leaf of every tree in which a scaled row falls.
    fn leaves<'a>(&'a self, row: &'a [f64]) -> impl Iterator<Item = usize> + 'a {
        let height = self.settings.height;
        let n_nodes = (1 << height) - 1;
        self.halvings.chunks_exact(n_nodes).enumerate().map(move |(tree, halvings)| {
            let mut at = 0;
            for _ in 0..height {
                let (column, middle) = halvings[at];
                at = 2 * at + 1 + usize::from(row[usize::from(column)] > f64::from(middle));
            }
            (tree << height) + at - n_nodes
        })
    }

    fn score_of(&self, told: f64) -> f64 {
        1.0 - told / (self.settings.n_trees << self.settings.height) as f64
    }

    fn score_scaled(&self, row: &[f64]) -> f64 {
        self.score_of(self.leaves(row).map(|leaf| f64::from(self.told[leaf])).sum())
    }

    /// Scores a scaled row, and counts it.
    fn learn(&mut self, row: &[f64]) -> f64 {
        let mut latest = std::mem::take(&mut self.latest);
        let mut told = 0.0;
        for leaf in self.leaves(row) {
            told += f64::from(self.told[leaf]);
            latest[leaf] += 1;
        }
        self.latest = latest;
        self.n_latest += 1;
        self.score_of(told)
    }

    /// Scores the next row of a stream, then learns from it. `NaN` is a gap.
    ///
    /// # Errors
    /// `invalid_argument` for another number of values than there are columns.
    pub fn update(&mut self, row: &[f64]) -> Result<f64> {
        if row.len() != self.columns.n_columns() {
            let message = format!(
                "expected {} values as in the fitted rows, got {}",
                self.columns.n_columns(),
                row.len()
            );
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        let mut scaled = std::mem::take(&mut self.row);
        scaled.resize(row.len(), 0.0);
        self.columns.apply_row(row, &mut scaled);
        let score = self.learn(&scaled);
        self.row = scaled;
        if self.n_latest >= self.settings.window {
            self.renew();
        }
        Ok(score)
    }

    /// Bytes held, computed from the capacities.
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        std::mem::size_of::<Self>()
            + self.halvings.capacity() * std::mem::size_of::<(u16, f32)>()
            + self.told.capacity() * 4
            + self.latest.capacity() * 4
            + self.row.capacity() * 8
    }
}

impl Fitted for FittedHalfSpaceTrees {
    fn is_sound(&self) -> bool {
        let HalfSpaceTrees { n_trees, height, .. } = self.settings;
        self.settings.validate().is_ok()
            && self.columns.is_sound()
            && self.halvings.len() == n_trees * ((1 << height) - 1)
            && self
                .halvings
                .iter()
                .all(|(column, middle)| usize::from(*column) < self.columns.n_columns() && middle.is_finite())
            && (self.told.len(), self.latest.len()) == (n_trees << height, n_trees << height)
            && self.told.iter().all(|told| told.is_finite())
            && self.n_latest < self.settings.window
            && self.latest.iter().all(|count| *count as usize <= self.n_latest)
    }

    fn n_features(&self) -> usize {
        self.columns.n_columns()
    }

    fn score(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        let scaled = self.columns.apply(rows)?;
        let mut narrow = Vec::with_capacity(scaled.ncols());
        let score = |row: ndarray::ArrayView1<'_, f64>| {
            narrow.clear();
            narrow.extend(row);
            self.score_scaled(&narrow)
        };
        Ok(scaled.rows().into_iter().map(score).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;

    #[test]
    fn a_stream_finds_what_is_new_and_then_takes_it_for_normal() {
        let mut rng = Rng::new(4);
        let history = Array2::from_shape_fn((500, 3), |_| rng.normal());
        let mut trees = HalfSpaceTrees::default().fit(history.view(), 1).unwrap();
        let bytes = trees.memory_bytes();
        let mut mean = |trees: &mut FittedHalfSpaceTrees, n: usize, level: f64| {
            let scores = (0..n).map(|_| {
                let row: Vec<f64> = (0..3).map(|_| level + rng.normal()).collect();
                trees.update(&row).unwrap()
            });
            scores.sum::<f64>() / n as f64
        };
        let normal = mean(&mut trees, 1_000, 0.0);
        let new = mean(&mut trees, 100, 4.0);
        assert!(new > normal + 0.05, "{normal} {new}");
        mean(&mut trees, 500, 4.0);
        let known = mean(&mut trees, 100, 4.0);
        assert!(known < new - 0.02, "{new} {known}");
        assert!(trees.memory_bytes() <= bytes + 64, "memory does not grow");
        assert!(trees.update(&[1.0]).is_err());
    }

    #[test]
    fn saved_in_the_middle_it_goes_on_to_the_bit() {
        let mut rng = Rng::new(4);
        let rows = Array2::from_shape_fn((900, 2), |_| rng.normal());
        let mut whole = HalfSpaceTrees::default().fit(rows.view(), 1).unwrap();
        let mut other = whole.clone();
        for (i, row) in rows.rows().into_iter().enumerate() {
            if i == 333 {
                other = serde_json::from_str(&serde_json::to_string(&other).unwrap()).unwrap();
            }
            let row = row.to_vec();
            assert_eq!(whole.update(&row).unwrap(), other.update(&row).unwrap());
        }
    }
}
