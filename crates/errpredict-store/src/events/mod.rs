//! `error_events`: batches that come in, each stored whole or not at all, with its counts.
//!
//! A batch goes through a temporary table: `COPY` into it, then one `INSERT ... SELECT`, because `COPY` into the table itself is refused
//! under row security and cannot leave out what is there already (see `arriving`). What was new is counted, and the
//! counts are merged with those of its services and days in the same transaction; so a count is never without its event, nor
//! twice. It is acknowledged after the commit, and committed also where nobody waits for it any more.

mod arriving;
mod copy;
mod prepared;
mod thinned;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use errpredict::{Error, ErrorKind, Event, EventKind, Result, Rollup, RollupConfig, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio_postgres::Row;

use crate::floods::{FloodConfig, Thinning};
use crate::people::USER;
use crate::store::{Plan, Query, Tenant, Values, Work, apart};
use crate::times::{day, sql_time};
pub(crate) use arriving::Repeats;
use arriving::arrive;
use prepared::{Prepared, prepare};
pub use thinned::ThinnedGroup;
pub(crate) use thinned::of_days as thinned_of_days;

/// How events are taken in.
#[derive(Debug, Clone, PartialEq)]
pub struct IngestConfig {
    /// Days that events are kept: older ones are refused.
    pub retention_days: u16,
    /// How they are counted. The counts of one tenant must all be made with the same.
    pub rollup: RollupConfig,
    /// What is kept of an error group that floods; its counts are exact whatever is kept.
    pub flood: FloodConfig,
}

impl Default for IngestConfig {
    fn default() -> Self {
        IngestConfig { retention_days: 90, rollup: RollupConfig::default(), flood: FloodConfig::default() }
    }
}

/// Events at most in one batch.
pub const MOST_IN_A_BATCH: usize = 100_000;
/// Days kept at most: ten years with their leap days.
const MOST_DAYS: u16 = 3_660;

/// An event that was not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Refusal {
    /// Its place in the batch, from 0.
    pub index: usize,
    /// The error code.
    pub code: String,
    /// What was expected and what was found.
    pub reason: String,
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ingested {
    /// Events that were new and are kept.
    pub stored: usize,
    /// Events of a flood that were new: counted, and not kept.
    #[serde(default)]
    pub thinned: usize,
    /// Events that were there already.
    pub duplicates: usize,
    /// Events that cannot be kept.
    pub refused: Vec<Refusal>,
}

const ANSWERED: Query = Query {
    name: "answer to an idempotency key",
    text: "select answer, request_digest from ai_platform.idempotency_keys where key = $1",
};
const ANSWER: Query = Query {
    name: "keep the answer to an idempotency key",
    text: "insert into ai_platform.idempotency_keys (tenant_id, key, request_digest, answer) \
           values (ai_platform.current_tenant(), $1, $2, $3) on conflict do nothing returning 1",
};
const SERVICES: Query = Query {
    name: "services that were seen",
    text: "insert into ai_platform.services (tenant_id, name, first_seen, last_seen) \
           select ai_platform.current_tenant(), r.name, r.first, r.last \
           from jsonb_to_recordset($1) as r(name text, first timestamptz, last timestamptz) order by r.name \
           on conflict (tenant_id, name) do update set first_seen = least(services.first_seen, excluded.first_seen), \
           last_seen = greatest(services.last_seen, excluded.last_seen)",
};
/// A row is written again only where it says something new: a release that goes on for days does so once an hour.
const RELEASES: Query = Query {
    name: "releases that were seen",
    text: "insert into ai_platform.service_releases (tenant_id, service, release, first_seen, last_seen) \
           select ai_platform.current_tenant(), r.service, r.release, r.first, r.last \
           from jsonb_to_recordset($1) as r(service text, release text, first timestamptz, last timestamptz) \
           order by r.service, r.release on conflict (tenant_id, service, release) do update set \
           first_seen = least(service_releases.first_seen, excluded.first_seen), \
           last_seen = greatest(service_releases.last_seen, excluded.last_seen), updated_at = now() \
           where excluded.first_seen < service_releases.first_seen \
           or excluded.last_seen > service_releases.last_seen + interval '1 hour'",
};
/// What changed, by itself: an analysis of causes names the row, also when its event is long gone.
const CHANGES: Query = Query {
    name: "deployments that were seen",
    text: "insert into ai_platform.change_events (tenant_id, service, at, kind, subject, detail) \
           select ai_platform.current_tenant(), r.service, r.at, 'deployment', r.subject, r.detail \
           from jsonb_to_recordset($1) as r(service text, at timestamptz, subject text, detail jsonb) \
           order by r.service, r.at, r.subject on conflict do nothing",
};
const AUDIT: Query = Query {
    name: "say in the audit log that events came in",
    text: "select ai_platform.append_audit('ingest', 'error_events', $1, null, $2)",
};

macro_rules! event {
    ($rest:literal) => {
        concat!(
            "select jsonb_strip_nulls(jsonb_build_object('timestamp', timestamp, 'service', service, 'severity', severity, \
             'kind', kind, 'error_type', error_type, 'message', message, 'error_id', error_id, 'code', code, \
             'status_code', status_code, 'endpoint', endpoint, 'user_id', user_id, 'request_id', request_id, \
             'stack_trace', stack_trace, 'environment', environment, 'release', release, 'response_time_ms', response_time_ms)) \
             || case when attributes is null then '{}' else jsonb_build_object('attributes', attributes) end, user_sealed ",
            $rest
        )
    };
}
const OF_SERVICE: Query = Query {
    name: "events of a service",
    text: event!(
        "from ai_models.error_events where service = $1 and timestamp > $2 and timestamp <= $3 order by timestamp desc limit $4"
    ),
};
const OF_GROUP: Query = Query {
    name: "events of an error group",
    text: event!(
        "from ai_models.error_events where fingerprint = $1 and timestamp > $2 and timestamp <= $3 order by timestamp desc limit $4"
    ),
};
const OF_REQUEST: Query = Query {
    name: "events of a request",
    text: event!(
        "from ai_models.error_events where request_id = $1 and timestamp > $2 and timestamp <= $3 order by timestamp limit $4"
    ),
};
pub(crate) const OF_DAY: Query = Query {
    name: "events of a day",
    text: event!("from ai_models.error_events where timestamp > $1 and timestamp <= $2"),
};

/// The statements of this file.
const OWN_QUERIES: &[Query] =
    &[ANSWERED, ANSWER, SERVICES, RELEASES, CHANGES, AUDIT, OF_SERVICE, OF_GROUP, OF_REQUEST, OF_DAY];

/// Every statement of events.
pub(crate) fn queries() -> Vec<Query> {
    [OWN_QUERIES, thinned::QUERIES].concat()
}

impl Tenant {
    /// Stores a batch of events with their counts; returns after the commit. Where the caller goes away earlier, the batch is
    /// stored all the same. The same batch again stores nothing and counts nothing: events are told apart by their time and id, and
    /// an id is made from the source's own, else from the content, the batch's key and the place among equals.
    ///
    /// Of an error group that floods few events are kept and all are counted: see [`FloodConfig`].
    ///
    /// Refused one by one: what [`Event::validate`] refuses, a name or id of more than 1,024 bytes, and times outside
    /// [`now` − retention, `now` + 1 day].
    ///
    /// # Errors
    /// `limit_exceeded` for more than 100,000 events, `conflict` where `key` was used for other events, `invalid_argument` where
    /// earlier counts were made with another configuration, `unavailable` where the database cannot be reached. Nothing is
    /// stored then.
    pub async fn ingest(
        &self,
        events: Vec<Event>,
        key: Option<&str>,
        now: Timestamp,
        config: &IngestConfig,
    ) -> Result<Ingested> {
        if events.len() > MOST_IN_A_BATCH {
            let message = format!("a batch takes at most {MOST_IN_A_BATCH} events, got {}", events.len());
            return Err(Error::new(ErrorKind::LimitExceeded, message));
        }
        if !(1..=MOST_DAYS).contains(&config.retention_days) {
            return Err(Error::setting("retention_days", "from 1 to 3,660", config.retention_days));
        }
        if let Some(key) = key.filter(|key| key.is_empty() || key.len() > 255) {
            return Err(Error::setting("key", "of 1 to 255 bytes", key.len()));
        }
        let tenant = self.clone();
        let config = config.clone();
        let key = key.map(str::to_owned);
        // All of it in a task of its own, so that the caller decides nothing by going away.
        let whole = tokio::spawn(async move {
            let (of, of_key) = (tenant.clone(), key.clone());
            let looked_at = tokio::task::spawn_blocking(move || {
                let keys = of.store.keys.as_ref();
                prepare(events, &of.id, keys, of_key.as_deref(), now, config.retention_days)
            });
            let batch = Arc::new(looked_at.await.map_err(|error| {
                Error::new(ErrorKind::Internal, format!("looking at events ended badly: {error}"))
            })?);
            tenant.store.make_parts(&["error_events"], &batch.days()).await?;
            let thinning = Arc::new(tenant.store.floods.look(&tenant.id, &batch.events, &config.flood));
            let rollup = config.rollup;
            let once = move || {
                let (tenant, batch, thinning) = (tenant.clone(), batch.clone(), thinning.clone());
                let (key, rollup) = (key.clone(), rollup.clone());
                async move {
                    loop {
                        let stored = store(&tenant, &batch, &thinning, key.as_deref(), now, &rollup).await?;
                        if let Some(answer) = stored {
                            return Ok(answer);
                        }
                    }
                }
            };
            apart(once).await
        });
        whole.await.map_err(|error| {
            Error::new(ErrorKind::Internal, format!("storing events ended badly: {error}"))
        })?
    }

