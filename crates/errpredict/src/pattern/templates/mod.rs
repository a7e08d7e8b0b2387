//! Message → template and parameters, one message at a time.
//!
//! **How.** Two steps, both a function of the messages so far and nothing else:
//!
//! 1. *Masking* (`scan`): what can be told from one message (numbers, addresses, paths, times, hexadecimal,
//!    quantities, truth values) becomes a variable. Lists of variables collapse into one. Messages with the same
//!    masked form have the same template; a known form costs one pass over the bytes and one look-up, however many
//!    messages came before.
//! 2. *Generalising* (`index`, `align`): a new form is compared with the forms that differ from it in exactly one
//!    chunk (text between white space). That chunk becomes a variable as soon as one of them already has a
//!    variable there, or as enough different words were seen there: fewer after `=`, quotes and brackets, where
//!    values stand, more in the first place, where the name of the event stands. The general form is compared in
//!    turn, so that two places can become variable one after the other. Two places whose values never come one at a
//!    time become variable together, on more evidence.
//!
//! A template never loses its id: when two turn out to be the same, the smaller id stays and the step is recorded
//! in [`Templates::merges`]; [`Templates::resolve`] follows the record.
//!
//! A part in brackets is optional: a message with it and one without it are one template, whose text is the shorter.
//! HTTP methods are never values: `GET` and `POST` of one line are two events.
//!
//! **Sources.** Fixed-depth and one-difference grouping: He, Zhu, Zheng and Lyu, *Drain: An Online Log Parsing
//! Approach with Fixed Depth Tree*, ICWS 2017. What counts as a variable: Khan, Shin, Bianculli and Briand,
//! *Guidelines for Assessing the Accuracy of Log Message Template Identification Techniques*, ICSE 2022. The
//! combination, and the index of all one-chunk differences, are our own.
//!
//! | Setting | Default | Meaning | Range |
//! |---|---|---|---|
//! | `max_templates` | 10000 | forms kept; beyond, unknown messages count to one template `<*>` | 1..=1000000 |
//! | `max_message_bytes` | 4096 | a longer message is cut there | 64..=1048576 |
//! | `values` | 4 | different words that make a chunk a variable | 2..=8 |
//! | `enclosed_values` | 3 | the same after `=`, a quote or an opening bracket | 2..=8 |
//! | `first_values` | 5 | the same in the first chunk | 2..=8 |
//! | `first_words` | 3 | chunks with words needed elsewhere before the first may vary | 1..=64 |
//! | `paired_values` | 8 | different words at each of two places that make both variable | 2..=8 |
//!
//! **Works badly when** three places vary in words at once and never fewer; when fewer different words occur than
//! the settings ask for (two users only); when an event is told from another only by a number or by the digits of
//! a name; when free text follows (a user's comment), which varies in length; and inside text without spaces
//! between words, where only numbers and punctuation are told apart.
//!
//! ```
//! use errpredict::pattern::templates::{Templates, TemplatesConfig};
//!
//! let mut templates = Templates::new(TemplatesConfig::default())?;
//! let id = templates.observe("user 17 logged in from 10.0.0.1");
//! assert_eq!(templates.observe("user 4711 logged in from 10.0.0.2"), id);
//! let template = templates.template(id).expect("it was just seen");
//! assert_eq!((template.text.as_str(), template.n_messages), ("user <*> logged in from <*>", 2));
//! assert_eq!(template.parameters("user 8 logged in from 10.0.0.3"), Some(vec!["8", "10.0.0.3"]));
//! # Ok::<(), errpredict::Error>(())
//! ```

mod align;
mod config;
mod index;
mod scan;
mod state;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use config::TemplatesConfig;

use std::collections::BTreeSet;

use hashbrown::{HashMap, HashTable};
use rustc_hash::FxBuildHasher;
use xxhash_rust::xxh3::xxh3_64;

use crate::Result;
use index::{Index, Places};
use scan::Scan;

/// Forms of a template that decide on its text; later ones only count.
const MOST_VOTERS: usize = 16;

/// A stable id: small, in order of first appearance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct TemplateId(pub u32);

/// Two templates that turned out to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Merge {
    /// The id that no longer stands alone.
    pub from: TemplateId,
    /// The id that stays.
    pub into: TemplateId,
    /// Number of messages observed when it happened, the deciding one included.
    pub at_message: u64,
}

/// What messages of one kind have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The id asked for, resolved.
    pub id: TemplateId,
    /// Text with `<*>` for every variable, white space single.
    pub text: String,
    /// Messages observed.
    pub n_messages: u64,
}

