//! Trees in flat arrays: growing order in, scores out.

use serde::{Deserialize, Serialize};

use super::Sample;

/// One node. A leaf has `left` = 0 (the root is nobody's child) and its output in `value`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(from = "Packed", into = "Packed")]
pub(super) struct Node {
    /// Values up to this go left; the output of a leaf.
    pub(super) value: f64,
    /// Index of the left child, its right sibling follows; 0 = leaf.
    pub(super) left: u32,
    /// The feature asked, with [`MISSING_LEFT`] set where missing values go left.
    feature_bits: u32,
}

/// Highest bit of `feature_bits`: missing values go left.
const MISSING_LEFT: u32 = 1 << 31;

/// The form in a model file: value, left, feature bits.
type Packed = (f64, u32, u32);

impl From<Packed> for Node {
    fn from((value, left, feature_bits): Packed) -> Self {
        Node { value, left, feature_bits }
    }
}

impl From<Node> for Packed {
    fn from(node: Node) -> Self {
        (node.value, node.left, node.feature_bits)
    }
}

impl Node {
    pub(super) fn leaf(value: f64) -> Self {
        Node { value, left: 0, feature_bits: 0 }
    }

    pub(super) fn split(feature: usize, threshold: f64, missing_left: bool, left: usize) -> Self {
        let bits = feature as u32 | if missing_left { MISSING_LEFT } else { 0 };
        Node { value: threshold, left: left as u32, feature_bits: bits }
    }

    #[inline]
    pub(super) fn is_leaf(&self) -> bool {
        self.left == 0
    }

    #[inline]
    pub(super) fn feature(&self) -> usize {
        (self.feature_bits & !MISSING_LEFT) as usize
    }

    #[inline]
    pub(super) fn missing_left(&self) -> bool {
        self.feature_bits & MISSING_LEFT != 0
    }

    /// Whether a value of this node's feature goes left.
    #[inline]
    pub(super) fn goes_left(&self, value: f64) -> bool {
        value <= self.value || (value.is_nan() && self.missing_left())
    }
}

/// Many trees one after another in one array, with what explanations need beside it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Trees {
    /// Nodes of all trees; child indices count within the tree.
    pub(super) nodes: Vec<Node>,
    /// Index of each tree's root in `nodes`.
    pub(super) roots: Vec<u32>,
    /// Training weight that reached each node (rows for the forest, Hessian for boosting).
    pub(super) cover: Vec<f64>,
    /// Loss saved by each split, 0 for leaves.
    pub(super) gain: Vec<f64>,
}

impl Trees {
    /// The nodes of tree `tree`.
    pub(super) fn tree(&self, tree: usize) -> &[Node] {
        let end = self.roots.get(tree + 1).map_or(self.nodes.len(), |root| *root as usize);
        &self.nodes[self.roots[tree] as usize..end]
    }

    pub(super) fn n_trees(&self) -> usize {
        self.roots.len()
    }

    /// Adds a tree, given as nodes with their cover and gain.
    pub(super) fn push(&mut self, grown: Grown) {
        self.roots.push(self.nodes.len() as u32);
        self.nodes.extend(grown.nodes);
        self.cover.extend(grown.cover);
        self.gain.extend(grown.gain);
    }

    /// Drops all trees but the first `n`.
    pub(super) fn truncate(&mut self, n: usize) {
        if n < self.n_trees() {
            let end = self.roots[n] as usize;
            self.roots.truncate(n);
            self.nodes.truncate(end);
            self.cover.truncate(end);
            self.gain.truncate(end);
        }
    }

    /// Sum of the leaves the row falls into.
    #[inline]
    pub(super) fn sum(&self, sample: &Sample<'_>) -> f64 {
        let mut sum = 0.0;
        for root in &self.roots {
            let root = *root as usize;
            let mut node = self.nodes[root];
            while !node.is_leaf() {
                let left = node.goes_left(sample.value(node.feature()));
                node = self.nodes[root + node.left as usize + usize::from(!left)];
            }
            sum += node.value;
        }
        sum
    }

    /// Share of the gain per feature, summing to 1 (all 0 where no tree splits).
    pub(super) fn importance(&self, n_features: usize) -> Vec<f64> {
        let mut shares = vec![0.0; n_features];
        for (node, gain) in self.nodes.iter().zip(&self.gain).filter(|(node, _)| !node.is_leaf()) {
            shares[node.feature()] += gain;
        }
        let total: f64 = shares.iter().sum();
        if total > 0.0 {
            shares.iter_mut().for_each(|share| *share /= total);
        }
        shares
    }

    /// Whether every index in a loaded model stays inside it, so that scoring cannot leave the arrays or loop.
    pub(super) fn is_sound(&self, n_features: usize) -> bool {
        let n = self.nodes.len();
        let ascending = self.roots.windows(2).all(|pair| pair[0] < pair[1]);
        let inside = self.roots.first().is_none_or(|root| *root == 0)
            && self.roots.last().is_none_or(|root| (*root as usize) < n);
        ascending
            && inside
            && self.cover.len() == n
            && self.gain.len() == n
            && self.nodes.iter().all(|node| node.value.is_finite())
            && (0..self.n_trees()).all(|tree| {
                let nodes = self.tree(tree);
                nodes.iter().enumerate().all(|(i, node)| {
                    node.is_leaf()
                        || (node.left as usize > i
                            && node.left as usize + 1 < nodes.len()
                            && node.feature() < n_features)
                })
            })
    }
}

/// One tree while and after growing.
#[derive(Debug, Default)]
pub(super) struct Grown {
    pub(super) nodes: Vec<Node>,
    pub(super) cover: Vec<f64>,
    pub(super) gain: Vec<f64>,
}

impl Grown {
    /// Adds a leaf and returns its index.
    pub(super) fn push(&mut self, value: f64, cover: f64) -> usize {
        self.nodes.push(Node::leaf(value));
        self.cover.push(cover);
        self.gain.push(0.0);
        self.nodes.len() - 1
    }
}

/// Splits row indices in place, keeping their order; returns how many went left.
pub(super) fn partition(rows: &mut [u32], scratch: &mut Vec<u32>, goes_left: impl Fn(u32) -> bool) -> usize {
    // Both targets are written every time and only one moves on: no branch to guess wrong.
    scratch.clear();
    scratch.resize(rows.len(), 0);
    let (mut n_left, mut n_right) = (0, 0);
    for i in 0..rows.len() {
        let row = rows[i];
        let left = goes_left(row);
        rows[n_left] = row;
        scratch[n_right] = row;
        n_left += usize::from(left);
        n_right += usize::from(!left);
    }
    rows[n_left..].copy_from_slice(&scratch[..n_right]);
    n_left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partition_keeps_order() {
        let mut rows: Vec<u32> = (0..10).collect();
        let n = partition(&mut rows, &mut Vec::new(), |row| row % 3 == 1);
        assert_eq!((n, rows), (3, vec![1, 4, 7, 0, 2, 3, 5, 6, 8, 9]));
    }
}
