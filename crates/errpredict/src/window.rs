//! Stretches of time that people name: once, or again and again by the clock of a zone.
//!
//! A window with `from` and `to` comes again: each day of `days` (every day where there is none) at those times of the clock of its
//! zone, over midnight where `to` is not later than `from`; `start` and `end` say from when and until when it does. A window without
//! them is there once, from `start` to `end`. Its begin belongs to it, its end does not.
//!
//! ```
//! use errpredict::Window;
//!
//! let window = Window {
//!     name: "backup".into(),
//!     from: Some("23:30".into()),
//!     to: Some("00:30".into()),
//!     zone: Some("Europe/Paris".into()),
//!     ..Window::default()
//! };
//! window.validate()?;
//! assert!(window.holds("2026-11-27T23:10:00Z".parse()?));
//! assert!(!window.holds("2026-11-27T23:30:00Z".parse()?));
//! # Ok::<(), errpredict::Error>(())
//! ```

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::clock::named_zone;
use crate::error::{Error, Result};
use crate::named::named;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

/// How far something may reach beyond a window and still lie inside: counts are judged by the hour, so that its edges are known no
/// better.
const EDGE_MS: i64 = HOUR_MS;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

named!(Weekday, "day of the week":
    Monday "monday",
    Tuesday "tuesday",
    Wednesday "wednesday",
    Thursday "thursday",
    Friday "friday",
    Saturday "saturday",
    Sunday "sunday",
);

/// A stretch of time that somebody named.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Window {
    /// What it is called.
    pub name: String,
    /// The services it is about; empty for all.
    pub services: Vec<String>,
    /// When it begins; of one that comes again from when on it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Timestamp>,
    /// When it ends; of one that comes again until when it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Timestamp>,
    /// The time of day at which it begins, such as `22:00`, where it comes again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The time of day at which it ends; over midnight where that is not later than `from`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The days on which it begins; empty for every day.
    pub days: Vec<Weekday>,
    /// The zone (IANA) by whose clock it goes; UTC where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
}

/// A window that comes again, checked.
struct Again {
    from: Time,
    to: Time,
    zone: TimeZone,
}

impl Window {
    /// Checks that it is one.
    ///
    /// # Errors
    /// `invalid_setting`, naming the field, what was expected and what was found.
    pub fn validate(&self) -> Result<()> {
        match self.again()? {
            Some(_) => {}
            None if self.start.is_none() => {
                return Err(Error::setting(
                    "start",
                    "given, or `from` and `to` where it comes again",
                    "nothing",
                ));
            }
            None if self.end.is_none() => {
                return Err(Error::setting("end", "given: what is there once has an end", "nothing"));
            }
            None if !self.days.is_empty() => {
                return Err(Error::setting("days", "absent where `from` and `to` are", "days"));
            }
            None => {}
        }
        match (self.start, self.end) {
            (Some(start), Some(end)) if end <= start => {
                Err(Error::setting("end", &format!("later than `start` ({start})"), end))
            }
            _ => Ok(()),
        }
    }

