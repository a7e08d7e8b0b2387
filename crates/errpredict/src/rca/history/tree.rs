//! A small classification tree: Gini impurity, best split of every value, at most four questions deep.
//!
//! Breiman, Friedman, Olshen and Stone (1984). Ties go to the first feature and the lower threshold, so the same cases
//! give the same tree in any order of equal rows.

/// Questions from the root to a leaf, at most.
const DEPTH: usize = 4;
/// Cases in a leaf, at least.
const LEAF: usize = 2;

/// A grown tree, node 0 the root.
pub(super) struct Tree {
    nodes: Vec<Node>,
}

enum Node {
    Split { feature: usize, threshold: f64, below: usize, above: usize },
    Leaf(Vec<usize>),
}

impl Tree {
    /// Grows a tree over rows of features and their labels below `labels_max`.
    pub(super) fn grow(rows: &[Vec<f64>], labels: &[usize], n_labels: usize) -> Tree {
        let mut tree = Tree { nodes: Vec::new() };
        tree.node(rows, labels, n_labels, (0..rows.len()).collect(), DEPTH);
        tree
    }

    fn node(
        &mut self,
        rows: &[Vec<f64>],
        labels: &[usize],
        n_labels: usize,
        cases: Vec<usize>,
        depth: usize,
    ) -> usize {
        let place = self.nodes.len();
        let counts = counts(labels, n_labels, &cases);
        self.nodes.push(Node::Leaf(counts));
        let split = if depth > 0 { best(rows, labels, n_labels, &cases) } else { None };
        if let Some((feature, threshold)) = split {
            let (low, high) = cases.into_iter().partition(|&case| rows[case][feature] <= threshold);
            let below = self.node(rows, labels, n_labels, low, depth - 1);
            let above = self.node(rows, labels, n_labels, high, depth - 1);
            self.nodes[place] = Node::Split { feature, threshold, below, above };
        }
        place
    }

    /// The counts in the leaf of a row; `ask` hears every question (feature, threshold, whether at most).
    pub(super) fn walk(&self, row: &[f64], mut ask: impl FnMut(usize, f64, bool)) -> &[usize] {
        let mut place = 0;
        loop {
            match &self.nodes[place] {
                Node::Leaf(counts) => return counts,
                Node::Split { feature, threshold, below, above } => {
                    let low = row[*feature] <= *threshold;
                    ask(*feature, *threshold, low);
                    place = if low { *below } else { *above };
                }
            }
        }
    }
}

fn counts(labels: &[usize], n_labels: usize, cases: &[usize]) -> Vec<usize> {
    let mut counts = vec![0; n_labels];
    cases.iter().for_each(|&case| counts[labels[case]] += 1);
    counts
}

/// Cases times Gini impurity: n − Σ n_k² / n.
fn impurity(counts: &[usize]) -> f64 {
    let n: usize = counts.iter().sum();
    if n == 0 {
        return 0.0;
    }
    n as f64 - counts.iter().map(|&k| (k * k) as f64).sum::<f64>() / n as f64
}

/// The split that lowers the impurity most, if any does.
fn best(rows: &[Vec<f64>], labels: &[usize], n_labels: usize, cases: &[usize]) -> Option<(usize, f64)> {
    let all = counts(labels, n_labels, cases);
    let mut best = (impurity(&all) - 1e-9, None);
    let n_features = rows[cases[0]].len();
    #[expect(clippy::needless_range_loop, reason = "the feature is a column, not a row")]
    for feature in 0..n_features {
        let mut order = cases.to_vec();
        order.sort_by(|&a, &b| rows[a][feature].total_cmp(&rows[b][feature]));
        let (mut low, mut high) = (vec![0; n_labels], all.clone());
        for i in 0..order.len() - 1 {
            low[labels[order[i]]] += 1;
            high[labels[order[i]]] -= 1;
            let (value, next) = (rows[order[i]][feature], rows[order[i + 1]][feature]);
            if value == next || i + 1 < LEAF || order.len() - i - 1 < LEAF {
                continue;
            }
            let left = impurity(&low) + impurity(&high);
            if left < best.0 {
                best = (left, Some((feature, value + (next - value) / 2.0)));
            }
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_questions_for_an_exclusive_or() {
        let rows: Vec<Vec<f64>> =
            (0..16).map(|i| vec![f64::from(i / 8), f64::from(i / 4 % 2) + 0.001 * f64::from(i)]).collect();
        let labels: Vec<usize> = rows.iter().map(|r| usize::from((r[0] > 0.5) != (r[1] > 0.5))).collect();
        let tree = Tree::grow(&rows, &labels, 2);
        for (row, &label) in rows.iter().zip(&labels) {
            let counts = tree.walk(row, |_, _, _| {});
            assert_eq!(counts[1 - label], 0, "{row:?} {counts:?}");
        }
    }

    #[test]
    fn equal_rows_are_one_leaf() {
        let tree = Tree::grow(&vec![vec![1.0]; 6], &[0, 1, 0, 1, 0, 1], 2);
        assert_eq!(tree.walk(&[1.0], |_, _, _| panic!("nothing to ask")), [3, 3]);
    }
}
