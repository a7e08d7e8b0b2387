//! The search for the nearest texts; see the [module](super) for why it is exact.

use super::{Match, Similar, terms, weight};

/// Rounding of the single-precision sums that only choose candidates: more than 100 additions can lose.
const SLACK: f32 = 1e-4;
/// Share of the query's weight read before the first exact scores set a threshold. By judgement: it costs or saves time
/// and changes no result (the search is exact).
const FIRST_LOOK: f64 = 0.3;
/// Each further look comes after this share more. By judgement: see [`FIRST_LOOK`].
const NEXT_LOOK: f64 = 0.15;
/// Candidates scored exactly at each look, beyond `top`.
const LOOK_AT: usize = 16;

/// Working memory of a search, kept between searches so that nothing is allocated or cleared in full.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    /// Per text the weight shared so far; zero outside a search.
    shared: Vec<f32>,
    /// The texts with more than zero.
    touched: Vec<u32>,
    best: Vec<(f64, u32)>,
}

/// A text to search for.
#[derive(Debug)]
pub(super) struct Query {
    /// Known terms and their weights, in the order of the terms.
    terms: Vec<(u32, f64)>,
    /// Σ idf² with the unknown terms.
    total: f64,
}

impl Query {
    pub(super) fn new(similar: &Similar, text: &str) -> Self {
        let unknown = weight(similar.n_settled, 0);
        let mut query = Query { terms: Vec::new(), total: 0.0 };
        let mut n_unknown = 0.0;
        for term in terms::terms(text) {
            match similar.numbers.get(&term) {
                Some(number) => query.terms.push((*number, similar.weights[*number as usize])),
                None => n_unknown += 1.0,
            }
        }
        query.terms.sort_unstable_by_key(|(term, _)| *term);
        query.total = query.terms.iter().map(|(_, weight)| weight).sum::<f64>() + n_unknown * unknown;
        query
    }

    pub(super) fn of(similar: &Similar, id: u32) -> Self {
        let terms = similar.terms_of(id).iter().map(|term| (*term, similar.weights[*term as usize]));
        let terms: Vec<(u32, f64)> = terms.collect();
        let total = terms.iter().map(|(_, weight)| weight).sum();
        Query { terms, total }
    }

    /// The exact similarity: one merge of two sorted lists.
    fn score(&self, similar: &Similar, id: u32) -> f64 {
        let other = similar.terms_of(id);
        let (mut at, mut shared) = (0, 0.0);
        for (term, weight) in &self.terms {
            while at < other.len() && other[at] < *term {
                at += 1;
            }
            if at < other.len() && other[at] == *term {
                shared += weight;
            }
        }
        let norms = self.total.sqrt() * f64::from(similar.texts[id as usize].norm);
        if shared > 0.0 { (shared / norms).min(1.0) } else { 0.0 }
    }
}

/// The best so far and the threshold they set.
struct Best<'a> {
    found: &'a mut Vec<(f64, u32)>,
    top: usize,
    least: f64,
}

impl Best<'_> {
    /// Nothing below can become part of the answer; what is equal still can, if it is older.
    fn threshold(&self) -> f64 {
        if self.found.len() < self.top { self.least } else { self.found[self.top - 1].0.max(self.least) }
    }

    fn offer(&mut self, score: f64, id: u32) {
        if score < self.least || score <= 0.0 {
            return;
        }
        let place = self.found.partition_point(|(known, other)| (*known, id) > (score, *other));
        if self.found.get(place).is_some_and(|known| known.1 == id) || place >= self.top {
            return;
        }
        self.found.insert(place, (score, id));
        self.found.truncate(self.top);
    }
}

pub(super) fn nearest(
    similar: &Similar,
    query: &Query,
    partition: u32,
    top: usize,
    least: f64,
    without: Option<u32>,
    scratch: &mut Scratch,
) -> Vec<Match> {
    let eligible = |id: u32| similar.texts[id as usize].partition == partition && Some(id) != without;
    search(similar, query, top, least, &eligible, scratch);
    let found = scratch.best.iter();
    found.map(|(score, id)| Match { key: similar.texts[*id as usize].key, score: *score }).collect()
}

