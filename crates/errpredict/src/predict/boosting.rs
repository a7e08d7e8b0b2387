//! Growing the trees of [`GradientBoosting`]: a round draws rows and columns, fits a tree to what is left, and adds it.

use ndarray::{Axis, Slice};
use serde::{Deserialize, Serialize};

use super::binned::{Binned, Cuts};
use super::gradient_boosting::GradientBoosting;
use super::histogram::{self, Histogram, Limits, Packed, Split, WIDTH, Work as Scratch};
use super::node::Node;
use super::tree::{Grown, TreeMove, Trees, partition};
use super::{Baseline, Fitted, Method, Progress, Sample, Samples, Scale, logit, sigmoid};
use crate::error::Result;
use crate::stats::Rng;
use crate::work::Work;

/// Boosted trees.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedGradientBoosting {
    n_features: usize,
    /// Log-odds of the base rate, where boosting starts.
    start: f64,
    /// Mean output by cover, where explanations start.
    expected: f64,
    pub(super) trees: Trees,
}

impl Method for GradientBoosting {
    type Fitted = FittedGradientBoosting;

    fn fit(&self, samples: &Samples<'_>, seed: u64) -> Result<FittedGradientBoosting> {
        self.fit_reporting(samples, seed, Progress::NONE)
    }

    fn work(&self, rows: usize, columns: usize) -> Work {
        let drawn = columns as f64 * self.column_share;
        let per_row = rows as f64 * (self.row_share * drawn * self.depth as f64 + 10.0);
        let leaves = libm::exp2(self.depth as f64).min(rows as f64);
        let bins = leaves * drawn * self.max_bins as f64;
        // Early stopping fits again on all rows.
        let fits = if self.patience.is_some() { 2.0 } else { 1.0 };
        let rounds = fits * self.rounds as f64;
        Work::steps(rounds * per_row, 2.0) + Work::steps(rounds * bins, 4.0)
    }
}

impl GradientBoosting {
    pub(super) fn fit_reporting(
        &self,
        samples: &Samples<'_>,
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<FittedGradientBoosting> {
        self.validate()?;
        samples.validate()?;
        let n = samples.n_samples();
        let n_validation = (n as f64 * self.validation_share) as usize;
        let (rounds, progress) = match self.patience {
            Some(patience) if n_validation > 0 && n_validation < n => {
                let n_fit = n - n_validation;
                let search = progress.part(0.0, 0.5);
                let booster = Booster::new(self, samples, n_fit, seed);
                let trees = booster.grow(self.rounds, Some(patience), seed, search)?;
                (trees.n_trees().max(1), progress.part(0.5, 1.0))
            }
            _ => (self.rounds, progress),
        };
        let booster = Booster::new(self, samples, n, seed);
        let start = booster.start;
        let trees = booster.grow(rounds, None, seed, progress)?;
        let expected = start + trees.expected_sum();
        Ok(FittedGradientBoosting { n_features: samples.rows.ncols(), start, expected, trees })
    }
}

impl FittedGradientBoosting {
    /// Number of trees kept.
    #[must_use]
    pub fn n_trees(&self) -> usize {
        self.trees.n_trees()
    }
}

impl Fitted for FittedGradientBoosting {
    fn n_features(&self) -> usize {
        self.n_features
    }

    fn is_sound(&self) -> bool {
        self.start.is_finite() && self.expected.is_finite() && self.trees.is_sound(self.n_features)
    }

    fn log_odds(&self, sample: &Sample<'_>) -> f64 {
        self.start + self.trees.sum(sample)
    }

    fn contributions(&self, sample: &Sample<'_>, scale: f64, out: &mut [f64]) -> Option<Baseline> {
        self.trees.shapley(sample, scale, out);
        Some(Baseline { expected: self.expected, scale: Scale::LogOdds })
    }

    fn answering(&self) -> Work {
        self.trees.answering()
    }

    fn tree_moves<'a>(&'a self, sample: &Sample<'_>, scale: f64, out: &mut Vec<TreeMove<'a>>) {
        self.trees.moves("gradient_boosting", sample, scale, out);
    }

    fn importance(&self) -> Option<Vec<f64>> {
        Some(self.trees.importance(self.n_features))
    }
}

/// Everything one fit holds on to.
struct Booster<'a, 'b> {
    settings: &'a GradientBoosting,
    samples: &'a Samples<'b>,
    /// Rows from here on validate.
    n_fit: usize,
    start: f64,
    /// The feature of each binned column: shuffled when columns are drawn, so that neighbours are strangers.
    columns: Vec<usize>,
    cuts: Cuts,
    binned: Binned<WIDTH>,
}

/// The binned columns of a round, and the blocks they lie in.
struct Drawn {
    blocks: Vec<bool>,
    features: Vec<usize>,
}

