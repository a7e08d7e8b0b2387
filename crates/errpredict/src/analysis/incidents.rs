//! Incidents: what belongs together is told once, the worst first, all services together last.

use std::collections::BTreeSet;

use crate::detect::AnomalyDetection;
use crate::insight::AiInsight;
use crate::time::{MINUTE_MS, Timestamp};

use super::result::Analysis;
use super::service::ServiceAnalysis;

/// Anomalies of one service that begin within this time of each other are one incident.
const TOGETHER_MS: i64 = 60 * MINUTE_MS;

/// What happened in one service, or in all of them together, at one time.
#[derive(Debug, Clone)]
pub struct Incident<'a> {
    /// Where.
    pub found: &'a ServiceAnalysis,
    /// The worst of it.
    pub worst: &'a AnomalyDetection,
    /// What else is strange at the same time, worst first.
    pub also: Vec<&'a AnomalyDetection>,
}

impl Incident<'_> {
    /// When the first of it began.
    #[must_use]
    pub fn start(&self) -> Timestamp {
        self.also.iter().map(|also| also.start).fold(self.worst.start, Timestamp::min)
    }

    /// Whether any of it goes on.
    #[must_use]
    pub fn is_ongoing(&self) -> bool {
        self.worst.ongoing || self.also.iter().any(|also| also.ongoing)
    }
}

impl Analysis {
    /// What is wrong, each thing once: what goes on before what is over, critical first; what all services together show only where no service shows it.
    #[must_use]
    pub fn incidents(&self) -> Vec<Incident<'_>> {
        let mut incidents: Vec<Incident<'_>> = self.services.iter().flat_map(of_scope).collect();
        sort(&mut incidents);
        let is_repeated = |anomaly: &AnomalyDetection| {
            let repeats = |own: &AnomalyDetection| {
                // Errors of one service say nothing of requests that fail in another.
                let is_same =
                    |all: bool, of_own: bool| all == of_own && own.metric.name() == anomaly.metric.name();
                let is_same_way = match (own.is_rise(), anomaly.is_rise()) {
                    (Some(own), Some(all)) => is_same(all, own),
                    _ => true,
                };
                is_same_way && own.start <= anomaly.end && anomaly.start <= own.end
            };
            // What is not told of a service tells nothing in its place.
            let all = self.services.iter().flat_map(|service| &service.anomalies);
            all.filter(|own| own.is_told()).any(repeats)
        };
        let mut of_all = of_scope(&self.system);
        of_all.retain(|incident| {
            !std::iter::once(incident.worst).chain(incident.also.iter().copied()).all(is_repeated)
        });
        sort(&mut of_all);
        incidents.extend(of_all);
        incidents
    }
}

/// Takes out of what is said of all services together what a service says itself: insights into the same, and actions that
/// rest only on anomalies that services show themselves.
pub(super) fn not_twice(analysis: &mut Analysis) {
    let own = |anomalies: &[AnomalyDetection]| -> BTreeSet<String> {
        anomalies.iter().map(|anomaly| anomaly.key.clone()).collect()
    };
    // What is true of one service is no news of all of them.
    let subject = |insight: &AiInsight| {
        let lead = format!("{}:{}:", insight.insight_type.name(), insight.scope.key_part());
        insight.key.strip_prefix(&lead).map(|subject| (insight.insight_type, subject.to_owned()))
    };
    let known: BTreeSet<_> =
        analysis.services.iter().flat_map(|found| &found.insights).filter_map(subject).collect();
    analysis.system.insights.retain(|insight| subject(insight).is_none_or(|one| !known.contains(&one)));
    let incidents = analysis.incidents();
    let told: BTreeSet<String> = incidents
        .iter()
        .filter(|incident| incident.found.scope.is_system())
        .flat_map(|incident| std::iter::once(incident.worst).chain(incident.also.iter().copied()))
        .map(|anomaly| anomaly.key.clone())
        .collect();
    let repeated: BTreeSet<String> =
        own(&analysis.system.anomalies).into_iter().filter(|key| !told.contains(key)).collect();
    // What is foreseen of a service is foreseen of all of them: it is said there.
    let foreseen = own_predictions(&analysis.system);
    let said: BTreeSet<_> =
        analysis.services.iter().flat_map(|found| &found.actions).map(|action| action.action_type).collect();
    analysis.system.actions.retain(|action| {
        let rests_on =
            |known: &dyn Fn(&String) -> bool| !action.because.is_empty() && action.because.iter().all(known);
        let is_said = said.contains(&action.action_type);
        !rests_on(&|key| repeated.contains(key) || is_said && foreseen.contains(key))
    });
}

