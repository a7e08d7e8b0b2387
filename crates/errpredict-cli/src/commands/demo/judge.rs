//! What `analyze` would have told, asked again and again as the month went by, held against the truth.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use errpredict::analysis::{AnalysisConfig, Depth, analyze};
use errpredict::detect::AnomalyDetection;
use errpredict::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use errpredict::{Result, Rollup, Scope, Timestamp};

use super::story::{Incident, Story};
use crate::told;

/// Before this nothing is asked: a service is first known for some days.
const FIRST_DAYS: i64 = 7;
/// Asked this often when nothing is wrong, and this often from when something is.
const CALM_STEP_MS: i64 = 2 * HOUR_MS;
const CLOSE_STEP_MS: i64 = 5 * MINUTE_MS;
/// An incident not told of this long after it is over was not found.
const LATE_MS: i64 = HOUR_MS;

/// What came of it.
#[derive(Debug)]
pub(super) struct Verdict {
    /// For every incident of the truth when it was first told of, and what was said.
    pub(super) found: Vec<Option<(Timestamp, String)>>,
    /// What was told of that never happened, once for each service and stretch of time.
    pub(super) false_alarms: Vec<String>,
    /// How often `analyze` was asked.
    pub(super) n_asked: usize,
}

impl Verdict {
    pub(super) fn n_found(&self) -> usize {
        self.found.iter().flatten().count()
    }
}

/// Asks at all those times; nothing that is told at one of them knows anything later.
pub(super) fn judge(rollup: &Rollup, story: &Story) -> Result<Verdict> {
    let config = AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() };
    let times = times(story);
    let mut found = vec![None; story.truth.len()];
    let mut wrong: BTreeMap<Scope, Vec<(Timestamp, Timestamp, String)>> = BTreeMap::new();
    for &at in &times {
        let analysis = analyze(rollup, at, &config)?;
        let all = std::iter::once(&analysis.system).chain(&analysis.services);
        let mut told: Vec<_> =
            all.flat_map(|of| &of.anomalies).filter(|anomaly| told::is_told(anomaly)).collect();
        // Of all that tells of an incident at once, what names a service and is worst is shown.
        told.sort_by_key(|anomaly| (anomaly.scope == Scope::System, Reverse(anomaly.severity)));
        for anomaly in told {
            let mut is_true = false;
            for (incident, found) in story.truth.iter().zip(&mut found) {
                if is_of(anomaly, incident) {
                    is_true = true;
                    if found.is_none() && at.ms() <= incident.end.ms() + LATE_MS {
                        *found = Some((at, told::in_a_line(anomaly)));
                    }
                }
            }
            if !is_true {
                note(wrong.entry(anomaly.scope.clone()).or_default(), anomaly);
            }
        }
    }
    let false_alarms = wrong.into_values().flatten().map(|(_, _, line)| line).collect();
    Ok(Verdict { found, false_alarms, n_asked: times.len() })
}

/// Whether an anomaly tells of this incident: it is of one of its services or of all together, and both were under way at
/// one moment.
fn is_of(anomaly: &AnomalyDetection, incident: &Incident) -> bool {
    let is_there = anomaly.scope.service().is_none_or(|service| incident.services.contains(&service));
    is_there && anomaly.start < incident.end && incident.start < anomaly.end
}

/// The same stretch told of again is one false alarm, not many.
fn note(known: &mut Vec<(Timestamp, Timestamp, String)>, anomaly: &AnomalyDetection) {
    let touching = |(start, end, _): &&mut (Timestamp, Timestamp, String)| {
        anomaly.start <= *end && *start <= anomaly.end
    };
    match known.iter_mut().find(touching) {
        Some((start, end, _)) => (*start, *end) = ((*start).min(anomaly.start), (*end).max(anomaly.end)),
        None => known.push((anomaly.start, anomaly.end, told::in_a_line(anomaly))),
    }
}

/// Every other hour of the month, and every five minutes of an incident and the hour after it.
fn times(story: &Story) -> Vec<Timestamp> {
    let steps = |from: Timestamp, to: Timestamp, step_ms: i64| {
        let n = (to.ms() - from.ms()) / step_ms;
        (1..=n).map(move |i| from.plus_ms(i * step_ms))
    };
    let mut times: Vec<_> =
        steps(story.start.plus_ms(FIRST_DAYS * DAY_MS), story.end, CALM_STEP_MS).collect();
    for incident in &story.truth {
        times.extend(steps(incident.start, incident.end.plus_ms(LATE_MS).min(story.end), CLOSE_STEP_MS));
    }
    times.sort_unstable();
    times.dedup();
    times
}
