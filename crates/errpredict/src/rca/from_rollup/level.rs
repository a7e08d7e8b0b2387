//! The usual rate of some errors, and the first minute of a rise above it.

use crate::detect::{self, Flagged};
use crate::rollup::Cells;
use crate::stats::special::count_upper_tail;
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

/// Chance below which a count is no accident; thousands of groups and minutes are tried. By judgement: at one minute a
/// thousand groups then rise by chance in one look of a hundred.
pub(crate) const P_RISE: f64 = 1e-5;
/// Counts within this many Poisson deviations of the expected have a larger chance than that; their tail is not
/// computed. By definition: beyond 4 a normal distribution has 3 in 100,000, a Poisson count more.
const NEAR: f64 = 4.0;
/// The onset is the first span of this length that holds too many errors.
pub(super) const ONSET_MS: i64 = 10 * MINUTE_MS;

/// Usual rate of some errors, and whether they rose.
pub(super) struct Level {
    /// Errors per ms before the window.
    pub(super) rate: f64,
    /// Shape of the gamma distribution of that rate: the count it rests on, and a half.
    pub(super) size: f64,
    /// Where the counts that it rests on begin.
    from: Timestamp,
}

impl Level {
    pub(super) fn new(cells: &Cells, from: Timestamp, since: Timestamp) -> Option<Self> {
        let span = (since.ms() - from.ms()) as f64;
        let size = cells.between(from, since) as f64 + 0.5;
        (span >= HOUR_MS as f64).then(|| Level { rate: size / span, size, from })
    }

    pub(super) fn expected(&self, ms: i64) -> f64 {
        self.rate * ms as f64
    }

    /// Whether so many are clearly more than expected: beyond [`NEAR`], as where an onset is looked for.
    pub(super) fn is_exceeded(&self, count: u64, ms: i64) -> bool {
        let expected = self.expected(ms);
        count as f64 > expected + NEAR * expected.sqrt()
    }

    /// Chance of at least `count` in `ms`.
    pub(super) fn p(&self, count: u64, ms: i64) -> f64 {
        count_upper_tail(count as f64, self.expected(ms), self.size)
    }
}

/// The first minute of a rise in (`since`, `at`], by the clock that tells when an anomaly began: two of them would tell two
/// orders of what happened. Whether there is a rise, [`rise`] says; where that clock sees none, so it does when it began.
pub(super) fn onset(cells: &Cells, level: &Level, since: Timestamp, at: Timestamp) -> Option<Timestamp> {
    let seen = rise(cells, level, since, at)?;
    let counts =
        |after: Timestamp, up_to: Timestamp, step_ms: i64| cells.series(after, up_to, step_ms).values;
    let begun = detect::onset(Flagged {
        counts: &counts,
        step_ms: MINUTE_MS,
        known_from: level.from,
        zone: None,
        start: since.max(seen.plus_ms(-HOUR_MS)),
        end: seen,
        at,
        up: true,
        expected_per_hour: level.expected(HOUR_MS),
    });
    let end = begun.map(|begun| begun.plus_ms(MINUTE_MS));
    Some(end.filter(|end| since < *end && *end <= at).unwrap_or(seen))
}

/// Whether clearly more came in the second half of (`from`, `at`] than in the first: all that a log of less than an hour tells
/// of a rise.
pub(crate) fn rose_in_the_second_half(cells: &Cells, from: Timestamp, at: Timestamp) -> bool {
    let middle = from.plus_ms((at.ms() - from.ms()) / 2).floor_to(MINUTE_MS);
    // Of a log of a minute or two there is no first half: counts are by minutes.
    if middle <= from {
        return false;
    }
    let usual = cells.between(from, middle) as f64 + 0.5;
    let expected = usual * (at.ms() - middle.ms()) as f64 / (middle.ms() - from.ms()).max(MINUTE_MS) as f64;
    count_upper_tail(cells.between(middle, at) as f64, expected, usual) <= P_RISE
}

/// The first minute of a rise in (`since`, `at`]: within the first ten minutes that hold too many, the minute from which
/// the usual rate explains the rest worst (the change point of largest Poisson likelihood ratio).
fn rise(cells: &Cells, level: &Level, since: Timestamp, at: Timestamp) -> Option<Timestamp> {
    let expected = level.expected(ONSET_MS);
    // Nothing after `at` may be seen: the last spans are shorter and so less easily too full.
    let close = |end: Timestamp| end.plus_ms(ONSET_MS - MINUTE_MS).min(at);
    let first = cells.range(since, at).map(|(end, _)| end).find(|end| {
        let count = cells.between(end.plus_ms(-MINUTE_MS), close(*end));
        count as f64 > expected + NEAR * expected.sqrt() && level.p(count, ONSET_MS) <= P_RISE
    })?;
    let until = close(first);
    let mut best = (0.0, first);
    for (end, _) in cells.range(first.plus_ms(-MINUTE_MS), until) {
        let from = end.plus_ms(-MINUTE_MS);
        let (count, usual) = (cells.between(from, until) as f64, level.expected(until.ms() - from.ms()));
        let surprise = count * libm::log(count / usual) - (count - usual);
        if count > usual && surprise > best.0 {
            best = (surprise, end);
        }
    }
    Some(best.1)
}
