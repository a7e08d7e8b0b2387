//! What a trouble that is over was made of: while it goes on its causes say so, and after it the commonest error of the day may be one
//! that always comes.

use std::collections::BTreeMap;

use crate::detect::{AnomalyCause, AnomalyDetection, FoundBy, Metric, Unit};
use crate::rollup::{Cells, ServiceRollup};
use crate::time::{DAY_MS, Timestamp};

use super::asked::Asked;
use super::novelty::name_of;

/// Earlier days whose same minutes tell what is usual of a group: two weeks, as where the minutes of an anomaly are counted.
const EARLIER_DAYS: i64 = 14;
/// Groups named.
const NAMED: usize = 3;
/// Share of what was too many that is named, if so few groups are it. Half, by definition of most.
const MOST: f64 = 0.5;

/// Names the groups that what was too many of the errors was of.
pub(super) fn named(asked: &Asked<'_>, service: &ServiceRollup, anomaly: &mut AnomalyDetection) {
    let is_rise_that_ended = !anomaly.ongoing
        && anomaly.metric == Metric::Errors
        && anomaly.found_by == FoundBy::Counts
        && anomaly.is_rise() == Some(true)
        && anomaly.is_told();
    if !is_rise_that_ended || anomaly.end <= anomaly.start || !anomaly.causes.is_empty() {
        return;
    }
    let (start, end) = (anomaly.start, anomaly.end);
    let begin = asked.begin(service);
    let mut groups: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for (_, group) in service.groups() {
        let actual = group.cells().between(start, end);
        if actual > 0 {
            let expected = usual(group.cells(), begin, (start, end));
            let sum = groups.entry(name_of(asked, group)).or_default();
            *sum = (sum.0 + actual as f64, sum.1 + expected);
        }
    }
    let too_many: f64 = groups.values().map(|(actual, expected)| (actual - expected).max(0.0)).sum();
    let unit = Unit::Count { per_ms: end.ms() - start.ms() };
    let cause = |(name, (actual, expected)): (String, (f64, f64))| {
        let share = (actual - expected).max(0.0) / too_many;
        (share > 0.0).then_some(AnomalyCause { name, share, expected, actual, unit })
    };
    let mut causes: Vec<AnomalyCause> = groups.into_iter().filter_map(cause).collect();
    // In the order of their names where two are alike.
    causes.sort_by(|a, b| b.share.total_cmp(&a.share));
    let mut named = 0.0;
    let is_wanted = |cause: &AnomalyCause| {
        let is_wanted = named <= MOST;
        named += cause.share;
        is_wanted
    };
    anomaly.causes = causes.into_iter().take(NAMED).take_while(is_wanted).collect();
}

/// What the same minutes of earlier days had on average; of a stretch longer than a day, or without such days, the mean rate before it.
fn usual(cells: &Cells, begin: Timestamp, (start, end): (Timestamp, Timestamp)) -> f64 {
    let ms = end.ms() - start.ms();
    let of_day = |day: i64| {
        let (from, to) = (start.plus_ms(-day * DAY_MS), end.plus_ms(-day * DAY_MS));
        (ms <= DAY_MS && from >= begin).then(|| cells.between(from, to) as f64)
    };
    let days: Vec<f64> = (1..=EARLIER_DAYS).filter_map(of_day).collect();
    if !days.is_empty() {
        return days.iter().sum::<f64>() / days.len() as f64;
    }
    let known_ms = start.ms() - begin.ms();
    if known_ms > 0 { cells.between(begin, start) as f64 * ms as f64 / known_ms as f64 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, steady};
    use super::super::{AnalysisConfig, analyze};
    use crate::event::{EventRef, Severity};
    use crate::rollup::{Rollup, RollupConfig};
    use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

    #[test]
    fn a_trouble_that_is_over_says_what_it_was_made_of() {
        // Twelve an hour of what always comes, which are more in a day than the sixty of twenty minutes.
        let begin = 11 * DAY_MS + 3 * HOUR_MS;
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for (service, ms) in steady("billing", 12.0, 12, 3) {
            rollup.observe(EventRef::new(at(ms), &service, Severity::High, "SmtpError"));
        }
        for i in 0..60 {
            let time = at(begin + i * MINUTE_MS / 3);
            rollup.observe(EventRef::new(time, "billing", Severity::High, "ExportError"));
        }
        rollup.settle();
        for hours in [4, 12] {
            let found = analyze(&rollup, at(begin + hours * HOUR_MS), &AnalysisConfig::default()).unwrap();
            let billing = &found.services[0];
            assert_eq!(billing.groups[0].error_type, "SmtpError", "the commonest of the day");
            let over =
                billing.anomalies.iter().find(|one| one.is_told() && one.is_rise() == Some(true)).unwrap();
            let cause = over.causes.first().unwrap_or_else(|| panic!("{over:#?}"));
            assert!(!over.ongoing && cause.name == "ExportError" && cause.share > 0.8, "{cause:?}");
            assert!(cause.actual >= 55.0 && cause.expected == 0.0, "{cause:?}");
            let text = &found.headline.text;
            assert!(
                text.contains("more errors than usual in billing, most of them ExportError, began"),
                "{text}"
            );
        }
    }
}
