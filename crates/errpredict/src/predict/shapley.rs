//! Exact Shapley values of trees, path dependent.
//!
//! The game: features in a coalition have the row's value, the others are averaged over by following both children
//! in proportion to training cover (Lundberg et al., "Consistent individualized feature attribution for tree
//! ensembles", 2018: what the `shap` package calls `tree_path_dependent`). For a leaf with value *v* and distinct
//! features on its path, feature *j* contributes a factor o_j ∈ {0, 1} (the row satisfies all its splits) when in the
//! coalition and z_j (product of cover shares) when not. The Shapley weights are moments of the uniform
//! distribution, k!(d − 1 − k)!/d! = ∫₀¹ tᵏ(1 − t)^(d−1−k) dt, so
//!
//! φ_i = v · (o_i − z_i) · ∫₀¹ Π_{j≠i} (z_j(1 − t) + o_j t) dt,
//!
//! a polynomial of degree d − 1, integrated **exactly** by ⌈d/2⌉ Gauss-Legendre points *t*. At each point the factors
//! f_j = z_j(1 − t) + o_j t multiply on the way down and the leaves add up on the way back, so that the sum over all
//! leaves below an edge gives its feature's part at once: O(nodes · depth/2) a tree instead of O(leaves · depth²)
//! (the idea of Yu et al., "Linear TreeShap", NeurIPS 2022, there with interpolation). What an edge multiplies by and
//! what its sum is weighed with depend on the row only through o, so both are tables, made once a model.

use super::Sample;
use super::node::Node;
use super::shapley_tables::{MAX_POINTS, Tables, rule};
use super::tree::Trees;

/// Tables up to this many numbers (64 MiB) are kept with the model; larger ones are made anew for each explanation.
const MAX_KEPT: usize = 1 << 23;

/// Room for one tree: by node, the path's product, later the sum of the leaves, at each point; and o.
#[derive(Debug, Default)]
struct Room {
    sums: Vec<f64>,
    satisfied: Vec<bool>,
}

impl Trees {
    /// Adds `scale` × each feature's Shapley value, summed over the trees, to `out`.
    pub(super) fn shapley(&self, sample: &Sample<'_>, scale: f64, out: &mut [f64]) {
        match self.kept.depth.get_or_init(|| self.depth()).div_ceil(2) {
            // No tree splits: nothing moves the output.
            0 => {}
            1 => self.shapley_at::<1>(sample, scale, out),
            2 => self.shapley_at::<2>(sample, scale, out),
            3 => self.shapley_at::<3>(sample, scale, out),
            4 => self.shapley_at::<4>(sample, scale, out),
            5 => self.shapley_at::<5>(sample, scale, out),
            6 => self.shapley_at::<6>(sample, scale, out),
            7 => self.shapley_at::<7>(sample, scale, out),
            _ => self.shapley_at::<MAX_POINTS>(sample, scale, out),
        }
    }

    fn shapley_at<const P: usize>(&self, sample: &Sample<'_>, scale: f64, out: &mut [f64]) {
        let tables = |trees: std::ops::Range<usize>| {
            let (rule, mut tables) = (rule(P), Tables::default());
            trees.for_each(|tree| tables.push(self.tree(tree), self.tree_cover(tree), &rule, P));
            tables
        };
        let start = {
            let rule = rule(P);
            std::array::from_fn(|k| rule.weights[k] * scale)
        };
        let mut room = Room::default();
        if self.nodes.len() * 4 * P > MAX_KEPT {
            for tree in 0..self.n_trees() {
                let tables = tables(tree..tree + 1);
                explain_tree::<P>(self.tree(tree), &tables, 0, &start, sample, &mut room, out);
            }
            return;
        }
        let tables = self.kept.tables.get_or_init(|| tables(0..self.n_trees()));
        for (tree, root) in self.roots.iter().enumerate() {
            explain_tree::<P>(self.tree(tree), tables, *root as usize, &start, sample, &mut room, out);
        }
    }
}

