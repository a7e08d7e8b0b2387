//! Where the errors are going, and against which limits.

use crate::action::CapacityForecast;
use crate::error::{Error, Result};
use crate::event::Scope;
use crate::forecast::{self, ForecastSettings, ForecastValue, OpenForecast, TimeSeriesForecast};
use crate::rollup::ServiceRollup;
use crate::stats::Series;
use crate::time::HOUR_MS;

use super::asked::Asked;
use super::config::Depth;
use super::services::each;

/// A forecast, or why there is none; nothing where none was asked for.
pub(super) type Forecast = Option<Result<TimeSeriesForecast>>;

/// The forecasts of the services asked, of all of them together, and why they do not add up, where they do not.
pub(super) type Forecasts = (Vec<Forecast>, Forecast, Option<Error>);

/// The forecasts of `services` and of the whole system, which add up: what no forecast service holds is forecast as
/// one more part. Nothing in a quick analysis.
pub(super) fn forecasts(asked: &Asked<'_>, services: &[(&str, &ServiceRollup)]) -> Forecasts {
    if asked.config.depth == Depth::Quick {
        return (services.iter().map(|_| None).collect(), None, None);
    }
    let found = each(services, |(name, service)| {
        quick(asked, &Scope::service_named(*name), &asked.hourly_errors(service))
    });
    let whole = asked.hourly_errors(asked.rollup.system());
    // Over the hours of the system: a service's own history begins with its first whole hour.
    let hours = |service: &ServiceRollup| {
        service.errors().series(whole.first_end.plus_ms(-HOUR_MS), asked.at, HOUR_MS)
    };
    let known: Vec<Series> =
        services.iter().zip(&found).filter(|(_, f)| f.is_ok()).map(|((_, s), _)| hours(s)).collect();
    let rest = forecast::rest(&whole, &known.iter().collect::<Vec<_>>());
    let rest = rest.map(|rest| quick(asked, &Scope::service_named("other"), &rest));
    let family = forecast::add_up(found, quick(asked, &Scope::System, &whole), rest);
    (family.parts.into_iter().map(Some).collect(), Some(family.whole), family.apart)
}

fn quick(asked: &Asked<'_>, scope: &Scope, series: &Series) -> Result<OpenForecast> {
    let limits = scope.service().and_then(|name| asked.config.limits.get(name));
    let threshold = limits.and_then(|limits| limits.errors_per_hour).or(asked.config.forecast.threshold);
    let settings = ForecastSettings { threshold, ..asked.config.forecast.clone() };
    forecast::quick(scope, "errors", series, &settings)
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
        let forecast = forecast::quick(scope, "requests", &requests, &asked.config.forecast)?.close();
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
