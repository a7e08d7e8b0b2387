//! Spikes, drops and level changes in counts, at a promised rate of false alarms.
//!
//! Counts are treated as counts. The level follows a gamma distribution whose memory fades (the power-steady model,
//! Harvey and Fernandes 1989, "Time series models for count or qualitative observations"; Smith 1979):
//!
//! ```text
//! a <- 1/2 + sum of w^age * count      b <- sum of w^age * season      w = exp(-step / memory)
//! next count ~ NegativeBinomial(mean a / b * season, size 1 / (1/a + 1/r))
//! ```
//!
//! 1/2 is the prior of Jeffreys, `season` the factor of the hour of day or week, and 1/r the spread beyond Poisson,
//! estimated from the model's own errors. Every bucket is tested against what came before it, alone and as the end of
//! windows of 4, 12 and 24 buckets, on both sides. The threshold is not a number of standard deviations but the share of
//! the false-alarm budget that falls to one test (Bonferroni): half of it to single buckets, the rest to the windows.
//!
//! What is flagged does not teach the level, so an incident does not become normal; but what lasts `adopt_after_hours`
//! is the new level, reported as a trend change. Buckets with `NaN` are skipped: begin a series with `NaN` where the
//! service had not been heard from yet, since a leading zero is a measurement.
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `false_alarms_per_week` | 1 | budget of one series | alarms | above 0 |
//! | `sigma` | none | test single buckets at this many standard deviations instead | deviations | above 0 |
//! | `memory_hours` | 72 | time after which a count weighs 1/e | hours | above 0 |
//! | `adopt_after_hours` | 24 | how long a new level must last to be the normal one | hours | above 0 |
//! | `seasonal` | true | tell hours of the day and week apart where history supports it | | |
//!
//! Works badly when the rate cycles in a period other than a day or a week, and during the first three days (daily)
//! or weeks (weekly) of a strong cycle. A drop can only be seen once enough was expected: at one error an hour,
//! silence is significant after about half a day.

use serde::{Deserialize, Serialize};

use super::anomaly::{AnomalyDetection, AnomalyType, SMALLEST_P, merge_anomalies, strangeness};
use super::season::profile;
use crate::error::{Error, ErrorKind, Result};
use crate::stats::Series;
use crate::stats::special::{count_lower_tail, count_upper_tail};
use crate::time::{DAY_MS, HOUR_MS};

/// Settings of [`detect_counts`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CountDetection {
    /// False alarms allowed per series and week.
    pub false_alarms_per_week: f64,
    /// Test single buckets at this many standard deviations instead of by the budget.
    pub sigma: Option<f64>,
    /// Hours after which a count weighs 1/e.
    pub memory_hours: f64,
    /// Hours a new level must last to become the normal one.
    pub adopt_after_hours: f64,
    /// Tell hours of the day and week apart where history supports it.
    pub seasonal: bool,
}

impl Default for CountDetection {
    fn default() -> Self {
        CountDetection {
            false_alarms_per_week: 1.0,
            sigma: None,
            memory_hours: 72.0,
            adopt_after_hours: 24.0,
            seasonal: true,
        }
    }
}

/// Windows tested, in buckets, and the share of the budget each gets.
const WINDOWS: [(usize, f64); 4] = [(1, 0.5), (4, 0.2), (12, 0.15), (24, 0.15)];
/// Jeffreys' prior of a Poisson rate.
const PRIOR_SHAPE: f64 = 0.5;
/// Deviations below which the tail is not computed: it is far above any threshold in use.
const SCREEN_DEVIATIONS: f64 = 1.5;
/// Deviations at which a count is cut before it enters a window's sum or the spread: one burst is not a level.
const CUT_DEVIATIONS: f64 = 3.0;
/// Windows needed before their own spread is believed.
const WINDOWS_FOR_SPREAD: f64 = 8.0;
/// Passes that learn the spread, at most, and the relative change below which it is learned.
const SPREAD_PASSES: usize = 4;
/// See [`SPREAD_PASSES`].
const SPREAD_CHANGE: f64 = 0.1;
/// Buckets between two flagged ones that still belong to the same anomaly.
const MERGE_GAP: usize = 1;
/// Days in a week.
const WEEK_MS: i64 = 7 * DAY_MS;

impl CountDetection {
    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        for (name, value) in [
            ("false_alarms_per_week", self.false_alarms_per_week),
            ("sigma", self.sigma.unwrap_or(1.0)),
            ("memory_hours", self.memory_hours),
            ("adopt_after_hours", self.adopt_after_hours),
        ] {
            if !(value > 0.0 && value.is_finite()) {
                return Err(Error::setting(name, "a finite number above 0", value));
            }
        }
        Ok(())
    }
}

