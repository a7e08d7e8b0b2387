//! All series of one metric with their sum: what is forecast together and made to add up.
//!
//! ```
//! use errpredict::Scope;
//! use errpredict::forecast::{ForecastSettings, Histories};
//! use errpredict::stats::Series;
//! use errpredict::time::HOUR_MS;
//!
//! # fn main() -> errpredict::Result<()> {
//! let hours = |level: f64| -> errpredict::Result<Series> {
//!     let values = (0..72).map(|hour| level + f64::from(hour % 24)).collect();
//!     Ok(Series { first_end: "2026-11-01T01:00:00Z".parse()?, step_ms: HOUR_MS, values })
//! };
//! let services = [("shop", hours(10.0)?), ("pay", hours(40.0)?)];
//! let series = services.map(|(name, series)| (Scope::service_named(name), series)).to_vec();
//! let found = Histories::with_sum("errors", series)?.forecasts(&ForecastSettings::default())?;
//! let next = |i: usize| found[i].values[0].value;
//! assert!((next(0) + next(1) - next(2)).abs() < 1e-6 * next(2), "the sum stands last, and they add up");
//! # Ok(())
//! # }
//! ```

use super::capacity::CapacityMetric;
use super::family::add_up;
use super::hierarchy::rest;
use super::open::OpenForecast;
use super::result::TimeSeriesForecast;
use super::run::forecast_all_until;
use super::settings::ForecastSettings;
use crate::error::{Error, ErrorKind, Result};
use crate::event::Scope;
use crate::rollup::Rollup;
use crate::stats::Series;
use crate::stop::Stop;
use crate::time::MINUTE_MS;

/// All series of one metric.
#[derive(Debug, Clone, PartialEq)]
pub struct Histories {
    /// What they are of.
    pub metric: String,
    /// The series, each with its scope.
    pub series: Vec<(Scope, Series)>,
    /// The sum of all series, where it is wanted.
    pub whole: Option<Series>,
    /// What the sum holds beyond these series: forecast like one more, but not given back.
    pub rest: Option<Series>,
}

impl Histories {
    /// Series that nothing binds together.
    #[must_use]
    pub fn apart(metric: impl Into<String>, series: Vec<(Scope, Series)>) -> Self {
        Histories { metric: metric.into(), series, whole: None, rest: None }
    }

    /// Series with their sum, from where the last of them begins; a gap in one is a gap in the sum.
    ///
    /// # Errors
    /// `not_enough_data` without a series; `invalid_input` for series of different steps, or that end at different times.
    pub fn with_sum(metric: impl Into<String>, series: Vec<(Scope, Series)>) -> Result<Self> {
        // The sum is of these series and nothing else.
        let whole = Some(sum(&series)?);
        Ok(Histories { whole, ..Histories::apart(metric, series) })
    }

    /// A metric of the services of a log, per hour: hours end at the newest event that is no stray of a wrong clock, and begin with
    /// the oldest such. Where the metric adds up, with the sum of the whole log; else the log's own series stands last.
    ///
    /// # Errors
    /// `not_enough_data` for a log without events, or that tells nothing of the metric.
    pub fn of_log(rollup: &Rollup, metric: CapacityMetric) -> Result<Self> {
        let (oldest, last) =
            rollup.oldest().zip(rollup.newest()).ok_or_else(|| Error::not_enough("events", 1, 0))?;
        // The end of the first minute that counts: what lies in it began up to a minute before.
        let first = rollup.first().unwrap_or(oldest).max(oldest.plus_ms(-MINUTE_MS));
        let at = last.bucket_end(MINUTE_MS);
        let mut series = Vec::new();
        for (name, service) in rollup.services() {
            let from = service.first().unwrap_or(first).max(first).floor_to(MINUTE_MS);
            // A service that never says anything of the metric has no series of it.
            let found = metric.series(service, from, at).ok().filter(|found| !found.values.is_empty());
            series.extend(found.map(|found| (Scope::service_named(name), found)));
        }
        let from = first.floor_to(MINUTE_MS);
        let whole = metric.series(rollup.system(), from, at)?;
        if !metric.adds_up() {
            series.push((Scope::System, whole));
            return Ok(Histories::apart(metric.name(), series));
        }
        // Over the hours of the system: a service's own series begins with its first whole hour.
        let known = rollup
            .services()
            .filter(|(name, _)| series.iter().any(|(known, _)| known.service() == Some(*name)));
        let known: Vec<Series> =
            known.filter_map(|(_, service)| metric.series(service, from, at).ok()).collect();
        let rest = rest(&whole, &known.iter().collect::<Vec<_>>());
        Ok(Histories { whole: Some(whole), rest, ..Histories::apart(metric.name(), series) })
    }

    /// Every series, the sum last.
    pub fn all(&self) -> impl Iterator<Item = &Series> {
        self.series.iter().map(|(_, series)| series).chain(&self.whole)
    }

