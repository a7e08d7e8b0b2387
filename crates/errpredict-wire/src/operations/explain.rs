//! Explains predictions: the factors that moved them.

use errpredict::features::{FeatureSource, Statics};
use errpredict::predict::{DecisionPath, ErrorPrediction, Explanation, ProbabilityModel};
use errpredict::{Event, Result, RollupConfig};
use serde::{Deserialize, Serialize};

use super::predict::asked;
use super::train::TimedQuery;

/// Most decision paths of one prediction.
const MOST_PATHS: usize = 100;
/// Most explanations and decision paths together.
const MOST_TOLD: usize = 1_000;

/// The log, the model and what is asked.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ExplainRequest")]
pub(crate) struct Request {
    /// The events, in any order.
    #[serde(deserialize_with = "crate::guard::at_most::<{ crate::guard::MOST_EVENTS }, _, _>")]
    events: Vec<Event>,
    /// The `model` of an answer of `train`, or the bytes of a model file, in base64.
    model: String,
    /// What is asked; every service at the end of the log when absent.
    queries: Option<Vec<TimedQuery>>,
    /// Ways through single trees to tell with each, those that moved most first.
    #[serde(default)]
    paths: usize,
    /// What is known of the services beside their events.
    #[serde(default)]
    services: Statics,
    /// Caps and retention of the counts.
    #[serde(default)]
    rollup: RollupConfig,
}

/// The explanations.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "ExplainResponse")]
pub(crate) struct Response {
    /// In the order of the queries.
    explained: Vec<Explained>,
}

/// One prediction with what moved it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "ExplainedPrediction")]
struct Explained {
    /// What was said.
    prediction: ErrorPrediction,
    /// What moved it.
    explanation: Explanation,
    /// Ways through single trees.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    paths: Vec<DecisionPath>,
}

/// # Errors
/// Those of the model's bytes and of [`ProbabilityModel::explain`]; `limit_exceeded` for more than 100 paths, or
/// 1,000 explanations and paths together.
pub(crate) fn run(request: Request) -> Result<Response> {
    crate::guard::count("paths", MOST_PATHS, request.paths)?;
    let model = ProbabilityModel::from_bytes(&crate::base64::decode("model", &request.model)?)?;
    let rollup = super::events::rollup(&request.events, &request.rollup)?;
    let queries = asked(request.queries.as_deref(), &rollup)?;
    let told = queries.len().saturating_mul(request.paths + 1);
    crate::guard::count("explanations and paths together", MOST_TOLD, told)?;
    crate::guard::answers(&model, queries.len(), queries.len())?;
    let predictions = model.predict_queries(&rollup, &request.services, &queries)?;
    let source = FeatureSource::new(&rollup, &request.services, model.task_state()?.feature_set.clone())?;
    let explained = queries
        .iter()
        .zip(predictions)
        .map(|(query, prediction)| {
            Ok(Explained {
                prediction,
                explanation: model.explain(&source, &request.services, *query)?,
                paths: model.decision_paths(&source, &request.services, *query, request.paths)?,
            })
        })
        .collect::<Result<_>>()?;
    Ok(Response { explained })
}
