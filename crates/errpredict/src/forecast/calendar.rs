//! Local time and holidays, for every method: what the clock and the calendar do to a history is undone before a
//! method sees it, and done again to what the method says.
//!
//! **Daylight saving.** With a zone, steps are laid on local time, where every day has 24 hours: the hour that is
//! skipped in spring is a gap, the two hours of the same name in autumn become their mean. Forecast steps take the
//! value of their local hour. Changes of the clock must be whole numbers of steps; else steps stay as they are.
//!
//! **Holidays.** On the dates of a holiday, a history holds gaps, which are filled from the seasons around. What came
//! instead, less what was filled in, is the holiday's effect by local time of day: the mean over its past dates,
//! n / (n + 1) of it for n dates, added to the forecast on its dates ahead. [`Prophet`](super::Prophet) estimates
//! holidays itself and keeps the values.
//!
//! **Counters.** A running total that falls back to near zero at restarts is continued over them: what lies before a
//! restart is lowered by the fall, so that only the rise is left to forecast. The newest values stay as they are.

use serde::{Deserialize, Serialize};

use super::prepare::{Note, NoteKind, resets, without_gaps};
use crate::clock::zone_expected;
use crate::error::{Error, Result};
use crate::stats::Series;
use crate::time::{DAY_MS, Timestamp};

/// A named day that is unlike others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HolidayDates {
    /// Its name; dates of the same name share one effect.
    pub name: String,
    /// Its dates in local time, such as `2026-12-25`, past and ahead.
    pub dates: Vec<String>,
}

/// A zone and holidays, checked.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    zone: jiff::tz::TimeZone,
    named: bool,
    /// Per holiday: name and dates as days since 1970.
    holidays: Vec<(String, Vec<i64>)>,
}

/// A history as methods see it, and the way back.
#[derive(Debug, Clone)]
pub(crate) struct Laid {
    /// The history in local time, holidays and restarts taken out.
    pub(crate) values: Vec<f64>,
    /// Step ahead in local time (0 is the first) for each step ahead.
    pub(crate) steps: Vec<usize>,
    /// Added to each step ahead.
    pub(crate) effects: Vec<f64>,
    /// Places in `values` and after them of each holiday, for methods that estimate them.
    pub(crate) places: Vec<(String, Vec<usize>)>,
    /// `values` with the holidays left in.
    pub(crate) with_holidays: Vec<f64>,
    /// Place in `values` of each step of the history.
    pub(crate) slots: Vec<usize>,
    /// What was done.
    pub(crate) notes: Vec<Note>,
}

impl Laid {
    /// Takes away what lies before the first value: methods and backtests count from there.
    pub(crate) fn starting_with_a_value(mut self) -> Laid {
        let lead = self.values.iter().take_while(|value| value.is_nan()).count();
        if lead < self.values.len() {
            self.values.drain(..lead);
            self.with_holidays.drain(..lead);
            for (_, places) in &mut self.places {
                places.retain(|place| *place >= lead);
                places.iter_mut().for_each(|place| *place -= lead);
            }
        }
        self
    }

    /// Local steps ahead that a method must forecast.
    pub(crate) fn horizon(&self) -> usize {
        self.steps.iter().max().map_or(0, |last| last + 1)
    }
}

impl Calendar {
    /// Reads the zone (an IANA name; none is UTC) and the dates.
    ///
    /// # Errors
    /// `invalid_setting`.
    pub(crate) fn new(zone: Option<&str>, holidays: &[HolidayDates]) -> Result<Calendar> {
        let found = match zone {
            // The bundled table, not the machine's: the same input gives the same bytes everywhere.
            Some(name) => jiff::tz::TimeZoneDatabase::bundled().get(name).map_err(|_| {
                let expected = zone_expected("a name such as Europe/Berlin (IANA)");
                Error::setting("zone", expected, format!("`{name}`"))
            })?,
            None => jiff::tz::TimeZone::UTC,
        };
        let days = |holiday: &HolidayDates| {
            let day = |text: &String| {
                let date: jiff::civil::Date = text.parse().map_err(|_| {
                    Error::setting("holidays", "dates such as 2026-12-25", format!("`{text}`"))
                })?;
                Ok(days_since_1970(date))
            };
            let days: Result<Vec<i64>> = holiday.dates.iter().map(day).collect();
            Ok((holiday.name.clone(), days?))
        };
        Ok(Calendar {
            zone: found,
            named: zone.is_some(),
            holidays: holidays.iter().map(days).collect::<Result<_>>()?,
        })
    }

