//! What a rollup gives beside an analysis: the page of it, a model that learnt from it, and what that would have been worth. As
//! the operations `report`, `train` and `backtest` of events, without their limits: the counts are the caller's own.

use errpredict::analysis::{AnalysisConfig, analyze_until};
use errpredict::features::Statics;
use errpredict::history::History;
use errpredict::predict::{Backtest, Plan, Progress, Shares, backtest as tried, self_labelled};
use errpredict::{Error, Result, Stop, Timestamp};
use serde::Deserialize;

use super::Handle;
use super::rollup::Counts;
use crate::guard;
use crate::operations::report::Response as ReportResponse;
use crate::operations::train::{Response as TrainResponse, TimedQuery, trained};

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
    Ok(ReportResponse::page(&request.title, &analysis, &rollup))
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
}

pub(super) fn train(
    counts: &Counts,
    request: TrainRequest,
    _: Option<&Handle>,
    stop: Stop<'_>,
) -> Result<TrainResponse> {
    guard::settings(&request.plan)?;
    let queries = request.queries.as_deref();
    trained(&counts.counts(), &request.plan, queries, request.every_ms, &request.services, request.seed, stop)
}

/// The question to try on the past.
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
}

pub(super) fn backtest(
    counts: &Counts,
    request: BacktestRequest,
    _: Option<&Handle>,
    stop: Stop<'_>,
) -> Result<Backtest> {
    let BacktestRequest { plan, every_ms, services, seed } = request;
    guard::settings(&plan)?;
    let rollup = counts.counts();
    let (queries, splits) = self_labelled(&rollup, plan.task.horizon_ms, every_ms, Shares::BACKTEST)?;
    let asked = (queries.as_slice(), splits.as_slice());
    Ok(tried(&plan, &rollup, &services, asked, seed, Progress::NONE.until(stop))?.result)
}