/// Adds the Shapley values of one tree, whose nodes begin at `first` in the tables.
fn explain_tree<const P: usize>(
    nodes: &[Node],
    tables: &Tables,
    first: usize,
    start: &[f64; P],
    sample: &Sample<'_>,
    room: &mut Room,
    out: &mut [f64],
) {
    let n = nodes.len();
    let edges = &tables.edges[first..first + n];
    let numbers = &tables.numbers.as_chunks::<P>().0[4 * first..4 * (first + n)];
    room.sums.clear();
    room.sums.resize(n * P, 0.0);
    room.satisfied.clear();
    room.satisfied.resize(n, true);
    let (sums, satisfied) = (room.sums.as_chunks_mut::<P>().0, &mut room.satisfied[..]);
    sums[0] = *start;
    for (i, node) in nodes.iter().enumerate().filter(|(_, node)| !node.is_leaf()) {
        let left = node.left as usize;
        let goes_left = node.goes_left(sample.value(node.feature()));
        let product = sums[i];
        for (child, taken) in [(left, goes_left), (left + 1, !goes_left)] {
            let edge = edges[child];
            if satisfied[edge.above as usize] {
                satisfied[child] = taken;
                let by = &numbers[4 * child + 2 * usize::from(taken)];
                sums[child] = std::array::from_fn(|k| product[k] * by[k]);
            } else {
                satisfied[child] = false;
                // The factor was z above · (1 − t) and becomes z · (1 − t); where it was 0, the product is 0 anyway.
                let by = if edge.share_above > 0.0 { edge.share / edge.share_above } else { 0.0 };
                sums[child] = std::array::from_fn(|k| product[k] * by);
            }
        }
    }
    for (i, node) in nodes.iter().enumerate().skip(1).rev() {
        let below = sums[i];
        let sum: [f64; P] = if node.is_leaf() {
            std::array::from_fn(|k| below[k] * node.value)
        } else {
            let (left, right) = (sums[node.left as usize], sums[node.left as usize + 1]);
            std::array::from_fn(|k| left[k] + right[k])
        };
        sums[i] = sum;
        let edge = edges[i];
        if satisfied[edge.above as usize]
            && let Some(out) = out.get_mut(edge.feature as usize)
        {
            let by = &numbers[4 * i + 2 * usize::from(satisfied[i]) + 1];
            *out += sum.iter().zip(by).map(|(sum, by)| sum * by).sum::<f64>();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::Grown;
    use super::*;

    #[test]
    fn gauss_legendre_integrates_powers() {
        for n in 1..=MAX_POINTS {
            let rule = rule(n);
            for power in 0..2 * n {
                let sum: f64 =
                    (0..n).map(|i| rule.weights[i] * libm::pow(rule.points[i], power as f64)).sum();
                assert!((sum - 1.0 / (power as f64 + 1.0)).abs() < 1e-14, "{n} points, power {power}: {sum}");
            }
        }
    }

    /// Shapley values straight from their definition: the mean over all orders of what a feature changes.
    fn brute_force(trees: &Trees, sample: &Sample<'_>, n_features: usize) -> Vec<f64> {
        fn value(nodes: &[Node], cover: &[f64], at: usize, sample: &Sample<'_>, known: usize) -> f64 {
            let node = nodes[at];
            if node.is_leaf() {
                return node.value;
            }
            let left = node.left as usize;
            if known >> node.feature() & 1 == 1 {
                let right = !node.goes_left(sample.value(node.feature()));
                return value(nodes, cover, left + usize::from(right), sample, known);
            }
            let share = cover[left] / cover[at];
            share * value(nodes, cover, left, sample, known)
                + (1.0 - share) * value(nodes, cover, left + 1, sample, known)
        }
        let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
        let mut out = vec![0.0; n_features];
        for tree in 0..trees.n_trees() {
            let cover = &trees.cover[trees.roots[tree] as usize..];
            for known in 0..1usize << n_features {
                let size = known.count_ones() as usize;
                for (i, out) in out.iter_mut().enumerate().filter(|(i, _)| known >> i & 1 == 0) {
                    let weight = factorial(size) * factorial(n_features - size - 1) / factorial(n_features);
                    let nodes = trees.tree(tree);
                    *out += weight
                        * (value(nodes, cover, 0, sample, known | 1 << i)
                            - value(nodes, cover, 0, sample, known));
                }
            }
        }
        out
    }

    #[test]
    fn equals_the_definition() {
        // A tree that asks feature 0 twice on one path, and one with a missing value on the way.
        let mut trees = Trees::default();
        let mut grown = Grown::default();
        for (value, cover) in
            [(0.0, 10.0), (0.0, 6.0), (3.0, 4.0), (-1.0, 1.0), (0.0, 5.0), (2.0, 2.0), (0.5, 3.0)]
        {
            grown.push(value, cover);
        }
        grown.nodes[0] = Node::split(0, 0.5, true, 1);
        grown.nodes[1] = Node::split(1, 0.0, false, 3);
        grown.nodes[4] = Node::split(0, -1.0, true, 5);
        trees.push(grown);
        let mut second = Grown::default();
        for (value, cover) in [(0.0, 10.0), (1.5, 7.0), (-2.0, 3.0)] {
            second.push(value, cover);
        }
        second.nodes[0] = Node::split(2, 1.0, false, 1);
        trees.push(second);
        for row in [[0.2, 1.0, 2.0], [-3.0, f64::NAN, 0.0], [9.0, -1.0, f64::NAN], [f64::NAN, 2.0, 1.0]] {
            let sample = Sample::new(&row);
            let mut got = vec![0.0; 3];
            trees.shapley(&sample, 1.0, &mut got);
            let expected = brute_force(&trees, &sample, 3);
            for (got, expected) in got.iter().zip(&expected) {
                assert!((got - expected).abs() < 1e-12, "{row:?}: {got} {expected}");
            }
            let sum: f64 = got.iter().sum();
            assert!((sum + trees.expected_sum() - trees.sum(&sample)).abs() < 1e-12);
        }
    }
}
