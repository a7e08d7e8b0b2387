//! From flagged buckets to anomalies, in one place for every detector of series.
//!
//! A detector hands over each bucket with what it expected there, and the tests that went below their threshold.
//! Flags in the same direction with at most [`MERGE_GAP`] buckets between them are one interval, which begins where
//! the first of them says; the state is the same few numbers however long the interval lasts, so that a stream and a
//! batch give the same intervals.
//!
//! The type follows from direction and length: up is a spike, down a drop, what lasts `lasting_after` is a trend
//! change.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::anomaly::{AnomalyDetection, SMALLEST_P, Strange, evidence, merge_anomalies, strangeness};
use super::anomaly_type::{AnomalyType, FoundBy};
use super::chance::Chance;
use super::level::Unit;
use super::metric::Subject;
use crate::time::{DAY_MS, Timestamp};

/// Buckets between two flagged ones that still belong to the same streak.
pub(super) const MERGE_GAP: u64 = 1;
/// Buckets between two flagged ones that still belong to the same anomaly: what comes and goes within a few hours is one
/// trouble, not five. Half a working day of hours.
const JOIN_GAP: u64 = 4;
/// Buckets, the newest included, that a flag may reach back.
pub(super) const LOOK_BACK: u64 = 24;
/// Deviations that count as a doubling where values have no natural zero: four cap the score at 0.70, eight at 0.91.
/// By judgement: so that four are as much as twice the count, where `high` begins.
const DEVIATIONS_PER_DOUBLING: f64 = 4.0;
/// What each doubling leaves of the distance to 1, as in [`strangeness`].
const LEFT_PER_DOUBLING: f64 = 0.3;

/// A test that went below its threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flag {
    /// First bucket that is strange.
    pub from: u64,
    /// Last bucket that is: a window may tell of what ended inside it.
    pub to: u64,
    /// More than expected, or less.
    pub up: bool,
    /// Tail probability of the test.
    pub p_value: f64,
    /// The probability over the threshold of its test: the part of the budget that would have been enough to flag it.
    pub of_budget: f64,
}

/// One bucket as a detector saw it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// The value; `NaN` is a gap.
    pub value: f64,
    /// What was expected.
    pub expected: f64,
    /// A usual deviation, above 0.
    pub deviation: f64,
}

/// What the values of a series are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Counts, where twice as much means the same at any level.
    Counts,
    /// Any numbers, where only the usual deviation says what is much.
    Values,
}

impl Measure {
    /// What the numbers of an anomaly in them are, at that step.
    pub(super) const fn unit(self, step_ms: i64) -> Unit {
        match self {
            Measure::Counts => Unit::Count { per_ms: step_ms },
            Measure::Values => Unit::Value,
        }
    }
}

/// A strange interval, as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// First and last bucket.
    from: u64,
    to: u64,
    up: bool,
    /// Whether it lasted long enough to be a new level.
    is_lasting: bool,
    /// Whether the sums go on: after a new level was adopted, that is what is expected.
    is_summed: bool,
    p_value: f64,
    /// Smallest part of the budget that one of its flags needs.
    #[serde(default = "whole")]
    of_budget: f32,
    /// Buckets of it after which its level counts as the usual one.
    #[serde(default)]
    adopted: Option<NonZeroU32>,
    /// Whether an adopted level is left again.
    #[serde(default)]
    is_left: bool,
    peak: u64,
    peak_distance: f64,
    peak_numbers: (f64, f64),
    /// Sums of expected and seen, and how many.
    sums: (f64, f64),
    n: f64,
}

/// An interval saved before its part was kept needs all of the budget.
const fn whole() -> f32 {
    1.0
}

impl Interval {
    fn new(from: u64, up: bool) -> Self {
        Interval {
            from,
            to: from,
            up,
            is_lasting: false,
            is_summed: true,
            p_value: 1.0,
            of_budget: 1.0,
            adopted: None,
            is_left: false,
            peak: from,
            peak_distance: f64::NEG_INFINITY,
            peak_numbers: (0.0, 0.0),
            sums: (0.0, 0.0),
            n: 0.0,
        }
    }

    fn add(&mut self, index: u64, seen: Seen) {
        if seen.value.is_nan() {
            return;
        }
        let distance = (seen.value - seen.expected).abs() / seen.deviation;
        if distance >= self.peak_distance {
            (self.peak, self.peak_distance) = (index, distance);
            self.peak_numbers = (seen.expected, seen.value);
        }
        if self.is_summed {
            self.sums = (self.sums.0 + seen.expected, self.sums.1 + seen.value);
            self.n += 1.0;
        }
    }

    /// Whether it is of more than expected.
    pub(super) const fn is_up(&self) -> bool {
        self.up
    }

    /// Whether it goes on in that bucket, as strange or as what is usual now.
    pub(super) fn reaches(&self, index: u64) -> bool {
        self.to == index || (self.adopted.is_some() && !self.is_left)
    }

