//! Random forest: the mean class share of trees grown on bootstrap samples with random features at each node.
//!
//! Splits save the most Gini impurity, w·2p(1 − p). Source: Breiman, "Random forests" (2001); class shares instead
//! of votes as in scikit-learn. Values are binned first (see `binned.rs`), missing ones go to the side that saves more.
//!
//! | parameter | default | meaning | range |
//! |---|---|---|---|
//! | `trees` | 100 | number of trees | ≥ 1 |
//! | `depth` | 5 | splits from root to leaf | 1 to 16 |
//! | `features_per_node` | √features | features drawn a node; constant ones there do not count | ≥ 1 |
//! | `min_leaf_weight` | 1 | smallest weight of a leaf | ≥ 0 |
//! | `max_bins` | 254 | bins a feature | 2 to 254 |
//!
//! Works badly when the event is very rare: shares of shallow leaves are pulled towards the base rate, so
//! it needs calibration; and under drift, as all trees.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

use super::binned::{Binned, Cuts, MISSING, N_BINS};
use super::node::Node;
use super::tree::{Grown, TreeMove, Trees, partition};
use super::{Baseline, Fitted, Method, Progress, Sample, Samples, Scale, logit};
use crate::error::{Error, Result};
use crate::stats::Rng;
use crate::threads;
use crate::work::Work;

/// Sums of packed weights must stay below 2^31 (see [`pack`]).
const SUM_LIMIT: f64 = (1u64 << 31) as f64;
/// Features looked at together: one pass over a node's rows fills this many histograms.
const TOGETHER: usize = 4;

/// Settings of the random forest; the table is in the module docs.
///
/// ```
/// use errpredict::ndarray::Array2;
/// use errpredict::predict::{Fitted, RandomForest, Method, Sample, Samples};
///
/// // Trouble came where the last hour had more than five errors.
/// let names = vec!["errors_1h".to_owned()];
/// let rows = Array2::from_shape_fn((200, 1), |(i, _)| (i % 10) as f64);
/// let labels: Vec<bool> = rows.iter().map(|errors| *errors > 5.0).collect();
/// let samples = Samples { names: &names, rows: rows.view(), labels: &labels, weights: None, keys: None };
/// let model = RandomForest::default().fit(&samples, 0)?;
/// let [calm, busy] = [[1.0], [9.0]].map(|values| model.probability(&Sample::new(&values)));
/// assert!(calm < 0.3 && busy > 0.7, "{calm}, {busy}");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RandomForest {
    /// Number of trees, at least 1.
    pub trees: usize,
    /// Splits from root to leaf, 1 to 16.
    pub depth: usize,
    /// Features drawn a node; the square root of their number when absent.
    pub features_per_node: Option<usize>,
    /// Smallest weight of a leaf, at least 0.
    pub min_leaf_weight: f64,
    /// Bins a feature, 2 to 254.
    pub max_bins: usize,
}

impl Default for RandomForest {
    fn default() -> Self {
        RandomForest { trees: 100, depth: 5, features_per_node: None, min_leaf_weight: 1.0, max_bins: 254 }
    }
}

/// The trees; leaves hold the share of errors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedRandomForest {
    n_features: usize,
    expected: f64,
    pub(super) trees: Trees,
}

impl RandomForest {
    fn validate(&self) -> Result<()> {
        if self.trees == 0 {
            return Err(Error::setting("trees", "at least 1", self.trees));
        }
        if !(1..=16).contains(&self.depth) {
            return Err(Error::setting("depth", "1 to 16", self.depth));
        }
        if self.features_per_node == Some(0) {
            return Err(Error::setting("features_per_node", "at least 1", 0));
        }
        if !self.min_leaf_weight.is_finite() || self.min_leaf_weight < 0.0 {
            return Err(Error::setting("min_leaf_weight", "a number of at least 0", self.min_leaf_weight));
        }
        if !(2..=254).contains(&self.max_bins) {
            return Err(Error::setting("max_bins", "2 to 254", self.max_bins));
        }
        Ok(())
    }
}

impl Method for RandomForest {
    type Fitted = FittedRandomForest;

    fn fit(&self, samples: &Samples<'_>, seed: u64) -> Result<FittedRandomForest> {
        self.fit_reporting(samples, seed, Progress::NONE)
    }

    fn work(&self, rows: usize, columns: usize) -> Work {
        let drawn = self
            .features_per_node
            .map_or_else(|| (columns as f64).sqrt() + 1.0, |drawn| drawn.min(columns) as f64);
        let leaves = libm::exp2(self.depth as f64).min(rows as f64);
        let bins = leaves * drawn * self.max_bins as f64;
        let per_row = (rows * self.depth) as f64 * drawn;
        Work::steps(self.trees as f64 * (per_row + bins), 4.0)
    }
}

