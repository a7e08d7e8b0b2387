//! The fading level of counts and its tests, one bucket at a time, in constant memory: batch and stream share it.
//!
//! See [`counts`](super::counts) for the model. The state holds the last 24 buckets, since windows of up to that many
//! are tested, and nothing else that grows.

use serde::{Deserialize, Serialize};

use super::anomaly::SMALLEST_P;
use super::count_prior::{CountPrior, PRIOR_SHAPE};
use super::count_rules::Rules;
use super::count_spread::{ErrorSums, Spread, WINDOWS};
use super::intervals::{Flag, LOOK_BACK, MERGE_GAP, Seen};
use super::tail::{Beyond, Tail};
use crate::stats::special::{count_lower_tail, count_upper_tail};

/// Buckets looked back at.
const LONGEST: usize = LOOK_BACK as usize;
/// Deviations below which the tail is not computed: it is far above any threshold in use. The tail of a normal
/// distribution is 0.067 there; one alarm a week in hourly counts asks for less than 0.003.
const SCREEN_DEVIATIONS: f64 = 1.5;
/// Deviations at which a count is cut before it enters a window's sum or the spread: one burst is not a level.
/// By judgement: lower, and the level follows no rise at all; higher, and one incident teaches a wide spread.
const CUT_DEVIATIONS: f64 = 3.0;
/// Buckets flagged without pause that are an incident and no bunch of errors.
const INCIDENT_BUCKETS: u64 = 2;
/// Usual deviations of a bucket that count as none where it is asked where something strange begins and ends (the reference
/// value of a CUSUM for shifts of one deviation: Page 1954).
const LEAN: f64 = 0.5;
/// Logarithm of the odds by which what came after the strange buckets must speak for the usual level before an anomaly
/// is over: 7 to 1. A bucket of a great trouble tells at once, one of a small trouble does not. By judgement: lower,
/// and one calm bucket ends a trouble; higher, and the end is told hours late.
const OVER_LOG_ODDS: f64 = 2.0;
/// Deviations within which a count speaks for the level of before an adopted one. By judgement: narrower, and a level
/// that came back is learnt anew; wider, and any lower count is taken for the old level.
const BACK_WITHIN: f64 = 2.5;

/// A bucket that is still looked back at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Slot {
    /// Level before it: weighted count and weighted exposure.
    a: f64,
    b: f64,
    /// `NaN` for a gap, and where nothing was known yet; then the rest is 0.
    #[serde(with = "crate::stats::gap")]
    value: f64,
    /// The count as it enters sums, and its exposure.
    cut: f32,
    season: f32,
}

/// What has been flagged without pause, and its sums.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Streak {
    first: u64,
    last: u64,
    up: bool,
    count: f64,
    exposure: f64,
}

/// Buckets without a single event, up to the newest one, and the level before the first of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Silence {
    first: u64,
    a: f64,
    b: f64,
    /// 0 while there is none.
    exposure: f64,
}

/// The level of before one that was adopted, in case it comes back.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Before {
    a: f64,
    b: f64,
    up: bool,
    until: u64,
}

/// What a bucket gave.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Step {
    pub(super) flags: Vec<Flag>,
    /// Direction of a new level that was adopted here.
    pub(super) adopted: Option<bool>,
    /// Direction of an adopted level that was left here for the one before it.
    pub(super) left: Option<bool>,
    pub(super) n_tests: f64,
}

/// The fading level, on its way through a series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct CountFilter {
    n: u64,
    a: f64,
    b: f64,
    shape: f64,
    prior_spread: f64,
    slots: [Slot; LONGEST],
    errors: [ErrorSums; WINDOWS.len()],
    /// What the tests of too many gave, of single buckets and of all longer windows.
    #[serde(default)]
    tails: [Tail; 2],
    /// First bucket that a window may begin with: none reaches back across a change of level.
    begin: u64,
    streak: Option<Streak>,
    before: Option<Before>,
    silence: Silence,
}

impl CountFilter {
    pub(super) fn new(prior: CountPrior) -> Self {
        CountFilter {
            n: 0,
            a: (prior.shape - PRIOR_SHAPE).max(0.0),
            b: prior.exposure,
            shape: prior.shape.min(PRIOR_SHAPE),
            prior_spread: prior.spread,
            slots: [Slot::default(); LONGEST],
            errors: [ErrorSums::default(); WINDOWS.len()],
            tails: [Tail::default(); 2],
            begin: 0,
            streak: None,
            before: None,
            silence: Silence::default(),
        }
    }