/// Anomalies in a series of counts per step, oldest first; `subject` names the series in the results.
///
/// # Errors
/// `invalid_setting`; `invalid_argument` for a step of 0 or a count that is negative or infinite.
///
/// # Example
/// ```
/// use errpredict::detect::{AnomalyType, CountDetection, detect_counts};
/// use errpredict::stats::Series;
///
/// let mut values = vec![2.0; 72];
/// values[71] = 200.0;
/// let first_end = "2026-11-20T00:00:00Z".parse()?;
/// let series = Series { first_end, step_ms: 3_600_000, values };
/// let found = detect_counts("checkout", &series, &CountDetection::default())?;
/// assert_eq!((found.len(), found[0].anomaly_type), (1, AnomalyType::Spike));
/// assert!(found[0].ongoing);
/// # errpredict::Result::Ok(())
/// ```
pub fn detect_counts(
    subject: &str,
    series: &Series,
    settings: &CountDetection,
) -> Result<Vec<AnomalyDetection>> {
    settings.validate()?;
    if series.step_ms <= 0 {
        return Err(Error::new(
            ErrorKind::InvalidArgument,
            format!("`step_ms` must be above 0, got {}", series.step_ms),
        ));
    }
    if let Some(i) = series.values.iter().position(|value| *value < 0.0 || value.is_infinite()) {
        let message = format!("counts must be finite and not negative, got {}", series.values[i]);
        return Err(Error::new(ErrorKind::InvalidArgument, message).with("index", i));
    }
    let season = profile(series, settings);
    // The first passes only learn how far the counts spread beyond Poisson; the last one tests. Errors are cut at
    // three deviations, so a larger spread shows only step by step.
    let mut run = Filter::new(series, &season, settings, Spread::default()).run();
    let mut last = 0.0;
    for _ in 0..SPREAD_PASSES {
        let spread = Spread::of(&run);
        run = Filter::new(series, &season, settings, spread).run();
        if spread.0[0] <= last * (1.0 + SPREAD_CHANGE) {
            break;
        }
        last = spread.0[0];
    }
    Ok(anomalies(subject, series, settings, &run))
}

/// 1/r for each window: variance beyond Poisson and beyond the level's own uncertainty, over the squared mean.
#[derive(Debug, Clone, Copy, Default)]
struct Spread([f64; WINDOWS.len()]);

impl Spread {
    fn of(run: &Run) -> Self {
        let mut spread = [0.0; WINDOWS.len()];
        for (k, sums) in run.errors.iter().enumerate() {
            if sums.n >= WINDOWS_FOR_SPREAD && sums.squared_mean > 0.0 {
                spread[k] = (sums.excess / sums.squared_mean).max(0.0);
            }
        }
        // A longer window averages independent spread out, and cannot spread more than its single buckets do.
        for (k, (length, _)) in WINDOWS.iter().enumerate().skip(1) {
            spread[k] = spread[k].max(spread[0] / *length as f64).min(spread[0]);
        }
        Spread(spread)
    }
}

/// Sums over a window's errors from which its spread follows.
#[derive(Debug, Clone, Copy, Default)]
struct ErrorSums {
    n: f64,
    excess: f64,
    squared_mean: f64,
}

/// A test that went below its threshold.
#[derive(Debug, Clone, Copy)]
struct Flag {
    /// First and last bucket of the window.
    from: usize,
    to: usize,
    up: bool,
    p: f64,
}

/// What one pass over the series gives.
struct Run {
    /// Expected count per bucket, 0 before the first one.
    expected: Vec<f64>,
    flags: Vec<Flag>,
    /// Buckets at which a new level was adopted, with the first bucket of that level.
    adopted: Vec<(usize, usize)>,
    errors: [ErrorSums; WINDOWS.len()],
    n_tests: f64,
}

/// The fading level, on its way through the series.
struct Filter<'a> {
    series: &'a Series,
    season: &'a [f64],
    settings: &'a CountDetection,
    spread: Spread,
    /// Weighted count and weighted exposure so far.
    a: f64,
    b: f64,
    /// State before each bucket, for the windows.
    states: Vec<(f64, f64)>,
    /// Running sums of cut counts and of seasonal exposure, with a leading 0.
    counts: Vec<f64>,
    exposure: Vec<f64>,
    /// First bucket and direction of what has been flagged without pause.
    streak: Option<(usize, usize, bool)>,
}

