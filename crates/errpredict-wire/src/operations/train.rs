//! Trains a model that foresees critical events, bursts, failed or slow requests.

use errpredict::features::{FeatureQuery, Statics};
use errpredict::predict::{Metrics, Plan, Progress, Shares, Split, self_labelled, split_by_time};
use errpredict::{Event, Result, Rollup, RollupConfig, Stop, Timestamp};
use serde::{Deserialize, Serialize};

/// The log, the question, and the times to learn from.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TrainRequest")]
pub(crate) struct Request {
    /// The events, in any order.
    #[serde(deserialize_with = "crate::guard::at_most::<{ crate::guard::MOST_EVENTS }, _, _>")]
    events: Vec<Event>,
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
    /// Caps and retention of the counts.
    #[serde(default)]
    rollup: RollupConfig,
    /// Seed of everything random.
    #[serde(default)]
    seed: u64,
}

/// One service at one time.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimedQuery {
    /// The service.
    pub(super) service: String,
    /// The time; nothing after it is read.
    pub(super) at: Timestamp,
    /// What it is for, in `train`: `train` is fitted on, `val` chooses and calibrates, the rest is ignored; by time when
    /// no query says so.
    split: Option<String>,
}

impl TimedQuery {
    pub(super) fn as_query(&self) -> FeatureQuery<'_> {
        FeatureQuery { service: &self.service, at: self.at }
    }
}

/// The model.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "TrainResponse")]
pub(crate) struct Response {
    /// The bytes of the model file, in base64: what `predict`, `explain` and the handle `model` take.
    model: String,
    /// What it foresees.
    target: String,
    /// The method that was chosen.
    method: String,
    /// How good it was on later rows.
    metrics: Metrics,
}

/// # Errors
/// Those of [`Plan::fit`].
pub(crate) fn run(request: Request, stop: Stop<'_>) -> Result<Response> {
    let rollup = super::events::rollup(&request.events, &request.rollup)?;
    let given = request.queries.as_ref().map(Vec::len);
    crate::guard::training(&rollup, &request.services, &request.plan, request.every_ms, given)?;
    let queries = request.queries.as_deref();
    trained(&rollup, &request.plan, queries, request.every_ms, &request.services, request.seed, stop)
}

/// The model of a log, from the times given or from those that the log asks itself.
pub(crate) fn trained(
    rollup: &Rollup,
    plan: &Plan,
    queries: Option<&[TimedQuery]>,
    every_ms: Option<i64>,
    services: &Statics,
    seed: u64,
    stop: Stop<'_>,
) -> Result<Response> {
    let (queries, splits) = match queries {
        None => self_labelled(rollup, plan.task.horizon_ms, every_ms, Shares::ALL)?,
        Some(given) => {
            let queries: Vec<FeatureQuery<'_>> = given.iter().map(TimedQuery::as_query).collect();
            let splits = if given.iter().all(|query| query.split.is_none()) {
                split_by_time(&queries, Shares::ALL)?
            } else {
                given.iter().map(|query| Split::from_name(query.split.as_deref().unwrap_or(""))).collect()
            };
            (queries, splits)
        }
    };
    let (model, _) = plan.fit_seen(rollup, services, &queries, &splits, seed, Progress::NONE.until(stop))?;
    Ok(Response {
        model: crate::base64::encode(&model.to_bytes()?),
        target: model.target.clone(),
        method: model.model.predictor().name().to_owned(),
        metrics: model.model.metrics,
    })
}
