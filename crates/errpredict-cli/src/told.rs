//! One anomaly in one line, for what tells of many: `demo` and `watch`.

use errpredict::Severity;
use errpredict::analysis::{ServiceAnalysis, YoungRise};
use errpredict::detect::AnomalyDetection;
use errpredict_io::printable;

/// Characters of the line that are shown; names from logs stand in it.
const LINE_CHARS: usize = 400;

/// Whether the report would tell of it: what chance brings within a week is no trouble.
pub(crate) fn is_told(anomaly: &AnomalyDetection) -> bool {
    anomaly.is_told()
}

/// As what a rise in a log of less than a day is told: how strange it is nobody knows.
pub(crate) const OF_RISE: Severity = Severity::Medium;

/// `medium catalog: 40 errors since 2026-11-12 09:20 UTC, 16 times as many as in the 3 h before ...`.
pub(crate) fn rise_in_a_line(service: &ServiceAnalysis, rise: &YoungRise) -> String {
    printable(&format!("{OF_RISE} {}: {}", service.scope, rise.sentence()), LINE_CHARS)
}

/// `critical catalog: more errors than usual, 36/h where 0.5/h was expected, since 2026-11-12 09:20 UTC`.
pub(crate) fn in_a_line(anomaly: &AnomalyDetection) -> String {
    printable(&anomaly.in_one_line(), LINE_CHARS)
}
