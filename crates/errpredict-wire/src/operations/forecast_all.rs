//! Forecasts many series of one metric, and their sum, so that they add up.

use errpredict::forecast::{ForecastSettings, Histories, TimeSeriesForecast};
use errpredict::stats::Series;
use errpredict::{Result, Scope, Stop};
use errpredict_io::html;
use serde::{Deserialize, Serialize};

use crate::guard;

/// The series and how to forecast them.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ForecastAllRequest")]
pub(crate) struct Request {
    /// What is forecast, for the answers.
    metric: String,
    /// One history a service.
    #[serde(deserialize_with = "guard::at_most::<{ guard::MOST_SERVICES }, _, _>")]
    series: Vec<NamedSeries>,
    /// Forecast the sum of all series too and make the forecasts add up; the series then have one step and end together.
    #[serde(default)]
    system: bool,
    /// Method, horizon, level and the rest.
    #[serde(default)]
    settings: ForecastSettings,
    /// The heading of a page with fan charts and decompositions, which then is in the answer.
    page: Option<String>,
}

/// The history of a service.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct NamedSeries {
    /// The service, for the answer.
    service: String,
    /// Its history, oldest first; null is a gap.
    history: Series,
}

/// The forecasts.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "ForecastAllResponse")]
pub(crate) struct Response {
    /// In the order of the series, then that of the sum, where there is one.
    forecasts: Vec<TimeSeriesForecast>,
    /// The page, where one was asked for: HTML with everything in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<String>,
}

impl Response {
    /// The forecasts of all histories, one metric after the other.
    ///
    /// # Errors
    /// `limit_exceeded` for what would take too long, and those of [`Histories::forecasts_until`].
    pub(crate) fn of(
        all: &[Histories],
        settings: &ForecastSettings,
        page: Option<&str>,
        stop: Stop<'_>,
    ) -> Result<Self> {
        let made = all.iter().map(|histories| histories.forecasts_until(settings, &|| {}, stop));
        let made = made.collect::<Result<Vec<_>>>()?;
        let html = page.map(|title| {
            let pages: Vec<_> = all.iter().flat_map(Histories::all).zip(made.iter().flatten()).collect();
            html::forecasts(&pages, settings, title)
        });
        Ok(Response { html: html.transpose()?, forecasts: made.into_iter().flatten().collect() })
    }
}

/// # Errors
/// `limit_exceeded` for more than 1,000 series, `invalid_input` for a sum of series that do not end together, and those of every
/// forecast.
pub(crate) fn run(request: Request, stop: Stop<'_>) -> Result<Response> {
    guard::settings(&request.settings.method)?;
    let steps = request.series.iter().map(|one| one.history.values.len()).max().unwrap_or(0);
    guard::forecast(&request.settings, request.series.len() + usize::from(request.system), steps)?;
    let named = |one: NamedSeries| (Scope::service_named(one.service), one.history);
    let series = request.series.into_iter().map(named).collect();
    let histories = match request.system {
        true => Histories::with_sum(request.metric, series)?,
        false => Histories::apart(request.metric, series),
    };
    Response::of(&[histories], &request.settings, request.page.as_deref(), stop)
}
