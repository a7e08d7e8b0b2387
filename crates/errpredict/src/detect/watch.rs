//! Watching one series in a running process: a value at a time, in [`WATCH_BYTES`] bytes, weekly season included.
//!
//! Counts are watched by the model of [`detect_counts`](super::detect_counts) and numbers by a robust level with slope
//! and the series' own tail; both with a season found by itself ([`SeasonKind`]) and one threshold rule, the
//! share of the false-alarm budget that falls to one test. What is flagged is joined by the same intervals as in a
//! batch. [`Watch::update`] over the points of a series *is* the batch: one value after the other gives the same bits
//! as all in one go, and a saved watch goes on where it was.
//!
//! Cold start: numbers are tested from the 13th value on, with a spread taken as (1 + 4 / n) times as wide; counts from the
//! second bucket on, or from the first with a [`CountPrior`], at the uncertainty of the gamma-Poisson model. At steps of 5
//! minutes both are of use within the first hour.
//! [`WatchPoint::lower`] and [`WatchPoint::upper`] say how sure: what lies between would not have been flagged.
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `measure` | counts | what the values are | | counts, values |
//! | `step_ms` | 3,600,000 | distance of the values | ms | 1,000 to 86,400,000 |
//! | `false_alarms_per_week` | 1 | budget of the series | alarms | above 0 |
//! | `memory_hours` | 72 | time after which a value weighs 1/e | hours | above 0 |
//! | `adopt_after_hours` | 96 | how long a new level must last to be the normal one | hours | above 0 |
//! | `seasonal` | true | learn hours of day and week | | |
//! | `holidays` | none | days that are like Sundays, given by any time in them | | |
//! | `zone` | UTC | whose clock hours of day and week follow, daylight saving included | | IANA name |
//!
//! Works badly for a strong season in its first days (a day is used from the second on, a week from the third
//! week), for seasons of another period, and for numbers that stay in one place and jump now and then.

use serde::{Deserialize, Serialize};

use super::anomaly::AnomalyDetection;
use super::count_filter::CountFilter;
use super::count_prior::CountPrior;
use super::count_rules::Rules;
use super::count_settings::CountDetection;
use super::intervals::{Flag, Interval, Intervals, LOOK_BACK, Measure, Seen, end_of, lasting_after};
use super::metric::Subject;
use super::online_season::{Hours, OnlineSeason, SeasonKind};
use super::prepare::LARGEST_COUNT;
use super::value_filter::{self, ValueFilter};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};
use crate::time::{DAY_MS, HOUR_MS, SECOND_MS, Timestamp};

/// Settings of a [`Watch`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct WatchSettings {
    /// What the values are.
    pub measure: Measure,
    /// Distance of the values.
    pub step_ms: i64,
    /// False alarms allowed per week.
    pub false_alarms_per_week: f64,
    /// Hours after which a value weighs 1/e.
    pub memory_hours: f64,
    /// Hours a new level must last to become the normal one.
    pub adopt_after_hours: f64,
    /// Learn hours of day and week.
    pub seasonal: bool,
    /// Days that are like Sundays.
    pub holidays: Vec<Timestamp>,
    /// Name of the zone (IANA) whose clock hours of day and week follow; UTC where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
}

impl Default for WatchSettings {
    fn default() -> Self {
        let CountDetection { false_alarms_per_week, memory_hours, adopt_after_hours, seasonal, .. } =
            CountDetection::default();
        WatchSettings {
            measure: Measure::Counts,
            step_ms: HOUR_MS,
            false_alarms_per_week,
            memory_hours,
            adopt_after_hours,
            seasonal,
            holidays: Vec::new(),
            zone: None,
        }
    }
}

/// Buckets that a series can have: more than seconds from year 1 to 9999.
const MOST_BUCKETS: u64 = 1 << 39;
/// Hours after which what the spread was learned from weighs 1/e. By judgement: four weeks; the spread changes more
/// slowly than the level and needs more to be known.
const SPREAD_MEMORY_HOURS: f64 = 28.0 * 24.0;

