//! `error_predictions`: how likely trouble is, and whether it came.

use errpredict::predict::{Basis, ErrorPrediction};
use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio_postgres::Row;
use uuid::Uuid;

use super::factors::ByNumber;
pub use super::prediction_row::StoredPrediction;
use super::prediction_row::{FEATURES, prediction, stored};
use crate::feature_names::FeatureNames;
use crate::gathered::ById;
use crate::ids::{time_of, timed_id};
use crate::page::Page;
use crate::store::{Plan, Query, Tenant, Values};
use crate::times::sql_time;

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

/// Errors of a service in the day before a prediction that raises an alert was said: who and what had them may have them again.
macro_rules! of_day_before {
    ($what:literal) => {
        concat!(
            "case when r.alert and r.service is not null then (select ",
            $what,
            " from ai_models.error_events e where e.service = r.service and e.timestamp > r.at - interval '1 day' and e.timestamp <= r.at \
             and e.kind = 'error' and e.severity in ('medium', 'high', 'critical')"
        )
    };
}

/// The same question at the same time has the same id: what was said first stays. In the order of the key, which fills its pages. Of whom
/// and what it concerns the day before tells, where somebody is told of it: that is looked at for few, and a column that is empty costs
/// nothing. Where no event names a user or an endpoint nobody knows.
pub(crate) const WRITE: Query = Query {
    name: "write predictions",
    text: concat!(
        "insert into ai_models.error_predictions (tenant_id, id, key, at, due_at, service, target, fingerprint, burst_threshold, \
         horizon_minutes, basis, probability, lower, upper, level, usual, band, threshold, fresh, alert, severity, factors, \
         raw_log_odds, n_spans, because, seen, worth_said, worth_came, worth_cases, feature_ids, feature_values, feature_parts, factor_sums, model_id, \
         business_impact, recommended_actions, affected_endpoints, affected_users) \
         select ai_platform.current_tenant(), r.id, r.key, r.at, r.at + r.horizon_minutes * interval '1 minute', r.service, r.target, \
         r.fingerprint, r.burst_threshold, r.horizon_minutes, r.basis, r.probability, r.lower, r.upper, r.level, r.usual, r.band, \
         r.threshold, r.fresh, coalesce(r.alert, false), r.severity, r.factors, r.raw_log_odds, r.n_spans, r.because, \
         r.seen, (r.worth ->> 'said')::float8, (r.worth ->> 'came')::float8, (r.worth ->> 'cases')::bigint, \
         r.feature_ids, r.feature_values, r.feature_parts, r.factor_sums, r.model_id, r.business_impact, r.recommended_actions, ",
        of_day_before!(
            "(array_agg(distinct e.endpoint order by e.endpoint) filter (where e.endpoint is not null))[:20]"
        ),
        ") end, ",
        of_day_before!("nullif(count(distinct coalesce(e.user_id, encode(e.user_hash, 'hex'))), 0)::float8"),
        ") end from jsonb_to_recordset($1) as r(id uuid, key text, at timestamptz, service text, target text, fingerprint text, \
         burst_threshold bigint, horizon_minutes int, basis text, probability float8, lower float8, upper float8, level float8, \
         usual float8, band text, threshold float8, fresh float8, alert boolean, severity text, factors jsonb, worth jsonb, \
         raw_log_odds float8, n_spans float8, because text[], seen jsonb, feature_ids smallint[], feature_values float8[], \
         feature_parts float8[], factor_sums float8[], model_id uuid, business_impact text, recommended_actions text[]) \
         order by r.at, r.id on conflict do nothing returning 1"
    ),
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
/// Says who asks before anything is read, so that it is one message and one answer: see [`crate::gathered`].
macro_rules! by_id {
    ($select:literal, $from:literal, $and:literal) => {
        concat!(
            $select,
            " from (select set_config('app.tenant', $1, true) as tenant offset 0) w cross join lateral (",
            prediction!(""),
            $from,
            " where at >= '-infinity' and at < 'infinity' and ",
            $and,
            " and w.tenant is not null offset 0) p"
        )
    };
}
/// One by its id, or several by theirs, as columns and what else is asked of it.
macro_rules! one_or_several {
    ($name:literal, $select:literal) => {
        $crate::gathered::ById {
            one: Query {
                name: $name,
                text: by_id!($select, "from ai_models.error_predictions", "at = $2 and id = $3"),
            },
            several: Query {
                name: concat!($name, ", several"),
                text: by_id!(
                    $select,
                    "from unnest($2::timestamptz[], $3::uuid[]) as wanted(wanted_at, wanted_id), ai_models.error_predictions",
                    "at = wanted_at and id = wanted_id"
                ),
            },
        }
    };
}
pub(super) use {by_id, one_or_several};
const BY_ID: ById = one_or_several!("prediction", "select p.*");
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
    text: "update ai_models.error_predictions p set actually_occurred = r.occurred_at is not null, occurred_at = r.occurred_at, \
           occurred_id = null from jsonb_to_recordset($1) as r(id uuid, at timestamptz, occurred_at timestamptz) \
           where p.at = r.at and p.id = r.id returning 1",
};
const CAME: Query = Query {
    name: "say which event a prediction foresaw",
    text: "update ai_models.error_predictions set actually_occurred = true, occurred_at = $3, occurred_id = $4 \
           where at = $1 and id = $2 returning 1",
};

