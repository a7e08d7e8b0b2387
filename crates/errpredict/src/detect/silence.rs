//! How rare it is that nothing has come for so long: a silence of minutes judged by the minutes, not by whole hours.
//!
//! What is usual at an hour of day is the median of the three hours around it over the two weeks before. In the time that this
//! usual makes (one unit in which one event is to come) the gaps between events of a Poisson process have an exponential
//! distribution of mean 1; events that bunch, or pause as they please, leave longer gaps. How much longer is told by the gaps there
//! were: the longest of n of an exponential distribution of mean m is m (1 + 1/2 + ... + 1/n) on average, the second longest
//! m (1/2 + ... + 1/n) (Rényi 1953, "On the theory of order statistics"). After three weeks the second longest is asked: one
//! trouble of the past is no habit, two weekends are. With that mean, never below 1,
//!
//! ```text
//! p = exp(-usual in the gap / mean)      by chance n p gaps as long in the time that had n gaps
//! ```
//!
//! Nothing is said before a week is known, which holds a weekend. Works badly for what comes less than about once an hour.

use super::onset::Counts;
use crate::clock::Clock;
use crate::stats::median;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

/// Days that tell what is usual: two weeks hold every day of the week twice.
const DAYS: i64 = 14;
/// Days below which they tell nothing: a week, so that no first weekend is a silence.
const LEAST_DAYS: i64 = 7;
/// Days from which one long gap is no habit.
const HABIT_DAYS: i64 = 21;
/// Variance of a median over that of a mean: pi / 2, of a normal distribution.
const MEDIAN_VARIANCE: f64 = std::f64::consts::FRAC_PI_2;
/// Hours of a day.
const HOURS: usize = 24;

/// What usually comes, by hour of day.
#[derive(Debug, Clone)]
pub(crate) struct UsualDay {
    clock: Clock,
    per_hour: [f64; HOURS],
    /// The same of each hour alone.
    alone: [f64; HOURS],
    /// How many days tell it.
    days: f64,
}

impl UsualDay {
    /// Of counts known since `known_from`, by the days before `until`; nothing of too few days.
    pub(crate) fn before(
        until: Timestamp,
        known_from: Timestamp,
        zone: Option<&str>,
        counts: Counts<'_>,
    ) -> Option<Self> {
        let end = until.floor_to(HOUR_MS);
        let begin = end.plus_ms(-DAYS * DAY_MS).max(known_from.bucket_end(HOUR_MS));
        if end.ms() - begin.ms() < LEAST_DAYS * DAY_MS {
            return None;
        }
        // Validated with the settings.
        let clock = Clock::new(zone, &[]).ok()?;
        let hours = counts(begin, end, HOUR_MS);
        let mut around: [Vec<f64>; HOURS] = std::array::from_fn(|_| Vec::new());
        let mut own: [Vec<f64>; HOURS] = std::array::from_fn(|_| Vec::new());
        for (place, three) in hours.windows(3).enumerate() {
            let hour = hour_of(&clock, begin.plus_ms((place as i64 + 1) * HOUR_MS));
            around[hour].push(three.iter().sum());
            own[hour].push(three[1]);
        }
        let per_hour = around.map(|mut threes| median(&mut threes).unwrap_or_default() / 3.0);
        let alone = own.map(|mut counts| median(&mut counts).unwrap_or_default());
        let days = (end.ms() - begin.ms()) as f64 / DAY_MS as f64;
        Some(UsualDay { clock, per_hour, alone, days })
    }

    /// What usually comes in (`after`, `up_to`].
    pub(crate) fn between(&self, after: Timestamp, up_to: Timestamp) -> f64 {
        let (mut sum, mut from) = (0.0, after);
        while from < up_to {
            let to = from.floor_to(HOUR_MS).plus_ms(HOUR_MS).min(up_to);
            sum += self.per_hour[hour_of(&self.clock, from)] * (to.ms() - from.ms()) as f64 / HOUR_MS as f64;
            from = to;
        }
        sum
    }

