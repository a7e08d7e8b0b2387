//! One anomaly in one line, for what tells of many: `demo` and `watch`.

use errpredict::detect::{AnomalyDetection, AnomalyType, Metric};
use errpredict::numbers::short_time;
use errpredict_io::printable;

/// Characters of a service's name that are shown.
const NAME_CHARS: usize = 60;

/// Whether the report would tell of it.
pub(crate) fn is_told(_anomaly: &AnomalyDetection) -> bool {
    true
}

/// `critical catalog: more errors than usual, 36/h where 0.5/h was expected, since 2026-11-12 09:20 UTC`.
pub(crate) fn in_a_line(anomaly: &AnomalyDetection) -> String {
    let what = match (anomaly.anomaly_type, &anomaly.metric) {
        (AnomalyType::CorrelationBreak, _) => "numbers that no longer move together".to_owned(),
        (_, Metric::Mix) => "a new mix of errors".to_owned(),
        (_, metric) => {
            let way = if anomaly.is_rise() == Some(false) { "fewer" } else { "more" };
            let metric = printable(&metric.to_string(), NAME_CHARS);
            format!("{way} {metric} than usual, {}", anomaly.in_words())
        }
    };
    let scope = printable(&anomaly.scope.to_string(), NAME_CHARS);
    format!("{} {scope}: {what}, since {} UTC", anomaly.severity, short_time(anomaly.start))
}
