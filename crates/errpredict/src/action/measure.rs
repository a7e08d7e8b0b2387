//! What came of an action, from the log alone: errors seen after it against those seen after earlier hours as bad.
//!
//! People act when errors are high, and high errors fall by themselves (regression to the mean: Galton 1886). So the
//! errors seen after an action are not set against those before it but against what came after earlier hours of the same
//! service that were as bad and had risen as much: at least half and at most twice as many errors as in the hour before
//! the action, the same in the hour before that (or fewer than five in both), at times so far apart that what came after
//! them is counted once. What would have come is
//!
//! errors in the hour before × (errors after all those hours / errors in all those hours).
//!
//! A matched comparison (Rubin, "Matching to remove bias in observational studies", Biometrics 1973). With fewer than
//! five hours to compare with nothing is said.
//!
//! Hours after which an action of the service is recorded are left out: what came after them is no measure of what comes
//! when nothing is done.
//!
//! Works badly when something was done in those earlier hours as well and nobody recorded it: an action that always helps
//! then shows no effect.

use super::efficacy::Outcome;
use super::kind::ActionType;
use crate::error::{Error, Result};
use crate::event::Scope;
use crate::rollup::{Cells, Rollup};
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

/// How many times more, or fewer, errors an hour may hold that counts as as bad.
const ALIKE: u64 = 2;
/// Counts below this are alike, whatever their ratio.
const FEW: u64 = 5;
/// Fewer hours to compare with say nothing.
const LEAST_COMPARED: usize = 5;

impl Outcome {
    /// What came of an action within so many hours after it was executed; `acted` are the times by which other actions of
    /// the service were over.
    ///
    /// # Errors
    /// `invalid_setting` for 0 hours; `invalid_argument` where the log does not know the service; `not_enough_data` where
    /// it does not reach so far, where no error came in the hour before, or where fewer than five earlier hours were as
    /// bad.
    pub fn measure(
        rollup: &Rollup,
        scope: &Scope,
        action_type: ActionType,
        (executed_at, hours): (Timestamp, u32),
        acted: &[Timestamp],
    ) -> Result<Outcome> {
        if hours == 0 {
            return Err(Error::setting("hours", "at least 1", 0));
        }
        let service = match scope {
            Scope::System => Some(rollup.system()),
            Scope::Service(name) => rollup.service(name),
        };
        let service = service.ok_or_else(|| {
            Error::new(crate::ErrorKind::InvalidArgument, format!("the log knows no service `{scope}`"))
        })?;
        let at = executed_at.floor_to(MINUTE_MS);
        let long_ms = i64::from(hours) * HOUR_MS;
        let known_ms = rollup.last().map_or(0, |last| last.ms() - at.ms());
        if known_ms < long_ms {
            let got = usize::try_from(known_ms.max(0) / HOUR_MS).unwrap_or(0);
            return Err(Error::not_enough("hours of the log after the action", hours as usize, got));
        }
        let errors = service.errors();
        let before = errors.between(at.plus_ms(-HOUR_MS), at);
        if before == 0 {
            return Err(Error::not_enough("errors in the hour before the action", 1, 0));
        }
        let first = service.first().unwrap_or(at);
        let earlier = errors.between(at.plus_ms(-2 * HOUR_MS), at.plus_ms(-HOUR_MS));
        let (alike, after) = compared(errors, (first, at), (earlier, before), (long_ms, acted))?;
        let forecast = before as f64 * after as f64 / alike as f64;
        let seen = errors.between(at, at.plus_ms(long_ms)) as f64;
        Ok(Outcome { action_type, forecast, seen })
    }
}

/// Errors in the earlier hours that were as bad, and in the time after each of them.
fn compared(
    errors: &Cells,
    (first, at): (Timestamp, Timestamp),
    (earlier, before): (u64, u64),
    (long_ms, acted): (i64, &[Timestamp]),
) -> Result<(u64, u64)> {
    let is_like = |a: u64, b: u64| a * ALIKE >= b && a <= b * ALIKE;
    let (mut alike, mut after, mut n) = (0, 0, 0);
    // The newest hour whose time after it was over before the hour that made somebody act.
    let mut hour = at.plus_ms(-long_ms - HOUR_MS);
    while hour.plus_ms(-2 * HOUR_MS) >= first {
        let count = errors.between(hour.plus_ms(-HOUR_MS), hour);
        let count_before = errors.between(hour.plus_ms(-2 * HOUR_MS), hour.plus_ms(-HOUR_MS));
        let rose_alike = is_like(count_before, earlier) || count_before.max(earlier) < FEW;
        // An action was over by then or was begun in that time: how long it was under way is not known, but about as long.
        let was_left_alone = !acted.iter().any(|over| hour < *over && over.ms() <= hour.ms() + 2 * long_ms);
        if is_like(count, before) && rose_alike && was_left_alone {
            (alike, after, n) = (alike + count, after + errors.between(hour, hour.plus_ms(long_ms)), n + 1);
            hour = hour.plus_ms(-long_ms);
        } else {
            hour = hour.plus_ms(-HOUR_MS);
        }
    }
    if n < LEAST_COMPARED {
        return Err(Error::not_enough("earlier hours as bad to compare with", LEAST_COMPARED, n));
    }
    Ok((alike, after))
}

