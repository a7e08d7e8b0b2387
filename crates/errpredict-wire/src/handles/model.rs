//! A trained model behind a handle, with what earlier answers and outcomes made of it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use errpredict::container::{self, Kind};
use errpredict::features::{FeatureQuery, FeatureSource, Statics};
use errpredict::predict::{AlertRule, ErrorPrediction, Metrics, ProbabilityModel, Serving};
use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Handle, Kept};
use crate::guard;
use crate::operations::explain::Response as ExplainResponse;

/// A model that is asked.
#[derive(Debug)]
pub(crate) struct Served {
    model: ProbabilityModel,
    serving: Mutex<Serving>,
}

/// Version of what is saved: the length of the model in eight bytes, little end first; the bytes of the model; the answers
/// and outcomes as JSON.
const STATE_VERSION: u32 = 1;

/// A model as `train` gave it.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ModelSettings")]
pub(crate) struct Settings {
    /// The model: the `model` of an answer of `train`, or the bytes of a model file, in base64.
    model: String,
}

impl Kept for Served {
    type Settings = Settings;

    fn open(settings: Settings) -> Result<Self> {
        Served::new(ProbabilityModel::from_bytes(&crate::base64::decode("model", &settings.model)?)?)
    }

    fn load(bytes: &[u8]) -> Result<Self> {
        // A model file alone is a model that was never asked.
        if container::kind_of(bytes) != Some(Kind::ServedModel) {
            return Served::new(ProbabilityModel::from_bytes(bytes)?);
        }
        let (_, body) = container::unpack(Kind::ServedModel, STATE_VERSION..=STATE_VERSION, bytes)?;
        let refuse = |what: &str| container::refused(ErrorKind::Corrupt, Kind::ServedModel, what);
        let parts = body.split_first_chunk().and_then(|(length, rest)| {
            rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)
        });
        let (model, serving) = parts.ok_or_else(|| refuse("it is shorter than it says"))?;
        let serving = serde_json::from_slice(serving).map_err(|error| refuse(&error.to_string()))?;
        Ok(Served { model: ProbabilityModel::from_bytes(model)?, serving: Mutex::new(serving) })
    }

    fn save(&self) -> Result<Vec<u8>> {
        let model = self.model.to_bytes()?;
        let serving = serde_json::to_vec(&*self.lock());
        let serving = serving.map_err(|error| {
            container::refused(ErrorKind::Internal, Kind::ServedModel, &error.to_string())
        })?;
        let body = [&(model.len() as u64).to_le_bytes()[..], &model, &serving].concat();
        Ok(container::pack(Kind::ServedModel, STATE_VERSION, &body))
    }
}

impl Served {
    fn new(model: ProbabilityModel) -> Result<Self> {
        let serving = Mutex::new(model.serving()?);
        Ok(Served { model, serving })
    }