    /// Lays a history out for methods that forecast `horizon` steps.
    pub(crate) fn lay(&self, history: &Series, seasons: &[usize], horizon: usize) -> Laid {
        let n = history.values.len();
        let mut notes = Vec::new();
        let slots = self.slots(history, horizon, &mut notes);
        let known = slots[..n].iter().max().map_or(0, |last| last + 1);
        let mut sums = vec![(0.0, 0.0); known];
        for (slot, value) in slots.iter().zip(&history.values).filter(|(_, value)| !value.is_nan()) {
            sums[*slot].0 += value;
            sums[*slot].1 += 1.0;
        }
        let mut values: Vec<f64> =
            sums.iter().map(|(sum, count)| if *count > 0.0 { sum / count } else { f64::NAN }).collect();
        continue_over_resets(&mut values, seasons);
        // Before the first step ahead lies the last known one; an hour that comes twice may be known already.
        let steps: Vec<usize> = slots[n..].iter().map(|slot| slot.saturating_sub(known)).collect();
        let with_holidays = values.clone();
        let (places, effects) = self.holidays(history, &slots, &mut values, seasons, horizon, &mut notes);
        Laid { values, steps, effects, places, with_holidays, slots: slots[..n].to_vec(), notes }
    }

    /// Local place of every step of the history and of `horizon` steps after it, from 0 on.
    fn slots(&self, history: &Series, horizon: usize, notes: &mut Vec<Note>) -> Vec<usize> {
        let (n, step) = (history.values.len(), history.step_ms);
        let offsets: Vec<i64> = (0..n + horizon).map(|i| self.offset_ms(middle(history, i))).collect();
        let first = offsets.first().copied().unwrap_or(0);
        let changes: Vec<usize> = (1..n + horizon).filter(|i| offsets[*i] != offsets[i - 1]).collect();
        if changes.is_empty() || step >= DAY_MS {
            return (0..n + horizon).collect();
        }
        let past = changes.iter().filter(|i| **i < n).count();
        let newest = changes.iter().rfind(|i| **i < n).copied().unwrap_or(n.saturating_sub(1));
        if changes.iter().any(|i| (offsets[*i] - offsets[i - 1]) % step != 0) {
            let text = format!(
                "the clock changes {} times by other than whole steps, so days follow UTC from there on",
                changes.len()
            );
            notes.push(Note { kind: NoteKind::ClockChange, count: past, newest, text });
            return (0..n + horizon).collect();
        }
        let text = format!(
            "the clock changes {past} times in the history and {} times ahead: days of 23 or 25 hours are laid on 24",
            changes.len() - past
        );
        notes.push(Note { kind: NoteKind::ClockChange, count: past, newest, text });
        // A first change backwards may lead before the first step.
        let shift = |i: usize| i as i64 + (offsets[i] - first) / step;
        let least = (0..n + horizon).map(shift).min().unwrap_or(0);
        (0..n + horizon).map(|i| (shift(i) - least) as usize).collect()
    }

