//! `errors/` and `patterns/`: one of them, and what they are together.

use axum::Json;
use axum::http::Uri;
use errpredict::Event;
use errpredict::time::DAY_MS;
use errpredict_store::{EventStats, StoredAnomaly, StoredEvent, StoredPattern, ThinnedGroup};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::predictions::Since;
use crate::caller::Caller;
use crate::clock::now;
use crate::extract::{Asked, Body, Id};
use crate::page::{PageOf, page_of};
use crate::problem::{Answered, Problem};

/// Events shown with their group.
const EVENTS_SHOWN: u16 = 20;
/// Days in which they are looked for.
const DAYS: i64 = 30;

/// An error group with what is near it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PatternDetail {
    #[serde(flatten)]
    pub(crate) pattern: StoredPattern,
    /// Its newest events of the last 30 days, 20 at most.
    pub(crate) events: Vec<Event>,
    /// Anomalies of it, the newest first.
    pub(crate) anomalies: Vec<StoredAnomaly>,
}

/// Which events are counted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counted {
    /// So many hours back from now, 1 to 87,840; 24 where absent.
    #[schemars(range(min = 1, max = 87_840))]
    hours: Option<u32>,
    /// Of this service alone.
    service: Option<String>,
}

/// What a person found out about an error group.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Explained {
    /// The cause.
    pub(crate) cause: Option<String>,
    /// What helped.
    pub(crate) resolution: Option<String>,
}

pub(crate) async fn detail(caller: Caller, Id(id): Id) -> Answered<Json<StoredEvent>> {
    let found = caller.tenant.event(id).await?;
    found.map(Json).ok_or_else(|| Problem::not_found(format!("event {id}")))
}

pub(crate) async fn stats(caller: Caller, Asked(asked): Asked<Counted>) -> Answered<Json<EventStats>> {
    let since = Since::of(asked.hours).time()?;
    Ok(Json(caller.tenant.event_stats(since, asked.service.as_deref()).await?))
}

/// Groups that are listed.
const FLOODS_SHOWN: u16 = 1_000;

pub(crate) async fn floods(caller: Caller, uri: Uri) -> Answered<Json<PageOf<ThinnedGroup>>> {
    page_of(caller.tenant.thinned_groups(FLOODS_SHOWN).await?, FLOODS_SHOWN.into(), &uri)
}

pub(super) async fn pattern_of(caller: &Caller, id: uuid::Uuid) -> Answered<StoredPattern> {
    caller.tenant.pattern(id).await?.ok_or_else(|| Problem::not_found(format!("pattern {id}")))
}

pub(crate) async fn pattern(caller: Caller, Id(id): Id) -> Answered<Json<PatternDetail>> {
    let pattern = pattern_of(&caller, id).await?;
    let fingerprint = pattern.group.fingerprint.to_string();
    let until = now();
    let events = caller
        .tenant
        .events_of_group(&fingerprint, until.plus_ms(-DAYS * DAY_MS), until, EVENTS_SHOWN)
        .await?;
    let events = events.into_iter().filter(|event| event.service == pattern.service).collect();
    let anomalies = caller.tenant.anomalies_of_group(&fingerprint).await?;
    Ok(Json(PatternDetail { pattern, events, anomalies }))
}

pub(crate) async fn explain(
    caller: Caller,
    Id(id): Id,
    Body(said): Body<Explained>,
) -> Answered<Json<StoredPattern>> {
    let found = pattern_of(&caller, id).await?;
    let fingerprint = found.group.fingerprint.to_string();
    let (cause, resolution) = (said.cause.as_deref(), said.resolution.as_deref());
    caller.tenant.explain_pattern(&found.service, &fingerprint, cause, resolution).await?;
    pattern_of(&caller, id).await.map(Json)
}
