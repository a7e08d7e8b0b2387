//! A level that creeps away from where it began: what is no news on any single day, and twenty times as much after two weeks.
//!
//! Whole days of counts are asked whether they rise (Mann 1945, Kendall 1948: how many pairs of days are in rising order,
//! against what chance orders give). Ranks do not care how far errors bunch, and days hardly depend on each other where
//! hours do. A drift is told where that is within its share of the budget, and the level of now is at least twice that of
//! the first days; so it stays told until it ends, however slowly it came.

use super::anomaly::{AnomalyDetection, SMALLEST_P, Strange, strangeness};
use super::anomaly_type::{AnomalyType, FoundBy};
use super::chance::Chance;
use super::level::Unit;
use super::metric::Subject;
use crate::stats::special::{count_upper_tail, normal_upper_tail};
use crate::stats::{Series, median};
use crate::time::{DAY_MS, Timestamp};

/// Tests a week: one with every day that ends. By definition: a week has seven.
const TESTS_PER_WEEK: f64 = 7.0;
/// Part of the days that are the beginning, and the least and most of them. By judgement: fewer days are chance, and
/// more already hold part of what crept.
const BEGINNING: (f64, usize, usize) = (0.25, 3, 7);
/// Days that are now: one alone may be a burst.
const NOW_DAYS: usize = 2;
/// Times the beginning from which a level is worth a word. By judgement: lower, and a service that is used more every
/// month is told of.
const LEAST_RATIO: f64 = 2.0;
/// Events in the last days below which there is nothing to speak of. By judgement: lower, and two errors a day in place
/// of one are a drift.
const LEAST_EVENTS: f64 = 10.0;
/// Fewer whole days cannot rise by more than chance.
const LEAST_DAYS: usize = 6;
/// The newest day must reach this part of the way (in logarithms) from the beginning to the highest day, else it ended.
/// By judgement: lower, and what has ended is told for days; higher, and one better day ends it.
const STILL_THERE: f64 = 0.5;

/// A level that crept away.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drift {
    /// Begin of the first day after which no day was as low as the first days were.
    pub start: Timestamp,
    /// Count a day at the beginning.
    pub before: f64,
    /// Count in the last 24 hours.
    pub now: f64,
    /// Tail probability of that order of days.
    pub p_value: f64,
    /// How often chance alone brings it.
    pub chance: Chance,
}

impl Drift {
    /// The anomaly that it is: a trend change that goes on at `at`, counts per hour.
    #[must_use]
    pub fn anomaly(&self, subject: &Subject, at: Timestamp) -> AnomalyDetection {
        let mut anomaly = AnomalyDetection::new(Strange {
            subject,
            anomaly_type: AnomalyType::TrendChange,
            up: Some(true),
            place: (self.start, at, at),
            at,
            numbers: (self.before / 24.0, self.now / 24.0),
            unit: Unit::PER_HOUR,
            p_value: self.p_value,
            chance: self.chance,
            score: strangeness(self.p_value, self.before, self.now),
            found_by: FoundBy::Drift,
        });
        anomaly.ongoing = true;
        anomaly
    }
}

/// How many of `days` whole days are the beginning.
#[must_use]
pub fn first_days(days: usize) -> usize {
    let (part, least, most) = BEGINNING;
    ((days as f64 * part) as usize).clamp(least, most)
}

