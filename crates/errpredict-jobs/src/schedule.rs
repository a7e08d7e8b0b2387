//! When a job is due, by the clock of a stated zone. Pure: times come in and go out.
//!
//! What recurs within a day ([`Every::Minutes`]) follows real time, with its minutes those of the zone's clock: an hour that comes
//! twice has its slots twice. What has a time of day ([`Every::At`]) follows the clock on the wall: a time that does not come, because
//! the clock goes forward, is due right after the gap, and one that comes twice is due the first time.

use errpredict::time::{DAY_MS, MINUTE_MS};
use errpredict::{Error, Result, Timestamp};
use errpredict_store::PlannedSlot;
use jiff::tz::TimeZone;

/// How often a job is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// Every so many minutes, counted from each full hour of the zone's clock or from its midnight.
    Minutes(u16),
    /// At these hours of each day, minute 0.
    At(&'static [i8]),
}

/// Slots that were missed and are written down, of one job: a database that stood still for a year is not filled with them.
const MOST_MISSED: usize = 200;
/// How far back the first slot of a job is looked for that was never planned.
const FIRST_MS: i64 = 2 * DAY_MS;

/// The zone of a name.
///
/// # Errors
/// `invalid_setting` for a name that the time zone database does not have.
pub fn zone_of(name: &str) -> Result<TimeZone> {
    TimeZone::get(name).map_err(|_| {
        Error::setting("jobs.zone", "the name of a time zone, such as UTC or Europe/Paris", name)
    })
}

fn time(at: jiff::Timestamp) -> Timestamp {
    Timestamp::clamped(at.as_millisecond())
}

fn instant(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(at.ms()).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

impl Every {
    /// The slots after one time and up to another, the oldest first.
    #[must_use]
    pub fn between(self, after: Timestamp, until: Timestamp, zone: &TimeZone) -> Vec<Timestamp> {
        let mut found = Vec::new();
        if until <= after {
            return found;
        }
        match self {
            Every::Minutes(step) => {
                let step_ms = i64::from(step.max(1)) * MINUTE_MS;
                let mut at = after.floor_to(MINUTE_MS).plus_ms(MINUTE_MS);
                while at <= until {
                    let past = local_ms(at, zone).rem_euclid(DAY_MS).rem_euclid(step_ms);
                    if past == 0 {
                        found.push(at);
                    }
                    // To the next one, but never past a moment at which the clock may change: those are whole quarters.
                    let to_next = step_ms - past;
                    let to_quarter = 15 * MINUTE_MS - at.ms().rem_euclid(15 * MINUTE_MS);
                    at = at.plus_ms(to_next.min(to_quarter));
                }
            }
            Every::At(hours) => {
                let first = instant(after).to_zoned(zone.clone()).date();
                let last = instant(until).to_zoned(zone.clone()).date();
                let mut date = first.yesterday().unwrap_or(first);
                loop {
                    for hour in hours {
                        // In a gap the time as far after it, in a fold the first of the two.
                        let due = zone.to_ambiguous_zoned(date.at(*hour, 0, 0, 0)).compatible();
                        if let Ok(due) = due {
                            let due = time(due.timestamp());
                            if due > after && due <= until {
                                found.push(due);
                            }
                        }
                    }
                    match date.tomorrow() {
                        Ok(next) if next <= last.tomorrow().unwrap_or(last) => date = next,
                        _ => break,
                    }
                }
                found.sort_unstable();
                found.dedup();
            }
        }
        found
    }

    /// The first slot after a time.
    #[must_use]
    pub fn next(self, after: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        self.between(after, after.plus_ms(FIRST_MS), zone).first().copied()
    }

    /// Whether it is due at that very time.
    #[must_use]
    pub fn is_due(self, at: Timestamp, zone: &TimeZone) -> bool {
        self.between(at.plus_ms(-1), at, zone).last() == Some(&at)
    }

    /// What is to be planned at a time, given the newest slot that was: of what was missed the newest alone is run, because it sees
    /// everything that the others would have seen; the others are written down as skipped. A job that was never planned is due at
    /// once, for its last slot.
    #[must_use]
    pub fn due(self, newest: Option<Timestamp>, now: Timestamp, zone: &TimeZone) -> Vec<PlannedSlot> {
        let after = newest.unwrap_or_else(|| now.plus_ms(-FIRST_MS));
        // Longer ago than this nothing is written down.
        let far = now.plus_ms(-400 * DAY_MS);
        let mut slots = self.between(after.max(far), now, zone);
        if newest.is_none() {
            slots.drain(..slots.len().saturating_sub(1));
        }
        slots.drain(..slots.len().saturating_sub(MOST_MISSED));
        let last = slots.last().copied();
        slots.into_iter().map(|slot| PlannedSlot { slot, skipped: Some(slot) != last }).collect()
    }

    /// In words.
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Every::Minutes(60) => "hourly".to_owned(),
            Every::Minutes(minutes) => format!("every {minutes} minutes"),
            Every::At([hour]) => format!("daily at {hour:02}:00"),
            Every::At(hours) => {
                let all: Vec<String> = hours.iter().map(|hour| format!("{hour:02}:00")).collect();
                format!("daily at {}", all.join(", "))
            }
        }
    }
}

