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
//! windows of 4, 12 and 24 buckets, on both sides; beyond that it is tested how long nothing has come. The threshold is not a number of standard deviations but the share of
//! the false-alarm budget that falls to one test (Bonferroni): half of it to single buckets, the rest to the windows.
//!
//! What is flagged does not teach the level, so an incident does not become normal. What lasts a day is reported as a
//! trend change, and what lasts `adopt_after_hours` is the new level; for a week more the old one is remembered, so
//! that its return is no drop. Buckets with `NaN` are skipped: begin a series with `NaN` where the service had not been
//! heard from yet, since a leading zero is a measurement.
//!
//! Cold start: with a [`CountPrior`] from other series the first bucket is tested already, as widely as those differ;
//! without one the first bucket is learned and the second tested, at the uncertainty that one bucket leaves.
//!
//! | Setting | Default | Meaning | Unit | Range |
//! |---|---|---|---|---|
//! | `false_alarms_per_week` | 1 | budget of one series | alarms | above 0 |
//! | `sigma` | none | test single buckets at this many standard deviations instead | deviations | above 0 |
//! | `memory_hours` | 72 | time after which a count weighs 1/e | hours | above 0 |
//! | `adopt_after_hours` | 96 | how long a new level must last to be the normal one | hours | above 0 |
//! | `seasonal` | true | tell hours of the day and week apart where history supports it | | |
//! | `holidays` | none | days that are like Sundays, given by any time in them | | |
//! | `zone` | UTC | the clock that hours of day and week follow | IANA name | |
//!
//! Works badly when the rate cycles in a period other than a day or a week, and during the first three days (daily)
//! or weeks (weekly) of a strong cycle. A drop can only be seen once enough was expected: at one error an hour,
//! silence is significant after about half a day.

use super::anomaly::{AnomalyDetection, merge_anomalies};
use super::count_filter::{CountFilter, Step};
use super::count_prior::CountPrior;
use super::count_rules::Rules;
use super::count_settings::CountDetection;
use super::count_spread::Spread;
use super::intervals::{Interval, Intervals, Measure, end_of, lasting_after};
use super::metric::Subject;
use super::prepare::LARGEST_COUNT;
use super::season::profile;
use crate::error::{Error, ErrorKind, Result};
use crate::stats::Series;

/// Passes that learn the spread, at most, and the relative change below which it is learned.
const SPREAD_PASSES: usize = 4;
/// See [`SPREAD_PASSES`]. By judgement: a tenth of the spread moves a deviation by a twentieth, which nobody sees.
const SPREAD_CHANGE: f64 = 0.1;

/// Anomalies in a series of counts per step, oldest first; `subject` says in the results what they are about.
///
/// # Errors
/// `invalid_setting`; `invalid_argument` for a step of 0 or a count that is negative or infinite.
///
/// # Example
/// ```
/// use errpredict::detect::{AnomalyType, CountDetection, Subject, detect_counts};
/// use errpredict::stats::Series;
///
/// let mut values = vec![2.0; 72];
/// values[71] = 200.0;
/// let first_end = "2026-11-20T00:00:00Z".parse()?;
/// let series = Series { first_end, step_ms: 3_600_000, values };
/// let found = detect_counts(&Subject::errors_of("checkout"), &series, &CountDetection::default())?;
/// assert_eq!((found.len(), found[0].anomaly_type), (1, AnomalyType::Spike));
/// assert!(found[0].ongoing);
/// # errpredict::Result::Ok(())
/// ```
pub fn detect_counts(
    subject: &Subject,
    series: &Series,
    settings: &CountDetection,
) -> Result<Vec<AnomalyDetection>> {
    Ok(judge_counts(subject, series, settings, &CountPrior::default())?.anomalies)
}