    /// Whether the places in a saved state are ones that it has passed, and its numbers of 32 bits are finite.
    pub(super) fn is_sound(&self) -> bool {
        let is_passed = |streak: Streak| streak.first <= streak.last && streak.last < self.n;
        let is_finite = |slot: &Slot| slot.cut.is_finite() && slot.season.is_finite();
        self.begin <= self.n
            && self.streak.is_none_or(is_passed)
            && self.slots.iter().all(is_finite)
            && self.tails.iter().all(Tail::is_sound)
    }

    /// Index of the next bucket.
    pub(super) fn index(&self) -> u64 {
        self.n
    }

    /// Events per bucket, without season; 0 before the first.
    pub(super) fn rate(&self) -> f64 {
        if self.b > 0.0 { (self.a + self.shape) / self.b } else { 0.0 }
    }

    /// Variance of the next count of that mean.
    pub(super) fn variance(&self, mean: f64, spread: &Spread) -> f64 {
        mean + mean * mean * (1.0 / (self.a + self.shape) + spread.0[0])
    }

    /// Whether the level has been learned from anything.
    pub(super) fn is_ready(&self) -> bool {
        self.b > 0.0
    }

    /// The least count in one bucket that would be flagged as too many, up to a million.
    pub(super) fn least_flagged(&self, mean: f64, rules: &Rules, spread: &Spread) -> Option<f64> {
        let size = 1.0 / (1.0 / (self.a + self.shape) + spread.0[0]);
        let (mut low, mut high) = (0.0, 1e6);
        let tail = &self.tails[0];
        let is_one_sided =
            tail.is_of_the_model(Beyond::COUNTS) && count_lower_tail(0.0, mean, size) >= rules.thresholds[0];
        let threshold = rules.thresholds[0] * if is_one_sided { 2.0 } else { 1.0 };
        let is_flagged =
            |count: f64| tail.calibrated(count_upper_tail(count, mean, size), Beyond::COUNTS) < threshold;
        if mean <= 0.0 || !is_flagged(high) {
            return None;
        }
        while high - low > 1.0 {
            let middle = libm::floor(0.5 * (low + high));
            if is_flagged(middle) { high = middle } else { low = middle }
        }
        Some(high)
    }

    /// How far the counts seen so far spread.
    pub(super) fn spread(&self) -> Spread {
        Spread::of(&self.errors, self.prior_spread)
    }

    /// Forgets part of what the spread was learned from.
    pub(super) fn fade_spread(&mut self, fade: f64) {
        self.errors.iter_mut().for_each(|sums| sums.fade(fade));
        self.tails.iter_mut().for_each(|tail| tail.fade(fade));
    }

    /// Passes over buckets that nothing is known of.
    pub(super) fn skip(&mut self, n: u64) {
        for i in 0..n.min(LOOK_BACK) {
            let slot = Slot { a: self.a, b: self.b, value: f64::NAN, ..Slot::default() };
            self.slots[((self.n + n - 1 - i) % LOOK_BACK) as usize] = slot;
        }
        self.n += n;
    }

    fn slot(&self, index: u64) -> &Slot {
        &self.slots[(index % LONGEST as u64) as usize]
    }

    fn expected_in(&self, slot: &Slot) -> f64 {
        if slot.season > 0.0 { (slot.a + self.shape) / slot.b * f64::from(slot.season) } else { 0.0 }
    }

    /// A bucket of the last 24.
    pub(super) fn seen(&self, index: u64) -> Seen {
        let slot = self.slot(index);
        let expected = self.expected_in(slot);
        Seen { value: slot.value, expected, deviation: (expected + 1.0).sqrt() }
    }