    /// Takes holidays out of `values`; gives their places and the effect on each step ahead.
    fn holidays(
        &self,
        history: &Series,
        slots: &[usize],
        values: &mut [f64],
        seasons: &[usize],
        horizon: usize,
        notes: &mut Vec<Note>,
    ) -> (Vec<(String, Vec<usize>)>, Vec<f64>) {
        let n = history.values.len();
        let mut effects = vec![0.0; horizon];
        let mut places = Vec::new();
        if self.holidays.is_empty() {
            return (places, effects);
        }
        // Day and time of day (in steps) of every step.
        let days: Vec<(i64, i64)> = (0..n + horizon)
            .map(|i| {
                let middle = middle(history, i);
                let local = middle.ms() + self.offset_ms(middle);
                (local.div_euclid(DAY_MS), local.rem_euclid(DAY_MS) / history.step_ms.min(DAY_MS))
            })
            .collect();
        let seen = values.to_vec();
        let on = |dates: &[i64], i: usize| dates.contains(&days[i].0);
        for (_, dates) in &self.holidays {
            (0..n).filter(|i| on(dates, *i)).for_each(|i| values[slots[i]] = f64::NAN);
        }
        let Ok(filled) = without_gaps(values, seasons) else {
            // Nothing but holidays: there is no other day to compare with.
            values.copy_from_slice(&seen);
            return (places, effects);
        };
        let offset = values.len() - filled.len();
        for (name, dates) in &self.holidays {
            let mut by_time: std::collections::BTreeMap<i64, (f64, f64)> = std::collections::BTreeMap::new();
            let past: Vec<usize> = (0..n).filter(|i| on(dates, *i) && !seen[slots[*i]].is_nan()).collect();
            for i in past.iter().filter(|i| slots[**i] >= offset) {
                let sum = by_time.entry(days[*i].1).or_default();
                sum.0 += seen[slots[*i]] - filled[slots[*i] - offset];
                sum.1 += 1.0;
            }
            let ahead: Vec<usize> = (0..horizon).filter(|step| on(dates, n + step)).collect();
            for step in &ahead {
                // n / (n + 1) of the mean is the sum over n + 1.
                effects[*step] +=
                    by_time.get(&days[n + step].1).map_or(0.0, |(sum, count)| sum / (count + 1.0));
            }
            if let Some(newest) = past.last().copied().or_else(|| (!ahead.is_empty()).then(|| n - 1)) {
                let text = match (past.len(), ahead.len()) {
                    (0, ahead) => {
                        format!("`{name}` has no date in the history, so nothing is known for {ahead} steps")
                    }
                    (past, ahead) => format!("`{name}`: {past} steps of the history and {ahead} ahead"),
                };
                notes.push(Note { kind: NoteKind::Holiday, count: past.len(), newest, text });
            }
            let all = (0..n + horizon).filter(|i| on(dates, *i)).map(|i| slots[i]);
            places.push((name.clone(), all.collect()));
        }
        (places, effects)
    }

    fn offset_ms(&self, time: Timestamp) -> i64 {
        if !self.named {
            return 0;
        }
        jiff::Timestamp::from_millisecond(time.ms())
            .map_or(0, |time| i64::from(self.zone.to_offset(time).seconds()) * 1000)
    }
}

/// The middle of a step: clocks change at its ends.
fn middle(history: &Series, i: usize) -> Timestamp {
    history.end_of(i).plus_ms(-(history.step_ms / 2))
}

fn days_since_1970(date: jiff::civil::Date) -> i64 {
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    epoch.duration_until(date).as_hours() / 24
}