    /// The anomaly that it is. `end_of` gives the end of a bucket, `newest` is the newest bucket there is, `budget` that of
    /// the series in false alarms a week.
    pub(super) fn anomaly(
        &self,
        subject: &Subject,
        unit: Unit,
        budget: f64,
        newest: u64,
        end_of: impl Fn(i128) -> Timestamp,
    ) -> AnomalyDetection {
        let anomaly_type = match (self.is_lasting, self.up) {
            (true, _) => AnomalyType::TrendChange,
            (false, true) => AnomalyType::Spike,
            (false, false) => AnomalyType::Drop,
        };
        let means = (self.sums.0 / self.n, self.sums.1 / self.n);
        let has_means = self.n > 0.0 && (means.1 > means.0) == self.up;
        // How strange a spike is, its peak says; how many came of what can be added up, its whole time.
        let strangest =
            if anomaly_type == AnomalyType::Spike || !has_means { self.peak_numbers } else { means };
        let is_count = matches!(unit, Unit::Count { .. });
        let numbers = if is_count && has_means { means } else { strangest };
        let at = |index: u64| end_of(i128::from(index));
        let goes_on = self.reaches(newest);
        let to = if goes_on { newest } else { self.to };
        let place = (end_of(i128::from(self.from) - 1), at(to), at(self.peak));
        let (score, found_by) = match unit {
            Unit::Count { .. } => (strangeness(self.p_value, strangest.0, strangest.1), FoundBy::Counts),
            _ => {
                let doublings = self.peak_distance.max(0.0) / DEVIATIONS_PER_DOUBLING;
                let cap = 1.0 - libm::pow(LEFT_PER_DOUBLING, doublings);
                (evidence(self.p_value).min(cap), FoundBy::Values)
            }
        };
        let mut anomaly = AnomalyDetection::new(Strange {
            subject,
            anomaly_type,
            up: Some(self.up),
            place,
            at: at(newest),
            numbers,
            unit,
            p_value: self.p_value,
            chance: Chance::per_week(f64::from(self.of_budget) * budget),
            score,
            found_by,
        });
        anomaly.excess = is_count.then_some(self.sums.1 - self.sums.0);
        anomaly.ongoing = goes_on;
        anomaly.adopted = self.adopted.map(|after| at(self.from + u64::from(after.get()) - 1));
        anomaly
    }
}

/// Intervals under way, one in each direction.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Intervals {
    up: Option<Interval>,
    down: Option<Interval>,
}

impl Intervals {
    /// Takes the flags of bucket `index`; gives the intervals that are over. `seen` looks back to where a flag begins.
    pub fn step(
        &mut self,
        index: u64,
        flags: &[Flag],
        lasting_after: u64,
        seen: impl Fn(u64) -> Seen,
    ) -> [Option<Interval>; 2] {
        [(true, &mut self.up), (false, &mut self.down)].map(|(up, open)| {
            let mut over = None;
            // Of the flags of one bucket the one that begins first opens the interval.
            let mut own: Vec<&Flag> = flags.iter().filter(|flag| flag.up == up).collect();
            own.sort_by_key(|flag| flag.from);
            for flag in own {
                // What is strange beside an adopted level is another trouble.
                let beside_usual = |open: &Interval| {
                    open.adopted.is_some_and(|after| flag.from >= open.from + u64::from(after.get()))
                };
                if open.as_ref().is_some_and(beside_usual) {
                    over = open.take();
                    if let Some(over) = &mut over {
                        over.to = over.to.max(flag.from.saturating_sub(1));
                    }
                }
                if open.as_ref().is_some_and(|open| flag.from > open.to + 1 + JOIN_GAP) {
                    over = open.take();
                }
                let is_new = open.is_none();
                let interval = open.get_or_insert_with(|| Interval::new(flag.from, up));
                let next = if is_new { flag.from } else { interval.to + 1 };
                let next = next.max((index + 1).saturating_sub(LOOK_BACK));
                (next..=flag.to).for_each(|i| interval.add(i, seen(i)));
                interval.to = interval.to.max(flag.to);
                interval.p_value = interval.p_value.min(flag.p_value).max(SMALLEST_P);
                interval.of_budget = interval.of_budget.min(flag.of_budget as f32);
                interval.is_lasting |= interval.to + 1 - interval.from >= lasting_after;
            }
            over
        })
    }

    /// The level of the interval in that direction is the normal one after bucket `index`.
    pub(super) fn adopt(&mut self, up: bool, index: u64) {
        if let Some(open) = if up { &mut self.up } else { &mut self.down } {
            let after = u32::try_from(index + 1 - open.from.min(index)).unwrap_or(u32::MAX);
            (open.is_lasting, open.is_summed, open.adopted) = (true, false, NonZeroU32::new(after));
        }
    }

