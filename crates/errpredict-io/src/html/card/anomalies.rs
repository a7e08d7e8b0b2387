//! What is wrong: the anomalies, newest first.

use errpredict::detect::{Metric, Unit};

use super::Card;
use crate::html::escape::{escape, quote};
use crate::html::parts::list;
use errpredict::numbers::duration;

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    let (at, clock) = (card.at, card.clock());
    list(
        "What is wrong",
        card.found.anomalies.iter().rev().map(|anomaly| {
            let until = if let Some(adopted) = anomaly.adopted {
                format!("goes on, counts as usual since {}", clock.short(adopted))
            } else if anomaly.ongoing {
                format!("ongoing for {}", duration(at.ms() - anomaly.start.ms()))
            } else {
                format!("over since {}", clock.short(anomaly.end))
            };
            // The numbers of a mix are its causes.
            let numbers = match anomaly.unit {
                Unit::Distance => String::new(),
                _ if anomaly.numbers().is_empty() => String::new(),
                _ => format!("{}, ", anomaly.numbers()),
            };
            let mut line = format!(
                "<b class=\"{0}\">{0}</b> {1}: {numbers}since {2}, {until}; {3}",
                anomaly.severity,
                escape(&anomaly.what()),
                clock.told(anomaly.start),
                anomaly.chance,
            );
            // What the first critical event was stands in its name.
            let named = anomaly.causes.iter().filter(|_| anomaly.metric != Metric::CriticalEvents);
            for cause in named.take(3) {
                line += &format!("; {}: {}", quote(&cause.name), cause.in_words());
            }
            line
        }),
    )
}