/// Leaves the best in `scratch.best`.
fn search(
    similar: &Similar,
    query: &Query,
    top: usize,
    least: f64,
    eligible: &dyn Fn(u32) -> bool,
    scratch: &mut Scratch,
) {
    scratch.touched.clear();
    scratch.best.clear();
    if top == 0 || query.total <= 0.0 {
        return;
    }
    scratch.shared.resize(similar.texts.len(), 0.0);
    let Scratch { shared, touched, best } = scratch;
    let mut best = Best { found: best, top, least };

    // Rarest first; equal ones in the order of their numbers.
    let mut by_rarity: Vec<(usize, u32, f64)> = query
        .terms
        .iter()
        .map(|(term, weight)| (similar.holders[*term as usize].len(), *term, *weight))
        .collect();
    by_rarity.sort_unstable_by_key(|(n_holders, term, _)| (*n_holders, *term));
    let mut rest: f64 = query.terms.iter().map(|(_, weight)| weight).sum();
    let mut next_look = rest * (1.0 - FIRST_LOOK);
    for (_, term, weight) in by_rarity {
        // Best that a text without any term so far can reach.
        if (rest / query.total).sqrt() < best.threshold() - f64::from(SLACK) {
            break;
        }
        for id in &similar.holders[term as usize] {
            let sum = &mut shared[*id as usize];
            if *sum == 0.0 {
                touched.push(*id);
            }
            *sum += weight as f32;
        }
        rest -= weight;
        if rest < next_look {
            look(similar, query, shared, touched, &mut best, eligible);
            next_look = rest - query.total * NEXT_LOOK;
        }
    }

    let rest = rest.max(0.0) as f32;
    let scale = query.total.sqrt() as f32;
    for id in touched.drain(..) {
        let so_far = std::mem::take(&mut shared[id as usize]);
        let norm = similar.texts[id as usize].norm;
        let reachable = so_far + rest.min((norm * norm - so_far).max(0.0));
        let enough = reachable >= best.threshold() as f32 * scale * norm * (1.0 - SLACK) - SLACK;
        if enough && eligible(id) {
            best.offer(query.score(similar, id), id);
        }
    }
}

/// All texts older than `before` with at least that similarity, as score and number.
pub(super) fn within(
    similar: &Similar,
    query: &Query,
    partition: u32,
    least: f64,
    before: u32,
    scratch: &mut Scratch,
) -> Vec<(f64, u32)> {
    if before == 0 {
        return Vec::new();
    }
    search(
        similar,
        query,
        before as usize,
        least,
        &|id| id < before && similar.texts[id as usize].partition == partition,
        scratch,
    );
    std::mem::take(&mut scratch.best)
}

/// Scores the most promising candidates exactly, to raise the threshold.
fn look(
    similar: &Similar,
    query: &Query,
    shared: &[f32],
    touched: &[u32],
    best: &mut Best<'_>,
    eligible: &dyn Fn(u32) -> bool,
) {
    // As many as asked for, but no more room than there are texts.
    let most = best.top.min(similar.texts.len()) + LOOK_AT;
    let mut promising: Vec<(f32, u32)> = Vec::with_capacity(most + 1);
    let mut worst = 0.0;
    for id in touched {
        let part = shared[*id as usize] / similar.texts[*id as usize].norm;
        if (promising.len() < most || part > worst) && eligible(*id) {
            let place = promising.partition_point(|(known, _)| *known >= part);
            promising.insert(place, (part, *id));
            promising.truncate(most);
            worst = promising.last().map_or(0.0, |(part, _)| *part);
        }
    }
    for (_, id) in promising {
        best.offer(query.score(similar, id), id);
    }
}
