//! Saving templates, and checking what is read.

use std::collections::BTreeSet;

use hashbrown::{HashMap, HashTable};
use xxhash_rust::xxh3::xxh3_64;

use super::align;
use super::index::{self, Index, Slot};
use super::scan::Scan;
use super::{Entry, Form, Merge, Templates, TemplatesConfig};
use crate::{Error, ErrorKind, Result};

/// Version of the saved state.
const STATE_VERSION: u32 = 1;

/// What is saved; everything else follows from it.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    version: u32,
    config: TemplatesConfig,
    n_messages: u64,
    forms: Vec<Form>,
    entries: Vec<Entry>,
    merges: Vec<Merge>,
    slots: Vec<(u64, Slot)>,
    overflow: Option<u32>,
}

impl serde::Serialize for Templates {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        State {
            version: STATE_VERSION,
            config: self.config.clone(),
            n_messages: self.n_messages,
            forms: self.forms.clone(),
            entries: self.entries.clone(),
            merges: self.merges.clone(),
            slots: self.index.sorted(),
            overflow: self.overflow,
        }
        .serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Templates {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        Templates::from_state(State::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

impl Templates {
    fn from_state(state: State) -> Result<Self> {
        if state.version != STATE_VERSION {
            let message = format!("templates of version {}, this build knows {STATE_VERSION}", state.version);
            return Err(Error::new(ErrorKind::UnsupportedVersion, message));
        }
        state.config.validate()?;
        let (n_forms, n_entries) = (state.forms.len() as u32, state.entries.len() as u32);
        let sound = state.forms.iter().all(|form| form.template < n_entries)
            && state.entries.iter().enumerate().all(|(id, entry)| {
                entry.parent as usize <= id && entry.forms.iter().all(|form| *form < n_forms)
            })
            && state
                .slots
                .iter()
                .all(|(_, slot)| slot.members.iter().chain(&slot.general).all(|form| *form < n_forms))
            && state.overflow.is_none_or(|id| id < n_entries)
            && state.entries.iter().zip(0..).filter(|(entry, id)| entry.parent != *id).count()
                == state.merges.len()
            && state.merges.iter().all(|merge| merge.from.0 < n_entries && merge.into.0 < merge.from.0);
        if !sound {
            return Err(Error::new(ErrorKind::Corrupt, "saved templates refer to parts they do not have"));
        }
        // Forms of one slot have as many words and differ at its places only: generalising relies on it.
        let keys: Vec<BTreeSet<u64>> = state
            .forms
            .iter()
            .map(|form| {
                let chunks: Vec<&str> = form.masked.split(' ').collect();
                index::slot_keys(&chunks).into_iter().map(|(key, _)| key).collect()
            })
            .collect();
        let belongs = |key: &u64, form: &u32| keys[*form as usize].contains(key);
        if !state.slots.iter().all(|(key, slot)| slot.members.iter().all(|form| belongs(key, form))) {
            return Err(Error::new(ErrorKind::Corrupt, "saved templates have a form in a slot of others"));
        }
        let mut by_masked = HashTable::with_capacity(state.forms.len());
        let mut bracketed = HashMap::default();
        for (id, form) in state.forms.iter().enumerate() {
            let forms = &state.forms;
            let hash = |id: &u32| xxh3_64(forms[*id as usize].masked.as_bytes());
            by_masked.insert_unique(xxh3_64(form.masked.as_bytes()), id as u32, hash);
            let chunks: Vec<&str> = form.masked.split(' ').collect();
            if let Some(bare) = align::without_brackets(&chunks).filter(|_| form.details.is_some()) {
                bracketed.entry(xxh3_64(bare.as_bytes())).or_insert(id as u32);
            }
        }
        Ok(Templates {
            config: state.config,
            n_messages: state.n_messages,
            forms: state.forms,
            by_masked,
            entries: state.entries,
            merges: state.merges,
            index: Index::from_sorted(state.slots),
            covered: HashMap::default(),
            bracketed,
            overflow: state.overflow,
            scan: Scan::default(),
        })
    }
}
