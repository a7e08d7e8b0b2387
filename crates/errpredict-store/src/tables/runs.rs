//! `ml_pipeline_logs`: what ran, stage by stage.

use errpredict::vocabulary::{PipelineStage, PipelineStatus};
use errpredict::{Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::page::{Cursor, Page};
use crate::store::{Plan, Query, Tenant};
use crate::times::sql_time;

/// A run of a stage as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredRun {
    /// The row's id.
    pub id: Uuid,
    /// The run, of which this is one stage.
    pub run_id: Uuid,
    /// What ran.
    pub pipeline: String,
    /// Which stage of it.
    pub stage: PipelineStage,
    /// How it ended.
    pub status: PipelineStatus,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Rows or events it worked on.
    pub samples: Option<i64>,
    /// What came of it.
    pub outputs: Value,
    /// What went wrong.
    pub error: Option<String>,
    /// What a person should read.
    pub warnings: Vec<String>,
}

impl StoredRun {
    /// Its place in [`Tenant::runs`].
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        Cursor { at: self.started_at, id: self.id }
    }
}

const BEGIN: Query = Query {
    name: "begin a stage",
    text: "insert into ai_models.ml_pipeline_logs (tenant_id, run_id, pipeline, stage, model_id, started_at) \
           values (ai_platform.current_tenant(), $1, $2, $3, $4, $5) returning to_jsonb(id)",
};
const END: Query = Query {
    name: "end a stage",
    text: "update ai_models.ml_pipeline_logs set status = case when $3::text is not null then 'failed' \
           when cardinality($4::text[]) > 0 then 'warning' else 'completed' end, ended_at = $2, error = $3, warnings = $4, \
           samples = $5, outputs = $6 where id = $1 and status = 'running' returning 1",
};
const LIST: Query = Query {
    name: "runs of stages",
    text: "select to_jsonb(l) from ai_models.ml_pipeline_logs l where (started_at, id) < ($1, $2) order by started_at desc, id desc limit $3",
};
const TROUBLE: Query = Query {
    name: "runs that failed or warn",
    text: "select to_jsonb(l) from ai_models.ml_pipeline_logs l where status in ('failed', 'warning') and started_at > $1 \
           order by started_at desc limit $2",
};
const OF_RUN: Query = Query {
    name: "stages of a run",
    text: "select to_jsonb(l) from ai_models.ml_pipeline_logs l where run_id = $1 order by started_at",
};

pub(super) const QUERIES: &[Query] = &[BEGIN, END, LIST, TROUBLE, OF_RUN];

/// How a stage ended.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StageEnd {
    /// What went wrong; it then failed.
    pub error: Option<String>,
    /// What a person should read.
    pub warnings: Vec<String>,
    /// Rows or events it worked on.
    pub samples: Option<i64>,
    /// What came of it, as a JSON object.
    pub outputs: Value,
}

impl Tenant {
    /// Says that a stage of a run begins; gives the row's id.
    ///
    /// # Errors
    /// `conflict` where that stage of that run began before.
    pub async fn begin_stage(
        &self,
        run: Uuid,
        pipeline: &str,
        stage: PipelineStage,
        model: Option<Uuid>,
        at: Timestamp,
    ) -> Result<Uuid> {
        let ids: Vec<Uuid> =
            self.values(&BEGIN, Plan::Kept, &[&run, &pipeline, &stage.name(), &model, &sql_time(at)]).await?;
        Ok(ids.first().copied().unwrap_or_default())
    }

    /// Says how a stage ended; false where it does not run.
    ///
    /// # Errors
    /// `invalid_input` for an end before the begin.
    pub async fn end_stage(&self, id: Uuid, at: Timestamp, end: &StageEnd) -> Result<bool> {
        let outputs =
            if end.outputs.is_null() { Value::Object(serde_json::Map::new()) } else { end.outputs.clone() };
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 6] =
            [&id, &sql_time(at), &end.error, &end.warnings, &end.samples, &outputs];
        Ok(self.change(&END, &values).await? > 0)
    }

    /// Stages that ran, the newest first.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn runs(&self, page: &Page) -> Result<Vec<StoredRun>> {
        let (at, id, limit) = page.bounds();
        self.values(&LIST, Plan::Fresh, &[&at, &id, &limit]).await
    }

    /// Stages since a time that failed or have something to read, the newest first.
    ///
    /// # Errors
    /// As [`Tenant::runs`].
    pub async fn runs_in_trouble(&self, since: Timestamp, limit: u16) -> Result<Vec<StoredRun>> {
        self.values(&TROUBLE, Plan::Fresh, &[&sql_time(since), &i64::from(limit)]).await
    }

    /// The stages of a run, in order.
    ///
    /// # Errors
    /// As [`Tenant::runs`].
    pub async fn stages_of_run(&self, run: Uuid) -> Result<Vec<StoredRun>> {
        self.values(&OF_RUN, Plan::Kept, &[&run]).await
    }
}
