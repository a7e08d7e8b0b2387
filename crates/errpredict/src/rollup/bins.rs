//! Counts by bin, where most bins stay empty.

use std::collections::BTreeMap;

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
    List(Vec<(u16, u32)>),
    /// More than `LIST_MAX` bins, or what was merged with so many.
    Rows(Box<Rows<N_ROWS>>),
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
        let list = match self {
            Bins::Rows(rows) => return rows.add(bin, count),
            Bins::List(list) => list,
        };
        let place = list.binary_search_by_key(&bin, |&(bin, _)| bin);
        let before = place.map_or(0, |at| u64::from(list[at].1));
        match (place, u32::try_from(before + count)) {
            (Ok(at), Ok(count)) => list[at].1 = count,
            (Err(at), Ok(count)) if list.len() < LIST_MAX => list.insert(at, (bin, count)),
            _ => {
                let mut rows = Rows::of(list);
                rows.add(bin, count);
                *self = Bins::Rows(Box::new(rows));
            }
        }
    }

    /// Adds all counts of `other`.
    pub(super) fn merge(&mut self, other: &Self) {
        let theirs = match other {
            Bins::List(list) => {
                return list.iter().for_each(|&(bin, count)| self.add(bin, u64::from(count)));
            }
            Bins::Rows(theirs) => theirs,
        };
        if let Bins::List(list) = self {
            *self = Bins::Rows(Box::new(Rows::of(list)));
        }
        if let Bins::Rows(rows) = self {
            rows.merge(theirs);
        }
    }

    /// (bin, count) of the bins with something in them, by bin.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u16, u64)> + '_ {
        let (list, rows) = match self {
            Bins::List(list) => (&list[..], None),
            Bins::Rows(rows) => (&[][..], Some(rows)),
        };
        let in_list = list.iter().map(|&(bin, count)| (bin, u64::from(count)));
        in_list.chain(rows.into_iter().flat_map(|rows| rows.iter()))
    }

    pub(super) fn heap_bytes(&self) -> usize {
        match self {
            Bins::List(list) => list.capacity() * size_of::<(u16, u32)>(),
            Bins::Rows(rows) => size_of::<Rows<N_ROWS>>() + rows.rows.capacity() * size_of::<[u32; ROW]>(),
        }
    }
}

/// Bins in rows of `ROW`, of which only those with something in them are held.
#[derive(Debug, Clone)]
pub(super) struct Rows<const N_ROWS: usize> {
    /// Where the row of a bin stands.
    index: [u8; N_ROWS],
    /// In the order of their first count.
    rows: Vec<[u32; ROW]>,
    /// How many times 2^32 the bins hold besides; mostly none does.
    high: BTreeMap<u16, u64>,
}

impl<const N_ROWS: usize> Rows<N_ROWS> {
    fn of(list: &[(u16, u32)]) -> Self {
        const { assert!(N_ROWS < NONE as usize) };
        let mut rows = Rows { index: [NONE; N_ROWS], rows: Vec::new(), high: BTreeMap::new() };
        list.iter().for_each(|&(bin, count)| rows.add(bin, u64::from(count)));
        rows
    }

    #[inline]
    fn add(&mut self, bin: u16, count: u64) {
        let place = usize::from(bin);
        let low = &mut self.row_mut(place / ROW)[place % ROW];
        let sum = u64::from(*low) + count;
        *low = sum as u32;
        if sum > u64::from(u32::MAX) {
            self.add_high(bin, sum >> 32);
        }
    }

    #[cold]
    fn add_high(&mut self, bin: u16, count: u64) {
        *self.high.entry(bin).or_default() += count;
    }

    fn merge(&mut self, other: &Self) {
        for (row, &place) in other.index.iter().enumerate().filter(|(_, place)| **place != NONE) {
            let theirs = &other.rows[usize::from(place)];
            let mine = self.row_mut(row);
            if mine.iter().zip(theirs).all(|(mine, theirs)| mine.checked_add(*theirs).is_some()) {
                mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
            } else {
                let bins = theirs.iter().enumerate();
                bins.for_each(|(i, count)| self.add((row * ROW + i) as u16, u64::from(*count)));
            }
        }
        for (&bin, &count) in &other.high {
            // There may be nothing below it in a row.
            self.row_mut(usize::from(bin) / ROW);
            self.add_high(bin, count);
        }
    }

    fn iter(&self) -> impl Iterator<Item = (u16, u64)> + '_ {
        let rows = self.index.iter().enumerate().filter(|(_, place)| **place != NONE);
        let lows = rows.flat_map(|(row, place)| {
            let counts = self.rows[usize::from(*place)].iter().enumerate();
            counts.map(move |(i, &low)| ((row * ROW + i) as u16, u64::from(low)))
        });
        let high = |bin: u16| self.high.get(&bin).map_or(0, |high| high << 32);
        lows.map(move |(bin, low)| (bin, high(bin) + low)).filter(|(_, count)| *count > 0)
    }

    #[inline]
    fn row_mut(&mut self, row: usize) -> &mut [u32; ROW] {
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

    /// Mostly small, now and then beyond 32 bits.
    fn counts() -> impl Strategy<Value = Vec<(u16, u64)>> {
        let count = prop_oneof![6 => 1_u64..9, 1 => (1_u64 << 31)..(1 << 36)];
        prop::collection::vec((0_u16..64, count), 0..60)
    }

    proptest! {
        #[test]
        fn counts_are_those_of_a_map(added in counts(), merged in counts()) {
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
