//! What new services bring to the sum of all services: it is told of them, and is no trouble of all.
//!
//! A service heard of for the first time has no past, so its errors are a rise of all services together from its first
//! minute on. Where the others go on as usual beside it, that is no trouble of theirs. Where they do not, as when every
//! part of a service is known by a new name after each deployment, nothing is taken from what was found.

use crate::detect::{AnomalyCause, AnomalyDetection, Metric, is_as_usual};
use crate::event::Severity;
use crate::pattern::label_of;
use crate::rollup::ServiceRollup;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

use super::asked::Asked;

/// Part of what is usual that the others must at least bring, what is missing may have changed its name; and part of what is
/// too much that must be of new services. Half, by definition of most.
const MOST: f64 = 0.5;
/// How long before the rise of the sum a service may have begun that makes it. By judgement: few errors an hour need some
/// hours to show among those of the others.
const SEEN_MS: i64 = 6 * HOUR_MS;

/// The anomaly of all services together; at most `medium` where only new services make it, and at most `low` where they are
/// judged by their own past already; nothing where they are and bring less than the others, or where it only repeats that
/// they have kinds of errors of their own.
pub(super) fn weighed(asked: &Asked<'_>, mut anomaly: AnomalyDetection) -> Option<AnomalyDetection> {
    let new = since(asked, anomaly.start.plus_ms(-SEEN_MS));
    let youngest = new.iter().filter_map(|service| service.first()).max();
    let Some(youngest) = youngest.filter(|_| anomaly.is_rise() != Some(false)) else { return Some(anomaly) };
    match anomaly.metric {
        Metric::Errors if is_of(&new, asked, &anomaly) => {
            let is_judged = asked.at.ms() - youngest.ms() >= DAY_MS;
            let most = if is_judged { Severity::Low } else { Severity::Medium };
            anomaly.severity = anomaly.severity.min(most);
            // What is more than all others together is worth a word until it counts as usual.
            (!is_judged || anomaly.actual > 2.0 * anomaly.expected).then_some(anomaly)
        }
        Metric::Mix if is_mix_of(&new, asked, &anomaly) => None,
        _ => Some(anomaly),
    }
}

/// Services heard of for the first time since then; a log of less than a day before makes none new.
fn since<'a>(asked: &Asked<'a>, then: Timestamp) -> Vec<&'a ServiceRollup> {
    let firsts = asked.rollup.services().filter_map(|(_, service)| service.first());
    let Some(begin) = firsts.min() else { return Vec::new() };
    let is_new = |first: Timestamp| first >= then && first <= asked.at && first >= begin.plus_ms(DAY_MS);
    let services = asked.rollup.services().map(|(_, service)| service);
    services.filter(|service| service.first().is_some_and(is_new)).collect()
}

/// Whether the others go on as usual.
fn is_of(new: &[&ServiceRollup], asked: &Asked<'_>, anomaly: &AnomalyDetection) -> bool {
    let Some(per_hour) = anomaly.expected_level().as_per_hour() else { return false };
    let errors = |service: &ServiceRollup| service.errors().between(anomaly.start, anomaly.end);
    let all: u64 = asked.rollup.services().map(|(_, service)| errors(service)).sum();
    let own: u64 = new.iter().map(|service| errors(service)).sum();
    let others = all.saturating_sub(own) as f64;
    let expected = per_hour * (anomaly.end.ms() - anomaly.start.ms()) as f64 / HOUR_MS as f64;
    let is_less_of_it = others - expected <= MOST * (all as f64 - expected);
    others >= MOST * expected && (is_less_of_it || is_as_usual(others, expected, true))
}

/// Whether the kinds that came more often are those of new services.
fn is_mix_of(new: &[&ServiceRollup], asked: &Asked<'_>, anomaly: &AnomalyDetection) -> bool {
    let of_new = |name: &str| -> u64 {
        let groups = new.iter().flat_map(|service| service.groups().map(|(_, group)| group));
        let named = groups.filter(|group| label_of(group, asked.at) == name);
        named.map(|group| group.cells().between(asked.at.plus_ms(-DAY_MS), asked.at)).sum()
    };
    let rising = || anomaly.causes.iter().filter(|cause| cause.actual > cause.expected);
    let largest = rising().map(|cause| cause.share).fold(0.0, f64::max);
    let mut largest = rising().filter(|cause| 2.0 * cause.share >= largest).peekable();
    let is_usual_elsewhere =
        |cause: &AnomalyCause| is_as_usual(cause.actual - of_new(&cause.name) as f64, cause.expected, true);
    largest.peek().is_some() && largest.all(is_usual_elsewhere)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, steady};
    use super::super::{Analysis, AnalysisConfig, analyze};
    use crate::event::{EventRef, Severity};
    use crate::rollup::{Rollup, RollupConfig};
    use crate::time::{DAY_MS, HOUR_MS};

    /// Three services with five errors an hour for two weeks, of which only `n` remain when one with its own kind of error
    /// joins them on the twelfth day.
    fn with_new(per_hour: f64, n: usize, asked: i64) -> Analysis {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for (i, name) in ["cart", "mail", "web"].iter().enumerate() {
            for (service, ms) in steady(name, 5.0, 14, i as u64) {
                if i < n || ms < 12 * DAY_MS {
                    rollup.observe(EventRef::new(at(ms), &service, Severity::High, "TimeoutError"));
                }
            }
        }
        for (service, ms) in steady("search", per_hour, 2, 9) {
            rollup.observe(EventRef::new(at(12 * DAY_MS + ms), &service, Severity::High, "IndexError"));
        }
        rollup.settle();
        analyze(&rollup, at(asked), &AnalysisConfig::default()).unwrap()
    }

    #[test]
    fn a_new_service_is_told_as_new_and_does_not_blame_all() {
        for (per_hour, hours) in [(5.0, 12), (20.0, 3), (20.0, 12), (12.0, 47), (100.0, 12), (100.0, 47)] {
            let found = with_new(per_hour, 3, 12 * DAY_MS + hours * HOUR_MS);
            let system = &found.system.anomalies;
            let worst = system.iter().map(|one| one.severity).max();
            let most = match (per_hour, hours) {
                (_, ..24) => Some(Severity::Medium),
                (..16.0, _) => None,
                _ => Some(Severity::Low),
            };
            assert!(worst <= most, "{per_hour}/h after {hours} h: {system:?}");
            if worst.is_some() && hours < 24 {
                let text = &found.headline.text;
                assert!(text.starts_with("search is new"), "{text}");
            }
        }
    }

    #[test]
    fn a_new_name_of_what_fails_is_no_excuse() {
        let found = with_new(100.0, 0, 12 * DAY_MS + 12 * HOUR_MS);
        let worst = found.system.anomalies.iter().map(|one| one.severity).max();
        assert!(worst > Some(Severity::Medium), "{:?}", found.system.anomalies);
    }
}