    /// The same by each hour alone, where an hour of that time is a job's: of three hours around it a third of the job would be left,
    /// and as much would be taken for usual before and after it.
    pub(crate) fn by_the_hour(&self, after: Timestamp, up_to: Timestamp) -> Option<UsualDay> {
        let is_job = |hour: usize| self.alone[hour] > 2.0 * self.per_hour[hour];
        let mut hours =
            std::iter::successors(Some(after.floor_to(HOUR_MS)), |hour| Some(hour.plus_ms(HOUR_MS)))
                .take_while(|hour| *hour < up_to)
                .take(HOURS);
        let has_job = hours.any(|hour| is_job(hour_of(&self.clock, hour)));
        has_job.then(|| UsualDay { per_hour: self.alone, ..self.clone() })
    }

    /// The standard error of what usually comes in so many hours, as a part of it: of a median of counts of so many days, each of three
    /// hours around.
    pub(crate) fn error(&self, usual: f64, hours: f64) -> f64 {
        let known = self.days * usual * (hours + 2.0) / hours;
        (MEDIAN_VARIANCE / known).sqrt()
    }

    /// The same of each of so many steps after `after`.
    pub(crate) fn steps(&self, after: Timestamp, steps: usize, step_ms: i64) -> Vec<f64> {
        let end = |step: usize| after.plus_ms(step as i64 * step_ms);
        (0..steps).map(|step| self.between(end(step), end(step + 1))).collect()
    }
}

fn hour_of(clock: &Clock, time: Timestamp) -> usize {
    (clock.local(time).ms().rem_euclid(DAY_MS) / HOUR_MS) as usize
}

/// A time in which nothing came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Silence {
    /// End of the minute of the last event.
    pub(crate) since: Timestamp,
    /// What usually comes in it.
    pub(crate) expected: f64,
    /// Probability that a gap is as long.
    pub(crate) p_value: f64,
    /// How many such gaps chance makes in a week.
    pub(crate) per_week: f64,
}

