//! One anomaly in one line, for what tells of many: `demo` and `watch`.

use errpredict::analysis::ServiceAnalysis;
use errpredict::detect::{AnomalyDetection, AnomalyType};
use errpredict_io::numbers::{against_expected, short_time};
use errpredict_io::printable;

/// Characters of a service's name that are shown.
const NAME_CHARS: usize = 60;

/// Whether the report would tell of it.
pub(crate) fn is_told(_anomaly: &AnomalyDetection) -> bool {
    true
}

/// `critical catalog: spike, 36/h where 0.5/h was expected, since 2026-11-12 09:20 UTC`.
pub(crate) fn in_a_line(of: &ServiceAnalysis, anomaly: &AnomalyDetection) -> String {
    let what = match anomaly.anomaly_type {
        AnomalyType::Spike => "more than usual",
        AnomalyType::Drop => "less than usual",
        AnomalyType::TrendChange => "a new level",
        AnomalyType::PatternDeviation => "a new mix of errors",
        AnomalyType::CorrelationBreak => "numbers that no longer move together",
    };
    format!(
        "{} {}: {what}, {}since {} UTC",
        anomaly.severity,
        printable(&of.service, NAME_CHARS),
        against_expected(anomaly.anomaly_type, anomaly.actual, anomaly.expected),
        short_time(anomaly.start),
    )
}
