//! The robust level, slope and spread of numbers, one value at a time, in constant memory.
//!
//! Exponential smoothing with slope, where every error is cut before it is learned (Gelper, Fried and Croux 2010,
//! "Robust forecasting with exponential and Holt-Winters smoothing"):
//!
//! ```text
//! r = x - (level + slope + season)      r' = r cut at 3 spreads
//! level <- level + slope + g r'         slope <- slope + g/8 (g r')        g = step / memory, more at the start
//! spread <- fading mean of |r'|, as a standard deviation
//! ```
//!
//! The tail beyond two spreads is the series' own (Hill 1975): p(z) = share * (z / 2)^(-1 / index), with the share of
//! values beyond and the mean logarithm of z / 2 as index, both starting at those of a distribution with heavier tails than
//! the normal one. So a series that bursts by itself is not called strange each time.

use serde::{Deserialize, Serialize};

use super::anomaly::SMALLEST_P;
use super::intervals::{Flag, MERGE_GAP, Seen};

/// Errors are cut here, in spreads, before they are learned. By judgement: lower, and the level follows a ramp late;
/// higher, and one outlier moves it.
const CUT: f64 = 3.0;
/// Mean absolute deviation to standard deviation, for a normal distribution cut at 3.
const MEAN_TO_DEVIATION: f64 = 1.26;
/// Part of the level's gain that the slope gets. By judgement: larger, and noise becomes a slope; smaller, and a ramp
/// is strange for its first days.
const SLOPE_PART: f64 = 0.125;
/// Where the tail begins, in spreads. By judgement: a normal distribution has 4.6 % beyond it, enough to learn from and
/// no more than a tail.
const TAIL_FROM: f64 = 2.0;
/// Share and index of the tail before any was seen, and the values and exceedances they count for. By judgement: nearly
/// twice the 4.6 % of a normal distribution, so that few values promise no light tail.
const TAIL_SHARE: (f64, f64) = (0.08, 40.0);
/// By judgement: see [`TAIL_SHARE`]; an index of a half is a tail whose variance just fails to exist.
const TAIL_INDEX: (f64, f64) = (0.5, 6.0);
/// Largest exceedance that is learned: beyond, it is an incident, not the tail. By judgement: lower, and a series that
/// bursts keeps a light tail; higher, and one incident makes a heavy one.
const TAIL_CUT: f64 = 12.0;
/// Values learned before any is tested.
pub(super) const WARM_UP: u64 = 12;
/// How much wider the spread is taken for having been learned from `n` values: 1 + this / n. By judgement: a third
/// wider at the first test (12 values), 4 % at a hundred.
const YOUNG: f64 = 4.0;
/// Smallest spread, relative to the level: below, the series is constant. By judgement: a millionth is more digits than
/// gauges show.
const SMALLEST: f64 = 1e-6;
/// Spreads within which a value speaks for the level of before an adopted one. By judgement: the same as of counts.
const BACK_WITHIN: f64 = 2.5;

/// What does not change from value to value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    pub(super) gain: f64,
    pub(super) threshold: f64,
    pub(super) adopt_after: u64,
    pub(super) remember: u64,
}

/// What has been flagged without pause, and its sum less season.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Streak {
    first: u64,
    last: u64,
    up: bool,
    sum: f64,
}

impl Streak {
    /// Values from the first to the last.
    fn length(&self) -> u64 {
        self.last + 1 - self.first
    }
}

/// The level of before one that was adopted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Before {
    level: f64,
    up: bool,
    until: u64,
}

/// The state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct ValueFilter {
    n: u64,
    /// Values that were there.
    seen: u64,
    level: f64,
    slope: f64,
    spread: f64,
    /// Tail: values, exceedances and the sum of their logarithms, fading.
    tail: (f64, f64, f64),
    streak: Option<Streak>,
    before: Option<Before>,
    last: Option<Last>,
}

/// The bucket before: intervals look back to it over a gap of one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Last {
    #[serde(with = "crate::stats::gap")]
    value: f64,
    expected: f64,
    deviation: f64,
}

/// What a value gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    pub(super) expected: f64,
    pub(super) deviation: f64,
    pub(super) p_value: f64,
    pub(super) flag: Option<Flag>,
    pub(super) adopted: Option<bool>,
    /// Direction of an adopted level that was left here.
    pub(super) left: Option<bool>,
    /// What the level alone left over, where it may teach the season.
    pub(super) rest: Option<f64>,
}

impl ValueFilter {
    pub(super) fn new() -> Self {
        ValueFilter {
            n: 0,
            seen: 0,
            level: 0.0,
            slope: 0.0,
            spread: 0.0,
            tail: (0.0, 0.0, 0.0),
            streak: None,
            before: None,
            last: None,
        }
    }

    /// Whether the places in a saved state are ones that it has passed.
    pub(super) fn is_sound(&self) -> bool {
        let is_passed = |streak: Streak| streak.first <= streak.last && streak.last < self.n;
        self.seen <= self.n && self.streak.is_none_or(is_passed)
    }

    pub(super) fn index(&self) -> u64 {
        self.n
    }

    /// Passes over buckets that nothing is known of.
    pub(super) fn skip(&mut self, n: u64) {
        self.n += n;
        self.last = None;
    }

    /// The bucket of that index, if it is one of the last two.
    pub(super) fn seen_before(&self) -> Option<Seen> {
        self.last.map(|last| Seen { value: last.value, expected: last.expected, deviation: last.deviation })
    }

    /// What is expected next, without season.
    pub(super) fn expected(&self) -> f64 {
        self.level + self.slope
    }

