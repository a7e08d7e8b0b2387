//! Exact nearest neighbours by blocked brute force.
//!
//! Above about 15 columns trees stop helping, and below, a linear pass over packed 32-bit rows is close to them up to
//! some ten thousand rows; so this is one plain kernel. Squared distances are sums of squared differences, never
//! |a|² + |b|² - 2ab, which loses the small distances that matter most here.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

/// Columns are padded to a multiple of this, so that the kernel needs no remainder.
const WIDTH: usize = 8;
/// Rows of the reference set per block: with 32 columns a block fills half of a 32 KB cache.
const BLOCK: usize = 128;

/// Rows packed for searching.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Neighbours {
    n_columns: usize,
    stride: usize,
    rows: Vec<f32>,
}

/// The `k` nearest rows of one query: squared distance and index, nearest first.
pub(super) type Nearest = Vec<(f32, u32)>;

impl Neighbours {
    pub(super) fn new(rows: &Array2<f64>) -> Self {
        let stride = rows.ncols().next_multiple_of(WIDTH);
        Neighbours { n_columns: rows.ncols(), stride, rows: packed(rows, stride) }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len() / self.stride
    }

    /// The `k` nearest reference rows of every query; `skip_same` leaves out the reference row of the query's own
    /// index, for queries that are the reference rows themselves.
    pub(super) fn nearest(&self, queries: &Array2<f64>, k: usize, skip_same: bool) -> Vec<Nearest> {
        let queries_packed = packed(queries, self.stride);
        let queries: Vec<&[f32]> = queries_packed.chunks_exact(self.stride).collect();
        let chunk = |(index, queries): (usize, &[&[f32]])| self.chunk(index * BLOCK, queries, k, skip_same);
        #[cfg(feature = "parallel")]
        {
            use rayon::prelude::*;
            // Each chunk of queries is independent, and collected in order.
            queries.par_chunks(BLOCK).enumerate().flat_map_iter(chunk).collect()
        }
        #[cfg(not(feature = "parallel"))]
        {
            queries.chunks(BLOCK).enumerate().flat_map(chunk).collect()
        }
    }

    fn chunk(&self, first: usize, queries: &[&[f32]], k: usize, skip_same: bool) -> Vec<Nearest> {
        let mut found: Vec<Nearest> = vec![Vec::with_capacity(k + 1); queries.len()];
        let mut distances = [0.0f32; BLOCK];
        for (block_index, block) in self.rows.chunks(BLOCK * self.stride).enumerate() {
            let offset = block_index * BLOCK;
            for (i, (query, best)) in queries.iter().zip(&mut found).enumerate() {
                let n = block.len() / self.stride;
                for (distance, row) in distances.iter_mut().zip(block.chunks_exact(self.stride)) {
                    *distance = squared_distance(query, row);
                }
                for (j, distance) in distances[..n].iter().enumerate() {
                    let worst = if best.len() < k { f32::INFINITY } else { best[k - 1].0 };
                    if *distance < worst && !(skip_same && offset + j == first + i) {
                        insert(best, k, (*distance, (offset + j) as u32));
                    }
                }
            }
        }
        found
    }
}

/// Puts an item into its place in a short sorted list.
fn insert(best: &mut Nearest, k: usize, item: (f32, u32)) {
    let place = best.partition_point(|known| known.0 <= item.0);
    if best.len() == k {
        best.pop();
    }
    best.insert(place, item);
}

fn packed(rows: &Array2<f64>, stride: usize) -> Vec<f32> {
    let mut packed = vec![0.0f32; rows.nrows() * stride];
    for (to, from) in packed.chunks_exact_mut(stride).zip(rows.rows()) {
        to.iter_mut().zip(from).for_each(|(to, from)| *to = *from as f32);
    }
    packed
}

/// Eight sums side by side, which the compiler turns into vector instructions.
#[inline]
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

    #[test]
    fn finds_what_sorting_finds() {
        let mut rng = Rng::new(2);
        let rows = Array2::from_shape_fn((300, 11), |_| rng.normal());
        let found = Neighbours::new(&rows).nearest(&rows, 7, true);
        for (i, best) in found.iter().enumerate() {
            let mut all: Vec<(f64, u32)> = (0..300)
                .filter(|j| *j != i)
                .map(|j| {
                    let d: f64 = rows.row(i).iter().zip(rows.row(j)).map(|(a, b)| (a - b) * (a - b)).sum();
                    (d, j as u32)
                })
                .collect();
            all.sort_by(|a, b| a.0.total_cmp(&b.0));
            let expected: Vec<u32> = all[..7].iter().map(|item| item.1).collect();
            assert_eq!(best.iter().map(|item| item.1).collect::<Vec<_>>(), expected, "row {i}");
        }
    }
}
