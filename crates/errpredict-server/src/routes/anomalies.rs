//! `anomalies/`: one of them with what explains it and what to do, and what people say of it.

use axum::Json;
use errpredict_store::{StoredAction, StoredAnomaly, StoredFeedback, StoredRootCauses, Tenant};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::caller::Caller;
use crate::extract::Id;
use crate::problem::{Answered, Problem};

/// An anomaly with everything that follows from it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AnomalyDetail {
    #[serde(flatten)]
    pub(crate) anomaly: StoredAnomaly,
    /// What may have caused it, the newest analysis first.
    pub(crate) root_causes: Vec<StoredRootCauses>,
    /// What to do about it, the newest advice first.
    pub(crate) actions_advised: Vec<StoredAction>,
    /// What people said of it, the newest first.
    pub(crate) feedback: Vec<StoredFeedback>,
}

async fn found(tenant: &Tenant, id: Uuid) -> Answered<StoredAnomaly> {
    tenant.anomaly(id).await?.ok_or_else(|| Problem::not_found(format!("anomaly {id}")))
}

pub(crate) async fn detail(caller: Caller, Id(id): Id) -> Answered<Json<AnomalyDetail>> {
    let tenant = &caller.tenant;
    let anomaly = found(tenant, id).await?;
    let root_causes = tenant.root_causes_of_anomaly(&anomaly.found.key).await?;
    let actions_advised = tenant.actions_of_anomaly(id).await?;
    let feedback = tenant.feedback_on_anomaly(id).await?;
    Ok(Json(AnomalyDetail { anomaly, root_causes, actions_advised, feedback }))
}

pub(crate) async fn acknowledge(caller: Caller, Id(id): Id) -> Answered<Json<StoredAnomaly>> {
    caller.tenant.acknowledge_anomaly(id).await?;
    Ok(Json(found(&caller.tenant, id).await?))
}

pub(crate) async fn false_positive(caller: Caller, Id(id): Id) -> Answered<Json<StoredAnomaly>> {
    caller.tenant.call_false_positive(id).await?;
    Ok(Json(found(&caller.tenant, id).await?))
}