    /// The event of a row, its user opened.
    pub(crate) fn event_of(&self, row: &Row) -> Result<Event> {
        let mut event: Event = crate::row::json(row)?;
        if let Some(sealed) = row.get::<_, Option<&[u8]>>(1) {
            event.user_id = Some(self.opened(USER, sealed)?);
        }
        Ok(event)
    }

    /// The event of a row as it is told, its user opened.
    pub(crate) fn event_told(&self, row: &Row) -> Result<serde_json::Value> {
        let mut told: serde_json::Value = crate::row::json(row)?;
        if let Some(sealed) = row.get::<_, Option<&[u8]>>(1) {
            told["user_id"] = self.opened(USER, sealed)?.into();
        }
        Ok(told)
    }

    async fn events(&self, query: &Query, values: Values<'_>) -> Result<Vec<Event>> {
        self.rows(query, Plan::Fresh, values).await?.iter().map(|row| self.event_of(row)).collect()
    }

    /// The newest events of a service after one time and up to another.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn events_of_service(
        &self,
        service: &str,
        after: Timestamp,
        up_to: Timestamp,
        limit: u16,
    ) -> Result<Vec<Event>> {
        self.events(&OF_SERVICE, &[&service, &sql_time(after), &sql_time(up_to), &i64::from(limit)]).await
    }

