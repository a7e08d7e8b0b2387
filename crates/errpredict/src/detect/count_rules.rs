//! What does not change from bucket to bucket while counts are tested: thresholds, and how long things last.

use super::count_settings::CountDetection;
use super::count_spread::WINDOWS;
use crate::time::{DAY_MS, HOUR_MS};

/// The share of silences longer than the longest window. By judgement: what the windows leave (all parts add up to 1);
/// a long silence is soon improbable enough.
const SILENCE_SHARE: f64 = 0.05;
/// Days for which the level of before an adopted one is remembered: its return is no drop.
const REMEMBER_DAYS: i64 = 28;
/// Days in a week.
const WEEK_MS: i64 = 7 * DAY_MS;

/// What does not change from bucket to bucket.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    pub(super) fade: f64,
    pub(super) thresholds: [f64; WINDOWS.len()],
    pub(super) silence_threshold: f64,
    pub(super) sigma: Option<f64>,
    pub(super) adopt_after: u64,
    pub(super) remember: u64,
}

impl Rules {
    pub(super) fn new(settings: &CountDetection, step_ms: i64) -> Self {
        let step = step_ms as f64;
        let tests_per_week = (WEEK_MS as f64 / step).max(1.0);
        let buckets = |hours: f64| libm::ceil(hours * HOUR_MS as f64 / step).max(1.0) as u64;
        let per_test = settings.false_alarms_per_week / tests_per_week;
        Rules {
            fade: libm::exp(-step / (settings.memory_hours * HOUR_MS as f64)),
            thresholds: WINDOWS.map(|(_, share)| (per_test * share / 2.0).min(0.5)),
            silence_threshold: (per_test * SILENCE_SHARE).min(0.5),
            sigma: settings.sigma,
            adopt_after: buckets(settings.adopt_after_hours),
            remember: buckets((REMEMBER_DAYS * DAY_MS / HOUR_MS) as f64),
        }
    }
}
