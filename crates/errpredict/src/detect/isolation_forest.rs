//! Isolation Forest: what is strange is separated by few random cuts.
//!
//! Each of `n_trees` trees is grown on `sample_size` rows drawn without replacement; a node cuts a random column that
//! varies in it at a random place between its least and greatest value, down to depth log2 of the sample size.
//!
//! ```text
//! score(x) = 2 ^ (-mean over trees of h(x) / c(sample_size))
//! h(x) = depth of the leaf + c(rows in the leaf),   c(n) = 2 H(n - 1) - 2 (n - 1) / n
//! ```
//!
//! Liu, Ting and Zhou 2008, "Isolation Forest"; scores lie in (0, 1), above 0.5 is stranger than average.
//! Columns and cuts are 32-bit, as in scikit-learn. Trees are stored as complete binary trees, so that a row walks a
//! fixed number of steps without a branch.
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `n_trees` | 100 | trees | | 1 to 10,000 |
//! | `sample_size` | 256 | rows per tree | rows | 2 to 4,096 |
//!
//! Works badly when an anomaly hides between normal clusters or among many columns without meaning, since each cut
//! looks at one column only.

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::prepare::{Columns, Scale};
use super::{Fitted, Method};
use crate::error::{Error, Result};
use crate::stats::Rng;

/// Settings of the Isolation Forest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct IsolationForest {
    /// Number of trees.
    pub n_trees: usize,
    /// Rows per tree.
    pub sample_size: usize,
}

impl Default for IsolationForest {
    fn default() -> Self {
        IsolationForest { n_trees: 100, sample_size: 256 }
    }
}

/// Most trees.
const MAX_TREES: usize = 10_000;
/// Most rows per tree: a complete tree of depth 12.
const MAX_SAMPLE: usize = 4_096;
/// Rows walked through a tree side by side, to hide the latency of a step.
const LANES: usize = 16;

impl IsolationForest {
    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        if !(1..=MAX_TREES).contains(&self.n_trees) {
            return Err(Error::setting("n_trees", "from 1 to 10,000", self.n_trees));
        }
        if !(2..=MAX_SAMPLE).contains(&self.sample_size) {
            return Err(Error::setting("sample_size", "from 2 to 4,096", self.sample_size));
        }
        Ok(())
    }
}

/// A fitted [`IsolationForest`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedIsolationForest {
    columns: Columns,
    /// Depth of every tree.
    depth: usize,
    n_trees: usize,
    /// `2^depth - 1` inner nodes a tree, in heap order, one tree after the other.
    nodes: Vec<Node>,
    /// `2^depth` leaf path lengths a tree.
    leaves: Vec<f32>,
    /// c(sample size).
    normal_path: f64,
}

/// A cut: to the right child if the column's value is above it. An infinite cut sends everything left.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Node {
    column: u32,
    #[serde(with = "cut_bits")]
    cut: f32,
}

/// Cuts as bits: JSON has no infinity.
mod cut_bits {
    use serde::{Deserialize, Deserializer, Serializer};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(cut: &f32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(cut.to_bits())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
        u32::deserialize(deserializer).map(f32::from_bits)
    }
}

/// Mean path length of an unsuccessful search in a binary tree of `n` rows (equation 1 of the paper).
fn mean_path(n: usize) -> f64 {
    match n {
        0 | 1 => 0.0,
        2 => 1.0,
        _ => {
            let m = n as f64 - 1.0;
            // H(m), as ln m + Euler's constant like scikit-learn.
            2.0 * (libm::log(m) + EULER_GAMMA) - 2.0 * m / n as f64
        }
    }
}

/// The Euler-Mascheroni constant.
const EULER_GAMMA: f64 = 0.577_215_664_901_532_9;

impl Method for IsolationForest {
    type Fitted = FittedIsolationForest;

