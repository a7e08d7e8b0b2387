//! `models/`: one of them with what is known about it, and which one answers.

use axum::Json;
use axum::http::Uri;
use errpredict::vocabulary::TrainingStatus;
use errpredict_store::{
    ActiveModel, DayOfModel, Evaluation, StoredFeature, StoredModel, StoredTraining, Tenant,
};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::caller::Caller;
use crate::clock::now;
use crate::extract::Id;
use crate::page::{PageOf, page_of};
use crate::problem::{Answered, Problem};

/// Rows of what belongs to a model.
const MOST: u16 = 1_000;
/// Milliseconds after which a training that still says it runs is lost, as an analysis is.
const LOST_MS: i64 = 3_600_000;
/// Features shown with their model.
const FEATURES_SHOWN: u16 = 10;

/// A model with what a page about it shows.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ModelDetail {
    #[serde(flatten)]
    pub(crate) model: StoredModel,
    /// How good it was when it was last tried on data it had not seen; absent where it never was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) latest_evaluation: Option<Evaluation>,
    /// The ten features that count most.
    pub(crate) features: Vec<StoredFeature>,
    /// Its last trainings, ten at most.
    pub(crate) trainings: Vec<StoredTraining>,
}

/// How good a model is, and was.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Performance {
    /// Evaluations on data it had not seen, the newest first.
    pub(crate) evaluations: Vec<Evaluation>,
    /// Day by day, the newest first.
    pub(crate) days: Vec<DayOfModel>,
    /// The last seven days against the seven before, where it answers; as of the last refresh of the views.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) trend: Option<ActiveModel>,
}

/// How far probabilities of a model can be taken at their word.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CalibrationOf {
    /// What it was tried on.
    dataset: String,
    /// Rows.
    samples: Option<i64>,
    /// Brier score, 0 (best) to 1.
    brier: Option<f64>,
    /// Expected calibration error, 0 (best) to 1.
    ece: Option<f64>,
    /// Log loss.
    log_loss: Option<f64>,
}

/// What became of a step.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ModelNow {
    /// The model that answers now, or that was archived.
    model: StoredModel,
}

async fn found(tenant: &Tenant, id: Uuid) -> Answered<StoredModel> {
    tenant.model(id).await?.ok_or_else(|| Problem::not_found(format!("model {id}")))
}

pub(crate) async fn detail(caller: Caller, Id(id): Id) -> Answered<Json<ModelDetail>> {
    let tenant = &caller.tenant;
    let model = found(tenant, id).await?;
    let latest_evaluation = tenant.evaluations(id, 1).await?.pop();
    let features = tenant.most_important_features(id, FEATURES_SHOWN).await?;
    let trainings = told(tenant.trainings(id, 10).await?);
    Ok(Json(ModelDetail { model, latest_evaluation, features, trainings }))
}

pub(crate) async fn performance(caller: Caller, Id(id): Id) -> Answered<Json<Performance>> {
    let tenant = &caller.tenant;
    found(tenant, id).await?;
    let evaluations = tenant.evaluations(id, MOST).await?;
    let days = tenant.days_of_model(id, MOST).await?;
    let trend = tenant.active_models_view().await?.into_iter().find(|model| model.model_id == id);
    Ok(Json(Performance { evaluations, days, trend }))
}

pub(crate) async fn features(caller: Caller, Id(id): Id, uri: Uri) -> Answered<Json<PageOf<StoredFeature>>> {
    found(&caller.tenant, id).await?;
    page_of(caller.tenant.most_important_features(id, MOST).await?, MOST.into(), &uri)
}

pub(crate) async fn trainings(
    caller: Caller,
    Id(id): Id,
    uri: Uri,
) -> Answered<Json<PageOf<StoredTraining>>> {
    found(&caller.tenant, id).await?;
    page_of(told(caller.tenant.trainings(id, MOST).await?), MOST.into(), &uri)
}

/// A training that has run for so long is told as failed: its process ended with it. One that ends after all is told as it ended.
fn told(mut trainings: Vec<StoredTraining>) -> Vec<StoredTraining> {
    let lost_before = now().plus_ms(-LOST_MS);
    for one in &mut trainings {
        if one.status == TrainingStatus::Running && one.started_at < lost_before {
            one.status = TrainingStatus::Failed;
            one.failure_reason =
                Some("nothing was heard of it for an hour: its process has ended; train again".to_owned());
        }
    }
    trainings
}

pub(crate) async fn evaluations(caller: Caller, Id(id): Id, uri: Uri) -> Answered<Json<PageOf<Evaluation>>> {
    found(&caller.tenant, id).await?;
    page_of(caller.tenant.evaluations(id, MOST).await?, MOST.into(), &uri)
}

pub(crate) async fn calibration(
    caller: Caller,
    Id(id): Id,
    uri: Uri,
) -> Answered<Json<PageOf<CalibrationOf>>> {
    found(&caller.tenant, id).await?;
    let all = caller.tenant.evaluations(id, MOST).await?;
    let of = |found: Evaluation| CalibrationOf {
        dataset: found.dataset,
        samples: found.samples,
        brier: found.brier,
        ece: found.ece,
        log_loss: found.log_loss,
    };
    page_of(all.into_iter().map(of).collect(), MOST.into(), &uri)
}

pub(crate) async fn days(caller: Caller, Id(id): Id, uri: Uri) -> Answered<Json<PageOf<DayOfModel>>> {
    found(&caller.tenant, id).await?;
    page_of(caller.tenant.days_of_model(id, MOST).await?, MOST.into(), &uri)
}

pub(crate) async fn promote(caller: Caller, Id(id): Id) -> Answered<Json<ModelNow>> {
    caller.tenant.promote_model(id).await?;
    Ok(Json(ModelNow { model: found(&caller.tenant, id).await? }))
}

pub(crate) async fn roll_back(caller: Caller, Id(id): Id) -> Answered<Json<ModelNow>> {
    let model = found(&caller.tenant, id).await?;
    if model.stage != "active" {
        let detail =
            format!("model {id} does not answer: only the one that answers gives way to the one before it");
        return Err(Problem::new(axum::http::StatusCode::CONFLICT, "conflict", detail));
    }
    let before = caller.tenant.roll_back_model(&model.model.name).await?;
    Ok(Json(ModelNow { model: found(&caller.tenant, before).await? }))
}

pub(crate) async fn archive(caller: Caller, Id(id): Id) -> Answered<Json<ModelNow>> {
    if !caller.tenant.archive_model(id).await? {
        return Err(Problem::not_found(format!("model {id}")));
    }
    Ok(Json(ModelNow { model: found(&caller.tenant, id).await? }))
}
