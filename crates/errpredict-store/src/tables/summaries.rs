//! What many rows say together: events counted, predictions and insights by service, the dashboard.

use std::collections::BTreeMap;

use errpredict::{Error, ErrorKind, Event, Result, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::time_of;
use crate::store::{Plan, Query, Tenant};
use crate::times::sql_time;

/// An event as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredEvent {
    /// The row's id; it carries the event's time.
    pub id: Uuid,
    /// When it came in.
    pub received_at: Timestamp,
    /// Its error group.
    pub fingerprint: Option<String>,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

/// How many there are of something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CountOf {
    /// Of what.
    pub name: String,
    /// How many.
    pub count: i64,
}

/// Events since a time, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventStats {
    /// All events.
    pub events: i64,
    /// Those that count as errors: of kind `error`, from `medium` up.
    pub errors: i64,
    /// By severity; those without one under `none`.
    pub by_severity: BTreeMap<String, i64>,
    /// The 20 commonest types of errors.
    pub by_error_type: Vec<CountOf>,
    /// The 20 services with most errors.
    pub by_service: Vec<CountOf>,
    /// Users that had an error.
    pub affected_users: i64,
}

/// What was foreseen for a service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServicePredictions {
    /// The service; absent for all together.
    pub service: Option<String>,
    /// How many predictions.
    pub predictions: i64,
    /// How many raised an alert.
    pub alerts: i64,
    /// The highest probability, 0 to 1.
    pub highest_probability: f64,
    /// When the newest was said.
    pub newest_at: Timestamp,
}

/// Open insights of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServiceInsights {
    /// The service; absent for all together.
    pub service: Option<String>,
    /// Open insights that still hold.
    pub active: i64,
    /// Of these, critical ones.
    pub critical: i64,
    /// Of these, warnings.
    pub warning: i64,
    /// When the newest was found.
    pub newest_at: Timestamp,
}

/// How things stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Dashboard {
    /// As of when.
    pub timestamp: Timestamp,
    /// The share of services, in percent, that have neither a high or critical anomaly going on nor an alert that is not due;
    /// absent where no service was heard from.
    pub health_score: Option<f64>,
    /// Predictions.
    pub predictions: PredictionCounts,
    /// Anomalies.
    pub anomalies: AnomalyCounts,
    /// Models.
    pub models: ModelCounts,
    /// Events of the last 24 hours.
    pub last_24h: DayCounts,
}

/// Predictions of the last 24 hours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PredictionCounts {
    /// All.
    pub total: i64,
    /// Those in the bands `high` and `critical`.
    pub high: i64,
    /// Those that raised an alert.
    pub alerts: i64,
    /// The share of right ones among those resolved within the last 24 hours, 0 to 1; absent where none was.
    pub accurate: Option<f64>,
}

/// Anomalies of the last 24 hours and those that go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnomalyCounts {
    /// All.
    pub total: i64,
    /// Critical ones.
    pub critical: i64,
    /// Those that nobody has acknowledged.
    pub unacknowledged: i64,
}

/// Models.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ModelCounts {
    /// Those that answer.
    pub active: i64,
    /// Those that answer, by service; those for all services under the empty name.
    pub by_service: BTreeMap<String, i64>,
}

/// Events of the last 24 hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayCounts {
    /// All.
    pub events: i64,
    /// Those that count as errors.
    pub errors: i64,
    /// Of these, critical ones.
    pub critical: i64,
}

macro_rules! event {
    ($rest:literal) => {
        concat!(
            "select jsonb_strip_nulls(jsonb_build_object('id', id, 'received_at', received_at, 'fingerprint', fingerprint, \
             'timestamp', timestamp, 'service', service, 'severity', severity, 'kind', kind, 'error_type', error_type, \
             'message', message, 'error_id', error_id, 'code', code, 'status_code', status_code, 'endpoint', endpoint, \
             'user_id', user_id, 'request_id', request_id, 'stack_trace', stack_trace, 'environment', environment, \
             'release', release, 'response_time_ms', response_time_ms)) \
             || case when attributes is null then '{}' else jsonb_build_object('attributes', attributes) end, user_sealed",
            $rest
        )
    };
}

/// What an item of a list is made of.
pub(super) const EVENT: &str = event!("");
const BY_ID: Query =
    Query { name: "event", text: event!(" from ai_models.error_events where timestamp = $1 and id = $2") };
