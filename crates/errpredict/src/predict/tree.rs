//! Trees in flat arrays: growing order in, scores out.

use serde::{Deserialize, Serialize};

use super::Sample;
use super::complete::CompleteTrees;
use super::node::{MAX_DEPTH, Node};
use super::shapley_tables::{Kept, left_share};
use crate::work::Work;

/// Trees walked at once: their loads overlap instead of waiting for each other. Measured best of 4, 8, 16.
const TOGETHER: usize = 8;

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
    /// What quick answers and explanations need, made when first asked for.
    #[serde(skip)]
    pub(super) kept: Kept,
}

impl Trees {
    /// The nodes of tree `tree`.
    pub(super) fn tree(&self, tree: usize) -> &[Node] {
        let end = self.roots.get(tree + 1).map_or(self.nodes.len(), |root| *root as usize);
        &self.nodes[self.roots[tree] as usize..end]
    }

    /// The cover of the nodes of tree `tree`.
    pub(super) fn tree_cover(&self, tree: usize) -> &[f64] {
        let root = self.roots[tree] as usize;
        &self.cover[root..root + self.tree(tree).len()]
    }

    /// Splits on the longest way from a root to a leaf.
    pub(super) fn depth(&self) -> usize {
        let of_tree = |tree| {
            let nodes: &[Node] = self.tree(tree);
            let mut depth = vec![0; nodes.len()];
            for (i, node) in nodes.iter().enumerate().filter(|(_, node)| !node.is_leaf()) {
                depth[node.left as usize] = depth[i] + 1;
                depth[node.left as usize + 1] = depth[i] + 1;
            }
            depth.into_iter().max().unwrap_or(0)
        };
        (0..self.n_trees()).map(of_tree).max().unwrap_or(0)
    }

    /// What one row's way through all trees, and its Shapley values, are estimated to take.
    pub(super) fn answering(&self) -> Work {
        let depth = *self.kept.depth.get_or_init(|| self.depth()) as f64;
        let points = (0.5 * depth).ceil();
        Work::steps(self.n_trees() as f64 * depth, 10.0)
            + Work::steps(self.nodes.len() as f64 * points, 8.0)
                .holding(self.nodes.len() as f64 * points * 32.0)
    }

    pub(super) fn n_trees(&self) -> usize {
        self.roots.len()
    }

    /// Adds a tree, given as nodes with their cover and gain.
    pub(super) fn push(&mut self, grown: Grown) {
        self.kept = Kept::default();
        self.roots.push(self.nodes.len() as u32);
        self.nodes.extend(grown.nodes);
        self.cover.extend(grown.cover);
        self.gain.extend(grown.gain);
    }

    /// Drops all trees but the first `n`.
    pub(super) fn truncate(&mut self, n: usize) {
        if n < self.n_trees() {
            self.kept = Kept::default();
            let end = self.roots[n] as usize;
            self.roots.truncate(n);
            self.nodes.truncate(end);
            self.cover.truncate(end);
            self.gain.truncate(end);
        }
    }

    /// Sum of the leaves the row falls into.
    pub(super) fn sum(&self, sample: &Sample<'_>) -> f64 {
        let complete =
            self.kept.complete.get_or_init(|| CompleteTrees::new(&self.nodes, &self.roots, self.depth()));
        complete.as_ref().map_or_else(|| self.walked_sum(sample), |complete| complete.sum(sample))
    }

    /// The same, from the trees as they were grown.
    pub(super) fn walked_sum(&self, sample: &Sample<'_>) -> f64 {
        let (groups, rest) = self.roots.as_chunks::<TOGETHER>();
        let mut sum = 0.0;
        for roots in groups {
            sum = self.leaves(*roots, sample).iter().fold(sum, |sum, leaf| sum + leaf);
        }
        rest.iter().fold(sum, |sum, root| sum + self.leaves([*root], sample)[0])
    }

    /// The leaves the row falls into in those trees, walked level by level; who has arrived waits in place.
    #[inline]
    fn leaves<const N: usize>(&self, roots: [u32; N], sample: &Sample<'_>) -> [f64; N] {
        let mut at = roots;
        loop {
            let mut on_the_way = 0;
            for (at, root) in at.iter_mut().zip(&roots) {
                let node = &self.nodes[*at as usize];
                let right = u32::from(!node.goes_left(sample.value(node.feature())));
                *at = if node.is_leaf() { *at } else { root + node.left + right };
                on_the_way |= node.left;
            }
            if on_the_way == 0 {
                return at.map(|at| self.nodes[at as usize].value);
            }
        }
    }

    /// How much each tree moved the output for a row: its leaf less its mean leaf by cover, times `scale`.
    pub(super) fn moves<'a>(
        &'a self,
        method: &'static str,
        sample: &Sample<'_>,
        scale: f64,
        out: &mut Vec<TreeMove<'a>>,
    ) {
        for tree in 0..self.n_trees() {
            let leaf = self.leaves([self.roots[tree]], sample)[0];
            let moved = scale * (leaf - self.expected(tree));
            out.push(TreeMove { method, tree, moved, nodes: self.tree(tree) });
        }
    }

    /// Sum over trees of the mean leaf by cover: the output when nothing is known of the row.
    pub(super) fn expected_sum(&self) -> f64 {
        (0..self.n_trees()).map(|tree| self.expected(tree)).sum()
    }

    /// The mean leaf of a tree by cover.
    pub(super) fn expected(&self, tree: usize) -> f64 {
        let (nodes, cover) = (self.tree(tree), self.tree_cover(tree));
        let mut means: Vec<f64> = nodes.iter().map(|node| node.value).collect();
        for (i, node) in nodes.iter().enumerate().rev().filter(|(_, node)| !node.is_leaf()) {
            let left = node.left as usize;
            let share = left_share(cover, i, left);
            means[i] = share * means[left] + (1.0 - share) * means[left + 1];
        }
        means.first().copied().unwrap_or(0.0)
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
            && self.depth() <= MAX_DEPTH
    }
}

/// How much one tree moved the output for a row.
#[derive(Debug, Clone, Copy)]
pub struct TreeMove<'a> {
    pub(super) method: &'static str,
    pub(super) tree: usize,
    pub(super) moved: f64,
    nodes: &'a [Node],
}

impl TreeMove<'_> {
    /// The row's way through the tree: feature asked, threshold, whether it went left.
    pub(super) fn way(&self, sample: &Sample<'_>) -> impl Iterator<Item = (usize, f64, bool)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let node = self.nodes.get(at).filter(|node| !node.is_leaf())?;
            let left = node.goes_left(sample.value(node.feature()));
            at = node.left as usize + usize::from(!left);
            Some((node.feature(), node.value, left))
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