#[cfg(test)]
mod tests {
    use super::super::Efficacy;
    use super::*;
    use crate::event::{EventRef, Severity};
    use crate::rollup::RollupConfig;

    const START_MS: i64 = 1_795_392_000_000;

    fn time(minute: i64) -> Timestamp {
        Timestamp::clamped(START_MS + minute * MINUTE_MS)
    }

    /// Forty days, two errors an hour; an hour of sixty at noon of every second day, after which it is `left` times two
    /// an hour for six hours from day `since` on, and thirty an hour before that.
    fn log(left: i64, since: i64) -> Rollup {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        for hour in 0..24 * 40 {
            let (day, of_day) = (hour / 24, hour % 24);
            let n = match (day % 2, of_day) {
                (0, 12) => 60,
                (0, 13..19) if day >= since => 2 * left,
                (0, 13..19) => 30,
                _ => 2,
            };
            for i in 0..n {
                rollup.observe(EventRef::new(time(hour * 60 + 1 + i * 60 / n), "a", Severity::High, "E"));
            }
        }
        rollup.settle();
        rollup
    }

    fn measured(rollup: &Rollup, day: i64) -> Result<Outcome> {
        let scope = Scope::Service("a".to_owned());
        Outcome::measure(rollup, &scope, ActionType::CacheClear, (time((day * 24 + 13) * 60), 6), &[])
    }

    #[test]
    fn an_action_that_does_nothing_is_not_measured_to_work() {
        let rollup = log(15, 0);
        let mut efficacy = Efficacy::default();
        for day in [20, 22, 24, 26, 28, 30, 32, 34] {
            let outcome = measured(&rollup, day).unwrap();
            assert!((outcome.seen / outcome.forecast - 1.0).abs() < 0.05, "{outcome:?}");
            efficacy.learn(&outcome).unwrap();
        }
        let effect = efficacy.of(ActionType::CacheClear).unwrap();
        assert!(effect.reduction.abs() < 0.05 && effect.low < 0.0 && effect.high > 0.0, "{effect:?}");
    }

    #[test]
    fn one_that_works_is() {
        // Thirty an hour go on for six hours after an hour as bad; after the action only two.
        let outcome = measured(&log(1, 30), 30).unwrap();
        assert!(outcome.seen < 15.0 && outcome.forecast > 150.0, "{outcome:?}");
    }

    #[test]
    fn hours_after_which_something_was_done_are_no_measure_of_doing_nothing() {
        // Nothing is done up to day 20, on every day after it something that helps.
        let rollup = log(1, 20);
        let over = |day: i64| time((day * 24 + 13 + 6) * 60);
        let scope = Scope::Service("a".to_owned());
        let of = |acted: &[Timestamp]| {
            let when = (time((38 * 24 + 13) * 60), 6);
            Outcome::measure(&rollup, &scope, ActionType::CacheClear, when, acted).unwrap()
        };
        let acted: Vec<Timestamp> = (20..38).step_by(2).map(over).collect();
        assert!(of(&acted).forecast > 150.0, "{:?}", of(&acted));
        assert!(of(&[]).forecast < 0.7 * of(&acted).forecast, "{:?}", of(&[]));
    }

    #[test]
    fn without_a_comparison_nothing_is_said() {
        let rollup = log(15, 0);
        for (day, what) in [(4, "earlier hours as bad"), (45, "hours of the log"), (400, "hours of the log")]
        {
            let error = measured(&rollup, day).unwrap_err();
            assert_eq!(error.code(), "not_enough_data");
            assert!(error.to_string().contains(what), "{day}: {error}");
        }
        let other = Scope::Service("b".to_owned());
        let refused =
            Outcome::measure(&rollup, &other, ActionType::CacheClear, (time(60), 6), &[]).unwrap_err();
        assert_eq!(refused.code(), "invalid_argument");
        let none = Outcome::measure(&rollup, &Scope::System, ActionType::CacheClear, (time(60), 0), &[])
            .unwrap_err();
        assert_eq!(none.code(), "invalid_setting");
    }
}
