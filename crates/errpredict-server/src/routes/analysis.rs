//! Analyses that somebody asks for: begun at once, looked at as they go on, their results stored. And why something went wrong.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use errpredict::analysis::{Analysis, AnalysisConfig, Depth, analyze_keeping};
use errpredict::time::MINUTE_MS;
use errpredict::vocabulary::{PipelineStage, PipelineStatus};
use errpredict::{Error, ErrorKind, Result, Stop, Timestamp};
use errpredict_store::{Dashboard, StageEnd, StoredRootCauses, StoredRun, Tenant, Written};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::OwnedSemaphorePermit;
use uuid::Uuid;

use crate::app::{App, Shared};
use crate::caller::Caller;
use crate::clock::now;
use crate::extract::{Body, Id};
use crate::places::InLine;
use crate::problem::{Answered, Problem};
use crate::route::BASE;
use crate::secret::random_id;

/// What is to be analysed.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// The service; all of them where absent.
    service: Option<String>,
    /// `quick` finds anomalies, `full` predicts as well, `deep` looks for causes too.
    #[serde(default = "full", alias = "analysis_type")]
    mode: Depth,
    /// The time; nothing after it counts. The newest event where absent.
    at: Option<Timestamp>,
}

/// The same for all services.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedOfAll {
    /// As of `trigger-analysis`.
    #[serde(default = "full", alias = "analysis_type")]
    mode: Depth,
    /// As of `trigger-analysis`.
    at: Option<Timestamp>,
}

const fn full() -> Depth {
    Depth::Full
}

/// An analysis that was begun.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Begun {
    /// Its id.
    id: Uuid,
    /// Where it can be looked at.
    url: String,
    /// How far it goes.
    mode: Depth,
    /// Of which service; null for all.
    service: Option<String>,
}

/// How far an analysis has come.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Progress {
    /// Its id.
    id: Uuid,
    /// How it stands; `failed` too where the process that worked on it has not been heard of for an hour.
    status: PipelineStatus,
    /// Stages that are done, of all.
    done: usize,
    /// Stages in all.
    of: usize,
    /// What was written, once it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<Written>,
    /// What went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    /// Its stages.
    stages: Vec<StoredRun>,
}

/// Where causes are looked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedCauses {
    /// The service.
    service: String,
    /// The time; nothing after it counts. The newest event where absent.
    at: Option<Timestamp>,
}

/// What was found.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FoundCauses {
    /// As of when.
    at: Timestamp,
    /// The causes; null where nothing is wrong that could have one.
    root_causes: Option<StoredRootCauses>,
}

/// The pipeline that runs on demand.
const PIPELINE: &str = "analysis";
/// Stages: the counts are read, the analysis is made and written.
const STAGES: usize = 2;
/// Milliseconds after which nobody works on a stage any more that still says it runs.
const LOST_MS: i64 = 3_600_000;

pub(crate) async fn dashboard(caller: Caller) -> Answered<Json<Dashboard>> {
    Ok(Json(caller.tenant.dashboard(now()).await?))
}

pub(crate) async fn trigger(
    State(app): State<Shared>,
    caller: Caller,
    Body(wanted): Body<Wanted>,
) -> Answered<(StatusCode, Json<Begun>)> {
    begin(app, caller, wanted).await
}

pub(crate) async fn trigger_all(
    State(app): State<Shared>,
    caller: Caller,
    Body(WantedOfAll { mode, at }): Body<WantedOfAll>,
) -> Answered<(StatusCode, Json<Begun>)> {
    begin(app, caller, Wanted { service: None, mode, at }).await
}

async fn begin(app: Shared, caller: Caller, wanted: Wanted) -> Answered<(StatusCode, Json<Begun>)> {
    let line = app.analyses.line_up(caller.tenant_id, "analyses")?;
    let id = random_id()?;
    let stage = caller.tenant.begin_stage(id, PIPELINE, PipelineStage::DataPreparation, None, now()).await?;
    let begun = Begun {
        id,
        url: format!("{BASE}analysis/{id}/"),
        mode: wanted.mode,
        service: wanted.service.clone(),
    };
    tokio::spawn(async move {
        if let Err(error) = work(&app, &caller, line, (id, stage), wanted).await {
            tracing::warn!(analysis = %id, error = %error, "an analysis failed");
        }
    });
    Ok((StatusCode::ACCEPTED, Json(begun)))
}

/// Ends a stage as its work did.
async fn end<T>(
    tenant: &Tenant,
    stage: Uuid,
    done: Result<T>,
    outputs: impl Fn(&T) -> serde_json::Value,
) -> Result<T> {
    let end = match &done {
        Ok(value) => StageEnd { outputs: outputs(value), ..StageEnd::default() },
        Err(error) => StageEnd { error: Some(error.to_string()), ..StageEnd::default() },
    };
    tenant.end_stage(stage, now(), &end).await?;
    done
}

