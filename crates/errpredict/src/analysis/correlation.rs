//! Numbers of one service that used to move together: requests, errors, response time, the commonest types of error.

use ndarray::{Array2, Axis};

use crate::detect::{AnomalyDetection, CorrelationBreak};
use crate::error::Result;
use crate::event::Scope;
use crate::rollup::{Cells, ServiceRollup};
use crate::time::{DAY_MS, MINUTE_MS, Timestamp};

/// Length of a row.
const STEP_MS: i64 = 15 * MINUTE_MS;
/// Rows whose correlation is one observation: six hours.
const WINDOW: usize = 24;
/// Rows judged: the last day.
const JUDGED: usize = (DAY_MS / STEP_MS) as usize;
/// Windows of history below which nothing is known of a correlation (as in [`CorrelationBreak`]).
const MIN_WINDOWS: usize = 20;
/// Types of error looked at, commonest of the history first.
const MAX_TYPES: usize = 5;
/// Events in a row on average, below which a number is mostly chance. By judgement: below one most rows are 0, and
/// zeros correlate with everything that rests.
const MIN_PER_ROW: f64 = 1.0;

/// The breaks of the last day, judged by the history since `begin`.
///
/// Windows end at whole multiples of half a window since 1970, wherever `at` lies: an analysis that is asked again an
/// hour later makes the same tests, so the budget (false alarms a week) holds for any number of analyses.
///
/// # Errors
/// Those of [`CorrelationBreak::fit`].
pub(super) fn correlation_breaks(
    scope: &Scope,
    service: &ServiceRollup,
    (begin, at): (Timestamp, Timestamp),
    false_alarms_per_week: f64,
) -> Result<Vec<AnomalyDetection>> {
    let end = at.floor_to(WINDOW as i64 / 2 * STEP_MS);
    let n = (end.ms() - begin.ms()) / STEP_MS;
    if n < (MIN_WINDOWS * WINDOW + JUDGED) as i64 {
        return Ok(Vec::new());
    }
    let after = end.plus_ms(-n * STEP_MS);
    let (names, rows) = metrics(service, after, end);
    let (history, judged) = rows.view().split_at(Axis(0), rows.nrows() - JUDGED);
    let rows_per_week = (7 * DAY_MS / STEP_MS) as f64;
    let settings = CorrelationBreak {
        window: WINDOW,
        false_alarms_per_10_000_rows: false_alarms_per_week * 10_000.0 / rows_per_week,
        ..CorrelationBreak::default()
    };
    let first_end = end.plus_ms(-(JUDGED as i64 - 1) * STEP_MS);
    // Whole windows of history, counted back from the rows that are judged.
    let (_, history) = history.split_at(Axis(0), history.nrows() % WINDOW);
    let model = settings.fit(history)?;
    model.anomalies(scope, &names, judged, first_end, STEP_MS)
}

/// Names and numbers of a service, one row per step; `NaN` where there is none.
fn metrics(service: &ServiceRollup, after: Timestamp, up_to: Timestamp) -> (Vec<String>, Array2<f64>) {
    let of = |cells: &Cells| cells.series(after, up_to, STEP_MS);
    let n = ((up_to.ms() - after.ms()) / STEP_MS) as usize;
    let is_enough = |cells: &Cells| cells.between(after, up_to) as f64 >= MIN_PER_ROW * n as f64;
    let mut columns: Vec<(&str, Vec<f64>)> = Vec::new();
    let mut types: Vec<_> = service.types().filter(|(_, cells)| is_enough(cells)).collect();
    // Errors are the sum of their types: held against one of them they say nothing but that it is most of them. So either
    // the types are looked at, where there are several of some size, or their sum.
    if types.len() < 2 {
        types.clear();
    }
    let counted = [("requests", service.requests()), ("errors", service.errors())];
    let counted = &counted[..if types.is_empty() { 2 } else { 1 }];
    columns
        .extend(counted.iter().filter(|(_, c)| is_enough(c)).map(|(name, cells)| (*name, of(cells).values)));
    if is_enough(service.latency_count()) {
        // 0 / 0 is a gap.
        let mean = |(sum_us, count): (f64, f64)| sum_us / count / 1_000.0;
        let sums = of(service.latency_sum_us()).values.into_iter();
        columns.push(("response time", sums.zip(of(service.latency_count()).values).map(mean).collect()));
    }
    types.sort_by_key(|(name, cells)| (std::cmp::Reverse(cells.between(after, up_to)), *name));
    columns.extend(types.into_iter().take(MAX_TYPES).map(|(name, cells)| (name, of(cells).values)));
    let rows = Array2::from_shape_fn((n, columns.len()), |(i, j)| columns[j].1[i]);
    (columns.into_iter().map(|(name, _)| name.to_owned()).collect(), rows)
}
