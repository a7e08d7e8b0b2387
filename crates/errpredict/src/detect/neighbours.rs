//! Exact nearest neighbours: blocks of rows that lie together, whole blocks left out, one kernel for the rest.
//!
//! The rows are put in order by halving at the median of the widest column (as in a k-d tree, Bentley 1975) until a
//! block is small. Two blocks whose bounding boxes are further apart than what any of their rows still looks for are
//! left out. For the others a lower bound of all squared distances, |a|² + |b|² - 2ab less its own rounding error, is
//! worked out for many pairs side by side; only pairs that it lets through are measured, as a sum of squared
//! differences, since the formula with the product loses the small distances that matter most here. So neither the
//! width of the processor's vectors nor the order of the work shows in a result.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use crate::stats::wide::{Kernel, widest};

/// Columns are padded to a multiple of this, so that a distance needs no remainder.
const WIDTH: usize = 8;
/// Rows in a block.
const BLOCK: usize = 64;
/// Query rows and reference rows whose products are worked out together.
const TILE: (usize, usize) = (4, 16);
/// Rounding error of a product relative to |a|² + |b|², per column and once: twice the worst case of 32-bit numbers.
const ROUNDING: f32 = 1.2e-7;
/// A squared distance that nothing is nearer than: nothing more is looked for.
const NOTHING: f32 = -f32::MAX;

/// Rows packed for searching.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Saved", into = "Saved")]
pub(super) struct Neighbours {
    saved: Saved,
    blocks: Blocks,
}

/// The rows in their own order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Saved {
    n_columns: usize,
    stride: usize,
    rows: Vec<f32>,
}

impl From<Saved> for Neighbours {
    fn from(saved: Saved) -> Self {
        let order = near_together(&saved.rows, saved.stride);
        let center = center(&saved.rows, saved.stride);
        let blocks = Blocks::new(&saved.rows, (saved.stride, saved.n_columns), order, center);
        Neighbours { saved, blocks }
    }
}

impl From<Neighbours> for Saved {
    fn from(neighbours: Neighbours) -> Self {
        neighbours.saved
    }
}

/// The `k` nearest rows of one query: squared distance and index, nearest first.
pub(super) type Nearest = Vec<(f32, u32)>;

impl Neighbours {
    pub(super) fn new(rows: &Array2<f64>) -> Self {
        let stride = rows.ncols().next_multiple_of(WIDTH);
        Saved { n_columns: rows.ncols(), stride, rows: packed(rows, stride) }.into()
    }

    pub(super) fn len(&self) -> usize {
        self.saved.rows.len() / self.saved.stride
    }

    /// The `k` nearest reference rows of every query; of equally far ones those that come first in the search order.
    ///
    /// `skip_same`: the queries are the reference rows themselves, and a row is not its own neighbour.
    pub(super) fn nearest(&self, queries: &Array2<f64>, k: usize, skip_same: bool) -> Vec<Nearest> {
        if k == 0 {
            return vec![Vec::new(); queries.nrows()];
        }
        let mut found = if skip_same && queries.nrows() == self.len() {
            self.among_themselves(k)
        } else {
            self.of_queries(queries, k)
        };
        for (_, position) in found.iter_mut().flatten() {
            *position = self.blocks.order[*position as usize];
        }
        found
    }

    /// Every pair of blocks once, for both sides; groups of blocks in parallel, their finds merged.
    fn among_themselves(&self, k: usize) -> Vec<Nearest> {
        let caps = widest(Caps { blocks: &self.blocks, k });
        let search = |group: usize, n_groups: usize| {
            let mut found = Found::new(self.blocks.order.len(), k, caps.clone());
            for first in (group..self.blocks.boxes.len()).step_by(n_groups) {
                widest(Pairs { blocks: &self.blocks, first, found: &mut found });
            }
            found.lists
        };
        #[cfg(feature = "parallel")]
        let by_position = {
            use rayon::prelude::*;
            let n_groups = rayon::current_num_threads().min(self.blocks.boxes.len()).max(1);
            // A list keeps the k smallest by distance, then position: merging does not depend on the groups.
            let parts: Vec<Vec<Nearest>> =
                (0..n_groups).into_par_iter().map(|group| search(group, n_groups)).collect();
            parts.into_iter().reduce(|a, b| merged(a, b, k)).unwrap_or_default()
        };
        #[cfg(not(feature = "parallel"))]
        let by_position = search(0, 1);
        let mut found = vec![Vec::new(); by_position.len()];
        for (list, row) in by_position.into_iter().zip(&self.blocks.order) {
            found[*row as usize] = list;
        }
        found
    }

