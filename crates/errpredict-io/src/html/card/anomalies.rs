//! What is wrong: the anomalies, newest first.

use errpredict::detect::AnomalyType;

use super::Card;
use crate::html::escape::quote;
use crate::html::parts::list;
use crate::numbers::{amount, duration, percent, rate, short_time};

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
            let numbers = if anomaly.anomaly_type == AnomalyType::PatternDeviation {
                String::new()
            } else {
                format!("{}/h where {} was expected, ", amount(anomaly.actual), rate(anomaly.expected))
            };
            let mut line = format!(
                "<b class=\"{0}\">{0}</b> {1}: {numbers}since {2} UTC, {until}; {3} sure",
                anomaly.severity,
                anomaly.anomaly_type.name().replace('_', " "),
                short_time(anomaly.start),
                percent(anomaly.confidence),
            );
            for cause in anomaly.causes.iter().take(3) {
                line += &format!(
                    "; {}: {} where {} was expected",
                    quote(&cause.name),
                    amount(cause.actual),
                    amount(cause.expected)
                );
            }
            line
        }),
    )
}
