//! How things stand, for the pages of the service: what is wrong now in few numbers, services with their trouble, and what was foreseen
//! beside what came. No event is counted here: that would cost more than the page.

use errpredict::{Error, ErrorKind, Result, Severity, Timestamp};
use serde::{Deserialize, Serialize};

use crate::store::{Plan, Query, Tenant};
use crate::times::{sql_time, timestamp};

/// What is wrong now, in few numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Services that were heard of within 30 days.
    pub services: i64,
    /// Those of them with a high or critical anomaly that goes on and that nobody called false.
    pub in_trouble: i64,
    /// Whether all services together have one.
    pub system_in_trouble: bool,
    /// Anomalies that go on and that nobody called false.
    pub ongoing: i64,
    /// Of these, those that nobody has acknowledged.
    pub unacknowledged: i64,
    /// Predictions with an alert that are not due.
    pub foreseen: i64,
    /// Actions that wait for somebody.
    pub waiting: i64,
    /// Alerts that go on.
    pub alerts: i64,
    /// Error groups that came back after they were resolved.
    pub regressed: i64,
    /// When a service was last heard from.
    pub last_event: Option<Timestamp>,
    /// As of when everything was last analysed.
    pub last_analysis: Option<Timestamp>,
}

/// A service with its trouble.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServiceLine {
    /// Its name.
    pub service: String,
    /// When it was last heard from.
    pub last_seen: Timestamp,
    /// The worst that goes on.
    pub worst: Option<Severity>,
    /// Anomalies that go on.
    pub ongoing: i64,
    /// The highest probability among the predictions with an alert that are not due.
    pub foreseen: Option<f64>,
}

/// What was foreseen once, and whether it came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// When it was said.
    pub at: Timestamp,
    /// The probability.
    pub probability: f64,
    /// How far it looked ahead.
    pub horizon_ms: i64,
    /// Whether it came.
    pub came: bool,
}

const OVERVIEW: Query = Query {
    name: "overview",
    text: "with s as (select count(*) as n, max(last_seen) as last from ai_platform.services \
           where last_seen > $1::timestamptz - interval '30 days'), \
           a as (select service, severity, acknowledged from ai_models.anomaly_detections where ongoing and not false_positive) \
           select jsonb_strip_nulls(jsonb_build_object('services', s.n, 'last_event', s.last, \
           'in_trouble', (select count(distinct service) from a where severity in ('high', 'critical')), \
           'system_in_trouble', exists (select 1 from a where service is null and severity in ('high', 'critical')), \
           'ongoing', (select count(*) from a), 'unacknowledged', (select count(*) from a where not acknowledged), \
           'foreseen', (select count(*) from ai_models.error_predictions where alert and due_at > $1 \
           and at > $1::timestamptz - interval '8 days'), \
           'waiting', (select count(*) from ai_models.preventive_actions where status in ('recommended', 'manual_review')), \
           'alerts', (select count(*) from ai_platform.alerts where resolved_at is null), \
           'regressed', (select count(*) from ai_models.error_patterns where state = 'regressed' and regressed_at is not null), \
           'last_analysis', (select started_at from ai_models.ml_pipeline_logs where pipeline = 'analyze' \
           order by started_at desc limit 1))) from s",
};
// One grouping and no join: right after much was written a table has no statistics, services are taken for few, and two nested loops over
// a thousand of them took 120 to 270 ms.
const LINES: Query = Query {
    name: "services with their trouble",
    text: "with lines as ( \
           select name as service, last_seen, null::bigint as n, null::int as rank, null::float8 as probability from ai_platform.services \
           where last_seen > $1::timestamptz - interval '30 days' and ($2::text is null or strpos(lower(name), lower($2)) > 0) \
           union all select service, null, count(*), max(array_position(array['info', 'low', 'medium', 'high', 'critical'], severity)), \
           null from ai_models.anomaly_detections where ongoing and not false_positive and service is not null group by 1 \
           union all select service, null, null, null, max(probability) from ai_models.error_predictions where alert and due_at > $1 \
           and at > $1::timestamptz - interval '8 days' and service is not null group by 1), \
           found as (select service, max(last_seen) as last_seen, max(n) as n, max(rank) as rank, max(probability) as probability \
           from lines group by 1 having max(last_seen) is not null \
           order by rank desc nulls last, probability desc nulls last, service limit $3 offset $4) \
           select jsonb_strip_nulls(jsonb_build_object('service', service, 'last_seen', last_seen, 'ongoing', coalesce(n, 0), \
           'worst', (array['info', 'low', 'medium', 'high', 'critical'])[rank], 'foreseen', probability)) \
           from found order by rank desc nulls last, probability desc nulls last, service",
};
const OUTCOMES: Query = Query {
    name: "what was foreseen and whether it came",
    text: "select at, probability, horizon_minutes, actually_occurred from ai_models.error_predictions \
           where at > $1 and actually_occurred is not null order by at desc limit $2",
};

pub(super) const QUERIES: &[Query] = &[OVERVIEW, LINES, OUTCOMES];

impl Tenant {
    /// What is wrong at a time, in few numbers.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn overview(&self, at: Timestamp) -> Result<Overview> {
        let found = self.values(&OVERVIEW, Plan::Fresh, &[&sql_time(at)]).await?.pop();
        found.ok_or_else(|| Error::new(ErrorKind::Internal, "a count gave no row"))
    }

    /// Services that were heard of within 30 days, those in most trouble first; of those whose name holds a text, where one is given.
    ///
    /// # Errors
    /// As [`Tenant::overview`].
    pub async fn service_lines(
        &self,
        at: Timestamp,
        search: Option<&str>,
        limit: u16,
        after: u32,
    ) -> Result<Vec<ServiceLine>> {
        let values: crate::store::Values<'_> =
            &[&sql_time(at), &search, &i64::from(limit), &i64::from(after)];
        self.values(&LINES, Plan::Fresh, values).await
    }

    /// What was foreseen after a time and is known to have come or not, the newest first.
    ///
    /// # Errors
    /// As [`Tenant::overview`].
    pub async fn outcomes(&self, after: Timestamp, limit: u16) -> Result<Vec<Outcome>> {
        let rows = self.rows(&OUTCOMES, Plan::Fresh, &[&sql_time(after), &i64::from(limit)]).await?;
        let one = |row: &tokio_postgres::Row| Outcome {
            at: timestamp(row.get(0)),
            probability: row.get(1),
            horizon_ms: i64::from(row.get::<_, i32>(2)) * errpredict::time::MINUTE_MS,
            came: row.get(3),
        };
        Ok(rows.iter().map(one).collect())
    }
}
