//! What is wrong: the anomalies, newest first.

use errpredict::detect::{AnomalyDetection, Metric, Unit};

use errpredict::{PeopleClock, Timestamp};

use super::Card;
use crate::html::escape::{escape, quote};
use crate::html::parts::list;

/// What is wrong, and apart from it what chance brings more often than not within a week: that is no trouble.
pub(in crate::html) fn section(card: &Card<'_>) -> String {
    let (told, chance): (Vec<_>, Vec<_>) =
        card.found.anomalies.iter().rev().partition(|anomaly| anomaly.is_told());
    let lines = |anomalies: Vec<&AnomalyDetection>| -> Vec<String> {
        anomalies.into_iter().map(|anomaly| anomaly_line(anomaly, card.at, &card.clock())).collect()
    };
    // How strange what rises in a log of hours is nobody can say; that it does is told.
    let rise = card.found.rise.as_ref().map(|rise| escape(&card.clock().sentence(&rise.sentence())));
    list("What is wrong", rise.into_iter().chain(lines(told)))
        + &list("Unusual, but as chance brings it every few days", lines(chance).into_iter())
}

/// An anomaly in one line of markup, as of a time.
#[must_use]
pub fn anomaly_line(anomaly: &AnomalyDetection, at: Timestamp, clock: &PeopleClock) -> String {
    // The numbers of a mix are its causes.
    let numbers = match (anomaly.unit, anomaly.numbers()) {
        (Unit::Distance, _) => String::new(),
        (_, none) if none.is_empty() => none,
        (_, numbers) => format!("{}, ", escape(&numbers)),
    };
    let mut line = format!(
        "<b class=\"{0}\">{0}</b> {1}: {numbers}since {2}, {3}; {4}",
        anomaly.severity,
        escape(&anomaly.what()),
        clock.told(anomaly.start),
        anomaly.until(at, clock),
        anomaly.how_often(),
    );
    // What the first critical event was stands in its name.
    let named = anomaly.causes.iter().filter(|_| anomaly.metric != Metric::CriticalEvents);
    for cause in named.take(3) {
        line += &format!("; {}: {}", quote(&cause.name), cause.in_words());
    }
    line
}