    /// Tests the next bucket and learns from it. `season` is the factor of its hour.
    pub(super) fn step(&mut self, value: f64, season: f64, rules: &Rules, spread: &Spread) -> Step {
        // Rounded once, so that what was expected can be had again from the slot.
        let season = f64::from(season.max(1e-6) as f32);
        let index = self.n;
        let mut slot = Slot { a: self.a, b: self.b, value: f64::NAN, ..Slot::default() };
        self.n += 1;
        if value.is_nan() || self.b <= 0.0 {
            self.slots[(index % LONGEST as u64) as usize] = slot;
            if !value.is_nan() {
                (self.a, self.b) = (value, season);
            }
            return Step::default();
        }
        let mean = self.rate() * season;
        let deviation = self.variance(mean, spread).sqrt();
        let cut = value.clamp(mean - CUT_DEVIATIONS * deviation, mean + CUT_DEVIATIONS * deviation);
        slot = Slot { value, cut: cut as f32, season: season as f32, ..slot };
        self.slots[(index % LONGEST as u64) as usize] = slot;
        let mut step = Step::default();
        self.test(index, rules, spread, &mut step);
        self.test_silence(index, rules, spread, &mut step);
        if let Some(up) = self.goes_back(index, value, season, spread, &step) {
            step.flags.clear();
            step.left = Some(up);
        }
        // What ended inside a window does not keep this bucket out of the level.
        match step.flags.iter().find(|flag| flag.to == index) {
            None => {
                self.a = rules.fade * self.a + value;
                self.b = rules.fade * self.b + season;
            }
            Some(flag) => step.adopted = self.hold(index, *flag, rules),
        }
        step
    }

    /// Tests bucket `index` alone and as the end of longer windows.
    fn test(&mut self, index: u64, rules: &Rules, spread: &Spread, step: &mut Step) {
        let (mut sum, mut exposure, mut begin) = (0.0, 0.0, index + 1);
        let newest = self.slot(index).value - self.expected_in(self.slot(index));
        let mut is_alone_strange = false;
        for (k, (length, _)) in WINDOWS.iter().enumerate() {
            let Some(from) = (index + 1).checked_sub(*length as u64) else { break };
            let Slot { a, b, .. } = *self.slot(from);
            if b <= 0.0 || from < self.begin {
                break;
            }
            for i in (from..begin).rev() {
                sum += f64::from(self.slot(i).cut);
                exposure += f64::from(self.slot(i).season);
            }
            begin = from;
            // Alone a bucket counts as it is.
            let count = if *length == 1 { self.slot(index).value } else { sum };
            let mean = (a + self.shape) / b * exposure;
            if mean <= 0.0 {
                continue;
            }
            let level = 1.0 / (a + self.shape);
            let deviation = (mean + mean * mean * (level + spread.0[k])).sqrt();
            let is_learned = (index + 1).is_multiple_of(*length as u64) && !self.is_incident(index);
            if is_learned {
                let error = (count - mean).clamp(-CUT_DEVIATIONS * deviation, CUT_DEVIATIONS * deviation);
                self.errors[k].learn(error, mean, level);
            }
            if rules.sigma.is_some() && *length > 1 {
                continue;
            }
            step.n_tests += 2.0;
            let z = (count - mean) / deviation;
            let up = z > 0.0;
            let is_screened = z.abs() < SCREEN_DEVIATIONS.min(rules.sigma.unwrap_or(f64::INFINITY));
            let size = 1.0 / (level + spread.0[k]);
            let by_model = match (is_screened, up) {
                (true, _) => 1.0,
                (false, true) => count_upper_tail(libm::ceil(count), mean, size),
                (false, false) => count_lower_tail(libm::floor(count), mean, size),
            };
            // Too few cannot be far below: counts end at 0, and the model holds there. But where
            // errors bunch there are longer pauses too: how rare it is, is told by the tail of too many.
            let tail = &mut self.tails[usize::from(*length > 1)];
            let is_of_the_model = tail.is_of_the_model(Beyond::COUNTS);
            let (p_value, told) = if up {
                (tail.calibrated(by_model, Beyond::COUNTS), tail.told(by_model, Beyond::COUNTS))
            } else {
                (by_model, tail.told(by_model, Beyond::COUNTS))
            };
            if is_learned {
                tail.learn(if up { by_model } else { 1.0 }, Beyond::COUNTS);
            }
            if is_screened {
                continue;
            }
            // Where not even nothing at all would be too few, too many has the whole share; where errors bunch, what is not
            // known of their tail needs it.
            let floor = rules.thresholds[k];
            let is_one_sided = up && is_of_the_model && count_lower_tail(0.0, mean, size) >= floor;
            let threshold = if is_one_sided { (2.0 * floor).min(0.5) } else { floor };
            let is_strange = match rules.sigma {
                Some(sigma) => z.abs() >= sigma,
                // A window tells of what goes on: it must end with a bucket on the same side.
                None => p_value < threshold && (*length == 1 || up == (newest > 0.0)),
            };
            is_alone_strange |= is_strange && *length == 1;
            if is_strange {
                let (from, to) = self.strange_part(from, index, up, spread.0[k]);
                let of_budget = if rules.sigma.is_some() { 1.0 } else { told / threshold };
                step.flags.push(Flag { from, to, up, p_value: p_value.max(SMALLEST_P), of_budget });
            }
        }
        if is_alone_strange {
            // It has been told: later windows look for what no bucket tells alone.
            let expected = self.expected_in(self.slot(index)) as f32;
            self.slots[(index % LOOK_BACK) as usize].cut = expected;
        }
    }