    fn fit(&self, rows: ArrayView2<'_, f64>, seed: u64) -> Result<Self::Fitted> {
        self.validate()?;
        let columns = Columns::fit(rows, Scale::None, 2)?;
        let filled = columns.apply(rows)?;
        let n_columns = filled.ncols();
        let values: Vec<f32> = filled.iter().map(|value| *value as f32).collect();
        let sample_size = self.sample_size.min(filled.nrows());
        let depth = (sample_size.max(2) - 1).ilog2() as usize + 1;
        let mut grower = Grower {
            values: &values,
            n_columns,
            depth,
            nodes: Vec::with_capacity(self.n_trees << depth),
            leaves: Vec::with_capacity(self.n_trees << depth),
        };
        for tree in 0..self.n_trees {
            let mut rng = Rng::for_item(seed, tree as u64);
            let mut sample = rng.sample(filled.nrows(), sample_size);
            grower.tree(&mut sample, &mut rng);
        }
        let Grower { nodes, leaves, .. } = grower;
        let normal_path = mean_path(sample_size);
        Ok(FittedIsolationForest { columns, depth, n_trees: self.n_trees, nodes, leaves, normal_path })
    }
}

/// Grows trees into flat arrays.
struct Grower<'a> {
    values: &'a [f32],
    n_columns: usize,
    depth: usize,
    nodes: Vec<Node>,
    leaves: Vec<f32>,
}

impl Grower<'_> {
    fn tree(&mut self, sample: &mut [usize], rng: &mut Rng) {
        let (first_node, first_leaf) = (self.nodes.len(), self.leaves.len());
        self.nodes.resize(first_node + (1 << self.depth) - 1, Node { column: 0, cut: f32::INFINITY });
        self.leaves.resize(first_leaf + (1 << self.depth), 0.0);
        self.grow(sample, 0, 0, (first_node, first_leaf), rng);
    }

    fn grow(&mut self, rows: &mut [usize], node: usize, level: usize, at: (usize, usize), rng: &mut Rng) {
        let cut = if level < self.depth && rows.len() > 1 { self.random_cut(rows, rng) } else { None };
        let Some(Node { column, cut }) = cut else {
            // Everything goes left from here: the leftmost leaf below holds the path length.
            let below = self.depth - level;
            let leaf = ((node + 1) << below) - (1 << self.depth);
            self.leaves[at.1 + leaf] = (level as f64 + mean_path(rows.len())) as f32;
            return;
        };
        self.nodes[at.0 + node] = Node { column, cut };
        let mut split = 0;
        for i in 0..rows.len() {
            if self.values[rows[i] * self.n_columns + column as usize] <= cut {
                rows.swap(i, split);
                split += 1;
            }
        }
        let (left, right) = rows.split_at_mut(split);
        self.grow(left, 2 * node + 1, level + 1, at, rng);
        self.grow(right, 2 * node + 2, level + 1, at, rng);
    }

    /// A random cut of a random column that varies among the rows, or nothing if none does.
    fn random_cut(&self, rows: &[usize], rng: &mut Rng) -> Option<Node> {
        let range = |column: usize| {
            rows.iter()
                .map(|row| self.values[row * self.n_columns + column])
                .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), value| {
                    (low.min(value), high.max(value))
                })
        };
        let cut = |column: usize, (low, high): (f32, f32), rng: &mut Rng| {
            let cut = low + (high - low) * rng.uniform() as f32;
            // Rounding may reach the upper end, where nothing would go right.
            Node { column: column as u32, cut: if cut < high { cut } else { low } }
        };
        const TRIES: usize = 4;
        for _ in 0..TRIES {
            let column = rng.below(self.n_columns);
            let (low, high) = range(column);
            if low < high {
                return Some(cut(column, (low, high), rng));
            }
        }
        let varying: Vec<(usize, (f32, f32))> =
            (0..self.n_columns).map(|column| (column, range(column))).filter(|(_, (l, h))| l < h).collect();
        if varying.is_empty() {
            return None;
        }
        let (column, range) = varying[rng.below(varying.len())];
        Some(cut(column, range, rng))
    }
}

