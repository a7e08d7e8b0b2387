//! The loops over pairs of blocks.

use super::blocks::{BLOCK, Blocks, TILE, products, squared_distance};
use super::found::{Found, NOTHING};
use crate::stats::wide::Kernel;

/// Which of a tile's pairs must be measured, a bit each: those whose bound is below the limit of either row. What is not
/// a number must be measured.
#[inline(always)]
#[expect(clippy::neg_cmp_op_on_partial_ord, reason = "what is not a number must be measured")]
fn near(
    (own_norm, own_limit): (f32, f32),
    products: &[f32; TILE.1],
    norms: &[f32; TILE.1],
    limits: &[f32; TILE.1],
) -> u32 {
    let mut is_near = [0u32; TILE.1];
    for (lane, is_near) in is_near.iter_mut().enumerate() {
        let limit = if limits[lane] > own_limit { limits[lane] } else { own_limit };
        let bound = (own_norm + norms[lane]) - 2.0 * products[lane];
        *is_near = u32::from(!(bound >= limit));
    }
    // Most tiles have none: seen at once.
    if is_near.iter().fold(0, |any, near| any | near) == 0 {
        return 0;
    }
    is_near.iter().enumerate().fold(0, |bits, (lane, near)| bits | near << lane)
}

/// The numbers of one tile.
#[inline(always)]
fn tile(values: &[f32], from: usize) -> &[f32; TILE.1] {
    values[from..].first_chunk().unwrap_or(&[f32::INFINITY; TILE.1])
}

/// A lower bound of the squared distances between the rows of two boxes, less its rounding error.
#[inline(always)]
fn between(first: &[(f32, f32)], second: &[(f32, f32)]) -> f32 {
    let gaps = first.iter().zip(second).map(|(a, b)| (b.0 - a.1).max(a.0 - b.1).max(0.0));
    gaps.map(|gap| gap * gap).sum::<f32>() * (1.0 - 1e-5)
}

/// For every row, an upper bound of the distance of its k-th neighbour, from its own block.
pub(super) struct Caps<'a> {
    pub(super) blocks: &'a Blocks,
    pub(super) k: usize,
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
pub(super) struct Pairs<'a> {
    pub(super) blocks: &'a Blocks,
    pub(super) first: usize,
    pub(super) found: &'a mut Found,
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
                        let own = (blocks.norms[a], self.found.limits[a]);
                        let mut near =
                            near(own, products, tile(&blocks.norms, b), tile(&self.found.limits, b));
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
pub(super) struct Queries<'a> {
    pub(super) blocks: &'a Blocks,
    pub(super) queries: &'a Blocks,
    pub(super) found: &'a mut Found,
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
                            let own = (queries.norms[a], self.found.limits[a]);
                            let mut near = near(own, products, tile(&blocks.norms, b), &[NOTHING; TILE.1]);
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
