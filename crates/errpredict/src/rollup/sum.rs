//! The sum of many services, or of many parts of one, at once.
//!
//! Merging one after the other would go through the sum once for each part. Here each count is added up once. A rollup is
//! loaded so: the system is the sum of its services and of those over the cap. It may be, because a key among the smallest
//! hashes of the whole is among the smallest of every part that has it, so that its counts are complete in each.

use std::sync::Arc;

use super::capped::{Capped, Place};
use super::cells::Cells;
use super::config::RollupConfig;
use super::group::ErrorGroup;
use super::plain::Plain;
use super::service::ServiceRollup;

impl ServiceRollup {
    /// Everything that these count, all of them settled and of one configuration; it is not sorted yet.
    pub(super) fn sum(config: &RollupConfig, parts: &[&ServiceRollup]) -> ServiceRollup {
        let mut sum = ServiceRollup::new(config);
        for (which, cells) in sum.plain.iter_mut().enumerate() {
            *cells = Cells::sum(parts.iter().map(|part| &part.plain[which]));
        }
        let types = parts.iter().map(|part| &part.types);
        let others = sum_keys(&mut sum.types, types, |_| Cells::default(), |_, _| {}, |cells| cells);
        sum.add_plain(Plain::OtherTypes, &others);
        let groups = parts.iter().map(|part| &part.groups);
        let others = sum_groups(&mut sum.groups, groups);
        sum.add_plain(Plain::OtherGroups, &others);
        let ungraded = parts.iter().map(|part| &part.ungraded);
        let others = sum_groups(&mut sum.ungraded, ungraded);
        sum.add_plain(Plain::OtherUngraded, &others);
        for part in parts {
            sum.merge_beside_counts(part);
        }
        sum
    }

    fn add_plain(&mut self, which: Plain, cells: &Cells) {
        self.plain[which as usize].merge(cells);
    }
}

fn sum_groups<'a>(
    sum: &mut Capped<ErrorGroup>,
    parts: impl Iterator<Item = &'a Capped<ErrorGroup>>,
) -> Cells {
    let make = |group: &ErrorGroup| ErrorGroup::new(group.first, Arc::clone(&group.error_type));
    sum_keys(sum, parts, make, ErrorGroup::merge_beside_counts, |group| &group.cells)
}

/// Adds up the values of each key; gives the counts of keys over the cap.
fn sum_keys<'a, V: HasCells + 'a>(
    sum: &mut Capped<V>,
    parts: impl Iterator<Item = &'a Capped<V>>,
    make: impl Fn(&V) -> V,
    merge: impl Fn(&mut V, &V),
    cells: impl Fn(&'a V) -> &'a Cells,
) -> Cells {
    let mut kept: Vec<Vec<&Cells>> = Vec::new();
    let mut others: Vec<&Cells> = Vec::new();
    for entry in parts.flat_map(|part| part.entries()) {
        let index = match sum.place(entry.hash, &entry.name, || make(&entry.value)) {
            Place::Kept(index) => index,
            Place::Replaced(index, _) => {
                others.append(&mut kept[index]);
                index
            }
            Place::Other => {
                others.push(cells(&entry.value));
                continue;
            }
        };
        if index == kept.len() {
            kept.push(Vec::new());
        }
        kept[index].push(cells(&entry.value));
        merge(sum.value_mut(index), &entry.value);
    }
    for (value, parts) in sum.values_mut().zip(kept) {
        *value.cells_mut() = Cells::sum(parts);
    }
    Cells::sum(others)
}

/// A value whose counts can be set.
trait HasCells {
    fn cells_mut(&mut self) -> &mut Cells;
}

impl HasCells for Cells {
    fn cells_mut(&mut self) -> &mut Cells {
        self
    }
}

impl HasCells for ErrorGroup {
    fn cells_mut(&mut self) -> &mut Cells {
        &mut self.cells
    }
}