const ALERT: Query = Query {
    name: "raise the alert of a prediction",
    // What was on the screen is kept, as it is where the alert came with the prediction; the trigger writes the audit log.
    text: "update ai_models.error_predictions p set alert = true, seen = coalesce(p.seen, jsonb_build_object( \
           'factors', coalesce(ai_models.contributing_factors(p), '[]'), 'because', coalesce(to_jsonb(p.because), '[]'))) \
           where at = $1 and id = $2 and not alert and resolved_at is null returning 1",
};

/// What an item of a list is made of.
pub(super) const SELECT: &str = prediction!("");

pub(super) const QUERIES: &[Query] = &[
    WRITE,
    LIST,
    LIST_OF_SERVICE,
    LIST_OF_ALERTS,
    BY_ID.one,
    BY_ID.several,
    HIGH_RISK,
    VIEW,
    UNRESOLVED,
    RESOLVE,
    CAME,
    ALERT,
];

/// Predictions as JSON, each with its id and the registered model that said it, what moved them by number. What was on the screen when an alert was raised is kept as it was.
pub(crate) fn with_ids(
    tenant: &str,
    predictions: &[&ErrorPrediction],
    names: &FeatureNames,
    model: Option<Uuid>,
) -> Result<Value> {
    let with_id = |prediction: &&ErrorPrediction| {
        let mut value = serde_json::to_value(prediction).map_err(unwritable)?;
        if prediction.alert {
            value["seen"] = json!({"factors": prediction.factors, "because": prediction.because});
        }
        if let Some(by_number) = ByNumber::of(&prediction.factors, names)
            && let Some(object) = value.as_object_mut()
            && object.remove("factors").is_some()
        {
            object.insert("feature_ids".to_owned(), json!(by_number.ids));
            object.insert("feature_values".to_owned(), json!(by_number.values));
            object.insert("feature_parts".to_owned(), json!(by_number.parts));
            object.insert("factor_sums".to_owned(), json!(by_number.sums));
        }
        if let Some(model) = model.filter(|_| prediction.basis == Basis::Model) {
            value["model_id"] = json!(model);
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
    async fn found(&self, query: &Query, plan: Plan, values: Values<'_>) -> Result<Vec<StoredPrediction>> {
        let rows = self.rows(query, plan, values).await?;
        self.of_rows(&rows).await
    }

    pub(crate) async fn of_rows(&self, rows: &[Row]) -> Result<Vec<StoredPrediction>> {
        let factors = self.factors_of(rows, FEATURES).await?;
        rows.iter().zip(factors).map(|(row, factors)| stored(row, factors)).collect()
    }

    /// Predictions, the newest first.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn predictions(&self, filter: &PredictionFilter, page: &Page) -> Result<Vec<StoredPrediction>> {
        let (at, id, limit) = page.bounds();
        let PredictionFilter { service, target, alert } = filter;
        match (service, alert) {
            (_, Some(true)) => {
                self.found(&LIST_OF_ALERTS, Plan::Once, &[&at, &id, &limit, target, service]).await
            }
            (Some(service), _) => {
                self.found(&LIST_OF_SERVICE, Plan::Once, &[&at, &id, &limit, target, alert, service]).await
            }
            (None, _) => self.found(&LIST, Plan::Once, &[&at, &id, &limit, target, alert]).await,
        }
    }

    /// The prediction of an id; none for an id that carries no time.
    ///
    /// # Errors
    /// As [`Tenant::predictions`].
    pub async fn prediction(&self, id: Uuid) -> Result<Option<StoredPrediction>> {
        let rows = self.by_id(&BY_ID, id).await?;
        Ok(self.of_rows(&rows).await?.pop())
    }

    /// Predictions that raised an alert and are not due at that time, the likeliest first.
    ///
    /// # Errors
    /// As [`Tenant::predictions`].
    pub async fn high_risk_predictions(&self, at: Timestamp, limit: u16) -> Result<Vec<StoredPrediction>> {
        self.found(&HIGH_RISK, Plan::Fresh, &[&sql_time(at), &i64::from(limit)]).await
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
        self.found(&UNRESOLVED, Plan::Once, &[&sql_time(at), &i64::from(limit)]).await
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
            let at = said_at(resolution.id)?;
            Ok(json!({"id": resolution.id, "at": at, "occurred_at": resolution.occurred_at}))
        };
        let rows: Vec<Value> = resolutions.iter().map(row).collect::<Result<_>>()?;
        self.change(&RESOLVE, &[&Value::Array(rows)]).await
    }

    /// Says that what a prediction foresaw came, at that time and as that event; false where there is no such prediction.
    ///
    /// # Errors
    /// As [`Tenant::resolve_predictions`].
    pub async fn prediction_came(&self, id: Uuid, at: Timestamp, event: Uuid) -> Result<bool> {
        let said_at = sql_time(said_at(id)?);
        Ok(self.change(&CAME, &[&said_at, &id, &sql_time(at), &event]).await? > 0)
    }
}

/// When a prediction was said, which its id tells.
fn said_at(id: Uuid) -> Result<Timestamp> {
    let wrong = || Error::new(ErrorKind::InvalidArgument, format!("`{id}` is not the id of a prediction"));
    time_of(id).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statements_by_id_name_the_bounds_that_are_put_in() {
        for query in [BY_ID.one, BY_ID.several] {
            for bound in ["'-infinity'", "'infinity'"] {
                assert_eq!(query.text.matches(bound).count(), 1, "{}: {bound}", query.name);
            }
        }
    }
}
