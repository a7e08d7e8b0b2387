//! Many rows through an isolation forest at once, without a branch or a gather.
//!
//! Every value becomes its rank among the cuts of its column, 16 bits, by a table of evenly spaced places. A tree is
//! then worked out from its leaves up for [`LANES`] rows side by side: each inner node chooses between the results of
//! its two children by one comparison. Isolation trees are small (about 60 inner nodes at 256 rows), so that doing
//! all of them costs less than walking down.

use ndarray::{ArrayView2, Axis};

use super::isolation_tree::{Node, PATH_UNIT};
use super::prepare::Columns;
use crate::stats::wide::{Kernel, widest};

/// Rows side by side.
const LANES: usize = 128;
/// Rows whose values are ranked together, so that the table of a column stays near.
const RANKED: usize = 512;
/// Evenly spaced places between the least and the greatest cut of a column.
const PLACES: usize = 2_048;
/// Results that inner nodes choose from: first the path lengths that occur, then the inner nodes of a tree.
const SLOTS: usize = 512;
/// Slots kept for path lengths.
const CONSTANTS: usize = 256;
/// Most columns.
const COLUMNS: usize = 256;

/// Results of one slot, at the begin of a cache line: no vector lies across two.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Lanes([u16; LANES]);

/// A forest made ready for many rows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ForestBatch {
    columns: Vec<Ranks>,
    /// The path lengths that occur, in units of 1 / [`PATH_UNIT`].
    paths: Vec<u16>,
    /// Inner nodes of all trees, children before parents, and where each tree ends.
    steps: Vec<Step>,
    ends: Vec<usize>,
}

/// An inner node: left if the rank of the column's value is below `cut`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Step {
    column: u16,
    cut: u16,
    left: u16,
    right: u16,
}

/// The cuts of a column, and how many of them lie before each place.
#[derive(Debug, Clone, PartialEq)]
struct Ranks {
    least: f32,
    places_per_unit: f32,
    before: Vec<u16>,
    /// Ascending, then two that are never below a value.
    cuts: Vec<f32>,
}

impl Ranks {
    fn new(mut cuts: Vec<f32>) -> Option<Self> {
        cuts.sort_by(f32::total_cmp);
        cuts.dedup();
        if cuts.len() >= usize::from(u16::MAX >> 1) {
            return None;
        }
        let (least, most) = (cuts.first().copied().unwrap_or(0.0), cuts.last().copied().unwrap_or(0.0));
        let places_per_unit = PLACES as f32 / (most - least).max(f32::MIN_POSITIVE);
        let mut ranks = Ranks { least, places_per_unit, before: vec![0; PLACES + 1], cuts };
        for i in 0..ranks.cuts.len() {
            let place = ranks.place(ranks.cuts[i]) as usize;
            ranks.before[place + 1] += 1;
        }
        for i in 0..PLACES {
            ranks.before[i + 1] += ranks.before[i];
        }
        ranks.cuts.extend([f32::INFINITY; 2]);
        Some(ranks)
    }

    /// Grows with the value; whatever is not a number comes first.
    #[inline(always)]
    fn place(&self, value: f32) -> u32 {
        ((value - self.least) * self.places_per_unit).max(0.0).min((PLACES - 1) as f32) as i32 as u32
    }
}

impl ForestBatch {
    /// The forest made ready, or nothing if it is too large for 16 bits.
    pub(super) fn new(nodes: &[Node], leaves: &[u16], depth: usize, n_columns: usize) -> Option<Self> {
        let mut cuts: Vec<Vec<f32>> = vec![Vec::new(); n_columns];
        nodes
            .iter()
            .filter(|node| !node.is_leaf())
            .for_each(|node| cuts[node.column as usize].push(node.cut));
        if n_columns > COLUMNS {
            return None;
        }
        let columns = cuts.into_iter().map(Ranks::new).collect::<Option<Vec<_>>>()?;
        let mut paths = leaves.to_vec();
        paths.sort_unstable();
        paths.dedup();
        let mut batch = ForestBatch { columns, paths, steps: Vec::new(), ends: Vec::new() };
        if batch.paths.len() > CONSTANTS {
            return None;
        }
        let (n_nodes, n_leaves) = ((1 << depth) - 1, 1 << depth);
        for (nodes, leaves) in nodes.chunks_exact(n_nodes).zip(leaves.chunks_exact(n_leaves)) {
            let first = batch.steps.len();
            batch.grow(nodes, leaves, (0, depth), first);
            if batch.steps.len() - first > SLOTS - CONSTANTS {
                return None;
            }
            if batch.steps.len() == first {
                // A tree of one leaf: a choice between two equal results.
                let slot = batch.slot_of(leaves[0]);
                batch.steps.push(Step { column: 0, cut: 0, left: slot, right: slot });
            }
            batch.ends.push(batch.steps.len());
        }
        Some(batch)
    }

    fn slot_of(&self, path: u16) -> u16 {
        self.paths.partition_point(|known| *known < path) as u16
    }

    /// Adds the inner nodes below `node`, whose leaves are `below` levels away; gives the slot of its result.
    fn grow(&mut self, nodes: &[Node], leaves: &[u16], (node, below): (usize, usize), first: usize) -> u16 {
        if below == 0 || nodes[node].is_leaf() {
            return self.slot_of(leaves[((node + 1) << below) - leaves.len()]);
        }
        let left = self.grow(nodes, leaves, (2 * node + 1, below - 1), first);
        let right = self.grow(nodes, leaves, (2 * node + 2, below - 1), first);
        let Node { column, cut } = nodes[node];
        let cut = self.columns[column as usize].cuts.partition_point(|known| *known < cut) as u16 + 1;
        self.steps.push(Step { column: column as u16, cut, left, right });
        (CONSTANTS + self.steps.len() - first - 1) as u16
    }

