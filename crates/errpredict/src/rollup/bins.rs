//! Counts by bin, where most bins stay empty.

/// As many bins are held one by one, sorted; more go into rows.
const LIST_MAX: usize = 12;
/// Bins of a row.
const ROW: usize = 16;
/// No row yet.
const NONE: u8 = u8::MAX;

/// Counts of `N_ROWS` x 16 bins: a few as a list, many in rows found by one look into an index. A quiet window costs
/// a few bytes, a busy one no search.
#[derive(Debug, Clone)]
pub(super) enum Bins<const N_ROWS: usize> {
    /// (bin, count), by bin.
    List(Vec<(u16, u64)>),
    /// More than `LIST_MAX` bins.
    Rows {
        /// Where the row of a bin stands.
        index: Box<[u8; N_ROWS]>,
        /// Rows in the order of their first count.
        rows: Vec<[u64; ROW]>,
    },
}

impl<const N_ROWS: usize> Default for Bins<N_ROWS> {
    fn default() -> Self {
        const { assert!(N_ROWS < NONE as usize) };
        Bins::List(Vec::new())
    }
}

impl<const N_ROWS: usize> Bins<N_ROWS> {
    /// Adds to the count of a bin below `N_ROWS` x 16; `count` is above 0.
    #[inline]
    pub(super) fn add(&mut self, bin: u16, count: u64) {
        match self {
            Bins::Rows { index, rows } => add_to_row(&mut index[..], rows, bin, count),
            Bins::List(list) => match list.binary_search_by_key(&bin, |&(bin, _)| bin) {
                Ok(at) => list[at].1 += count,
                Err(at) if list.len() < LIST_MAX => list.insert(at, (bin, count)),
                Err(_) => {
                    let mut index = Box::new([NONE; N_ROWS]);
                    let mut rows = Vec::new();
                    list.iter().for_each(|&(bin, count)| add_to_row(&mut index[..], &mut rows, bin, count));
                    add_to_row(&mut index[..], &mut rows, bin, count);
                    *self = Bins::Rows { index, rows };
                }
            },
        }
    }

    /// (bin, count) of the bins with something in them, by bin.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u16, u64)> + '_ {
        let (list, index, rows) = match self {
            Bins::List(list) => (&list[..], &[][..], &[][..]),
            Bins::Rows { index, rows } => (&[][..], &index[..], &rows[..]),
        };
        let in_rows = index.iter().enumerate().filter(|(_, place)| **place != NONE).flat_map(|(row, place)| {
            let counts = rows[usize::from(*place)].iter().enumerate().filter(|(_, count)| **count > 0);
            counts.map(move |(i, &count)| ((row * ROW + i) as u16, count))
        });
        list.iter().copied().chain(in_rows)
    }

    pub(super) fn heap_bytes(&self) -> usize {
        match self {
            Bins::List(list) => list.capacity() * size_of::<(u16, u64)>(),
            Bins::Rows { rows, .. } => N_ROWS + rows.capacity() * size_of::<[u64; ROW]>(),
        }
    }
}

#[inline]
fn add_to_row(index: &mut [u8], rows: &mut Vec<[u64; ROW]>, bin: u16, count: u64) {
    let (row, i) = (usize::from(bin) / ROW, usize::from(bin) % ROW);
    if index[row] == NONE {
        index[row] = rows.len() as u8;
        if rows.len() == rows.capacity() {
            // Doubling would hold half as much again for nothing.
            rows.reserve_exact(rows.len() / 4 + 4);
        }
        rows.push([0; ROW]);
    }
    rows[usize::from(index[row])][i] += count;
}

/// Equal when the counts are, whatever they are held in.
impl<const N_ROWS: usize> PartialEq for Bins<N_ROWS> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<const N_ROWS: usize> Eq for Bins<N_ROWS> {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counts_are_those_of_a_map(added in prop::collection::vec((0_u16..64, 1_u64..9), 0..60)) {
            let (mut bins, mut map) = (Bins::<4>::default(), BTreeMap::<u16, u64>::new());
            for (bin, count) in added {
                bins.add(bin, count);
                *map.entry(bin).or_default() += count;
                prop_assert!(bins.iter().eq(map.iter().map(|(&bin, &count)| (bin, count))));
            }
        }
    }
}
