//! `feedback/`: what people say of predictions, anomalies and causes.

use axum::Json;
use axum::http::StatusCode;
use errpredict::Timestamp;
use errpredict::history::Feedback;
use errpredict::rca::Cause;
use errpredict::vocabulary::FeedbackType;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::caller::Caller;
use crate::clock::now;
use crate::extract::Body;
use crate::problem::{Answered, Problem};

/// What somebody says. Of a prediction or an anomaly its id is enough; of an analysis of causes too, where its strongest cause is meant;
/// of what was missed (`false_negative`) service and time are needed.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Said {
    /// What is said.
    #[serde(rename = "type")]
    pub(crate) feedback_type: FeedbackType,
    /// Of this prediction.
    pub(crate) prediction_id: Option<Uuid>,
    /// Of this anomaly.
    pub(crate) anomaly_id: Option<Uuid>,
    /// Of a cause that this analysis of causes found: `true_positive` where that was it, `false_positive` where it was not. The
    /// strongest one, or that of `key`.
    pub(crate) root_cause_id: Option<Uuid>,
    /// Of what has this key.
    pub(crate) key: Option<String>,
    /// The service.
    pub(crate) service: Option<String>,
    /// When the prediction was made or the anomaly began; of a `false_negative` when it came.
    pub(crate) about: Option<Timestamp>,
    /// How strongly, 1 to 5.
    #[schemars(range(min = 1, max = 5))]
    pub(crate) score: Option<u8>,
    /// In words.
    pub(crate) text: Option<String>,
}

/// That it was kept.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct KeptFeedback {
    /// The row's id.
    id: Uuid,
    /// What was kept.
    #[serde(flatten)]
    said: Feedback,
}

fn wanted(what: &str) -> Problem {
    let detail =
        format!("`{what}` is needed where none of `prediction_id`, `anomaly_id` and `root_cause_id` says it");
    Problem::new(StatusCode::BAD_REQUEST, "invalid_argument", detail)
}

pub(crate) async fn give(
    caller: Caller,
    Body(said): Body<Said>,
) -> Answered<(StatusCode, Json<KeptFeedback>)> {
    let (mut key, mut service, mut about) = (said.key, said.service, said.about);
    if let Some(id) = said.prediction_id {
        let found = super::predictions::found(&caller.tenant, id).await?;
        service = service.or_else(|| found.said.scope.service().map(str::to_owned));
        about = about.or(Some(found.said.at));
        key = key.or(Some(found.said.key));
    }
    if let Some(id) = said.anomaly_id {
        let found = caller.tenant.anomaly(id).await?;
        let found = found.ok_or_else(|| Problem::not_found(format!("anomaly {id}")))?.found;
        service = service.or_else(|| found.scope.service().map(str::to_owned));
        about = about.or(Some(found.start));
        key = key.or(Some(found.key));
    }
    if let Some(id) = said.root_cause_id {
        let found = caller.tenant.root_causes_of_id(id).await?;
        let found = found.ok_or_else(|| Problem::not_found(format!("analysis of causes {id}")))?.found;
        let is_meant = |cause: &&Cause| key.is_none() || cause.key == key;
        let cause = found.causes.iter().find(is_meant).and_then(|cause| cause.key.clone());
        let detail = "`key` is that of no cause that the analysis found";
        let none = || Problem::new(StatusCode::BAD_REQUEST, "invalid_argument", detail);
        key = Some(cause.ok_or_else(none)?);
        service = service.or(Some(found.service));
        about = about.or(found.onset).or(Some(found.at));
    }
    if said.score.is_some_and(|score| !(1..=5).contains(&score)) {
        return Err(errpredict::Error::setting("score", "from 1 to 5", said.score.unwrap_or_default()).into());
    }
    let kept = Feedback {
        at: now(),
        feedback_type: said.feedback_type,
        service: service.filter(|service| !service.is_empty()).ok_or_else(|| wanted("service"))?,
        about: about.ok_or_else(|| wanted("about"))?,
        key,
        score: said.score,
        text: said.text,
    };
    let id = caller.tenant.give_feedback(&kept).await?;
    Ok((StatusCode::CREATED, Json(KeptFeedback { id, said: kept })))
}