/// The silence up to `until` after the last of some minutes that hold events, in order; nothing without a gap.
pub(crate) fn silence(
    usual: &UsualDay,
    minutes: impl Iterator<Item = Timestamp>,
    until: Timestamp,
) -> Option<Silence> {
    let (mut n, mut longest, mut second) = (0.0_f64, 0.0_f64, 0.0_f64);
    let (mut first, mut last): (Option<Timestamp>, Option<Timestamp>) = (None, None);
    for minute in minutes {
        if let Some(before) = last {
            let gap = usual.between(before, minute);
            n += 1.0;
            second = second.max(gap.min(longest));
            longest = longest.max(gap);
        }
        first = first.or(Some(minute));
        last = Some(minute);
    }
    let (first, since) = first.zip(last)?;
    let is_long = since.ms() - first.ms() >= HABIT_DAYS * DAY_MS;
    let (gap, rank) = if is_long { (second, 2) } else { (longest, 1) };
    let of_mean_one: f64 = (rank..=n as u64).map(|rank| 1.0 / rank as f64).sum();
    let mean = if of_mean_one > 0.0 { (gap / of_mean_one).max(1.0) } else { return None };
    let expected = usual.between(since, until);
    let p_value = libm::exp(-expected / mean);
    let weeks = (since.ms() - first.ms()) as f64 / (7 * DAY_MS) as f64;
    (expected > 0.0).then_some(Silence { since, expected, p_value, per_week: n * p_value / weeks })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;
    use crate::time::MINUTE_MS;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_ms(1_795_392_000_000 + minute * MINUTE_MS).unwrap()
    }

    /// The minutes of so many days in which something came, by the rate an hour of each.
    fn minutes(seed: u64, days: i64, rate: impl Fn(i64) -> f64) -> Vec<i64> {
        let mut rng = Rng::new(seed);
        let mut comes = |minute: &i64| rng.uniform() < 1.0 - libm::exp(-rate(*minute) / 60.0);
        (0..days * 1_440).filter(|minute| comes(minute)).collect()
    }

    fn judged(known: &[i64], asked: i64) -> Option<Silence> {
        let known: Vec<i64> = known.iter().copied().take_while(|minute| *minute < asked).collect();
        let counts = |after: Timestamp, up_to: Timestamp, step_ms: i64| -> Vec<f64> {
            let mut values = vec![0.0; ((up_to.ms() - after.ms()) / step_ms) as usize];
            for minute in &known {
                let place = (at(minute + 1).ms() - after.ms() - 1).div_euclid(step_ms);
                if let Some(value) = usize::try_from(place).ok().and_then(|place| values.get_mut(place)) {
                    *value += 1.0;
                }
            }
            values
        };
        let usual = UsualDay::before(at(asked), at(0), None, &counts)?;
        silence(&usual, known.iter().map(|minute| at(minute + 1)), at(asked))
    }

    #[test]
    fn a_silence_is_the_surer_the_longer_it_lasts_and_the_more_usually_comes() {
        for (rate, minutes_of_silence, is_sure) in
            [(200.0, 5, false), (200.0, 32, true), (24.0, 20, false), (24.0, 120, true), (2.0, 120, false)]
        {
            let known = minutes(4, 14, |_| rate);
            let begun = known[known.len() - 1] + 1;
            let told: Vec<Silence> =
                (1..=minutes_of_silence).filter_map(|minute| judged(&known, begun + minute)).collect();
            assert!(told.is_sorted_by(|a, b| a.p_value >= b.p_value && a.since == b.since), "{rate}");
            let last = told[told.len() - 1];
            assert_eq!(last.since, at(begun));
            assert_eq!(last.per_week <= 0.01, is_sure, "{rate} {minutes_of_silence}: {last:?}");
        }
    }

    #[test]
    fn nights_and_pauses_as_there_were_before_are_none() {
        // Nothing from 20:00 to 6:00, asked in every hour of the last day.
        let nightly =
            minutes(5, 14, |minute| if (360..1_200).contains(&(minute % 1_440)) { 60.0 } else { 0.0 });
        for hour in 0..24 {
            let told = judged(&nightly, 13 * 1_440 + hour * 60);
            assert!(told.is_none_or(|told| told.per_week > 0.05), "{hour}: {told:?}");
        }
        // Twenty minutes on, forty off.
        let bursts = minutes(6, 14, |minute| if minute % 60 < 20 { 180.0 } else { 0.0 });
        let told = judged(&bursts, 14 * 1_440).unwrap();
        assert!(told.per_week > 0.05, "{told:?}");
        assert!(judged(&bursts, 6 * 1_440).is_none(), "six days say nothing");
        // On weekdays alone.
        let weekly = minutes(7, 28, |minute| if minute / 1_440 % 7 < 5 { 60.0 } else { 0.0 });
        for minute in [27 * 1_440 - 720, 28 * 1_440 - 720, 28 * 1_440 - 10] {
            let told = judged(&weekly, minute).unwrap();
            assert!(told.per_week > 0.05, "{minute}: {told:?}");
        }
    }

    #[test]
    fn chance_makes_as_many_as_it_is_said_to() {
        let (mut told, mut weeks) = (0, 0.0);
        for seed in 0..4 {
            let known = minutes(seed, 28, |_| 20.0);
            let mut counted = None;
            for minute in (14 * 1_440..28 * 1_440).step_by(31) {
                let found = judged(&known, minute).filter(|one| one.per_week < 0.25);
                let since = found.map(|found| found.since);
                told += usize::from(since.is_some() && since != counted);
                counted = since.or(counted);
            }
            weeks += 2.0;
        }
        // Once in four weeks, with chance on top.
        assert!(f64::from(told as u32) <= 2.0 * weeks / 4.0, "{told} in {weeks} weeks");
    }
}