impl<'a> Filter<'a> {
    fn new(series: &'a Series, season: &'a [f64], settings: &'a CountDetection, spread: Spread) -> Self {
        let n = series.values.len();
        let sums = || {
            let mut sums = Vec::with_capacity(n + 1);
            sums.push(0.0);
            sums
        };
        Filter {
            series,
            season,
            settings,
            spread,
            a: 0.0,
            b: 0.0,
            states: Vec::with_capacity(n),
            counts: sums(),
            exposure: sums(),
            streak: None,
        }
    }

    fn run(mut self) -> Run {
        let n = self.series.values.len();
        let mut run = Run {
            expected: Vec::with_capacity(n),
            flags: Vec::new(),
            adopted: Vec::new(),
            errors: [ErrorSums::default(); WINDOWS.len()],
            n_tests: 0.0,
        };
        let fade = libm::exp(-(self.series.step_ms as f64) / (self.settings.memory_hours * HOUR_MS as f64));
        for i in 0..n {
            self.step(i, fade, &mut run);
        }
        run
    }

    fn step(&mut self, i: usize, fade: f64, run: &mut Run) {
        let (value, season) = (self.series.values[i], self.season[i]);
        self.states.push((self.a, self.b));
        let (last_count, last_exposure) = (self.counts[i], self.exposure[i]);
        if value.is_nan() || self.b <= 0.0 {
            run.expected.push(0.0);
            self.counts.push(last_count);
            self.exposure.push(last_exposure);
            if !value.is_nan() {
                (self.a, self.b) = (value, season);
            }
            return;
        }
        let rate = (self.a + PRIOR_SHAPE) / self.b;
        let mean = rate * season;
        run.expected.push(mean);
        let deviation = (mean + mean * mean * (1.0 / (self.a + PRIOR_SHAPE) + self.spread.0[0])).sqrt();
        let cut = value.clamp(mean - CUT_DEVIATIONS * deviation, mean + CUT_DEVIATIONS * deviation);
        self.counts.push(last_count + cut);
        self.exposure.push(last_exposure + season);
        let flagged = self.test(i, run);
        match flagged {
            None => {
                self.a = fade * self.a + value;
                self.b = fade * self.b + season;
            }
            Some((up, from)) => self.hold(i, up, from, run),
        }
    }

    /// Tests bucket `i` alone and as the end of longer windows; says in which direction and since when it
    /// is flagged, if it is.
    fn test(&self, i: usize, run: &mut Run) -> Option<(bool, usize)> {
        let mut direction = None;
        for (k, (length, share)) in WINDOWS.iter().enumerate() {
            let Some(from) = (i + 1).checked_sub(*length) else { break };
            let (a, b) = self.states[from];
            if b <= 0.0 {
                break;
            }
            let exposure = self.exposure[i + 1] - self.exposure[from];
            let sum =
                if *length == 1 { self.series.values[i] } else { self.counts[i + 1] - self.counts[from] };
            let mean = (a + PRIOR_SHAPE) / b * exposure;
            if mean <= 0.0 {
                continue;
            }
            let level = 1.0 / (a + PRIOR_SHAPE);
            let deviation = (mean + mean * mean * (level + self.spread.0[k])).sqrt();
            if (i + 1).is_multiple_of(*length) {
                let error = (sum - mean).clamp(-CUT_DEVIATIONS * deviation, CUT_DEVIATIONS * deviation);
                let sums = &mut run.errors[k];
                sums.n += 1.0;
                sums.excess += error * error - mean - mean * mean * level;
                sums.squared_mean += mean * mean;
            }
            if self.settings.sigma.is_some() && *length > 1 {
                continue;
            }
            run.n_tests += 2.0;
            let z = (sum - mean) / deviation;
            if z.abs() < SCREEN_DEVIATIONS.min(self.settings.sigma.unwrap_or(f64::INFINITY)) {
                continue;
            }
            let size = 1.0 / (level + self.spread.0[k]);
            let up = z > 0.0;
            let p = if up {
                count_upper_tail(libm::ceil(sum), mean, size)
            } else {
                count_lower_tail(libm::floor(sum), mean, size)
            };
            let strange = match self.settings.sigma {
                Some(sigma) => z.abs() >= sigma,
                None => p < self.threshold(*share),
            };
            if strange {
                let from = self.strange_from(from, i, up, run);
                run.flags.push(Flag { from, to: i, up, p: p.max(SMALLEST_P) });
                direction = direction.or(Some((up, from)));
            }
        }
        direction
    }

    /// Where inside a flagged window the strangeness begins: the start with the largest deviation up to its end.
    fn strange_from(&self, from: usize, to: usize, up: bool, run: &Run) -> usize {
        let sign = if up { 1.0 } else { -1.0 };
        let (mut sum, mut best, mut start) = (0.0, f64::NEG_INFINITY, to);
        for j in (from..=to).rev() {
            if !self.series.values[j].is_nan() {
                sum += sign * (self.counts[j + 1] - self.counts[j] - run.expected[j]);
            }
            if sum > best {
                (best, start) = (sum, j);
            }
        }
        start
    }

