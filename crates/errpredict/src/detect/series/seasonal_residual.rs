//! Seasonal residual: how far a value lies from its own level, slope and hour, in spreads.
//!
//! `score = |x - (level + slope + season)| / spread`, the robust exponential smoothing with slope of
//! [`watch`](crate::detect::Watch) (Gelper, Fried and Croux 2010) and the season of day or week that has helped most so
//! far. What lies past the threshold does not teach, so an incident does not become normal for `adopt_after_hours`.
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `memory_hours` | 72 | time after which a value weighs 1/e | hours | above 0 |
//! | `adopt_after_hours` | 96 | how long a new level must last to be the normal one | hours | above 0 |
//! | `seasonal` | true | learn hours of day and week | | |
//! | `holidays` | none | days that are like Sundays (UTC), given by any time in them | | |
//!
//! Works badly for seasons other than day and week, and while a strong one is new.

use serde::{Deserialize, Serialize};

use super::{FittedSeries, SeriesMethod, check};
use crate::detect::{CountPrior, Measure, Subject, Watch, WatchSettings};
use crate::error::Result;
use crate::stats::{MAD_TO_DEVIATION, Series, median};
use crate::time::{DAY_MS, HOUR_MS, SECOND_MS, Timestamp};
use crate::work::Work;

/// First rows of a series scored by itself that are judged by what follows: those that a watch learns before it tests, and
/// as many again, until its spread is known to about a fifth.
const JUDGED_FROM_BEHIND: usize = 24;
/// Score from which a first row does not teach: twice where a watch cuts. By judgement: at three half of a restless
/// beginning would not teach.
const NOT_TAUGHT: f64 = 6.0;
/// Stretches of later rows as far off from which that is no stranger in a first one: what comes twice may be strange twice.
const AGAIN_AND_AGAIN: usize = 3;
/// Part of a series scored by itself after which a new level is taken for one, where that is sooner than the settings say.
const ADOPT_PART: usize = 8;
/// Smallest spread, relative to the level. By judgement: the same as of a watch (`value_filter.rs`).
const SMALLEST: f64 = 1e-6;

/// Settings of the seasonal residual.
///
/// ```
/// use errpredict::detect::series::{SeasonalResidual, FittedSeries, SeriesMethod};
/// use errpredict::stats::Series;
/// use errpredict::time::HOUR_MS;
///
/// // A daily cycle with one spike.
/// let values = (0..400).map(|hour| (hour % 24) as f64 + if hour == 390 { 60.0 } else { 0.0 }).collect();
/// let series = Series { first_end: "2026-11-01T01:00:00Z".parse()?, step_ms: HOUR_MS, values };
/// let scores = SeasonalResidual::default().fit(&series, 0)?.score_fitted(&series)?;
/// let largest = |from: usize, to| scores[from..to].iter().copied().fold(f64::MIN, f64::max);
/// assert!(largest(380, 400) > largest(200, 370));
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SeasonalResidual {
    /// Hours after which a value weighs 1/e.
    pub memory_hours: f64,
    /// Hours a new level must last to become the normal one.
    pub adopt_after_hours: f64,
    /// Learn hours of day and week.
    pub seasonal: bool,
    /// Days that are like Sundays.
    pub holidays: Vec<Timestamp>,
}

impl Default for SeasonalResidual {
    fn default() -> Self {
        let WatchSettings { memory_hours, adopt_after_hours, seasonal, holidays, .. } =
            WatchSettings::default();
        SeasonalResidual { memory_hours, adopt_after_hours, seasonal, holidays }
    }
}

/// A fitted [`SeasonalResidual`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FittedSeasonalResidual {
    settings: WatchSettings,
    watch: Watch,
}

impl SeriesMethod for SeasonalResidual {
    type Fitted = FittedSeasonalResidual;

    fn fit(&self, history: &Series, _seed: u64) -> Result<Self::Fitted> {
        check(history)?;
        let settings = WatchSettings {
            measure: Measure::Values,
            // Series finer or coarser than a watch allows are taken as at its limits: only hours and memory depend on it.
            step_ms: history.step_ms.clamp(SECOND_MS, DAY_MS),
            memory_hours: self.memory_hours,
            adopt_after_hours: self.adopt_after_hours,
            seasonal: self.seasonal,
            holidays: self.holidays.clone(),
            ..WatchSettings::default()
        };
        let mut fitted =
            FittedSeasonalResidual { watch: Watch::new(&settings, CountPrior::default())?, settings };
        fitted.score(history)?;
        Ok(fitted)
    }

    fn work(&self, rows: usize, _columns: usize) -> Work {
        Work::steps(rows as f64, 500.0)
    }
}

impl FittedSeries for FittedSeasonalResidual {
    fn is_sound(&self) -> bool {
        self.settings.validate().is_ok() && self.watch.is_sound(self.settings.measure)
    }

    fn score(&mut self, series: &Series) -> Result<Vec<f64>> {
        check(series)?;
        // Only its scores are asked for, so that it need not be about anything.
        let subject = Subject::measured("");
        let mut scores = Vec::with_capacity(series.values.len());
        for (i, value) in series.values.iter().enumerate() {
            // What follows is taken to follow directly: a gap between history and data is not known here.
            let end = match self.watch.last_end(&self.settings) {
                Some(last) => last.plus_ms(self.settings.step_ms),
                None => series.end_of(i),
            };
            scores.push(self.watch.deviations(&self.settings, end, *value));
            self.watch.update(&subject, &self.settings, end, *value)?;
        }
        Ok(scores)
    }