impl WatchSettings {
    /// Checks the ranges of all settings.
    ///
    /// # Errors
    /// `invalid_setting`, with name, range and value.
    pub fn validate(&self) -> Result<()> {
        if !(SECOND_MS..=DAY_MS).contains(&self.step_ms) {
            return Err(Error::setting("step_ms", "from 1,000 to 86,400,000", self.step_ms));
        }
        self.counts().validate()
    }

    fn hours(&self, end: Timestamp) -> Hours {
        // Of settings that were checked, the zone is known.
        let clock = Clock::new(self.zone.as_deref(), &self.holidays).unwrap_or_default();
        Hours::of(end, self.step_ms, &clock)
    }

    fn counts(&self) -> CountDetection {
        CountDetection {
            false_alarms_per_week: self.false_alarms_per_week,
            sigma: None,
            memory_hours: self.memory_hours,
            adopt_after_hours: self.adopt_after_hours,
            seasonal: self.seasonal,
            // The season is learned by the watch itself.
            holidays: Vec::new(),
            zone: self.zone.clone(),
        }
    }

    fn value_rules(&self) -> value_filter::Rules {
        let step = self.step_ms as f64;
        let tests_per_week = (7 * DAY_MS) as f64 / step;
        let buckets = |hours: f64| libm::ceil(hours * HOUR_MS as f64 / step).max(1.0) as u64;
        value_filter::Rules {
            gain: (step / (self.memory_hours * HOUR_MS as f64)).min(0.5),
            threshold: (self.false_alarms_per_week / tests_per_week.max(1.0)).min(0.5),
            adopt_after: buckets(self.adopt_after_hours),
            remember: buckets(7.0 * 24.0),
        }
    }
}

/// A series being watched; the settings are kept once for all of them, not here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Watch {
    first_end: Option<Timestamp>,
    model: Model,
    season: OnlineSeason,
    intervals: Intervals,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "the size of the larger one is the promise")]
enum Model {
    Counts(CountFilter),
    Values(ValueFilter),
}

/// Bytes of one [`Watch`], all of them: nothing is on the heap.
pub const WATCH_BYTES: usize = std::mem::size_of::<Watch>();

/// What a value gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WatchPoint {
    /// End of the bucket.
    pub end: Timestamp,
    /// What was expected; absent while nothing is known.
    pub expected: Option<f64>,
    /// Below this, a value would have been flagged; absent where none would.
    pub lower: Option<f64>,
    /// Above this, a value would have been flagged.
    pub upper: Option<f64>,
    /// Smallest tail probability of the tests that failed, 1 where none did.
    pub p_value: f64,
    /// Anomalies that are under way here, or that are over since the value before.
    pub anomalies: Vec<AnomalyDetection>,
}

/// What one bucket gave, in the terms that counts and numbers share.
struct Judged {
    expected: Option<f64>,
    band: (Option<f64>, Option<f64>),
    flags: Vec<Flag>,
    adopted: Option<bool>,
    left: Option<bool>,
}

impl Watch {
    /// A watch that has seen nothing; `prior` is for counts.
    ///
    /// # Errors
    /// `invalid_setting`.
    pub fn new(settings: &WatchSettings, prior: CountPrior) -> Result<Self> {
        settings.validate()?;
        Ok(Watch {
            first_end: None,
            model: match settings.measure {
                Measure::Counts => Model::Counts(CountFilter::new(prior)),
                Measure::Values => Model::Values(ValueFilter::new()),
            },
            season: OnlineSeason::new(),
            intervals: Intervals::default(),
        })
    }

    /// Whether a loaded watch is one of these values, at a place that time can reach.
    pub(crate) fn is_sound(&self, measure: Measure) -> bool {
        let of_kind = match &self.model {
            Model::Counts(filter) => measure == Measure::Counts && filter.is_sound(),
            Model::Values(filter) => measure == Measure::Values && filter.is_sound(),
        };
        of_kind
            && self.season.is_sound()
            && self.n_buckets() <= MOST_BUCKETS
            && self.first_end.is_some() == (self.n_buckets() > 0)
    }

