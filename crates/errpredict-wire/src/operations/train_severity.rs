//! Trains a model of how severe the worst event to come will be.

use errpredict::features::Statics;
use errpredict::predict::{Plan, Predictor, Progress, SeverityMetrics, SeverityPlan, Task, Training};
use errpredict::time::DAY_MS;
use errpredict::{Event, Result, RollupConfig, Stop};
use serde::{Deserialize, Serialize};

use super::train::{Learning, TimedQuery};

/// The log, how far ahead, and the times to learn from.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TrainSeverityRequest")]
pub(crate) struct Request {
    /// The events, in any order.
    #[serde(deserialize_with = "crate::guard::at_most::<{ crate::guard::MOST_EVENTS }, _, _>")]
    events: Vec<Event>,
    /// How far ahead, in milliseconds: whole minutes, at least one.
    #[serde(default = "day")]
    horizon_ms: i64,
    /// The method of every step from one severity to the next; chosen on later rows when absent.
    method: Option<Predictor>,
    /// Times to learn from; those the log asks itself when absent.
    queries: Option<Vec<TimedQuery>>,
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

fn day() -> i64 {
    DAY_MS
}

/// The model.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "TrainSeverityResponse")]
pub(crate) struct Response {
    /// The bytes of the model file, in base64: what `predict` takes.
    model: String,
    /// The method that was chosen.
    method: String,
    /// How good it was on later rows.
    metrics: SeverityMetrics,
}

/// # Errors
/// `limit_exceeded` for what would take too long, and those of [`SeverityPlan::fit`].
pub(crate) fn run(request: Request, stop: Stop<'_>) -> Result<Response> {
    let rollup = super::events::rollup(&request.events, &request.rollup)?;
    let (services, given) = (&request.services, request.queries.as_ref().map(Vec::len));
    let training = match &request.method {
        Some(method) => Training { method: method.clone(), ..Training::default() },
        None => Training::default(),
    };
    let task = Task { horizon_ms: request.horizon_ms, ..Task::default() };
    let plan = Plan { task, training, ..Plan::default() };
    crate::guard::severities(&rollup, services, &plan, request.every_ms, given)?;
    let learning = Learning {
        log: (&rollup, services),
        queries: request.queries.as_deref(),
        every_ms: request.every_ms,
        seed: request.seed,
    };
    let (queries, splits) = learning.labelled(request.horizon_ms)?;
    let plan = SeverityPlan { horizon_ms: request.horizon_ms, method: request.method };
    let progress = Progress::NONE.until(stop);
    let model = plan.fit(&rollup, services, &queries, &splits, request.seed, progress)?;
    Ok(Response {
        model: crate::base64::encode(&model.to_bytes()?),
        method: model.method.clone(),
        metrics: model.metrics,
    })
}
