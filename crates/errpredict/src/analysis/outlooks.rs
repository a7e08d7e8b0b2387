//! Where the errors are going, and against which limits.

use crate::action::CapacityForecast;
use crate::error::{Error, ErrorKind, Result};
use crate::event::Scope;
use crate::forecast::{self, ForecastSettings, ForecastValue, Forecaster, OpenForecast, TimeSeriesForecast};
use crate::rollup::ServiceRollup;
use crate::stats::Series;
use crate::time::{DAY_MS, HOUR_MS};

use super::asked::Asked;
use super::config::Depth;
use super::services::each;

/// Hours of the log below which no day is forecast: a quarter of it, by definition of this module. What a burst of an hour
/// would make of a day is no forecast.
const LEAST_HOURS: i64 = 6;

/// A forecast, or why there is none; nothing where none was asked for.
pub(super) type Forecast = Option<Result<TimeSeriesForecast>>;

/// The forecasts of the services asked, of all of them together, and why they do not add up, where they do not.
pub(super) type Forecasts = (Vec<Forecast>, Forecast, Option<Error>);

/// The forecasts of `services` and of the whole system, which add up: what no forecast service holds is forecast as
/// one more part. Nothing in a quick analysis.
///
/// Every method is used for all of them but `auto`, whose eleven candidates cost ten times what the cheap path does: it
/// is for the whole, the rest and [`AnalysisConfig::max_full_forecasts`](super::AnalysisConfig) services, those with
/// most errors.
pub(super) fn forecasts(asked: &Asked<'_>, services: &[(&str, &ServiceRollup)]) -> Forecasts {
    let all: Vec<usize> = (0..services.len()).collect();
    added_up(asked, services, open(asked, services, &all))
}

/// The forecasts of some of `services`, by their places, before they are moved to add up. None in a quick analysis.
pub(super) fn open(
    asked: &Asked<'_>,
    services: &[(&str, &ServiceRollup)],
    places: &[usize],
) -> Vec<Result<OpenForecast>> {
    if asked.config.depth == Depth::Quick {
        return Vec::new();
    }
    if let Some(error) = too_short(asked) {
        return places.iter().map(|_| Err(error.clone())).collect();
    }
    let in_full = in_full(asked, services);
    each(places, |place| {
        let (name, service) = services[*place];
        one(asked, &Scope::service_named(name), &asked.hourly_errors(service), in_full[*place])
    })
}

/// The forecasts of all of `services`, in their order, moved so that they add up to that of the whole system.
pub(super) fn added_up(
    asked: &Asked<'_>,
    services: &[(&str, &ServiceRollup)],
    found: Vec<Result<OpenForecast>>,
) -> Forecasts {
    if asked.config.depth == Depth::Quick {
        return (services.iter().map(|_| None).collect(), None, None);
    }
    if let Some(error) = too_short(asked) {
        let none = || Some(Err(error.clone()));
        return (services.iter().map(|_| none()).collect(), none(), None);
    }
    let whole = asked.hourly_errors(asked.rollup.system());
    // Over the hours of the system: a service's own history begins with its first whole hour.
    let hours = |service: &ServiceRollup| {
        service.errors().series(whole.first_end.plus_ms(-HOUR_MS), asked.at, HOUR_MS)
    };
    let known: Vec<Series> =
        services.iter().zip(&found).filter(|(_, f)| f.is_ok()).map(|((_, s), _)| hours(s)).collect();
    let rest = forecast::rest(&whole, &known.iter().collect::<Vec<_>>());
    let rest = rest.map(|rest| one(asked, &Scope::service_named("other"), &rest, true));
    let family = forecast::add_up(found, one(asked, &Scope::System, &whole, true), rest);
    (family.parts.into_iter().map(Some).collect(), Some(family.whole), family.apart)
}

/// Why nothing is forecast of a log of a few hours.
fn too_short(asked: &Asked<'_>) -> Option<Error> {
    let hours = (asked.at.ms() - asked.rollup.first()?.ms()) / HOUR_MS;
    let is_short = hours < LEAST_HOURS;
    is_short.then(|| Error::not_enough("hours of the log", LEAST_HOURS as usize, hours.max(0) as usize))
}

