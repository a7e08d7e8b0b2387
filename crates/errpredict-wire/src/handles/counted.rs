//! What a rollup gives beside an analysis: the page of it, a model that learnt from it, what a model would have been worth, and
//! forecasts of its metrics. As the operations `report`, `train`, `backtest` and `forecast_all` of events and series, without their limits: the counts are the caller's own.

use errpredict::analysis::{AnalysisConfig, analyze_until};
use errpredict::features::Statics;
use errpredict::forecast::{CapacityMetric, ForecastSettings, Histories};
use errpredict::history::History;
use errpredict::predict::Plan;
use errpredict::{Error, Result, Stop, Timestamp};
use serde::Deserialize;

use super::Handle;
use super::rollup::Counts;
use crate::guard;
use crate::operations::backtest::{Response as BacktestResponse, Wanted};
use crate::operations::forecast_all::Response as ForecastAllResponse;
use crate::operations::report::Response as ReportResponse;
use crate::operations::train::{Learning, Response as TrainResponse, TimedQuery};

/// What to analyse and how to call it.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RollupReportRequest")]
pub(crate) struct ReportRequest {
    /// The heading of the page.
    title: String,
    /// The time to analyse; nothing after it is read. The end of the newest event's minute when absent.
    at: Option<Timestamp>,
    /// How.
    #[serde(default)]
    config: AnalysisConfig,
    /// Earlier incidents, actions and decisions; those known at the time count.
    #[serde(default)]
    history: History,
    /// Tell as well what the words used for probabilities were worth before.
    #[serde(default)]
    past: bool,
}

pub(super) fn report(
    counts: &Counts,
    request: ReportRequest,
    _: Option<&Handle>,
    stop: Stop<'_>,
) -> Result<ReportResponse> {
    let rollup = counts.counts();
    let now = rollup.now().ok_or_else(|| Error::not_enough("events", 1, 0))?;
    guard::analysis(&request.config, 1, 0)?;
    let at = request.at.unwrap_or(now);
    let analysis = analyze_until(&rollup, at, &request.config, &request.history, stop)?;
    ReportResponse::page(&request.title, &analysis, &rollup, request.past.then_some(&request.config))
}

/// The question, and the times to learn from.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RollupTrainRequest")]
pub(crate) struct TrainRequest {
    /// The question, the method, and when to alert.
    #[serde(default)]
    plan: Plan,
    /// Times to learn from; those the log asks itself when absent.
    queries: Option<Vec<TimedQuery>>,
    /// Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
    every_ms: Option<i64>,
    /// What is known of the services beside their events.
    #[serde(default)]
    services: Statics,
    /// Seed of everything random.
    #[serde(default)]
    seed: u64,
    /// The heading of a page about the model, which then is in the answer.
    page: Option<String>,
}

pub(super) fn train(
    counts: &Counts,
    request: TrainRequest,
    _: Option<&Handle>,
    stop: Stop<'_>,
) -> Result<TrainResponse> {
    guard::settings(&request.plan)?;
    let rollup = counts.counts();
    let learning = Learning {
        log: (&rollup, &request.services),
        queries: request.queries.as_deref(),
        every_ms: request.every_ms,
        seed: request.seed,
    };
    learning.train(&request.plan, request.page.as_deref(), stop)
}

/// The question, and when to alert.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RollupBacktestRequest")]
pub(crate) struct BacktestRequest {
    /// The question, the method, and when to alert.
    #[serde(default)]
    plan: Plan,
    /// Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
    every_ms: Option<i64>,
    /// What is known of the services beside their events.
    #[serde(default)]
    services: Statics,
    /// Seed of everything random.
    #[serde(default)]
    seed: u64,
    /// Give every tested time with what was said and what came.
    #[serde(default)]
    rows: bool,
    /// The heading of a page about the model on the tested times, which then is in the answer.
    page: Option<String>,
}

pub(super) fn backtest(
    counts: &Counts,
    request: BacktestRequest,
    _: Option<&Handle>,
    stop: Stop<'_>,
) -> Result<BacktestResponse> {
    guard::settings(&request.plan)?;
    let rollup = counts.counts();
    let learning = Learning {
        log: (&rollup, &request.services),
        queries: None,
        every_ms: request.every_ms,
        seed: request.seed,
    };
    let wanted = Wanted { rows: request.rows, page: request.page.as_deref() };
    BacktestResponse::of(&learning, &request.plan, wanted, stop)
}

/// What to forecast, and how.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RollupForecastRequest")]
pub(crate) struct ForecastRequest {
    /// Per service and hour: `errors`, `requests`, `error_rate`, `response_time_p50`, `_p95`, `_p99`, `_mean` or `_max`.
    metrics: Vec<String>,
    /// Method, horizon, level and the rest.
    #[serde(default)]
    settings: ForecastSettings,
    /// The heading of a page with fan charts and decompositions, which then is in the answer.
    page: Option<String>,
}

pub(super) fn forecast(
    counts: &Counts,
    request: ForecastRequest,
    _: Option<&Handle>,
    stop: Stop<'_>,
) -> Result<ForecastAllResponse> {
    guard::settings(&request.settings.method)?;
    guard::count("metrics", CapacityMetric::NAMES.len(), request.metrics.len())?;
    // How many services and hours there are, the settings of the counts bound.
    guard::forecast(&request.settings, 1, 0)?;
    let metrics = request.metrics.iter().map(|name| CapacityMetric::from_name(name));
    let metrics = metrics.collect::<Result<Vec<_>>>().map_err(|error| error.with("path", "metrics"))?;
    let rollup = counts.counts();
    let all = metrics.into_iter().map(|metric| Histories::of_log(&rollup, metric));
    let all = all.collect::<Result<Vec<_>>>()?;
    ForecastAllResponse::of(&all, &request.settings, request.page.as_deref(), stop)
}
