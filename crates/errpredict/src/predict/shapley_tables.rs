//! The tables that Shapley values are read from, and what a model keeps of them; see [`super::shapley`].

use std::sync::OnceLock;

use super::complete::CompleteTrees;
use super::node::{MAX_DEPTH, Node};

/// Points that integrate polynomials up to degree 2·8 − 1 = 15 exactly: a path holds at most 16 features.
pub(super) const MAX_POINTS: usize = MAX_DEPTH / 2;

/// Gauss-Legendre points and weights on [0, 1] for 1 to 8 points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) points: [f64; MAX_POINTS],
    pub(super) weights: [f64; MAX_POINTS],
}

/// The rule with `n` points: roots of the Legendre polynomial by Newton's method (Press et al., "Numerical
/// Recipes", section 4.6).
pub(super) fn rule(n: usize) -> Rule {
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

/// The way into a node: its feature, and the last node above it that was reached by the same feature (the root, which
/// counts as "everything satisfied", where there is none).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Edge {
    pub(super) feature: u32,
    pub(super) above: u32,
    /// Product of cover shares of the feature's splits, and of those before this one.
    pub(super) share: f64,
    pub(super) share_above: f64,
}

/// Tables of one or more trees, by node.
#[derive(Debug, Clone, Default)]
pub(super) struct Tables {
    pub(super) edges: Vec<Edge>,
    /// A node has four times the number of points: what the path's product is multiplied by and what the leaves below
    /// are weighed with, where the row does not satisfy the feature's splits, then where it does.
    pub(super) numbers: Vec<f64>,
}

impl Tables {
    /// Adds the tables of a tree.
    pub(super) fn push(&mut self, nodes: &[Node], cover: &[f64], rule: &Rule, n_points: usize) {
        let first = self.edges.len();
        self.edges.resize(first + nodes.len(), Edge { share: 1.0, share_above: 1.0, ..Edge::default() });
        let edges = &mut self.edges[first..];
        // Parent and feature of each node, to find the edge above.
        let mut parent = vec![0u32; nodes.len()];
        for (i, node) in nodes.iter().enumerate().filter(|(_, node)| !node.is_leaf()) {
            let (left, feature) = (node.left as usize, node.feature() as u32);
            let mut above = i;
            while above != 0 && edges[above].feature != feature {
                above = parent[above] as usize;
            }
            let share = left_share(cover, i, left);
            for (child, share) in [(left, share), (left + 1, 1.0 - share)] {
                let share_above = edges[above].share;
                parent[child] = i as u32;
                edges[child] = Edge { feature, above: above as u32, share: share_above * share, share_above };
            }
        }
        for edge in &self.edges[first..] {
            let factor = |share: f64, t: f64| share * (1.0 - t) + t;
            let points = &rule.points[..n_points];
            let weight_above = |t: f64| (1.0 - edge.share_above) / factor(edge.share_above, t);
            // Not satisfied: f = z(1 − t), and (o − z) / f = −1 / (1 − t), whatever z is.
            self.numbers.extend(points.iter().map(|t| edge.share * (1.0 - t) / factor(edge.share_above, *t)));
            self.numbers.extend(points.iter().map(|t| -1.0 / (1.0 - t) - weight_above(*t)));
            self.numbers.extend(points.iter().map(|t| factor(edge.share, *t) / factor(edge.share_above, *t)));
            self.numbers.extend(
                points.iter().map(|t| (1.0 - edge.share) / factor(edge.share, *t) - weight_above(*t)),
            );
        }
    }
}

/// What a model's quick answers and explanations need, made when first asked for. No part of its value: equal models
/// are equal with or without.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Absent where the trees are too deep or wide for it.
    pub(super) complete: OnceLock<Option<CompleteTrees>>,
    pub(super) depth: OnceLock<usize>,
    pub(super) tables: OnceLock<Tables>,
}

impl Clone for Kept {
    fn clone(&self) -> Self {
        Kept::default()
    }
}

impl PartialEq for Kept {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Share of a node's cover that went left; one half where nothing reached it.
pub(super) fn left_share(cover: &[f64], node: usize, left: usize) -> f64 {
    if cover[node] > 0.0 { (cover[left] / cover[node]).clamp(0.0, 1.0) } else { 0.5 }
}
