//! `root_cause_analysis`: why something may have gone wrong.

use errpredict::Result;
use errpredict::rca::{CauseArea, RootCauseAnalysis, resolution_steps};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::predictions::unwritable;
use crate::page::{Cursor, Page};
use crate::store::{Plan, Query, Tenant};

/// An analysis of causes as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredRootCauses {
    /// The row's id.
    pub id: Uuid,
    /// What was found, as it was last found.
    #[serde(flatten)]
    pub found: RootCauseAnalysis,
    /// What a person checks and does next, for the strongest cause.
    pub steps: Vec<String>,
}

impl StoredRootCauses {
    /// Its place in [`Tenant::root_causes`].
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        Cursor { at: self.found.at, id: self.id }
    }
}

macro_rules! root_causes {
    ($rest:literal) => {
        concat!(
            "select jsonb_strip_nulls(jsonb_build_object('id', id, 'key', key, 'at', at, 'service', service, 'because', because, \
             'onset', onset, 'excess_errors', excess_errors, 'errors', errors, 'causes', causes, 'none_of_these', none_of_these, \
             'recorded', recorded, 'timeline', timeline, 'lacked', lacked, 'lessons', lessons, 'steps', steps)) ",
            $rest
        )
    };
}

pub(crate) const WRITE: Query = Query {
    name: "write root causes",
    text: "insert into ai_models.root_cause_analysis (tenant_id, key, at, service, because, onset, excess_errors, errors, causes, \
           most_likely, cause_kind, share, none_of_these, recorded, timeline, lacked, lessons, environmental_factors, code_factors, \
           infrastructure_factors, steps, actions, similar_found, match_score, resolution_success_rate, earlier_count, similar_errors, \
           change_event_id) \
           select distinct on (r.key) ai_platform.current_tenant(), r.key, r.at, r.service, coalesce(r.because, '{}'), r.onset, \
           r.excess_errors, r.errors, r.causes, r.most_likely, r.causes #>> '{0,kind}', (r.causes #>> '{0,share}')::float8, \
           r.none_of_these, r.recorded, r.timeline, r.lacked, r.lessons, r.environmental, r.code, r.infrastructure, r.steps, \
           r.actions, r.similar_found, r.match_score, r.resolution_success_rate, r.earlier_count, r.similar_errors, \
           case when r.causes #>> '{0,kind}' = 'deployment' then (select c.id from ai_platform.change_events c \
           where c.service = r.causes #>> '{0,service}' and c.kind = 'deployment' and c.at <= r.at \
           and (c.subject = r.causes #>> '{0,subject}' or r.causes #>> '{0,subject}' is null) order by c.at desc limit 1) end \
           from jsonb_to_recordset($1) as r(key text, at timestamptz, service text, because text[], onset timestamptz, \
           excess_errors float8, errors jsonb, causes jsonb, most_likely text, none_of_these float8, recorded float8, timeline jsonb, \
           lacked text[], lessons jsonb, environmental jsonb, code jsonb, infrastructure jsonb, steps text[], \
           actions text[], similar_found int, match_score float8, resolution_success_rate float8, earlier_count int, similar_errors jsonb) \
           order by r.key, r.at desc \
           on conflict (tenant_id, key) do update set at = excluded.at, because = excluded.because, onset = excluded.onset, \
           excess_errors = excluded.excess_errors, errors = excluded.errors, causes = excluded.causes, \
           most_likely = excluded.most_likely, cause_kind = excluded.cause_kind, share = excluded.share, \
           none_of_these = excluded.none_of_these, recorded = excluded.recorded, timeline = excluded.timeline, \
           lacked = excluded.lacked, lessons = excluded.lessons, environmental_factors = excluded.environmental_factors, \
           code_factors = excluded.code_factors, infrastructure_factors = excluded.infrastructure_factors, steps = excluded.steps, \
           actions = excluded.actions, similar_found = excluded.similar_found, match_score = excluded.match_score, \
           resolution_success_rate = excluded.resolution_success_rate, earlier_count = excluded.earlier_count, \
           similar_errors = excluded.similar_errors, \
           change_event_id = coalesce(excluded.change_event_id, root_cause_analysis.change_event_id) \
           where root_cause_analysis.at <= excluded.at returning 1",
};
const LIST: Query = Query {
    name: "root causes",
    text: root_causes!(
        "from ai_models.root_cause_analysis where ($4::text is null or service = $4) and (at, id) < ($1, $2) \
         order by at desc, id desc limit $3"
    ),
};
const BY_ID: Query = Query {
    name: "root causes of an id",
    text: root_causes!("from ai_models.root_cause_analysis where id = $1"),
};
const BY_KEY: Query = Query {
    name: "root causes of a key",
    text: root_causes!("from ai_models.root_cause_analysis where key = $1"),
};
const OF_ANOMALY: Query = Query {
    name: "root causes of an anomaly",
    text: root_causes!(
        "from ai_models.root_cause_analysis where because @> array[$1::text] order by at desc limit 100"
    ),
};

/// What an item of a list is made of.
pub(super) const SELECT: &str = root_causes!("");

pub(super) const QUERIES: &[Query] = &[WRITE, LIST, BY_ID, BY_KEY, OF_ANOMALY];

/// As JSON, with what stands in columns of its own: the strongest cause in words, causes by area, and steps.
pub(crate) fn with_areas(found: &RootCauseAnalysis) -> Result<Value> {
    let mut value = serde_json::to_value(found).map_err(unwritable)?;
    for area in CauseArea::ALL {
        let of_area: Vec<_> = found.causes.iter().filter(|cause| cause.kind.area() == *area).collect();
        value[area.name()] = serde_json::to_value(of_area).map_err(unwritable)?;
    }
    let strongest = found.causes.first();
    value["most_likely"] = json!(strongest.map(|cause| match &cause.subject {
        Some(subject) => format!("{} {subject} of {}", cause.kind, cause.service),
        None => format!("{} of {}", cause.kind, cause.service),
    }));
    value["steps"] = json!(strongest.map(resolution_steps).unwrap_or_default());
    Ok(value)
}

impl Tenant {
    /// Analyses of causes, the newest first, of one service or of all.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn root_causes(&self, service: Option<&str>, page: &Page) -> Result<Vec<StoredRootCauses>> {
        let (at, id, limit) = page.bounds();
        self.values(&LIST, Plan::Fresh, &[&at, &id, &limit, &service]).await
    }

    /// The analysis of an id.
    ///
    /// # Errors
    /// As [`Tenant::root_causes`].
    pub async fn root_causes_of_id(&self, id: Uuid) -> Result<Option<StoredRootCauses>> {
        Ok(self.values(&BY_ID, Plan::Kept, &[&id]).await?.pop())
    }

    /// The analysis of a key of the core.
    ///
    /// # Errors
    /// As [`Tenant::root_causes`].
    pub async fn root_causes_of_key(&self, key: &str) -> Result<Option<StoredRootCauses>> {
        Ok(self.values(&BY_KEY, Plan::Kept, &[&key]).await?.pop())
    }

    /// The newest analyses that explain an anomaly, by its key; 100 at most.
    ///
    /// # Errors
    /// As [`Tenant::root_causes`].
    pub async fn root_causes_of_anomaly(&self, key: &str) -> Result<Vec<StoredRootCauses>> {
        self.values(&OF_ANOMALY, Plan::Kept, &[&key]).await
    }
}
