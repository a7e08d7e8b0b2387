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
    /// More than `LIST_MAX` bins, or what was merged with so many.
    Rows(Rows<N_ROWS>),
}

impl<const N_ROWS: usize> Default for Bins<N_ROWS> {
    fn default() -> Self {
        Bins::List(Vec::new())
    }
}

impl<const N_ROWS: usize> Bins<N_ROWS> {
    /// Adds to the count of a bin below `N_ROWS` x 16; `count` is above 0.
    #[inline]
    pub(super) fn add(&mut self, bin: u16, count: u64) {
        match self {
            Bins::Rows(rows) => rows.add(bin, count),
            Bins::List(list) => match list.binary_search_by_key(&bin, |&(bin, _)| bin) {
                Ok(at) => list[at].1 += count,
                Err(at) if list.len() < LIST_MAX => list.insert(at, (bin, count)),
                Err(_) => {
                    let mut rows = Rows::of(list);
                    rows.add(bin, count);
                    *self = Bins::Rows(rows);
                }
            },
        }
    }

    /// Adds all counts of `other`.
    pub(super) fn merge(&mut self, other: &Self) {
        let Bins::Rows(theirs) = other else {
            return other.iter().for_each(|(bin, count)| self.add(bin, count));
        };
        if let Bins::List(list) = self {
            *self = Bins::Rows(Rows::of(list));
        }
        if let Bins::Rows(rows) = self {
            rows.merge(theirs);
        }
    }

    /// (bin, count) of the bins with something in them, by bin.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u16, u64)> + '_ {
        let (list, index, rows) = match self {
            Bins::List(list) => (&list[..], &[][..], &[][..]),
            Bins::Rows(rows) => (&[][..], &rows.index[..], &rows.rows[..]),
        };
        let in_rows =
            index.iter().enumerate().filter(|(_, place)| **place != NONE).flat_map(|(row, place)| {
                let counts = rows[usize::from(*place)].iter().enumerate().filter(|(_, count)| **count > 0);
                counts.map(move |(i, &count)| ((row * ROW + i) as u16, count))
            });
        list.iter().copied().chain(in_rows)
    }

    pub(super) fn heap_bytes(&self) -> usize {
        match self {
            Bins::List(list) => list.capacity() * size_of::<(u16, u64)>(),
            Bins::Rows(rows) => N_ROWS + rows.rows.capacity() * size_of::<[u64; ROW]>(),
        }
    }
}

/// Bins in rows of `ROW`, of which only those with something in them are held.
#[derive(Debug, Clone)]
pub(super) struct Rows<const N_ROWS: usize> {
    /// Where the row of a bin stands.
    index: Box<[u8; N_ROWS]>,
    /// In the order of their first count.
    rows: Vec<[u64; ROW]>,
}

impl<const N_ROWS: usize> Rows<N_ROWS> {
    fn of(list: &[(u16, u64)]) -> Self {
        const { assert!(N_ROWS < NONE as usize) };
        let mut rows = Rows { index: Box::new([NONE; N_ROWS]), rows: Vec::new() };
        list.iter().for_each(|&(bin, count)| rows.add(bin, count));
        rows
    }

    #[inline]
    fn add(&mut self, bin: u16, count: u64) {
        let bin = usize::from(bin);
        self.row_mut(bin / ROW)[bin % ROW] += count;
    }

    fn merge(&mut self, other: &Self) {
        for (row, &place) in other.index.iter().enumerate().filter(|(_, place)| **place != NONE) {
            let theirs = &other.rows[usize::from(place)];
            self.row_mut(row).iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        }
    }

    #[inline]
    fn row_mut(&mut self, row: usize) -> &mut [u64; ROW] {
        if self.index[row] == NONE {
            self.index[row] = self.rows.len() as u8;
            if self.rows.len() == self.rows.capacity() {
                // Doubling would hold half as much again for nothing.
                self.rows.reserve_exact(self.rows.len() / 4 + 4);
            }
            self.rows.push([0; ROW]);
        }
        &mut self.rows[usize::from(self.index[row])]
    }
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
        fn counts_are_those_of_a_map(
            added in prop::collection::vec((0_u16..64, 1_u64..9), 0..60),
            merged in prop::collection::vec((0_u16..64, 1_u64..9), 0..60),
        ) {
            let (mut bins, mut map) = (Bins::<4>::default(), BTreeMap::<u16, u64>::new());
            let is_map = |bins: &Bins<4>, map: &BTreeMap<u16, u64>| {
                bins.iter().eq(map.iter().map(|(&bin, &count)| (bin, count)))
            };
            for (bin, count) in added {
                bins.add(bin, count);
                *map.entry(bin).or_default() += count;
                prop_assert!(is_map(&bins, &map));
            }
            let mut others = Bins::default();
            for (bin, count) in merged {
                others.add(bin, count);
                *map.entry(bin).or_default() += count;
            }
            bins.merge(&others);
            prop_assert!(is_map(&bins, &map));
        }
    }
}
