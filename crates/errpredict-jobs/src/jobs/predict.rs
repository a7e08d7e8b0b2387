//! `predict_errors_batch`: how likely trouble is, for every service.

use errpredict::analysis::Depth;
use errpredict::{Result, Timestamp};
use errpredict_store::Tenant;
use serde_json::json;

use crate::act;
use crate::alerts;
use crate::context::Context;
use crate::job::Done;

/// Analyses everything with the model that answers, and writes all of it; the views show it then.
pub(crate) async fn run(context: &Context, tenant: &Tenant, at: Timestamp) -> Result<Done> {
    let Some(found) = context.analysed(tenant, at, Depth::Deep).await? else {
        return Ok(Done::nothing("no event is stored"));
    };
    context.store.refresh_views().await?;
    let told = alerts::update(context, tenant, at).await?;
    let (measured, unmeasured) = act::verify(tenant, at).await?;
    let analysis = &found.analysis;
    let all = || analysis.services.iter().chain([&analysis.system]);
    let alerts = all().flat_map(|service| &service.predictions).filter(|told| told.alert).count();
    let lacking = all().flat_map(|service| &service.notes).filter(|note| note.part == "predictions").count();
    let mut warnings = Vec::new();
    if found.model.is_none() {
        warnings.push("no model answers yet: probabilities were learnt at the question".to_owned());
    }
    if lacking > 0 {
        warnings.push(format!("{lacking} services have no predictions: their notes say why"));
    }
    Ok(Done {
        samples: analysis.events,
        outputs: json!({
            "written": found.written, "model": found.model, "predictions_with_alert": alerts, "alerts": told,
            "services": analysis.services.len(), "actions_measured": measured, "actions_not_measured": unmeasured,
        }),
        warnings,
    })
}
