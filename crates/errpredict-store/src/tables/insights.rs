//! `ai_insights`: what it means, for people who read no logs.

use errpredict::insight::{AiInsight, InsightStatus};
use errpredict::{Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::predictions::unwritable;
use crate::page::{Cursor, Page};
use crate::store::{Plan, Query, Tenant};
use crate::times::sql_time;

/// An insight as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredInsight {
    /// The row's id.
    pub id: Uuid,
    /// What was found, and where it stands.
    #[serde(flatten)]
    pub found: AiInsight,
    /// Who looks after it.
    pub assignee: Option<String>,
    /// What people wrote about it.
    pub notes: String,
    /// When it was resolved.
    pub resolved_at: Option<Timestamp>,
}

impl StoredInsight {
    /// Its place in [`Tenant::insights`].
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        Cursor { at: self.found.at, id: self.id }
    }
}

macro_rules! insight {
    ($rest:literal) => {
        concat!(
            "select jsonb_strip_nulls(jsonb_build_object('id', id, 'key', key, 'service', service, \
             'system', case when service is null then true end, 'insight_type', insight_type, 'severity', severity, 'title', title, \
             'description', description, 'evidence', evidence, 'chance', chance, 'actions', actions, 'impact', impact, \
             'effort', effort, 'status', status, 'at', at, 'expires', expires, 'because', because, 'assignee', assignee, \
             'notes', notes, 'resolved_at', resolved_at)) ",
            $rest
        )
    };
}

/// What is found again is the same insight while it is open; where it stands is not changed by being found again.
pub(crate) const WRITE: Query = Query {
    name: "write insights",
    text: "insert into ai_models.ai_insights (tenant_id, key, service, insight_type, severity, title, description, data, evidence, \
           chance, confidence, actions, impact, effort, at, expires, because) \
           select distinct on (r.key) ai_platform.current_tenant(), r.key, r.service, r.insight_type, r.severity, r.title, \
           r.description, r.data, r.evidence, r.chance, r.confidence, r.actions, r.impact, r.effort, r.at, r.expires, \
           coalesce(r.because, '{}') \
           from jsonb_to_recordset($1) as r(key text, service text, insight_type text, severity text, title text, description text, \
           data jsonb, evidence jsonb, chance jsonb, confidence float8, actions text[], impact text, effort text, at timestamptz, \
           expires timestamptz, because text[]) order by r.key, r.at desc \
           on conflict (tenant_id, key) where status in ('new', 'acknowledged', 'in_progress') \
           do update set severity = excluded.severity, title = excluded.title, description = excluded.description, \
           data = excluded.data, evidence = excluded.evidence, chance = excluded.chance, confidence = excluded.confidence, \
           actions = excluded.actions, impact = excluded.impact, effort = excluded.effort, at = excluded.at, \
           expires = excluded.expires, because = excluded.because where ai_insights.at <= excluded.at returning 1",
};
const LIST: Query = Query {
    name: "insights",
    text: insight!(
        "from ai_models.ai_insights where ($4::text is null or service = $4) and ($5::text is null or status = $5) \
         and (at, id) < ($1, $2) order by at desc, id desc limit $3"
    ),
};
const BY_ID: Query = Query { name: "insight", text: insight!("from ai_models.ai_insights where id = $1") };
const OPEN: Query = Query {
    name: "open insight of a key",
    text: insight!(
        "from ai_models.ai_insights where key = $1 and status in ('new', 'acknowledged', 'in_progress')"
    ),
};
const EXPIRED: Query = Query {
    name: "open insights that have expired",
    text: insight!(
        "from ai_models.ai_insights where status in ('new', 'acknowledged', 'in_progress') and expires <= $1 order by expires limit $2"
    ),
};
const ASSIGNED: Query = Query {
    name: "insights of an assignee",
    text: insight!("from ai_models.ai_insights where assignee = $1 order by at desc limit $2"),
};
const STEP: Query = Query {
    name: "move an insight",
    text: "update ai_models.ai_insights set status = $2 where id = $1 returning 1",
};
const ASSIGN: Query = Query {
    name: "assign an insight",
    text: "update ai_models.ai_insights set assignee = $2, notes = concat_ws(E'\\n', nullif(notes, ''), $3::text) where id = $1 returning 1",
};

/// What an item of a list is made of.
pub(super) const SELECT: &str = insight!("");

pub(super) const QUERIES: &[Query] = &[WRITE, LIST, BY_ID, OPEN, EXPIRED, ASSIGNED, STEP, ASSIGN];

/// As JSON, with what stands in columns of its own: the numbers by name, and how sure it is.
pub(crate) fn with_data(found: &AiInsight) -> Result<Value> {
    let mut value = serde_json::to_value(found).map_err(unwritable)?;
    value["data"] = json!(found.data());
    value["confidence"] = json!(found.chance.map(|chance| chance.sure()));
    Ok(value)
}

impl Tenant {
    /// Insights, the newest first, of one service or of all, in one state or in any.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn insights(
        &self,
        service: Option<&str>,
        status: Option<InsightStatus>,
        page: &Page,
    ) -> Result<Vec<StoredInsight>> {
        let (at, id, limit) = page.bounds();
        let status = status.map(InsightStatus::name);
        self.values(&LIST, Plan::Fresh, &[&at, &id, &limit, &service, &status]).await
    }

    /// The insight of an id.
    ///
    /// # Errors
    /// As [`Tenant::insights`].
    pub async fn insight(&self, id: Uuid) -> Result<Option<StoredInsight>> {
        Ok(self.values(&BY_ID, Plan::Kept, &[&id]).await?.pop())
    }

    /// The insight of a key of the core that is still open.
    ///
    /// # Errors
    /// As [`Tenant::insights`].
    pub async fn open_insight(&self, key: &str) -> Result<Option<StoredInsight>> {
        Ok(self.values(&OPEN, Plan::Kept, &[&key]).await?.pop())
    }

    /// Open insights that no longer hold at that time, the longest expired first.
    ///
    /// # Errors
    /// As [`Tenant::insights`].
    pub async fn expired_insights(&self, at: Timestamp, limit: u16) -> Result<Vec<StoredInsight>> {
        self.values(&EXPIRED, Plan::Fresh, &[&sql_time(at), &i64::from(limit)]).await
    }

    /// What somebody looks after, the newest first.
    ///
    /// # Errors
    /// As [`Tenant::insights`].
    pub async fn insights_of_assignee(&self, assignee: &str, limit: u16) -> Result<Vec<StoredInsight>> {
        self.values(&ASSIGNED, Plan::Kept, &[&assignee, &i64::from(limit)]).await
    }

    /// Moves an insight on; false where there is none.
    ///
    /// # Errors
    /// `invalid_argument` for a step that is not open: from `resolved` and `wont_fix` there is none.
    pub async fn move_insight(&self, id: Uuid, to: InsightStatus) -> Result<bool> {
        Ok(self.change(&STEP, &[&id, &to.name()]).await? > 0)
    }

    /// Gives an insight to somebody, or takes it back, with a note; false where there is none.
    ///
    /// # Errors
    /// As [`Tenant::insights`].
    pub async fn assign_insight(&self, id: Uuid, assignee: Option<&str>, note: Option<&str>) -> Result<bool> {
        Ok(self.change(&ASSIGN, &[&id, &assignee, &note]).await? > 0)
    }
}
