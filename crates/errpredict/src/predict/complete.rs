//! Trees filled up to complete ones, for quick answers.
//!
//! A walk through a tree as it was grown asks at every node whether it is a leaf and, for missing values, which way
//! they go; both are branches the processor guesses wrong. Here every tree has all 2^depth leaves in heap order (root
//! 1, children of *i* at 2*i* and 2*i* + 1; a leaf that came early is copied below a split that always goes left), so
//! a step is *i* ← 2*i* + (*x* > threshold) whatever the row. Missing values need no question either: the row is
//! copied once, each feature as −∞ where missing goes left and as +∞ where it goes right (twice where nodes differ).
//! Several trees are walked side by side, so that their loads overlap (as Lucchese et al., "QuickScorer", SIGIR 2015,
//! discuss for "VPred": Asadi, Lin and de Vries, TKDE 2014).
//!
//! Made from the trees when first asked, never stored. The leaves are those of the walk and are added up in the same
//! order: not a bit differs.

use std::collections::BTreeMap;

use super::Sample;
use super::node::Node;

/// Deepest trees laid out so: each level doubles the memory, and grown trees of that depth are rarely full.
const MAX_DEPTH: usize = 6;
/// Slots of a row's copy on the stack: most models fit the small one; those beyond the large one are walked as grown.
const SMALL: usize = 256;
const LARGE: usize = 1024;
/// Trees walked side by side. Measured best of 4, 8, 16.
const TOGETHER: usize = 8;

/// A feature as nodes see it: its value, or ±∞ where it is missing.
#[derive(Debug, Clone, Copy)]
struct Slot {
    feature: usize,
    missing: f64,
}

/// All trees at one depth, 2^depth entries each.
#[derive(Debug, Clone)]
pub(super) struct CompleteTrees {
    depth: usize,
    slots: Vec<Slot>,
    /// The slot asked by each node; the first entry of a tree is no node.
    asked: Vec<u16>,
    thresholds: Vec<f64>,
    leaves: Vec<f64>,
}

impl CompleteTrees {
    /// The layout of trees that lie one after another, each from its root on, at most `depth` splits deep; `None` where they are too deep or ask for too many features.
    pub(super) fn new(all: &[Node], roots: &[u32], depth: usize) -> Option<Self> {
        let depth = depth.max(1);
        if depth > MAX_DEPTH {
            return None;
        }
        let key = |node: &Node| (node.feature(), node.missing_left());
        let splits = all.iter().filter(|node| !node.is_leaf());
        let mut places: BTreeMap<(usize, bool), u16> = splits.map(|node| (key(node), 0)).collect();
        if places.len() > LARGE {
            return None;
        }
        places.values_mut().zip(0..).for_each(|(place, i)| *place = i);
        let slot = |&(feature, missing_left): &(usize, bool)| Slot {
            feature,
            missing: if missing_left { f64::NEG_INFINITY } else { f64::INFINITY },
        };
        let n = roots.len() << depth;
        let mut complete = CompleteTrees {
            depth,
            slots: places.keys().map(slot).collect(),
            // Not above +∞: always left.
            asked: vec![0; n],
            thresholds: vec![f64::INFINITY; n],
            leaves: vec![0.0; n],
        };
        for (tree, root) in roots.iter().enumerate() {
            let end = roots.get(tree + 1).map_or(all.len(), |root| *root as usize);
            let (nodes, first) = (&all[*root as usize..end], tree << depth);
            // The grown node at each place of the heap, level by level.
            let mut level = vec![0; 1];
            for _ in 0..depth {
                let mut next = Vec::with_capacity(2 * level.len());
                for (i, grown) in level.iter().enumerate() {
                    let (node, place) = (&nodes[*grown], first + level.len() + i);
                    if node.is_leaf() {
                        next.extend([*grown, *grown]);
                        continue;
                    }
                    complete.asked[place] = places.get(&key(node)).copied().unwrap_or(0);
                    complete.thresholds[place] = node.value;
                    next.extend([node.left as usize, node.left as usize + 1]);
                }
                level = next;
            }
            for (leaf, grown) in complete.leaves[first..].iter_mut().zip(level) {
                *leaf = nodes[grown].value;
            }
        }
        Some(complete)
    }

    /// Sum of the leaves the row falls into, in the order of the trees.
    pub(super) fn sum(&self, sample: &Sample<'_>) -> f64 {
        if self.slots.len() <= SMALL {
            self.sum_within::<SMALL>(sample)
        } else {
            self.sum_within::<LARGE>(sample)
        }
    }

    fn sum_within<const S: usize>(&self, sample: &Sample<'_>) -> f64 {
        match self.depth {
            1 => self.walk::<2, S>(sample),
            2 => self.walk::<4, S>(sample),
            3 => self.walk::<8, S>(sample),
            4 => self.walk::<16, S>(sample),
            5 => self.walk::<32, S>(sample),
            _ => self.walk::<64, S>(sample),
        }
    }

