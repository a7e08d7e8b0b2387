//! Brings what earlier incidents teach to an answer, which then carries its lessons.

use super::cause::Cause;
use super::from_rollup::RootCauseAnalysis;
use super::history::{Experience, lines_of};
use super::rank::Ranking;

impl Experience {
    /// Brings the experience to an answer about a log. Without experience nothing changes.
    pub fn teach(&self, answer: &mut RootCauseAnalysis) {
        if self.is_empty() || answer.causes.is_empty() {
            return;
        }
        let signature = std::mem::take(&mut answer.lessons.signature);
        answer.lessons = self.lessons(signature, &answer.causes, &answer.key);
        self.beliefs.apply(&mut answer.causes, &mut answer.none_of_these);
        let lines = self.lines(&answer.lessons);
        answer.causes.iter_mut().for_each(|cause| cause.evidence.extend(lines_of(&lines, cause.kind)));
    }

    /// Brings the experience to a ranking. A service's share is what its causes have after the update and what
    /// of it no cause explains; scores, which rest on this incident alone, stay.
    pub fn teach_ranking(&self, answer: &mut Ranking) {
        if self.is_empty() || answer.services.is_empty() {
            return;
        }
        let signature = std::mem::take(&mut answer.lessons.signature);
        let causes: Vec<Cause> = answer.services.iter().flat_map(|service| service.causes.clone()).collect();
        answer.lessons = self.lessons(signature, &causes, &answer.key);
        let lines = self.lines(&answer.lessons);
        let weights: Vec<f64> = answer
            .services
            .iter()
            .map(|service| {
                let gain: f64 = service
                    .causes
                    .iter()
                    .map(|cause| cause.share * (self.beliefs.odds(cause.kind) - 1.0))
                    .sum();
                (service.share + gain).max(0.0)
            })
            .collect();
        let all = answer.none_of_these + weights.iter().sum::<f64>();
        if all <= 0.0 {
            return;
        }
        for (service, weight) in answer.services.iter_mut().zip(weights) {
            service.share = weight / all;
            for cause in &mut service.causes {
                let (prior, posterior) = (cause.share, cause.share * self.beliefs.odds(cause.kind) / all);
                cause.evidence.extend(self.beliefs.line(cause.kind, prior, posterior));
                cause.evidence.extend(lines_of(&lines, cause.kind));
                cause.share = posterior;
            }
            service.causes.sort_by(|a, b| b.share.total_cmp(&a.share));
        }
        answer.none_of_these /= all;
        answer.services.sort_by(|a, b| b.share.total_cmp(&a.share));
    }
}

#[cfg(test)]
mod tests {
    use super::super::cause::CauseKind;
    use super::super::evidence::Evidence;
    use super::super::history::{Cases, ConfirmedCase, Lessons};
    use super::super::rank::RankedService;
    use super::*;

    fn cause(service: &str, kind: CauseKind, share: f64) -> Cause {
        Cause {
            key: None,
            service: service.to_owned(),
            kind,
            subject: None,
            class: None,
            share,
            evidence: vec![Evidence::new("seen")],
        }
    }

    fn ranking() -> Ranking {
        let service = |name: &str, share: f64, causes| RankedService {
            service: name.to_owned(),
            score: share,
            share,
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
            recorded: 0.5,
            lacked: Vec::new(),
            lessons: Lessons::default(),
        };
        ranking.lessons.signature = ranking.signature();
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
        assert!((taught.services[0].share - 0.4 / 0.7).abs() < 1e-12, "{taught:#?}");
        assert!((taught.services[1].share - 0.2 / 0.7).abs() < 1e-12);
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
        assert_eq!(taught.services[0].share, 0.5, "likeness alone moves no share");
        // Said of this incident itself while it goes on, it is no earlier one.
        let mut own = Ranking { key: "INC-1".to_owned(), ..ranking() };
        experience.teach_ranking(&mut own);
        assert!(own.lessons.similar.is_empty());
        assert_eq!(own.services[1].causes[0].evidence.len(), 1);
    }
}
