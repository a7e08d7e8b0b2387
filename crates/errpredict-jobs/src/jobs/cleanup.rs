//! `cleanup_old_predictions`: what is too old goes, what comes finds room.

use errpredict::time::DAY_MS;
use errpredict::vocabulary::TrainingStatus;
use errpredict::{Result, Timestamp};
use errpredict_store::Tenant;
use serde_json::json;

use crate::context::Context;
use crate::job::Done;

/// Its name: what it does for all tenants together is done once.
pub(crate) const NAME: &str = "cleanup_old_predictions";

/// Puts the closed days of a tenant's counts together, and takes away what the tenant keeps for shorter than the others.
pub(crate) async fn run(_: &Context, tenant: &Tenant, at: Timestamp) -> Result<Done> {
    let closed = tenant.close_days(at.plus_ms(-DAY_MS)).await?;
    let keep = tenant.configuration().await?.retention.unwrap_or_default();
    let gone = tenant.retire_own(at, &keep).await?;
    let lost = tenant.trainings_running_since(at.plus_ms(-DAY_MS)).await?;
    for training in &lost {
        // By the clock of the job, which may be behind the one of the process that is gone.
        let ended = at.max(training.started_at);
        let why = Some("its process ended before it did");
        tenant.end_training(training.id, TrainingStatus::Failed, ended, None, why).await?;
    }
    Ok(Done {
        samples: closed as u64,
        outputs: json!({"services_put_together": closed, "rows_gone_by_own_retention": gone, "trainings_lost": lost.len()}),
        warnings: Vec::new(),
    })
}

/// Takes away what is too old of all tenants, makes parts ahead and brings the views up to date.
pub(crate) async fn for_all(context: &Context, at: Timestamp) -> Result<()> {
    let store = &context.store;
    let retired = store.retire(at, &context.config.retention()).await?;
    let slots = store.retire_slots(at.plus_ms(-context.config.retention_ms())).await?;
    let parts = store.make_parts_ahead(at).await?;
    store.refresh_views().await?;
    tracing::info!(
        parts_gone = retired.parts,
        rows_gone = retired.rows,
        slots_gone = slots,
        parts_made = parts,
        busy = retired.busy,
        "cleaned up"
    );
    Ok(())
}