/// A masked form that was seen (or made by generalising).
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
struct Form {
    masked: Box<str>,
    template: u32,
    /// What its messages had in common inside the variables; nothing for a form made by generalising.
    details: Option<text::Details>,
}

#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
struct Entry {
    /// Itself, or the template it was merged into.
    parent: u32,
    n_messages: u64,
    /// Forms, oldest first.
    forms: Vec<u32>,
}

/// All templates seen so far. Memory is bounded by the configuration.
#[derive(Debug, Clone)]
pub struct Templates {
    config: TemplatesConfig,
    forms: Vec<Form>,
    by_masked: HashTable<u32>,
    entries: Vec<Entry>,
    merges: Vec<Merge>,
    index: Index,
    /// Masked forms that a general form covers: hash → form. A cache only: emptied when full.
    covered: HashMap<u64, u32, FxBuildHasher>,
    /// Forms with parts in brackets: hash of the form without them → form. Follows from `forms`.
    bracketed: HashMap<u64, u32, FxBuildHasher>,
    n_messages: u64,
    overflow: Option<u32>,
    scan: Scan,
}

impl Default for Templates {
    fn default() -> Self {
        Templates::with(TemplatesConfig::default())
    }
}

impl Templates {
    /// No templates yet.
    ///
    /// # Errors
    /// `invalid_setting` if a setting is out of range.
    pub fn new(config: TemplatesConfig) -> Result<Self> {
        config.validate()?;
        Ok(Templates::with(config))
    }

    fn with(config: TemplatesConfig) -> Self {
        Templates {
            config,
            forms: Vec::new(),
            by_masked: HashTable::new(),
            entries: Vec::new(),
            merges: Vec::new(),
            index: Index::default(),
            covered: HashMap::default(),
            bracketed: HashMap::default(),
            n_messages: 0,
            overflow: None,
            scan: Scan::default(),
        }
    }

    /// Takes in one message and gives its template. The id stays valid for ever; [`Templates::resolve`] tells
    /// whether it has become part of another since.
    pub fn observe(&mut self, message: &str) -> TemplateId {
        self.n_messages += 1;
        let mut scan = std::mem::take(&mut self.scan);
        scan.read(cut(message, self.config.max_message_bytes));
        let hash = xxh3_64(&scan.masked);
        let id = match self
            .by_masked
            .find(hash, |form| self.forms[*form as usize].masked.as_bytes() == scan.masked)
        {
            Some(form) => {
                let form = *form;
                if let Some(details) = &mut self.forms[form as usize].details {
                    details.note(&scan.details);
                }
                self.template_of(form)
            }
            None => match self.covered.get(&hash) {
                Some(form) => {
                    let form = *form;
                    self.template_of(form)
                }
                None => self.observe_unknown(hash, &scan),
            },
        };
        self.entries[id as usize].n_messages += 1;
        self.scan = scan;
        TemplateId(id)
    }

    /// The template a form belongs to now.
    fn template_of(&mut self, form: u32) -> u32 {
        let known = self.forms[form as usize].template;
        let id = self.root(known);
        if id != known {
            self.forms[form as usize].template = id;
        }
        id
    }

    fn root(&self, mut id: u32) -> u32 {
        while self.entries[id as usize].parent != id {
            id = self.entries[id as usize].parent;
        }
        id
    }

    /// A masked form never seen, or forgotten by the cache.
    #[cold]
    fn observe_unknown(&mut self, hash: u64, scan: &Scan) -> u32 {
        let Ok(masked) = std::str::from_utf8(&scan.masked) else {
            // The scanner cuts at ASCII bytes and at characters only.
            return self.overflow();
        };
        let chunks: Vec<&str> = masked.split(' ').collect();
        let keys = index::slot_keys(&chunks);
        if let Some(form) = self.covering(&chunks, &keys, &scan.details) {
            if self.covered.len() >= self.config.max_templates {
                self.covered.clear();
            }
            self.covered.insert(hash, form);
            return self.template_of(form);
        }
        if self.forms.len() >= self.config.max_templates {
            return self.overflow();
        }
        let id = self.new_entry();
        self.insert(masked, id, Some(text::Details::first(&scan.details)));
        self.root(id)
    }

    fn new_entry(&mut self) -> u32 {
        let id = self.entries.len() as u32;
        self.entries.push(Entry { parent: id, ..Entry::default() });
        id
    }

