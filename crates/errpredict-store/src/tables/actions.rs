//! `preventive_actions`: what to do, from the advice to what it achieved.

use errpredict::action::{ActionStatus, Move, PreventiveAction};
use errpredict::{Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::page::{Cursor, Page};
use crate::store::{Plan, Query, Tenant};
use crate::times::sql_time;

/// An action as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredAction {
    /// The row's id.
    pub id: Uuid,
    /// What is advised, and where it stands.
    #[serde(flatten)]
    pub advised: PreventiveAction,
    /// When a person approved it.
    pub approved_at: Option<Timestamp>,
    /// Who.
    pub approved_by: Option<String>,
    /// When it is to run.
    pub scheduled_for: Option<Timestamp>,
    /// When it ran to its end.
    pub executed_at: Option<Timestamp>,
    /// Who ran it: a person, or `errpredict`.
    pub executed_by: Option<String>,
    /// What its executor said.
    pub result: Option<Value>,
}

impl StoredAction {
    /// Its place in [`Tenant::actions`].
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        Cursor { at: self.advised.at, id: self.id }
    }
}

macro_rules! action {
    ($rest:literal) => {
        concat!(
            "select jsonb_strip_nulls(jsonb_build_object('id', id, 'key', key, 'at', at, 'service', service, \
             'system', case when service is null then true end, 'action_type', action_type, 'priority', priority, 'title', title, \
             'target', target, 'evidence', evidence, 'because', because, 'chance', chance, 'impact', impact, \
             'difficulty', difficulty, 'seconds', seconds, 'unattended', unattended, 'automatable', automatable, \
             'reversibility', reversibility, 'dry_run_shows', dry_run_shows, 'status', status, 'approved_at', approved_at, \
             'approved_by', approved_by, 'scheduled_for', scheduled_for, 'executed_at', executed_at, 'executed_by', executed_by, \
             'result', result)) ",
            $rest
        )
    };
}

/// Advice that is given again is the same until it came to its end; where it stands is not changed by being given again.
pub(crate) const WRITE: Query = Query {
    name: "write actions",
    text: "insert into ai_models.preventive_actions (tenant_id, key, at, service, action_type, priority, title, target, evidence, \
           because, chance, impact, difficulty, seconds, unattended, automatable, reversibility, dry_run_shows, status, anomaly_id, \
           prediction_id) \
           select distinct on (r.key) ai_platform.current_tenant(), r.key, r.at, r.service, r.action_type, r.priority, r.title, \
           r.target, r.evidence, coalesce(r.because, '{}'), r.chance, r.impact, r.difficulty, r.seconds, r.unattended, r.automatable, \
           r.reversibility, r.dry_run_shows, r.status, \
           (select a.id from ai_models.anomaly_detections a where a.tenant_id = ai_platform.current_tenant() \
           and a.key = any (r.because) order by a.score desc limit 1), r.prediction_id \
           from jsonb_to_recordset($1) as r(key text, at timestamptz, service text, action_type text, priority text, title text, \
           target text, evidence jsonb, because text[], chance jsonb, impact jsonb, difficulty text, seconds int, unattended text, \
           automatable boolean, reversibility text, dry_run_shows text[], status text, prediction_id uuid) order by r.key, r.at desc \
           on conflict (tenant_id, key) where status in ('recommended', 'manual_review', 'approved', 'scheduled', 'running') \
           do update set at = excluded.at, priority = excluded.priority, title = excluded.title, evidence = excluded.evidence, \
           because = excluded.because, chance = excluded.chance, impact = excluded.impact, \
           anomaly_id = coalesce(excluded.anomaly_id, preventive_actions.anomaly_id), \
           prediction_id = coalesce(excluded.prediction_id, preventive_actions.prediction_id) \
           where preventive_actions.at <= excluded.at returning 1",
};
const LIST: Query = Query {
    name: "actions",
    text: action!(
        "from ai_models.preventive_actions where ($4::text is null or service = $4) and ($5::text is null or status = $5) \
         and (at, id) < ($1, $2) order by at desc, id desc limit $3"
    ),
};
const BY_ID: Query =
    Query { name: "action", text: action!("from ai_models.preventive_actions where id = $1") };
