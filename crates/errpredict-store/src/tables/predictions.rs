//! `error_predictions`: how likely trouble is, and whether it came.

use errpredict::predict::ErrorPrediction;
use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::ids::{time_of, timed_id};
use crate::page::{Cursor, Page};
use crate::store::{Plan, Query, Tenant};
use crate::times::sql_time;

/// A prediction as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredPrediction {
    /// The row's id; it carries [`ErrorPrediction::at`].
    pub id: Uuid,
    /// What was said.
    #[serde(flatten)]
    pub said: ErrorPrediction,
    /// When its horizon ends.
    pub due_at: Timestamp,
    /// When an alert was raised.
    pub alerted_at: Option<Timestamp>,
    /// Whether it came; absent while nobody knows.
    pub actually_occurred: Option<bool>,
    /// When it came.
    pub occurred_at: Option<Timestamp>,
    /// Whether an alert was followed by trouble, or none by none.
    pub was_correct: Option<bool>,
    /// When it was known whether it came.
    pub resolved_at: Option<Timestamp>,
}

impl StoredPrediction {
    /// Its place in [`Tenant::predictions`].
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        Cursor { at: self.said.at, id: self.id }
    }
}

/// Which predictions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PredictionFilter {
    /// Of this service alone.
    pub service: Option<String>,
    /// Of this target alone: `critical`, `burst`, `failed_requests`, `slow_requests`.
    pub target: Option<String>,
    /// Those that raised an alert, or those that raised none.
    pub alert: Option<bool>,
}

/// A prediction that raised an alert and is not due yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HighRisk {
    /// The prediction's id.
    pub id: Uuid,
    /// Its key.
    pub key: String,
    /// Its service; none for all together.
    pub service: Option<String>,
    /// What is foreseen.
    pub target: String,
    /// The probability, 0 to 1.
    pub probability: f64,
    /// When it was said.
    pub at: Timestamp,
    /// When its horizon ends.
    pub due_at: Timestamp,
}

/// Whether what was foreseen came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolution {
    /// The prediction.
    pub id: Uuid,
    /// When it came; none where the horizon ended without it.
    pub occurred_at: Option<Timestamp>,
}

macro_rules! prediction {
    ($rest:literal) => {
        concat!(
            "select id, key, at, service, case when service is null then true end as system, target, fingerprint, burst_threshold, \
             horizon_minutes, basis, probability, lower, upper, level, usual, band, threshold, fresh, alert, severity, factors, worth, \
             raw_log_odds, n_spans, because, due_at, alerted_at, actually_occurred, occurred_at, was_correct, resolved_at ",
            $rest
        )
    };
}

/// The same question at the same time has the same id: what was said first stays. In the order of the key, which fills its pages.
pub(crate) const WRITE: Query = Query {
    name: "write predictions",
    text: "insert into ai_models.error_predictions (tenant_id, id, key, at, due_at, service, target, fingerprint, burst_threshold, \
           horizon_minutes, basis, probability, lower, upper, level, usual, band, threshold, fresh, alert, severity, factors, worth, \
           raw_log_odds, n_spans, because, seen) \
           select ai_platform.current_tenant(), r.id, r.key, r.at, r.at + r.horizon_minutes * interval '1 minute', r.service, r.target, \
           r.fingerprint, r.burst_threshold, r.horizon_minutes, r.basis, r.probability, r.lower, r.upper, r.level, r.usual, r.band, \
           r.threshold, r.fresh, coalesce(r.alert, false), r.severity, r.factors, r.worth, r.raw_log_odds, r.n_spans, r.because, \
           case when r.alert then jsonb_build_object('factors', r.factors, 'because', r.because) end \
           from jsonb_to_recordset($1) as r(id uuid, key text, at timestamptz, service text, target text, fingerprint text, \
           burst_threshold bigint, horizon_minutes int, basis text, probability float8, lower float8, upper float8, level float8, \
           usual float8, band text, threshold float8, fresh float8, alert boolean, severity text, factors jsonb, worth jsonb, \
           raw_log_odds float8, n_spans float8, because text[]) order by r.at, r.id on conflict do nothing returning 1",
};