    /// The share of the budget that falls to one test on one side.
    fn threshold(&self, share: f64) -> f64 {
        let tests_per_week = (WEEK_MS as f64 / self.series.step_ms as f64).max(1.0);
        (self.settings.false_alarms_per_week * share / (2.0 * tests_per_week)).min(0.5)
    }

    /// Keeps what is flagged out of the level, until it has lasted long enough to be the level.
    fn hold(&mut self, i: usize, up: bool, from: usize, run: &mut Run) {
        let (first, _) = match self.streak {
            Some((first, last, was_up)) if was_up == up && i <= last + 1 + MERGE_GAP => (first, last),
            _ => (from, i),
        };
        self.streak = Some((first, i, up));
        let lasted_ms = (i + 1 - first) as f64 * self.series.step_ms as f64;
        if lasted_ms >= self.settings.adopt_after_hours * HOUR_MS as f64 {
            let present = |j: &usize| !self.series.values[*j].is_nan();
            self.a = (first..=i).filter(present).map(|j| self.series.values[j]).sum();
            self.b = (first..=i).filter(present).map(|j| self.season[j]).sum();
            // The windows start anew too: what came before belongs to the old level.
            for state in &mut self.states[first..=i] {
                *state = (0.0, 0.0);
            }
            self.streak = None;
            run.adopted.push((i, first));
        }
    }
}

/// Flags, joined into intervals and described.
fn anomalies(subject: &str, series: &Series, settings: &CountDetection, run: &Run) -> Vec<AnomalyDetection> {
    let mut found = Vec::new();
    for up in [true, false] {
        let mut flags: Vec<Flag> = run.flags.iter().copied().filter(|flag| flag.up == up).collect();
        flags.sort_by_key(|flag| (flag.to, flag.from));
        let mut joined: Vec<Flag> = Vec::new();
        for flag in flags {
            match joined.last_mut() {
                Some(last) if flag.from <= last.to + 1 + MERGE_GAP => {
                    // The start is that of the first flag in time: later data must not move it.
                    last.to = last.to.max(flag.to);
                    last.p = last.p.min(flag.p);
                }
                _ => joined.push(flag),
            }
        }
        found.extend(joined.into_iter().map(|flag| describe(subject, series, settings, run, flag)));
    }
    merge_anomalies(found)
}

fn describe(
    subject: &str,
    series: &Series,
    settings: &CountDetection,
    run: &Run,
    flag: Flag,
) -> AnomalyDetection {
    let Flag { from, to, up, p } = flag;
    let distance = |i: &usize| {
        let (value, mean) = (series.values[*i], run.expected[*i]);
        if value.is_nan() { f64::NEG_INFINITY } else { (value - mean).abs() / (mean + 1.0).sqrt() }
    };
    let peak = (from..=to).max_by(|i, j| distance(i).total_cmp(&distance(j))).unwrap_or(to);
    let lasts = run.adopted.iter().any(|(at, first)| *first <= to && from <= *at);
    let anomaly_type = match (lasts, up) {
        (true, _) => AnomalyType::TrendChange,
        (false, true) => AnomalyType::Spike,
        (false, false) => AnomalyType::Drop,
    };
    let (expected, actual) = if anomaly_type == AnomalyType::Spike {
        (run.expected[peak], series.values[peak])
    } else {
        // Up to the adoption only: from there on the new level is what is expected.
        let until = run.adopted.iter().map(|(at, _)| *at).find(|at| *at >= from).map_or(to, |at| at.min(to));
        let present: Vec<usize> = (from..=until).filter(|i| !series.values[*i].is_nan()).collect();
        let n = present.len().max(1) as f64;
        let mean_of = |values: &[f64]| present.iter().map(|i| values[*i]).sum::<f64>() / n;
        (mean_of(&run.expected), mean_of(&series.values))
    };
    let start = series.end_of(from).plus_ms(-series.step_ms);
    let place = (start, series.end_of(to), series.end_of(peak));
    let n_tests = if settings.sigma.is_some() { run.n_tests / 2.0 } else { run.n_tests };
    let score = strangeness(p, expected, actual);
    let mut anomaly =
        AnomalyDetection::new(subject, anomaly_type, place, (expected, actual), p, n_tests, score);
    anomaly.ongoing = to + 1 == series.values.len();
    anomaly
}

#[cfg(test)]
#[path = "counts_tests.rs"]
mod tests;