/// Whether whole days of an hourly series (its days begin where `series` begins; what is left over at the end is now) have
/// risen to more than twice their beginning within `budget` false alarms a week; `last_day` is the count of the newest 24
/// hours.
#[must_use]
pub fn drift(days: &Series, last_day: f64, budget: f64) -> Option<Drift> {
    let counts = &days.values;
    let n = counts.len();
    if n < LEAST_DAYS || days.step_ms != DAY_MS || counts.iter().any(|count| count.is_nan()) {
        return None;
    }
    let first = &counts[..first_days(n)];
    let before = median(&mut first.to_vec())?;
    let newest = counts[n - NOW_DAYS..].iter().copied().chain([last_day]).fold(f64::INFINITY, f64::min);
    let highest = counts.iter().copied().fold(0.0, f64::max);
    let way = |x: f64| libm::log((x + 0.5) / (before + 0.5));
    if newest < LEAST_RATIO * before.max(0.5)
        || newest + last_day < LEAST_EVENTS
        || way(newest) < STILL_THERE * way(highest)
    {
        return None;
    }
    // Few events are no level, whatever their order.
    let exposure = first.len() as f64;
    let by_count = count_upper_tail(
        last_day,
        (first.iter().sum::<f64>() + 0.5) / exposure,
        first.iter().sum::<f64>() + 0.5,
    );
    let p_value = rising(counts).max(by_count).max(SMALLEST_P);
    let per_week = p_value * TESTS_PER_WEEK;
    if per_week >= budget {
        return None;
    }
    let limit = first.iter().copied().fold(0.0, f64::max);
    let since = counts.iter().rposition(|count| *count <= limit).map_or(0, |last| last + 1);
    let start = days.end_of(since.min(n - 1)).plus_ms(-DAY_MS);
    Some(Drift { start, before, now: last_day, p_value, chance: Chance::per_week(per_week) })
}

/// Probability that so many pairs of days are in rising order by chance: the normal approximation of Kendall's S, ties
/// counted in its variance, with half a pair taken off.
fn rising(counts: &[f64]) -> f64 {
    let n = counts.len() as f64;
    let mut pairs = 0.0;
    for (i, a) in counts.iter().enumerate() {
        for b in &counts[i + 1..] {
            pairs += f64::from(i8::from(b > a) - i8::from(b < a));
        }
    }
    let mut sorted = counts.to_vec();
    sorted.sort_by(f64::total_cmp);
    let ties: f64 = sorted
        .chunk_by(|a, b| a == b)
        .map(|same| same.len() as f64)
        .map(|t| t * (t - 1.0) * (2.0 * t + 5.0))
        .sum();
    let variance = (n * (n - 1.0) * (2.0 * n + 5.0) - ties) / 18.0;
    if variance <= 0.0 { 1.0 } else { normal_upper_tail((pairs - 1.0) / variance.sqrt()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    fn days(values: Vec<f64>) -> Series {
        Series { first_end: "2026-03-03T00:00:00Z".parse().unwrap(), step_ms: DAY_MS, values }
    }

    fn found(values: &[f64]) -> Option<Drift> {
        drift(&days(values.to_vec()), values[values.len() - 1], 0.1)
    }

    #[test]
    fn a_leak_is_told_until_it_ends_and_noise_is_not() {
        let leak: Vec<f64> = (0..21)
            .map(|day| if day < 7 { 50.0 + f64::from(day % 3) } else { 50.0 * f64::from(day - 5) })
            .collect();
        let told = found(&leak).unwrap();
        assert_eq!(told.start.to_string(), "2026-03-09T00:00:00Z");
        assert!(told.chance.once_in_weeks > 100.0 && told.before < 55.0);
        let mut over = leak;
        over.extend([52.0, 50.0]);
        assert_eq!(found(&over), None);
        let mut rng = Rng::new(5);
        let mut alarms = 0;
        for _ in 0..200 {
            let mut day = || {
                let rate = 20.0 * (1.0 + 2.0 * rng.uniform());
                rng.poisson(rate) as f64
            };
            let noise: Vec<f64> = (0..30).map(|_| day()).collect();
            alarms += (10..=30).filter(|n| found(&noise[..*n]).is_some()).count();
        }
        assert!(alarms <= 20, "{alarms} in {} weeks", 200 * 3);
    }

    #[test]
    fn little_is_nothing() {
        for values in [vec![], vec![0.0; 40], vec![0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 3.0]] {
            assert_eq!(drift(&days(values), 3.0, 0.1), None);
        }
    }
}
