//! The daily and weekly season of one series, learned one value at a time and used only where it has helped.
//!
//! One number per hour of the day and one per hour of the week: the mean of what the level left over there, over the
//! last eight or so visits. Which of none, day and week is used follows from their own errors so far: each is asked
//! before it learns, and the one with the least squared error, fading over two weeks, is taken. So a season is found
//! by itself, and noise is none.

use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

const HOURS_OF_DAY: usize = 24;
const HOURS_OF_WEEK: usize = 7 * HOURS_OF_DAY;
/// Visits that an hour is a mean of. By judgement: eight days, or eight weeks; fewer follow chance, more keep a season
/// that has changed.
const VISITS: f64 = 8.0;
/// Days after which an error weighs 1/e. By judgement: two weeks hold every hour of the week twice; less would choose
/// by one weekend.
const MEMORY_DAYS: f64 = 14.0;
/// Part by which a season must lessen the error to be used. By judgement: less, and chance is taken for a season; more,
/// and a faint one is not used.
const BETTER_BY: f64 = 0.05;
/// Errors are cut here, in usual deviations: one outlier does not choose a season. By judgement: the same three as
/// where a watch cuts errors.
const CUT: f64 = 3.0;

/// Which season is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum SeasonKind {
    /// None.
    #[default]
    None,
    /// Hours of the day.
    Daily,
    /// Hours of the week.
    Weekly,
}

/// Seasons of one series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct OnlineSeason {
    daily: [f32; HOURS_OF_DAY],
    #[serde(with = "super::stream::fixed")]
    weekly: [f32; HOURS_OF_WEEK],
    /// Fading squared errors with none, day and week.
    errors: [f64; 3],
    weight: f64,
}

/// The hours of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hours {
    day: usize,
    week: usize,
}

impl Hours {
    /// Those by that clock of the bucket of that length that ends there; a holiday is a Sunday.
    pub(super) fn of(end: Timestamp, step_ms: i64, clock: &Clock) -> Self {
        let of_week = clock.ms_of_week(end.plus_ms(-step_ms));
        Hours { day: (of_week % DAY_MS / HOUR_MS) as usize, week: (of_week / HOUR_MS) as usize }
    }
}

impl OnlineSeason {
    /// Whether all hours of a saved season are finite: a number too large for 32 bits is read as infinite.
    pub(super) fn is_sound(&self) -> bool {
        self.daily.iter().chain(&self.weekly).all(|hour| hour.is_finite())
    }

    pub(super) fn new() -> Self {
        OnlineSeason {
            daily: [0.0; HOURS_OF_DAY],
            weekly: [0.0; HOURS_OF_WEEK],
            errors: [0.0; 3],
            weight: 0.0,
        }
    }

    /// The season that has helped most.
    pub(super) fn kind(&self) -> SeasonKind {
        let [none, daily, weekly] = self.errors;
        let limit = (1.0 - BETTER_BY) * none;
        if weekly < limit && weekly < (1.0 - BETTER_BY) * daily {
            SeasonKind::Weekly
        } else if daily < limit {
            SeasonKind::Daily
        } else {
            SeasonKind::None
        }
    }

    /// What the season adds to the level in that hour.
    pub(super) fn at(&self, hours: Hours) -> f64 {
        match self.kind() {
            SeasonKind::None => 0.0,
            SeasonKind::Daily => f64::from(self.daily[hours.day]),
            SeasonKind::Weekly => f64::from(self.weekly[hours.week]),
        }
    }

    /// Learns what the level alone left over, in the unit that `deviation` is a usual deviation in.
    ///
    /// `index` is the number of the bucket in its series.
    pub(super) fn learn(&mut self, hours: Hours, rest: f64, deviation: f64, index: u64, step_ms: i64) {
        let told = [0.0, f64::from(self.daily[hours.day]), f64::from(self.weekly[hours.week])];
        let gain = (step_ms as f64 / (MEMORY_DAYS * DAY_MS as f64)).max(1.0 / (self.weight + 1.0));
        self.weight = (self.weight + 1.0).min(1e9);
        for (error, told) in self.errors.iter_mut().zip(told) {
            let away = ((rest - told) / deviation).clamp(-CUT, CUT);
            *error += gain * (away * away - *error);
        }
        let per_hour = (HOUR_MS as f64 / step_ms as f64).max(1.0);
        let elapsed = index as f64 * step_ms as f64;
        let rest = rest.clamp(-1e30, 1e30);
        let learn = |known: &mut f32, cycle_ms: f64| {
            // All hours of a cycle are visited equally often: the visits follow from the time.
            let visits = (elapsed / cycle_ms).floor() * per_hour + index as f64 % per_hour;
            let gain = (1.0 / (visits + 1.0)).max(1.0 / (VISITS * per_hour));
            *known += (gain * (rest - f64::from(*known))) as f32;
        };
        learn(&mut self.daily[hours.day], DAY_MS as f64);
        learn(&mut self.weekly[hours.week], 7.0 * DAY_MS as f64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    /// The season found in `days` days of hourly noise around `of`.
    fn found(days: usize, of: impl Fn(usize) -> f64) -> SeasonKind {
        let mut rng = Rng::new(1);
        let mut season = OnlineSeason::new();
        for i in 0..24 * days {
            let end = Timestamp::from_ms(1_795_417_200_000 + i as i64 * HOUR_MS).unwrap();
            season.learn(
                Hours::of(end, HOUR_MS, &Clock::default()),
                of(i) + rng.normal(),
                1.0,
                i as u64,
                HOUR_MS,
            );
        }
        season.kind()
    }

    #[test]
    fn a_season_is_found_and_noise_is_none() {
        let daily = |i: usize| 2.0 * libm::sin(i as f64 / 24.0 * std::f64::consts::TAU);
        for (name, days, kind, of) in [
            ("noise", 40, SeasonKind::None, &(|_| 0.0) as &dyn Fn(usize) -> f64),
            ("a day", 5, SeasonKind::Daily, &daily),
            ("a week", 40, SeasonKind::Weekly, &|i| if (i / 24) % 7 < 5 { daily(i) } else { -2.0 }),
        ] {
            assert_eq!(found(days, of), kind, "{name}");
        }
    }

    #[test]
    fn a_holiday_is_a_sunday() {
        let thursday: Timestamp = "2026-11-26T10:00:00Z".parse().unwrap();
        let sunday: Timestamp = "2026-11-29T10:00:00Z".parse().unwrap();
        let hours = |at, holidays: &[Timestamp]| Hours::of(at, HOUR_MS, &Clock::new(None, holidays).unwrap());
        assert_eq!(hours(thursday, &[thursday]), hours(sunday, &[]));
        assert_ne!(hours(thursday, &[]), hours(sunday, &[]));
        assert_eq!(hours(sunday, &[]).week, 3 * 24 + 9);
    }
}
