//! `prediction_feedback`: what people say of predictions, anomalies and insights.

use errpredict::history::Feedback;
use errpredict::vocabulary::FeedbackType;
use errpredict::{Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::prediction_row::prediction;
use super::predictions::{StoredPrediction, by_id, one_or_several, unwritable};
use crate::gathered::ById;
use crate::page::{Cursor, Page};
use crate::store::{Plan, Query, Tenant};
use crate::times::sql_time;

/// Feedback as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredFeedback {
    /// The row's id.
    pub id: Uuid,
    /// What was said.
    #[serde(flatten)]
    pub said: Feedback,
    /// By whom.
    pub given_by: Option<String>,
    /// Whether a model has learnt from it.
    pub retrained: bool,
}

impl StoredFeedback {
    /// Its place in [`Tenant::feedback`].
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        Cursor { at: self.said.at, id: self.id }
    }
}

macro_rules! feedback {
    ($rest:literal) => {
        concat!(
            "select jsonb_strip_nulls(jsonb_build_object('id', id, 'at', at, 'type', feedback_type, 'service', service, \
             'about', about, 'key', key, 'score', score, 'text', text, 'given_by', given_by, 'retrained', retrained)) ",
            $rest
        )
    };
}

const WITH_FEEDBACK: ById = one_or_several!(
    "prediction and what was said of it",
    "select p.*, (select coalesce(jsonb_agg(f.said), '[]') from (select jsonb_strip_nulls(jsonb_build_object('id', id, 'at', at, \
     'type', feedback_type, 'service', service, 'about', about, 'key', key, 'score', score, 'text', text, 'given_by', given_by, \
     'retrained', retrained)) from ai_models.prediction_feedback where key = p.key order by at desc limit 100) as f(said)) as _said"
);
const WRITE: Query = Query {
    name: "give feedback",
    text: "insert into ai_models.prediction_feedback (tenant_id, key, feedback_type, service, score, text, at, about, anomaly_id, \
           prediction_id, action_id, weight, retrain_recommended) \
           select ai_platform.current_tenant(), r.key, r.type, r.service, r.score, r.text, r.at, r.about, \
           (select a.id from ai_models.anomaly_detections a where a.tenant_id = ai_platform.current_tenant() and a.key = r.key), \
           (select p.id from ai_models.error_predictions p where p.at = r.about and p.key = r.key limit 1), \
           (select a.id from ai_models.preventive_actions a where a.key = r.key order by a.at desc limit 1), r.weight, \
           r.contradicts and not exists (select 1 from ai_models.root_cause_analysis c where c.service = r.service \
           and c.causes @> jsonb_build_array(jsonb_build_object('key', r.key))) \
           from jsonb_to_record($1) as r(key text, type text, service text, score smallint, text text, at timestamptz, \
           about timestamptz, weight float8, contradicts boolean) returning to_jsonb(id)",
};
const LIST: Query = Query {
    name: "feedback",
    text: feedback!(
        "from ai_models.prediction_feedback where ($4::text is null or service = $4) and (at, id) < ($1, $2) \
         order by at desc, id desc limit $3"
    ),
};
const OF_KEY: Query = Query {
    name: "feedback on a key",
    text: feedback!("from ai_models.prediction_feedback where key = $1 order by at desc limit 100"),
};
const OF_ANOMALY: Query = Query {
    name: "feedback on an anomaly",
    text: feedback!("from ai_models.prediction_feedback where anomaly_id = $1 order by at desc limit 100"),
};
const UNTAUGHT: Query = Query {
    name: "feedback that no model has learnt from",
    text: feedback!(
        "from ai_models.prediction_feedback where not retrained and at <= $1 order by at limit $2"
    ),
};
const TAUGHT: Query = Query {
    name: "feedback that a model has learnt from",
    text: "update ai_models.prediction_feedback set retrained = true where not retrained and at <= $1 returning 1",
};

/// What an item of a list is made of.
pub(super) const SELECT: &str = feedback!("");

pub(super) const QUERIES: &[Query] =
    &[WITH_FEEDBACK.one, WITH_FEEDBACK.several, WRITE, LIST, OF_KEY, OF_ANOMALY, UNTAUGHT, TAUGHT];

impl Tenant {
    /// The prediction of an id with what was said of it, the newest first, a hundred at most, in one question.
    ///
    /// # Errors
    /// As [`Tenant::predictions`].
    pub async fn prediction_with_feedback(
        &self,
        id: Uuid,
    ) -> Result<Option<(StoredPrediction, Vec<StoredFeedback>)>> {
        let rows = self.by_id(&WITH_FEEDBACK, id).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let said = serde_json::from_value(row.get("_said")).map_err(crate::row::unread)?;
        Ok(self.of_rows(&rows).await?.pop().map(|prediction| (prediction, said)))
    }

    /// Keeps what a person said; gives the row's id.
    ///
    /// # Errors
    /// `invalid_input` for a score outside 1 to 5.
    pub async fn give_feedback(&self, said: &Feedback) -> Result<Uuid> {
        let mut value: Value = serde_json::to_value(said).map_err(unwritable)?;
        value["weight"] = json!(said.weight());
        // A model that is contradicted is to be learnt anew; a cause is named by none.
        value["contradicts"] = json!(matches!(
            said.feedback_type,
            FeedbackType::FalsePositive | FeedbackType::FalseNegative | FeedbackType::SeverityMismatch
        ));
        let ids: Vec<Uuid> = self.values(&WRITE, Plan::Kept, &[&value]).await?;
        Ok(ids.first().copied().unwrap_or_default())
    }

    /// Feedback, the newest first, on one service or on all.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn feedback(&self, service: Option<&str>, page: &Page) -> Result<Vec<StoredFeedback>> {
        let (at, id, limit) = page.bounds();
        self.values(&LIST, Plan::Fresh, &[&at, &id, &limit, &service]).await
    }

    /// The newest feedback on what has that key, 100 at most.
    ///
    /// # Errors
    /// As [`Tenant::feedback`].
    pub async fn feedback_on(&self, key: &str) -> Result<Vec<StoredFeedback>> {
        self.values(&OF_KEY, Plan::Kept, &[&key]).await
    }

    /// The newest feedback on an anomaly, 100 at most.
    ///
    /// # Errors
    /// As [`Tenant::feedback`].
    pub async fn feedback_on_anomaly(&self, id: Uuid) -> Result<Vec<StoredFeedback>> {
        self.values(&OF_ANOMALY, Plan::Kept, &[&id]).await
    }

    /// Feedback up to a time that no model has learnt from, the oldest first.
    ///
    /// # Errors
    /// As [`Tenant::feedback`].
    pub async fn untaught_feedback(&self, up_to: Timestamp, limit: u16) -> Result<Vec<StoredFeedback>> {
        self.values(&UNTAUGHT, Plan::Fresh, &[&sql_time(up_to), &i64::from(limit)]).await
    }

    /// Says that a model has learnt from all feedback up to a time; gives how much there was.
    ///
    /// # Errors
    /// As [`Tenant::feedback`].
    pub async fn feedback_was_taught(&self, up_to: Timestamp) -> Result<usize> {
        self.change(&TAUGHT, &[&sql_time(up_to)]).await
    }
}
