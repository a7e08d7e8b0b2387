//! `thinned_events`: of a flood, what was counted and not kept. Its ids stay, eight bytes each, so that what comes again is not
//! counted again, whether the flood goes on or is over.

use std::collections::{BTreeMap, BTreeSet};

use errpredict::time::MINUTE_MS;
use errpredict::{Error, ErrorKind, Event, Result, Timestamp};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::floods::{Arriving, Thinning};
use crate::store::{Plan, Query, Tenant, Work};
use crate::times::sql_time;

/// An error group of which events were counted and not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ThinnedGroup {
    /// Its service.
    pub service: String,
    /// Its fingerprint.
    pub fingerprint: String,
    /// Events that were counted and not kept.
    pub events: i64,
    /// The first minute in which some were not.
    pub from: Timestamp,
    /// The last.
    pub to: Timestamp,
}

const LOCK: Query = Query {
    name: "one writer of the floods of services",
    text: "select pg_advisory_xact_lock(hashtextextended('errpredict counts ' || ai_platform.current_tenant() || s, 0)) \
           from (select distinct s from unnest($1::text[]) s order by s) x",
};
const OF_MINUTES: Query = Query {
    name: "ids of floods",
    text: "select t.service, t.fingerprint, t.minute, t.ids from ai_platform.thinned_events t \
           join unnest($1::text[], $2::text[], $3::timestamptz[]) as w(service, fingerprint, minute) \
           using (service, fingerprint, minute)",
};
const ANY: Query = Query {
    name: "whether there was a flood since",
    text: "select 1 from ai_platform.thinned_events where minute >= $1 limit 1",
};
const THERE: Query = Query {
    name: "events that are there",
    text: "select e.id from ai_models.error_events e join unnest($1::timestamptz[], $2::uuid[]) as w(at, id) \
           on e.timestamp = w.at and e.id = w.id",
};
const WRITE: Query = Query {
    name: "keep the ids of floods",
    text: "insert into ai_platform.thinned_events (tenant_id, service, fingerprint, minute, events, ids) \
           select ai_platform.current_tenant(), w.service, w.fingerprint, w.minute, length(w.ids) / 8, w.ids \
           from unnest($1::text[], $2::text[], $3::timestamptz[], $4::bytea[]) as w(service, fingerprint, minute, ids) \
           on conflict (tenant_id, service, fingerprint, minute) do update set events = excluded.events, ids = excluded.ids, \
           updated_at = now()",
};
const OF_DAYS: Query = Query {
    name: "events of days that were not kept",
    text: "select coalesce(sum(events), 0)::bigint from ai_platform.thinned_events \
           where minute >= $1::date and minute <= $2::date + 1",
};
const GROUPS: Query = Query {
    name: "groups that flooded",
    text: "select jsonb_build_object('service', service, 'fingerprint', fingerprint, 'events', sum(events), 'from', min(minute), \
           'to', max(minute)) from ai_platform.thinned_events group by service, fingerprint order by sum(events) desc, 1 limit $1",
};

pub(super) const QUERIES: &[Query] = &[LOCK, OF_MINUTES, ANY, THERE, WRITE, OF_DAYS, GROUPS];

/// Service, group and minute.
type Minute = (String, String, jiff::Timestamp);

/// A batch, sorted into what is kept and what is only counted; what was counted before is in neither.
#[derive(Debug, Default)]
pub(super) struct Sorted<'a> {
    pub(super) kept: Vec<&'a Arriving>,
    counted: Vec<&'a Event>,
    /// Ids of whole minutes, as they are written.
    ids: BTreeMap<Minute, BTreeSet<[u8; 8]>>,
}

impl<'a> Sorted<'a> {
    /// What is only counted.
    pub(super) fn counted(&self) -> impl Iterator<Item = &'a Event> {
        self.counted.iter().copied()
    }
}

fn minute_of((event, _, fingerprint): &Arriving) -> Option<Minute> {
    let minute = event.timestamp.ms().div_euclid(MINUTE_MS) * MINUTE_MS;
    Some((event.service.clone(), fingerprint.clone()?, sql_time(Timestamp::clamped(minute))))
}

/// The part of an id that tells it from others of its minute; what comes before is its time.
fn short(event: &Arriving) -> [u8; 8] {
    let mut short = [0; 8];
    short.copy_from_slice(&event.1.as_bytes()[8..]);
    short
}

