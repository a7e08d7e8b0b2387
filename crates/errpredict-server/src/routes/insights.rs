//! `insights/`: one of them, what is open by service, and how far people are with it.

use axum::Json;
use errpredict::insight::InsightStatus;
use errpredict_store::{ServiceInsights, StoredInsight, Tenant};
use schemars::JsonSchema;
use serde::Deserialize;
use uuid::Uuid;

use crate::caller::Caller;
use crate::extract::{Body, Id};
use crate::problem::{Answered, Problem};

/// Who looks after an insight.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Acknowledged {
    /// Who looks after it from now on.
    pub(crate) assignee: Option<String>,
    /// A note.
    pub(crate) notes: Option<String>,
}

/// How an insight was resolved.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Resolved {
    /// A note.
    pub(crate) notes: Option<String>,
    /// Whether nothing will be done about it.
    #[serde(default)]
    pub(crate) wont_fix: bool,
}

async fn found(tenant: &Tenant, id: Uuid) -> Answered<StoredInsight> {
    tenant.insight(id).await?.ok_or_else(|| Problem::not_found(format!("insight {id}")))
}

pub(crate) async fn detail(caller: Caller, Id(id): Id) -> Answered<Json<StoredInsight>> {
    found(&caller.tenant, id).await.map(Json)
}

pub(crate) async fn by_service(caller: Caller) -> Answered<Json<Vec<ServiceInsights>>> {
    Ok(Json(caller.tenant.insights_by_service(crate::clock::now()).await?))
}

async fn step(
    tenant: &Tenant,
    id: Uuid,
    to: InsightStatus,
    assignee: Option<&str>,
    notes: Option<&str>,
) -> Answered<Json<StoredInsight>> {
    let before = found(tenant, id).await?;
    tenant.move_insight(id, to).await?;
    if assignee.is_some() || notes.is_some() {
        tenant.assign_insight(id, assignee.or(before.assignee.as_deref()), notes).await?;
    }
    Ok(Json(found(tenant, id).await?))
}

pub(crate) async fn acknowledge(
    caller: Caller,
    Id(id): Id,
    Body(said): Body<Acknowledged>,
) -> Answered<Json<StoredInsight>> {
    step(&caller.tenant, id, InsightStatus::Acknowledged, said.assignee.as_deref(), said.notes.as_deref())
        .await
}

pub(crate) async fn resolve(
    caller: Caller,
    Id(id): Id,
    Body(said): Body<Resolved>,
) -> Answered<Json<StoredInsight>> {
    let to = if said.wont_fix { InsightStatus::WontFix } else { InsightStatus::Resolved };
    step(&caller.tenant, id, to, None, said.notes.as_deref()).await
}