    /// Number of buckets passed, gaps included.
    #[must_use]
    pub fn n_buckets(&self) -> u64 {
        match &self.model {
            Model::Counts(filter) => filter.index(),
            Model::Values(filter) => filter.index(),
        }
    }

    /// End of the newest bucket.
    #[must_use]
    pub fn last_end(&self, settings: &WatchSettings) -> Option<Timestamp> {
        self.first_end.map(|first| end_of(first, settings.step_ms, i128::from(self.n_buckets()) - 1))
    }

    /// The season in use.
    #[must_use]
    pub fn season(&self) -> SeasonKind {
        self.season.kind()
    }

    /// Counts per bucket and how far they spread beyond Poisson (1/r); nothing for numbers.
    #[must_use]
    pub fn count_rate(&self) -> Option<(f64, f64)> {
        match &self.model {
            Model::Counts(filter) => Some((filter.rate(), filter.spread().0[0])),
            Model::Values(_) => None,
        }
    }

    /// How far a value at `end` would lie from what is expected, in usual deviations; 0 for a gap and for counts.
    pub(super) fn deviations(&self, settings: &WatchSettings, end: Timestamp, value: f64) -> f64 {
        match &self.model {
            Model::Values(filter) if !value.is_nan() && filter.index() >= value_filter::WARM_UP => {
                let hours = settings.hours(end);
                let season = if settings.seasonal { self.season.at(hours) } else { 0.0 };
                ((value - filter.expected() - season).abs() / filter.deviation()).min(1e12)
            }
            _ => 0.0,
        }
    }

    /// Judges the value of the bucket that ends at `end`, then learns from it. `NaN` is a gap, and so are buckets left
    /// out since the last one.
    ///
    /// # Errors
    /// `invalid_argument` for a bucket that is not after the last one or not a whole number of steps from it, for an
    /// infinite value, and for a negative count.
    pub fn update(
        &mut self,
        subject: &Subject,
        settings: &WatchSettings,
        end: Timestamp,
        value: f64,
    ) -> Result<WatchPoint> {
        let before = self.n_buckets().checked_sub(1);
        self.check(settings, end, value)?;
        let hours = settings.hours(end);
        let index = self.n_buckets();
        let season = if settings.seasonal { self.season.at(hours) } else { 0.0 };
        let judged = match &mut self.model {
            Model::Counts(filter) => {
                count_step(filter, &mut self.season, settings, (value, season, hours, index))
            }
            Model::Values(filter) => {
                value_step(filter, &mut self.season, settings, (value, season, hours, index))
            }
        };
        let model = &self.model;
        let seen = |i: u64| match model {
            Model::Counts(filter) => filter.seen(i),
            Model::Values(filter) => filter.seen_before().filter(|_| i == index).unwrap_or(Seen {
                value: f64::NAN,
                expected: 0.0,
                deviation: 1.0,
            }),
        };
        let over = self.intervals.step(index, &judged.flags, lasting_after(settings.step_ms), seen);
        if let Some(up) = judged.adopted {
            self.intervals.adopt(up, index);
        }
        if let Some(up) = judged.left {
            self.intervals.leave(up, index);
        }
        let first_end = self.first_end.unwrap_or(end);
        // What was under way and is so no longer is told once more: nothing else may ever happen that would say that it ended.
        let was_under_way = |interval: &&Interval| before.is_some_and(|before| interval.reaches(before));
        let is_told = |interval: &&Interval| {
            let is_flagged = judged.flags.iter().any(|flag| flag.up == interval.is_up());
            is_flagged || interval.reaches(index) || was_under_way(interval)
        };
        let over = over.iter().flatten().filter(was_under_way);
        let anomalies = over.chain(self.intervals.open().filter(is_told)).map(|interval| {
            interval.anomaly(
                subject,
                settings.measure.unit(settings.step_ms),
                settings.false_alarms_per_week,
                index,
                |i| end_of(first_end, settings.step_ms, i),
            )
        });
        Ok(WatchPoint {
            end,
            expected: judged.expected,
            lower: judged.band.0,
            upper: judged.band.1,
            p_value: judged.flags.iter().map(|flag| flag.p_value).fold(1.0, f64::min),
            anomalies: anomalies.collect(),
        })
    }