/// What [`judge_counts`] says of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct CountJudgement {
    /// Anomalies, oldest first.
    pub anomalies: Vec<AnomalyDetection>,
    /// What is expected of the next bucket, without season; absent where nothing is known.
    pub expected: Option<f64>,
    /// The least count of the next bucket that would be flagged as too many: how sure the judgement is. Absent where
    /// nothing is known, or no count up to a million would be.
    pub flagged_from: Option<f64>,
}

/// Like [`detect_counts`], with what other series tell of a new one, and how sure the judgement is.
///
/// # Errors
/// Those of [`detect_counts`].
pub fn judge_counts(
    subject: &Subject,
    series: &Series,
    settings: &CountDetection,
    prior: &CountPrior,
) -> Result<CountJudgement> {
    settings.validate()?;
    if series.step_ms <= 0 {
        return Err(Error::new(
            ErrorKind::InvalidArgument,
            format!("`step_ms` must be above 0, got {}", series.step_ms),
        ));
    }
    if let Some(i) = series.values.iter().position(|value| *value < 0.0 || *value > LARGEST_COUNT) {
        let message = format!("counts must be from 0 to 2^53, got {}", series.values[i]);
        return Err(Error::new(ErrorKind::InvalidArgument, message).with("index", i));
    }
    let season = profile(series, settings)?;
    let pass = |spread: Option<Spread>| Pass::run(series, &season, settings, *prior, spread);
    // The first passes only learn how far the counts spread beyond Poisson; the last one tests. Errors are cut at
    // three deviations, so a larger spread shows only step by step.
    let mut run = pass(None);
    let mut last = 0.0;
    for _ in 0..SPREAD_PASSES {
        let spread = run.filter.spread();
        run = pass(Some(spread));
        if spread.0[0] <= last * (1.0 + SPREAD_CHANGE) {
            break;
        }
        last = spread.0[0];
    }
    let (filter, spread) = (&run.filter, run.filter.spread());
    let is_ready = filter.is_ready();
    let flagged_from = filter.least_flagged(filter.rate(), &Rules::new(settings, series.step_ms), &spread);
    Ok(CountJudgement {
        anomalies: run.anomalies(subject, series, settings),
        expected: is_ready.then_some(filter.rate()),
        flagged_from: flagged_from.filter(|_| is_ready),
    })
}

/// One pass of the filter over a whole series.
struct Pass {
    filter: CountFilter,
    intervals: Vec<Interval>,
}

impl Pass {
    fn run(
        series: &Series,
        season: &[f64],
        settings: &CountDetection,
        prior: CountPrior,
        spread: Option<Spread>,
    ) -> Self {
        let rules = Rules::new(settings, series.step_ms);
        let lasting_after = lasting_after(series.step_ms);
        let spread = spread.unwrap_or(Spread([prior.spread; 4]));
        let mut pass = Pass { filter: CountFilter::new(prior), intervals: Vec::new() };
        let mut open = Intervals::default();
        for (value, season) in series.values.iter().zip(season) {
            let index = pass.filter.index();
            let Step { flags, adopted, left, .. } = pass.filter.step(*value, *season, &rules, &spread);
            let over = open.step(index, &flags, lasting_after, |i| pass.filter.seen(i));
            pass.intervals.extend(over.into_iter().flatten());
            if let Some(up) = adopted {
                open.adopt(up, index);
            }
            if let Some(up) = left {
                open.leave(up, index);
            }
        }
        pass.intervals.extend(open.open());
        pass
    }

    fn anomalies(
        &self,
        subject: &Subject,
        series: &Series,
        settings: &CountDetection,
    ) -> Vec<AnomalyDetection> {
        let newest = (series.values.len() as u64).saturating_sub(1);
        let end_of = |index: i128| end_of(series.first_end, series.step_ms, index);
        let budget = settings.false_alarms_per_week;
        let told = |interval: &Interval| {
            interval.anomaly(subject, Measure::Counts.unit(series.step_ms), budget, newest, end_of)
        };
        merge_anomalies(self.intervals.iter().map(told).collect())
    }
}

#[cfg(test)]
mod tests;
