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
//! a polynomial of degree d − 1, integrated **exactly** by ⌈d/2⌉ Gauss-Legendre points. O(leaves · depth²) like the
//! original, but in straight loops without a stack of paths.

use super::Sample;
use super::tree::{Node, Trees};

/// Deepest path supported: the depth limit of the tree methods.
const MAX_PATH: usize = 16;
/// Points that integrate polynomials up to degree 2·8 − 1 = 15 exactly.
const MAX_POINTS: usize = MAX_PATH / 2;

/// Gauss-Legendre points and weights on [0, 1] for 1 to 8 points.
#[derive(Debug, Clone, Copy)]
struct Rule {
    points: [f64; MAX_POINTS],
    weights: [f64; MAX_POINTS],
}

/// The rule with `n` points: roots of the Legendre polynomial by Newton's method (Press et al., "Numerical
/// Recipes", section 4.6).
fn rule(n: usize) -> Rule {
    let mut rule = Rule { points: [0.0; MAX_POINTS], weights: [0.0; MAX_POINTS] };
    for i in 0..n {
        let mut x = libm::cos(std::f64::consts::PI * (i as f64 + 0.75) / (n as f64 + 0.5));
        let mut slope = 1.0;
        // Quadratic convergence from this start: 8 steps are more than double precision needs.
        for _ in 0..8 {
            let (mut p, mut before) = (1.0, 0.0);
            for k in 0..n {
                let k = k as f64;
                (p, before) = (((2.0 * k + 1.0) * x * p - k * before) / (k + 1.0), p);
            }
            slope = n as f64 * (x * p - before) / (x * x - 1.0);
            x -= p / slope;
        }
        rule.points[i] = 0.5 * (1.0 + x);
        rule.weights[i] = 1.0 / ((1.0 - x * x) * slope * slope);
    }
    rule
}

/// One distinct feature on the way from the root.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    feature: usize,
    /// Product of cover shares of this feature's splits.
    share: f64,
    /// 1 when the row goes this way at all of this feature's splits, else 0.
    taken: f64,
}

/// The distinct features from the root to a node.
#[derive(Clone, Copy)]
struct Path {
    steps: [Step; MAX_PATH],
    len: usize,
}

impl Path {
    fn with(mut self, feature: usize, share: f64, taken: bool) -> Path {
        let taken = f64::from(u8::from(taken));
        if let Some(step) = self.steps[..self.len].iter_mut().find(|step| step.feature == feature) {
            step.share *= share;
            step.taken *= taken;
        } else if self.len < MAX_PATH {
            self.steps[self.len] = Step { feature, share, taken };
            self.len += 1;
        }
        self
    }

    /// Adds the Shapley values of a leaf at the end of this path.
    fn add(&self, value: f64, rules: &[Rule; MAX_POINTS + 1], out: &mut [f64]) {
        let steps = &self.steps[..self.len];
        let n_points = steps.len().div_ceil(2);
        let rule = &rules[n_points];
        let mut integrals = [0.0; MAX_PATH];
        for (t, weight) in rule.points.iter().zip(&rule.weights).take(n_points) {
            // Product of all factors but one, from the products before and after it.
            let mut before = [1.0; MAX_PATH];
            let mut product = *weight;
            for (step, before) in steps.iter().zip(&mut before) {
                *before = product;
                product *= step.share * (1.0 - t) + step.taken * t;
            }
            let mut after = 1.0;
            for (i, step) in steps.iter().enumerate().rev() {
                integrals[i] += before[i] * after;
                after *= step.share * (1.0 - t) + step.taken * t;
            }
        }
        for (step, integral) in steps.iter().zip(&integrals) {
            if let Some(out) = out.get_mut(step.feature) {
                *out += value * (step.taken - step.share) * integral;
            }
        }
    }
}

impl Trees {
    /// Adds `scale` × each feature's Shapley value, summed over the trees, to `out`.
    pub(super) fn shapley(&self, sample: &Sample<'_>, scale: f64, out: &mut [f64]) {
        let mut rules = [Rule { points: [0.0; MAX_POINTS], weights: [0.0; MAX_POINTS] }; MAX_POINTS + 1];
        for (n, to) in rules.iter_mut().enumerate().skip(1) {
            *to = rule(n);
        }
        let empty = Path { steps: [Step::default(); MAX_PATH], len: 0 };
        for tree in 0..self.n_trees() {
            let root = self.roots[tree] as usize;
            let nodes = self.tree(tree);
            let walk =
                Walk { nodes, cover: &self.cover[root..root + nodes.len()], sample, scale, rules: &rules };
            walk.visit(0, empty, out);
        }
    }

    /// Sum over trees of the mean leaf by cover: the output when nothing is known of the row.
    pub(super) fn expected_sum(&self) -> f64 {
        (0..self.n_trees())
            .map(|tree| {
                let root = self.roots[tree] as usize;
                let nodes = self.tree(tree);
                let mut means: Vec<f64> = nodes.iter().map(|node| node.value).collect();
                for (i, node) in nodes.iter().enumerate().rev().filter(|(_, node)| !node.is_leaf()) {
                    let left = node.left as usize;
                    let share = left_share(&self.cover[root..], i, left);
                    means[i] = share * means[left] + (1.0 - share) * means[left + 1];
                }
                means.first().copied().unwrap_or(0.0)
            })
            .sum()
    }
}

/// Share of a node's cover that went left; one half where nothing reached it.
fn left_share(cover: &[f64], node: usize, left: usize) -> f64 {
    if cover[node] > 0.0 { (cover[left] / cover[node]).clamp(0.0, 1.0) } else { 0.5 }
}

/// What the visit of one tree carries along.
struct Walk<'a> {
    nodes: &'a [Node],
    cover: &'a [f64],
    sample: &'a Sample<'a>,
    scale: f64,
    rules: &'a [Rule; MAX_POINTS + 1],
}

impl Walk<'_> {
    fn visit(&self, at: usize, path: Path, out: &mut [f64]) {
        let node = self.nodes[at];
        if node.is_leaf() {
            path.add(node.value * self.scale, self.rules, out);
            return;
        }
        let feature = node.feature();
        let goes_left = node.goes_left(self.sample.value(feature));
        let left = node.left as usize;
        let share = left_share(self.cover, at, left);
        self.visit(left, path.with(feature, share, goes_left), out);
        self.visit(left + 1, path.with(feature, 1.0 - share, !goes_left), out);
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
