//! Services of one group that do not do what the others of it do: their errors, and what they take in.
//!
//! A group is what `statics` says, else the services whose names differ in nothing but digits, as hosts and shards are named.

use std::collections::BTreeMap;

use crate::detect::{AnomalyDetection, Metric, PeersOfCounts, Subject, peers_of_counts};
use crate::event::Scope;
use crate::rollup::{Cells, ServiceRollup};
use crate::time::{HOUR_MS, Timestamp};

use super::asked::Asked;

/// Length of a step: an error an hour is then enough to say something.
const STEP_MS: i64 = 6 * HOUR_MS;
/// Members below which there is no group: one, and three others whose median is one of them.
const LEAST_MEMBERS: usize = 4;

/// What services do unlike their peers.
#[derive(Debug, Default)]
pub(super) struct Peers(BTreeMap<String, Vec<AnomalyDetection>>);

impl Peers {
    /// Whether a service has peers, and what it does unlike them.
    pub(super) fn of(&self, scope: &Scope) -> Option<&[AnomalyDetection]> {
        self.0.get(scope.service()?).map(Vec::as_slice)
    }
}

/// What every service that has peers does unlike them, for a budget of each.
///
/// Steps end at whole multiples of six hours since 1970, wherever `at` lies: asked again, the same tests are made.
pub(super) fn found(asked: &Asked<'_>, budget: f64) -> Peers {
    let mut groups: BTreeMap<(bool, String), Vec<(&str, &ServiceRollup)>> = BTreeMap::new();
    for (name, service) in asked.rollup.services() {
        if let Some(group) = group_of(asked, name)
            && service.first().is_some_and(|first| first <= asked.at)
        {
            groups.entry(group).or_default().push((name, service));
        }
    }
    let end = asked.at.floor_to(STEP_MS);
    let n = (end.ms() - asked.from.ms()).max(0) / STEP_MS;
    let begin = end.plus_ms(-n * STEP_MS);
    let steps = (begin.plus_ms(STEP_MS), STEP_MS);
    let mut peers = Peers::default();
    for group in groups.into_values().filter(|group| group.len() >= LEAST_MEMBERS) {
        let has_requests = group.iter().any(|(_, service)| service.requests().between(begin, end) > 0);
        let share = if has_requests { 0.5 * budget } else { budget };
        let mut of = |metric: Metric, cells: fn(&ServiceRollup) -> &Cells, falls: bool| {
            let members: Vec<(Subject, Vec<f64>)> = group
                .iter()
                .map(|(name, service)| {
                    let subject = Subject::new(Scope::service_named(*name), metric.clone());
                    (subject, counted(asked, service, cells(service), (begin, end)))
                })
                .collect();
            let settings = PeersOfCounts { false_alarms_per_week: share, steps, falls };
            for ((name, _), found) in group.iter().zip(peers_of_counts(&members, &settings)) {
                peers.0.entry((*name).to_owned()).or_default().extend(found);
            }
        };
        // Fewer errors than others have is no trouble.
        of(Metric::Errors, ServiceRollup::errors, false);
        if has_requests {
            of(Metric::Requests, ServiceRollup::requests, true);
        }
    }
    peers
}

/// The group of a service: the one that is said, else its name without digits; nothing for a name without any.
fn group_of(asked: &Asked<'_>, name: &str) -> Option<(bool, String)> {
    let said = asked.config.statics.group(name);
    if !said.is_empty() {
        return Some((true, said.to_owned()));
    }
    let mut stem = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter.is_ascii_digit() {
            true if stem.ends_with('#') => {}
            true => stem.push('#'),
            false => stem.push(letter),
        }
    }
    stem.contains('#').then_some((false, stem))
}

/// Counts a step; `NaN` where the service was not heard of in all of it.
fn counted(
    asked: &Asked<'_>,
    service: &ServiceRollup,
    cells: &Cells,
    (begin, end): (Timestamp, Timestamp),
) -> Vec<f64> {
    let heard = asked.begin(service);
    let mut series = cells.series(begin, end, STEP_MS);
    for step in 0..series.values.len() {
        if series.end_of(step).plus_ms(-STEP_MS) < heard {
            series.values[step] = f64::NAN;
        }
    }
    series.values
}

#[cfg(test)]
mod tests {
    use super::super::tests::at;
    use super::super::{AnalysisConfig, Depth, analyze};
    use super::*;
    use crate::detect::FoundBy;
    use crate::event::{EventKind, EventRef, Severity};
    use crate::rollup::{Rollup, RollupConfig};
    use crate::stats::Rng;
    use crate::time::DAY_MS;

    /// Requests of six services for two weeks under one load that quadruples on the last day, for all but one.
    fn log(names: &[&str]) -> Rollup {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let mut rng = Rng::new(9);
        for hour in 0..14 * 24 {
            let load = if hour >= 13 * 24 { 5.0 } else { 1.0 + 0.5 * rng.uniform() };
            for (i, name) in names.iter().enumerate() {
                let load = if i == 2 { load.min(1.25) } else { load };
                for _ in 0..rng.poisson(20.0 * load) {
                    let ms = hour * HOUR_MS + rng.below(HOUR_MS as usize) as i64;
                    let request = EventRef::new(at(ms), name, Severity::Info, "");
                    rollup.observe(EventRef { kind: EventKind::Request, status_code: Some(200), ..request });
                }
            }
        }
        rollup.settle();
        rollup
    }

    fn told(rollup: &Rollup, config: &AnalysisConfig) -> Vec<(String, bool, String)> {
        let analysis = analyze(rollup, at(14 * DAY_MS), config).unwrap();
        let found = analysis.services.iter().flat_map(|service| &service.anomalies);
        let by_peers = found.filter(|anomaly| anomaly.found_by == FoundBy::Peers);
        by_peers.map(|one| (one.scope.to_string(), one.ongoing, one.what())).collect()
    }

    #[test]
    fn one_of_a_group_that_does_not_take_its_part_is_told() {
        let config = AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() };
        let by_name = log(&["web-1", "web-2", "web-3", "web-4", "web-5", "web-6"]);
        let expected = ("web-3".to_owned(), true, "fewer requests than services like it".to_owned());
        assert_eq!(told(&by_name, &config), [expected]);
        // Other names are no group until somebody says so.
        let names = ["ant", "bee", "cat", "dog", "eel", "fox"];
        let unlike = log(&names);
        assert_eq!(told(&unlike, &config), []);
        let mut said = config;
        names.iter().for_each(|name| said.statics.insert(name, "zoo", Vec::new()).unwrap());
        let expected = ("cat".to_owned(), true, "fewer requests than services like it".to_owned());
        assert_eq!(told(&unlike, &said), [expected]);
    }
}