    /// Whether too much was flagged in the buckets just before, without pause, or what came since is more like that than
    /// like the usual: what goes on is an incident, and tells of the usual spread only once, by its begin. By night no
    /// bucket of one that doubles a small rate stands out, and each would teach that such counts are usual. Quiet times are
    /// as often a season that is not known yet.
    fn is_incident(&self, index: u64) -> bool {
        self.streak.is_some_and(|streak| {
            streak.up
                && streak.last + 1 - streak.first >= INCIDENT_BUCKETS
                && (index - streak.last <= 1 + MERGE_GAP || self.is_like(&streak, index))
        })
    }

    /// Whether the buckets after a streak of too many, up to that one, speak for its level and not for the usual one.
    fn is_like(&self, streak: &Streak, index: u64) -> bool {
        if index - streak.last >= LOOK_BACK {
            return false;
        }
        let Slot { a, b, .. } = *self.slot(streak.last);
        if b <= 0.0 {
            return false;
        }
        let ratio = (streak.count + 0.5) / ((a + self.shape) / b * streak.exposure + 0.5);
        let since = (streak.last + 1..=index).map(|i| self.slot(i)).filter(|slot| !slot.value.is_nan());
        let log_odds: f64 =
            since.map(|slot| slot.value * libm::log(ratio) - self.expected_in(slot) * (ratio - 1.0)).sum();
        ratio > 1.0 && log_odds > 0.0
    }

    /// Tests how long nothing has come, where that is longer than the longest window.
    ///
    /// The time to the next event has no memory, so a silence may begin at the last one: no more silences begin than
    /// there are buckets, and each passes the threshold with the chance it stands for.
    fn test_silence(&mut self, index: u64, rules: &Rules, spread: &Spread, step: &mut Step) {
        let slot = *self.slot(index);
        if slot.value > 0.0 {
            self.silence.exposure = 0.0;
            return;
        }
        if self.silence.exposure == 0.0 || self.silence.first < self.begin {
            self.silence = Silence { first: index, a: slot.a, b: slot.b, exposure: 0.0 };
        }
        self.silence.exposure += f64::from(slot.season);
        let Silence { first, a, b, exposure } = self.silence;
        if index + 1 - first <= LONGEST as u64 || rules.sigma.is_some() {
            return;
        }
        step.n_tests += 1.0;
        let shape = a + self.shape;
        let size = 1.0 / (1.0 / shape + spread.0[WINDOWS.len() - 1]);
        let p_value = count_lower_tail(0.0, shape / b * exposure, size);
        if p_value < rules.silence_threshold {
            let told = self.tails[1].told(p_value, Beyond::COUNTS);
            let (p_value, of_budget) = (p_value.max(SMALLEST_P), told / rules.silence_threshold);
            step.flags.push(Flag { from: first, to: index, up: false, p_value, of_budget });
        }
    }

