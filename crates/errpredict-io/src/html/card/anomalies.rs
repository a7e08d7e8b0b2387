//! What is wrong: the anomalies, newest first.

use errpredict::detect::Unit;

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
                _ => format!("{}, ", anomaly.in_words()),
            };
            let mut line = format!(
                "<b class=\"{0}\">{0}</b> {1}: {numbers}since {2}, {until}; {3}",
                anomaly.severity,
                escape(&anomaly.what()),
                clock.told(anomaly.start),
                anomaly.chance,
            );
            for cause in anomaly.causes.iter().take(3) {
                line += &format!("; {}: {}", quote(&cause.name), cause.in_words());
            }
            line
        }),
    )
}
