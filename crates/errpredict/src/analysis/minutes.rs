//! What is counted of an anomaly, by the steps in which it is kept: minutes, of slow requests five.

use crate::detect::{AnomalyDetection, FoundBy, Metric};
use crate::rollup::{Cells, ServiceRollup};
use crate::stats::median;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

use super::asked::Asked;
use super::slow::{self, WINDOW_MS};

/// Earlier days whose same minutes tell how an hour's events lie in it: two weeks, as where it is asked when something began.
const EARLIER_DAYS: i64 = 14;
/// Deviations from an even hour that are no chance: the three of Shewhart's charts (1931).
const UNEVEN: f64 = 3.0;

/// The step by which a metric is kept; nothing for what is no count of a service.
pub(super) fn step_ms(metric: &Metric) -> Option<i64> {
    match metric {
        Metric::Errors | Metric::FailedRequests | Metric::Requests | Metric::Events => Some(MINUTE_MS),
        Metric::SlowRequests { .. } => Some(WINDOW_MS),
        _ => None,
    }
}

/// The counts of a metric in (`after`, `up_to`], by its step.
pub(super) fn counts(
    service: &ServiceRollup,
    metric: &Metric,
    (after, up_to): (Timestamp, Timestamp),
) -> Option<Vec<f64>> {
    counts_by(service, metric, (after, up_to), step_ms(metric)?)
}

/// The same at another step, of whole ones.
pub(super) fn counts_by(
    service: &ServiceRollup,
    metric: &Metric,
    (after, up_to): (Timestamp, Timestamp),
    step: i64,
) -> Option<Vec<f64>> {
    let of = |cells: &Cells| Some(cells.series(after, up_to, step).values);
    match metric {
        Metric::Errors => of(service.errors()),
        Metric::FailedRequests => of(service.server_errors()),
        Metric::Requests => of(service.requests()),
        Metric::Events => of(service.events()),
        Metric::SlowRequests { limit_ms } => Some(slow::counts(service, *limit_ms, (after, up_to), step)),
        _ => None,
    }
}

/// The anomaly with the numbers of its own time instead of those of the hours that flagged it.
pub(super) fn numbered(
    asked: &Asked<'_>,
    service: &ServiceRollup,
    anomaly: AnomalyDetection,
) -> AnomalyDetection {
    let known = || {
        let per_hour = anomaly.expected_level().as_per_hour()?;
        let (start, end) = (anomaly.start, anomaly.end);
        let came = |after, up_to| Some(counts(service, &anomaly.metric, (after, up_to))?.iter().sum::<f64>());
        let count = came(start, end)?;
        let hours = (end.ms() - start.ms()) as f64 / HOUR_MS as f64;
        if hours >= 1.0 {
            return Some((count, per_hour));
        }
        // The usual of an hour may come in a few of its minutes, as that of a nightly job does.
        let begin = asked.begin(service);
        let days = (1..=EARLIER_DAYS).map(|day| -day * DAY_MS);
        let known = days.filter(|back| end.plus_ms(back - HOUR_MS) >= begin);
        let (mut of_hours, mut of_spans) = (0.0, Vec::new());
        for back in known {
            of_hours += came(end.plus_ms(back - HOUR_MS), end.plus_ms(back))?;
            of_spans.push(came(start.plus_ms(back), end.plus_ms(back))?);
        }
        let even = of_hours * hours;
        let is_even = (of_spans.iter().sum::<f64>() - even).abs() <= UNEVEN * even.sqrt();
        let usual = median(&mut of_spans).filter(|_| !is_even);
        Some((count, usual.map_or(per_hour, |usual| usual / hours)))
    };
    if anomaly.found_by != FoundBy::Counts {
        return anomaly;
    }
    match known() {
        Some((count, per_hour)) => anomaly.over_its_time(count, per_hour),
        None => anomaly,
    }
}
