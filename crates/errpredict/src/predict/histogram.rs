//! Gradient histograms in whole numbers, and the best split of a node.
//!
//! Each row's gradient *g* and Hessian *h* are rounded once a round to 15 bits or more and packed into one 64-bit
//! number (*g* signed above, *h* unsigned below), so that one addition updates both sums. Whole numbers make sums
//! exact: they do not depend on the order of rows or on threads, and a sibling's histogram is an exact
//! difference. Idea: quantised training of LightGBM (Shi et al., NeurIPS 2022), here with enough bits that no
//! stochastic rounding is needed; leaf values are computed from the unrounded gradients anyway.

use crate::threads;

use super::binned::{Binned, Cuts, MISSING, N_BINS};

/// Columns per block: measured best of 4, 8, 16, 32 (16 × 256 × 8 bytes = 32 KiB, the first cache).
pub(super) const WIDTH: usize = 16;
/// Room of a feature where it has few bins: a block then takes a quarter of the first cache.
const FEW_BINS: usize = 64;
/// Below this many rows a node's histogram is not worth spreading over threads.
const PARALLEL_ROWS: usize = 8192;
/// Sums must stay below 2^31 to fit into their half of the packed number.
const SUM_LIMIT: f64 = (1u64 << 31) as f64;

/// One histogram: the bins of all features one after another, padded to whole blocks.
#[derive(Debug)]
pub(super) struct Histogram {
    /// Bins a feature has room for.
    room: usize,
    sums: Vec<u64>,
}

impl Histogram {
    /// Room for that many features of at most `n_bins` bins, the missing one included.
    pub(super) fn new(n_features: usize, n_bins: usize) -> Self {
        let room = if n_bins <= FEW_BINS { FEW_BINS } else { N_BINS };
        Histogram { room, sums: vec![0; n_features.div_ceil(WIDTH) * WIDTH * room] }
    }

    /// The bins of one feature.
    fn of(&self, feature: usize) -> &[u64] {
        &self.sums[feature * self.room..(feature + 1) * self.room]
    }
}

/// Buffers kept between nodes and rounds.
#[derive(Default)]
pub(super) struct Work {
    free: Vec<Histogram>,
    pub(super) ordered: Vec<u64>,
    pub(super) scratch: Vec<u32>,
}

impl Work {
    /// A histogram that is free, or a new one.
    pub(super) fn take(&mut self, n_features: usize, n_bins: usize) -> Histogram {
        self.free.pop().unwrap_or_else(|| Histogram::new(n_features, n_bins))
    }

    /// Gives one back.
    pub(super) fn give(&mut self, histogram: Histogram) {
        self.free.push(histogram);
    }
}

/// Packed gradients of all rows with the scales to read sums back.
#[derive(Debug, Default)]
pub(super) struct Packed {
    values: Vec<u64>,
    gradient_unit: f64,
    hessian_unit: f64,
}

impl Packed {
    /// Rounds and packs. Gradients and Hessians are finite, Hessians not negative.
    pub(super) fn fill(&mut self, gradients: &[f64], hessians: &[f64]) {
        let largest = |values: &[f64]| values.iter().fold(f64::MIN_POSITIVE, |max, v| max.max(v.abs()));
        // n × (largest × scale + ½) < 2^31.
        let per_row = SUM_LIMIT / gradients.len().max(1) as f64 - 0.5;
        let gradient_scale = per_row / largest(gradients);
        let hessian_scale = per_row / largest(hessians);
        self.gradient_unit = 1.0 / gradient_scale;
        self.hessian_unit = 1.0 / hessian_scale;
        self.values.clear();
        self.values.extend(gradients.iter().zip(hessians).map(|(g, h)| {
            let g = (g * gradient_scale + 0.5).floor() as i64;
            let h = (h * hessian_scale + 0.5).floor() as i64;
            (g << 32).wrapping_add(h) as u64
        }));
    }

    #[inline]
    pub(super) fn of(&self, row: u32) -> u64 {
        self.values[row as usize]
    }

    /// A packed sum as (gradient, Hessian).
    #[inline]
    pub(super) fn read(&self, sum: u64) -> (f64, f64) {
        let hessian = sum & 0xffff_ffff;
        let gradient = sum.wrapping_sub(hessian) as i64 >> 32;
        (gradient as f64 * self.gradient_unit, hessian as f64 * self.hessian_unit)
    }
}

/// Sums the packed gradients of `rows` by feature and bin into those blocks of `out`. `ordered` is room for them in
/// row order.
pub(super) fn build(
    binned: &Binned<WIDTH>,
    blocks: &[bool],
    rows: &[u32],
    packed: &Packed,
    ordered: &mut Vec<u64>,
    out: &mut Histogram,
) {
    ordered.clear();
    ordered.extend(rows.iter().map(|row| packed.of(*row)));
    let ordered = &*ordered;
    let room = out.room;
    let fill = |(block, sums): (usize, &mut [u64])| {
        if !blocks[block] {
            return;
        }
        let bytes = binned.block(block);
        if room == FEW_BINS {
            fill_block::<FEW_BINS>(bytes, rows, ordered, sums);
        } else {
            fill_block::<N_BINS>(bytes, rows, ordered, sums);
        }
    };
    if rows.len() >= PARALLEL_ROWS {
        threads::each_piece(&mut out.sums, WIDTH * room, fill);
    } else {
        out.sums.chunks_mut(WIDTH * room).enumerate().for_each(fill);
    }
}

