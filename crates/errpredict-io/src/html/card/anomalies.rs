//! What is wrong: the anomalies, newest first.

use errpredict::analysis::Counted;

use super::Card;
use crate::html::escape::quote;
use crate::html::parts::list;
use crate::numbers::{against_expected, cause_against_expected, duration, percent, short_time};

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    let at = card.at;
    list(
        "What is wrong",
        card.found.anomalies.iter().rev().map(|anomaly| {
            let until = if anomaly.ongoing {
                format!("ongoing for {}", duration(at.ms() - anomaly.start.ms()))
            } else {
                format!("over since {}", short_time(anomaly.end))
            };
            let numbers = against_expected(anomaly.anomaly_type, anomaly.actual, anomaly.expected);
            let of = match Counted::of(&card.found.service, anomaly) {
                Counted::Errors => String::new(),
                other => format!(" of {}", other.name()),
            };
            let mut line = format!(
                "<b class=\"{0}\">{0}</b> {1}{of}: {numbers}since {2} UTC, {until}; {3} sure",
                anomaly.severity,
                anomaly.anomaly_type.name().replace('_', " "),
                short_time(anomaly.start),
                percent(anomaly.confidence),
            );
            for cause in anomaly.causes.iter().take(3) {
                line += &format!(
                    "; {}: {}",
                    quote(&cause.name),
                    cause_against_expected(anomaly.anomaly_type, cause.actual, cause.expected)
                );
            }
            line
        }),
    )
}
