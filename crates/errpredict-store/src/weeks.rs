//! The weeks that parts of predictions hold, and those in which something was found.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use errpredict::Timestamp;
use errpredict::time::DAY_MS;
use jiff::ToSpan;
use jiff::civil::Date;

/// Weeks that have a statement of their own, at most: each is kept by every connection and by its server.
const MOST: usize = 64;

/// The week of a number, as the parts are cut: from a Monday to the next.
pub(crate) fn week(number: i64) -> (Date, Date) {
    let monday = Date::constant(1969, 12, 29).saturating_add((7 * number).days());
    (monday, monday.saturating_add(7.days()))
}

/// The number of the week that holds a time, counted from that of 1970-01-01, a Thursday.
pub(crate) const fn number(at: Timestamp) -> i64 {
    (at.ms().div_euclid(DAY_MS) + 3).div_euclid(7)
}

/// Statements of a week by the names of their queries.
type Texts = BTreeMap<&'static str, Arc<str>>;

/// Weeks in which something was found, by their numbers, with the statements that name their bounds. Whoever asks for an id of any time
/// makes no statement with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownWeeks(Arc<RwLock<BTreeMap<i64, Texts>>>);

impl KnownWeeks {
    /// The statement of a query for a week, which is made once; none where nothing was found in that week.
    pub(crate) fn text(
        &self,
        week: i64,
        query: &'static str,
        make: impl FnOnce() -> String,
    ) -> Option<Arc<str>> {
        if let Some(text) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&week)?.get(query) {
            return Some(text.clone());
        }
        let text: Arc<str> = make().into();
        let mut weeks = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(texts) = weeks.get_mut(&week) {
            texts.insert(query, text.clone());
        }
        Some(text)
    }

    /// Whether something was found in a week.
    pub(crate) fn holds(&self, week: i64) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains_key(&week)
    }

    pub(crate) fn add(&self, week: i64) {
        let mut weeks = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if weeks.len() >= MOST && !weeks.contains_key(&week) {
            // The oldest goes: newer ones are asked more often.
            weeks.pop_first();
        }
        weeks.entry(week).or_default();
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
            let (found_from, found_to) = week(number(at.parse().unwrap()));
            assert_eq!(
                (found_from.to_string(), found_to.to_string()),
                (from.to_owned(), to.to_owned()),
                "{at}"
            );
        }
    }

    #[test]
    fn weeks_are_numbered_as_they_begin() {
        for (at, step) in
            [("2026-11-22T23:59:59.999Z", 1), ("2026-11-23T00:00:00Z", 0), ("1969-12-28T23:59:59Z", 1)]
        {
            let at: Timestamp = at.parse().unwrap();
            let next = at.plus_ms(1_000);
            assert_eq!(number(next) - number(at), step, "{at}");
            assert_eq!(week(number(next)) != week(number(at)), step == 1, "{at}");
        }
        assert_eq!(number("1970-01-01T00:00:00Z".parse().unwrap()), 0);
    }

    #[test]
    fn few_weeks_are_kept_and_each_makes_its_statement_once() {
        let weeks = KnownWeeks::default();
        assert!(weeks.text(1, "q", || unreachable!("nothing was found in it")).is_none());
        for week in 0..200 {
            weeks.add(week);
            assert_eq!(weeks.text(week, "q", || week.to_string()).as_deref(), Some(&*week.to_string()));
            assert_eq!(weeks.text(week, "q", String::new).as_deref(), Some(&*week.to_string()), "made once");
        }
        assert_eq!(weeks.text(199, "another", || "other".to_owned()).as_deref(), Some("other"));
        assert_eq!(weeks.0.read().unwrap().len(), MOST);
    }
}
