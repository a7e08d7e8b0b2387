//! Predicts with a trained model.

use errpredict::features::{FeatureQuery, Statics};
use errpredict::predict::{ErrorPrediction, Model, SeverityPrediction};
use errpredict::{Error, Event, Result, Rollup, RollupConfig};
use serde::{Deserialize, Serialize};

use super::train::TimedQuery;
use crate::guard;

/// The log, the model and what is asked.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PredictRequest")]
pub(crate) struct Request {
    /// The events, in any order.
    #[serde(deserialize_with = "crate::guard::at_most::<{ crate::guard::MOST_EVENTS }, _, _>")]
    events: Vec<Event>,
    /// The `model` of an answer of `train` or `train_severity`, or the bytes of a model file, in base64.
    model: String,
    /// What is asked; every service at the end of the log when absent.
    queries: Option<Vec<TimedQuery>>,
    /// What is known of the services beside their events.
    #[serde(default)]
    services: Statics,
    /// Caps and retention of the counts.
    #[serde(default)]
    rollup: RollupConfig,
}

/// The predictions.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "PredictResponse")]
pub(crate) struct Response {
    /// In the order of the queries; empty for a model of severities.
    predictions: Vec<ErrorPrediction>,
    /// The same of a model of severities (`train_severity`): probabilities of `calm`, `low`, `medium`, `high` and `critical`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    severities: Vec<SeverityPrediction>,
}

/// The queries given, or every service at the end of the log.
///
/// # Errors
/// `limit_exceeded` for more than 5,000 queries.
pub(super) fn asked<'a>(
    given: Option<&'a [TimedQuery]>,
    rollup: &'a Rollup,
) -> Result<Vec<FeatureQuery<'a>>> {
    if let Some(given) = given {
        guard::count("queries", guard::MOST_PREDICTIONS, given.len())?;
        return Ok(given.iter().map(TimedQuery::as_query).collect());
    }
    let now = rollup.now().ok_or_else(|| Error::not_enough("events", 1, 0))?;
    Ok(rollup.services().map(|(service, _)| FeatureQuery { service, at: now }).collect())
}

/// # Errors
/// Those of the model's bytes, of [`ProbabilityModel::predict_queries`] and of [`SeverityModel::predict_queries`].
///
/// [`ProbabilityModel::predict_queries`]: errpredict::predict::ProbabilityModel::predict_queries
/// [`SeverityModel::predict_queries`]: errpredict::predict::SeverityModel::predict_queries
pub(crate) fn run(request: Request) -> Result<Response> {
    let model = Model::from_bytes(&crate::base64::decode("model", &request.model)?)?;
    let rollup = super::events::rollup(&request.events, &request.rollup)?;
    let queries = asked(request.queries.as_deref(), &rollup)?;
    match model {
        Model::Probability(model) => {
            guard::answers(&model, queries.len(), 0)?;
            let predictions = model.predict_queries(&rollup, &request.services, &queries)?;
            Ok(Response { predictions, severities: Vec::new() })
        }
        Model::Severity(model) => {
            guard::severity_answers(&model, queries.len())?;
            let severities = model.predict_queries(&rollup, &request.services, &queries)?;
            Ok(Response { predictions: Vec::new(), severities })
        }
    }
}
