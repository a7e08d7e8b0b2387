//! What every part of an analysis reads: the rollup, the time and the configuration.

use crate::detect::AnomalyDetection;
use crate::event::Scope;
use crate::rollup::{Cells, Rollup, ServiceRollup};
use crate::stats::Series;
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};
use crate::window::Window;

use super::config::AnalysisConfig;

/// What is asked: a rollup at a time.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) rollup: &'a Rollup,
    pub(super) config: &'a AnalysisConfig,
    /// Now: nothing after it is read.
    pub(super) at: Timestamp,
    /// Where the history looked at begins.
    pub(super) from: Timestamp,
    /// Services heard of so far: what comes later must not show.
    pub(super) heard: usize,
}

impl<'a> Asked<'a> {
    pub(super) fn new(rollup: &'a Rollup, at: Timestamp, config: &'a AnalysisConfig) -> Self {
        let is_heard = |service: &ServiceRollup| service.first().is_some_and(|first| first <= at);
        let heard = rollup.services().filter(|(_, service)| is_heard(service)).count();
        Asked { rollup, config, at, from: at.plus_ms(-i64::from(config.history_hours) * HOUR_MS), heard }
    }

    /// How many scopes are tested side by side with that one.
    pub(super) fn side_by_side(&self, scope: &Scope) -> f64 {
        if scope.is_system() { 1.0 } else { self.heard.max(1) as f64 }
    }

    /// The same series with gaps where it was worked on the service: such hours are no measure of what is usual.
    pub(super) fn left_alone(&self, scope: &Scope, mut series: Series) -> Series {
        for window in self.config.maintenance.iter().filter(|window| concerns(window, scope)) {
            let begin = series.first_end.plus_ms(-series.step_ms);
            for stretch in window.stretches(begin, series.end_of(series.values.len())) {
                blank(&mut series, stretch);
            }
        }
        series
    }

    /// Whether an anomaly lies in a time in which it was worked on what it is about.
    pub(super) fn is_maintained(&self, anomaly: &AnomalyDetection) -> bool {
        let about = self.config.maintenance.iter().filter(|window| concerns(window, &anomaly.scope));
        about.into_iter().any(|window| window.covers(anomaly.start, anomaly.end))
    }

    /// Where the service's own history begins: see [`history_begin`].
    pub(super) fn begin(&self, service: &ServiceRollup) -> Timestamp {
        history_begin(service.first(), service.errors(), (self.from, self.at))
    }

    /// Errors per hour, hours ending at `at`, from the first whole hour of the service's history.
    pub(super) fn hourly_errors(&self, service: &ServiceRollup) -> Series {
        self.hourly(service, service.errors())
    }

    /// Counts per hour of the same hours.
    pub(super) fn hourly(&self, service: &ServiceRollup, cells: &Cells) -> Series {
        let hours = (self.at.ms() - self.begin(service).ms()) / HOUR_MS;
        cells.series(self.at.plus_ms(-hours * HOUR_MS), self.at, HOUR_MS)
    }
}

/// Leaves a gap in every step that has a part in a stretch of time.
pub(super) fn blank(series: &mut Series, (from, to): (Timestamp, Timestamp)) {
    let (step_ms, begin) = (series.step_ms, series.first_end.plus_ms(-series.step_ms));
    let first = (from.ms() - begin.ms()).div_euclid(step_ms).max(0);
    let after = -(begin.ms() - to.ms()).div_euclid(step_ms);
    let (first, after) = (usize::try_from(first), usize::try_from(after.max(0)));
    if let (Ok(first), Ok(after)) = (first, after) {
        let steps = series.values.iter_mut().take(after).skip(first);
        steps.for_each(|value| *value = f64::NAN);
    }
}

/// Whether a window concerns what something is about: what a service does while it is worked on it shows in the sum as well, and what
/// others do then is told of them.
fn concerns(window: &Window, scope: &Scope) -> bool {
    scope.is_system() || window.is_about(scope.service())
}

/// Where the history of a service begins: its first minute, or the begin of the history looked at.
///
/// The first event mostly comes within a minute, of which only the rest was heard. Where the minute after it has
/// no fewer errors the history begins there, else everything after would look like a rise; a minute with more is
/// a burst that must not be lost, or a quiet service's first error.
pub(super) fn history_begin(
    first: Option<Timestamp>,
    errors: &Cells,
    (from, at): (Timestamp, Timestamp),
) -> Timestamp {
    let Some(first) = first else { return from.min(at) };
    let minute = first.floor_to(MINUTE_MS);
    let whole = minute.plus_ms(MINUTE_MS);
    let of_minute = |from: Timestamp| errors.between(from, from.plus_ms(MINUTE_MS).min(at));
    let is_cut = first > minute && of_minute(minute) <= of_minute(whole);
    (if is_cut { whole } else { minute }).max(from).min(at)
}
