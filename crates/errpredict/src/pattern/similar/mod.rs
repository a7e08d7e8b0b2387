//! Similar errors: the nearest texts (messages, stack traces) by TF-IDF cosine, among a million in well under a
//! millisecond where a close one exists.
//!
//! **Formula.** A text is the set T of its terms (`terms`). With N texts, of which n(t) hold term t, the weight of a
//! term is idf(t) = ln((1½ + N) / (1 + n(t))) and
//!
//! similarity(a, b) = Σ_{t ∈ a ∩ b} idf(t)² / (√Σ_{t ∈ a} idf(t)² · √Σ_{t ∈ b} idf(t)²)
//!
//! so 0 is nothing in common, 1 the same terms. How often a term stands in a text does not count: in stack traces
//! repetition is recursion, not meaning.
//!
//! **Search** is exact. Terms are taken rarest first. By Cauchy and Schwarz a text with none of the terms taken so
//! far cannot reach more than √(weight of the rest / weight of all), so once that falls below the worst of the best
//! `top` found (or below `least`), no new text needs to be looked at; the long lists of the common terms are never
//! read. Candidates are then scored exactly, those that cannot reach the threshold skipped (the idea of max-score:
//! Turtle and Flood, *Query evaluation: strategies and optimizations*, Information Processing & Management 31(6),
//! 1995).
//!
//! **Source** of the weighting: Salton and Buckley, *Term-weighting approaches in automatic text retrieval*,
//! Information Processing & Management 24(5), 1988. The ½ is ours: a term of every text still counts a little, so two
//! equal texts with no others around find each other, and among many texts it changes nothing (½ less in the
//! denominator, as in BM25, gave rare terms more weight and groups of stack traces 0.003 less B-cubed F1).
//!
//! **Weights** are those of the last [`Similar::settle`]; texts added since are found, with these weights.
//!
//! **Works badly when** texts have few rare terms ("null", "failed"): then many are equally near and much of the
//! index is read; when the same fault surfaces in unrelated places with unrelated words; and when two faults
//! surface in one place with the same words.
//!
//! ```
//! use errpredict::pattern::similar::{Decision, SAME_ERROR, Similar};
//!
//! let mut similar = Similar::new();
//! for (key, text) in (0..).zip(["gateway did not answer", "gateway did not answer", "cart total is null"]) {
//!     similar.add(key, 0, text);
//! }
//! similar.settle();
//! assert_eq!(similar.groups(SAME_ERROR, &[]).of_texts(), [0, 0, 2]);
//! // A person's word is stronger than the words of the texts.
//! assert_eq!(similar.groups(SAME_ERROR, &[Decision::Different(0, 1)]).of_texts(), [0, 1, 2]);
//! ```

mod groups;
mod search;
mod state;
mod terms;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

pub use groups::{Decision, Groups};
pub use search::Scratch;

/// Similarity from which two errors are taken for one without being told so. Chosen on the public half of the
/// stack traces of Defects4J as the threshold of best B-cubed F1 (see `docs/evaluation/logs.md`).
pub const SAME_ERROR: f64 = 0.5;

/// One of the texts most similar to another.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Match {
    /// The key it was added under (a fingerprint, a row).
    pub key: u64,
    /// Similarity from 0 to 1.
    pub score: f64,
}

/// A known text.
#[derive(Debug, Clone)]
struct Text {
    key: u64,
    partition: u32,
    /// Where its terms begin; they end where those of the next begin.
    terms_from: u64,
    /// √Σ idf².
    norm: f32,
}

/// Texts and which terms they hold.
#[derive(Debug, Clone, Default)]
pub struct Similar {
    texts: Vec<Text>,
    /// Sorted terms of all texts, one text after the other.
    terms: Vec<u32>,
    numbers: HashMap<u64, u32, FxBuildHasher>,
    /// Per term the texts that hold it, oldest first.
    holders: Vec<Vec<u32>>,
    /// Per term idf² at the last settling.
    weights: Vec<f64>,
    n_settled: usize,
}

impl Similar {
    /// No texts.
    #[must_use]
    pub fn new() -> Self {
        Similar::default()
    }

    /// Number of texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are no texts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Adds a text. `partition` keeps what must not be mixed apart (tenants, projects): a search sees one only.
    pub fn add(&mut self, key: u64, partition: u32, text: &str) {
        self.add_terms(key, partition, terms::terms(text));
    }

    fn add_terms(&mut self, key: u64, partition: u32, terms: impl IntoIterator<Item = u64>) {
        let id = self.texts.len() as u32;
        let terms_from = self.terms.len() as u64;
        for term in terms {
            let next = self.holders.len() as u32;
            let number = *self.numbers.entry(term).or_insert(next);
            if number == next {
                self.holders.push(Vec::new());
                self.weights.push(weight(self.n_settled, 0));
            }
            self.holders[number as usize].push(id);
            self.terms.push(number);
        }
        self.terms[terms_from as usize..].sort_unstable();
        let norm = self.norm(terms_from, self.terms.len() as u64);
        self.texts.push(Text { key, partition, terms_from, norm });
    }

    /// Brings all weights up to date. Costs about as much as reading the index once.
    pub fn settle(&mut self) {
        self.n_settled = self.texts.len();
        for (weight_of, holders) in self.weights.iter_mut().zip(&self.holders) {
            *weight_of = weight(self.n_settled, holders.len());
        }
        for id in 0..self.texts.len() {
            let (from, to) = self.span(id as u32);
            self.texts[id].norm = self.norm(from, to);
        }
    }

    fn norm(&self, from: u64, to: u64) -> f32 {
        let terms = &self.terms[from as usize..to as usize];
        terms.iter().map(|term| self.weights[*term as usize]).sum::<f64>().sqrt() as f32
    }

    fn span(&self, id: u32) -> (u64, u64) {
        let next = self.texts.get(id as usize + 1).map_or(self.terms.len() as u64, |text| text.terms_from);
        (self.texts[id as usize].terms_from, next)
    }

    fn terms_of(&self, id: u32) -> &[u32] {
        let (from, to) = self.span(id);
        &self.terms[from as usize..to as usize]
    }

    /// The `top` most similar texts of a partition with at least the similarity `least`, best first; of equally
    /// similar ones the older first. `scratch` is working memory to be kept between searches.
    #[must_use]
    pub fn nearest(
        &self,
        text: &str,
        partition: u32,
        top: usize,
        least: f64,
        scratch: &mut Scratch,
    ) -> Vec<Match> {
        let query = search::Query::new(self, text);
        search::nearest(self, &query, partition, top, least, None, scratch)
    }

    /// As [`Similar::nearest`] for the text that was added as number `index` (from 0), without itself.
    #[must_use]
    pub fn nearest_to(&self, index: usize, top: usize, least: f64, scratch: &mut Scratch) -> Vec<Match> {
        let Some(text) = self.texts.get(index) else { return Vec::new() };
        let query = search::Query::of(self, index as u32);
        search::nearest(self, &query, text.partition, top, least, Some(index as u32), scratch)
    }

    /// Groups of similar texts: see [`Groups`].
    #[must_use]
    pub fn groups(&self, threshold: f64, decisions: &[Decision]) -> Groups {
        groups::groups(self, threshold, decisions)
    }
}

/// idf².
fn weight(n_texts: usize, n_holders: usize) -> f64 {
    let idf = libm::log((1.5 + n_texts as f64) / (1.0 + n_holders as f64));
    idf * idf
}

#[cfg(test)]
mod tests;
