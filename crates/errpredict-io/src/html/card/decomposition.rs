//! The errors per hour of all services taken apart: trend, seasons, remainder.

use errpredict::forecast::{ForecastSettings, decompose};
use errpredict::time::{DAY_MS, HOUR_MS};

use super::{Card, DAYS};
use crate::html::forecast::parts;

/// Hours below which there is no season to find.
const LEAST_HOURS: i64 = 72;

/// Only of the whole system: `errpredict forecast LOG --metric errors --html` has those of the services.
pub(in crate::html) fn section(card: &Card<'_>) -> String {
    let from = card.at.plus_ms(-DAYS * DAY_MS).max(card.counts.first().unwrap_or(card.at).floor_to(HOUR_MS));
    let hours = (card.at.ms() - from.ms()) / HOUR_MS;
    if !card.found.scope.is_system() || hours < LEAST_HOURS {
        return String::new();
    }
    let history = card.counts.errors().series(card.at.plus_ms(-hours * HOUR_MS), card.at, HOUR_MS);
    match decompose(&history, &ForecastSettings::default()) {
        Ok(found) => {
            let parts = parts(&found);
            format!(
                "<details><summary>Errors per hour taken apart: trend, seasons, remainder</summary>{parts}</details>\n"
            )
        }
        Err(_) => String::new(),
    }
}