    fn score_fitted(&mut self, series: &Series) -> Result<Vec<f64>> {
        check(series)?;
        let (middle, mut first) = first_rows(&series.values);
        // What is strange among the first rows would be what the watch begins with.
        let mut taught = series.clone();
        for (value, _) in taught.values.iter_mut().zip(&first).filter(|(_, score)| **score > NOT_TAUGHT) {
            *value = f64::NAN;
        }
        // Of few rows a new level that lasts an eighth is one.
        let part = (series.values.len() / ADOPT_PART).max(JUDGED_FROM_BEHIND) as f64;
        let hours = part * self.settings.step_ms as f64 / HOUR_MS as f64;
        let mut own = self.settings.clone();
        own.adopt_after_hours = own.adopt_after_hours.min(hours);
        self.watch = Watch::new(&own, CountPrior::default())?;
        let as_given = std::mem::replace(&mut self.settings, own);
        let scores = self.score(&taught);
        self.settings = as_given;
        let mut scores = scores?;
        as_later(&series.values, middle, &mut first, &scores);
        scores.iter_mut().zip(first).for_each(|(score, first)| *score = first);
        Ok(scores)
    }
}

/// Scores of the first rows of a series: they have no past to be judged by, so they are judged by each other and by as many
/// that follow, from median and median absolute deviation (the mean square where that is 0). With that median.
fn first_rows(values: &[f64]) -> (f64, Vec<f64>) {
    let mut known: Vec<f64> =
        values.iter().take(2 * JUDGED_FROM_BEHIND).copied().filter(|value| !value.is_nan()).collect();
    let middle = median(&mut known).unwrap_or_default();
    let mut apart: Vec<f64> = known.iter().map(|value| (value - middle).abs()).collect();
    let floor = SMALLEST * (1.0 + middle.abs());
    let by_middle = MAD_TO_DEVIATION * median(&mut apart).unwrap_or_default();
    // Where more than half are equal, the others still say how far apart they are.
    let square = apart.iter().map(|away| away * away).sum::<f64>() / apart.len().max(1) as f64;
    let spread = if by_middle > floor { by_middle } else { square.sqrt().max(floor) };
    let score = |value: &f64| if value.is_nan() { 0.0 } else { ((value - middle).abs() / spread).min(1e12) };
    (middle, values.iter().take(JUDGED_FROM_BEHIND).map(score).collect())
}

/// Holds the scores of first rows to what values as far off on the same side score later, where such come again and again: a column
/// that is 0 or 1 is no stranger at its begin.
fn as_later(values: &[f64], middle: f64, first: &mut [f64], scores: &[f64]) {
    for (value, score) in values.iter().zip(first) {
        let away = value - middle;
        let is_as_far = |later: f64| (later - middle) * away.signum() >= away.abs();
        let (mut alike, mut times, mut was) = (Vec::new(), 0, false);
        for (later, score) in values.iter().zip(scores).skip(JUDGED_FROM_BEHIND) {
            let is = is_as_far(*later);
            times += usize::from(is && !was);
            was = is;
            if is {
                alike.push(*score);
            }
        }
        if away.abs() > 0.0 && times >= AGAIN_AND_AGAIN {
            *score = median(&mut alike).map_or(*score, |later| score.min(later));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rng;

    #[test]
    fn what_a_column_always_holds_is_no_stranger_at_its_begin() {
        let mut rng = Rng::new(3);
        let coin: Vec<f64> = (0..900).map(|_| if rng.uniform() < 0.5 { 0.0 } else { 1.0 }).collect();
        let noise: Vec<f64> = (0..900).map(|_| 100.0 + 3.0 * rng.normal()).collect();
        for (what, values, strange) in [("0 or 1", coin, (273, 7.0)), ("noise", noise, (2, 190.0))] {
            let (row, height) = strange;
            let mut values = values;
            values[row] = height;
            let first_end = Timestamp::clamped(HOUR_MS);
            let series = Series { first_end, step_ms: HOUR_MS, values };
            let mut fitted = SeasonalResidual::default().fit(&series, 0).unwrap();
            let scores = fitted.score_fitted(&series).unwrap();
            let largest = |from: usize, to: usize| {
                (from..to).filter(|at| *at != row).map(|at| scores[at]).fold(0.0, f64::max)
            };
            let (begin, rest) = (largest(0, JUDGED_FROM_BEHIND), largest(JUDGED_FROM_BEHIND, 900));
            assert!(begin <= 1.3 * rest, "{what}: {begin} at the begin, {rest} after it");
            assert!(scores[row] > 2.0 * rest, "{what}: {}", scores[row]);
        }
    }

    #[test]
    fn a_level_by_days_is_not_lost_where_few_days_in_a_row_stand_out() {
        // Four days make a new level; of three of them and a usual one between it was three quarters of what they were.
        let mut rng = Rng::new(4);
        let mut values: Vec<f64> = (0..400).map(|_| 200.0 + rng.normal()).collect();
        for row in [100, 101, 103, 104, 200, 202, 203] {
            values[row] += 15.0;
        }
        let day = 24 * HOUR_MS;
        let series = Series { first_end: Timestamp::clamped(day), step_ms: day, values };
        let mut fitted = SeasonalResidual::default().fit(&series, 0).unwrap();
        let scores = fitted.score_fitted(&series).unwrap();
        let usual = (50..95).chain(130..195).chain(230..400).map(|row| scores[row]).fold(0.0, f64::max);
        assert!(usual < 15.0 && scores[100] > 2.0 * usual, "{} {usual}", scores[100]);
    }
}