const STATS: Query = Query {
    name: "events counted",
    text: "with e as materialized (select service, severity, error_type, coalesce(encode(user_hash, 'hex'), user_id) as user_id, kind = 'error' and severity in ('medium', 'high', 'critical') as is_error \
           from ai_models.error_events where timestamp > $1 and ($2::text is null or service = $2)) \
           select jsonb_build_object('events', (select count(*) from e), 'errors', (select count(*) from e where is_error), \
           'affected_users', (select count(distinct user_id) from e where is_error), \
           'by_severity', coalesce((select jsonb_object_agg(s, n) from (select coalesce(severity, 'none') as s, count(*) as n from e group by 1) x), '{}'), \
           'by_error_type', coalesce((select jsonb_agg(jsonb_build_object('name', t, 'count', n)) from (select error_type as t, count(*) as n \
           from e where is_error group by 1 order by 2 desc, 1 limit 20) x), '[]'), \
           'by_service', coalesce((select jsonb_agg(jsonb_build_object('name', t, 'count', n)) from (select service as t, count(*) as n \
           from e where is_error group by 1 order by 2 desc, 1 limit 20) x), '[]'))",
};
const PREDICTIONS: Query = Query {
    name: "predictions by service",
    text: "select jsonb_strip_nulls(jsonb_build_object('service', service, 'predictions', count(*), 'alerts', count(*) filter (where alert), \
           'highest_probability', max(probability), 'newest_at', max(at))) from ai_models.error_predictions where at > $1 \
           group by service order by max(probability) desc, service limit 1000",
};
const INSIGHTS: Query = Query {
    name: "insights by service",
    text: "select jsonb_strip_nulls(jsonb_build_object('service', service, 'active', count(*), \
           'critical', count(*) filter (where severity = 'critical'), 'warning', count(*) filter (where severity = 'warning'), \
           'newest_at', max(at))) from ai_models.ai_insights where status in ('new', 'acknowledged', 'in_progress') and expires > $1 \
           group by service order by count(*) desc, service limit 1000",
};
const DASHBOARD: Query = Query {
    name: "dashboard",
    text: "with s as (select name from ai_platform.services where last_seen > $1::timestamptz - interval '30 days'), \
           troubled as (select service from ai_models.anomaly_detections where ongoing and not false_positive and severity in ('high', 'critical') \
           union select service from ai_models.error_predictions where alert and due_at > $1 and at > $1::timestamptz - interval '8 days') \
           select jsonb_strip_nulls(jsonb_build_object('timestamp', $1::timestamptz, \
           'health_score', (select 100.0 * count(*) filter (where name not in (select service from troubled where service is not null)) \
           / nullif(count(*), 0) from s), \
           'predictions', (select jsonb_build_object('total', count(*), 'high', count(*) filter (where band in ('high', 'critical')), \
           'alerts', count(*) filter (where alert), 'accurate', (select avg(was_correct::int)::float8 from ai_models.error_predictions \
           where resolved_at > $1::timestamptz - interval '1 day' and at > $1::timestamptz - interval '8 days')) \
           from ai_models.error_predictions where at > $1::timestamptz - interval '1 day'), \
           'anomalies', (select jsonb_build_object('total', count(*), 'critical', count(*) filter (where severity = 'critical'), \
           'unacknowledged', count(*) filter (where not acknowledged)) from ai_models.anomaly_detections \
           where ongoing or start_at > $1::timestamptz - interval '1 day'), \
           'models', jsonb_build_object('active', (select count(*) from ai_models.ml_models where stage = 'active'), \
           'by_service', coalesce((select jsonb_object_agg(m, n) from (select coalesce(service, '') as m, count(*) as n \
           from ai_models.ml_models where stage = 'active' group by 1) x), '{}')), \
           'last_24h', (select jsonb_build_object('events', count(*), \
           'errors', count(*) filter (where kind = 'error' and severity in ('medium', 'high', 'critical')), \
           'critical', count(*) filter (where kind = 'error' and severity = 'critical')) from ai_models.error_events \
           where timestamp > $1::timestamptz - interval '1 day')))",
};

pub(super) const QUERIES: &[Query] = &[BY_ID, STATS, PREDICTIONS, INSIGHTS, DASHBOARD];

fn nothing() -> Error {
    Error::new(ErrorKind::Internal, "a count gave no row")
}

impl Tenant {
    /// The event of an id; none for an id that carries no time.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn event(&self, id: Uuid) -> Result<Option<StoredEvent>> {
        let Some(at) = time_of(id) else { return Ok(None) };
        let rows = self.rows(&BY_ID, Plan::Once, &[&sql_time(at), &id]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        serde_json::from_value(self.event_told(row)?).map(Some).map_err(crate::row::unread)
    }

    /// Events since a time, of one service or of all, counted.
    ///
    /// # Errors
    /// As [`Tenant::event`].
    pub async fn event_stats(&self, since: Timestamp, service: Option<&str>) -> Result<EventStats> {
        self.values(&STATS, Plan::Fresh, &[&sql_time(since), &service]).await?.pop().ok_or_else(nothing)
    }

    /// What was foreseen since a time, by service, the highest probability first; 1,000 services at most.
    ///
    /// # Errors
    /// As [`Tenant::event`].
    pub async fn predictions_by_service(&self, since: Timestamp) -> Result<Vec<ServicePredictions>> {
        self.values(&PREDICTIONS, Plan::Fresh, &[&sql_time(since)]).await
    }

    /// Open insights that hold at a time, by service, the most first; 1,000 services at most.
    ///
    /// # Errors
    /// As [`Tenant::event`].
    pub async fn insights_by_service(&self, at: Timestamp) -> Result<Vec<ServiceInsights>> {
        self.values(&INSIGHTS, Plan::Fresh, &[&sql_time(at)]).await
    }

    /// How things stand at a time.
    ///
    /// # Errors
    /// As [`Tenant::event`].
    pub async fn dashboard(&self, at: Timestamp) -> Result<Dashboard> {
        self.values(&DASHBOARD, Plan::Fresh, &[&sql_time(at)]).await?.pop().ok_or_else(nothing)
    }
}