    fn of_queries(&self, queries: &Array2<f64>, k: usize) -> Vec<Nearest> {
        let stride = self.saved.stride;
        let rows = packed(queries, stride);
        let search = |rows: &[f32]| {
            let order = (0..(rows.len() / stride) as u32).collect();
            let queries =
                Blocks::new(rows, (stride, self.saved.n_columns), order, self.blocks.center.clone());
            let mut found = Found::new(rows.len() / stride, k, Vec::new());
            widest(Queries { blocks: &self.blocks, queries: &queries, found: &mut found });
            found.lists
        };
        #[cfg(feature = "parallel")]
        {
            use rayon::prelude::*;
            // Each chunk of queries is independent, and collected in order.
            rows.par_chunks(BLOCK * stride).flat_map_iter(search).collect()
        }
        #[cfg(not(feature = "parallel"))]
        {
            rows.chunks(BLOCK * stride).flat_map(search).collect()
        }
    }
}

#[cfg(feature = "parallel")]
fn merged(mut first: Vec<Nearest>, second: Vec<Nearest>, k: usize) -> Vec<Nearest> {
    for (list, other) in first.iter_mut().zip(second) {
        list.extend(other);
        list.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        list.truncate(k);
    }
    first
}

/// One column of a block, at the begin of a cache line: no vector lies across two.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(64))]
struct Column([f32; BLOCK]);

/// Rows in search order, in blocks.
#[derive(Debug, Clone, PartialEq)]
struct Blocks {
    stride: usize,
    /// Index of the row at each position.
    order: Vec<u32>,
    /// Rows by position, each after the other.
    rows: Vec<f32>,
    /// Rows less `center`, a block after the other, column by column inside a block, [`BLOCK`] rows each.
    centred: Vec<Column>,
    /// Columns that are not padding.
    n_columns: usize,
    center: Vec<f32>,
    /// |row less center|², made smaller by its share of the rounding error; [`BLOCK`] a block, the rest infinite.
    norms: Vec<f32>,
    /// Least and greatest value of every column.
    boxes: Vec<Vec<(f32, f32)>>,
}

impl Blocks {
    fn new(rows: &[f32], (stride, n_columns): (usize, usize), order: Vec<u32>, center: Vec<f32>) -> Self {
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
    fn n_in(&self, block: usize) -> usize {
        BLOCK.min(self.order.len() - block * BLOCK)
    }

    #[inline(always)]
    fn row(&self, position: usize) -> &[f32] {
        &self.rows[position * self.stride..][..self.stride]
    }

    #[inline(always)]
    fn block(&self, block: usize) -> &[Column] {
        &self.centred[block * self.n_columns..][..self.n_columns]
    }
}

/// Whether a pair with that bound must be measured; what is not a number must.
#[inline(always)]
fn is_near(bound: f32, limit: f32) -> bool {
    bound < limit || bound.is_nan()
}

/// A lower bound of the squared distances between the rows of two boxes, less its rounding error.
#[inline(always)]
fn between(first: &[(f32, f32)], second: &[(f32, f32)]) -> f32 {
    let gaps = first.iter().zip(second).map(|(a, b)| (b.0 - a.1).max(a.0 - b.1).max(0.0));
    gaps.map(|gap| gap * gap).sum::<f32>() * (1.0 - 1e-5)
}

/// The lists being filled, by position, and the squared distance below which each still looks.
struct Found {
    k: usize,
    lists: Vec<Nearest>,
    limits: Vec<f32>,
}

impl Found {
    /// Limits known beforehand hold as long as a list is not full.
    fn new(n: usize, k: usize, mut limits: Vec<f32>) -> Self {
        limits.resize(n.next_multiple_of(BLOCK), f32::INFINITY);
        Found { k, lists: vec![Vec::with_capacity(k); n], limits }
    }

    /// Candidates come in the order of their positions, so that of equally far ones the first stays.
    #[inline(always)]
    fn offer(&mut self, position: usize, distance: f32, other: usize) {
        let distance = if distance.is_nan() { f32::INFINITY } else { distance };
        let list = &mut self.lists[position];
        if list.len() == self.k {
            if list[self.k - 1].0 <= distance {
                return;
            }
            list.pop();
        }
        let place = list.partition_point(|known| known.0 <= distance);
        list.insert(place, (distance, other as u32));
        if list.len() == self.k {
            let worst = list[self.k - 1].0;
            self.limits[position] = if worst > 0.0 { worst } else { NOTHING };
        }
    }
}

/// For every row, an upper bound of the distance of its k-th neighbour, from its own block.
struct Caps<'a> {
    blocks: &'a Blocks,
    k: usize,
}