/// A node that may still be split.
struct Open {
    node: usize,
    rows: std::ops::Range<usize>,
    total: u64,
    histogram: Histogram,
}

impl<'a, 'b> Booster<'a, 'b> {
    fn new(settings: &'a GradientBoosting, samples: &'a Samples<'b>, n_fit: usize, seed: u64) -> Self {
        let rows = samples.rows.slice_axis(Axis(0), Slice::from(..n_fit));
        let mut columns: Vec<usize> = (0..rows.ncols()).collect();
        if settings.column_share < 1.0 {
            Rng::new(seed).shuffle(&mut columns);
        }
        let cuts = Cuts::new(rows, &columns, settings.max_bins);
        let binned = Binned::new(rows, &columns, &cuts);
        let (mut total, mut hits) = (0.0, 0.0);
        for i in 0..n_fit {
            total += samples.weight(i);
            hits += if samples.labels[i] { samples.weight(i) } else { 0.0 };
        }
        let start = logit(if total > 0.0 { hits / total } else { 0.0 });
        Booster { settings, samples, n_fit, start, columns, cuts, binned }
    }

    /// Grows trees; with `patience`, stops when the rows after `n_fit` no longer gain and keeps the best number.
    fn grow(
        &self,
        rounds: usize,
        patience: Option<usize>,
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<Trees> {
        let n = self.samples.n_samples();
        let mut scores = vec![self.start; if patience.is_some() { n } else { self.n_fit }];
        let (mut gradients, mut hessians) = (vec![0.0; self.n_fit], vec![0.0; self.n_fit]);
        let mut packed = Packed::default();
        let mut work = Scratch::default();
        let mut trees = Trees::default();
        let mut best = (f64::INFINITY, 0);
        for round in 0..rounds {
            progress.check()?;
            progress.step(round, rounds);
            for i in 0..self.n_fit {
                let p = sigmoid(scores[i]);
                let weight = self.samples.weight(i);
                gradients[i] = weight * (p - f64::from(u8::from(self.samples.labels[i])));
                hessians[i] = weight * p * (1.0 - p);
            }
            packed.fill(&gradients, &hessians);
            let mut rng = Rng::for_item(seed, round as u64);
            let mut rows: Vec<u32> = (0..self.n_fit as u32).collect();
            if self.settings.row_share < 1.0 {
                rows.retain(|_| rng.uniform() < self.settings.row_share);
            }
            let grown =
                self.tree(&mut rows, &packed, (&gradients, &hessians), &mut work, &mut rng, &mut scores);
            let drawn_all = rows.len() == self.n_fit;
            if !drawn_all || scores.len() > self.n_fit {
                let mut drawn = rows.clone();
                drawn.sort_unstable();
                self.add_outside(&grown, &drawn, &mut scores);
            }
            let only_root = grown.nodes.len() == 1;
            trees.push(grown);
            if let Some(patience) = patience {
                let loss = self.validation_loss(&scores);
                if loss < best.0 {
                    best = (loss, round + 1);
                } else if round + 1 >= best.1 + patience {
                    break;
                }
            } else if only_root && drawn_all && self.settings.column_share >= 1.0 {
                // Nothing left to split, and every later round would see the same.
                break;
            }
        }
        if patience.is_some() {
            trees.truncate(best.1);
        }
        Ok(trees)
    }

    /// Grows one tree level by level and adds its leaf values to the scores of the drawn rows.
    fn tree(
        &self,
        rows: &mut [u32],
        packed: &Packed,
        (gradients, hessians): (&[f64], &[f64]),
        work: &mut Scratch,
        rng: &mut Rng,
        scores: &mut [f64],
    ) -> Grown {
        let drawn = self.draw(rng);
        let mut grown = Grown::default();
        grown.push(0.0, 0.0);
        let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
        ranges.push(0..rows.len());
        let total = rows.iter().fold(0u64, |sum, row| sum.wrapping_add(packed.of(*row)));
        let mut histogram = work.take(self.binned.n_features(), self.settings.max_bins + 1);
        histogram::build(&self.binned, &drawn.blocks, rows, packed, &mut work.ordered, &mut histogram);
        let mut level = vec![Open { node: 0, rows: 0..rows.len(), total, histogram }];
        for depth in 1..=self.settings.depth {
            let mut next = Vec::new();
            for open in level {
                let Some(split) = self.split(&open, packed, &drawn.features) else {
                    work.give(open.histogram);
                    continue;
                };
                let column = self.binned.column(split.feature);
                let n_left = partition(&mut rows[open.rows.clone()], &mut work.scratch, |row| {
                    let bin = column.bin(row);
                    if bin == 0 { split.missing_left } else { usize::from(bin) <= split.bin }
                });
                let middle = open.rows.start + n_left;
                let children = [open.rows.start..middle, middle..open.rows.end];
                let left = grown.push(0.0, 0.0);
                grown.push(0.0, 0.0);
                let threshold = self.cuts.upper(split.feature, split.bin);
                grown.nodes[open.node] =
                    Node::split(self.columns[split.feature], threshold, split.missing_left, left);
                grown.gain[open.node] = split.gain;
                ranges.extend(children.iter().cloned());
                if depth == self.settings.depth {
                    work.give(open.histogram);
                    continue;
                }
                let totals = [split.left, open.total.wrapping_sub(split.left)];
                let small = usize::from(children[1].len() < children[0].len());
                let mut of_small = work.take(self.binned.n_features(), self.settings.max_bins + 1);
                let small_rows = &rows[children[small].clone()];
                histogram::build(
                    &self.binned,
                    &drawn.blocks,
                    small_rows,
                    packed,
                    &mut work.ordered,
                    &mut of_small,
                );
                let mut of_large = open.histogram;
                histogram::subtract(&mut of_large, &of_small, &drawn.blocks);
                let histograms = if small == 0 { [of_small, of_large] } else { [of_large, of_small] };
                for (i, (range, histogram)) in children.into_iter().zip(histograms).enumerate() {
                    next.push(Open { node: left + i, rows: range, total: totals[i], histogram });
                }
            }
            level = next;
        }
        for open in level {
            work.give(open.histogram);
        }
        self.finish(&mut grown, &ranges, rows, (gradients, hessians), scores);
        grown
    }

    /// The features of a round: as few blocks as hold them, so that the others cost nothing.
    fn draw(&self, rng: &mut Rng) -> Drawn {
        let n_features = self.binned.n_features();
        let n_blocks = n_features.div_ceil(WIDTH);
        if self.settings.column_share >= 1.0 {
            return Drawn { blocks: vec![true; n_blocks], features: (0..n_features).collect() };
        }
        let wanted = ((n_features as f64 * self.settings.column_share).ceil() as usize).max(1);
        let mut blocks = vec![false; n_blocks];
        for block in rng.sample(n_blocks, wanted.div_ceil(WIDTH)) {
            blocks[block] = true;
        }
        let inside: Vec<usize> = (0..n_features).filter(|feature| blocks[feature / WIDTH]).collect();
        let mut features: Vec<usize> =
            rng.sample(inside.len(), wanted).into_iter().map(|i| inside[i]).collect();
        features.sort_unstable();
        Drawn { blocks, features }
    }

    fn split(&self, open: &Open, packed: &Packed, features: &[usize]) -> Option<Split> {
        let limits = Limits {
            l2: self.settings.l2,
            min_child_weight: self.settings.min_child_weight,
            min_gain: self.settings.min_gain,
        };
        histogram::best_split(&open.histogram, features, open.total, packed, &self.cuts, limits)
    }

    /// Leaf values and covers from the unrounded gradients.
    fn finish(
        &self,
        grown: &mut Grown,
        ranges: &[std::ops::Range<usize>],
        rows: &[u32],
        (gradients, hessians): (&[f64], &[f64]),
        scores: &mut [f64],
    ) {
        for (node, range) in ranges.iter().enumerate().rev() {
            if !grown.nodes[node].is_leaf() {
                let left = grown.nodes[node].left as usize;
                grown.cover[node] = grown.cover[left] + grown.cover[left + 1];
                continue;
            }
            let (mut g, mut h) = (0.0, 0.0);
            for row in &rows[range.clone()] {
                g += gradients[*row as usize];
                h += hessians[*row as usize];
            }
            let weight = h + self.settings.l2;
            let value = if weight > 0.0 { -self.settings.rate * g / weight } else { 0.0 };
            grown.nodes[node] = Node::leaf(value);
            grown.cover[node] = h;
            for row in &rows[range.clone()] {
                scores[*row as usize] += value;
            }
        }
    }

    /// Adds a tree to the scores of the rows it was not grown on.
    fn add_outside(&self, grown: &Grown, drawn: &[u32], scores: &mut [f64]) {
        let mut drawn = drawn.iter().peekable();
        for (i, score) in scores.iter_mut().enumerate() {
            if drawn.next_if(|row| **row as usize == i).is_some() {
                continue;
            }
            let row = self.samples.rows.row(i);
            let mut node = grown.nodes[0];
            while !node.is_leaf() {
                node = grown.nodes[node.left as usize + usize::from(!node.goes_left(row[node.feature()]))];
            }
            *score += node.value;
        }
    }

    fn validation_loss(&self, scores: &[f64]) -> f64 {
        let (mut loss, mut total) = (0.0, 0.0);
        for (i, score) in scores.iter().enumerate().skip(self.n_fit) {
            let weight = self.samples.weight(i);
            let towards = if self.samples.labels[i] { *score } else { -score };
            loss += weight * libm::log1p(libm::exp(-towards));
            total += weight;
        }
        if total > 0.0 { loss / total } else { 0.0 }
    }
}
