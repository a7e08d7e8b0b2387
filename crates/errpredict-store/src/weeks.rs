//! The weeks that parts of predictions hold, and those in which something was found.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use errpredict::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;

/// Weeks that have a statement of their own, at most: each is kept by every connection and by its server.
const MOST: usize = 64;

/// The week that holds a time, as the parts are cut: from a Monday to the next.
pub(crate) fn week(at: Timestamp) -> (Date, Date) {
    let day = crate::times::day(at);
    let monday = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
    (monday, monday.saturating_add(7.days()))
}

/// Weeks in which something was found, by their Mondays. Whoever asks for an id of any time makes no statement with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownWeeks(Arc<RwLock<BTreeSet<Date>>>);

impl KnownWeeks {
    pub(crate) fn has(&self, monday: Date) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains(&monday)
    }

    pub(crate) fn add(&self, monday: Date) {
        let mut weeks = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if weeks.len() >= MOST && !weeks.contains(&monday) {
            // The oldest goes: newer ones are asked more often.
            weeks.pop_first();
        }
        weeks.insert(monday);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_mondays() {
        for (at, from, to) in [
            ("2026-11-23T00:00:00Z", "2026-11-23", "2026-11-30"),
            ("2026-11-22T23:59:59.999Z", "2026-11-16", "2026-11-23"),
            ("2026-01-01T12:00:00Z", "2025-12-29", "2026-01-05"),
        ] {
            let (found_from, found_to) = week(at.parse().unwrap());
            assert_eq!(
                (found_from.to_string(), found_to.to_string()),
                (from.to_owned(), to.to_owned()),
                "{at}"
            );
        }
    }

    #[test]
    fn few_weeks_are_kept() {
        let weeks = KnownWeeks::default();
        let mut monday = jiff::civil::date(2026, 11, 23);
        for _ in 0..200 {
            weeks.add(monday);
            assert!(weeks.has(monday));
            monday = monday.saturating_add(7.days());
        }
        assert_eq!(weeks.0.read().unwrap().len(), MOST);
    }
}
