//! `actions/`: one of them, and the steps of its life. Which step is open is decided by the database, as by the core.

use axum::Json;
use axum::http::StatusCode;
use errpredict::Timestamp;
use errpredict::action::{ActionStatus, ActionType, Effect, Move};
use errpredict_jobs::executor_for;
use errpredict_store::{Calendar, RunKind, StoredAction, StoredActionRun, StoredFeedback, Tenant};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::caller::Caller;
use crate::extract::{Body, Id};
use crate::problem::{Answered, Problem};
use crate::route::{OPERATOR, Route, VIEWER};

/// An action with what people said of it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ActionDetail {
    #[serde(flatten)]
    pub(crate) action: StoredAction,
    /// Feedback on it, the newest first.
    pub(crate) feedback: Vec<StoredFeedback>,
    /// What its executor was asked for, the newest first.
    pub(crate) runs: Vec<StoredActionRun>,
    /// What it would do, as its executor said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) dry_run: Option<Value>,
    /// What it achieved: errors seen after it, and those that would have come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) measured_effect: Option<Value>,
}

/// What a type of action achieved before.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct EffectOf {
    /// The type.
    action_type: ActionType,
    /// Share of the errors that did not come, with its interval; null for a type that was never measured.
    effect: Option<Effect>,
}

/// An executor was asked.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AskedExecutor {
    /// The run: it stands in the action.
    run: Uuid,
    /// Of whom.
    executor: String,
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
    let runs = caller.tenant.runs_of_action(id).await?;
    let (dry_run, measured_effect) = caller.tenant.dry_run_and_effect(id).await?;
    Ok(Json(ActionDetail { action, feedback, runs, dry_run, measured_effect }))
}

/// The name of whoever carries an action out; none where people do.
async fn executor_of(tenant: &Tenant, action: &StoredAction) -> Answered<Option<String>> {
    let said = tenant.on_primary().configuration().await?;
    let advised = &action.advised;
    let found = executor_for(&said.executors, &said.groups, advised.action_type, advised.scope.service());
    Ok(found.map(|(executor, _)| executor.name.clone()))
}

/// Whether an executor works on it.
async fn is_in_hand(tenant: &Tenant, id: Uuid) -> Answered<bool> {
    let runs = tenant.runs_of_action(id).await?;
    let is_open = |run: &StoredActionRun| matches!(run.status.as_str(), "pending" | "running");
    Ok(runs.iter().any(|run| run.kind == RunKind::Execute && is_open(run)))
}

async fn efficacy(caller: Caller) -> Answered<Json<Vec<EffectOf>>> {
    let now = crate::clock::now();
    let known = caller.tenant.history(now, &Calendar::default()).await?.efficacy(now)?;
    let all = ActionType::ALL.iter().map(|kind| EffectOf { action_type: *kind, effect: known.of(*kind) });
    Ok(Json(all.collect()))
}

async fn dry_run(caller: Caller, Id(id): Id) -> Answered<(StatusCode, Json<AskedExecutor>)> {
    let action = found(&caller.tenant, id).await?;
    let conflict = |detail: String| Problem::new(StatusCode::CONFLICT, "conflict", detail);
    let kind = action.advised.action_type;
    let executor = executor_of(&caller.tenant, &action).await?.ok_or_else(|| {
        conflict(format!("nobody carries out {kind} there: POST configuration/executors/ registers who does"))
    })?;
    let run = caller.tenant.ask_executor(id, RunKind::DryRun, &executor, None).await?;
    let run = run.ok_or_else(|| conflict("it is being asked already what it would do".to_owned()))?;
    Ok((StatusCode::ACCEPTED, Json(AskedExecutor { run, executor })))
}

pub(crate) async fn execute(
    caller: Caller,
    Id(id): Id,
    Body(said): Body<Executed>,
) -> Answered<Json<StoredAction>> {
    let tenant = &caller.tenant;
    let action = found(tenant, id).await?;
    if is_in_hand(tenant, id).await? {
        let detail = "an executor works on it, and will say how it ended";
        return Err(Problem::new(StatusCode::CONFLICT, "conflict", detail));
    }
    if action.advised.status != ActionStatus::Running {
        match executor_of(tenant, &action).await?.filter(|_| said.result.is_none()) {
            Some(executor) => drop(tenant.start_action(id, &executor).await?),
            None => drop(tenant.step_action(id, Move::Start, None, None).await?),
        }
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

/// What an executor did it takes back; what people did they took back when they say so.
pub(crate) async fn roll_back(caller: Caller, Id(id): Id) -> Answered<Json<StoredAction>> {
    let action = found(&caller.tenant, id).await?;
    let runs = caller.tenant.runs_of_action(id).await?;
    let was_carried_out = runs.iter().any(|run| run.kind == RunKind::Execute && run.ended_at.is_some());
    let can = action.advised.reversibility.can_roll_back()
        && matches!(action.advised.status, ActionStatus::Executed | ActionStatus::Failed);
    match executor_of(&caller.tenant, &action).await?.filter(|_| was_carried_out && can) {
        Some(executor) => {
            // Asked for already, it is under way.
            caller.tenant.ask_executor(id, RunKind::RollBack, &executor, None).await?;
            Ok(Json(found(&caller.tenant, id).await?))
        }
        None => step(&caller, id, Move::RollBack, None).await,
    }
}

/// The routes of executors.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("actions/efficacy/", VIEWER, "What each type of action achieved before.", efficacy)
            .answers::<Vec<EffectOf>>(),
        Route::post("actions/{id}/dry_run/", OPERATOR, "Asks an executor what an action would do.", dry_run)
            .answers::<AskedExecutor>()
            .with_status(202),
    ]
}
