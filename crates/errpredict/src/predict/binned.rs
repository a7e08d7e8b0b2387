//! Feature columns cut into at most 255 bins, one byte a value: what the tree methods grow on.
//!
//! Bin 0 is "missing"; bin *b* ≥ 1 holds values in (cut\[b − 2\], cut\[b − 1\]]. Cuts lie midway between distinct values
//! while there are few enough of them, else at quantiles of a strided subsample.
//!
//! Bytes are stored in blocks of `W` neighbouring columns, row-major inside a block. `W` = 16 for boosting (one
//! gradient is loaded for 16 histogram updates and the block's histograms stay in the first cache), `W` = 1 for the
//! forest (each node looks at few columns). Measured in `benches/src/bin/predict.rs`.

use ndarray::ArrayView2;

/// The missing bin.
pub(super) const MISSING: u8 = 0;
/// Bins per feature, the missing one included: what fits in a byte.
pub(super) const N_BINS: usize = 256;
/// Rows the cuts are taken from: 100 or more a bin; more does not change the cuts visibly but costs a sort.
const MAX_CUT_ROWS: usize = 25_600;

/// The cuts of each feature.
#[derive(Debug)]
pub(super) struct Cuts {
    /// Ascending upper borders per feature; the last bin has none (its border is +∞).
    borders: Vec<Vec<f64>>,
}

impl Cuts {
    /// Cuts of those columns, in that order, for at most `max_bins` bins of present values, 2 to 254.
    pub(super) fn new(rows: ArrayView2<'_, f64>, columns: &[usize], max_bins: usize) -> Self {
        let stride = rows.nrows().div_ceil(MAX_CUT_ROWS).max(1);
        let mut values = Vec::new();
        let borders = columns
            .iter()
            .map(|column| {
                values.clear();
                values.extend(rows.column(*column).iter().step_by(stride).filter(|v| !v.is_nan()));
                values.sort_unstable_by(f64::total_cmp);
                cut(&values, max_bins)
            })
            .collect();
        Cuts { borders }
    }

    /// Number of bins of a feature, the missing one included.
    pub(super) fn n_bins(&self, feature: usize) -> usize {
        self.borders[feature].len() + 2
    }

    /// The largest value that falls into `bin` or below; `bin` ≥ 1 and not the last one.
    pub(super) fn upper(&self, feature: usize, bin: usize) -> f64 {
        self.borders[feature][bin - 1]
    }
}

/// The borders between at most `max_bins` bins of sorted values.
fn cut(sorted: &[f64], max_bins: usize) -> Vec<f64> {
    let mut distinct: Vec<(f64, usize)> = Vec::new();
    for value in sorted {
        match distinct.last_mut() {
            Some((last, count)) if last == value => *count += 1,
            _ => distinct.push((*value, 1)),
        }
    }
    if distinct.len() <= max_bins {
        return distinct.windows(2).map(|pair| midpoint(pair[0].0, pair[1].0)).collect();
    }
    // Greedy quantiles: a bin closes when it holds its share of what is left, so that a frequent value takes one
    // bin and leaves the others to the rest.
    let mut borders = Vec::with_capacity(max_bins - 1);
    let (mut left, mut held) = (sorted.len(), 0);
    for pair in distinct.windows(2) {
        held += pair[0].1;
        let bins_left = max_bins - borders.len();
        if bins_left == 1 {
            break;
        }
        if held * bins_left >= left {
            borders.push(midpoint(pair[0].0, pair[1].0));
            left -= held;
            held = 0;
        }
    }
    borders
}

/// A number in [a, b) near the middle; a where rounding would reach b.
fn midpoint(a: f64, b: f64) -> f64 {
    let middle = a + (b - a) * 0.5;
    if middle < b { middle } else { a }
}

/// All values as bins.
#[derive(Debug)]
pub(super) struct Binned<const W: usize> {
    n_rows: usize,
    n_features: usize,
    bins: Vec<u8>,
}