impl RandomForest {
    pub(super) fn fit_reporting(
        &self,
        samples: &Samples<'_>,
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<FittedRandomForest> {
        self.validate()?;
        samples.validate()?;
        let n_features = samples.rows.ncols();
        let columns: Vec<usize> = (0..n_features).collect();
        let cuts = Cuts::new(samples.rows, &columns, self.max_bins);
        let binned = Binned::<1>::new(samples.rows, &columns, &cuts);
        let drawn = self.features_per_node.unwrap_or_else(|| (n_features as f64).sqrt() as usize);
        let forest = Forest {
            settings: self,
            samples,
            cuts,
            binned,
            features_per_node: drawn.clamp(1, n_features.max(1)),
        };
        let done = AtomicUsize::new(0);
        let grow = |tree: usize| {
            progress.check()?;
            let grown = forest.tree(&mut Rng::for_item(seed, tree as u64));
            progress.step(done.fetch_add(1, Ordering::Relaxed) + 1, self.trees);
            Ok(grown)
        };
        let grown: Vec<Grown> = threads::map(self.trees, grow).into_iter().collect::<Result<_>>()?;
        let mut trees = Trees::default();
        grown.into_iter().for_each(|tree| trees.push(tree));
        let expected = trees.expected_sum() / trees.n_trees() as f64;
        Ok(FittedRandomForest { n_features, expected, trees })
    }
}

impl Fitted for FittedRandomForest {
    fn n_features(&self) -> usize {
        self.n_features
    }

    fn is_sound(&self) -> bool {
        self.expected.is_finite() && self.trees.n_trees() > 0 && self.trees.is_sound(self.n_features)
    }

    fn log_odds(&self, sample: &Sample<'_>) -> f64 {
        logit(self.probability(sample))
    }

    fn probability(&self, sample: &Sample<'_>) -> f64 {
        self.trees.sum(sample) / self.trees.n_trees() as f64
    }

    fn contributions(&self, sample: &Sample<'_>, scale: f64, out: &mut [f64]) -> Option<Baseline> {
        self.trees.shapley(sample, scale / self.trees.n_trees() as f64, out);
        Some(Baseline { expected: self.expected, scale: Scale::Probability })
    }

    fn answering(&self) -> Work {
        self.trees.answering()
    }

    fn tree_moves<'a>(&'a self, sample: &Sample<'_>, scale: f64, out: &mut Vec<TreeMove<'a>>) {
        self.trees.moves("random_forest", sample, scale / self.trees.n_trees() as f64, out);
    }

    fn importance(&self) -> Option<Vec<f64>> {
        Some(self.trees.importance(self.n_features))
    }
}

struct Forest<'a, 'b> {
    settings: &'a RandomForest,
    samples: &'a Samples<'b>,
    cuts: Cuts,
    binned: Binned<1>,
    features_per_node: usize,
}

/// A node that may still be split.
struct Open {
    node: usize,
    rows: std::ops::Range<usize>,
    total: u64,
}

struct Found {
    feature: usize,
    bin: usize,
    missing_left: bool,
    gain: f64,
    left: u64,
}

/// Weight below, weight of errors above: one addition updates both.
fn pack(weight: u64, label: bool) -> u64 {
    weight | if label { weight << 32 } else { 0 }
}

/// A packed sum as (weight, weight of errors).
#[inline]
fn read(sum: u64) -> (f64, f64) {
    ((sum & 0xffff_ffff) as f64, (sum >> 32) as f64)
}

impl Forest<'_, '_> {
    fn tree(&self, rng: &mut Rng) -> Grown {
        let n = self.binned.n_rows();
        let mut draws = vec![0u32; n];
        for _ in 0..n {
            draws[rng.below(n)] += 1;
        }
        // Whole numbers as they are without weights; scaled to 31 bits with.
        let unit = match self.samples.weights {
            None => 1.0,
            Some(_) => {
                let total: f64 = (0..n).map(|i| f64::from(draws[i]) * self.samples.weight(i)).sum();
                if total > 0.0 { total / (SUM_LIMIT - n as f64).max(1.0) } else { 1.0 }
            }
        };
        let packed: Vec<u64> = (0..n)
            .map(|i| {
                let weight = (f64::from(draws[i]) * self.samples.weight(i) / unit + 0.5).floor() as u64;
                pack(weight, self.samples.labels[i])
            })
            .collect();
        let mut rows: Vec<u32> = (0..n as u32).filter(|row| packed[*row as usize] != 0).collect();
        self.grow(&mut rows, &packed, unit, rng)
    }

