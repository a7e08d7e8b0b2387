//! `anomaly_detections`: what is or was strange.

use errpredict::detect::AnomalyDetection;
use errpredict::{Result, Severity, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::page::{Cursor, Page};
use crate::store::{Plan, Query, Tenant};

/// An anomaly as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredAnomaly {
    /// The row's id.
    pub id: Uuid,
    /// What was found, as it was last found.
    #[serde(flatten)]
    pub found: AnomalyDetection,
    /// Whether a person has seen it.
    pub acknowledged: bool,
    /// When.
    pub acknowledged_at: Option<Timestamp>,
    /// Who.
    pub acknowledged_by: Option<String>,
    /// Whether a person said that nothing was wrong.
    pub false_positive: bool,
    /// When.
    pub false_positive_at: Option<Timestamp>,
    /// Who.
    pub false_positive_by: Option<String>,
}

impl StoredAnomaly {
    /// Its place in [`Tenant::anomalies`].
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        Cursor { at: self.found.start, id: self.id }
    }
}

/// Which anomalies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnomalyFilter {
    /// Of this service alone.
    pub service: Option<String>,
    /// This severe or worse.
    pub at_least: Option<Severity>,
    /// Those that go on, or those that are over.
    pub ongoing: Option<bool>,
}

/// A row of the view of critical anomalies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CriticalAnomaly {
    /// The anomaly's id.
    pub id: Uuid,
    /// Its key.
    pub key: String,
    /// Its service; none for all together.
    pub service: Option<String>,
    /// Its score, 0 to 1.
    pub score: f64,
    /// When it began.
    pub start_at: Timestamp,
    /// Whether a person has seen it.
    pub acknowledged: bool,
}

macro_rules! anomaly {
    ($rest:literal) => {
        concat!(
            "select jsonb_strip_nulls(jsonb_build_object('id', id, 'key', key, 'service', service, \
             'system', case when service is null then true end, 'metric', metric, 'group', fingerprint, 'type', anomaly_type, \
             'at', at, 'start', start_at, 'end', end_at, 'peak', peak_at, 'ongoing', ongoing, 'score', score, \
             'severity', severity, 'expected', expected, 'actual', actual, 'unit', unit, 'per_ms', per_ms, 'excess', excess, \
             'deviation_percent', deviation_percent, 'confidence', confidence, 'chance', chance, 'adopted', adopted, \
             'p_value', p_value, 'found_by', found_by, 'causes', causes, 'explained_by', explained_by, \
             'acknowledged', acknowledged, 'acknowledged_at', acknowledged_at, 'acknowledged_by', acknowledged_by, \
             'false_positive', false_positive, 'false_positive_at', false_positive_at, 'false_positive_by', false_positive_by)) ",
            $rest
        )
    };
}

/// What is found again has the same key: it goes on, and what people said of it stays. So do its causes where an analysis looked for
/// none.
pub(crate) const WRITE: Query = Query {
    name: "write anomalies",
    text: "insert into ai_models.anomaly_detections (tenant_id, key, service, metric, fingerprint, anomaly_type, at, start_at, end_at, \
           peak_at, ongoing, score, severity, expected, actual, unit, per_ms, excess, deviation_percent, confidence, chance, adopted, \
           p_value, found_by, causes, explained_by, alerted_at, seen, cause_hypothesis, recommended_action) \
           select distinct on (r.key) ai_platform.current_tenant(), r.key, r.service, r.metric, r.\"group\", r.type, r.at, r.start, \
           r.\"end\", r.peak, r.ongoing, r.score, r.severity, r.expected, r.actual, r.unit, r.per_ms, r.excess, r.deviation_percent, \
           r.confidence, r.chance, r.adopted, r.p_value, r.found_by, r.causes, coalesce(r.explained_by, '{}'), \
           case when r.severity = 'critical' then now() end, \
           case when r.severity = 'critical' then jsonb_build_object('at', r.at, 'actual', r.actual, 'expected', r.expected, \
           'score', r.score, 'causes', r.causes) end, r.cause_hypothesis, r.recommended_action \
           from jsonb_to_recordset($1) as r(key text, service text, metric jsonb, \"group\" text, type text, at timestamptz, \
           start timestamptz, \"end\" timestamptz, peak timestamptz, ongoing boolean, score float8, severity text, expected float8, \
           actual float8, unit text, per_ms bigint, excess float8, deviation_percent float8, confidence float8, chance jsonb, \
           adopted timestamptz, p_value float8, found_by text, causes jsonb, explained_by text[], \
           cause_hypothesis text, recommended_action text) order by r.key, r.at desc \
           on conflict (tenant_id, key) do update set at = excluded.at, start_at = excluded.start_at, end_at = excluded.end_at, \
           peak_at = excluded.peak_at, ongoing = excluded.ongoing, score = excluded.score, severity = excluded.severity, \
           expected = excluded.expected, actual = excluded.actual, unit = excluded.unit, per_ms = excluded.per_ms, \
           excess = excluded.excess, deviation_percent = excluded.deviation_percent, confidence = excluded.confidence, \
           chance = excluded.chance, adopted = excluded.adopted, p_value = excluded.p_value, found_by = excluded.found_by, \
           causes = excluded.causes, \
           explained_by = case when excluded.explained_by = '{}' then anomaly_detections.explained_by else excluded.explained_by end, \
           alerted_at = coalesce(anomaly_detections.alerted_at, excluded.alerted_at), \
           seen = coalesce(anomaly_detections.seen, excluded.seen), \
           cause_hypothesis = coalesce(excluded.cause_hypothesis, anomaly_detections.cause_hypothesis), \
           recommended_action = coalesce(excluded.recommended_action, anomaly_detections.recommended_action) \
           where anomaly_detections.at <= excluded.at returning 1",
};

