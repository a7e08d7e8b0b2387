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
//! Columns and cuts are 32-bit, as in scikit-learn; path lengths are whole multiples of 1/2048, so that their sum does
//! not depend on its order. Trees are stored as complete binary trees, which one row walks down without a branch;
//! many rows go another way, with the same result.
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

use super::forest_batch::ForestBatch;
use super::isolation_tree::{Node, PATH_UNIT};
use super::prepare::{Columns, Scale};
use super::{Fitted, Method};
use crate::error::{Error, ErrorKind, Result};
use crate::stats::Rng;
use crate::work::Work;

/// Settings of the Isolation Forest.
///
/// ```
/// use errpredict::detect::{IsolationForest, Fitted, Method};
/// use errpredict::ndarray::Array2;
///
/// // A hundred usual rows and one far from all of them.
/// let rows = Array2::from_shape_fn((101, 2), |(i, j)| if i == 100 { 50.0 } else { ((7 * i + 3 * j * (i / 10)) % 10) as f64 });
/// let scores = IsolationForest::default().fit(rows.view(), 0)?.score(rows.view())?;
/// assert!(scores[..100].iter().all(|usual| *usual < scores[100]));
/// # Ok::<(), errpredict::Error>(())
/// ```
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
#[serde(try_from = "Forest", into = "Forest")]
pub struct FittedIsolationForest {
    forest: Forest,
    /// The same trees for many rows; absent where they are too large for it.
    batch: Option<ForestBatch>,
}

/// Depth of trees of 4,096 rows, the most.
const MAX_DEPTH: usize = 12;

/// What is saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Forest {
    columns: Columns,
    /// Depth of every tree.
    depth: usize,
    n_trees: usize,
    /// `2^depth - 1` inner nodes a tree, in heap order, one tree after the other.
    nodes: Vec<Node>,
    /// `2^depth` leaf path lengths a tree, in units of 1 / [`PATH_UNIT`].
    leaves: Vec<u16>,
    /// c(sample size).
    normal_path: f64,
}

impl TryFrom<Forest> for FittedIsolationForest {
    type Error = &'static str;

    fn try_from(forest: Forest) -> std::result::Result<Self, Self::Error> {
        if forest.is_whole() {
            Ok(FittedIsolationForest::of(forest))
        } else {
            Err("trees that are not whole")
        }
    }
}

impl FittedIsolationForest {
    fn of(forest: Forest) -> Self {
        let batch = ForestBatch::new(&forest.nodes, &forest.leaves, forest.depth, forest.columns.n_columns());
        FittedIsolationForest { forest, batch }
    }
}

impl From<FittedIsolationForest> for Forest {
    fn from(fitted: FittedIsolationForest) -> Self {
        fitted.forest
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
        Ok(FittedIsolationForest::of(Forest {
            columns,
            depth,
            n_trees: self.n_trees,
            nodes,
            leaves,
            normal_path,
        }))
    }

    fn work(&self, rows: usize, _: usize) -> Work {
        let depth = libm::log2(self.sample_size as f64);
        let reached = (self.sample_size.min(rows) * 4 + rows * 2) as f64;
        Work::steps(self.n_trees as f64 * depth * reached, 4.0)
    }
}

/// Grows trees into flat arrays.
struct Grower<'a> {
    values: &'a [f32],
    n_columns: usize,
    depth: usize,
    nodes: Vec<Node>,
    leaves: Vec<u16>,
}

