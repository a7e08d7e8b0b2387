//! `errpredict serve --demo`: the made month of `errpredict demo`, moved so that it ends now, in a store of its own that goes with the
//! process. What the service would have said on the days before is in it, with what came of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use errpredict::analysis::{AnalysisConfig, Depth, analyze};
use errpredict::predict::{BurstRule, FittedTask, Target, TargetLimit, Task};
use errpredict::time::{DAY_MS, MINUTE_MS};
use errpredict::{Error, ErrorKind, Result, Rollup, Timestamp};
use errpredict_store::{IngestConfig, MOST_IN_A_BATCH, Resolution, Store, StoredPrediction, Tenant};

use crate::commands::demo::story::story;

/// The tenant of a demonstration.
pub(super) const TENANT: &str = "demo";
/// Days before the end of the month on which the service was asked, beside the end itself.
const ASKED_DAYS: i64 = 3;
/// Predictions that are looked at again.
const MOST: u16 = 10_000;

/// A folder that goes with this process.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Makes one; its name is this process's own.
    pub(super) fn make() -> Result<Folder> {
        let path = std::env::temp_dir().join(format!("errpredict-demo-{}", std::process::id()));
        std::fs::create_dir(&path).map_err(|error| {
            let message =
                format!("cannot make the folder of the demonstration, `{}`: {error}", path.display());
            Error::new(ErrorKind::Io, message)
        })?;
        Ok(Folder(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Whatever is left lies among the temporary files of the system.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Puts the month into a store.
pub(super) async fn fill(store: &Store, now: Timestamp) -> Result<()> {
    let tenant = store.tenant_named(TENANT).await?;
    let story = story();
    let end = now.floor_to(MINUTE_MS);
    let by_ms = end.ms() - story.end.ms();
    let mut events = story.events;
    for event in &mut events {
        event.timestamp = event.timestamp.plus_ms(by_ms);
    }
    for batch in events.chunks(MOST_IN_A_BATCH) {
        tenant.ingest(batch.to_vec(), None, now, &IngestConfig::default()).await?;
    }
    let rollup = tenant.rollup().await?;
    for days in (0..=ASKED_DAYS).rev() {
        let at = end.plus_ms(-days * DAY_MS);
        let depth = if days == 0 { Depth::Deep } else { Depth::Full };
        let config = AnalysisConfig { depth, ..AnalysisConfig::default() };
        tenant.write_analysis(&analyze(&rollup, at, &config)?).await?;
    }
    resolve(&tenant, &rollup, end).await?;
    store.refresh_views().await
}

/// Says of what was foreseen whether it came, where the log tells.
async fn resolve(tenant: &Tenant, rollup: &Rollup, until: Timestamp) -> Result<()> {
    let due = tenant.unresolved_predictions(until, MOST).await?;
    let known: Vec<Resolution> = due.iter().filter_map(|one| resolution(one, rollup, until)).collect();
    tenant.resolve_predictions(&known).await.map(drop)
}

/// What came of a prediction of a service; of slow requests the limit is not known, and of all services together nothing is counted.
fn resolution(prediction: &StoredPrediction, rollup: &Rollup, until: Timestamp) -> Option<Resolution> {
    let said = &prediction.said;
    let service = said.scope.service()?;
    let burst = BurstRule::default();
    let limit = match said.target {
        Target::Critical => TargetLimit::FIRST,
        Target::Burst | Target::FailedRequests => TargetLimit {
            at_least: said.burst_threshold?,
            window_minutes: burst.window_minutes,
            slow_ms: None,
        },
        _ => return None,
    };
    let task = Task {
        target: said.target,
        horizon_ms: i64::from(said.horizon_minutes) * MINUTE_MS,
        fingerprint: said.fingerprint,
        burst,
    };
    let task = FittedTask { task, limit, limits: BTreeMap::new() };
    task.outcome_known_at(rollup, service, said.at, until)?;
    Some(Resolution { id: prediction.id, occurred_at: task.first_after(rollup, service, said.at) })
}
