//! The cards of the services in most trouble.

use crate::html::Contents;
use crate::html::card::{Card, card};

/// Services with a card of their own; the others stand in the table only.
const MAX_CARDS: usize = 60;

pub(in crate::html) fn section(contents: &Contents<'_>) -> String {
    let ranked = contents.analysis.by_trouble();
    let at = contents.analysis.effective_at;
    let mut cards = String::new();
    for found in ranked.iter().take(MAX_CARDS) {
        if let Some(counts) = found.scope.service().and_then(|name| contents.rollup.service(name)) {
            let rises = found.rise.as_ref().is_some_and(|rise| rise.until.is_none());
            let open = rises || found.anomalies.iter().any(|anomaly| anomaly.ongoing && anomaly.is_told());
            cards += &card(&Card { contents, found, counts, at, open });
        }
    }
    if ranked.len() > MAX_CARDS {
        cards += &format!(
            "<p class=\"quiet\">{} more services stand in the table only.</p>\n",
            ranked.len() - MAX_CARDS
        );
    }
    cards
}
