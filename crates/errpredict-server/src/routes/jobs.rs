//! Jobs: when they run and how that went, and how to ask for one out of its turn. A worker does the work, wherever it runs.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use errpredict_jobs::{JOBS, job_named};
use errpredict_store::StoredSlot;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::app::{App, Shared};
use crate::caller::Caller;
use crate::page::{PageOf, page_of};
use crate::problem::{Answered, Problem};

/// Slots shown of each job.
const SLOTS: u16 = 10;
/// Attempts that a job has which somebody asked for.
const ATTEMPTS: i32 = 3;

/// A job.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct JobRow {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it does.
    pub(crate) about: &'static str,
    /// When it is due, by the clock of the worker's zone.
    pub(crate) schedule: String,
    /// Its newest slots, and those that somebody of this tenant asked for.
    pub(crate) slots: Vec<StoredSlot>,
}

/// A job that was asked for.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Asked {
    /// The slot: its state stands in `jobs/`.
    id: Uuid,
    /// The job.
    job: &'static str,
}

pub(crate) async fn list(
    State(app): State<Shared>,
    caller: Caller,
    uri: Uri,
) -> Answered<Json<PageOf<JobRow>>> {
    page_of(all(&app, &caller).await?, usize::MAX, &uri)
}

/// Every job.
pub(crate) async fn all(app: &App, caller: &Caller) -> Answered<Vec<JobRow>> {
    let mut rows = Vec::new();
    for job in JOBS {
        let slots = app.store.slots(Some(job.name), caller.tenant_id, SLOTS).await?;
        rows.push(JobRow { name: job.name, about: job.about, schedule: job.every.in_words(), slots });
    }
    Ok(rows)
}

pub(crate) async fn run(
    State(app): State<Shared>,
    caller: Caller,
    Path(name): Path<String>,
) -> Answered<(StatusCode, Json<Asked>)> {
    let job =
        job_named(&name).map_err(|_| Problem::not_found(format!("job `{name}`: GET jobs/ lists all")))?;
    // By the clock that the workers go by.
    let now = app.store.now().await?;
    let asked = app.store.ask_for_job(job.name, now, Some(caller.tenant_id), &caller.name, ATTEMPTS).await?;
    let id = asked.ok_or_else(|| {
        Problem::new(StatusCode::CONFLICT, "conflict", "it was asked for at this very moment already")
    })?;
    Ok((StatusCode::ACCEPTED, Json(Asked { id, job: job.name })))
}