    /// Checks a bucket and passes over those left out.
    fn check(&mut self, settings: &WatchSettings, end: Timestamp, value: f64) -> Result<()> {
        let is_counts = settings.measure == Measure::Counts;
        if value.is_infinite()
            || value.abs() > 1e150
            || (is_counts && !(0.0..=LARGEST_COUNT).contains(&value) && !value.is_nan())
        {
            let wanted = if is_counts { "a number from 0 to 2^53" } else { "a finite number within 1e150" };
            let message = format!("a watched value must be {wanted}, got {value}");
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        let Some(last) = self.last_end(settings) else {
            self.first_end = Some(end);
            return Ok(());
        };
        let elapsed = end.ms() - last.ms();
        if elapsed <= 0 || elapsed % settings.step_ms != 0 {
            let message = format!(
                "expected a bucket whole steps of {} ms after the last one, which ended {last}, got {end}",
                settings.step_ms
            );
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        let left_out = (elapsed / settings.step_ms - 1) as u64;
        if left_out > 0 {
            match &mut self.model {
                Model::Counts(filter) => filter.skip(left_out),
                Model::Values(filter) => filter.skip(left_out),
            }
        }
        Ok(())
    }
}

fn count_step(
    filter: &mut CountFilter,
    season: &mut OnlineSeason,
    settings: &WatchSettings,
    (value, factor, hours, index): (f64, f64, Hours, u64),
) -> Judged {
    let rules = Rules::new(&settings.counts(), settings.step_ms);
    // An hour that had next to nothing so far may still have something.
    let factor = (1.0 + factor).max(0.05);
    let spread = filter.spread();
    let (rate, is_ready) = (filter.rate(), filter.is_ready());
    let mean = rate * factor;
    let deviation = filter.variance(rate, &spread).sqrt();
    let upper = if is_ready { filter.least_flagged(mean, &rules, &spread) } else { None };
    let step = filter.step(value, factor, &rules, &spread);
    filter.fade_spread(libm::exp(-(settings.step_ms as f64) / (SPREAD_MEMORY_HOURS * HOUR_MS as f64)));
    if settings.seasonal && is_ready && rate > 0.0 && !value.is_nan() && step.flags.is_empty() {
        season.learn(hours, value / rate - 1.0, deviation / rate, index, settings.step_ms);
    }
    Judged {
        expected: is_ready.then_some(mean),
        band: (None, upper.map(|least| (least - 1.0).max(0.0))),
        flags: step.flags,
        adopted: step.adopted,
        left: step.left,
    }
}

fn value_step(
    filter: &mut ValueFilter,
    season: &mut OnlineSeason,
    settings: &WatchSettings,
    (value, offset, hours, index): (f64, f64, Hours, u64),
) -> Judged {
    let rules = settings.value_rules();
    let is_ready = filter.index() >= value_filter::WARM_UP;
    let width = filter.width(rules.threshold);
    let step = filter.step(value, offset, &rules);
    if let (true, Some(rest)) = (settings.seasonal, step.rest) {
        season.learn(hours, rest, step.deviation, index, settings.step_ms);
    }
    let side = |sign: f64| is_ready.then_some(step.expected + sign * width * step.deviation);
    Judged {
        expected: is_ready.then_some(step.expected),
        band: (side(-1.0), side(1.0)),
        flags: step.flag.into_iter().collect(),
        adopted: step.adopted,
        left: step.left,
    }
}

const _: () = assert!(WATCH_BYTES <= 2_560 && LOOK_BACK == 24);

#[cfg(test)]
mod tests;
