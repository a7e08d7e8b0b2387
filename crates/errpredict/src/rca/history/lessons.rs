//! What earlier incidents say about an answer, told beside it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::super::cause::{Cause, CauseKind};
use super::super::evidence::Evidence;
use super::{Belief, Beliefs, Cases, Classified, Signature, SimilarCase, Update};

/// Cosine from which an earlier incident is told, and how many are. By judgement: of two signatures more in common than
/// apart; lower, and every incident is like every other.
const ALIKE: f64 = 0.6;
const TOP: usize = 5;

/// What earlier incidents say about one answer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Lessons {
    /// What this incident looks like, to be recorded once its cause is known.
    pub signature: Signature,
    /// Earlier incidents that looked like it, most alike first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub similar: Vec<SimilarCase>,
    /// The kind of cause by a decision tree over the confirmed incidents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classified: Option<Classified>,
    /// Prior and belief of every kind of cause named in the answer; empty without feedback.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beliefs: Vec<Belief>,
    /// Every update that led to those beliefs, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<Update>,
}

impl Lessons {
    /// Nothing learnt: the signature alone.
    pub(in super::super) fn untaught(signature: Signature) -> Self {
        Lessons { signature, ..Lessons::default() }
    }
}

/// What is known from earlier incidents at one time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Experience {
    /// Incidents whose cause was confirmed.
    pub cases: Cases,
    /// How often each kind was right when it was named.
    pub beliefs: Beliefs,
}

impl Experience {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cases.cases.is_empty() && self.beliefs.updates().is_empty()
    }

    /// What it says about an answer of that look and those causes. What was said of the same incident, by its key, is no earlier one.
    pub(in super::super) fn lessons(&self, signature: Signature, causes: &[Cause], own: &str) -> Lessons {
        let kinds: BTreeSet<CauseKind> = causes.iter().map(|cause| cause.kind).collect();
        let updates = self.beliefs.updates().iter().filter(|update| kinds.contains(&update.kind));
        let updates: Vec<Update> = updates.cloned().collect();
        let mut similar = self.cases.similar(&signature, ALIKE, TOP + 1);
        similar.retain(|case| case.id != own);
        similar.truncate(TOP);
        Lessons {
            similar,
            classified: self.cases.classify(&signature),
            beliefs: if updates.is_empty() { Vec::new() } else { self.beliefs.of_each(kinds) },
            updates,
            signature,
        }
    }

    /// One line per kind of cause that earlier incidents of the same look had.
    pub(in super::super) fn lines(&self, lessons: &Lessons) -> Vec<(CauseKind, Evidence)> {
        let mut lines: Vec<(CauseKind, Evidence)> = Vec::new();
        for case in &lessons.similar {
            if lines.iter().any(|(kind, _)| *kind == case.kind) {
                continue;
            }
            let done = case.resolution.as_ref().map_or(String::new(), |done| format!("; done then: {done}"));
            let helped = match case.helped {
                Some(true) => ", which helped",
                Some(false) => ", which did not help",
                None => "",
            };
            let mut line = Evidence::new(format!(
                "incident {} looked alike (cosine {:.2}) and was confirmed as {}{done}{helped}",
                case.id,
                case.cosine,
                case.kind.name().replace('_', " ")
            ))
            .with("cosine", case.cosine);
            if let Some((rate, n)) = self.cases.resolution_rate(case.kind) {
                line = line.with("resolutions_that_helped", rate).with("resolutions", n as f64);
            }
            lines.push((case.kind, line));
        }
        lines
    }
}

pub(in super::super) fn lines_of(
    lines: &[(CauseKind, Evidence)],
    kind: CauseKind,
) -> impl Iterator<Item = Evidence> {
    lines.iter().filter(move |(known, _)| *known == kind).map(|(_, line)| line.clone())
}