    /// The part of a flagged window that is strange: the one with the largest deviation, and on to the end of the window
    /// unless what came after it speaks for the usual level.
    fn strange_part(&self, from: u64, to: u64, up: bool, spread: f64) -> (u64, u64) {
        let sign = if up { 1.0 } else { -1.0 };
        let present = |i: &u64| !self.slot(*i).value.is_nan();
        // The last bucket of a window counts as it is, not as what was told of it already.
        let count = |i: u64| if i == to { self.slot(i).value } else { f64::from(self.slot(i).cut) };
        let (mut sum, mut begin) = (0.0, from);
        let (mut best, mut part) = (f64::NEG_INFINITY, (to, to));
        for i in (from..=to).filter(present) {
            if sum <= 0.0 {
                (sum, begin) = (0.0, i);
            }
            // Half a usual deviation is no deviation: else quiet hours that happen to lean the same way would be part of it.
            let expected = self.expected_in(self.slot(i));
            let usual = (expected * (1.0 + expected * spread)).sqrt();
            sum += sign * (count(i) - expected) - LEAN * usual;
            if sum > best {
                (best, part) = (sum, (begin, i));
            }
        }
        let (seen, expected) = (part.0..=part.1)
            .filter(present)
            .fold((0.5, 0.5), |sums, i| (sums.0 + count(i), sums.1 + self.expected_in(self.slot(i))));
        let ratio = seen / expected;
        let log_odds: f64 = (part.1 + 1..=to)
            .filter(present)
            .map(|i| {
                let mean = self.expected_in(self.slot(i));
                let wider = 1.0 + mean * spread;
                (self.slot(i).value * libm::log(ratio) - mean * (ratio - 1.0)) / wider
            })
            .sum();
        if log_odds > -OVER_LOG_ODDS { (part.0, to) } else { part }
    }

    /// Whether a flagged count is the return to the level of before an adopted one, and the direction of that; then the
    /// level of before is taken up.
    fn goes_back(
        &mut self,
        index: u64,
        value: f64,
        season: f64,
        spread: &Spread,
        step: &Step,
    ) -> Option<bool> {
        let flag = step.flags.first()?;
        let before = self.before?;
        if before.until < index {
            self.before = None;
            return None;
        }
        let shape = before.a + self.shape;
        let mean = shape / before.b * season;
        let deviation = (mean + mean * mean * (1.0 / shape + spread.0[0])).sqrt();
        if flag.up == before.up || (value - mean).abs() > BACK_WITHIN * deviation.max(1.0) {
            return None;
        }
        (self.a, self.b) = (before.a, before.b);
        self.begin = index + 1;
        (self.before, self.streak) = (None, None);
        Some(before.up)
    }

    /// Keeps what is flagged out of the level, until it has lasted long enough to be the level.
    fn hold(&mut self, index: u64, flag: Flag, rules: &Rules) -> Option<bool> {
        let slot = *self.slot(index);
        let mut streak = match self.streak {
            // By night no bucket alone may tell what a window of them does: it goes on as long as what is flagged joins on.
            Some(streak) if streak.up == flag.up && flag.from <= streak.last + 1 + MERGE_GAP => {
                let known = (streak.last + 1).max((index + 1).saturating_sub(LOOK_BACK));
                let gap = (known..index).map(|i| *self.slot(i)).filter(|slot| !slot.value.is_nan());
                let (count, exposure) =
                    gap.fold((0.0, 0.0), |sums, slot| (sums.0 + slot.value, sums.1 + f64::from(slot.season)));
                Streak { count: streak.count + count, exposure: streak.exposure + exposure, ..streak }
            }
            _ => {
                let known = flag.from.max((index + 1).saturating_sub(LOOK_BACK));
                let earlier = (known..index).map(|i| *self.slot(i)).filter(|slot| !slot.value.is_nan());
                let (count, exposure) = earlier
                    .fold((0.0, 0.0), |sums, slot| (sums.0 + slot.value, sums.1 + f64::from(slot.season)));
                Streak { first: flag.from, last: index, up: flag.up, count, exposure }
            }
        };
        streak.count += slot.value;
        streak.exposure += f64::from(slot.season);
        streak.last = index;
        self.streak = Some(streak);
        if index + 1 - streak.first < rules.adopt_after {
            return None;
        }
        self.before = Some(Before { a: self.a, b: self.b, up: flag.up, until: index + rules.remember });
        (self.a, self.b) = (streak.count, streak.exposure);
        self.begin = index + 1;
        self.streak = None;
        Some(flag.up)
    }
}

const _: () = assert!(WINDOWS[WINDOWS.len() - 1].0 == LONGEST);