/// Why nothing is forecast while something rises in a log of less than a day; nothing in a longer one. What is usual is not
/// known then, and the rise would be all that a forecast rests on.
pub(super) fn of_a_rise(asked: &Asked<'_>) -> Option<Error> {
    let is_short = asked.at.ms() - asked.rollup.first()?.ms() < DAY_MS;
    let message = "errors rise, and the log is too short to tell what is usual: how many come next depends on \
                   whether it goes on";
    is_short.then(|| Error::new(ErrorKind::NotEnoughData, message))
}

/// Whether each service is one of those with most errors, of which as many as configured are forecast in full.
fn in_full(asked: &Asked<'_>, services: &[(&str, &ServiceRollup)]) -> Vec<bool> {
    let errors = |i: &usize| services[*i].1.errors().between(asked.from, asked.at);
    let mut order: Vec<usize> = (0..services.len()).collect();
    // Stable: services with as many stay in the order of their names.
    order.sort_by_key(|i| std::cmp::Reverse(errors(i)));
    let mut in_full = vec![false; services.len()];
    order.iter().take(asked.config.max_full_forecasts).for_each(|i| in_full[*i] = true);
    in_full
}

/// The forecast of a series of errors by the hour, still to be moved.
pub(super) fn one(asked: &Asked<'_>, scope: &Scope, series: &Series, in_full: bool) -> Result<OpenForecast> {
    let limits = scope.service().and_then(|name| asked.config.limits.get(name));
    let threshold = limits.and_then(|limits| limits.errors_per_hour).or(asked.config.forecast.threshold);
    let settings = ForecastSettings { threshold, ..asked.config.forecast.clone() };
    made(scope, "errors", &asked.left_alone(scope, series.clone()), &settings, in_full)
}

fn made(
    scope: &Scope,
    metric: &str,
    series: &Series,
    settings: &ForecastSettings,
    in_full: bool,
) -> Result<OpenForecast> {
    match in_full || !matches!(settings.method, Forecaster::Auto(_)) {
        true => forecast::forecast(scope, metric, series, settings),
        false => forecast::quick(scope, metric, series, settings),
    }
}

/// Forecasts against the limits that are known of the service.
///
/// # Errors
/// Those of the forecast of its requests.
pub(super) fn capacity(
    asked: &Asked<'_>,
    scope: &Scope,
    service: &ServiceRollup,
    errors: Option<&TimeSeriesForecast>,
) -> Result<Vec<CapacityForecast>> {
    let limits = scope.service().and_then(|name| asked.config.limits.get(name));
    let Some(limits) = limits else { return Ok(Vec::new()) };
    let last_hour = |cells: &crate::Cells| cells.between(asked.at.plus_ms(-HOUR_MS), asked.at) as f64;
    let mut known = Vec::new();
    if let Some((limit, forecast)) = limits.errors_per_hour.zip(errors) {
        known.push(against("errors per hour", last_hour(service.errors()), limit, forecast));
    }
    if let Some(limit) = limits.requests_per_hour {
        let requests = asked.hourly(service, service.requests());
        let forecast = made(scope, "requests", &requests, &asked.config.forecast, true)?.close();
        known.push(against("requests per hour", last_hour(service.requests()), limit, &forecast));
    }
    Ok(known)
}

/// A forecast against a limit.
fn against(what: &str, now: f64, limit: f64, forecast: &TimeSeriesForecast) -> CapacityForecast {
    let first = |of: fn(&ForecastValue) -> Option<f64>| {
        forecast.values.iter().find(|step| of(step).is_some_and(|value| value >= limit)).map(|step| step.time)
    };
    CapacityForecast {
        what: what.to_owned(),
        now,
        limit,
        peak: forecast.peak.value,
        peak_at: forecast.peak.time,
        reaches_limit_at: first(|step| Some(step.value)),
        surely: first(|step| step.lower).is_some(),
        level: forecast.level,
        because: Some(forecast.key.clone()),
    }
}
