//! Saving templates, checking what is read, and taking text out.

use std::collections::BTreeSet;

use hashbrown::{HashMap, HashTable};
use xxhash_rust::xxh3::xxh3_64;

use super::align;
use super::index::{self, Index, Slot};
use super::scan::Scan;
use super::{Entry, Form, Merge, Templates, TemplatesConfig, text};
use crate::container::{self, Kind};
use crate::error::{Error, ErrorKind, Result};

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
        self.state().serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Templates {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        Templates::from_state(State::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

impl Templates {
    /// What was learnt, as bytes that [`Templates::load`] reads.
    ///
    /// # Errors
    /// `internal` if it cannot be written as JSON.
    pub fn save(&self) -> Result<Vec<u8>> {
        let body = serde_json::to_vec(self)
            .map_err(|error| container::refused(ErrorKind::Internal, Kind::Templates, &error.to_string()))?;
        Ok(container::pack(Kind::Templates, STATE_VERSION, &body))
    }

    /// Reads what [`Templates::save`] wrote, and the JSON that versions before it wrote.
    ///
    /// # Errors
    /// `invalid_input` for other bytes, `unsupported_version` for a version this build does not know, `corrupt` for what
    /// is damaged.
    pub fn load(bytes: &[u8]) -> Result<Templates> {
        let body = match bytes.first() {
            Some(b'{') => bytes,
            _ => container::unpack(Kind::Templates, STATE_VERSION..=STATE_VERSION, bytes)?.1,
        };
        serde_json::from_slice(body)
            .map_err(|error| container::refused(ErrorKind::Corrupt, Kind::Templates, &error.to_string()))
    }

    /// Takes out every kind of message whose text, variables as `<*>`, holds what must not be kept, such as a person's name;
    /// gives how many there were. Ids stay valid: a template of which nothing is left is `<*>`.
    pub fn erase(&mut self, holds: impl Fn(&str) -> bool) -> usize {
        let mut state = self.state();
        let mut places = Vec::with_capacity(state.forms.len());
        let mut kept = 0_u32;
        for form in &state.forms {
            let is_kept = !holds(&text::render(&[form], 1));
            places.push(is_kept.then_some(kept));
            kept += u32::from(is_kept);
        }
        let n_erased = state.forms.len() - kept as usize;
        if n_erased == 0 {
            return 0;
        }
        let place = |form: &u32| places[*form as usize];
        let moved = |forms: &[u32]| forms.iter().filter_map(place).collect::<Vec<u32>>();
        let mut at = 0..;
        state.forms.retain(|_| at.next().is_some_and(|form| place(&form).is_some()));
        state.entries.iter_mut().for_each(|entry| entry.forms = moved(&entry.forms));
        for (_, slot) in &mut state.slots {
            (slot.members, slot.general) = (moved(&slot.members), slot.general.as_ref().and_then(place));
        }
        state.slots.retain(|(_, slot)| !slot.members.is_empty() || slot.general.is_some());
        *self = Templates::of(state);
        n_erased
    }

    fn state(&self) -> State {
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
    }

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
        Ok(Templates::of(state))
    }

    /// What follows from a sound state.
    fn of(state: State) -> Self {
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
        Templates {
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
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learnt(messages: &[&str]) -> Templates {
        let mut templates = Templates::default();
        messages.iter().for_each(|message| {
            templates.observe(message);
        });
        templates
    }

    #[test]
    fn what_is_saved_is_read_and_so_is_what_was_saved_before() {
        let mut templates = learnt(&["login of ada", "login of bob", "login of eve", "took 3 ms"]);
        let bytes = templates.save().unwrap();
        assert_eq!(container::kind_of(&bytes), Some(Kind::Templates));
        let json = serde_json::to_vec(&templates).unwrap();
        for saved in [&bytes, &json] {
            let mut again = Templates::load(saved).unwrap();
            assert_eq!(again.save().unwrap(), bytes);
            assert_eq!(again.observe("login of zoe"), templates.clone().observe("login of zoe"));
        }
        templates.observe("login of zoe");
        assert_ne!(templates.save().unwrap(), bytes);
        for (broken, code) in
            [(&bytes[..bytes.len() - 1], "corrupt"), (&b"{}"[..], "corrupt"), (b"x", "invalid_input")]
        {
            assert_eq!(Templates::load(broken).unwrap_err().code(), code);
        }
    }

    #[test]
    fn what_is_erased_is_nowhere_and_the_rest_goes_on() {
        let messages = ["user ann failed", "took 3 ms", "mail to bob lost", "took 17 ms", "mail to eve lost"];
        let mut templates = learnt(&messages);
        let before: Vec<_> = messages.iter().map(|message| templates.find(message).unwrap()).collect();
        assert_eq!(templates.erase(|text| text.contains("ann") || text.contains("bob")), 2);
        let saved = String::from_utf8(templates.save().unwrap().split_off(container::HEADER_BYTES)).unwrap();
        assert!(!saved.contains("ann") && !saved.contains("bob") && saved.contains("eve"), "{saved}");
        assert_eq!(templates.template(before[0]).unwrap().text, "<*>");
        assert_eq!(templates.template(before[0]).unwrap().n_messages, 1, "counts tell of nobody");
        assert_eq!(templates.find("took 5 ms"), Some(before[1]));
        assert_eq!(templates.find("user ann failed"), None);
        assert_eq!(
            Templates::load(&templates.save().unwrap()).unwrap().save().unwrap(),
            templates.save().unwrap()
        );
        // It learns on as if the rest were all there had been.
        for name in ["zoe", "ida", "max"] {
            templates.observe(&format!("mail to {name} lost"));
        }
        assert_eq!(templates.template(before[4]).unwrap().text, "mail to <*> lost");
        assert_eq!(templates.erase(|text| text.contains("ann")), 0);
    }
}
