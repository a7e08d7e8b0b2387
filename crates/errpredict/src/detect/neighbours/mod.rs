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

use self::blocks::{BLOCK, Blocks, WIDTH, center, near_together};
use self::found::Found;
pub(super) use self::found::Nearest;
use self::kernels::{Caps, Pairs, Queries};
use crate::stats::wide::widest;
use crate::threads;

mod blocks;
mod found;
mod kernels;

/// Rows packed for searching.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Saved", into = "Saved")]
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

impl TryFrom<Saved> for Neighbours {
    type Error = &'static str;

    fn try_from(saved: Saved) -> Result<Self, Self::Error> {
        // No more columns than numbers, so that the next line cannot overflow.
        let is_whole = (1..=saved.rows.len()).contains(&saved.n_columns)
            && saved.stride == saved.n_columns.next_multiple_of(WIDTH)
            && saved.rows.len().is_multiple_of(saved.stride)
            && saved.rows.iter().all(|value| value.is_finite());
        if is_whole { Ok(Neighbours::of(saved)) } else { Err("rows of neighbours that are not whole") }
    }
}

impl Neighbours {
    fn of(saved: Saved) -> Self {
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

impl Neighbours {
    pub(super) fn new(rows: &Array2<f64>) -> Self {
        let stride = rows.ncols().next_multiple_of(WIDTH);
        Neighbours::of(Saved { n_columns: rows.ncols(), stride, rows: packed(rows, stride) })
    }

    /// Whether these are rows of so many columns, of which one can have `k` neighbours.
    pub(super) fn is_sound(&self, n_columns: usize, k: usize) -> bool {
        self.saved.n_columns == n_columns && k < self.len().max(1)
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
            found.into_lists()
        };
        let n_groups = threads::count().min(self.blocks.boxes.len()).max(1);
        // A list keeps the k smallest by distance, then position: merging does not depend on the groups.
        let parts = threads::map(n_groups, |group| search(group, n_groups));
        let by_position = parts.into_iter().reduce(|a, b| merged(a, b, k)).unwrap_or_default();
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
            found.into_lists()
        };
        // Each chunk of queries is independent, and collected in order.
        let chunks: Vec<&[f32]> = rows.chunks(BLOCK * stride).collect();
        threads::map(chunks.len(), |i| search(chunks[i])).into_iter().flatten().collect()
    }
}

fn merged(mut first: Vec<Nearest>, second: Vec<Nearest>, k: usize) -> Vec<Nearest> {
    for (list, other) in first.iter_mut().zip(second) {
        list.extend(other);
        list.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        list.truncate(k);
    }
    first
}

fn packed(rows: &Array2<f64>, stride: usize) -> Vec<f32> {
    let mut packed = vec![0.0f32; rows.nrows() * stride];
    for (to, from) in packed.chunks_exact_mut(stride).zip(rows.rows()) {
        to.iter_mut().zip(from).for_each(|(to, from)| *to = *from as f32);
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::blocks::squared_distance;
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