    /// The newest events of an error group after one time and up to another.
    ///
    /// # Errors
    /// As [`Tenant::events_of_service`].
    pub async fn events_of_group(
        &self,
        fingerprint: &str,
        after: Timestamp,
        up_to: Timestamp,
        limit: u16,
    ) -> Result<Vec<Event>> {
        self.events(&OF_GROUP, &[&fingerprint, &sql_time(after), &sql_time(up_to), &i64::from(limit)]).await
    }

    /// The events of a request in the order they happened, after one time and up to another.
    ///
    /// # Errors
    /// As [`Tenant::events_of_service`].
    pub async fn events_of_request(
        &self,
        request: &str,
        after: Timestamp,
        up_to: Timestamp,
        limit: u16,
    ) -> Result<Vec<Event>> {
        self.events(&OF_REQUEST, &[&request, &sql_time(after), &sql_time(up_to), &i64::from(limit)]).await
    }
}

/// None where another batch of the same key ended meanwhile: nothing was stored then, and its answer is there.
async fn store(
    tenant: &Tenant,
    batch: &Arc<Prepared>,
    thinning: &Thinning,
    key: Option<&str>,
    now: Timestamp,
    rollup: &RollupConfig,
) -> Result<Option<Ingested>> {
    let work = tenant.begin().await?;
    if let Some(key) = key
        && let Some(answer) = answered(&work, key, batch).await?
    {
        work.commit().await?;
        return Ok(Some(answer));
    }
    let sorted = thinned::sort(&work, &batch.events, thinning).await?;
    // Counted beside the server's work as if all of it were new, which it nearly always is.
    let beside = (sorted.kept.len() == batch.events.len()).then(|| {
        let (batch, rollup) = (batch.clone(), rollup.clone());
        tokio::task::spawn_blocking(move || counted(batch.events.iter().map(|(event, ..)| event), rollup))
    });
    let stored = arrive(&work, tenant, &sorted.kept, now).await?;
    thinned::write(&work, &sorted).await?;
    let new: Vec<&Event> = stored.iter().copied().chain(sorted.counted()).collect();
    let counts = match beside.filter(|_| new.len() == batch.events.len()) {
        Some(beside) => beside.await.map_err(|error| {
            Error::new(ErrorKind::Internal, format!("counting events ended badly: {error}"))
        })??,
        None => counted(new.iter().copied(), rollup.clone())?,
    };
    crate::rollups::add(&work, counts).await?;
    work.rows(&SERVICES, &[&services(&new)]).await?;
    if let Some(releases) = releases(&new) {
        work.rows(&RELEASES, &[&releases]).await?;
    }
    if let Some(changes) = changes(&new) {
        work.rows(&CHANGES, &[&changes]).await?;
    }
    let total = batch.events.len();
    let answer = Ingested {
        stored: stored.len(),
        thinned: new.len() - stored.len(),
        duplicates: total - new.len(),
        refused: batch.refused.clone(),
    };
    let said = json!({"stored": answer.stored, "thinned": answer.thinned, "duplicates": answer.duplicates,
        "refused": answer.refused.len()});
    if let Some(key) = key {
        let whole = serde_json::to_value(&answer).map_err(crate::tables::unwritable)?;
        if work.rows(&ANSWER, &[&key, &batch.digest.as_slice(), &whole]).await?.is_empty() {
            return Ok(None);
        }
    }
    // Last: the end of the tenant's chain is held until the commit.
    work.rows(&AUDIT, &[&key.unwrap_or("-"), &said]).await?;
    work.commit().await?;
    Ok(Some(answer))
}

