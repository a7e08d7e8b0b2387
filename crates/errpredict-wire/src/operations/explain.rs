//! Explains predictions by the factors that moved them, or a model by what it relies on.

use errpredict::features::{FeatureQuery, FeatureSource, Statics};
use errpredict::predict::{
    DecisionPath, ErrorPrediction, Explanation, Importances, ProbabilityModel, self_queries, training_step_ms,
};
use errpredict::{Error, ErrorKind, Event, Result, Rollup, RollupConfig};
use serde::{Deserialize, Serialize};

use super::predict::asked;
use super::train::TimedQuery;
use crate::guard;

/// Most decision paths of one prediction.
const MOST_PATHS: usize = 100;
/// Most explanations and decision paths together.
const MOST_TOLD: usize = 1_000;

/// Seed of the shuffles: importance is a measurement, not a choice.
const IMPORTANCE_SEED: u64 = 0;

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
    /// Tell what the model relies on instead: how much worse it gets when a factor or feature is shuffled over the queries (over times
    /// of the log when absent), and its share of the gain in training.
    #[serde(default)]
    importance: bool,
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
    /// What the model relies on, where that was asked for: nothing is explained then.
    #[serde(skip_serializing_if = "Option::is_none")]
    importances: Option<Importances>,
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

impl Response {
    /// What a model says of queries of a log, and why.
    ///
    /// # Errors
    /// `limit_exceeded` for more than 100 paths, or 1,000 explanations and paths together; those of [`ProbabilityModel::explain`].
    pub(crate) fn of(
        model: &ProbabilityModel,
        (rollup, services): (&Rollup, &Statics),
        queries: &[FeatureQuery<'_>],
        paths: usize,
    ) -> Result<Self> {
        guard::count("paths", MOST_PATHS, paths)?;
        let told = queries.len().saturating_mul(paths + 1);
        guard::count("explanations and paths together", MOST_TOLD, told)?;
        guard::answers(model, queries.len(), queries.len())?;
        let predictions = model.predict_queries(rollup, services, queries)?;
        let source = FeatureSource::new(rollup, services, model.task_state()?.feature_set.clone())?;
        let explained = queries
            .iter()
            .zip(predictions)
            .map(|(query, prediction)| {
                Ok(Explained {
                    prediction,
                    explanation: model.explain(&source, services, *query)?,
                    paths: model.decision_paths(&source, services, *query, paths)?,
                })
            })
            .collect::<Result<_>>()?;
        Ok(Response { explained, importances: None })
    }

    /// What a model relies on, measured on those queries, or on those that the log asks itself.
    ///
    /// # Errors
    /// `limit_exceeded` for what would take too long; those of [`ProbabilityModel::importances`].
    pub(crate) fn importances(
        model: &ProbabilityModel,
        (rollup, services): (&Rollup, &Statics),
        queries: Option<&[FeatureQuery<'_>]>,
    ) -> Result<Self> {
        guard::importances(model, rollup, queries.map(<[_]>::len))?;
        let own = match queries {
            Some(_) => Vec::new(),
            None => self_queries(rollup, training_step_ms(model.model.horizon_ms)),
        };
        let found = model.importances(rollup, services, queries.unwrap_or(&own), IMPORTANCE_SEED)?;
        Ok(Response { explained: Vec::new(), importances: Some(found) })
    }
}

/// # Errors
/// Those of the model's bytes and of both answers; `invalid_argument` for paths where nothing is explained.
pub(crate) fn run(request: Request) -> Result<Response> {
    let model = ProbabilityModel::from_bytes(&crate::base64::decode("model", &request.model)?)?;
    let rollup = super::events::rollup(&request.events, &request.rollup)?;
    let log = (&rollup, &request.services);
    if !request.importance {
        let queries = asked(request.queries.as_deref(), &rollup)?;
        return Response::of(&model, log, &queries, request.paths);
    }
    if request.paths > 0 {
        return Err(no_paths());
    }
    let queries: Option<Vec<FeatureQuery<'_>>> =
        request.queries.as_deref().map(|given| given.iter().map(TimedQuery::as_query).collect());
    Response::importances(&model, log, queries.as_deref())
}

/// Paths are of a prediction, and importances of a model.
fn no_paths() -> Error {
    let message = "`paths` are told of predictions, and `importance` explains none";
    Error::new(ErrorKind::InvalidArgument, message).with("path", "paths")
}