    fn grow(&self, rows: &mut [u32], packed: &[u64], unit: f64, rng: &mut Rng) -> Grown {
        let mut grown = Grown::default();
        let (mut ordered, mut scratch) = (Vec::new(), Vec::new());
        let mut histograms = vec![[0u64; N_BINS]; TOGETHER];
        let mut order: Vec<usize> = (0..self.binned.n_features()).collect();
        let total = rows.iter().fold(0u64, |sum, row| sum.wrapping_add(packed[*row as usize]));
        let (weight, hits) = read(total);
        grown.push(if weight > 0.0 { hits / weight } else { self.samples.base_rate() }, weight * unit);
        let mut level = vec![Open { node: 0, rows: 0..rows.len(), total }];
        for _ in 0..self.settings.depth {
            let mut next = Vec::new();
            for open in level {
                let here = &mut rows[open.rows.clone()];
                ordered.clear();
                ordered.extend(here.iter().map(|row| packed[*row as usize]));
                let node = NodeRows { rows: here, packed: &ordered, total: open.total, unit };
                let Some(found) = self.split(&node, &mut order, &mut histograms, rng) else { continue };
                let column = self.binned.column(found.feature);
                let n_left = partition(here, &mut scratch, |row| {
                    let bin = column.bin(row);
                    if bin == MISSING { found.missing_left } else { usize::from(bin) <= found.bin }
                });
                let middle = open.rows.start + n_left;
                let mut push = |total: u64| {
                    let (weight, hits) = read(total);
                    grown.push(hits / weight, weight * unit)
                };
                let totals = [found.left, open.total - found.left];
                let left = push(totals[0]);
                push(totals[1]);
                let threshold = self.cuts.upper(found.feature, found.bin);
                grown.nodes[open.node] = Node::split(found.feature, threshold, found.missing_left, left);
                grown.gain[open.node] = found.gain * unit;
                next.push(Open { node: left, rows: open.rows.start..middle, total: totals[0] });
                next.push(Open { node: left + 1, rows: middle..open.rows.end, total: totals[1] });
            }
            level = next;
        }
        grown
    }

    /// The best split over randomly drawn features; draws on while those drawn are constant in the node.
    fn split(
        &self,
        node: &NodeRows<'_>,
        order: &mut [usize],
        histograms: &mut [[u64; N_BINS]],
        rng: &mut Rng,
    ) -> Option<Found> {
        let (weight, hits) = read(node.total);
        if hits <= 0.0 || hits >= weight {
            return None;
        }
        let n_features = order.len();
        let (mut drawn, mut useful) = (0, 0);
        let mut best: Option<Found> = None;
        while useful < self.features_per_node && drawn < n_features {
            let together = TOGETHER.min(n_features - drawn).min(self.features_per_node - useful);
            for i in drawn..drawn + together {
                order.swap(i, i + rng.below(n_features - i));
            }
            let features = &order[drawn..drawn + together];
            self.fill(node, features, histograms);
            for (feature, histogram) in features.iter().zip(histograms.iter()) {
                useful += usize::from(self.look(node, *feature, histogram, &mut best));
            }
            drawn += together;
        }
        best
    }

    fn fill(&self, node: &NodeRows<'_>, features: &[usize], histograms: &mut [[u64; N_BINS]]) {
        for histogram in histograms.iter_mut() {
            histogram.fill(0);
        }
        if let (&[a, b, c, d], [ha, hb, hc, hd]) = (features, &mut *histograms) {
            let [a, b, c, d] = [a, b, c, d].map(|feature| self.binned.column(feature));
            for (row, value) in node.rows.iter().zip(node.packed) {
                ha[a.bin(*row) as usize] += value;
                hb[b.bin(*row) as usize] += value;
                hc[c.bin(*row) as usize] += value;
                hd[d.bin(*row) as usize] += value;
            }
            return;
        }
        for (feature, histogram) in features.iter().zip(histograms) {
            let column = self.binned.column(*feature);
            for (row, value) in node.rows.iter().zip(node.packed) {
                histogram[column.bin(*row) as usize] += value;
            }
        }
    }

    /// Takes the feature's best split where it beats `best`; false where the feature is constant here.
    fn look(
        &self,
        node: &NodeRows<'_>,
        feature: usize,
        histogram: &[u64; N_BINS],
        best: &mut Option<Found>,
    ) -> bool {
        let (weight, hits) = read(node.total);
        let parent = hits * (weight - hits) / weight;
        let missing = histogram[MISSING as usize];
        let starts: &[(u64, bool)] =
            if missing == 0 { &[(0, false)] } else { &[(0, false), (missing, true)] };
        let mut varies = false;
        for &(start, missing_left) in starts {
            let mut left = start;
            for (bin, sum) in histogram.iter().enumerate().take(self.cuts.n_bins(feature) - 1).skip(1) {
                if *sum == 0 && bin > 1 {
                    continue;
                }
                left += sum;
                let (wl, hl) = read(left);
                let (wr, hr) = (weight - wl, hits - hl);
                if wl <= 0.0 || wr <= 0.0 {
                    continue;
                }
                varies = true;
                if wl * node.unit < self.settings.min_leaf_weight
                    || wr * node.unit < self.settings.min_leaf_weight
                {
                    continue;
                }
                let gain = parent - hl * (wl - hl) / wl - hr * (wr - hr) / wr;
                if gain > best.as_ref().map_or(parent * f64::EPSILON, |found| found.gain) {
                    // A feature without missing values here sends later ones with the heavier child.
                    let missing_left = if missing == 0 { wl >= wr } else { missing_left };
                    *best = Some(Found { feature, bin, missing_left, gain, left });
                }
            }
        }
        varies
    }
}

/// The rows of one node with their packed weights in the same order.
struct NodeRows<'a> {
    rows: &'a [u32],
    packed: &'a [u64],
    total: u64,
    unit: f64,
}
