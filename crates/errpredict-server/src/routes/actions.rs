//! `actions/`: one of them, and the steps of its life. Which step is open is decided by the database, as by the core.

use axum::Json;
use errpredict::Timestamp;
use errpredict::action::{ActionStatus, Move};
use errpredict_store::{StoredAction, StoredFeedback, Tenant};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::caller::Caller;
use crate::extract::{Body, Id};
use crate::problem::{Answered, Problem};

/// An action with what people said of it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ActionDetail {
    #[serde(flatten)]
    pub(crate) action: StoredAction,
    /// Feedback on it, the newest first.
    pub(crate) feedback: Vec<StoredFeedback>,
}

/// That an action ran.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Executed {
    /// What came of it; where absent the action is begun, and a second call says how it ended.
    result: Option<ActionResult>,
}

/// How an action ended.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActionResult {
    /// Whether it did what it should.
    success: bool,
    /// Seconds it took.
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<f64>,
    /// What was seen afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    impact_observed: Option<Value>,
}

/// When an action is to run.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Planned {
    /// The time.
    at: Timestamp,
}

async fn found(tenant: &Tenant, id: Uuid) -> Answered<StoredAction> {
    tenant.action(id).await?.ok_or_else(|| Problem::not_found(format!("action {id}")))
}

async fn step(
    caller: &Caller,
    id: Uuid,
    asked: Move,
    when: Option<Timestamp>,
) -> Answered<Json<StoredAction>> {
    caller.tenant.step_action(id, asked, when, None).await?;
    Ok(Json(found(&caller.tenant, id).await?))
}

pub(crate) async fn detail(caller: Caller, Id(id): Id) -> Answered<Json<ActionDetail>> {
    let action = found(&caller.tenant, id).await?;
    let feedback = caller.tenant.feedback_on(&action.advised.key).await?;
    Ok(Json(ActionDetail { action, feedback }))
}

pub(crate) async fn execute(
    caller: Caller,
    Id(id): Id,
    Body(said): Body<Executed>,
) -> Answered<Json<StoredAction>> {
    let tenant = &caller.tenant;
    if found(tenant, id).await?.advised.status != ActionStatus::Running {
        tenant.step_action(id, Move::Start, None, None).await?;
    }
    if let Some(result) = said.result {
        let asked = if result.success { Move::Succeed } else { Move::Fail };
        let value = serde_json::to_value(&result)
            .map_err(|error| errpredict::Error::new(errpredict::ErrorKind::Internal, error.to_string()))?;
        tenant.step_action(id, asked, None, Some(&value)).await?;
    }
    Ok(Json(found(tenant, id).await?))
}

pub(crate) async fn approve(caller: Caller, Id(id): Id) -> Answered<Json<StoredAction>> {
    step(&caller, id, Move::Approve, None).await
}

pub(crate) async fn reject(caller: Caller, Id(id): Id) -> Answered<Json<StoredAction>> {
    step(&caller, id, Move::Reject, None).await
}

pub(crate) async fn schedule(
    caller: Caller,
    Id(id): Id,
    Body(planned): Body<Planned>,
) -> Answered<Json<StoredAction>> {
    step(&caller, id, Move::Schedule, Some(planned.at)).await
}

pub(crate) async fn skip(caller: Caller, Id(id): Id) -> Answered<Json<StoredAction>> {
    step(&caller, id, Move::Skip, None).await
}

pub(crate) async fn roll_back(caller: Caller, Id(id): Id) -> Answered<Json<StoredAction>> {
    step(&caller, id, Move::RollBack, None).await
}