const LIST: Query = Query {
    name: "predictions",
    text: prediction!(
        "from ai_models.error_predictions where ($4::text is null or target = $4) and ($5::boolean is null or alert = $5) \
         and at <= $1 and (at, id) < ($1, $2) order by at desc, id desc limit $3"
    ),
};
const LIST_OF_SERVICE: Query = Query {
    name: "predictions of a service",
    text: prediction!(
        "from ai_models.error_predictions where service = $6 and ($4::text is null or target = $4) \
         and ($5::boolean is null or alert = $5) and at <= $1 and (at, id) < ($1, $2) order by at desc, id desc limit $3"
    ),
};
const LIST_OF_ALERTS: Query = Query {
    name: "predictions with an alert",
    text: prediction!(
        "from ai_models.error_predictions where alert and ($4::text is null or target = $4) \
         and ($5::text is null or service = $5) and at <= $1 and (at, id) < ($1, $2) order by at desc, id desc limit $3"
    ),
};
const BY_ID: Query = Query {
    name: "prediction",
    text: prediction!("from ai_models.error_predictions where at = $1 and id = $2"),
};
const HIGH_RISK: Query = Query {
    name: "predictions with an alert that are not due",
    text: prediction!(
        "from ai_models.error_predictions where alert and due_at > $1 and at > $1 - interval '8 days' order by probability desc, id limit $2"
    ),
};
const VIEW: Query = Query {
    name: "view of high-risk predictions",
    text: "select to_jsonb(v) from ai_models.high_risk_predictions() v",
};
const UNRESOLVED: Query = Query {
    name: "predictions that are due and not resolved",
    text: prediction!(
        "from ai_models.error_predictions where resolved_at is null and due_at <= $1 and at > $1 - interval '90 days' order by due_at limit $2"
    ),
};
const RESOLVE: Query = Query {
    name: "resolve predictions",
    text: "update ai_models.error_predictions p set actually_occurred = r.occurred_at is not null, occurred_at = r.occurred_at \
           from jsonb_to_recordset($1) as r(id uuid, at timestamptz, occurred_at timestamptz) \
           where p.at = r.at and p.id = r.id returning 1",
};

const ALERT: Query = Query {
    name: "raise the alert of a prediction",
    text: "with done as (update ai_models.error_predictions set alert = true where at = $1 and id = $2 and not alert \
           and resolved_at is null returning id) \
           select ai_platform.append_audit('alert', 'error_predictions', d.id::text, null, null) from done d",
};

/// What an item of a list is made of.
pub(super) const SELECT: &str = prediction!("");

pub(super) const QUERIES: &[Query] =
    &[WRITE, LIST, LIST_OF_SERVICE, LIST_OF_ALERTS, BY_ID, HIGH_RISK, VIEW, UNRESOLVED, RESOLVE, ALERT];

/// The fields of a factor and of a feature in the order of the core's own types, which read themselves from it: named anew in every
/// row, their names would be a third of it.
const FACTOR: [&str; 4] = ["factor", "contribution", "words", "features"];
const FEATURE: [&str; 3] = ["feature", "value", "contribution"];

/// An object as the list of its fields.
fn in_order(object: &mut Value, fields: &[&str]) {
    let list = fields.iter().map(|field| object.get_mut(*field).map_or(Value::Null, Value::take)).collect();
    *object = Value::Array(list);
}

/// Predictions as JSON, each with its id.
pub(crate) fn with_ids(tenant: &str, predictions: &[&ErrorPrediction]) -> Result<Value> {
    let with_id = |prediction: &&ErrorPrediction| {
        let mut value = serde_json::to_value(prediction).map_err(unwritable)?;
        for factor in value.get_mut("factors").and_then(Value::as_array_mut).into_iter().flatten() {
            for feature in factor.get_mut("features").and_then(Value::as_array_mut).into_iter().flatten() {
                in_order(feature, &FEATURE);
            }
            in_order(factor, &FACTOR);
        }
        value["id"] =
            json!(timed_id(prediction.at, &[tenant.as_bytes(), b"prediction", prediction.key.as_bytes()]));
        Ok(value)
    };
    predictions.iter().map(with_id).collect::<Result<Vec<Value>>>().map(Value::Array)
}

