//! When what was found began, to the minute; its identity follows from that and not from when it was asked.

use crate::detect::{AnomalyDetection, Flagged, FoundBy, Metric, onset};
use crate::pattern::label_of;
use crate::rollup::{Cells, ErrorGroup, ServiceRollup};
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

use super::asked::{Asked, history_begin};
use super::config::HISTORY_HOURS;
use super::slow::{self, WINDOW_MS};

/// The anomaly with its begin to the minute (requests that are slow: to five), and the key that follows from it.
///
/// Where no begin is seen, as for numbers that no longer move together, what the detector said stays.
pub(super) fn placed(
    asked: &Asked<'_>,
    service: &ServiceRollup,
    anomaly: AnomalyDetection,
) -> AnomalyDetection {
    let begun = match &anomaly.metric {
        // A level that crept has no minute in which it began, and what is unlike others may be like itself.
        _ if matches!(anomaly.found_by, FoundBy::Drift | FoundBy::Peers) => None,
        Metric::Errors => of_cells(asked, service, &anomaly, service.errors()),
        Metric::FailedRequests => of_cells(asked, service, &anomaly, service.server_errors()),
        Metric::Requests => of_cells(asked, service, &anomaly, service.requests()),
        Metric::Events => of_cells(asked, service, &anomaly, service.events()),
        Metric::SlowRequests { limit_ms } => {
            let counts = |after: Timestamp, up_to: Timestamp, step_ms: i64| {
                slow::counts(service, *limit_ms, (after, up_to), step_ms)
            };
            of_counts(asked, service, &anomaly, &counts, WINDOW_MS)
        }
        Metric::Mix => of_mix(asked, service, &anomaly),
        // The first critical event is its own begin.
        Metric::CriticalEvents | Metric::Correlation | Metric::Measured(_) => None,
    };
    match begun.filter(|begun| *begun < anomaly.end) {
        Some(begun) => anomaly.begun_at(begun),
        None => anomaly,
    }
}

/// The same for an anomaly in errors that was found as they came, by whoever watches them: what an analysis tells of it has
/// the same begin and the same key, and the number is one of its own time.
pub(crate) fn placed_errors(
    first: Option<Timestamp>,
    errors: &Cells,
    anomaly: AnomalyDetection,
) -> AnomalyDetection {
    let from = anomaly.at.plus_ms(-i64::from(HISTORY_HOURS) * HOUR_MS);
    let counts =
        |after: Timestamp, up_to: Timestamp, step_ms: i64| errors.series(after, up_to, step_ms).values;
    let known_from = history_begin(first, errors, (from, anomaly.at));
    let anomaly = match begun(&anomaly, (anomaly.at, known_from), None, &counts, MINUTE_MS)
        .filter(|begun| *begun < anomaly.end)
    {
        Some(begun) => anomaly.begun_at(begun),
        None => anomaly,
    };
    let count = errors.between(anomaly.start, anomaly.end) as f64;
    match anomaly.expected_level().as_per_hour() {
        Some(per_hour) => anomaly.over_its_time(count, per_hour),
        None => anomaly,
    }
}

fn of_cells(
    asked: &Asked<'_>,
    service: &ServiceRollup,
    anomaly: &AnomalyDetection,
    cells: &Cells,
) -> Option<Timestamp> {
    let counts =
        |after: Timestamp, up_to: Timestamp, step_ms: i64| cells.series(after, up_to, step_ms).values;
    of_counts(asked, service, anomaly, &counts, MINUTE_MS)
}

fn of_counts(
    asked: &Asked<'_>,
    service: &ServiceRollup,
    anomaly: &AnomalyDetection,
    counts: &dyn Fn(Timestamp, Timestamp, i64) -> Vec<f64>,
    step_ms: i64,
) -> Option<Timestamp> {
    let zone = asked.config.detection.zone.as_deref();
    begun(anomaly, (asked.at, asked.begin(service)), zone, counts, step_ms)
}

fn begun(
    anomaly: &AnomalyDetection,
    (at, known_from): (Timestamp, Timestamp),
    zone: Option<&str>,
    counts: &dyn Fn(Timestamp, Timestamp, i64) -> Vec<f64>,
    step_ms: i64,
) -> Option<Timestamp> {
    onset(Flagged {
        counts,
        step_ms,
        known_from,
        zone,
        start: anomaly.start,
        end: anomaly.end,
        at,
        up: anomaly.is_rise()?,
        expected_per_hour: anomaly.expected_level().as_per_hour()?,
    })
}

/// A mix began to change with the first of the kinds that came most of all more often; where none did, with the first that came less.
fn of_mix(asked: &Asked<'_>, service: &ServiceRollup, anomaly: &AnomalyDetection) -> Option<Timestamp> {
    let first = |up: bool| {
        let moved = || anomaly.causes.iter().filter(|cause| (cause.actual > cause.expected) == up);
        // What moved far less may have come more often by chance, and before.
        let most = moved().map(|cause| cause.share).fold(0.0, f64::max);
        let moved = moved().filter(|cause| 2.0 * cause.share >= most);
        let begun = moved.filter_map(|cause| {
            let groups: Vec<&ErrorGroup> = service
                .groups()
                .map(|(_, group)| group)
                .filter(|group| label_of(group, asked.at) == cause.name)
                .collect();
            let counts = |after: Timestamp, up_to: Timestamp, step_ms: i64| {
                let mut sum = Cells::EMPTY.series(after, up_to, step_ms).values;
                for group in &groups {
                    let own = group.cells().series(after, up_to, step_ms).values;
                    sum.iter_mut().zip(own).for_each(|(sum, count)| *sum += count);
                }
                sum
            };
            let window_hours = (anomaly.end.ms() - anomaly.start.ms()) as f64 / HOUR_MS as f64;
            onset(Flagged {
                counts: &counts,
                step_ms: MINUTE_MS,
                known_from: asked.begin(service),
                zone: asked.config.detection.zone.as_deref(),
                start: anomaly.start,
                end: anomaly.end,
                at: asked.at,
                up,
                expected_per_hour: cause.expected / window_hours.max(1.0),
            })
        });
        begun.min()
    };
    first(true).or_else(|| first(false))
}