impl Grower<'_> {
    fn tree(&mut self, sample: &mut [usize], rng: &mut Rng) {
        let (first_node, first_leaf) = (self.nodes.len(), self.leaves.len());
        self.nodes.resize(first_node + (1 << self.depth) - 1, Node { column: 0, cut: f32::INFINITY });
        self.leaves.resize(first_leaf + (1 << self.depth), 0);
        self.grow(sample, 0, 0, (first_node, first_leaf), rng);
    }

    fn grow(&mut self, rows: &mut [usize], node: usize, level: usize, at: (usize, usize), rng: &mut Rng) {
        let cut = if level < self.depth && rows.len() > 1 { self.random_cut(rows, rng) } else { None };
        let Some(Node { column, cut }) = cut else {
            // Everything goes left from here: the leftmost leaf below holds the path length.
            let below = self.depth - level;
            let leaf = ((node + 1) << below) - (1 << self.depth);
            let path = level as f64 + mean_path(rows.len());
            self.leaves[at.1 + leaf] = libm::round(path * PATH_UNIT) as u16;
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

impl Forest {
    fn is_whole(&self) -> bool {
        let leaf = |node: &Node| node.is_leaf() || node.cut.is_finite();
        self.columns.is_sound()
            && (1..=MAX_DEPTH).contains(&self.depth)
            && self.n_trees > 0
            && self.n_trees.checked_mul((1 << self.depth) - 1) == Some(self.nodes.len())
            && self.n_trees << self.depth == self.leaves.len()
            && self.nodes.iter().all(|node| (node.column as usize) < self.columns.n_columns() && leaf(node))
            && self.normal_path.is_finite()
    }

    /// Sum of the path lengths of one row. Trees side by side hide each other's latency.
    fn path_of_row(&self, row: &[f32]) -> u32 {
        let (n_nodes, n_leaves) = ((1 << self.depth) - 1, 1 << self.depth);
        let mut sum = 0;
        let nodes = self.nodes.chunks(n_nodes * TREES);
        for (nodes, leaves) in nodes.zip(self.leaves.chunks(n_leaves * TREES)) {
            let mut at = [0usize; TREES];
            let n_trees = leaves.len() / n_leaves;
            for _ in 0..self.depth {
                for (tree, at) in at[..n_trees].iter_mut().enumerate() {
                    let node = nodes[tree * n_nodes + *at];
                    *at = 2 * *at + 1 + usize::from(row[node.column as usize] > node.cut);
                }
            }
            for (tree, at) in at[..n_trees].iter().enumerate() {
                sum += u32::from(leaves[tree * n_leaves + at - n_nodes]);
            }
        }
        sum
    }

    fn score_of(&self, path_sum: u32) -> f64 {
        let mean = f64::from(path_sum) / PATH_UNIT / self.n_trees as f64;
        libm::exp2(-mean / self.normal_path.max(f64::MIN_POSITIVE))
    }

    /// Score of one row; `narrow` is a place to work in.
    fn score_row(&self, row: impl Iterator<Item = f64>, narrow: &mut Vec<f32>) -> f64 {
        narrow.clear();
        narrow.extend(row.enumerate().map(|(j, value)| {
            let value = if value.is_nan() { self.columns.fill_of(j) } else { value };
            value as f32
        }));
        self.score_of(self.path_of_row(narrow))
    }
}

/// Trees walked side by side.
const TREES: usize = 16;
/// Rows from which the batch is worth its preparation.
const BATCH_FROM: usize = 64;

impl FittedIsolationForest {
    /// Scores one row: the fast path for a running process. `NaN` is a gap.
    ///
    /// # Errors
    /// `invalid_argument` for another number of values than there are columns.
    pub fn score_row(&self, row: &[f64]) -> Result<f64> {
        let n_columns = self.forest.columns.n_columns();
        if row.len() != n_columns {
            let message = format!("expected {n_columns} values as in the fitted rows, got {}", row.len());
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        Ok(self.forest.score_row(row.iter().copied(), &mut Vec::with_capacity(n_columns)))
    }
}

impl Fitted for FittedIsolationForest {
    fn is_sound(&self) -> bool {
        // The trees were checked when they were read: without that the batch of them could not be made.
        self.forest.is_whole()
    }

    fn n_features(&self) -> usize {
        self.forest.columns.n_columns()
    }

    fn score(&self, rows: ArrayView2<'_, f64>) -> Result<Vec<f64>> {
        let forest = &self.forest;
        forest.columns.accept(rows)?;
        if let Some(batch) = &self.batch
            && rows.nrows() >= BATCH_FROM
        {
            let sums = batch.path_sums(&forest.columns, rows);
            return Ok(sums.into_iter().map(|sum| forest.score_of(sum)).collect());
        }
        let mut narrow = Vec::with_capacity(rows.ncols());
        Ok(rows.rows().into_iter().map(|row| forest.score_row(row.iter().copied(), &mut narrow)).collect())
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
            assert_eq!(model.score_row(rows.row(row).as_slice().unwrap()).unwrap(), scores[row]);
        }
    }

    #[test]
    fn many_rows_score_as_one_by_one_whatever_the_columns() {
        let mut rng = Rng::new(5);
        let columns: [&dyn Fn(&mut Rng) -> f64; 6] = [
            &|rng| rng.normal(),
            &|rng| libm::exp(8.0 * rng.normal()),
            &|rng| 1.7e9 + rng.normal(),
            &|rng| rng.below(3) as f64,
            &|rng| if rng.below(5) == 0 { f64::NAN } else { rng.uniform() },
            &|rng| 1e140 * rng.normal(),
        ];
        for (n, settings) in [
            (700, IsolationForest::default()),
            (65, IsolationForest { n_trees: 1, sample_size: 2 }),
            (3_000, IsolationForest { n_trees: 20, sample_size: 2_048 }),
        ] {
            let rows = Array2::from_shape_fn((n, 6), |(_, j)| columns[j](&mut rng));
            let model = settings.fit(rows.view(), 1).unwrap();
            let scores = model.score(rows.view()).unwrap();
            for (row, score) in rows.rows().into_iter().zip(&scores) {
                assert_eq!(model.score_row(row.as_slice().unwrap()).unwrap(), *score, "{settings:?}");
            }
        }
        assert!(
            IsolationForest::default()
                .fit(Array2::zeros((9, 2)).view(), 1)
                .unwrap()
                .score_row(&[1.0])
                .is_err()
        );
    }

    #[test]
    fn mean_path_works_like_sklearn() {
        // sklearn.ensemble._iforest._average_path_length([1, 2, 5, 999]).
        for (n, expected) in [(1, 0.0), (2, 1.0), (5, 2.327_020_052_042_847), (999, 12.967_939_884_427_995)] {
            assert!((mean_path(n) - expected).abs() < 1e-10, "{n}: {}", mean_path(n));
        }
    }
}