pub(crate) fn unwritable(error: serde_json::Error) -> Error {
    Error::new(ErrorKind::Internal, format!("a finding could not be written as JSON: {error}"))
}

impl Tenant {
    /// Predictions, the newest first.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn predictions(&self, filter: &PredictionFilter, page: &Page) -> Result<Vec<StoredPrediction>> {
        let (at, id, limit) = page.bounds();
        let PredictionFilter { service, target, alert } = filter;
        match (service, alert) {
            (_, Some(true)) => {
                self.values(&LIST_OF_ALERTS, Plan::Once, &[&at, &id, &limit, target, service]).await
            }
            (Some(service), _) => {
                self.values(&LIST_OF_SERVICE, Plan::Once, &[&at, &id, &limit, target, alert, service]).await
            }
            (None, _) => self.values(&LIST, Plan::Once, &[&at, &id, &limit, target, alert]).await,
        }
    }

    /// The prediction of an id; none for an id that carries no time.
    ///
    /// # Errors
    /// As [`Tenant::predictions`].
    pub async fn prediction(&self, id: Uuid) -> Result<Option<StoredPrediction>> {
        let Some(at) = time_of(id) else { return Ok(None) };
        Ok(self.values(&BY_ID, Plan::Once, &[&sql_time(at), &id]).await?.pop())
    }

    /// Predictions that raised an alert and are not due at that time, the likeliest first.
    ///
    /// # Errors
    /// As [`Tenant::predictions`].
    pub async fn high_risk_predictions(&self, at: Timestamp, limit: u16) -> Result<Vec<StoredPrediction>> {
        self.values(&HIGH_RISK, Plan::Fresh, &[&sql_time(at), &i64::from(limit)]).await
    }

    /// The same as the views had it when they were last refreshed.
    ///
    /// # Errors
    /// As [`Tenant::predictions`].
    pub async fn high_risk_view(&self) -> Result<Vec<HighRisk>> {
        self.values(&VIEW, Plan::Kept, &[]).await
    }

    /// Predictions whose horizon has ended and of which nobody has said whether it came, the first due first.
    ///
    /// # Errors
    /// As [`Tenant::predictions`].
    pub async fn unresolved_predictions(&self, at: Timestamp, limit: u16) -> Result<Vec<StoredPrediction>> {
        self.values(&UNRESOLVED, Plan::Once, &[&sql_time(at), &i64::from(limit)]).await
    }

    /// Raises the alert of a prediction by hand; false where it was raised before, where it is known whether it came, and for an id
    /// that carries no time.
    ///
    /// # Errors
    /// As [`Tenant::predictions`].
    pub async fn raise_alert(&self, id: Uuid) -> Result<bool> {
        let Some(at) = time_of(id) else { return Ok(false) };
        Ok(self.change(&ALERT, &[&sql_time(at), &id]).await? > 0)
    }

    /// Says of predictions whether it came; gives how many there were. What was said once stays: saying another is refused.
    ///
    /// # Errors
    /// `invalid_argument` for an id that carries no time, or where something else was said before.
    pub async fn resolve_predictions(&self, resolutions: &[Resolution]) -> Result<usize> {
        let row = |resolution: &Resolution| {
            let at = time_of(resolution.id).ok_or_else(|| {
                Error::new(
                    ErrorKind::InvalidArgument,
                    format!("`{}` is not the id of a prediction", resolution.id),
                )
            })?;
            Ok(json!({"id": resolution.id, "at": at, "occurred_at": resolution.occurred_at}))
        };
        let rows: Vec<Value> = resolutions.iter().map(row).collect::<Result<_>>()?;
        self.change(&RESOLVE, &[&Value::Array(rows)]).await
    }
}
