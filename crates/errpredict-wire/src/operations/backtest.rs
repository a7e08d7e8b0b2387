//! Tries a method on the past: what would have fired, and how often rightly.

use errpredict::features::Statics;
use errpredict::predict::{Backtest, Plan, Progress, Shares, backtest, self_labelled};
use errpredict::{Event, Result, RollupConfig, Stop};
use serde::Deserialize;

/// The log and the question.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "BacktestRequest")]
pub(crate) struct Request {
    /// The events, in any order.
    #[serde(deserialize_with = "crate::guard::at_most::<{ crate::guard::MOST_EVENTS }, _, _>")]
    events: Vec<Event>,
    /// The question, the method, and when to alert.
    #[serde(default)]
    plan: Plan,
    /// Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
    every_ms: Option<i64>,
    /// What is known of the services beside their events.
    #[serde(default)]
    services: Statics,
    /// Caps and retention of the counts.
    #[serde(default)]
    rollup: RollupConfig,
    /// Seed of everything random.
    #[serde(default)]
    seed: u64,
}

/// What it was worth.
pub(crate) type Response = Backtest;

/// # Errors
/// Those of [`backtest`].
pub(crate) fn run(request: Request, stop: Stop<'_>) -> Result<Response> {
    let rollup = super::events::rollup(&request.events, &request.rollup)?;
    let horizon_ms = request.plan.task.horizon_ms;
    crate::guard::training(&rollup, &request.services, &request.plan, request.every_ms, None)?;
    let (queries, splits) = self_labelled(&rollup, horizon_ms, request.every_ms, Shares::BACKTEST)?;
    let asked = (queries.as_slice(), splits.as_slice());
    Ok(backtest(&request.plan, &rollup, &request.services, asked, request.seed, Progress::NONE.until(stop))?
        .result)
}
