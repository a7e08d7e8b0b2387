//! A map with a cap that does not care about order: the keys with the smallest hashes stay.
//!
//! Source: the k-minimum-values idea of Bar-Yossef et al., *Counting distinct elements in a data stream* (2002),
//! used as a sample of keys. A key that belongs to the smallest `cap` hashes in the end belonged to them all the
//! time, so its value is complete; whatever was pushed out is summed up by the owner of the map.

use std::sync::Arc;

use hashbrown::HashTable;

/// One key with its value.
#[derive(Debug, Clone)]
pub(super) struct Entry<V> {
    pub(super) hash: u64,
    /// Shared by copies of the map.
    pub(super) name: Arc<str>,
    pub(super) value: V,
}

/// Where a key went.
pub(super) enum Place<V> {
    /// It is kept, at this index.
    Kept(usize),
    /// It is kept, at this index, and pushed out this entry.
    Replaced(usize, Entry<V>),
    /// Over the cap: it is one of the others.
    Other,
}

/// Keys by (hash, name), at most `cap` of them.
#[derive(Debug, Clone)]
pub(super) struct Capped<V> {
    cap: usize,
    entries: Vec<Entry<V>>,
    index: HashTable<u32>,
    /// Index of the largest key, known while the map is full.
    largest: Option<usize>,
    /// Indexes in reading order, made by `sort`.
    order: Vec<u32>,
}

impl<V> Capped<V> {
    pub(super) fn new(cap: usize) -> Self {
        Capped { cap, entries: Vec::new(), index: HashTable::new(), largest: None, order: Vec::new() }
    }

    #[inline]
    pub(super) fn find(&self, hash: u64, name: &str) -> Option<usize> {
        let entries = &self.entries;
        self.index
            .find(hash, |&i| {
                let entry = &entries[i as usize];
                entry.hash == hash && *entry.name == *name
            })
            .map(|&i| i as usize)
    }

    pub(super) fn at(&self, index: usize) -> &Entry<V> {
        &self.entries[index]
    }

    #[inline]
    pub(super) fn value_mut(&mut self, index: usize) -> &mut V {
        &mut self.entries[index].value
    }

    /// The value at `index`, if there are so many.
    pub(super) fn entry_value_mut(&mut self, index: usize) -> Option<&mut V> {
        self.entries.get_mut(index).map(|entry| &mut entry.value)
    }

    /// Keeps the entries for which `keeps` holds; `false` if those are all.
    pub(super) fn retain(&mut self, keeps: impl Fn(&Entry<V>) -> bool) -> bool {
        let before = self.entries.len();
        self.entries.retain(keeps);
        if self.entries.len() == before {
            return false;
        }
        self.index.clear();
        self.largest = None;
        self.order.clear();
        let entries = &self.entries;
        for (index, entry) in entries.iter().enumerate() {
            self.index.insert_unique(entry.hash, index as u32, |&i| entries[i as usize].hash);
        }
        true
    }

    /// The same map with each value changed.
    pub(super) fn map(self, change: impl Fn(V) -> V) -> Self {
        let changed = |entry: Entry<V>| Entry { value: change(entry.value), ..entry };
        Capped { entries: self.entries.into_iter().map(changed).collect(), ..self }
    }

    /// The value at `index` if it still belongs to the key with this hash: an index remembered from before may
    /// have gone to another key since.
    #[inline]
    pub(super) fn remembered_mut(&mut self, index: u32, hash: u64) -> Option<&mut V> {
        self.entries.get_mut(index as usize).filter(|entry| entry.hash == hash).map(|entry| &mut entry.value)
    }

    /// Finds the key or makes a place for it.
    #[inline]
    pub(super) fn place(&mut self, hash: u64, name: &str, make: impl FnOnce() -> V) -> Place<V> {
        match self.find(hash, name) {
            Some(index) => Place::Kept(index),
            None => self.place_new(hash, name, make),
        }
    }

    fn place_new(&mut self, hash: u64, name: &str, make: impl FnOnce() -> V) -> Place<V> {
        let entry = |value| Entry { hash, name: name.into(), value };
        if self.entries.len() < self.cap {
            let index = self.entries.len();
            self.entries.push(entry(make()));
            self.index_insert(hash, index);
            return Place::Kept(index);
        }
        let largest = self.largest_index();
        let last = &self.entries[largest];
        if (last.hash, &*last.name) < (hash, name) {
            return Place::Other;
        }
        if let Ok(slot) = self.index.find_entry(last.hash, |&i| i as usize == largest) {
            slot.remove();
        }
        let evicted = std::mem::replace(&mut self.entries[largest], entry(make()));
        self.index_insert(hash, largest);
        self.largest = None;
        self.order.clear();
        Place::Replaced(largest, evicted)
    }

    /// Whether another key fits without pushing one out.
    pub(super) fn has_room(&self) -> bool {
        self.entries.len() < self.cap
    }

    /// Puts a key back as it was saved; `false` when it is there already or the map is full.
    pub(super) fn restore(&mut self, hash: u64, name: &str, value: V) -> bool {
        let fits = self.has_room() && self.find(hash, name).is_none();
        if fits {
            let index = self.entries.len();
            self.entries.push(Entry { hash, name: name.into(), value });
            self.index_insert(hash, index);
        }
        fits
    }

    fn index_insert(&mut self, hash: u64, index: usize) {
        let entries = &self.entries;
        self.index.insert_unique(hash, index as u32, |&i| entries[i as usize].hash);
        self.order.clear();
    }

    fn largest_index(&mut self) -> usize {
        let entries = &self.entries;
        *self.largest.get_or_insert_with(|| {
            (0..entries.len())
                .max_by(|&a, &b| {
                    let (a, b) = (&entries[a], &entries[b]);
                    (a.hash, &a.name).cmp(&(b.hash, &b.name))
                })
                .unwrap_or(0)
        })
    }

    /// All values, in no particular order.
    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.iter_mut().map(|entry| &mut entry.value)
    }

    /// All entries, in no particular order; for merging and adding up only.
    pub(super) fn into_entries(self) -> Vec<Entry<V>> {
        self.entries
    }

    /// All entries, in no particular order; for merging and adding up only.
    pub(super) fn entries(&self) -> &[Entry<V>] {
        &self.entries
    }

    /// Fixes the reading order: by name, then hash.
    pub(super) fn sort(&mut self) {
        if self.order.len() == self.entries.len() {
            return;
        }
        self.order.clear();
        self.order.extend(0..self.entries.len() as u32);
        let entries = &self.entries;
        self.order.sort_unstable_by(|&a, &b| {
            let (a, b) = (&entries[a as usize], &entries[b as usize]);
            (&a.name, a.hash).cmp(&(&b.name, b.hash))
        });
    }

    /// All entries in reading order; `sort` comes first.
    pub(super) fn sorted(&self) -> impl ExactSizeIterator<Item = &Entry<V>> + DoubleEndedIterator + '_ {
        self.order.iter().map(|&i| &self.entries[i as usize])
    }

    /// Bytes of the map itself, without what the values hold on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        let names: usize = self.entries.iter().map(|entry| entry.name.len()).sum();
        names
            + self.entries.capacity() * size_of::<Entry<V>>()
            + self.index.allocation_size()
            + self.order.capacity() * size_of::<u32>()
    }
}
