//! `error_patterns`: groups of equal errors, as analyses found them.

use errpredict::analysis::{GroupSummary, ServiceAnalysis};
use errpredict::pattern::states::State;
use errpredict::{Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::predictions::unwritable;
use crate::store::{Plan, Query, Tenant};
use crate::times::sql_time;

/// A group of equal errors as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredPattern {
    /// The row's id.
    pub id: Uuid,
    /// The service.
    pub service: String,
    /// The group.
    #[serde(flatten)]
    pub group: GroupSummary,
    /// Whether it is new, regressed, escalating or vanished; absent for what is as it was.
    pub state: Option<State>,
    /// What a person found to be its cause.
    pub cause: Option<String>,
    /// What helped.
    pub resolution: Option<String>,
    /// Whose it is.
    pub assignee: Option<String>,
    /// Until when nobody wants to hear of it.
    pub ignored_until: Option<Timestamp>,
    /// When a person called it resolved.
    pub resolved_at: Option<Timestamp>,
    /// Who.
    pub resolved_by: Option<String>,
    /// In which release; absent where from then on.
    pub resolved_in: Option<String>,
    /// When the first event came that contradicts it: a regression.
    pub regressed_at: Option<Timestamp>,
    /// The release of that event, where it names one.
    pub regressed_in: Option<String>,
    /// The group it is shown with.
    pub merged_into: Option<Uuid>,
}

macro_rules! pattern {
    ($rest:literal) => {
        concat!(
            "select jsonb_strip_nulls(jsonb_build_object('id', id, 'service', service, 'fingerprint', fingerprint, \
             'error_type', error_type, 'sample', sample, 'template', template, 'similar', similar_groups, 'first_seen', first_seen, \
             'last_seen', last_seen, 'errors_last_day', errors_last_day, 'errors', errors, 'state', state, 'cause', cause, \
             'resolution', resolution, 'assignee', assignee, 'ignored_until', ignored_until, 'resolved_at', resolved_at, \
             'resolved_by', resolved_by, 'resolved_in', resolved_in, 'regressed_at', regressed_at, 'regressed_in', regressed_in, \
             'merged_into', merged_into)) ",
            $rest
        )
    };
}

pub(super) use pattern;

/// What people said of a group stays; what came back after it was resolved is a regression until it is resolved again.
pub(crate) const WRITE: Query = Query {
    name: "write patterns",
    text: "insert into ai_models.error_patterns (tenant_id, service, fingerprint, error_type, template, sample, errors, \
           errors_last_day, first_seen, last_seen, state, similar_groups) \
           select distinct on (r.service, r.fingerprint) ai_platform.current_tenant(), r.service, r.fingerprint, r.error_type, \
           r.template, r.sample, r.errors, r.errors_last_day, r.first_seen, r.last_seen, r.state, r.\"similar\" \
           from jsonb_to_recordset($1) as r(service text, fingerprint text, error_type text, template text, sample text, \
           errors bigint, errors_last_day bigint, first_seen timestamptz, last_seen timestamptz, state text, \"similar\" jsonb) \
           order by r.service, r.fingerprint, r.last_seen desc \
           on conflict (tenant_id, service, fingerprint) do update set error_type = excluded.error_type, \
           template = coalesce(excluded.template, error_patterns.template), sample = excluded.sample, errors = excluded.errors, \
           errors_last_day = excluded.errors_last_day, first_seen = least(error_patterns.first_seen, excluded.first_seen), \
           last_seen = greatest(error_patterns.last_seen, excluded.last_seen), \
           state = case when error_patterns.regressed_at is not null then coalesce(excluded.state, 'regressed') else excluded.state end, \
           similar_groups = excluded.similar_groups returning 1",
};
const COMMONEST: Query = Query {
    name: "commonest patterns of a service",
    text: pattern!("from ai_models.error_patterns where service = $1 order by errors_last_day desc limit $2"),
};
const OF_STATE: Query = Query {
    name: "patterns of a state",
    text: pattern!(
        "from ai_models.error_patterns where state = $1 and last_seen > $2 order by last_seen desc limit $3"
    ),
};
const OF_FINGERPRINT: Query = Query {
    name: "patterns of a fingerprint",
    text: pattern!("from ai_models.error_patterns where fingerprint = $1 order by service"),
};
const BY_ID: Query = Query { name: "pattern", text: pattern!("from ai_models.error_patterns where id = $1") };
const EXPLAIN: Query = Query {
    name: "say the cause of a pattern",
    text: "update ai_models.error_patterns set cause = coalesce($3, cause), resolution = coalesce($4, resolution) \
           where service = $1 and fingerprint = $2 returning 1",
};

/// What an item of a list is made of.
pub(super) const SELECT: &str = pattern!("");

pub(super) const QUERIES: &[Query] = &[WRITE, COMMONEST, OF_STATE, OF_FINGERPRINT, BY_ID, EXPLAIN];

/// The groups of a service as JSON, each with its state.
pub(crate) fn with_states(service: &str, found: &ServiceAnalysis) -> Result<Vec<Value>> {
    let with_state = |group: &GroupSummary| {
        let mut value = serde_json::to_value(group).map_err(unwritable)?;
        let state = found.states.iter().find(|state| state.fingerprint == group.fingerprint);
        value["service"] = json!(service);
        value["state"] = json!(state.map(|state| state.state));
        Ok(value)
    };
    found.groups.iter().map(with_state).collect()
}

impl Tenant {
    /// The commonest error groups of a service over the last day that was analysed.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn commonest_patterns(&self, service: &str, limit: u16) -> Result<Vec<StoredPattern>> {
        self.values(&COMMONEST, Plan::Kept, &[&service, &i64::from(limit)]).await
    }

    /// Error groups in one state that were seen after a time, the newest first.
    ///
    /// # Errors
    /// As [`Tenant::commonest_patterns`].
    pub async fn patterns_of_state(
        &self,
        state: State,
        after: Timestamp,
        limit: u16,
    ) -> Result<Vec<StoredPattern>> {
        self.values(&OF_STATE, Plan::Fresh, &[&state.name(), &sql_time(after), &i64::from(limit)]).await
    }

    /// The error group of an id.
    ///
    /// # Errors
    /// As [`Tenant::commonest_patterns`].
    pub async fn pattern(&self, id: Uuid) -> Result<Option<StoredPattern>> {
        Ok(self.values(&BY_ID, Plan::Kept, &[&id]).await?.pop())
    }

    /// An error group in every service that has it.
    ///
    /// # Errors
    /// As [`Tenant::commonest_patterns`].
    pub async fn patterns_of_fingerprint(&self, fingerprint: &str) -> Result<Vec<StoredPattern>> {
        self.values(&OF_FINGERPRINT, Plan::Kept, &[&fingerprint]).await
    }

    /// Keeps what a person found to be the cause of a group, and what helped; false where there is no such group.
    ///
    /// # Errors
    /// As [`Tenant::commonest_patterns`].
    pub async fn explain_pattern(
        &self,
        service: &str,
        fingerprint: &str,
        cause: Option<&str>,
        resolution: Option<&str>,
    ) -> Result<bool> {
        Ok(self.change(&EXPLAIN, &[&service, &fingerprint, &cause, &resolution]).await? > 0)
    }
}
