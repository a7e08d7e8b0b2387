//! Computes the feature row of a service at a time.

use std::collections::BTreeMap;

use errpredict::features::{FEATURE_SET_VERSION, FeatureSet, FeatureSource, Statics};
use errpredict::{Event, Result, RollupConfig, Timestamp};
use serde::{Deserialize, Serialize};

/// The events, the service and the time.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "FeaturesRequest")]
pub(crate) struct Request {
    /// The events, in any order.
    #[serde(deserialize_with = "crate::guard::at_most::<{ crate::guard::MOST_EVENTS }, _, _>")]
    events: Vec<Event>,
    /// The service.
    service: String,
    /// The time; nothing after it is read.
    at: Timestamp,
    /// Count the commonest error types up to this time; up to `at` when absent.
    types_until: Option<Timestamp>,
    /// What is known of the services beside their events.
    #[serde(default)]
    services: Statics,
    /// Caps and retention of the counts.
    #[serde(default)]
    rollup: RollupConfig,
}

/// One row.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "FeaturesResponse")]
pub(crate) struct Response {
    /// Version of the feature set.
    version: u32,
    /// The time the row speaks of: the asked one, floored to a whole minute.
    effective_at: Timestamp,
    /// The names of the columns, in the order a model is trained on.
    names: Vec<String>,
    /// The row by name; null is missing.
    features: BTreeMap<String, Option<f64>>,
}

/// # Errors
/// Those of the feature set.
pub(crate) fn run(request: Request) -> Result<Response> {
    let rollup = super::events::rollup(&request.events, &request.rollup)?;
    let set = FeatureSet::fit(&rollup, &request.services, request.types_until.unwrap_or(request.at));
    let source = FeatureSource::new(&rollup, &request.services, set)?;
    let row = source.extract(&request.service, request.at);
    let values = row.values.iter().map(|value| value.is_finite().then_some(*value));
    Ok(Response {
        version: FEATURE_SET_VERSION,
        effective_at: row.effective_at,
        names: source.names().to_vec(),
        features: source.names().iter().cloned().zip(values).collect(),
    })
}