/// The histograms of one block. `ROOM` is a power of two, and all bins are below it.
fn fill_block<const ROOM: usize>(bytes: &[[u8; WIDTH]], rows: &[u32], ordered: &[u64], sums: &mut [u64]) {
    sums.fill(0);
    let Some(sums) = sums.as_chunks_mut::<ROOM>().0.first_chunk_mut::<WIDTH>() else { return };
    for (row, value) in rows.iter().zip(ordered) {
        let bytes = &bytes[*row as usize];
        for j in 0..WIDTH {
            let bin = &mut sums[j][bytes[j] as usize & (ROOM - 1)];
            *bin = bin.wrapping_add(*value);
        }
    }
}

/// Turns a parent's histogram into the other child's, by exact subtraction, in those blocks.
pub(super) fn subtract(parent: &mut Histogram, child: &Histogram, blocks: &[bool]) {
    let size = WIDTH * parent.room;
    let all = parent.sums.chunks_exact_mut(size).zip(child.sums.chunks_exact(size)).zip(blocks);
    for ((parent, child), _) in all.filter(|(_, used)| **used) {
        for (a, b) in parent.iter_mut().zip(child) {
            *a = a.wrapping_sub(*b);
        }
    }
}

/// What a split must keep to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// L2 penalty on leaf values.
    pub(super) l2: f64,
    /// Smallest Hessian sum of a child.
    pub(super) min_child_weight: f64,
    /// Smallest gain.
    pub(super) min_gain: f64,
}

/// The best split of a node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Split {
    pub(super) feature: usize,
    /// Bins 1 up to this one go left.
    pub(super) bin: usize,
    pub(super) missing_left: bool,
    pub(super) gain: f64,
    /// Packed sum of the left child.
    pub(super) left: u64,
}

/// The split with the largest gain ½·(G_l²/(H_l+λ) + G_r²/(H_r+λ) − G²/(H+λ)) (Chen and Guestrin 2016, eq. 7),
/// trying missing values on both sides; the first of equals.
pub(super) fn best_split(
    histogram: &Histogram,
    features: &[usize],
    total: u64,
    packed: &Packed,
    cuts: &Cuts,
    limits: Limits,
) -> Option<Split> {
    let (g, h) = packed.read(total);
    let parent = g * g / (h + limits.l2);
    let mut best: Option<Split> = None;
    let mut best_score = parent + 2.0 * limits.min_gain.max(f64::EPSILON * parent);
    for &feature in features {
        let bins = histogram.of(feature);
        let n_bins = cuts.n_bins(feature);
        let missing = bins[MISSING as usize];
        // Without missing values one pass is enough.
        let starts: &[(u64, bool)] =
            if missing == 0 { &[(0, false)] } else { &[(0, false), (missing, true)] };
        for &(start, missing_left) in starts {
            let mut left = start;
            for (bin, sum) in bins.iter().enumerate().take(n_bins - 1).skip(1) {
                // Packed sums of no rows are 0; rows whose sums cancel to exactly 0 change nothing either.
                if *sum == 0 && bin > 1 {
                    continue;
                }
                left = left.wrapping_add(*sum);
                let (gl, hl) = packed.read(left);
                let (gr, hr) = (g - gl, h - hl);
                if hl < limits.min_child_weight || hr < limits.min_child_weight || hl <= 0.0 || hr <= 0.0 {
                    continue;
                }
                let (wl, wr) = (hl + limits.l2, hr + limits.l2);
                let score = (gl * gl * wr + gr * gr * wl) / (wl * wr);
                if score > best_score {
                    best_score = score;
                    best = Some(Split { feature, bin, missing_left, gain: 0.5 * (score - parent), left });
                }
            }
        }
    }
    // A feature without missing values here sends later ones with the heavier child.
    best.map(|split| {
        if histogram.of(split.feature)[MISSING as usize] != 0 {
            return split;
        }
        let (_, hl) = packed.read(split.left);
        Split { missing_left: hl * 2.0 >= h, ..split }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_reads_back() {
        let gradients = [0.5, -0.25, 1.0, -1.0, 1e-3];
        let hessians = [0.25, 0.1, 0.0, 0.2, 0.01];
        let mut packed = Packed::default();
        packed.fill(&gradients, &hessians);
        let sum = (0..5).fold(0u64, |sum, row| sum.wrapping_add(packed.of(row)));
        let (g, h) = packed.read(sum);
        assert!((g - gradients.iter().sum::<f64>()).abs() < 1e-8, "{g}");
        assert!((h - hessians.iter().sum::<f64>()).abs() < 1e-8, "{h}");
        let negative = packed.of(1).wrapping_add(packed.of(3));
        assert!((packed.read(negative).0 + 1.25).abs() < 1e-8);
    }
}
