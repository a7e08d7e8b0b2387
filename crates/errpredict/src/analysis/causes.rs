//! Why: the causes of what goes on in a service, and how those of several services hang together.

use std::collections::BTreeMap;

use crate::detect::{AnomalyDetection, FoundBy, Metric};
use crate::error::Result;
use crate::rca::{self, Experience, MomentKind, RootCauseAnalysis, cause_tree};
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

use super::asked::Asked;
use super::service::ServiceAnalysis;

/// A rise that the causes see later than this after the anomaly began is not its begin.
const ONSET_AFTER_MS: i64 = 2 * HOUR_MS;

/// The causes of the oldest anomaly that goes on; all that go on point to them.
///
/// # Errors
/// Those of [`rca::from_rollup`].
pub(super) fn of_ongoing(
    asked: &Asked<'_>,
    experience: &Experience,
    service: &str,
    anomalies: &mut [AnomalyDetection],
) -> Result<Option<RootCauseAnalysis>> {
    let ongoing = || anomalies.iter().filter(|anomaly| anomaly.ongoing);
    let Some(start) = ongoing().map(|anomaly| anomaly.start).min() else { return Ok(None) };
    let mut found = rca::from_rollup(asked.rollup, service, start, asked.at)?;
    // A level that crept, or a rise found long after the trouble began, has no minute from which to look back: what stands
    // before some later burst of it is no cause of it.
    let crept = ongoing().any(|anomaly| anomaly.start == start && anomaly.found_by == FoundBy::Drift);
    if crept || found.onset.is_some_and(|onset| onset.ms() - start.ms() > ONSET_AFTER_MS) {
        found.withdraw();
    }
    experience.teach(&mut found);
    found.because = ongoing().map(|anomaly| anomaly.key.clone()).collect();
    let causes: Vec<String> = found.causes.iter().filter_map(|cause| cause.key.clone()).collect();
    for anomaly in anomalies.iter_mut().filter(|anomaly| anomaly.ongoing) {
        anomaly.explained_by.clone_from(&causes);
    }
    Ok(Some(found))
}

/// Tells the rise of another service since when that service's own report has it: the time that is looked back begins in the midst
/// of what has gone on for longer.
fn place_others(services: &mut [ServiceAnalysis]) {
    let begun = |found: &ServiceAnalysis| {
        let rises = found.anomalies.iter().filter(|one| {
            let is_rise = one.metric == Metric::Errors && one.is_rise() == Some(true);
            is_rise && one.ongoing && one.adopted.is_none() && one.is_told()
        });
        Some((found.scope.service()?.to_owned(), rises.map(|one| one.start).min()?))
    };
    let begun: BTreeMap<String, Timestamp> = services.iter().filter_map(begun).collect();
    for causes in services.iter_mut().filter_map(|found| found.root_causes.as_mut()) {
        for moment in causes.timeline.iter_mut().filter(|moment| moment.kind == MomentKind::OtherRise) {
            moment.at = begun.get(&moment.service).map_or(moment.at, |since| moment.at.min(*since));
        }
        causes.timeline.sort_by_key(|moment| moment.at.floor_to(MINUTE_MS));
    }
}

/// Hangs every service's tree of causes up, once the causes of all of them are known.
pub(super) fn plant(services: &mut [ServiceAnalysis]) {
    place_others(services);
    let known: BTreeMap<&str, &RootCauseAnalysis> = services
        .iter()
        .filter_map(|found| Some((found.scope.service()?, found.root_causes.as_ref()?)))
        .collect();
    let tree_of = |found: &ServiceAnalysis| cause_tree(found.scope.service()?, &known);
    let trees: Vec<_> = services.iter().map(tree_of).collect();
    for (found, tree) in services.iter_mut().zip(trees) {
        found.cause_tree = tree;
    }
}