    /// A usual deviation now.
    pub(super) fn deviation(&self) -> f64 {
        let floor = SMALLEST * (1.0 + self.level.abs());
        (self.spread * (1.0 + YOUNG / self.seen.max(1) as f64)).max(floor)
    }

    /// The threshold as a number of deviations.
    pub(super) fn width(&self, threshold: f64) -> f64 {
        let (share, index) = self.tail();
        TAIL_FROM * libm::pow(share / threshold.min(share), index)
    }

    fn tail(&self) -> (f64, f64) {
        let (n, beyond, logs) = self.tail;
        let share = (beyond + TAIL_SHARE.0 * TAIL_SHARE.1) / (n + TAIL_SHARE.1);
        (share, (logs + TAIL_INDEX.0 * TAIL_INDEX.1) / (beyond + TAIL_INDEX.1))
    }

    fn p_value(&self, z: f64) -> f64 {
        let (share, index) = self.tail();
        if z <= TAIL_FROM { 1.0 } else { (share * libm::pow(z / TAIL_FROM, -1.0 / index)).max(SMALLEST_P) }
    }

    /// Tests the next value and learns from it. `season` is what its hour adds.
    pub(super) fn step(&mut self, value: f64, season: f64, rules: &Rules) -> Step {
        let index = self.n;
        self.n += 1;
        if value.is_nan() {
            let expected = self.level + season;
            let deviation = self.deviation();
            self.last = Some(Last { value, expected, deviation });
            return Step {
                expected,
                deviation,
                p_value: 1.0,
                flag: None,
                adopted: None,
                left: None,
                rest: None,
            };
        }
        if self.seen == 0 {
            self.level = value;
        }
        let expected = self.level + self.slope + season;
        let deviation = self.deviation();
        let z = (value - expected) / deviation;
        let p_value = if self.seen < WARM_UP { 1.0 } else { self.p_value(z.abs()) };
        let up = z > 0.0;
        let mut step =
            Step { expected, deviation, p_value, flag: None, adopted: None, left: None, rest: None };
        let is_first = self.streak.is_none_or(|streak| index > streak.last + 1 + MERGE_GAP);
        if self.seen >= WARM_UP && is_first {
            self.learn_tail(z.abs(), rules);
        }
        let is_strange = p_value < rules.threshold;
        step.left = if is_strange { self.goes_back(index, value - season, up) } else { None };
        if is_strange && step.left.is_none() {
            let of_budget = p_value / rules.threshold;
            step.flag = Some(Flag { from: index, to: index, up, p_value, of_budget });
            step.adopted = self.hold(index, up, value - season, rules);
        } else {
            step.rest = Some(value - self.level - self.slope);
            self.learn(value - season, rules);
        }
        self.last = Some(Last { value, expected, deviation });
        step
    }

    fn learn(&mut self, value: f64, rules: &Rules) {
        self.seen += 1;
        let gain = rules.gain.max(1.0 / self.seen as f64);
        let error = value - self.level - self.slope;
        let limit = if self.seen <= 2 { f64::INFINITY } else { CUT * self.deviation() };
        let cut = error.clamp(-limit, limit);
        self.level += self.slope + gain * cut;
        self.slope += SLOPE_PART * rules.gain * gain * cut;
        // The first value says nothing of the spread.
        let gain = rules.gain.max(1.0 / (self.seen - 1).max(1) as f64);
        if self.seen > 1 {
            self.spread += gain * (MEAN_TO_DEVIATION * cut.abs() - self.spread);
        }
    }

    fn learn_tail(&mut self, z: f64, rules: &Rules) {
        let fade = 1.0 - rules.gain / 8.0;
        let (n, beyond, logs) = self.tail;
        let (beyond_now, log_now) =
            if z > TAIL_FROM { (1.0, libm::log(z.min(TAIL_CUT) / TAIL_FROM)) } else { (0.0, 0.0) };
        self.tail = (fade * n + 1.0, fade * beyond + beyond_now, fade * logs + log_now);
    }

    /// Whether a flagged value is the return to the level of before an adopted one; then that level is taken up.
    fn goes_back(&mut self, index: u64, value: f64, up: bool) -> Option<bool> {
        let before = self.before?;
        if before.until < index {
            self.before = None;
            return None;
        }
        if up == before.up || (value - before.level).abs() > BACK_WITHIN * self.deviation() {
            return None;
        }
        (self.level, self.slope) = (before.level, 0.0);
        (self.before, self.streak) = (None, None);
        Some(before.up)
    }

    /// Keeps what is flagged out of the level, until it has lasted long enough to be the level.
    fn hold(&mut self, index: u64, up: bool, value: f64, rules: &Rules) -> Option<bool> {
        let streak = match self.streak {
            Some(streak) if streak.up == up && index <= streak.last + 1 + MERGE_GAP => {
                // What was not flagged in between counts as the others: of a streak of four days one left out would be a quarter.
                let (left_out, mean) = (index - streak.last - 1, streak.sum / streak.length() as f64);
                Streak { last: index, sum: streak.sum + value + left_out as f64 * mean, ..streak }
            }
            _ => Streak { first: index, last: index, up, sum: value },
        };
        self.streak = Some(streak);
        let lasted = index + 1 - streak.first;
        if lasted < rules.adopt_after {
            return None;
        }
        self.before = Some(Before { level: self.level, up, until: index + rules.remember });
        (self.level, self.slope) = (streak.sum / lasted as f64, 0.0);
        self.streak = None;
        Some(up)
    }
}