    /// The adopted level of that direction is left again in bucket `index`: until then it went on.
    pub(super) fn leave(&mut self, up: bool, index: u64) {
        if let Some(open) = if up { &mut self.up } else { &mut self.down }
            && open.adopted.is_some()
            && !open.is_left
        {
            (open.to, open.is_left) = (index.saturating_sub(1).max(open.to), true);
        }
    }

    /// The intervals under way, or last under way.
    pub fn open(&self) -> impl Iterator<Item = &Interval> {
        self.up.iter().chain(&self.down)
    }
}

/// Anomalies of a whole series from one flag per bucket: the way of every detector that gives a score a value.
///
/// `flags[i]` is the direction and tail probability of bucket `i` where it was flagged. Neighbouring buckets of one
/// direction become one anomaly, merged and with a stable key.
#[must_use]
pub fn anomalies_of(
    subject: &Subject,
    series: &crate::stats::Series,
    seen: &[Seen],
    flags: &[Option<(bool, f64)>],
    n_tests: f64,
) -> Vec<AnomalyDetection> {
    // No weeks are known here: one chance finding in all the tests made stands for one a week.
    let of_budget = |p_value: f64| (p_value * n_tests).min(1.0);
    let mut intervals = Intervals::default();
    let mut found = Vec::new();
    for (i, flag) in flags.iter().enumerate() {
        let index = i as u64;
        let flag = flag.map(|(up, p_value)| {
            let of_budget = of_budget(p_value);
            Flag { from: index, to: index, up, p_value, of_budget }
        });
        let over = intervals.step(index, flag.as_slice(), u64::MAX, |i| seen[i as usize]);
        found.extend(over.into_iter().flatten());
    }
    found.extend(intervals.open());
    let newest = (flags.len() as u64).saturating_sub(1);
    let end_of = |index: i128| end_of(series.first_end, series.step_ms, index);
    let anomaly = |interval: &Interval| AnomalyDetection {
        found_by: FoundBy::Scores,
        ..interval.anomaly(subject, Unit::Value, 1.0, newest, end_of)
    };
    merge_anomalies(found.iter().map(anomaly).collect())
}

/// Buckets after which an interval is a trend change: a day of them.
pub(super) fn lasting_after(step_ms: i64) -> u64 {
    (DAY_MS / step_ms.max(1)).max(2) as u64
}

/// The end of a bucket before or after those of a series.
pub(super) fn end_of(first_end: Timestamp, step_ms: i64, index: i128) -> Timestamp {
    let ms = i128::from(first_end.ms()) + index * i128::from(step_ms);
    Timestamp::clamped(ms.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Series;

    fn series(values: &[f64]) -> Series {
        Series { first_end: Timestamp::from_ms(0).unwrap(), step_ms: 1_000, values: values.to_vec() }
    }

    #[test]
    fn flags_become_intervals() {
        let values = [1.0, 9.0, 1.0, 8.0, 1.0, 1.0, -5.0, -6.0];
        let seen: Vec<Seen> =
            values.iter().map(|value| Seen { value: *value, expected: 1.0, deviation: 1.0 }).collect();
        let flags = [
            None,
            Some((true, 1e-9)),
            None,
            Some((true, 1e-6)),
            None,
            None,
            Some((false, 1e-4)),
            Some((false, 1e-5)),
        ];
        let found = anomalies_of(&Subject::measured("s"), &series(&values), &seen, &flags, 8.0);
        let told: Vec<_> = found
            .iter()
            .map(|a| (a.anomaly_type, a.start.ms(), a.end.ms(), a.peak.ms(), a.actual, a.p_value, a.ongoing))
            .collect();
        assert_eq!(
            told,
            [
                (AnomalyType::Spike, 0, 3_000, 1_000, 9.0, 1e-9, false),
                (AnomalyType::Drop, 5_000, 7_000, 7_000, -5.5, 1e-5, true),
            ]
        );
        // Seen two values later, the first one is still the same.
        let earlier =
            anomalies_of(&Subject::measured("s"), &series(&values[..3]), &seen[..3], &flags[..3], 3.0);
        assert_eq!(earlier[0].key, found[0].key);
        assert!(anomalies_of(&Subject::measured("s"), &series(&[]), &[], &[], 0.0).is_empty());
    }

    #[test]
    fn a_small_deviation_is_never_severe_however_sure() {
        for (value, severity) in
            [(3.0, crate::Severity::Low), (6.0, crate::Severity::High), (20.0, crate::Severity::Critical)]
        {
            let seen = [Seen { value, expected: 1.0, deviation: 1.0 }];
            let found =
                anomalies_of(&Subject::measured("s"), &series(&[value]), &seen, &[Some((true, 1e-40))], 1.0);
            assert_eq!(found[0].severity, severity, "{value}");
        }
    }
}
