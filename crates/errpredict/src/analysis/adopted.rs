//! A level that counts as usual by now: whether it goes on, and whether it rises on, which no usual level does.

use crate::detect::{AnomalyDetection, is_as_usual};
use crate::rollup::ServiceRollup;
use crate::stats::median;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

use super::asked::Asked;

/// Times any day up to which it was taken for usual that make a level another one. By definition: it doubled.
const ANOTHER: f64 = 2.0;

/// The levels among what was found in the errors, as they are now.
pub(super) fn followed(asked: &Asked<'_>, service: &ServiceRollup, found: &mut [AnomalyDetection]) {
    let is_under_way = |one: &AnomalyDetection| one.ongoing && one.is_rise() == Some(true);
    let begun: Vec<Timestamp> = found.iter().filter(|one| is_under_way(one)).map(|one| one.start).collect();
    for anomaly in found {
        leave(asked, service, anomaly);
        let Some(adopted) = anomaly.adopted.filter(|_| is_under_way(anomaly)) else { continue };
        // What rose beside it is told by itself.
        let is_told_beside = begun.iter().any(|start| *start >= adopted);
        if !is_told_beside && rises_on(asked, service, (anomaly.start, adopted)) {
            anomaly.adopted = None;
        }
    }
}

/// An adopted level goes on while the last day lies on its side of what was before: levels that came after it in small steps
/// are no return that the detector could see.
fn leave(asked: &Asked<'_>, service: &ServiceRollup, anomaly: &mut AnomalyDetection) {
    let Some(adopted) = anomaly.adopted.filter(|_| anomaly.ongoing) else { return };
    let (Some(before), Some(up)) = (anomaly.expected_level().as_per_hour(), anomaly.is_rise()) else {
        return;
    };
    let day = asked.at.plus_ms(-DAY_MS);
    let now = service.errors().between(day, asked.at) as f64 / 24.0;
    if adopted <= day && (now > before) != up {
        (anomaly.ongoing, anomaly.end) = (false, adopted);
        anomaly.peak = anomaly.peak.min(adopted);
    }
}

/// Whether the last day lies far above every day of the level up to which it was taken for usual: a detector whose level follows
/// what rises slowly flags it no more, and it is no less wrong for that. By the middle hour of each day, so that no burst of
/// some hours makes another level.
fn rises_on(asked: &Asked<'_>, service: &ServiceRollup, (start, adopted): (Timestamp, Timestamp)) -> bool {
    let middle = |end: Timestamp| {
        let mut hours = service.errors().series(end.plus_ms(-DAY_MS), end, HOUR_MS).values;
        median(&mut hours).unwrap_or_default()
    };
    let until = adopted.min(asked.at.plus_ms(-DAY_MS));
    let days = (until.ms() - start.ms()) / DAY_MS;
    let most = (0..days).map(|ago| middle(until.plus_ms(-ago * DAY_MS))).fold(0.0, f64::max);
    let now = middle(asked.at);
    days > 0 && now > ANOTHER * most && !is_as_usual(now, most, true)
}

#[cfg(test)]
mod tests {
    use super::super::tests::at;
    use super::super::{AnalysisConfig, analyze};
    use crate::detect::Metric;
    use crate::event::{EventRef, Severity};
    use crate::rollup::{Rollup, RollupConfig};
    use crate::stats::Rng;
    use crate::time::HOUR_MS;

    #[test]
    fn a_level_that_rises_on_does_not_count_as_usual() {
        // Six an hour for twelve days, then a level for four days and a half; by how much it grows every hour.
        let risen = 12 * 24;
        for (level, grows, is_usual) in [(60.0, 1.0, true), (30.0, 1.035, false)] {
            let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
            let mut rng = Rng::new(9);
            for hour in 0..risen + 108 {
                let rate = if hour < risen { 6.0 } else { level * libm::pow(grows, (hour - risen) as f64) };
                let n = rng.poisson(rate) as i64;
                for i in 0..n {
                    let ms = hour * HOUR_MS + i * HOUR_MS / n;
                    rollup.observe(EventRef::new(at(ms), "pay", Severity::High, "TimeoutError"));
                }
            }
            rollup.settle();
            let found = analyze(&rollup, at((risen + 108) * HOUR_MS), &AnalysisConfig::default()).unwrap();
            let rise = found.services[0]
                .anomalies
                .iter()
                .find(|one| one.metric == Metric::Errors && one.ongoing && one.is_rise() == Some(true));
            let rise = rise.unwrap();
            assert_eq!(rise.adopted.is_some(), is_usual, "{grows}: {rise:?}");
            assert_eq!(found.headline.text.contains("counts as usual"), is_usual, "{}", found.headline.text);
            assert_eq!(rise.severity == Severity::Medium, is_usual, "{grows}: {rise:?}");
        }
    }
}