impl Kernel for Caps<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn run(self) -> Vec<f32> {
        let mut caps = Vec::with_capacity(self.blocks.order.len());
        for block in 0..self.blocks.boxes.len() {
            let (from, n) = (block * BLOCK, self.blocks.n_in(block));
            for i in from..from + n {
                let others = (from..from + n).filter(|j| *j != i);
                let mut near: Vec<f32> =
                    others.map(|j| squared_distance(self.blocks.row(i), self.blocks.row(j))).collect();
                let nearest = near.len() >= self.k;
                let cap = if nearest {
                    *near.select_nth_unstable_by(self.k - 1, f32::total_cmp).1
                } else {
                    f32::NAN
                };
                // A little above, so that the row that gives it is let through.
                let cap = cap * (1.0 + 1e-5) + f32::MIN_POSITIVE;
                caps.push(if cap.is_finite() { cap } else { f32::INFINITY });
            }
        }
        caps
    }
}

/// One block with itself and all later ones.
struct Pairs<'a> {
    blocks: &'a Blocks,
    first: usize,
    found: &'a mut Found,
}

impl Kernel for Pairs<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let blocks = self.blocks;
        for second in self.first..blocks.boxes.len() {
            let limit = |block: usize| {
                self.found.limits[block * BLOCK..][..blocks.n_in(block)]
                    .iter()
                    .copied()
                    .fold(NOTHING, f32::max)
            };
            if between(&blocks.boxes[self.first], &blocks.boxes[second])
                > limit(self.first).max(limit(second))
            {
                continue;
            }
            for from in (0..blocks.n_in(self.first)).step_by(TILE.0) {
                for to in (0..blocks.n_in(second)).step_by(TILE.1) {
                    if second == self.first && to + TILE.1 <= from {
                        continue;
                    }
                    let products = products(blocks.block(self.first), from, blocks.block(second), to);
                    for (i, products) in products.iter().enumerate() {
                        let a = self.first * BLOCK + from + i;
                        let b = second * BLOCK + to;
                        let norms: &[f32] = &blocks.norms[b..b + TILE.1];
                        let limits: &[f32] = &self.found.limits[b..b + TILE.1];
                        let (own_norm, own_limit) = (blocks.norms[a], self.found.limits[a]);
                        let mut near = 0u32;
                        for (lane, ((product, norm), limit)) in
                            products.iter().zip(norms).zip(limits).enumerate()
                        {
                            let bound = (own_norm + norm) - 2.0 * product;
                            near |= u32::from(is_near(bound, own_limit.max(*limit))) << lane;
                        }
                        while near != 0 {
                            let b = b + near.trailing_zeros() as usize;
                            near &= near - 1;
                            if b > a && b < blocks.order.len() {
                                let distance = squared_distance(blocks.row(a), blocks.row(b));
                                self.found.offer(a, distance, b);
                                self.found.offer(b, distance, a);
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Queries against all blocks.
struct Queries<'a> {
    blocks: &'a Blocks,
    queries: &'a Blocks,
    found: &'a mut Found,
}

impl Kernel for Queries<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let (blocks, queries) = (self.blocks, self.queries);
        for first in 0..queries.boxes.len() {
            for second in 0..blocks.boxes.len() {
                let limits = &self.found.limits[first * BLOCK..][..queries.n_in(first)];
                let limit = limits.iter().copied().fold(NOTHING, f32::max);
                if between(&queries.boxes[first], &blocks.boxes[second]) > limit {
                    continue;
                }
                for from in (0..queries.n_in(first)).step_by(TILE.0) {
                    for to in (0..blocks.n_in(second)).step_by(TILE.1) {
                        let products = products(queries.block(first), from, blocks.block(second), to);
                        for (i, products) in products.iter().enumerate() {
                            let a = first * BLOCK + from + i;
                            let b = second * BLOCK + to;
                            let norms: &[f32] = &blocks.norms[b..b + TILE.1];
                            let mut near = 0u32;
                            for (lane, (product, norm)) in products.iter().zip(norms).enumerate() {
                                let bound = (queries.norms[a] + norm) - 2.0 * product;
                                near |= u32::from(is_near(bound, self.found.limits[a])) << lane;
                            }
                            while near != 0 {
                                let b = b + near.trailing_zeros() as usize;
                                near &= near - 1;
                                if a < queries.order.len() && b < blocks.order.len() {
                                    let distance = squared_distance(queries.row(a), blocks.row(b));
                                    self.found.offer(a, distance, b);
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Products of a tile: some rows of the first block with some of the second.
#[inline(always)]
fn products(first: &[Column], from: usize, second: &[Column], to: usize) -> [[f32; TILE.1]; TILE.0] {
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
fn near_together(rows: &[f32], stride: usize) -> Vec<u32> {
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
fn center(rows: &[f32], stride: usize) -> Vec<f32> {
    let mut sums = vec![0.0f64; stride];
    for row in rows.chunks_exact(stride.max(1)) {
        sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += f64::from(*value));
    }
    let n = (rows.len() / stride.max(1)).max(1) as f64;
    sums.into_iter().map(|sum| (sum / n) as f32).collect()
}

fn packed(rows: &Array2<f64>, stride: usize) -> Vec<f32> {
    let mut packed = vec![0.0f32; rows.nrows() * stride];
    for (to, from) in packed.chunks_exact_mut(stride).zip(rows.rows()) {
        to.iter_mut().zip(from).for_each(|(to, from)| *to = *from as f32);
    }
    packed
}

/// Eight sums side by side, which the compiler turns into vector instructions.
#[inline(always)]
fn squared_distance(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; WIDTH];
    for (a, b) in a.chunks_exact(WIDTH).zip(b.chunks_exact(WIDTH)) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            let difference = a - b;
            *sum += difference * difference;
        }
    }
    ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    /// The k smallest distances of every query, by sorting all of them.
    fn sorted(rows: &Array2<f64>, queries: &Array2<f64>, k: usize, skip_same: bool) -> Vec<Vec<f32>> {
        let stride = rows.ncols().next_multiple_of(WIDTH);
        let (rows, queries) = (packed(rows, stride), packed(queries, stride));
        let rows: Vec<&[f32]> = rows.chunks(stride).collect();
        let of = |(i, query): (usize, &[f32])| {
            let others = rows.iter().enumerate().filter(|(j, _)| !(skip_same && *j == i));
            let mut all: Vec<f32> = others.map(|(_, row)| squared_distance(query, row)).collect();
            all.sort_by(f32::total_cmp);
            all.truncate(k);
            all
        };
        queries.chunks(stride).enumerate().map(of).collect()
    }

    #[test]
    fn finds_what_sorting_finds() {
        let mut rng = Rng::new(2);
        let tables: [(&str, Array2<f64>); 6] = [
            ("normal", Array2::from_shape_fn((301, 11), |_| rng.normal())),
            ("far from 0", Array2::from_shape_fn((200, 3), |_| 1e6 + rng.normal())),
            ("many equal", Array2::from_shape_fn((400, 2), |_| rng.below(3) as f64)),
            ("all equal", Array2::from_elem((150, 4), 7.0)),
            ("wide range", Array2::from_shape_fn((333, 9), |_| libm::exp(20.0 * rng.normal()))),
            ("few", Array2::from_shape_fn((5, 1), |_| rng.normal())),
        ];
        for (name, rows) in tables {
            for k in [1, 4, 70.min(rows.nrows() - 1)] {
                let neighbours = Neighbours::new(&rows);
                let distances = |found: Vec<Nearest>| -> Vec<Vec<f32>> {
                    found.into_iter().map(|list| list.into_iter().map(|(d, _)| d).collect()).collect()
                };
                let own = neighbours.nearest(&rows, k, true);
                assert!(
                    own.iter().enumerate().all(|(i, list)| list.iter().all(|(_, j)| *j != i as u32)),
                    "{name}"
                );
                assert_eq!(distances(own), sorted(&rows, &rows, k, true), "{name}, {k}");
                let queries = &rows.slice_axis(ndarray::Axis(0), (..rows.nrows() / 2).into()) + 0.25;
                let found = neighbours.nearest(&queries, k, false);
                assert_eq!(distances(found), sorted(&rows, &queries, k, false), "{name}, {k}");
            }
        }
    }

    #[test]
    fn the_number_of_threads_does_not_show() {
        let mut rng = Rng::new(3);
        let rows = Array2::from_shape_fn((900, 2), |_| rng.below(9) as f64);
        let neighbours = Neighbours::new(&rows);
        let all = neighbours.nearest(&rows, 7, true);
        #[cfg(feature = "parallel")]
        for n in [1, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
            assert_eq!(pool.install(|| neighbours.nearest(&rows, 7, true)), all, "{n}");
        }
        assert!(all.iter().all(|list| list.len() == 7));
    }
}