    /// The template of everything beyond the limit.
    fn overflow(&mut self) -> u32 {
        match self.overflow {
            Some(id) => id,
            None => {
                let id = self.new_entry();
                self.overflow = Some(id);
                id
            }
        }
    }

    /// The general form of a slot the message lies in. If it lies in several, they are of one template.
    fn covering(&mut self, chunks: &[&str], keys: &[(u64, Places)], details: &[u8]) -> Option<u32> {
        let mut found: Option<u32> = None;
        for (key, places) in keys {
            let Some(general) = self.index.get(*key).and_then(|slot| slot.general) else { continue };
            self.widen(*key, *places, chunks, general);
            match found {
                None => found = Some(general),
                Some(other) => {
                    self.merge(self.forms[general as usize].template, self.forms[other as usize].template)
                }
            }
        }
        let template = self.template_of(found?);
        let oldest = *self.entries[template as usize].forms.first()? as usize;
        let Form { masked, details: known, .. } = &mut self.forms[oldest];
        if let Some(known) = known {
            known.note_chunks(masked, chunks, details);
        }
        found
    }

    /// Makes a general form wide enough for one more message.
    fn widen(&mut self, key: u64, places: Places, message: &[&str], general: u32) {
        let masked = self.forms[general as usize].masked.clone();
        let known: Vec<&str> = masked.split(' ').collect();
        let mut chunks: Vec<String> = known.iter().map(|chunk| (*chunk).to_owned()).collect();
        for place in places.iter() {
            chunks[place] = align::align(&[known[place], message[place]]).general;
        }
        let wider = chunks.join(" ");
        if *wider != *masked && self.forms.len() < self.config.max_templates {
            let template = self.forms[general as usize].template;
            let form = self.insert(&wider, template, None);
            self.index.set_general(key, form);
        }
    }

    /// Adds a form to a template and compares it with its neighbours. A known form only joins the templates.
    fn insert(&mut self, masked: &str, template: u32, details: Option<text::Details>) -> u32 {
        let hash = xxh3_64(masked.as_bytes());
        if let Some(form) = self.by_masked.find(hash, |form| &*self.forms[*form as usize].masked == masked) {
            let form = *form;
            self.merge(self.forms[form as usize].template, template);
            return form;
        }
        let form = self.forms.len() as u32;
        let is_seen = details.is_some();
        self.forms.push(Form { masked: masked.into(), template, details });
        let forms = &self.forms;
        self.by_masked.insert_unique(hash, form, |form| xxh3_64(forms[*form as usize].masked.as_bytes()));
        let root = self.root(template);
        self.entries[root as usize].forms.push(form);
        let chunks: Vec<&str> = masked.split(' ').collect();
        if is_seen {
            self.join_bracketed(&chunks, hash, form);
        }
        for (key, places) in index::slot_keys(&chunks) {
            if self.index.add(key, form).members.len() >= 2 {
                self.decide(key, places, form);
            }
        }
        form
    }

    /// Joins a form that was seen with one that differs from it only by parts in brackets.
    fn join_bracketed(&mut self, chunks: &[&str], hash: u64, form: u32) {
        let own = self.forms[form as usize].template;
        if let Some(bare) = align::without_brackets(chunks) {
            let bare_hash = xxh3_64(bare.as_bytes());
            self.bracketed.entry(bare_hash).or_insert(form);
            let is_bare = |form: &u32| *self.forms[*form as usize].masked == *bare;
            if let Some(known) = self.by_masked.find(bare_hash, is_bare).copied() {
                self.merge(self.forms[known as usize].template, own);
            }
        } else if let Some(known) = self.bracketed.get(&hash).copied() {
            self.merge(self.forms[known as usize].template, own);
        }
    }

    /// Whether the chunks at those places vary among the members of a slot; if so they are of one template.
    fn decide(&mut self, key: u64, places: Places, newest: u32) {
        let Some(slot) = self.index.get(key).cloned() else { return };
        if let Some(general) = slot.general {
            self.merge(self.forms[general as usize].template, self.forms[newest as usize].template);
            let masked = self.forms[newest as usize].masked.clone();
            let chunks: Vec<&str> = masked.split(' ').collect();
            self.widen(key, places, &chunks, general);
            return;
        }
        let mut members = slot.members;
        if !members.contains(&newest) {
            members.push(newest);
        }
        let Some(general) = self.general_of(&members, places) else { return };
        let first = self.forms[members[0] as usize].template;
        for member in &members {
            self.merge(first, self.forms[*member as usize].template);
        }
        if self.forms.len() < self.config.max_templates {
            let form = self.insert(&general, first, None);
            self.index.set_general(key, form);
        }
    }