/// Sorts a batch; where it is near a flood nobody else counts the same services until the transaction ends.
pub(super) async fn sort<'a>(work: &Work, events: &'a [Arriving], thinning: &Thinning) -> Result<Sorted<'a>> {
    if thinning.is_near {
        // All services at once and in one order, as the counts lock them; they stand under no service as well.
        let services: BTreeSet<&str> = events.iter().map(|(event, ..)| event.service.as_str()).collect();
        let services: Vec<&str> = services.into_iter().chain([""]).collect();
        work.rows(&LOCK, &[&services]).await?;
    }
    let Some(first) = events.iter().map(|(event, ..)| event.timestamp).min() else {
        return Ok(Sorted::default());
    };
    let first = sql_time(first.plus_ms(-MINUTE_MS));
    let mut before: BTreeMap<Minute, BTreeSet<[u8; 8]>> = BTreeMap::new();
    if thinning.is_near || !work.rows(&ANY, &[&first]).await?.is_empty() {
        before = of_minutes(work, events).await?;
    }
    let candidates: Vec<&Arriving> = events
        .iter()
        .zip(&thinning.is_thinned)
        .filter(|(_, thinned)| **thinned)
        .map(|(one, _)| one)
        .collect();
    let there = there(work, &candidates).await?;
    let mut sorted = Sorted::default();
    for (one, is_thinned) in events.iter().zip(&thinning.is_thinned) {
        let Some(minute) = minute_of(one) else {
            sorted.kept.push(one);
            continue;
        };
        if before.get(&minute).is_some_and(|ids| ids.contains(&short(one))) {
            continue;
        }
        if !is_thinned {
            sorted.kept.push(one);
        } else if !there.contains(one.1.as_bytes()) {
            let ids = sorted.ids.entry(minute.clone());
            let ids = ids.or_insert_with(|| before.get(&minute).cloned().unwrap_or_default());
            if ids.insert(short(one)) {
                sorted.counted.push(&one.0);
            }
        }
    }
    // What stands in one batch twice, once to be kept and once not, is kept.
    let kept: BTreeSet<&[u8; 16]> = sorted.kept.iter().map(|one| one.1.as_bytes()).collect();
    if candidates.iter().any(|one| kept.contains(one.1.as_bytes())) {
        sorted = without(sorted, &candidates, &kept);
    }
    Ok(sorted)
}

/// The same without those that are only counted and are kept as well.
fn without<'a>(
    mut sorted: Sorted<'a>,
    candidates: &[&'a Arriving],
    kept: &BTreeSet<&[u8; 16]>,
) -> Sorted<'a> {
    for one in candidates.iter().filter(|one| kept.contains(one.1.as_bytes())) {
        let ids = minute_of(one).and_then(|minute| sorted.ids.get_mut(&minute));
        if ids.is_some_and(|ids| ids.remove(&short(one))) {
            sorted.counted.retain(|event| !std::ptr::eq(*event, &one.0));
        }
    }
    sorted.ids.retain(|_, ids| !ids.is_empty());
    sorted
}

async fn of_minutes(work: &Work, events: &[Arriving]) -> Result<BTreeMap<Minute, BTreeSet<[u8; 8]>>> {
    let minutes: BTreeSet<Minute> = events.iter().filter_map(minute_of).collect();
    let (services, groups, times) = columns(minutes.iter());
    let rows = work.rows(&OF_MINUTES, &[&services, &groups, &times]).await?;
    let mut found = BTreeMap::new();
    for row in &rows {
        let (ids, rest) = row.get::<_, &[u8]>(3).as_chunks::<8>();
        if !rest.is_empty() {
            return Err(Error::new(ErrorKind::Corrupt, "the ids of a flood are damaged"));
        }
        found.insert((row.get(0), row.get(1), row.get(2)), ids.iter().copied().collect());
    }
    Ok(found)
}

fn columns<'a>(
    minutes: impl Iterator<Item = &'a Minute>,
) -> (Vec<&'a str>, Vec<&'a str>, Vec<jiff::Timestamp>) {
    let mut columns = (Vec::new(), Vec::new(), Vec::new());
    for (service, group, minute) in minutes {
        columns.0.push(service.as_str());
        columns.1.push(group.as_str());
        columns.2.push(*minute);
    }
    columns
}

/// Ids of those that are kept already.
async fn there(work: &Work, candidates: &[&Arriving]) -> Result<BTreeSet<[u8; 16]>> {
    if candidates.is_empty() {
        return Ok(BTreeSet::new());
    }
    let times: Vec<jiff::Timestamp> =
        candidates.iter().map(|(event, ..)| sql_time(event.timestamp)).collect();
    let ids: Vec<uuid::Uuid> = candidates.iter().map(|one| one.1).collect();
    let rows = work.rows(&THERE, &[&times, &ids]).await?;
    Ok(rows.iter().map(|row| *row.get::<_, uuid::Uuid>(0).as_bytes()).collect())
}

/// Keeps the ids of what is only counted.
pub(super) async fn write(work: &Work, sorted: &Sorted<'_>) -> Result<()> {
    if sorted.ids.is_empty() {
        return Ok(());
    }
    let (services, groups, times) = columns(sorted.ids.keys());
    let ids: Vec<Vec<u8>> = sorted.ids.values().map(|ids| ids.iter().flatten().copied().collect()).collect();
    work.rows(&WRITE, &[&services, &groups, &times, &ids]).await.map(drop)
}

/// Events of some days, both included, that were counted and not kept.
pub(crate) async fn of_days(work: &Work, from: Date, to: Date) -> Result<i64> {
    Ok(work.rows(&OF_DAYS, &[&from, &to]).await?.first().map_or(0, |row| row.get(0)))
}

impl Tenant {
    /// The groups of which events were counted and not kept, because they were a flood: those with most first.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn thinned_groups(&self, limit: u16) -> Result<Vec<ThinnedGroup>> {
        self.values(&GROUPS, Plan::Kept, &[&i64::from(limit)]).await
    }
}