impl<const W: usize> Binned<W> {
    /// The bins of those columns, in that order, between the cuts made for them.
    pub(super) fn new(rows: ArrayView2<'_, f64>, columns: &[usize], cuts: &Cuts) -> Self {
        let (n_rows, n_features) = (rows.nrows(), columns.len());
        let n_blocks = n_features.div_ceil(W);
        let mut bins = vec![MISSING; n_blocks * n_rows * W];
        // Padded with +∞ to a power of two, so that the search below has no branch.
        let mut padded = vec![[f64::INFINITY; N_BINS]; W];
        for (block, bytes) in bins.chunks_exact_mut((n_rows * W).max(1)).enumerate() {
            let first = block * W;
            let width = W.min(n_features - first);
            for (j, borders) in padded.iter_mut().enumerate().take(width) {
                borders.fill(f64::INFINITY);
                borders[..cuts.borders[first + j].len()].copy_from_slice(&cuts.borders[first + j]);
            }
            for (row, bytes) in bytes.chunks_exact_mut(W).enumerate() {
                for (j, byte) in bytes.iter_mut().enumerate().take(width) {
                    *byte = bin_of(rows[[row, columns[first + j]]], &padded[j]);
                }
            }
        }
        Binned { n_rows, n_features, bins }
    }

    pub(super) fn n_rows(&self) -> usize {
        self.n_rows
    }

    pub(super) fn n_features(&self) -> usize {
        self.n_features
    }

    /// The bytes of block `block`: `W` per row.
    pub(super) fn block(&self, block: usize) -> &[[u8; W]] {
        let bytes = &self.bins[block * self.n_rows * W..(block + 1) * self.n_rows * W];
        bytes.as_chunks::<W>().0
    }

    /// The bins of one feature by row.
    pub(super) fn column(&self, feature: usize) -> Column<'_, W> {
        Column { rows: self.block(feature / W), at: feature % W }
    }
}

/// One feature's bins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column<'a, const W: usize> {
    rows: &'a [[u8; W]],
    at: usize,
}

impl<const W: usize> Column<'_, W> {
    #[inline]
    pub(super) fn bin(&self, row: u32) -> u8 {
        self.rows[row as usize][self.at]
    }
}

/// 1 + number of borders below the value; 0 for a missing one.
#[inline]
fn bin_of(value: f64, borders: &[f64; N_BINS]) -> u8 {
    if value.is_nan() {
        return MISSING;
    }
    let mut below = 0;
    for step in [128, 64, 32, 16, 8, 4, 2, 1] {
        // At most 253 borders are real, so `below` never reaches 255.
        below += if borders[(below + step - 1) & (N_BINS - 1)] < value { step } else { 0 };
    }
    below as u8 + 1
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::*;

    #[test]
    fn bins_agree_with_the_cuts() {
        for (name, n, distinct, max_bins) in
            [("few", 50, 7, 254), ("many", 5000, 4000, 254), ("two", 10, 2, 254), ("coarse", 500, 100, 16)]
        {
            let value = |i: usize| if i % 11 == 3 { f64::NAN } else { ((i * 7919) % distinct) as f64 / 3.0 };
            let rows = Array2::from_shape_fn((n, 3), |(i, j)| value(i + j));
            let cuts = Cuts::new(rows.view(), &[0, 1, 2], max_bins);
            let binned = Binned::<2>::new(rows.view(), &[0, 1, 2], &cuts);
            for j in 0..3 {
                assert!(cuts.n_bins(j) <= max_bins + 1, "{name}");
                for i in 0..n {
                    let bin = binned.column(j).bin(i as u32) as usize;
                    let x = rows[[i, j]];
                    if x.is_nan() {
                        assert_eq!(bin, 0, "{name}");
                        continue;
                    }
                    assert!(bin >= 1 && bin < cuts.n_bins(j), "{name}");
                    assert!(bin == cuts.n_bins(j) - 1 || x <= cuts.upper(j, bin), "{name}");
                    assert!(bin == 1 || x > cuts.upper(j, bin - 1), "{name}");
                }
            }
        }
    }

    #[test]
    fn a_frequent_value_takes_one_bin() {
        let mut sorted = vec![0.0; 900];
        sorted.extend((1..=100).map(f64::from));
        let borders = cut(&sorted, 11);
        assert_eq!(borders[0], 0.5);
        assert_eq!(borders.len(), 10);
    }
}
