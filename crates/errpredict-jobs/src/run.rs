//! A slot that was claimed: the job is run for each of its tenants, kept while it runs, logged, and ended.

use std::time::Duration;

use errpredict::{Error, ErrorKind, Result, Timestamp};
use errpredict_store::{ClaimedSlot, StageEnd, Tenant};
use serde_json::json;

use crate::backoff::Backoff;
use crate::context::Context;
use crate::job::{Done, Job, job_named, run_job};
use crate::jobs::cleanup;

/// Longest wait between two attempts.
const MOST_WAIT_MS: u64 = 3_600_000;

/// Works on a slot until it is done, failed, or another's; gives what it failed of. That is written to the slot as well; an error here
/// is one of the database, after which the slot is free again when its lease ends.
///
/// # Errors
/// `unavailable` where the database cannot be reached.
pub async fn work_on(context: &Context, slot: &ClaimedSlot) -> Result<Option<String>> {
    let jobs = &context.config.jobs;
    let lease_ms = (jobs.lease_s * 1_000.0) as u32;
    let done = tokio::select! {
        done = for_tenants(context, slot) => done,
        () = kept(context, slot, lease_ms) => {
            tracing::warn!(job = slot.job, slot = %slot.slot, "the slot is another worker's meanwhile: it is left");
            return Ok(None);
        }
    };
    let error = done.err().map(|error| error.to_string());
    let backoff = Backoff { first_ms: (jobs.retry_s * 1_000.0) as u64, most_ms: MOST_WAIT_MS };
    let attempt = u32::try_from(slot.attempt).unwrap_or(1);
    let seed = slot.id.as_u64_pair().0;
    let again = (error.is_some() && slot.attempt < slot.max_attempts).then(|| backoff.after(attempt, seed));
    let is_ours = context.store.end_slot(slot, error.as_deref(), again).await?;
    match (&error, again) {
        _ if !is_ours => {
            tracing::warn!(job = slot.job, slot = %slot.slot, "the slot was another worker's when it was done");
        }
        (None, _) => tracing::info!(job = slot.job, slot = %slot.slot, attempt, "done"),
        (Some(error), Some(ms)) => {
            tracing::warn!(job = slot.job, slot = %slot.slot, attempt, error, again_in_ms = ms, "failed");
        }
        (Some(error), None) => {
            tracing::error!(job = slot.job, slot = %slot.slot, attempt, error, "failed for good");
        }
    }
    Ok(error)
}

/// Says three times in each lease that the slot is worked on; ends once it is another's.
async fn kept(context: &Context, slot: &ClaimedSlot, lease_ms: u32) {
    let each = Duration::from_millis(u64::from(lease_ms / 3).max(1));
    let lease = Duration::from_millis(u64::from(lease_ms));
    let mut since = Duration::ZERO;
    loop {
        tokio::time::sleep(each).await;
        match context.store.keep_slot(slot, lease_ms).await {
            Ok(true) => since = Duration::ZERO,
            Ok(false) => return,
            // The lease ends by itself: whoever cannot say that he works on it must not.
            Err(error) => {
                since += each;
                tracing::warn!(job = slot.job, error = %error, "the slot could not be kept");
                if since >= lease {
                    return;
                }
            }
        }
    }
}

async fn for_tenants(context: &Context, slot: &ClaimedSlot) -> Result<()> {
    let job = job_named(&slot.job)?;
    let tenants = match slot.of_tenant {
        Some(id) => vec![(id, String::new())],
        // What is old goes of those who were laid aside as well: how long it is kept was promised to people.
        None if job.name == cleanup::NAME => {
            let all = context.store.every_tenant().await?;
            all.into_iter().map(|tenant| (tenant.id, tenant.name)).collect()
        }
        None => context.store.tenants().await?,
    };
    let mut failed = Vec::new();
    for (id, name) in &tenants {
        let tenant = context.store.tenant(*id);
        // One tenant's trouble is not another's.
        if let Err(error) = logged(context, job, slot, &tenant).await {
            failed.push((name.clone(), error));
        }
    }
    if slot.of_tenant.is_none() && job.name == cleanup::NAME {
        cleanup::for_all(context, slot.slot).await?;
    }
    match failed.as_slice() {
        [] => Ok(()),
        [(_, error)] if tenants.len() == 1 => Err(error.clone()),
        [(name, error), ..] => {
            let message = format!(
                "it failed for {} of {} tenants, `{name}` first: {error}",
                failed.len(),
                tenants.len()
            );
            Err(Error::new(ErrorKind::Internal, message))
        }
    }
}

/// Runs a job for a tenant, with a row of `ml_pipeline_logs`.
async fn logged(context: &Context, job: &Job, slot: &ClaimedSlot, tenant: &Tenant) -> Result<Done> {
    let run = slot.run_id(tenant.id());
    let began = context.store.now().await?;
    let stage = tenant.begin_stage(run, job.name, job.stage, None, began).await?;
    let done = run_job(context, job.name, tenant, slot.slot).await;
    let end = match &done {
        Ok(done) => StageEnd {
            warnings: done.warnings.clone(),
            samples: i64::try_from(done.samples).ok(),
            outputs: done.outputs.clone(),
            ..StageEnd::default()
        },
        Err(error) => StageEnd {
            error: Some(error.to_string()),
            outputs: json!({"slot": slot.slot, "attempt": slot.attempt}),
            ..StageEnd::default()
        },
    };
    let ended: Timestamp = context.store.now().await?;
    tenant.end_stage(stage, ended, &end).await?;
    done
}