impl FittedIsolationForest {
    /// Sum of path lengths of up to [`LANES`] rows, `block[column * LANES + lane]`.
    fn paths(&self, block: &[f32], sums: &mut [f32; LANES]) {
        let (n_nodes, n_leaves) = ((1 << self.depth) - 1, 1 << self.depth);
        for (nodes, leaves) in self.nodes.chunks_exact(n_nodes).zip(self.leaves.chunks_exact(n_leaves)) {
            let mut at = [0usize; LANES];
            for _ in 0..self.depth {
                for (lane, at) in at.iter_mut().enumerate() {
                    let node = nodes[*at];
                    let right = block[node.column as usize * LANES + lane] > node.cut;
                    *at = 2 * *at + 1 + usize::from(right);
                }
            }
            for (sum, at) in sums.iter_mut().zip(at) {
                *sum += leaves[at - n_nodes];
            }
        }
    }

    /// Score of one row, without a batch.
    fn path_of_row(&self, row: &[f32]) -> f64 {
        let (n_nodes, n_leaves) = ((1 << self.depth) - 1, 1 << self.depth);
        let mut sum = 0.0f32;
        // Trees side by side hide each other's latency as rows do in a batch; the order of the sum is kept.
        const TREES: usize = 10;
        let trees = self.nodes.chunks_exact(n_nodes).zip(self.leaves.chunks_exact(n_leaves));
        let trees: Vec<(&[Node], &[f32])> = trees.collect();
        for group in trees.chunks(TREES) {
            let mut at = [0usize; TREES];
            for _ in 0..self.depth {
                for (at, (nodes, _)) in at.iter_mut().zip(group) {
                    let node = nodes[*at];
                    *at = 2 * *at + 1 + usize::from(row[node.column as usize] > node.cut);
                }
            }
            for (at, (_, leaves)) in at.iter().zip(group) {
                sum += leaves[at - n_nodes];
            }
        }
        f64::from(sum)
    }

    fn score_of(&self, path_sum: f64) -> f64 {
        let mean = path_sum / self.n_trees as f64;
        libm::exp2(-mean / self.normal_path.max(f64::MIN_POSITIVE))
    }

    /// Scores one row: the fast path for a running process. `NaN` is a gap.
    #[must_use]
    pub fn score_row(&self, row: &[f64]) -> f64 {
        let n = self.columns.n_columns();
        let mut filled = vec![0.0; n];
        self.columns.apply_row(row, &mut filled);
        let row: Vec<f32> = filled.iter().map(|value| *value as f32).collect();
        self.score_of(self.path_of_row(&row))
    }
}

impl Fitted for FittedIsolationForest {
    fn n_columns(&self) -> usize {
        self.columns.n_columns()
    }

    fn score(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        let filled = self.columns.apply(rows)?;
        let mut scores = Vec::with_capacity(filled.nrows());
        let mut block = vec![0.0f32; filled.ncols() * LANES];
        let n_rows = filled.nrows();
        for first in (0..n_rows).step_by(LANES) {
            let n_here = LANES.min(n_rows - first);
            for lane in 0..n_here {
                for (column, value) in filled.row(first + lane).iter().enumerate() {
                    block[column * LANES + lane] = *value as f32;
                }
            }
            let mut sums = [0.0f32; LANES];
            self.paths(&block, &mut sums);
            scores.extend(sums[..n_here].iter().map(|sum| self.score_of(f64::from(*sum))));
        }
        Ok(scores)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;

    #[test]
    fn far_rows_score_higher_and_one_row_scores_as_in_a_batch() {
        let mut rng = Rng::new(3);
        let mut rows = Array2::from_shape_fn((500, 3), |_| rng.normal());
        rows.row_mut(499).fill(6.0);
        let model = IsolationForest::default().fit(rows.view(), 1).unwrap();
        let scores = model.score(rows.view()).unwrap();
        let (most, _) = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
        assert_eq!(most, 499);
        assert!(scores[499] > 0.7 && scores.iter().all(|score| *score > 0.0 && *score < 1.0));
        for row in [0, 17, 499] {
            assert_eq!(model.score_row(rows.row(row).as_slice().unwrap()), scores[row]);
        }
    }

    #[test]
    fn mean_path_works_like_sklearn() {
        // sklearn.ensemble._iforest._average_path_length([1, 2, 5, 999]).
        for (n, expected) in [(1, 0.0), (2, 1.0), (5, 2.327_020_052_042_847), (999, 12.967_939_884_427_995)] {
            assert!((mean_path(n) - expected).abs() < 1e-10, "{n}: {}", mean_path(n));
        }
    }
}