/// Milliseconds of the zone's clock since its 1970.
fn local_ms(at: Timestamp, zone: &TimeZone) -> i64 {
    at.ms() + 1_000 * i64::from(zone.to_offset(instant(at)).seconds())
}

#[cfg(test)]
mod tests {
    use super::*;
    use errpredict::time::HOUR_MS;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn told(every: Every, from: &str, to: &str, zone: &str) -> Vec<String> {
        let zone = zone_of(zone).unwrap();
        every.between(at(from), at(to), &zone).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_time_of_day_that_does_not_come_is_due_after_the_gap_and_one_that_comes_twice_once() {
        // Berlin goes from 02:00 to 03:00 on 2026-03-29, and from 03:00 back to 02:00 on 2026-10-25.
        let two = Every::At(&[2]);
        let spring = told(two, "2026-03-28T00:00:00Z", "2026-03-30T12:00:00Z", "Europe/Berlin");
        assert_eq!(
            spring,
            ["2026-03-28T01:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z"],
            "03:00 of the summer's clock, the first moment after the gap"
        );
        let autumn = told(two, "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z", "Europe/Berlin");
        assert_eq!(autumn, ["2026-10-25T00:00:00Z", "2026-10-26T01:00:00Z"], "the first of the two");
        // Half an hour, and at midnight: Lord Howe at 02:00, Cairo at 00:00.
        assert_eq!(told(two, "2026-10-03T12:00:00Z", "2026-10-04T12:00:00Z", "Australia/Lord_Howe").len(), 1);
        assert_eq!(
            told(Every::At(&[0]), "2026-04-23T12:00:00Z", "2026-04-24T12:00:00Z", "Africa/Cairo"),
            ["2026-04-23T22:00:00Z"],
            "01:00 of the summer's clock"
        );
        // A gap between two hours asked for makes no slot twice.
        let both = told(Every::At(&[2, 3]), "2026-03-29T00:00:00Z", "2026-03-29T12:00:00Z", "Europe/Berlin");
        assert_eq!(both, ["2026-03-29T01:00:00Z"]);
    }

    #[test]
    fn a_worker_that_stood_still_over_a_change_of_the_clock_runs_each_day_once() {
        let berlin = zone_of("Europe/Berlin").unwrap();
        let two = Every::At(&[2]);
        for (newest, now, expected) in [
            // The gap: nothing before it is over, then the slot once.
            ("2026-03-28T01:00:00Z", "2026-03-29T00:59:59Z", vec![]),
            ("2026-03-28T01:00:00Z", "2026-03-29T01:00:00Z", vec![("2026-03-29T01:00:00Z", false)]),
            (
                "2026-03-27T01:00:00Z",
                "2026-03-29T09:00:00Z",
                vec![("2026-03-28T01:00:00Z", true), ("2026-03-29T01:00:00Z", false)],
            ),
            // The fold: the first 02:00 is the slot, and the second is none, for whoever ran the first and for whoever slept over both.
            ("2026-10-24T00:00:00Z", "2026-10-25T00:00:00Z", vec![("2026-10-25T00:00:00Z", false)]),
            ("2026-10-25T00:00:00Z", "2026-10-25T01:30:00Z", vec![]),
            ("2026-10-24T00:00:00Z", "2026-10-25T05:00:00Z", vec![("2026-10-25T00:00:00Z", false)]),
        ] {
            let due = two.due(Some(at(newest)), at(now), &berlin);
            let due: Vec<(String, bool)> =
                due.iter().map(|planned| (planned.slot.to_string(), planned.skipped)).collect();
            let expected: Vec<(String, bool)> =
                expected.into_iter().map(|(slot, skipped)| (slot.to_owned(), skipped)).collect();
            assert_eq!(due, expected, "{newest} {now}");
        }
    }

    #[test]
    fn what_recurs_within_a_day_follows_real_time_through_both_changes() {
        for (from, to) in [
            ("2026-03-28T22:59:59Z", "2026-03-29T22:00:00Z"),
            ("2026-10-24T21:59:59Z", "2026-10-25T23:00:00Z"),
        ] {
            for (minutes, an_hour) in [(5, 12), (15, 4), (30, 2), (60, 1)] {
                let zone = zone_of("Europe/Berlin").unwrap();
                let found = Every::Minutes(minutes).between(at(from), at(to), &zone);
                let hours = (at(to).ms() - at(from).ms() + 1_000) / HOUR_MS;
                assert_eq!(found.len() as i64, hours * an_hour + i64::from(at(from) < found[0]), "{minutes}");
                let even = |pair: &[Timestamp]| pair[1].ms() - pair[0].ms() == i64::from(minutes) * MINUTE_MS;
                assert!(found.windows(2).all(even), "{minutes}: {found:?}");
            }
        }
        // By the zone's own minutes.
        assert_eq!(
            told(Every::Minutes(60), "2026-11-30T10:00:00Z", "2026-11-30T11:45:00Z", "Asia/Kathmandu"),
            ["2026-11-30T10:15:00Z", "2026-11-30T11:15:00Z"]
        );
    }

    #[test]
    fn after_a_pause_the_newest_slot_runs_and_the_others_are_skipped() {
        let zone = TimeZone::UTC;
        let every = Every::Minutes(60);
        let now = at("2026-11-30T12:10:00Z");
        let due = every.due(Some(at("2026-11-30T08:00:00Z")), now, &zone);
        let skipped: Vec<bool> = due.iter().map(|planned| planned.skipped).collect();
        assert_eq!(skipped, [true, true, true, false]);
        assert_eq!(due[3].slot, at("2026-11-30T12:00:00Z"));
        assert!(every.due(Some(at("2026-11-30T12:00:00Z")), now, &zone).is_empty());
        // A clock that was set back an hour plans nothing twice.
        assert!(every.due(Some(at("2026-11-30T13:00:00Z")), now, &zone).is_empty());
        let first = every.due(None, now, &zone);
        assert_eq!(first, [PlannedSlot { slot: at("2026-11-30T12:00:00Z"), skipped: false }]);
        let year = every.due(Some(at("2025-11-30T12:00:00Z")), now, &zone);
        assert_eq!((year.len(), year.iter().filter(|slot| !slot.skipped).count()), (MOST_MISSED, 1));
        assert_eq!(Every::At(&[2]).next(now, &zone), Some(at("2026-12-01T02:00:00Z")));
        assert!(Every::At(&[12]).is_due(at("2026-11-30T12:00:00Z"), &zone) && !every.is_due(now, &zone));
        assert_eq!(zone_of("Mars/Olympus").unwrap_err().code(), "invalid_setting");
    }
}