    fn lock(&self) -> MutexGuard<'_, Serving> {
        self.serving.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Nothing to ask.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ModelDescribeRequest")]
pub(crate) struct DescribeRequest {}

/// What the model is.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "ModelDescribeResponse")]
pub(crate) struct DescribeResponse {
    /// What it foresees.
    target: String,
    /// How far ahead, in minutes.
    horizon_minutes: i64,
    /// The method.
    method: String,
    /// Its columns, in their order.
    features: Vec<String>,
    /// How good it was on later rows.
    metrics: Metrics,
    /// From which probability on an alarm is raised, and for how long; absent for a model that raises none by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    alert: Option<AlertRule>,
    /// Predictions whose outcome is not known yet.
    waiting: usize,
}

pub(super) fn describe(served: &Served, _: DescribeRequest, _: Option<&Handle>) -> Result<DescribeResponse> {
    let model = &served.model.model;
    Ok(DescribeResponse {
        target: served.model.target.to_string(),
        horizon_minutes: model.horizon_ms / errpredict::time::MINUTE_MS,
        method: model.predictor().name().to_owned(),
        features: model.features.clone(),
        metrics: model.metrics,
        alert: served.model.task.as_ref().map(|task| task.alert),
        waiting: served.lock().n_waiting(),
    })
}

/// What is asked; the counts are those of the monitor or rollup given along.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ModelPredictRequest")]
pub(crate) struct PredictRequest {
    /// The time; it never goes back.
    at: Timestamp,
    /// The services; every one when absent.
    only: Option<Vec<String>>,
    /// What is known of the services beside their events.
    #[serde(default)]
    services: Statics,
    /// Factors named with each prediction.
    #[serde(default)]
    n_factors: usize,
}

/// The predictions.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "ModelPredictResponse")]
pub(crate) struct PredictResponse {
    /// One a service.
    predictions: Vec<ErrorPrediction>,
}

pub(super) fn predict(
    served: &Served,
    request: PredictRequest,
    with: Option<&Handle>,
) -> Result<PredictResponse> {
    let rollup = super::counts_of(with)?;
    let set = served.model.task_state()?.feature_set.clone();
    let source = FeatureSource::new(&rollup, &request.services, set)?;
    let names = match &request.only {
        Some(names) => names.iter().map(String::as_str).collect::<Vec<_>>(),
        None => rollup.services().map(|(name, _)| name).collect(),
    };
    if request.only.is_some() {
        guard::count("predictions", guard::MOST_PREDICTIONS, names.len())?;
    }
    // What is asked is changed only when every answer is there.
    let mut serving = served.lock();
    let mut next = serving.clone();
    let predictions = names
        .into_iter()
        .map(|service| {
            let query = FeatureQuery { service, at: request.at };
            served.model.serve((&source, &rollup), &request.services, query, &mut next, request.n_factors)
        })
        .collect::<Result<Vec<_>>>()?;
    *serving = next;
    Ok(PredictResponse { predictions })
}

/// What is to be explained; the counts are those of the monitor or rollup given along.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ModelExplainRequest")]
pub(crate) struct ExplainRequest {
    /// The time; the end of the counts when absent.
    at: Option<Timestamp>,
    /// The services; every one when absent.
    only: Option<Vec<String>>,
    /// What is known of the services beside their events.
    #[serde(default)]
    services: Statics,
    /// Ways through single trees to tell with each, those that moved most first.
    #[serde(default)]
    paths: usize,
    /// Tell what the model relies on instead, measured over times of the counts.
    #[serde(default)]
    importance: bool,
}

/// As the operation `explain`: what was asked before and what came of it play no part.
pub(super) fn explain(
    served: &Served,
    request: ExplainRequest,
    with: Option<&Handle>,
) -> Result<ExplainResponse> {
    let rollup = super::counts_of(with)?;
    let log = (&rollup, &request.services);
    if request.importance {
        let asks =
            [(request.paths > 0, "paths"), (request.at.is_some(), "at"), (request.only.is_some(), "only")];
        if let Some((_, name)) = asks.into_iter().find(|(is_asked, _)| *is_asked) {
            let message = format!("`{name}` is of predictions, and `importance` explains none");
            return Err(Error::new(ErrorKind::InvalidArgument, message).with("path", name));
        }
        return ExplainResponse::importances(&served.model, log, None);
    }
    let end = rollup.now().ok_or_else(|| Error::not_enough("events", 1, 0))?;
    let at = request.at.unwrap_or(end);
    let queries: Vec<FeatureQuery<'_>> = match &request.only {
        Some(names) => names.iter().map(|service| FeatureQuery { service, at }).collect(),
        None => rollup.services().map(|(service, _)| FeatureQuery { service, at }).collect(),
    };
    ExplainResponse::of(&served.model, log, &queries, request.paths)
}

/// What came.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ModelOutcomeRequest")]
pub(crate) struct OutcomeRequest {
    /// The service of the prediction.
    service: String,
    /// The time of the prediction, as it was asked.
    at: Timestamp,
    /// Whether it happened within the horizon.
    happened: bool,
}

/// Whether that was news.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "ModelOutcomeResponse")]
pub(crate) struct OutcomeResponse {
    /// Whether the prediction was still waiting for its outcome.
    known: bool,
}

pub(super) fn outcome(
    served: &Served,
    request: OutcomeRequest,
    _: Option<&Handle>,
) -> Result<OutcomeResponse> {
    Ok(OutcomeResponse { known: served.lock().outcome(&request.service, request.at, request.happened) })
}
