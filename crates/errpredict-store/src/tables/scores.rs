//! What `error_predictions` say of themselves once it is known what came: read in few columns, and added up by day.

use std::str::FromStr;

use errpredict::predict::Target;
use errpredict::{Error, ErrorKind, Fingerprint, Result, Scope, Timestamp};
use serde::{Deserialize, Serialize};
use tokio_postgres::Row;
use uuid::Uuid;

use crate::store::{Plan, Query, Tenant};
use crate::times::{sql_time, timestamp};

/// A prediction of which nobody has said whether it came true.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenPrediction {
    /// The row's id.
    pub id: Uuid,
    /// When it was said.
    pub at: Timestamp,
    /// When its horizon ends.
    pub due_at: Timestamp,
    /// Of whom.
    pub scope: Scope,
    /// What is foreseen.
    pub target: Target,
    /// The one error group it is narrowed to.
    pub fingerprint: Option<Fingerprint>,
    /// From how many events on it is a burst.
    pub burst_threshold: Option<u64>,
    /// Within how many minutes.
    pub horizon_minutes: u32,
}

/// Predictions of models that are resolved, of one day, target, horizon and hundredth of the probability, added up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoreRow {
    /// The day they were said, as `2026-11-23`.
    pub day: String,
    /// What was foreseen.
    pub target: String,
    /// Within how many minutes.
    pub horizon_minutes: i32,
    /// Hundredth of the probability, 0 to 99.
    pub bin: i32,
    /// Predictions.
    pub rows: i64,
    /// Of these, those that came true.
    pub events: i64,
    /// Sum of the probabilities.
    pub said: f64,
    /// Sum of the squared errors.
    pub brier: f64,
    /// Sum of the log losses.
    pub log_loss: f64,
    /// Sum of the log losses of the usual probability said beside it.
    pub usual_log_loss: f64,
    /// Predictions that raised an alert.
    pub alerts: i64,
    /// Alerts that were right.
    pub right_alerts: i64,
}

/// The first due first; whoever asks goes on after the last one that was given.
const OPEN: Query = Query {
    name: "predictions that are due and not resolved, in few columns",
    text: "select id, at, due_at, service, target, fingerprint, burst_threshold, horizon_minutes from ai_models.error_predictions \
           where resolved_at is null and due_at <= $1 and at > $1 - interval '90 days' and (due_at, id) > ($2, $3) \
           order by due_at, id limit $4",
};
const SCORES: Query = Query {
    name: "scores of predictions by day",
    text: "select ((at at time zone 'UTC')::date)::text as day, target, horizon_minutes, least(floor(probability * 100)::int, 99) as bin, \
           count(*) as rows, count(*) filter (where actually_occurred) as events, sum(probability) as said, \
           sum((probability - actually_occurred::int) ^ 2) as brier, \
           sum(-ln(greatest(case when actually_occurred then probability else 1 - probability end, 1e-7))) as log_loss, \
           sum(-ln(greatest(case when actually_occurred then coalesce(usual, probability) else 1 - coalesce(usual, probability) end, 1e-7))) \
           as usual_log_loss, count(*) filter (where alert) as alerts, count(*) filter (where alert and actually_occurred) as right_alerts \
           from ai_models.error_predictions where at > $1 and at <= $2 and basis = 'model' and actually_occurred is not null \
           and service is not null and model_id = $3 group by 1, 2, 3, 4 order by 1, 2, 3, 4",
};

pub(super) const QUERIES: &[Query] = &[OPEN, SCORES];

fn open(row: &Row) -> Result<OpenPrediction> {
    let wrong =
        |error: Error| Error::new(ErrorKind::Corrupt, format!("a prediction does not read back: {error}"));
    let service: Option<String> = row.get(3);
    let fingerprint: Option<&str> = row.get(5);
    Ok(OpenPrediction {
        id: row.get(0),
        at: timestamp(row.get(1)),
        due_at: timestamp(row.get(2)),
        scope: service.map_or(Scope::System, Scope::Service),
        target: Target::from_name(row.get(4)).map_err(wrong)?,
        fingerprint: fingerprint.map(Fingerprint::from_str).transpose().map_err(wrong)?,
        burst_threshold: row.get::<_, Option<i64>>(6).map(i64::unsigned_abs),
        horizon_minutes: row.get::<_, i32>(7).unsigned_abs(),
    })
}

impl Tenant {
    /// Predictions whose horizon has ended and of which nobody has said whether it came, the first due first, after that one.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn open_predictions(
        &self,
        at: Timestamp,
        after: Option<(Timestamp, Uuid)>,
        limit: u16,
    ) -> Result<Vec<OpenPrediction>> {
        let (due, id) = after.unwrap_or((Timestamp::clamped(0), Uuid::nil()));
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
            [&sql_time(at), &sql_time(due), &id, &i64::from(limit)];
        self.on_primary().rows(&OPEN, Plan::Fresh, &values).await?.iter().map(open).collect()
    }

    /// What predictions of a model were worth that were said after one time and up to another and are resolved, added up by day, target,
    /// horizon and hundredth of the probability; those of all services together are left out, which say the same again.
    ///
    /// # Errors
    /// As [`Tenant::open_predictions`].
    pub async fn scores_by_day(
        &self,
        model: Uuid,
        after: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<ScoreRow>> {
        self.values(&SCORES, Plan::Fresh, &[&sql_time(after), &sql_time(until), &model]).await
    }
}
