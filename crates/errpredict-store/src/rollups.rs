//! Counts: a row for each service and day, and one for each service with its closed days put together, so that an analysis reads
//! neither events nor a month of rows.
//!
//! A row is what [`Rollup::rows_by_day`] gives. Adding to it reads it, merges and writes it back, one writer a service at a time.

use std::collections::BTreeMap;

use errpredict::time::DAY_MS;
use errpredict::{Error, ErrorKind, Result, Rollup, RollupConfig, RollupRow, RowPart, Timestamp};
use jiff::civil::Date;

use crate::events::{OF_DAY, thinned_of_days};
use crate::store::{Plan, Query, Tenant, Work, apart};
use crate::times::{day, sql_time};

/// Where counts stand that belong to no day: events that were left out.
const NO_DAY: Date = jiff::civil::date(1970, 1, 1);

const LOCK: Query = Query {
    name: "one writer of counts a service",
    text: "select pg_advisory_xact_lock(hashtextextended('errpredict counts ' || ai_platform.current_tenant() || s, 0)) \
           from (select distinct s from unnest($1::text[]) s order by s) x",
};
const DAYS: Query = Query {
    name: "counts of services and days",
    text: "select r.part, r.service, r.day, r.bytes from ai_platform.rollup_days r \
           join unnest($1::text[], $2::text[], $3::date[]) as w(part, service, day) using (part, service, day)",
};
const MERGED: Query = Query {
    name: "counts of services put together",
    text: "select part, service, up_to, bytes from ai_platform.rollup_services where service = any ($1)",
};
const WRITE_DAYS: Query = Query {
    name: "write counts of services and days",
    text: "insert into ai_platform.rollup_days (tenant_id, part, service, day, bytes) \
           select ai_platform.current_tenant(), w.* from unnest($1::text[], $2::text[], $3::date[], $4::bytea[]) as w \
           on conflict (tenant_id, part, service, day) do update set bytes = excluded.bytes, updated_at = now()",
};
const WRITE_MERGED: Query = Query {
    name: "write counts of services put together",
    text: "insert into ai_platform.rollup_services (tenant_id, part, service, up_to, bytes) \
           select ai_platform.current_tenant(), w.* from unnest($1::text[], $2::text[], $3::date[], $4::bytea[]) as w \
           on conflict (tenant_id, part, service) do update set up_to = excluded.up_to, bytes = excluded.bytes, updated_at = now()",
};
const ALL: Query = Query {
    name: "all counts, closed days put together",
    text: "select m.bytes from ai_platform.rollup_services m union all \
           select d.bytes from ai_platform.rollup_days d left join ai_platform.rollup_services m \
           on m.tenant_id = d.tenant_id and m.part = d.part and m.service = d.service \
           where m.up_to is null or d.day > m.up_to",
};
const SOME: Query = Query {
    name: "counts of some services, closed days put together",
    text: "select m.bytes from ai_platform.rollup_services m where m.part = 'service' and m.service = any ($1) union all \
           select d.bytes from ai_platform.rollup_days d left join ai_platform.rollup_services m \
           on m.tenant_id = d.tenant_id and m.part = d.part and m.service = d.service \
           where d.part = 'service' and d.service = any ($1) and (m.up_to is null or d.day > m.up_to)",
};
const CLOSED: Query = Query {
    name: "counts of the closed days of a service",
    text: "select bytes from ai_platform.rollup_days where part = $1 and service = $2 and day <= $3 order by day",
};
const UNMERGED: Query = Query {
    name: "services with closed days that are not put together",
    text: "select distinct d.part, d.service from ai_platform.rollup_days d left join ai_platform.rollup_services m \
           on m.tenant_id = d.tenant_id and m.part = d.part and m.service = d.service \
           where d.part <> 'counters' and d.day <= $1 and (m.up_to is null or m.up_to < $1) order by 1, 2",
};
const REMOVE: Query = Query {
    name: "remove the counts of days",
    text: "delete from ai_platform.rollup_days where day >= $1 and day <= $2 returning service",
};
const EVERY_DAY: Query = Query {
    name: "counts of every day",
    text: "select part, service, day, bytes from ai_platform.rollup_days where part <> 'counters' order by part, service, day",
};
const FORGET_MERGED: Query = Query {
    name: "remove counts that were put together",
    text: "delete from ai_platform.rollup_services returning 1",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[
    LOCK,
    DAYS,
    MERGED,
    WRITE_DAYS,
    WRITE_MERGED,
    ALL,
    SOME,
    CLOSED,
    UNMERGED,
    REMOVE,
    EVERY_DAY,
    FORGET_MERGED,
];

/// Where a row stands.
type Place = (&'static str, String, Date);

fn place(row: &RollupRow) -> Place {
    // The end of a day is the next midnight; the row stands under the day itself.
    let of_day = row.day.map_or(NO_DAY, |end| day(end.plus_ms(-1)));
    match &row.part {
        RowPart::Service(name) => ("service", name.clone(), of_day),
        RowPart::Others => ("others", String::new(), of_day),
        _ => ("counters", String::new(), NO_DAY),
    }
}

/// Rows with their places, column by column, as `unnest` takes them.
#[derive(Default)]
struct Columns {
    parts: Vec<&'static str>,
    services: Vec<String>,
    days: Vec<Date>,
    bytes: Vec<Vec<u8>>,
}

impl Columns {
    fn push(&mut self, (part, service, day): Place, bytes: Vec<u8>) {
        self.parts.push(part);
        self.services.push(service);
        self.days.push(day);
        self.bytes.push(bytes);
    }
}

/// Adds counts to those that are there, of days and of closed days put together.
pub(crate) async fn add(work: &Work, mut counted: Rollup) -> Result<()> {
    let rows = counted.rows_by_day();
    if rows.is_empty() {
        return Ok(());
    }
    let mut fresh = Columns::default();
    rows.into_iter().for_each(|row| fresh.push(place(&row), row.bytes));
    work.rows(&LOCK, &[&fresh.services]).await?;
    let old = work.rows(&DAYS, &[&fresh.parts, &fresh.services, &fresh.days]).await?;
    let old: BTreeMap<(String, String, Date), Vec<u8>> =
        old.iter().map(|row| ((row.get(0), row.get(1), row.get(2)), row.get(3))).collect();
    let merged = work.rows(&MERGED, &[&fresh.services]).await?;
    let mut days = Columns::default();
    let mut late: BTreeMap<(&'static str, String), Vec<Vec<u8>>> = BTreeMap::new();
    for (i, bytes) in fresh.bytes.iter().enumerate() {
        let at: Place = (fresh.parts[i], fresh.services[i].clone(), fresh.days[i]);
        let is_closed = merged.iter().any(|row| {
            (row.get::<_, &str>(0), row.get::<_, &str>(1)) == (at.0, at.1.as_str())
                && row.get::<_, Date>(2) >= at.2
        });
        if is_closed {
            late.entry((at.0, at.1.clone())).or_default().push(bytes.clone());
        }
        match old.get(&(at.0.to_owned(), at.1.clone(), at.2)) {
            None => days.push(at, bytes.clone()),
            Some(before) => {
                for row in Rollup::tidied_rows([before.as_slice(), bytes])? {
                    days.push(place(&row), row.bytes);
                }
            }
        }
    }
    work.rows(&WRITE_DAYS, &[&days.parts, &days.services, &days.days, &days.bytes]).await?;
    let mut whole = Columns::default();
    for ((part, service), mut bytes) in late {
        let row =
            merged.iter().find(|row| (row.get::<_, &str>(0), row.get::<_, &str>(1)) == (part, &service));
        let Some(row) = row else { continue };
        bytes.push(row.get(3));
        for together in Rollup::from_rows(bytes.iter().map(Vec::as_slice))?.rows_by_service() {
            if together.part != RowPart::Counters {
                whole.push((part, service.clone(), row.get(2)), together.bytes);
            }
        }
    }
    if !whole.parts.is_empty() {
        work.rows(&WRITE_MERGED, &[&whole.parts, &whole.services, &whole.days, &whole.bytes]).await?;
    }
    Ok(())
}

/// Changes all counts of the tenant; gives how many rows were different then.
pub(crate) async fn redact(work: &Work, change: impl Fn(&mut Rollup)) -> Result<u64> {
    let rows = work.rows(&EVERY_DAY, &[]).await?;
    let services: Vec<&str> = rows.iter().map(|row| row.get(1)).collect();
    work.rows(&LOCK, &[&services]).await?;
    // Read again, now that nobody else writes.
    let mut changed = Columns::default();
    for row in work.rows(&EVERY_DAY, &[]).await? {
        let before: &[u8] = row.get(3);
        let mut rollup = Rollup::from_rows([before])?;
        change(&mut rollup);
        for fresh in rollup.rows_by_day() {
            if fresh.bytes != before {
                changed.push(place(&fresh), fresh.bytes);
            }
        }
    }
    work.rows(&WRITE_DAYS, &[&changed.parts, &changed.services, &changed.days, &changed.bytes]).await?;
    if !changed.parts.is_empty() {
        // Made anew from the days when they are put together next.
        work.rows(&FORGET_MERGED, &[]).await?;
    }
    Ok(changed.parts.len() as u64)
}

impl Tenant {
    /// Everything that was counted, ready to be analysed.
    ///
    /// # Errors
    /// `corrupt` for a damaged row, `unavailable` where the database cannot be reached.
    pub async fn rollup(&self) -> Result<Rollup> {
        let rows = self.rows(&ALL, Plan::Kept, &[]).await?;
        Rollup::from_rows(rows.iter().map(|row| row.get::<_, &[u8]>(0)))
    }

    /// What was counted of some services alone; what all of them are together is not in it.
    ///
    /// # Errors
    /// As [`Tenant::rollup`].
    pub async fn rollup_of(&self, services: &[&str]) -> Result<Rollup> {
        let rows = self.rows(&SOME, Plan::Kept, &[&services]).await?;
        Rollup::from_rows(rows.iter().map(|row| row.get::<_, &[u8]>(0)))
    }

    /// Puts the days of each service up to one day together; gives the services that had something to be put together. To be
    /// called once a day for the day before: late events still find their place.
    ///
    /// # Errors
    /// As [`Tenant::rollup`].
    pub async fn close_days(&self, up_to: Timestamp) -> Result<usize> {
        let up_to = day(up_to);
        let open = self.on_primary().rows(&UNMERGED, Plan::Kept, &[&up_to]).await?;
        for row in &open {
            let (part, service): (String, String) = (row.get(0), row.get(1));
            let tenant = self.clone();
            apart(move || close(tenant.clone(), part.clone(), service.clone(), up_to)).await?;
        }
        Ok(open.len())
    }

    /// Counts the events of some days anew, both days included, as they stand in the store: after an erasure, or where counts are
    /// doubted. Gives the number of events.
    ///
    /// # Errors
    /// `conflict` where events of these days were counted and not kept, because they were a flood; else as [`Tenant::rollup`].
    pub async fn recount(&self, from: Timestamp, to: Timestamp, config: &RollupConfig) -> Result<u64> {
        let (tenant, config, from, to) = (self.clone(), config.clone(), day(from), day(to));
        apart(move || recount(tenant.clone(), from, to, config.clone())).await
    }
}

async fn close(tenant: Tenant, part: String, service: String, up_to: Date) -> Result<()> {
    let work = tenant.begin().await?;
    work.rows(&LOCK, &[&[service.as_str()].as_slice()]).await?;
    let rows = work.rows(&CLOSED, &[&part, &service, &up_to]).await?;
    let mut together = Rollup::from_rows(rows.iter().map(|row| row.get::<_, &[u8]>(0)))?;
    let mut whole = Columns::default();
    for row in together.rows_by_service() {
        if row.part != RowPart::Counters {
            let (part, service, _) = place(&row);
            whole.push((part, service, up_to), row.bytes);
        }
    }
    work.rows(&WRITE_MERGED, &[&whole.parts, &whole.services, &whole.days, &whole.bytes]).await?;
    work.commit().await
}

async fn recount(tenant: Tenant, from: Date, to: Date, config: RollupConfig) -> Result<u64> {
    let work = tenant.begin().await?;
    let floods = thinned_of_days(&work, from, to).await?;
    if floods > 0 {
        let message = format!(
            "{floods} events of a flood between {from} and {to} were counted and not kept: these days cannot be counted anew"
        );
        return Err(Error::new(ErrorKind::Conflict, message));
    }
    let removed = work.rows(&REMOVE, &[&from, &to]).await?;
    let services: Vec<String> = removed.iter().map(|row| row.get(0)).collect();
    work.rows(&LOCK, &[&services]).await?;
    work.rows(&FORGET_MERGED, &[]).await?;
    let mut counted = 0;
    let mut date = from;
    while date <= to {
        // A day of counts ends with its midnight, as every bucket is closed on the right.
        let start = Timestamp::clamped(days_since_1970(date) * DAY_MS);
        let events = work.rows(&OF_DAY, &[&sql_time(start), &sql_time(start.plus_ms(DAY_MS))]).await?;
        let mut of_day = Rollup::new(config.clone())?;
        for row in &events {
            let event = tenant.event_of(row)?;
            of_day.observe(event.as_event_ref());
        }
        counted += events.len() as u64;
        let mut columns = Columns::default();
        of_day.rows_by_day().into_iter().for_each(|row| columns.push(place(&row), row.bytes));
        work.rows(&WRITE_DAYS, &[&columns.parts, &columns.services, &columns.days, &columns.bytes]).await?;
        let Ok(next) = date.tomorrow() else { break };
        date = next;
    }
    work.commit().await?;
    Ok(counted)
}

fn days_since_1970(date: Date) -> i64 {
    let since = date.since((jiff::Unit::Day, NO_DAY)).map(|span| span.get_days()).unwrap_or_default();
    i64::from(since)
}
