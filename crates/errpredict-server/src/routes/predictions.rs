//! `predictions/`: one of them, what they say by service, and whether it came.

use axum::Json;
use errpredict::Timestamp;
use errpredict::time::HOUR_MS;
use errpredict_store::{Resolution, ServicePredictions, StoredFeedback, StoredPrediction, Tenant};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::caller::Caller;
use crate::clock::now;
use crate::extract::{Asked, Body, Id};
use crate::problem::{Answered, Problem};

/// A prediction with what people said of it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PredictionDetail {
    #[serde(flatten)]
    pub(crate) prediction: StoredPrediction,
    /// Feedback on it, the newest first.
    pub(crate) feedback: Vec<StoredFeedback>,
}

/// How far back.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Since {
    /// So many hours back from now, 1 to 87,840; 24 where absent.
    #[schemars(range(min = 1, max = 87_840))]
    hours: Option<u32>,
}

impl Since {
    pub(super) const fn of(hours: Option<u32>) -> Since {
        Since { hours }
    }

    pub(crate) fn time(&self) -> Answered<Timestamp> {
        let hours = self.hours.unwrap_or(24);
        if !(1..=87_840).contains(&hours) {
            let expected = "a whole number from 1 to 87,840";
            return Err(errpredict::Error::setting("hours", expected, hours).into());
        }
        Ok(now().plus_ms(-i64::from(hours) * HOUR_MS))
    }
}

/// That it came.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Occurred {
    /// The event that it was, which is kept with it; its time counts unless another is given.
    error_id: Option<Uuid>,
    /// When it came; now where neither is given.
    timestamp: Option<Timestamp>,
}

pub(super) async fn found(tenant: &Tenant, id: Uuid) -> Answered<StoredPrediction> {
    tenant.prediction(id).await?.ok_or_else(|| Problem::not_found(format!("prediction {id}")))
}

pub(crate) async fn detail(caller: Caller, Id(id): Id) -> Answered<Json<PredictionDetail>> {
    let found = caller.tenant.prediction_with_feedback(id).await?;
    let (prediction, feedback) = found.ok_or_else(|| Problem::not_found(format!("prediction {id}")))?;
    Ok(Json(PredictionDetail { prediction, feedback }))
}

pub(crate) async fn by_service(
    caller: Caller,
    Asked(since): Asked<Since>,
) -> Answered<Json<Vec<ServicePredictions>>> {
    Ok(Json(caller.tenant.predictions_by_service(since.time()?).await?))
}

pub(crate) async fn trigger_alert(caller: Caller, Id(id): Id) -> Answered<Json<StoredPrediction>> {
    found(&caller.tenant, id).await?;
    caller.tenant.raise_alert(id).await?;
    Ok(Json(found(&caller.tenant, id).await?))
}

pub(crate) async fn occurred(
    caller: Caller,
    Id(id): Id,
    Body(said): Body<Occurred>,
) -> Answered<Json<StoredPrediction>> {
    found(&caller.tenant, id).await?;
    match said.error_id {
        Some(event) => {
            let found = caller.tenant.event(event).await?;
            let found = found.ok_or_else(|| Problem::not_found(format!("event {event}")))?;
            let at = said.timestamp.unwrap_or(found.event.timestamp);
            caller.tenant.prediction_came(id, at, event).await?;
        }
        None => {
            let occurred_at = Some(said.timestamp.unwrap_or_else(now));
            caller.tenant.resolve_predictions(&[Resolution { id, occurred_at }]).await?;
        }
    }
    Ok(Json(found(&caller.tenant, id).await?))
}

pub(crate) async fn did_not_occur(caller: Caller, Id(id): Id) -> Answered<Json<StoredPrediction>> {
    found(&caller.tenant, id).await?;
    caller.tenant.resolve_predictions(&[Resolution { id, occurred_at: None }]).await?;
    Ok(Json(found(&caller.tenant, id).await?))
}