/// Lowers what lies before each restart of a counter by what was lost there.
fn continue_over_resets(values: &mut [f64], seasons: &[usize]) {
    let Ok(filled) = without_gaps(values, seasons) else {
        return;
    };
    let offset = values.len() - filled.len();
    let falls: Vec<(usize, f64)> =
        resets(&filled).into_iter().map(|place| (place + offset, filled[place - 1])).collect();
    for (place, before) in falls.into_iter().rev() {
        values[..place].iter_mut().for_each(|value| *value -= before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR_MS;

    fn hourly(first_end: &str, values: Vec<f64>) -> Series {
        Series { first_end: first_end.parse().unwrap(), step_ms: HOUR_MS, values }
    }

    #[test]
    fn a_day_of_23_hours_and_one_of_25_are_laid_on_24() {
        let berlin = Calendar::new(Some("Europe/Berlin"), &[]).unwrap();
        // 2026-03-29: 02:00 to 03:00 does not exist; the step that ends at 01:00 UTC is local 01:00 to 02:00.
        let spring = hourly("2026-03-28T23:00:00Z", (0..6).map(f64::from).collect());
        let laid = berlin.lay(&spring, &[], 2);
        assert_eq!(laid.values.len(), 7);
        assert!(laid.values[3].is_nan(), "{:?}", laid.values);
        assert_eq!((laid.values[2], laid.values[4]), (2.0, 3.0));
        assert_eq!((laid.steps.as_slice(), laid.notes[0].kind), (&[0, 1][..], NoteKind::ClockChange));
        // 2026-10-25: 02:00 to 03:00 comes twice.
        let autumn = hourly("2026-10-24T23:00:00Z", (0..6).map(f64::from).collect());
        assert_eq!(berlin.lay(&autumn, &[], 1).values, [0.0, 1.0, 2.5, 4.0, 5.0]);
        // The change lies ahead: both hours take the value of the same local hour, one hour is left out.
        let before = hourly("2026-10-24T20:00:00Z", (0..4).map(f64::from).collect());
        assert_eq!(berlin.lay(&before, &[], 4).steps, [0, 1, 1, 2]);
        let before = hourly("2026-03-28T20:00:00Z", (0..4).map(f64::from).collect());
        assert_eq!(berlin.lay(&before, &[], 4).steps, [0, 1, 3, 4]);
        // Steps that do not fit the change stay as they are, and that is said.
        let long = Series { step_ms: 2 * HOUR_MS, ..spring };
        let laid = berlin.lay(&long, &[], 2);
        assert_eq!(laid.values.len(), 6);
        assert!(laid.notes[0].text.contains("follow UTC"), "{:?}", laid.notes);
    }

    #[test]
    fn holidays_leave_the_history_and_come_back_ahead() {
        let holiday = HolidayDates {
            name: "founding day".to_owned(),
            dates: ["2026-11-03", "2026-11-06", "2026-11-09"].map(str::to_owned).to_vec(),
        };
        let calendar = Calendar::new(None, &[holiday]).unwrap();
        let value = |t: usize| 10.0 + (t % 24) as f64 + if matches!(t / 24, 2 | 5) { 30.0 } else { 0.0 };
        let history = hourly("2026-11-01T01:00:00Z", (0..192).map(value).collect());
        let laid = calendar.lay(&history, &[24], 48);
        assert!(laid.values[48..72].iter().all(|value| value.is_nan()));
        assert_eq!(laid.with_holidays[50], 42.0);
        // Two past dates: two thirds of the 30.
        assert!(laid.effects[..24].iter().all(|effect| (effect - 20.0).abs() < 1e-9), "{:?}", laid.effects);
        assert!(laid.effects[24..].iter().all(|effect| *effect == 0.0));
        assert_eq!(laid.places[0].1.len(), 72);
        assert!(laid.notes[0].text.contains("48 steps of the history and 24 ahead"), "{:?}", laid.notes);
        for (zone, dates) in [(Some("Europe/Nowhere"), "2026-01-01"), (None, "2026-13-01")] {
            let holidays = [HolidayDates { name: "x".to_owned(), dates: vec![dates.to_owned()] }];
            assert!(Calendar::new(zone, &holidays).is_err());
        }
    }

    #[test]
    fn a_counter_goes_on_over_its_restarts() {
        let history: Vec<f64> = (0..200).map(|t| 5.0 * (t % 90) as f64).collect();
        let laid = Calendar::new(None, &[]).unwrap().lay(&hourly("2026-11-01T01:00:00Z", history), &[24], 1);
        assert_eq!(laid.values[199], 95.0);
        assert!(
            laid.values.windows(2).all(|pair| (0.0..=5.0).contains(&(pair[1] - pair[0]))),
            "{:?}",
            laid.values
        );
    }
}
