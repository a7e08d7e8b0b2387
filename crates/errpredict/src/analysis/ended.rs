//! Until when what is over went on, to the minute: the change point of largest Poisson likelihood between what came during
//! it and what is usual, looked for around the hour in which the detector saw it end (Hinkley 1970).

use crate::detect::{AnomalyDetection, FoundBy, Metric};
use crate::rollup::{Cells, ServiceRollup};
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

use super::asked::Asked;
use super::slow::{self, WINDOW_MS};

/// Time before the flagged end that tells what came during it, and time after it in which it may have gone on: the hours
/// of the detector lie askew to the incident's.
const BEFORE_MS: i64 = 6 * HOUR_MS;
const AFTER_MS: i64 = HOUR_MS;
/// Rate a step below which nothing is told apart: by minutes one in two days. By judgement: it keeps logarithms of
/// nothing out; a higher one would tell rare errors for none.
const LEAST: f64 = 0.5 / 1_440.0;

/// The anomaly with its end to the minute, where it is over and is one of counts.
pub(super) fn placed(
    asked: &Asked<'_>,
    service: &ServiceRollup,
    mut anomaly: AnomalyDetection,
) -> AnomalyDetection {
    // What is unlike others may be like itself: its own counts do not tell its end.
    let has_no_end = matches!(anomaly.found_by, FoundBy::Drift | FoundBy::Peers);
    if anomaly.ongoing || has_no_end || anomaly.is_rise().is_none() {
        return anomaly;
    }
    let Some(per_hour) = anomaly.expected_level().as_per_hour() else { return anomaly };
    let of = |cells: &Cells, place: Place| cells.series(place.from, place.until, place.step_ms).values;
    let place = |step_ms: i64| Place::around(asked, &anomaly, step_ms);
    let minutes = place(MINUTE_MS);
    let (counts, place) = match &anomaly.metric {
        Metric::Errors => (of(service.errors(), minutes), minutes),
        Metric::FailedRequests => (of(service.server_errors(), minutes), minutes),
        Metric::Requests => (of(service.requests(), minutes), minutes),
        Metric::Events => (of(service.events(), minutes), minutes),
        Metric::SlowRequests { limit_ms } => {
            let place = place(WINDOW_MS);
            (slow::counts(service, *limit_ms, (place.from, place.until), WINDOW_MS), place)
        }
        _ => return anomaly,
    };
    let usual = per_hour * place.step_ms as f64 / HOUR_MS as f64;
    anomaly.end = place.from.plus_ms(last(&counts, usual) as i64 * place.step_ms);
    anomaly.peak = anomaly.peak.min(anomaly.end);
    anomaly
}

/// Where the end is looked for, and by which steps.
#[derive(Clone, Copy)]
struct Place {
    from: Timestamp,
    until: Timestamp,
    step_ms: i64,
}

impl Place {
    fn around(asked: &Asked<'_>, anomaly: &AnomalyDetection, step_ms: i64) -> Place {
        let from = anomaly.start.max(anomaly.end.plus_ms(-BEFORE_MS)).floor_to(step_ms);
        let until = anomaly.end.plus_ms(AFTER_MS).min(asked.at).floor_to(step_ms);
        Place { from, until, step_ms }
    }
}

/// How many of the counts are of what was strange, the rest being as usual.
fn last(counts: &[f64], usual: f64) -> usize {
    let total: f64 = counts.iter().sum();
    let usual = usual.max(LEAST);
    let (mut during, mut best) = (0.0, (f64::NEG_INFINITY, counts.len()));
    for (step, count) in counts.iter().enumerate() {
        during += count;
        let (steps, rest) = ((step + 1) as f64, (counts.len() - step - 1) as f64);
        let rate = (during / steps).max(LEAST);
        let likelihood =
            during * libm::log(rate) - rate * steps + (total - during) * libm::log(usual) - usual * rest;
        if likelihood > best.0 {
            best = (likelihood, step + 1);
        }
    }
    best.1
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