fn counted<'a>(events: impl Iterator<Item = &'a Event>, config: RollupConfig) -> Result<Rollup> {
    let mut counted = Rollup::new(config)?;
    for event in events {
        counted.observe(event.as_event_ref());
    }
    Ok(counted)
}

async fn answered(work: &Work, key: &str, batch: &Prepared) -> Result<Option<Ingested>> {
    let rows = work.rows(&ANSWERED, &[&key]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let digest: &[u8] = row.get(1);
    if digest != batch.digest {
        let message = format!("the idempotency key `{key}` was used for other events");
        return Err(Error::new(ErrorKind::Conflict, message));
    }
    let first: Ingested = crate::row::json(row)?;
    let duplicates = first.stored + first.thinned + first.duplicates;
    Ok(Some(Ingested { stored: 0, thinned: 0, duplicates, ..first }))
}

/// The services of events with their first and last time, as JSON.
fn services(events: &[&Event]) -> Value {
    let mut seen: BTreeMap<&str, (Timestamp, Timestamp)> = BTreeMap::new();
    for event in events {
        let at = event.timestamp;
        let (first, last) = seen.entry(&event.service).or_insert((at, at));
        (*first, *last) = ((*first).min(at), (*last).max(at));
    }
    seen.into_iter()
        .map(|(name, (first, last))| json!({"name": name, "first": first, "last": last}))
        .collect()
}

/// Bytes of a release that is looked for again.
const MOST_OF_A_RELEASE: usize = 512;

/// The releases of services with their first and last time, as JSON; none where no event has one.
fn releases(events: &[&Event]) -> Option<Value> {
    let mut seen: BTreeMap<(&str, &str), (Timestamp, Timestamp)> = BTreeMap::new();
    for event in events {
        let Some(release) = event.release.as_deref().filter(|text| text.len() <= MOST_OF_A_RELEASE) else {
            continue;
        };
        let at = event.timestamp;
        let (first, last) = seen.entry((&event.service, release)).or_insert((at, at));
        (*first, *last) = ((*first).min(at), (*last).max(at));
    }
    let row = |((service, release), (first, last))| json!({"service": service, "release": release, "first": first, "last": last});
    (!seen.is_empty()).then(|| seen.into_iter().map(row).collect())
}

/// The deployments among events, as JSON; none where there is none.
fn changes(events: &[&Event]) -> Option<Value> {
    let is_short =
        |event: &&&Event| event.release.as_ref().is_none_or(|text| text.len() <= MOST_OF_A_RELEASE);
    let of_kind = events.iter().filter(|event| event.kind == EventKind::Deployment).filter(is_short);
    let row = |event: &&Event| {
        let subject = event.release.as_deref().unwrap_or_default();
        let detail = event.environment.as_ref().map_or(json!({}), |name| json!({"environment": name}));
        json!({"service": event.service, "at": event.timestamp, "subject": subject, "detail": detail})
    };
    let rows: Vec<Value> = of_kind.map(row).collect();
    (!rows.is_empty()).then_some(Value::Array(rows))
}

impl Prepared {
    /// The days of all events, each once.
    fn days(&self) -> Vec<jiff::civil::Date> {
        let days: BTreeSet<_> = self.events.iter().map(|(event, ..)| day(event.timestamp)).collect();
        days.into_iter().collect()
    }
}