const LIST: Query = Query {
    name: "anomalies",
    text: anomaly!(
        "from ai_models.anomaly_detections where ($4::text is null or service = $4) \
         and ($5::text[] is null or severity = any ($5)) and ($6::boolean is null or ongoing = $6) \
         and (start_at, id) < ($1, $2) order by start_at desc, id desc limit $3"
    ),
};
const BY_ID: Query =
    Query { name: "anomaly", text: anomaly!("from ai_models.anomaly_detections where id = $1") };
const BY_KEY: Query =
    Query { name: "anomaly of a key", text: anomaly!("from ai_models.anomaly_detections where key = $1") };
const OF_GROUP: Query = Query {
    name: "anomalies of an error group",
    text: anomaly!(
        "from ai_models.anomaly_detections where fingerprint = $1 order by start_at desc limit 100"
    ),
};
const STRONGEST: Query = Query {
    name: "strongest anomalies that go on",
    text: anomaly!("from ai_models.anomaly_detections where ongoing order by score desc limit $1"),
};
const OPEN: Query = Query {
    name: "critical anomalies that nobody acknowledged",
    text: anomaly!(
        "from ai_models.anomaly_detections where severity = 'critical' and not acknowledged and at > $1 order by at desc limit 1000"
    ),
};
const CRITICAL: Query = Query {
    name: "view of critical anomalies",
    text: "select to_jsonb(v) from ai_models.recent_critical_anomalies() v",
};
const ACKNOWLEDGE: Query = Query {
    name: "acknowledge an anomaly",
    text: "update ai_models.anomaly_detections set acknowledged = true where id = $1 returning 1",
};
const FALSE_POSITIVE: Query = Query {
    name: "call an anomaly a false positive",
    text: "update ai_models.anomaly_detections set false_positive = true where id = $1 returning 1",
};

/// What an item of a list is made of.
pub(super) const SELECT: &str = anomaly!("");

pub(super) const QUERIES: &[Query] =
    &[WRITE, LIST, BY_ID, BY_KEY, OF_GROUP, STRONGEST, OPEN, CRITICAL, ACKNOWLEDGE, FALSE_POSITIVE];

/// The severities from one up, as the database has them.
pub(super) fn at_least(severity: Option<Severity>) -> Option<Vec<&'static str>> {
    severity.map(|least| Severity::ALL.iter().filter(|one| **one >= least).map(|one| one.name()).collect())
}

impl Tenant {
    /// Anomalies, the last begun first.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn anomalies(&self, filter: &AnomalyFilter, page: &Page) -> Result<Vec<StoredAnomaly>> {
        let (at, id, limit) = page.bounds();
        let severities = at_least(filter.at_least);
        self.values(&LIST, Plan::Fresh, &[&at, &id, &limit, &filter.service, &severities, &filter.ongoing])
            .await
    }

    /// The anomaly of an id.
    ///
    /// # Errors
    /// As [`Tenant::anomalies`].
    pub async fn anomaly(&self, id: Uuid) -> Result<Option<StoredAnomaly>> {
        Ok(self.values(&BY_ID, Plan::Kept, &[&id]).await?.pop())
    }

    /// The anomaly of a key of the core.
    ///
    /// # Errors
    /// As [`Tenant::anomalies`].
    pub async fn anomaly_of_key(&self, key: &str) -> Result<Option<StoredAnomaly>> {
        Ok(self.values(&BY_KEY, Plan::Kept, &[&key]).await?.pop())
    }

    /// The newest anomalies of an error group, 100 at most.
    ///
    /// # Errors
    /// As [`Tenant::anomalies`].
    pub async fn anomalies_of_group(&self, fingerprint: &str) -> Result<Vec<StoredAnomaly>> {
        self.values(&OF_GROUP, Plan::Kept, &[&fingerprint]).await
    }

    /// What goes on now, the strongest first.
    ///
    /// # Errors
    /// As [`Tenant::anomalies`].
    pub async fn strongest_anomalies(&self, limit: u16) -> Result<Vec<StoredAnomaly>> {
        self.values(&STRONGEST, Plan::Kept, &[&i64::from(limit)]).await
    }

    /// Critical anomalies seen after a time that nobody has acknowledged, as they are now.
    ///
    /// # Errors
    /// As [`Tenant::anomalies`].
    pub async fn open_critical_anomalies(&self, after: Timestamp) -> Result<Vec<StoredAnomaly>> {
        self.values(&OPEN, Plan::Fresh, &[&crate::times::sql_time(after)]).await
    }

    /// Critical anomalies of the 24 hours before the views were last refreshed, those that nobody has acknowledged first.
    ///
    /// # Errors
    /// As [`Tenant::anomalies`].
    pub async fn recent_critical_anomalies(&self) -> Result<Vec<CriticalAnomaly>> {
        self.values(&CRITICAL, Plan::Kept, &[]).await
    }

    /// Says that somebody has seen it; false where there is no such anomaly.
    ///
    /// # Errors
    /// As [`Tenant::anomalies`].
    pub async fn acknowledge_anomaly(&self, id: Uuid) -> Result<bool> {
        Ok(self.change(&ACKNOWLEDGE, &[&id]).await? > 0)
    }

    /// Says that nothing was wrong; false where there is no such anomaly.
    ///
    /// # Errors
    /// As [`Tenant::anomalies`].
    pub async fn call_false_positive(&self, id: Uuid) -> Result<bool> {
        Ok(self.change(&FALSE_POSITIVE, &[&id]).await? > 0)
    }
}