    /// The general form of a slot, if the evidence suffices.
    fn general_of(&self, members: &[u32], places: Places) -> Option<String> {
        if places.is_pair() && members.len() < self.config.paired_values {
            return None;
        }
        let rows: Vec<Vec<&str>> =
            members.iter().map(|form| self.forms[*form as usize].masked.split(' ').collect()).collect();
        let is_other = |at: usize| places.iter().all(|place| place != at);
        let n_words =
            rows[0].iter().enumerate().filter(|(at, chunk)| is_other(*at) && align::has_word(chunk)).count();
        let varying = |place: usize| {
            let chunks: Vec<&str> = rows.iter().map(|row| row[place]).collect();
            let different: BTreeSet<&str> = chunks.iter().copied().collect();
            (align::align(&chunks), different.len())
        };
        let (first, n_first) = varying(places.0);
        let mut chunks = rows[0].clone();
        if places.is_pair() {
            let (second, n_second) = varying(places.1);
            if !align::are_variables(&self.config, [(&first, n_first), (&second, n_second)], n_words) {
                return None;
            }
            chunks[places.0] = &first.general;
            chunks[places.1] = &second.general;
            return Some(chunks.join(" "));
        }
        if !align::is_variable(&self.config, &first, n_first, places.0, n_words) {
            return None;
        }
        chunks[places.0] = &first.general;
        Some(chunks.join(" "))
    }

    /// Makes one template of two; the older id stays.
    fn merge(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        let (into, from) = (one.min(other), one.max(other));
        let merged = std::mem::take(&mut self.entries[from as usize]);
        self.entries[from as usize].parent = into;
        let entry = &mut self.entries[into as usize];
        entry.n_messages += merged.n_messages;
        entry.forms.extend(merged.forms);
        entry.forms.sort_unstable();
        self.merges.push(Merge {
            from: TemplateId(from),
            into: TemplateId(into),
            at_message: self.n_messages,
        });
    }

    /// The id under which a template is known now; itself unless it was merged.
    #[must_use]
    pub fn resolve(&self, id: TemplateId) -> TemplateId {
        if (id.0 as usize) < self.entries.len() { TemplateId(self.root(id.0)) } else { id }
    }

    /// The template of that id, merges followed; nothing for an id never given.
    #[must_use]
    pub fn template(&self, id: TemplateId) -> Option<Template> {
        let id = self.resolve(id);
        let entry = self.entries.get(id.0 as usize)?;
        let voters: Vec<&Form> = entry.forms.iter().map(|form| &self.forms[*form as usize]).collect();
        Some(Template { id, text: text::render(&voters, MOST_VOTERS), n_messages: entry.n_messages })
    }

    /// All templates that stand alone, by id.
    pub fn iter(&self) -> impl Iterator<Item = Template> {
        (0..self.entries.len() as u32)
            .filter(|id| self.entries[*id as usize].parent == *id)
            .filter_map(|id| self.template(TemplateId(id)))
    }

    /// The template of a message without taking it in; nothing if it is of no known kind.
    #[must_use]
    pub fn find(&self, message: &str) -> Option<TemplateId> {
        let mut scan = Scan::default();
        scan.read(cut(message, self.config.max_message_bytes));
        let hash = xxh3_64(&scan.masked);
        let same = |form: &u32| self.forms[*form as usize].masked.as_bytes() == scan.masked;
        let form = self.by_masked.find(hash, same).copied().or_else(|| {
            let masked = std::str::from_utf8(&scan.masked).ok()?;
            let chunks: Vec<&str> = masked.split(' ').collect();
            index::slot_keys(&chunks).into_iter().find_map(|(key, _)| self.index.get(key)?.general)
        })?;
        Some(TemplateId(self.root(self.forms[form as usize].template)))
    }

    /// Every merge so far, oldest first.
    #[must_use]
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// Number of templates that stand alone.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len() - self.merges.len()
    }

    /// Whether nothing was observed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Messages observed.
    #[must_use]
    pub fn n_messages(&self) -> u64 {
        self.n_messages
    }

    /// What is held in memory: forms, slots of the index, cached forms. All bounded by `max_templates`.
    #[must_use]
    pub fn sizes(&self) -> (usize, usize, usize) {
        (self.forms.len(), self.index.len(), self.covered.len())
    }
}

/// The message up to a number of bytes, at a character.
fn cut(message: &str, most: usize) -> &str {
    &message[..message.floor_char_boundary(most)]
}
