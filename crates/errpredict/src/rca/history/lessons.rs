//! What earlier incidents say about an answer, told beside it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::super::cause::{Cause, CauseKind};
use super::super::evidence::Evidence;
use super::super::from_rollup::RootCauseAnalysis;
use super::super::rank::Ranking;
use super::{Belief, Beliefs, Cases, Classified, Signature, SimilarCase, Update};

/// Cosine from which an earlier incident is told, and how many are.
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

    /// Brings the experience to an answer about a log. Without experience nothing changes.
    pub fn teach(&self, answer: &mut RootCauseAnalysis) {
        if self.is_empty() || answer.causes.is_empty() {
            return;
        }
        let signature = std::mem::take(&mut answer.lessons.signature);
        answer.lessons = self.lessons(signature, &answer.causes);
        self.beliefs.apply(&mut answer.causes, &mut answer.none_of_these);
        let lines = self.lines(&answer.lessons);
        answer.causes.iter_mut().for_each(|cause| cause.evidence.extend(lines_of(&lines, cause.kind)));
    }

    /// Brings the experience to a ranking. A service's probability is what its causes have after the update and what
    /// of it no cause explains; scores, which rest on this incident alone, stay.
    pub fn teach_ranking(&self, answer: &mut Ranking) {
        if self.is_empty() || answer.services.is_empty() {
            return;
        }
        let signature = std::mem::take(&mut answer.lessons.signature);
        let causes: Vec<Cause> = answer.services.iter().flat_map(|service| service.causes.clone()).collect();
        answer.lessons = self.lessons(signature, &causes);
        let lines = self.lines(&answer.lessons);
        let weights: Vec<f64> = answer
            .services
            .iter()
            .map(|service| {
                let gain: f64 = service
                    .causes
                    .iter()
                    .map(|cause| cause.probability * (self.beliefs.odds(cause.kind) - 1.0))
                    .sum();
                (service.probability + gain).max(0.0)
            })
            .collect();
        let all = answer.none_of_these + weights.iter().sum::<f64>();
        if all <= 0.0 {
            return;
        }
        for (service, weight) in answer.services.iter_mut().zip(weights) {
            service.probability = weight / all;
            for cause in &mut service.causes {
                let (prior, posterior) =
                    (cause.probability, cause.probability * self.beliefs.odds(cause.kind) / all);
                cause.evidence.extend(self.beliefs.line(cause.kind, prior, posterior));
                cause.evidence.extend(lines_of(&lines, cause.kind));
                cause.probability = posterior;
            }
            service.causes.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        }
        answer.none_of_these /= all;
        answer.services.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    }

    fn lessons(&self, signature: Signature, causes: &[Cause]) -> Lessons {
        let kinds: BTreeSet<CauseKind> = causes.iter().map(|cause| cause.kind).collect();
        let updates = self.beliefs.updates().iter().filter(|update| kinds.contains(&update.kind));
        let updates: Vec<Update> = updates.cloned().collect();
        Lessons {
            similar: self.cases.similar(&signature, ALIKE, TOP),
            classified: self.cases.classify(&signature),
            beliefs: if updates.is_empty() { Vec::new() } else { self.beliefs.of_each(kinds) },
            updates,
            signature,
        }
    }

    /// One line per kind of cause that earlier incidents of the same look had.
    fn lines(&self, lessons: &Lessons) -> Vec<(CauseKind, Evidence)> {
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

fn lines_of(lines: &[(CauseKind, Evidence)], kind: CauseKind) -> impl Iterator<Item = Evidence> {
    lines.iter().filter(move |(known, _)| *known == kind).map(|(_, line)| line.clone())
}

#[cfg(test)]
mod tests {
    use super::super::super::rank::RankedService;
    use super::super::ConfirmedCase;
    use super::*;

    fn cause(service: &str, kind: CauseKind, probability: f64) -> Cause {
        Cause {
            key: None,
            service: service.to_owned(),
            kind,
            subject: None,
            class: None,
            probability,
            confidence: 0.5,
            evidence: vec![Evidence::new("seen")],
        }
    }

    fn ranking() -> Ranking {
        let service = |name: &str, probability: f64, causes| RankedService {
            service: name.to_owned(),
            score: probability,
            probability,
            causes,
            metrics: Vec::new(),
        };
        let mut ranking = Ranking {
            key: String::new(),
            at: crate::Timestamp::MIN,
            incident: "now".to_owned(),
            services: vec![
                service("a", 0.5, vec![cause("a", CauseKind::Deployment, 0.4)]),
                service("b", 0.4, vec![cause("b", CauseKind::Resource, 0.4)]),
            ],
            none_of_these: 0.1,
            confidence: 0.5,
            lacked: Vec::new(),
            lessons: Lessons::default(),
        };
        ranking.lessons.signature = Signature::of_ranking(&ranking);
        ranking
    }

    #[test]
    fn without_experience_nothing_changes() {
        let mut taught = ranking();
        Experience::default().teach_ranking(&mut taught);
        assert_eq!(taught, ranking());
    }

    #[test]
    fn feedback_turns_a_ranking_round_and_everything_adds_up() {
        let mut experience = Experience::default();
        for _ in 0..3 {
            experience.beliefs.learn("i", CauseKind::Deployment, false, 1.0).unwrap();
        }
        let mut taught = ranking();
        experience.teach_ranking(&mut taught);
        // By hand: a keeps 0.1 + 0.4 · ¼ = 0.2 of its weight, b 0.4, none 0.1.
        assert_eq!(taught.services[0].service, "b");
        assert!((taught.services[0].probability - 0.4 / 0.7).abs() < 1e-12, "{taught:#?}");
        assert!((taught.services[1].probability - 0.2 / 0.7).abs() < 1e-12);
        assert!((taught.none_of_these - 0.1 / 0.7).abs() < 1e-12);
        let deployment = &taught.services[1].causes[0];
        assert_eq!(deployment.evidence[1].numbers["prior"], 0.4);
        assert_eq!(taught.lessons.updates.len(), 3);
        let belief = taught.lessons.beliefs.iter().find(|b| b.kind == CauseKind::Deployment).unwrap();
        assert_eq!((belief.prior, belief.refuted, belief.belief), (0.5, 3.0, 0.2));
    }

    #[test]
    fn a_confirmed_incident_of_the_same_look_is_told() {
        let case = ConfirmedCase {
            id: "INC-1".to_owned(),
            kind: CauseKind::Resource,
            signature: ranking().lessons.signature,
            resolution: Some("more memory".to_owned()),
            helped: Some(true),
        };
        let experience = Experience { cases: Cases { cases: vec![case] }, ..Experience::default() };
        let mut taught = ranking();
        experience.teach_ranking(&mut taught);
        assert!((taught.lessons.similar[0].cosine - 1.0).abs() < 1e-12);
        let line = &taught.services[1].causes[0].evidence[1];
        assert!(line.statement.contains("INC-1") && line.statement.ends_with("which helped"), "{line:?}");
        assert_eq!(taught.services[0].probability, 0.5, "likeness alone moves no probability");
    }
}