/// Keys of what is foreseen of a scope.
fn own_predictions(found: &ServiceAnalysis) -> BTreeSet<String> {
    found.predictions.iter().map(|prediction| prediction.key.clone()).collect()
}

fn sort(incidents: &mut [Incident<'_>]) {
    let rank = |incident: &Incident<'_>| (incident.is_ongoing(), incident.worst.severity);
    incidents.sort_by(|a, b| {
        let place = |one: &Incident<'_>| (one.start(), one.found.scope.clone());
        rank(b).cmp(&rank(a)).then_with(|| place(a).cmp(&place(b)))
    });
}

/// The anomalies of one scope in groups that begin together.
fn of_scope<'a>(found: &'a ServiceAnalysis) -> Vec<Incident<'a>> {
    // What chance brings more often than not within a week is no trouble; it stands in the lists of each service.
    let told = found.anomalies.iter().filter(|anomaly| anomaly.is_told());
    let mut anomalies: Vec<&AnomalyDetection> = told.collect();
    anomalies.sort_by_key(|anomaly| (anomaly.start, anomaly.end));
    let mut groups: Vec<Vec<&AnomalyDetection>> = Vec::new();
    for anomaly in anomalies {
        match groups.last_mut() {
            Some(group) if anomaly.start.ms() - group[0].start.ms() <= TOGETHER_MS => group.push(anomaly),
            _ => groups.push(vec![anomaly]),
        }
    }
    // A rise that goes on says more than a mix that has changed by it.
    let rank = |one: &AnomalyDetection| (one.ongoing, one.severity, one.is_rise().is_some());
    let incident = |mut group: Vec<&'a AnomalyDetection>| {
        group.sort_by(|a, b| rank(b).cmp(&rank(a)).then(a.p_value.total_cmp(&b.p_value)));
        let worst = group.remove(0);
        Incident { found, worst, also: group }
    };
    groups.into_iter().map(incident).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, steady};
    use super::super::{AnalysisConfig, analyze};
    use crate::event::{EventRef, Severity};
    use crate::rollup::{Rollup, RollupConfig};
    use crate::time::{DAY_MS, HOUR_MS};

    #[test]
    fn one_incident_is_told_once_and_all_services_together_not_again() {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for (service, seed) in [("a", 51), ("b", 52)] {
            for (_, ms) in steady(service, 5.0, 14, seed) {
                rollup.observe(EventRef::new(at(ms), service, Severity::High, "KeyError"));
            }
        }
        // Another type than usual: a spike and a new mix, in `b` and in the sum.
        for i in 0..240 {
            let ms = 14 * DAY_MS - HOUR_MS + i * 15_000;
            rollup.observe(EventRef::new(at(ms), "b", Severity::High, "TypeError"));
        }
        rollup.settle();
        let analysis = analyze(&rollup, at(14 * DAY_MS), &AnalysisConfig::default()).unwrap();
        assert!(!analysis.system.anomalies.is_empty());
        let incidents = analysis.incidents();
        assert_eq!(incidents.len(), 1, "{incidents:#?}");
        let [incident] = &incidents[..] else { panic!("one incident") };
        assert_eq!(incident.found.scope.service(), Some("b"));
        assert_eq!(incident.also.len() + 1, incident.found.anomalies.len());
        assert!(incident.worst.is_rise() == Some(true) && incident.is_ongoing());
        assert!(!incident.found.actions.is_empty());
        let is_of_system = |key: &String| analysis.system.anomalies.iter().any(|one| one.key == *key);
        for action in &analysis.system.actions {
            assert!(action.because.is_empty() || !action.because.iter().all(is_of_system), "{action:#?}");
        }
    }
}