    fn again(&self) -> Result<Option<Again>> {
        let time = |field: &str, text: &str| -> Result<Time> {
            // A time of the day and nothing else: jiff would read the time of a whole date as well.
            let is_short = (5..=8).contains(&text.len()) && text.as_bytes().get(2) == Some(&b':');
            let found = is_short.then(|| text.parse().ok()).flatten();
            found.ok_or_else(|| Error::setting(field, "a time of the day such as 22:00", format!("`{text}`")))
        };
        let zone = match &self.zone {
            Some(name) => named_zone(name)?,
            None => TimeZone::UTC,
        };
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => {
                Ok(Some(Again { from: time("from", from)?, to: time("to", to)?, zone }))
            }
            (Some(_), None) => Err(Error::setting("to", "given where `from` is", "nothing")),
            (None, Some(_)) => Err(Error::setting("from", "given where `to` is", "nothing")),
            (None, None) => Ok(None),
        }
    }

    /// Whether it is about a service; about all together (`None`) only where it is about every one.
    #[must_use]
    pub fn is_about(&self, service: Option<&str>) -> bool {
        self.services.is_empty()
            || service.is_some_and(|service| self.services.iter().any(|one| one == service))
    }

    /// Whether it holds at a time.
    #[must_use]
    pub fn holds(&self, at: Timestamp) -> bool {
        self.stretch(at).is_some()
    }

    /// The stretch that holds at a time: its begin and its end.
    #[must_use]
    pub fn stretch(&self, at: Timestamp) -> Option<(Timestamp, Timestamp)> {
        self.stretches(at, at.plus_ms(1)).into_iter().next()
    }

    /// The stretches of it that have a part in a span of time, the first first; none for a window that is none.
    #[must_use]
    pub fn stretches(&self, from: Timestamp, to: Timestamp) -> Vec<(Timestamp, Timestamp)> {
        let (start, end) = (self.start.unwrap_or(Timestamp::MIN), self.end.unwrap_or(Timestamp::MAX));
        let all = match self.again() {
            Ok(Some(again)) => self.days_of(&again, from.max(start), to.min(end)),
            Ok(None) if self.start.is_some() && self.end.is_some() => vec![(start, end)],
            _ => Vec::new(),
        };
        let cut = all.into_iter().map(|(begin, over)| (begin.max(start), over.min(end)));
        cut.filter(|(begin, over)| begin < over && *begin < to && *over > from).collect()
    }

    fn days_of(&self, again: &Again, from: Timestamp, to: Timestamp) -> Vec<(Timestamp, Timestamp)> {
        let date = |at: Timestamp| -> Option<Date> {
            Some(jiff::Timestamp::from_millisecond(at.ms()).ok()?.to_zoned(again.zone.clone()).date())
        };
        let (Some(first), Some(last)) = (date(from), date(to)) else { return Vec::new() };
        // One that began the day before may still hold.
        let mut day = first.yesterday().unwrap_or(first);
        let mut found = Vec::new();
        while day <= last {
            let of_week = Weekday::ALL[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs()) % 7];
            if (self.days.is_empty() || self.days.contains(&of_week))
                && let Some(one) = on(day, again)
            {
                found.push(one);
            }
            match day.tomorrow() {
                Ok(next) => day = next,
                Err(_) => break,
            }
        }
        found
    }

    /// Whether an interval lies inside one stretch of it, but for its edges: an hour, which is what counts are judged by.
    #[must_use]
    pub fn covers(&self, start: Timestamp, end: Timestamp) -> bool {
        let near = self.stretches(start, start.plus_ms(EDGE_MS));
        near.into_iter().any(|(_, over)| end.ms() <= over.ms() + EDGE_MS)
    }
}

