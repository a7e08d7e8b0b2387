//! Rows in blocks that lie together, ready for products of many pairs side by side.

/// Rows in a block.
pub(super) const BLOCK: usize = 64;
/// Columns are padded to a multiple of this, so that a distance needs no remainder.
pub(super) const WIDTH: usize = 8;
/// Query rows and reference rows whose products are worked out together.
pub(super) const TILE: (usize, usize) = (4, 16);
/// Rounding error of a product relative to |a|² + |b|², per column and once: twice the worst case of 32-bit numbers.
/// By definition 2 · 2^-24.
const ROUNDING: f32 = 1.2e-7;

/// One column of a block, at the begin of a cache line: no vector lies across two.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(64))]
pub(super) struct Column(pub(super) [f32; BLOCK]);

/// Rows in search order, in blocks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Blocks {
    stride: usize,
    /// Index of the row at each position.
    pub(super) order: Vec<u32>,
    /// Rows by position, each after the other.
    rows: Vec<f32>,
    /// Rows less `center`, a block after the other, column by column inside a block, [`BLOCK`] rows each.
    centred: Vec<Column>,
    /// Columns that are not padding.
    n_columns: usize,
    pub(super) center: Vec<f32>,
    /// |row less center|², made smaller by its share of the rounding error; [`BLOCK`] a block, the rest infinite.
    pub(super) norms: Vec<f32>,
    /// Least and greatest value of every column.
    pub(super) boxes: Vec<Vec<(f32, f32)>>,
}

impl Blocks {
    pub(super) fn new(
        rows: &[f32],
        (stride, n_columns): (usize, usize),
        order: Vec<u32>,
        center: Vec<f32>,
    ) -> Self {
        let n_blocks = order.len().div_ceil(BLOCK);
        let mut blocks = Blocks {
            stride,
            rows: Vec::with_capacity(rows.len()),
            centred: vec![Column([0.0; BLOCK]); n_blocks * n_columns],
            n_columns,
            norms: vec![f32::INFINITY; n_blocks * BLOCK],
            boxes: vec![vec![(f32::INFINITY, f32::NEG_INFINITY); stride]; n_blocks],
            order: Vec::new(),
            center,
        };
        let margin = 1.0 - ROUNDING * (stride + 4) as f32;
        for (position, row) in order.iter().enumerate() {
            let row = &rows[*row as usize * stride..][..stride];
            blocks.rows.extend_from_slice(row);
            let (block, place) = (position / BLOCK, position % BLOCK);
            let mut norm = 0.0;
            for (column, (value, center)) in row.iter().zip(&blocks.center).enumerate() {
                let centred = value - center;
                if column < n_columns {
                    blocks.centred[block * n_columns + column].0[place] = centred;
                }
                norm += centred * centred;
                let range = &mut blocks.boxes[block][column];
                *range = (range.0.min(*value), range.1.max(*value));
            }
            // What 32 bits cannot square has no bound: it is always measured.
            blocks.norms[position] = if norm.is_finite() { norm * margin } else { f32::NEG_INFINITY };
        }
        blocks.order = order;
        blocks
    }

    /// Number of rows in a block.
    #[inline(always)]
    pub(super) fn n_in(&self, block: usize) -> usize {
        BLOCK.min(self.order.len() - block * BLOCK)
    }

    #[inline(always)]
    pub(super) fn row(&self, position: usize) -> &[f32] {
        &self.rows[position * self.stride..][..self.stride]
    }

    #[inline(always)]
    pub(super) fn block(&self, block: usize) -> &[Column] {
        &self.centred[block * self.n_columns..][..self.n_columns]
    }
}

/// Products of a tile: some rows of the first block with some of the second.
#[inline(always)]
pub(super) fn products(
    first: &[Column],
    from: usize,
    second: &[Column],
    to: usize,
) -> [[f32; TILE.1]; TILE.0] {
    let mut products = [[0.0f32; TILE.1]; TILE.0];
    let (from, to) = (from.min(BLOCK - TILE.0), to.min(BLOCK - TILE.1));
    for (first, second) in first.iter().zip(second) {
        let second = &second.0[to..to + TILE.1];
        for (products, a) in products.iter_mut().zip(&first.0[from..from + TILE.0]) {
            for (product, b) in products.iter_mut().zip(second) {
                *product += a * b;
            }
        }
    }
    products
}

/// Row indices in an order in which near rows are near: halves at the median of the widest column.
pub(super) fn near_together(rows: &[f32], stride: usize) -> Vec<u32> {
    let mut order: Vec<u32> = (0..(rows.len() / stride.max(1)) as u32).collect();
    halve(rows, stride, &mut order);
    order
}

fn halve(rows: &[f32], stride: usize, order: &mut [u32]) {
    if order.len() <= BLOCK {
        order.sort_unstable();
        return;
    }
    let value = |row: u32, column: usize| rows[row as usize * stride + column];
    let mut ranges = vec![(f32::INFINITY, f32::NEG_INFINITY); stride];
    for row in order.iter() {
        for (range, value) in ranges.iter_mut().zip(&rows[*row as usize * stride..][..stride]) {
            *range = (range.0.min(*value), range.1.max(*value));
        }
    }
    let width = |column: &usize| ranges[*column].1 - ranges[*column].0;
    // The first of equally wide ones.
    let widest = (0..stride).rev().max_by(|a, b| width(a).total_cmp(&width(b))).unwrap_or(0);
    // Whole blocks on the left, so that only the last block of all is short.
    let middle = (order.len() / 2).next_multiple_of(BLOCK).min(order.len() - 1);
    order.select_nth_unstable_by(middle, |a, b| {
        value(*a, widest).total_cmp(&value(*b, widest)).then(a.cmp(b))
    });
    let (left, right) = order.split_at_mut(middle);
    halve(rows, stride, left);
    halve(rows, stride, right);
}

/// Mean of every column: products of rows around it lose least.
pub(super) fn center(rows: &[f32], stride: usize) -> Vec<f32> {
    let mut sums = vec![0.0f64; stride];
    for row in rows.chunks_exact(stride.max(1)) {
        sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += f64::from(*value));
    }
    let n = (rows.len() / stride.max(1)).max(1) as f64;
    sums.into_iter().map(|sum| (sum / n) as f32).collect()
}

/// Eight sums side by side, which the compiler turns into vector instructions.
#[inline(always)]
pub(super) fn squared_distance(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; WIDTH];
    for (a, b) in a.chunks_exact(WIDTH).zip(b.chunks_exact(WIDTH)) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            let difference = a - b;
            *sum += difference * difference;
        }
    }
    ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]))
}
