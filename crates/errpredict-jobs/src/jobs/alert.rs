//! `alert_high_risk_predictions`: word of what is likely to come, and of what nobody answered.

use errpredict::{Result, Timestamp};
use errpredict_store::Tenant;
use serde_json::json;

use crate::act;
use crate::alerts;
use crate::context::Context;
use crate::job::Done;

/// Looks at what is stored, moves every alert on, and begins actions that may run unattended.
pub(crate) async fn run(context: &Context, tenant: &Tenant, at: Timestamp) -> Result<Done> {
    let told = alerts::update(context, tenant, at).await?;
    let risks = alerts::update_predictions(context, tenant, at).await?;
    let begun = act::begin_unattended(tenant, at).await?;
    Ok(Done {
        samples: told.looked_at + risks.looked_at,
        outputs: json!({"anomalies": told, "predictions": risks, "actions_begun": begun}),
        warnings: Vec::new(),
    })
}