const OPEN: Query = Query {
    name: "open action of a key",
    text: action!(
        "from ai_models.preventive_actions where key = $1 and status in ('recommended', 'manual_review', 'approved', 'scheduled', 'running')"
    ),
};
const OF_ANOMALY: Query = Query {
    name: "actions of an anomaly",
    text: action!("from ai_models.preventive_actions where anomaly_id = $1 order by at desc limit 100"),
};
const DUE: Query = Query {
    name: "scheduled actions that are due",
    text: action!(
        "from ai_models.preventive_actions where status = 'scheduled' and scheduled_for <= $1 order by scheduled_for limit $2"
    ),
};
const STEP: Query = Query {
    name: "take a step of an action",
    text: "update ai_models.preventive_actions set status = $2, scheduled_for = coalesce($3, scheduled_for), \
           result = coalesce($4, result) where id = $1 returning 1",
};

/// What an item of a list is made of.
pub(super) const SELECT: &str = action!("");

pub(super) const QUERIES: &[Query] = &[WRITE, LIST, BY_ID, OPEN, OF_ANOMALY, DUE, STEP];

/// The state that a move leads to.
const fn leads_to(asked: Move) -> ActionStatus {
    match asked {
        Move::Review => ActionStatus::ManualReview,
        Move::Approve => ActionStatus::Approved,
        Move::Reject => ActionStatus::Rejected,
        Move::Schedule => ActionStatus::Scheduled,
        Move::Skip => ActionStatus::Skipped,
        Move::Start => ActionStatus::Running,
        Move::Succeed => ActionStatus::Executed,
        Move::Fail => ActionStatus::Failed,
        Move::RollBack => ActionStatus::RolledBack,
    }
}

impl Tenant {
    /// Actions, the newest first, of one service or of all, in one state or in any.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn actions(
        &self,
        service: Option<&str>,
        status: Option<ActionStatus>,
        page: &Page,
    ) -> Result<Vec<StoredAction>> {
        let (at, id, limit) = page.bounds();
        let status = status.map(ActionStatus::name);
        self.values(&LIST, Plan::Fresh, &[&at, &id, &limit, &service, &status]).await
    }

    /// The action of an id.
    ///
    /// # Errors
    /// As [`Tenant::actions`].
    pub async fn action(&self, id: Uuid) -> Result<Option<StoredAction>> {
        Ok(self.values(&BY_ID, Plan::Kept, &[&id]).await?.pop())
    }

    /// The action of a key of the core that has not come to its end.
    ///
    /// # Errors
    /// As [`Tenant::actions`].
    pub async fn open_action(&self, key: &str) -> Result<Option<StoredAction>> {
        Ok(self.values(&OPEN, Plan::Kept, &[&key]).await?.pop())
    }

    /// The newest actions that an anomaly called for, 100 at most.
    ///
    /// # Errors
    /// As [`Tenant::actions`].
    pub async fn actions_of_anomaly(&self, anomaly: Uuid) -> Result<Vec<StoredAction>> {
        self.values(&OF_ANOMALY, Plan::Kept, &[&anomaly]).await
    }

    /// Scheduled actions whose time has come, the first first.
    ///
    /// # Errors
    /// As [`Tenant::actions`].
    pub async fn due_actions(&self, at: Timestamp, limit: u16) -> Result<Vec<StoredAction>> {
        self.values(&DUE, Plan::Fresh, &[&sql_time(at), &i64::from(limit)]).await
    }

    /// Takes one step of an action, as [`Lifecycle::apply`](errpredict::action::Lifecycle::apply) does: by the person this asks
    /// for ([`Tenant::by`]), or by errpredict. `when` is for [`Move::Schedule`], `result` what an executor said. False where
    /// there is no such action.
    ///
    /// # Errors
    /// `invalid_argument` for a step that is not open; the action is then unchanged.
    pub async fn step_action(
        &self,
        id: Uuid,
        asked: Move,
        when: Option<Timestamp>,
        result: Option<&Value>,
    ) -> Result<bool> {
        let when = when.map(sql_time);
        Ok(self.change(&STEP, &[&id, &leads_to(asked).name(), &when, &result]).await? > 0)
    }
}