async fn work(
    app: &App,
    caller: &Caller,
    line: InLine,
    (id, stage): (Uuid, Uuid),
    wanted: Wanted,
) -> Result<()> {
    let tenant = &caller.tenant;
    let permit = match line.turn().await {
        Ok(permit) => permit,
        Err(error) => return end(tenant, stage, Err(error), |()| json!({})).await,
    };
    let span = app.telemetry.part_of(caller.place);
    let rollup = tenant.rollup().await;
    app.telemetry.end(span, "read counts", &rollup);
    let rollup = end(tenant, stage, rollup, |rollup| json!({"events": rollup.observed()})).await?;
    let of_mode = match wanted.mode {
        Depth::Quick => PipelineStage::AnomalyDetection,
        Depth::Full => PipelineStage::Prediction,
        _ => PipelineStage::RootCauseAnalysis,
    };
    let stage = tenant.begin_stage(id, PIPELINE, of_mode, None, now()).await?;
    let written = async {
        let is_of_one = wanted.service.is_some();
        let services = wanted.service.into_iter().collect();
        let span = app.telemetry.part_of(caller.place);
        let analysis = analyse(tenant, permit, rollup, services, wanted.mode, wanted.at).await;
        app.telemetry.end(span, "analyse", &analysis);
        let span = app.telemetry.part_of(caller.place);
        let (analysis, model) = analysis?;
        let written = match is_of_one {
            true => tenant.write_analysis_of_some(&analysis, model).await,
            false => tenant.write_analysis_of(&analysis, model).await,
        };
        app.telemetry.end(span, "write results", &written);
        written
    };
    let written = end(tenant, stage, written.await, |written| json!(written)).await?;
    app.changed(caller.tenant_id);
    app.tell(caller.tenant_id, "analysis", json!({"id": id, "written": written}));
    // Views that are old are old for everybody, and are refreshed again with the next analysis.
    app.store.refresh_views().await
}

/// The analysis itself, on a thread that may work for long, and has the turn for as long as it works; with the model that foresaw. It is
/// made as the jobs make theirs, so that both say the same; by the clock of UTC, as the zone of the jobs is a setting of the worker.
async fn analyse(
    tenant: &Tenant,
    permit: OwnedSemaphorePermit,
    rollup: errpredict::Rollup,
    services: Vec<String>,
    depth: Depth,
    at: Option<Timestamp>,
) -> Result<(Analysis, Option<Uuid>)> {
    let newest = rollup.now().ok_or_else(|| {
        Error::new(ErrorKind::NotEnoughData, "no event is stored: POST ingest/events/ takes some")
    })?;
    let at = at.unwrap_or_else(|| newest.bucket_end(MINUTE_MS));
    let (statics, calendar) = (tenant.statics().await?, tenant.calendar().await?);
    let as_jobs = errpredict_jobs::Config::default().analysis(depth);
    let mut config = AnalysisConfig { services, statics, ..as_jobs };
    calendar.tell(&mut config);
    let history = tenant.history(at, &calendar).await?;
    let (id, model) = errpredict_jobs::answering(tenant, &config, at).await?.unzip();
    let analysed = tokio::task::spawn_blocking(move || {
        let found = analyze_keeping(&rollup, at, &config, &history, model, Stop::NEVER);
        drop(permit);
        found
    });
    let (analysis, _) = analysed
        .await
        .map_err(|error| Error::new(ErrorKind::Internal, format!("an analysis ended badly: {error}")))??;
    Ok((analysis, id))
}

pub(crate) async fn progress(caller: Caller, Id(id): Id) -> Answered<Json<Progress>> {
    let stages = caller.tenant.stages_of_run(id).await?;
    let Some(last) = stages.iter().max_by_key(|stage| stage.started_at) else {
        return Err(Problem::not_found(format!("analysis {id}")));
    };
    let done = stages.iter().filter(|stage| stage.status == PipelineStatus::Completed).count();
    let lost_before = now().plus_ms(-LOST_MS);
    let is_lost = match last.status {
        PipelineStatus::Running => last.started_at < lost_before,
        // The next stage begins at once, or never.
        PipelineStatus::Completed if done < STAGES => last.ended_at.unwrap_or(last.started_at) < lost_before,
        _ => false,
    };
    let status = match last.status {
        _ if is_lost => PipelineStatus::Failed,
        // Between two stages.
        PipelineStatus::Completed if done < STAGES => PipelineStatus::Running,
        other => other,
    };
    let error = if is_lost {
        Some("the process that worked on it has ended: ask again".to_owned())
    } else {
        last.error.clone()
    };
    let written = (status == PipelineStatus::Completed)
        .then(|| serde_json::from_value(last.outputs.clone()).ok())
        .flatten();
    Ok(Json(Progress { id, status, done, of: STAGES, written, error, stages }))
}

pub(crate) async fn root_causes(caller: Caller, Id(id): Id) -> Answered<Json<StoredRootCauses>> {
    let found = caller.tenant.root_causes_of_id(id).await?;
    found.map(Json).ok_or_else(|| Problem::not_found(format!("analysis of causes {id}")))
}

pub(crate) async fn find_causes(
    State(app): State<Shared>,
    caller: Caller,
    Body(wanted): Body<WantedCauses>,
) -> Answered<Json<FoundCauses>> {
    let tenant = &caller.tenant;
    let permit = app.analyses.line_up(caller.tenant_id, "analyses")?.turn().await?;
    let rollup = tenant.rollup().await?;
    let services = vec![wanted.service.clone()];
    let (analysis, model) = analyse(tenant, permit, rollup, services, Depth::Deep, wanted.at).await?;
    tenant.write_analysis_of_some(&analysis, model).await?;
    let found = analysis.services.iter().find_map(|service| service.root_causes.as_ref());
    let root_causes = match found {
        Some(found) => tenant.root_causes_of_key(&found.key).await?,
        None => None,
    };
    Ok(Json(FoundCauses { at: analysis.effective_at, root_causes }))
}
