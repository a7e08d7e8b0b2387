//! What earlier incidents teach: similar ones, a decision tree over confirmed causes, beliefs updated by feedback.
//!
//! An incident leaves a [`Signature`], numbers by name: which kinds of cause spoke how strongly, how far which metric
//! of the first service moved. Service names are no part of it. Confirmed incidents are kept as [`ConfirmedCase`]s.
//!
//! - [`Cases::similar`]: cosine between signatures;
//! - [`Cases::classify`]: a small decision tree, with the path it took as evidence;
//! - [`Beliefs`]: how often each kind of cause was right when it was named; [`Beliefs::apply`] moves the
//!   shares by that and leaves prior, belief and posterior in the evidence.
//!
//! [`Experience`] is all of that at one time; `teach` of a `Ranking` or a `RootCauseAnalysis` brings it to an answer, which
//! then carries its [`Lessons`]. Only beliefs move shares: how alike an earlier incident was and
//! what the tree says is told beside them, since nothing measured says how much either should weigh.

mod beliefs;
mod lessons;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::cause::CauseKind;
use super::evidence::Evidence;

pub use beliefs::{Belief, Beliefs, Update};
pub(super) use lessons::lines_of;
pub use lessons::{Experience, Lessons};
use tree::Tree;

/// Cases a tree needs: fewer are looked up, not generalised.
const CASES_FOR_TREE: usize = 8;

/// What an incident looked like, as numbers by name.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Signature(pub BTreeMap<String, f64>);

impl Signature {
    pub(super) fn add(&mut self, name: String, value: f64) {
        *self.0.entry(name).or_insert(0.0) += value;
    }

    fn get(&self, name: &str) -> f64 {
        self.0.get(name).copied().unwrap_or(0.0)
    }

    /// Cosine of the angle between two signatures, -1 to 1; 0 where either is empty.
    #[must_use]
    pub fn cosine(&self, other: &Signature) -> f64 {
        let dot: f64 = self.0.iter().map(|(name, value)| value * other.get(name)).sum();
        let length = |signature: &Signature| signature.0.values().map(|x| x * x).sum::<f64>().sqrt();
        let lengths = length(self) * length(other);
        if lengths > 0.0 { (dot / lengths).clamp(-1.0, 1.0) } else { 0.0 }
    }
}

/// An incident whose cause was found out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmedCase {
    /// Its id.
    pub id: String,
    /// What it was.
    pub kind: CauseKind,
    /// What it looked like.
    pub signature: Signature,
    /// What was done, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// Whether that helped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helped: Option<bool>,
}

/// An earlier case that looked alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SimilarCase {
    /// Its id.
    pub id: String,
    /// How alike, 0 to 1.
    pub cosine: f64,
    /// What it was.
    pub kind: CauseKind,
    /// What was done, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// Whether that helped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helped: Option<bool>,
}

/// What the decision tree says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Classified {
    /// Share of each kind among the cases in the leaf (one imagined case of every kind added).
    #[serde(alias = "probabilities")]
    pub shares: BTreeMap<CauseKind, f64>,
    /// The questions on the way to the leaf, and how many cases lie there.
    pub path: Vec<Evidence>,
}

/// Confirmed incidents.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// The cases, in any order.
    pub cases: Vec<ConfirmedCase>,
}

impl Cases {
    /// The `top` most alike cases with a cosine of at least `least`, most alike first.
    #[must_use]
    pub fn similar(&self, signature: &Signature, least: f64, top: usize) -> Vec<SimilarCase> {
        let mut alike: Vec<SimilarCase> = self
            .cases
            .iter()
            .map(|case| SimilarCase {
                id: case.id.clone(),
                cosine: signature.cosine(&case.signature),
                kind: case.kind,
                resolution: case.resolution.clone(),
                helped: case.helped,
            })
            .filter(|case| case.cosine >= least && case.cosine > 0.0)
            .collect();
        alike.sort_by(|a, b| b.cosine.total_cmp(&a.cosine).then(a.id.cmp(&b.id)));
        alike.truncate(top);
        alike
    }