    /// The forecasts of all series, the sum last; where there is a sum they add up to it.
    ///
    /// # Errors
    /// Those of [`forecast_all`](super::forecast_all); what keeps parts and sum apart, where something does.
    pub fn forecasts(&self, settings: &ForecastSettings) -> Result<Vec<TimeSeriesForecast>> {
        self.forecasts_until(settings, &|| {}, Stop::NEVER)
    }

    /// [`Histories::forecasts`] that tells `done` after each series, and ends between two once it shall.
    ///
    /// # Errors
    /// Those of [`Histories::forecasts`]; `cancelled`.
    pub fn forecasts_until(
        &self,
        settings: &ForecastSettings,
        done: &(dyn Fn() + Sync),
        stop: Stop<'_>,
    ) -> Result<Vec<TimeSeriesForecast>> {
        let made = |series: &[(Scope, Series)], done: &(dyn Fn() + Sync)| {
            forecast_all_until(series, &self.metric, settings, done, stop)
        };
        let one = |scope: Scope, series: &Series| {
            let forecast = made(&[(scope, series.clone())], &|| {})?.pop();
            forecast.unwrap_or_else(|| Err(Error::not_enough("series", 1, 0)))
        };
        let parts = made(&self.series, done)?;
        let Some(whole) = &self.whole else {
            return parts.into_iter().map(|part| part.map(OpenForecast::close)).collect();
        };
        let whole = one(Scope::System, whole);
        let rest = self.rest.as_ref().map(|rest| one(Scope::service_named("other"), rest));
        let family = add_up(parts, whole, rest);
        match family.apart {
            Some(error) => Err(error),
            None => family.parts.into_iter().chain([family.whole]).collect(),
        }
    }
}

/// The sum of series that end together.
fn sum(series: &[(Scope, Series)]) -> Result<Series> {
    let Some((_, first)) = series.first() else {
        return Err(Error::not_enough("series", 1, 0));
    };
    let end = |series: &Series| series.end_of(series.values.len());
    let other = series.iter().find(|(_, s)| s.step_ms != first.step_ms || end(s) != end(first));
    if let Some((id, _)) = other {
        let message = "a sum needs series of the same step that end at the same time";
        return Err(Error::new(ErrorKind::InvalidInput, message).with("series", id));
    }
    let length = series.iter().map(|(_, series)| series.values.len()).min().unwrap_or(0);
    let from = |series: &Series| series.values.len() - length;
    let value = |i: usize| series.iter().map(|(_, series)| series.values[from(series) + i]).sum();
    Ok(Series {
        first_end: first.end_of(from(first)),
        step_ms: first.step_ms,
        values: (0..length).map(value).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{EventRef, Severity};
    use crate::rollup::RollupConfig;
    use crate::time::{HOUR_MS, Timestamp};

    #[test]
    fn sums_end_together() {
        let series = |first: &str, values: &[f64]| {
            (
                Scope::service_named(""),
                Series { first_end: first.parse().unwrap(), step_ms: 60_000, values: values.to_vec() },
            )
        };
        let early = series("2026-11-01T00:00:00Z", &[9.0, 1.0, 2.0]);
        let late = series("2026-11-01T00:01:00Z", &[10.0, f64::NAN]);
        let sum = super::sum(&[early.clone(), late]).unwrap();
        assert_eq!((sum.first_end.to_string().as_str(), sum.values[0]), ("2026-11-01T00:01:00Z", 11.0));
        assert!(sum.values[1].is_nan());
        let longer = series("2026-11-01T00:01:00Z", &[1.0, 2.0, 3.0]);
        assert!(super::sum(&[early, longer]).is_err());
        assert!(Histories::with_sum("errors", Vec::new()).is_err());
    }

    #[test]
    fn the_metrics_of_a_log_end_with_its_newest_event() {
        let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
        let start: Timestamp = "2026-11-20T00:00:00Z".parse().unwrap();
        for hour in 0..72 {
            for (service, every) in [("shop", 1), ("pay", 2)] {
                if hour % every == 0 {
                    let at = start.plus_ms(hour * HOUR_MS + 30_000);
                    rollup.observe(EventRef::new(at, service, Severity::High, "E"));
                }
            }
        }
        rollup.settle();
        let errors = Histories::of_log(&rollup, CapacityMetric::Errors).unwrap();
        assert_eq!((errors.series.len(), errors.all().count()), (2, 3));
        let ends: Vec<_> = errors.all().map(|series| series.end_of(series.values.len())).collect();
        assert!(ends.iter().all(|end| *end == ends[0]), "{ends:?}");
        assert!(Histories::of_log(&rollup, CapacityMetric::Requests).is_err(), "there are no requests");
        let given_up = Stop::when(&|| true);
        let stopped = errors.forecasts_until(&ForecastSettings::default(), &|| {}, given_up);
        assert_eq!(stopped.unwrap_err().kind(), ErrorKind::Cancelled);
    }
}
