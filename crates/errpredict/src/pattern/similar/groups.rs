//! Groups of similar texts, with what a person decided.
//!
//! Two texts at or above the threshold are linked; groups are what hangs together (single linkage), the most
//! similar links first. A person's word is stronger: what is the same is joined before any link, what is
//! different is never joined by links. Decisions are kept by key, so they hold when the texts are grouped again.

use std::collections::BTreeMap;

use super::{Scratch, Similar};

/// What a person decided about two texts. A later decision about the same two replaces an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// They are the same error (merge).
    Same(u64, u64),
    /// They are different errors (split).
    Different(u64, u64),
}

impl Decision {
    fn pair(self) -> (u64, u64) {
        let (Decision::Same(one, other) | Decision::Different(one, other)) = self;
        (one.min(other), one.max(other))
    }
}

/// Groups of texts. A group is named by the key of its oldest text, so a new text never renames it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// Per text, in the order added: the key of the oldest text of its group.
    group_of: Vec<u64>,
    /// Decisions that another decision makes impossible: different, but joined by what is the same.
    contradictions: Vec<Decision>,
}

impl Groups {
    /// The group of every text, in the order added: the key of its oldest text.
    #[must_use]
    pub fn of_texts(&self) -> &[u64] {
        &self.group_of
    }

    /// Decisions "different" that could not be kept because other decisions join the two.
    #[must_use]
    pub fn contradictions(&self) -> &[Decision] {
        &self.contradictions
    }
}

struct Forest {
    parent: Vec<u32>,
    /// Roots whose groups must stay apart: pairs of texts.
    different: Vec<(u32, u32)>,
}

impl Forest {
    fn root(&mut self, mut id: u32) -> u32 {
        while self.parent[id as usize] != id {
            self.parent[id as usize] = self.parent[self.parent[id as usize] as usize];
            id = self.parent[id as usize];
        }
        id
    }

    /// Joins two groups under the older text.
    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.parent[one.max(other) as usize] = one.min(other);
    }

    fn must_stay_apart(&mut self, one: u32, other: u32) -> bool {
        let pair = (self.root(one), self.root(other));
        let swapped = (pair.1, pair.0);
        (0..self.different.len()).any(|at| {
            let (a, b) = self.different[at];
            let roots = (self.root(a), self.root(b));
            roots == pair || roots == swapped
        })
    }
}

pub(super) fn groups(similar: &Similar, threshold: f64, decisions: &[Decision]) -> Groups {
    let n_texts = similar.len();
    let mut by_key: BTreeMap<u64, u32> = BTreeMap::new();
    for (id, text) in (0_u32..).zip(&similar.texts) {
        by_key.entry(text.key).or_insert(id);
    }
    let mut last_word: BTreeMap<(u64, u64), Decision> = BTreeMap::new();
    for decision in decisions {
        last_word.insert(decision.pair(), *decision);
    }
    let mut forest = Forest { parent: (0..n_texts as u32).collect(), different: Vec::new() };
    let known = |decision: &Decision| {
        let (one, other) = decision.pair();
        Some((*by_key.get(&one)?, *by_key.get(&other)?))
    };
    for decision in last_word.values().filter(|decision| matches!(decision, Decision::Same(..))) {
        if let Some((one, other)) = known(decision) {
            forest.join(one, other);
        }
    }
    let mut contradictions = Vec::new();
    for decision in last_word.values().filter(|decision| matches!(decision, Decision::Different(..))) {
        match known(decision) {
            Some((one, other)) if forest.root(one) == forest.root(other) => contradictions.push(*decision),
            Some(pair) => forest.different.push(pair),
            None => {}
        }
    }
    for (_, one, other) in links(similar, threshold) {
        if forest.root(one) != forest.root(other) && !forest.must_stay_apart(one, other) {
            forest.join(one, other);
        }
    }
    let group_of = (0..n_texts as u32).map(|id| similar.texts[forest.root(id) as usize].key).collect();
    Groups { group_of, contradictions }
}

/// All pairs at or above the threshold, most similar first, then oldest first.
fn links(similar: &Similar, threshold: f64) -> Vec<(f64, u32, u32)> {
    let mut scratch = Scratch::default();
    let mut links = Vec::new();
    for id in 0..similar.len() as u32 {
        let query = super::search::Query::of(similar, id);
        let partition = similar.texts[id as usize].partition;
        let found = super::search::within(similar, &query, partition, threshold, id, &mut scratch);
        links.extend(found.into_iter().map(|(score, other)| (score, other, id)));
    }
    links.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    links
}