/// The stretch that begins on a day; a time that the clock leaves out is the one right after the gap.
fn on(day: Date, again: &Again) -> Option<(Timestamp, Timestamp)> {
    let moment = |day: Date, time: Time| {
        let at = again.zone.to_ambiguous_zoned(day.to_datetime(time)).compatible().ok()?;
        Some(Timestamp::clamped(at.timestamp().as_millisecond()))
    };
    let begin = moment(day, again.from)?;
    let over = moment(if again.to > again.from { day } else { day.tomorrow().ok()? }, again.to)?;
    // The hour that is left out may take all of it away.
    (begin < over && over.ms() - begin.ms() <= 2 * DAY_MS).then_some((begin, over))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn nightly(zone: &str) -> Window {
        Window {
            name: "backup".to_owned(),
            from: Some("23:30".to_owned()),
            to: Some("02:30".to_owned()),
            zone: Some(zone.to_owned()),
            ..Window::default()
        }
    }

    #[test]
    fn names_are_those_of_json() {
        crate::named::check(Weekday::ALL);
    }

    #[test]
    fn a_window_comes_again_by_the_clock_of_its_zone() {
        let paris = nightly("Europe/Paris");
        for (time, holds) in [
            ("2026-11-27T22:29:00Z", false),
            ("2026-11-27T22:30:00Z", true),
            ("2026-11-28T01:29:59Z", true),
            ("2026-11-28T01:30:00Z", false),
            // In summer an hour earlier.
            ("2026-07-27T21:30:00Z", true),
            ("2026-07-28T00:30:00Z", false),
            // 29 March: 02:30 does not come, and the window ends right after the gap.
            ("2026-03-29T01:29:00Z", true),
            ("2026-03-29T01:30:00Z", false),
            // 25 October: 02:30 comes twice, and the window ends the first time.
            ("2026-10-25T00:29:00Z", true),
            ("2026-10-25T00:30:00Z", false),
            ("2026-10-25T01:15:00Z", false),
        ] {
            assert_eq!(paris.holds(at(time)), holds, "{time}");
        }
        let weekend = Window { days: vec![Weekday::Saturday, Weekday::Sunday], ..nightly("UTC") };
        // 2026-11-27 is a Friday.
        assert!(!weekend.holds(at("2026-11-27T23:45:00Z")) && weekend.holds(at("2026-11-28T23:45:00Z")));
        assert!(weekend.holds(at("2026-11-30T02:00:00Z")), "it began on Sunday");
        let bounded = Window {
            start: Some(at("2026-11-27T00:00:00Z")),
            end: Some(at("2026-11-28T00:00:00Z")),
            ..nightly("UTC")
        };
        assert_eq!(
            bounded.stretch(at("2026-11-27T23:45:00Z")),
            Some((at("2026-11-27T23:30:00Z"), at("2026-11-28T00:00:00Z")))
        );
        assert!(!bounded.holds(at("2026-11-28T01:00:00Z")));
        let all_day = Window { from: Some("06:00".into()), to: Some("06:00".into()), ..Window::default() };
        assert!(all_day.holds(at("2026-11-28T05:59:00Z")) && all_day.holds(at("2026-11-28T06:00:00Z")));
        assert_eq!(paris.stretches(at("2026-11-20T00:00:00Z"), at("2026-11-27T00:00:00Z")).len(), 8);
    }

    #[test]
    fn what_lies_inside_but_for_an_hour_is_covered() {
        let once = Window {
            start: Some(at("2026-11-27T10:00:00Z")),
            end: Some(at("2026-11-27T12:00:00Z")),
            ..Window::default()
        };
        for (start, end, covers) in [
            ("2026-11-27T10:30:00Z", "2026-11-27T11:00:00Z", true),
            ("2026-11-27T09:30:00Z", "2026-11-27T12:45:00Z", true),
            ("2026-11-27T10:30:00Z", "2026-11-27T14:00:00Z", false),
            ("2026-11-27T08:30:00Z", "2026-11-27T11:00:00Z", false),
            ("2026-11-27T12:00:00Z", "2026-11-27T12:30:00Z", false),
        ] {
            assert_eq!(once.covers(at(start), at(end)), covers, "{start} {end}");
        }
        assert!(once.is_about(None) && once.is_about(Some("shop")));
        let of_shop = Window { services: vec!["shop".to_owned()], ..once };
        assert!(!of_shop.is_about(None) && of_shop.is_about(Some("shop")) && !of_shop.is_about(Some("x")));
    }

    #[test]
    fn what_is_no_window_is_refused_with_the_field() {
        let once = |start: Option<&str>, end: Option<&str>| Window {
            start: start.map(at),
            end: end.map(at),
            ..Window::default()
        };
        for (window, field) in [
            (once(None, None), "`start`"),
            (once(Some("2026-11-27T10:00:00Z"), None), "`end`"),
            (once(Some("2026-11-27T10:00:00Z"), Some("2026-11-27T10:00:00Z")), "`end`"),
            (Window { from: Some("22:00".into()), ..Window::default() }, "`to`"),
            (Window { from: Some("22".into()), to: Some("23:00".into()), ..Window::default() }, "`from`"),
            (nightly("Mars/Olympus"), "`zone`"),
            (
                Window {
                    days: vec![Weekday::Monday],
                    ..once(Some("2026-11-27T10:00:00Z"), Some("2026-11-28T10:00:00Z"))
                },
                "`days`",
            ),
        ] {
            let error = window.validate().unwrap_err();
            assert!(error.to_string().contains(field), "{error} names {field}");
            assert_eq!(error.code(), "invalid_setting");
        }
        assert!(
            once(None, Some("2026-11-27T10:00:00Z")).stretches(Timestamp::MIN, Timestamp::MAX).is_empty()
        );
        nightly("UTC").validate().unwrap();
    }
}