    /// The sum of the path lengths of every row, in units of 1 / [`PATH_UNIT`].
    pub(super) fn path_sums(&self, columns: &Columns, rows: ArrayView2<'_, f64>) -> Vec<u32> {
        widest(Paths { batch: self, columns, rows })
    }
}

/// The kernel.
struct Paths<'a> {
    batch: &'a ForestBatch,
    columns: &'a Columns,
    rows: ArrayView2<'a, f64>,
}

impl Kernel for Paths<'_> {
    type Output = Vec<u32>;

    #[inline(always)]
    fn run(self) -> Vec<u32> {
        let n_rows = self.rows.nrows();
        let mut sums = Vec::with_capacity(n_rows);
        let mut results = vec![Lanes([0; LANES]); SLOTS];
        for (slot, path) in results.iter_mut().zip(&self.batch.paths) {
            *slot = Lanes([*path; LANES]);
        }
        let Ok(results): Result<&mut [Lanes; SLOTS], _> = results.as_mut_slice().try_into() else {
            return sums;
        };
        let mut ranks = vec![Lanes([0; LANES]); COLUMNS];
        let Ok(ranks): Result<&mut [Lanes; COLUMNS], _> = ranks.as_mut_slice().try_into() else {
            return sums;
        };
        let n_columns = self.batch.columns.len();
        let mut ranked = vec![[0u16; RANKED]; n_columns];
        let mut values = vec![[0.0f32; RANKED]; n_columns];
        let fills: Vec<f64> = (0..n_columns).map(|j| self.columns.fill_of(j)).collect();
        for first in (0..n_rows).step_by(RANKED) {
            let n_ranked = RANKED.min(n_rows - first);
            let wanted = self.rows.slice_axis(Axis(0), (first..first + n_ranked).into());
            // Row by row, as they lie in memory.
            for (i, row) in wanted.rows().into_iter().enumerate() {
                for ((values, fill), value) in values.iter_mut().zip(&fills).zip(row) {
                    values[i] = if value.is_nan() { *fill } else { *value } as f32;
                }
            }
            self.rank(n_ranked, &values, &mut ranked);
            for from in (0..n_ranked).step_by(LANES) {
                for (block, column) in ranks.iter_mut().zip(&ranked) {
                    block.0.copy_from_slice(&column[from..from + LANES]);
                }
                let block = self.batch.work_out(ranks, results);
                sums.extend_from_slice(&block[..LANES.min(n_ranked - from)]);
            }
        }
        sums
    }
}

impl Paths<'_> {
    #[inline(always)]
    fn rank(&self, n: usize, values: &[[f32; RANKED]], ranked: &mut [[u16; RANKED]]) {
        let mut places = [0u32; RANKED];
        for ((column, values), ranked) in self.batch.columns.iter().zip(values).zip(ranked) {
            for (place, value) in places.iter_mut().zip(values) {
                *place = column.place(*value);
            }
            for ((rank, place), value) in ranked.iter_mut().zip(&places).zip(values).take(n) {
                let place = *place as usize;
                let (from, to) = (usize::from(column.before[place]), usize::from(column.before[place + 1]));
                let next = |i: usize| usize::from(column.cuts[from + i] < *value);
                *rank = if to <= from + 2 {
                    // Cuts of later places are not below the value, so that two looks always do.
                    from + next(0) + next(1)
                } else {
                    from + column.cuts[from..to].iter().filter(|cut| **cut < *value).count()
                } as u16;
            }
        }
    }
}

impl ForestBatch {
    #[inline(always)]
    fn work_out(&self, ranks: &[Lanes; COLUMNS], results: &mut [Lanes; SLOTS]) -> [u32; LANES] {
        let mut sums = [0u32; LANES];
        let mut first = 0;
        for end in &self.ends {
            let mut slot = CONSTANTS;
            for step in &self.steps[first..*end] {
                // The masks keep bounds checks out; the ranges were checked when the forest was made ready.
                let ranks = &ranks[usize::from(step.column) & (COLUMNS - 1)];
                let left = &results[usize::from(step.left) & (SLOTS - 1)];
                let right = &results[usize::from(step.right) & (SLOTS - 1)];
                let mut chosen = [0u16; LANES];
                #[expect(clippy::needless_range_loop, reason = "four arrays side by side")]
                for lane in 0..LANES {
                    // All ones where the row goes left. Ranks stay below 2^15, so signed order is theirs.
                    let goes_left = -i16::from(step.cut as i16 > ranks.0[lane] as i16) as u16;
                    chosen[lane] = (left.0[lane] & goes_left) | (right.0[lane] & !goes_left);
                }
                results[slot & (SLOTS - 1)] = Lanes(chosen);
                slot += 1;
            }
            for (sum, path) in sums.iter_mut().zip(&results[(slot - 1) & (SLOTS - 1)].0) {
                *sum += u32::from(*path);
            }
            first = *end;
        }
        sums
    }
}

// Path lengths must fit 16 bits: 12 levels and 15.7 beyond them at most.
const _: () = assert!(28.0 * PATH_UNIT < 65_536.0);
