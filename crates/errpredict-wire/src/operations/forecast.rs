//! Forecasts a series with an interval checked by backtest.

use errpredict::forecast::{self, ForecastSettings, TimeSeriesForecast};
use errpredict::stats::Series;
use errpredict::{Result, Scope};
use serde::Deserialize;

/// The series and how to forecast it.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ForecastRequest")]
pub(crate) struct Request {
    /// The service, for the answer; absent for all of them together.
    #[serde(default)]
    service: Option<String>,
    /// What is forecast, for the answer.
    metric: String,
    /// The history, oldest first; null is a gap.
    history: Series,
    /// Method, horizon, level and the rest.
    #[serde(default)]
    settings: ForecastSettings,
}

/// Values with intervals, trend, peak, accuracy.
pub(crate) type Response = TimeSeriesForecast;

/// # Errors
/// Those of [`forecast::forecast`].
pub(crate) fn run(request: Request) -> Result<Response> {
    let scope = request.service.map_or(Scope::System, Scope::Service);
    crate::guard::settings(&request.settings.method)?;
    crate::guard::forecast(&request.settings, 1, request.history.values.len())?;
    let found = forecast::forecast(&scope, &request.metric, &request.history, &request.settings)?;
    Ok(found.close())
}