    /// The kind of cause by a decision tree over the cases; nothing with fewer than 8 cases or one kind only.
    #[must_use]
    pub fn classify(&self, signature: &Signature) -> Option<Classified> {
        let kinds: BTreeSet<CauseKind> = self.cases.iter().map(|case| case.kind).collect();
        if self.cases.len() < CASES_FOR_TREE || kinds.len() < 2 {
            return None;
        }
        let names: BTreeSet<&str> =
            self.cases.iter().flat_map(|case| case.signature.0.keys().map(String::as_str)).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let rows: Vec<Vec<f64>> = self
            .cases
            .iter()
            .map(|case| names.iter().map(|name| case.signature.get(name)).collect())
            .collect();
        let kinds: Vec<CauseKind> = kinds.into_iter().collect();
        let labels: Vec<usize> = self
            .cases
            .iter()
            .map(|case| kinds.iter().position(|kind| *kind == case.kind).unwrap_or(0))
            .collect();
        let tree = Tree::grow(&rows, &labels, kinds.len());
        let row: Vec<f64> = names.iter().map(|name| signature.get(name)).collect();
        let mut path = Vec::new();
        let counts = tree.walk(&row, |feature, threshold, below| {
            let sign = if below { "at most" } else { "above" };
            path.push(
                Evidence::new(format!("{} is {:.3}, {sign} {threshold:.3}", names[feature], row[feature]))
                    .with("value", row[feature])
                    .with("threshold", threshold),
            );
        });
        let cases: usize = counts.iter().sum();
        path.push(
            Evidence::new(format!("{cases} confirmed cases look like that")).with("cases", cases as f64),
        );
        let all = (cases + kinds.len()) as f64;
        let shares =
            kinds.iter().zip(counts).map(|(&kind, &count)| (kind, (count as f64 + 1.0) / all)).collect();
        Some(Classified { shares, path })
    }

    /// Share of the cases of a kind whose resolution helped, and how many said so.
    #[must_use]
    pub fn resolution_rate(&self, kind: CauseKind) -> Option<(f64, usize)> {
        let said: Vec<bool> =
            self.cases.iter().filter(|case| case.kind == kind).filter_map(|case| case.helped).collect();
        let helped = said.iter().filter(|helped| **helped).count();
        (!said.is_empty()).then(|| (helped as f64 / said.len() as f64, said.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(id: usize, kind: CauseKind, numbers: &[(&str, f64)]) -> ConfirmedCase {
        let signature = Signature(numbers.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect());
        ConfirmedCase {
            id: format!("c{id}"),
            kind,
            signature,
            resolution: None,
            helped: Some(id.is_multiple_of(2)),
        }
    }

    fn history() -> Cases {
        let cases = (0..12).map(|i| {
            let small = i as f64 / 100.0;
            if i % 3 == 0 {
                case(i, CauseKind::Network, &[("kind:network", 0.8 + small), ("metric:cpu", small)])
            } else {
                case(i, CauseKind::Resource, &[("kind:resource", 0.9 - small), ("metric:cpu", 3.0 + small)])
            }
        });
        Cases { cases: cases.collect() }
    }

    #[test]
    fn alike_cases_come_first() {
        let asked = case(99, CauseKind::Traffic, &[("kind:network", 0.7)]).signature;
        let alike = history().similar(&asked, 0.5, 3);
        assert_eq!(alike.len(), 3);
        assert!(alike.iter().all(|case| case.kind == CauseKind::Network && case.cosine > 0.9), "{alike:?}");
        assert!(history().similar(&Signature::default(), 0.0, 3).is_empty());
    }

    #[test]
    fn the_tree_tells_the_kinds_apart_and_says_how() {
        let asked = case(99, CauseKind::Traffic, &[("kind:network", 0.7)]).signature;
        let said = history().classify(&asked).unwrap();
        assert!(said.shares[&CauseKind::Network] > 0.8, "{said:?}");
        assert!(said.path.len() >= 2 && said.path[0].numbers.contains_key("threshold"));
        let sum: f64 = said.shares.values().sum();
        assert!((sum - 1.0).abs() < 1e-12);
        let few = Cases { cases: history().cases[..5].to_vec() };
        assert!(few.classify(&asked).is_none());
    }

    #[test]
    fn resolutions_that_helped() {
        assert_eq!(history().resolution_rate(CauseKind::Network), Some((0.5, 4)));
        assert_eq!(history().resolution_rate(CauseKind::Traffic), None);
    }
}
