//! Until when what is over went on, to the minute: the change point of largest Poisson likelihood between what came during
//! it and what is usual, looked for around the hour in which the detector saw it end (Hinkley 1970).

use crate::detect::{AnomalyDetection, FoundBy, Metric};
use crate::rollup::{Cells, ServiceRollup};
use crate::time::{HOUR_MS, MINUTE_MS};

use super::asked::Asked;

/// Time before the flagged end that tells what came during it, and time after it in which it may have gone on: the hours
/// of the detector lie askew to the incident's.
const BEFORE_MS: i64 = 6 * HOUR_MS;
const AFTER_MS: i64 = HOUR_MS;
/// Rate a minute below which nothing is told apart: one in two days.
const LEAST_RATE: f64 = 0.5 / 1_440.0;

/// The anomaly with its end to the minute, where it is over and is one of counts.
pub(super) fn placed(
    asked: &Asked<'_>,
    service: &ServiceRollup,
    mut anomaly: AnomalyDetection,
) -> AnomalyDetection {
    let cells = match &anomaly.metric {
        _ if anomaly.ongoing || anomaly.found_by == FoundBy::Drift || anomaly.is_rise().is_none() => None,
        Metric::Errors => Some(service.errors()),
        Metric::FailedRequests => Some(service.server_errors()),
        Metric::Requests => Some(service.requests()),
        Metric::Events => Some(service.events()),
        _ => None,
    };
    if let Some((cells, usual)) = cells.zip(anomaly.expected_level().as_per_hour()) {
        anomaly.end = end(asked, cells, &anomaly, usual / 60.0);
        anomaly.peak = anomaly.peak.min(anomaly.end);
    }
    anomaly
}

fn end(asked: &Asked<'_>, cells: &Cells, anomaly: &AnomalyDetection, usual: f64) -> crate::time::Timestamp {
    let from = anomaly.start.max(anomaly.end.plus_ms(-BEFORE_MS)).floor_to(MINUTE_MS);
    let until = anomaly.end.plus_ms(AFTER_MS).min(asked.at).floor_to(MINUTE_MS);
    let counts = cells.series(from, until, MINUTE_MS).values;
    let total: f64 = counts.iter().sum();
    let usual = usual.max(LEAST_RATE);
    let (mut during, mut best) = (0.0, (f64::NEG_INFINITY, counts.len()));
    for (minute, count) in counts.iter().enumerate() {
        during += count;
        let (minutes, rest) = ((minute + 1) as f64, (counts.len() - minute - 1) as f64);
        let rate = (during / minutes).max(LEAST_RATE);
        let likelihood = during * libm::log(rate) - rate * minutes
            + (total - during) * libm::log(usual)
            - usual * rest;
        if likelihood > best.0 {
            best = (likelihood, minute + 1);
        }
    }
    from.plus_ms(best.1 as i64 * MINUTE_MS)
}

#[cfg(test)]
mod tests {
    use super::super::tests::at;
    use super::super::{AnalysisConfig, analyze};
    use crate::event::{EventRef, Severity};
    use crate::rollup::{Rollup, RollupConfig};
    use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};

    #[test]
    fn what_is_over_is_over_since_its_last_minute_whenever_it_is_asked() {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for half_hour in 0..16 * 48 {
            let ms = half_hour * 30 * MINUTE_MS + half_hour % 17 * MINUTE_MS;
            rollup.observe(EventRef::new(at(ms), "shop", Severity::High, "KeyError"));
        }
        // Ninety an hour from 14:10 to 15:05 of the 15th day.
        let begin = 14 * DAY_MS + 14 * HOUR_MS + 10 * MINUTE_MS;
        let end = begin + 55 * MINUTE_MS;
        for i in 0..83 {
            rollup.observe(EventRef::new(at(begin + i * 40_000), "shop", Severity::High, "TimeoutError"));
        }
        rollup.settle();
        for later in [3 * HOUR_MS, 4 * HOUR_MS + 20 * MINUTE_MS, 9 * HOUR_MS] {
            let analysis = analyze(&rollup, at(end + later), &AnalysisConfig::default()).unwrap();
            let shop = &analysis.services[0];
            let told = shop.anomalies.iter().find(|anomaly| anomaly.is_rise() == Some(true)).unwrap();
            assert!(!told.ongoing);
            assert!((told.end.ms() - at(end).ms()).abs() <= 3 * MINUTE_MS, "{later}: {told:#?}");
        }
    }
}