    /// `N` = 2^depth entries a tree, `S` slots.
    fn walk<const N: usize, const S: usize>(&self, sample: &Sample<'_>) -> f64 {
        let mut row = [0.0; S];
        for (to, slot) in row.iter_mut().zip(&self.slots) {
            let value = sample.value(slot.feature);
            *to = if value.is_nan() { slot.missing } else { value };
        }
        let trees = (
            self.asked.as_chunks::<N>().0,
            self.thresholds.as_chunks::<N>().0,
            self.leaves.as_chunks::<N>().0,
        );
        let (asked, asked_rest) = trees.0.as_chunks::<TOGETHER>();
        let (thresholds, thresholds_rest) = trees.1.as_chunks::<TOGETHER>();
        let (leaves, leaves_rest) = trees.2.as_chunks::<TOGETHER>();
        let mut sum = 0.0;
        for ((asked, thresholds), leaves) in asked.iter().zip(thresholds).zip(leaves) {
            sum = add(sum, &row, asked, thresholds, leaves);
        }
        for ((asked, thresholds), leaves) in asked_rest.iter().zip(thresholds_rest).zip(leaves_rest) {
            sum = add(sum, &row, &[*asked], &[*thresholds], &[*leaves]);
        }
        sum
    }
}

/// `sum` and the leaves of `T` trees. Every index is cut to its array's length, which leaves it as it is and spares the
/// check.
#[inline(always)]
fn add<const T: usize, const N: usize, const S: usize>(
    sum: f64,
    row: &[f64; S],
    asked: &[[u16; N]; T],
    thresholds: &[[f64; N]; T],
    leaves: &[[f64; N]; T],
) -> f64 {
    let mut at = [1; T];
    for _ in 0..N.trailing_zeros() {
        for tree in 0..T {
            let node = at[tree] % N;
            let above = row[usize::from(asked[tree][node]) % S] > thresholds[tree][node];
            at[tree] = 2 * node + usize::from(above);
        }
    }
    at.iter().zip(leaves).fold(sum, |sum, (at, leaves)| sum + leaves[at % N])
}

#[cfg(test)]
mod tests {
    use super::super::tree::{Grown, Trees};
    use super::*;
    use crate::stats::Rng;

    const N_FEATURES: usize = 700;

    fn of(trees: &Trees) -> Option<CompleteTrees> {
        CompleteTrees::new(&trees.nodes, &trees.roots, trees.depth())
    }

    /// Trees with leaves at all depths, on whole thresholds so that values often equal them.
    fn trees(n: usize, depth: usize, n_features: usize, rng: &mut Rng) -> Trees {
        let mut trees = Trees::default();
        for _ in 0..n {
            let mut grown = Grown::default();
            grown.push(rng.normal(), 1.0);
            let mut level = vec![0];
            for _ in 0..depth {
                let mut next = Vec::new();
                for node in level {
                    if rng.uniform() < 0.2 {
                        continue;
                    }
                    let left = grown.push(rng.normal(), 1.0);
                    grown.push(rng.normal(), 1.0);
                    let threshold = rng.below(5) as f64 - 2.0;
                    grown.nodes[node] =
                        Node::split(rng.below(n_features), threshold, rng.uniform() < 0.5, left);
                    next.extend([left, left + 1]);
                }
                level = next;
            }
            trees.push(grown);
        }
        trees
    }

    #[test]
    fn answers_are_those_of_the_walk_to_the_bit() {
        let mut rng = Rng::new(7);
        let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, 1e300];
        for (n, depth, n_features) in
            [(0, 1, 1), (1, 0, 1), (9, 1, 2), (23, 3, 40), (64, 4, N_FEATURES), (90, 6, 450)]
        {
            let trees = trees(n, depth, n_features, &mut rng);
            let complete = of(&trees).unwrap();
            for _ in 0..200 {
                let mut values: Vec<f64> = (0..n_features).map(|_| rng.below(7) as f64 - 3.0).collect();
                for value in &mut values {
                    if rng.uniform() < 0.3 {
                        *value = odd[rng.below(odd.len())];
                    }
                }
                // A short row: what is beyond its end is missing.
                values.truncate(1 + rng.below(n_features));
                let sample = Sample::new(&values);
                assert_eq!(complete.sum(&sample).to_bits(), trees.walked_sum(&sample).to_bits());
            }
        }
    }

    #[test]
    fn deep_or_wide_trees_are_walked_as_grown() {
        let mut rng = Rng::new(8);
        assert!(of(&trees(2, MAX_DEPTH + 4, 5, &mut rng)).is_none());
        assert!(of(&trees(200, 6, 50 * LARGE, &mut rng)).is_none());
    }
}
