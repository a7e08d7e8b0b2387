//! What conditions that people write look at: events by service, error groups that are new or came back, what was foreseen last.

use errpredict::forecast::ForecastValue;
use errpredict::predict::Target;
use errpredict::time::MINUTE_MS;
use errpredict::{Result, Severity, Timestamp};
use tokio_postgres::Row;

use crate::store::{Plan, Query, Tenant};
use crate::times::{sql_time, timestamp};

/// Hits of one condition that are looked at.
const MOST: i64 = 1_000;

/// Errors of a time, and those of a flood that were counted and not kept: as bad as those of their group that were kept, and of their type.
macro_rules! errors {
    () => {
        "select e.service, e.timestamp as at, 1::bigint as n from ai_models.error_events e where e.timestamp > $1 \
         and e.timestamp <= $2 and e.kind = 'error' and e.severity = any ($3) and ($4::text is null or e.error_type = $4) \
         union all \
         select t.service, t.minute, t.events from ai_platform.thinned_events t where t.minute >= $1 and t.minute < $2 \
         and exists (select 1 from ai_models.error_events k where k.service = t.service and k.fingerprint = t.fingerprint \
         and k.timestamp > $1 - interval '1 day' and k.timestamp <= $2 and k.kind = 'error' and k.severity = any ($3) \
         and ($4::text is null or k.error_type = $4)) "
    };
}

const COUNT: Query = Query {
    name: "errors of each service within a time",
    text: concat!(
        "select c.service, sum(c.n)::bigint, min(c.at) from (",
        errors!(),
        ") c group by c.service order by c.service"
    ),
};
/// Of every error how many came within the minutes up to it: the most of each service.
const MOST_WITHIN: Query = Query {
    name: "most errors of each service within so many minutes",
    text: concat!(
        "with slid as (select c.service, c.at, sum(c.n) over near as n, min(c.at) over near as first from (",
        errors!(),
        ") c window near as (partition by c.service order by c.at range between $5 * interval '1 minute' preceding and current row)) \
         select distinct on (service) service, n::bigint, first from slid where at > $6 order by service, n desc, at"
    ),
};
/// What people put together counts as the group it was put into, and what they ignore at a time counts as nothing: groups that came, as
/// `came` has them, become `told`. A group that is part of another is ignored where that one is.
macro_rules! as_people_have_them {
    () => {
        "told as (select coalesce(g.service, c.service) as service, coalesce(g.fingerprint, c.fingerprint) as fingerprint, \
         coalesce(min(g.error_type), min(c.error_type)) as error_type, sum(c.n)::bigint as n, min(c.first) as first, \
         min(c.message) as message, c.service as home, c.since, c.release, \
         (array_agg(c.first_release order by c.first))[1] as first_release from came c \
         left join ai_models.error_patterns p on p.service = c.service and p.fingerprint = c.fingerprint \
         left join ai_models.error_patterns g on g.id = p.merged_into \
         where coalesce(case when g.id is null then p.ignored_until else g.ignored_until end <= $2, true) group by 1, 2, c.service, c.since, c.release) "
    };
}

/// Groups that were put into another, with that one: they are few, and read once.
macro_rules! put_together {
    () => {
        "parts as materialized (select w.service, w.fingerprint, k.service as part_service, k.fingerprint as part_fingerprint \
         from ai_models.error_patterns k join ai_models.error_patterns w on w.id = k.merged_into \
         where k.merged_into is not null) "
    };
}

/// Whether nothing of a told group, whatever was put into it, was there before a time, and its service was: of a service that was not there
/// everything is new, and nothing is told.
macro_rules! is_new {
    () => {
        "not exists (select 1 from (select t.service, t.fingerprint union select p.part_service, p.part_fingerprint \
         from parts p where p.service = t.service and p.fingerprint = t.fingerprint) m join ai_models.error_events o \
         on o.service = m.service and o.fingerprint = m.fingerprint and o.timestamp < t.since) and exists (select 1 from ai_models.error_events o where o.service = t.home and o.timestamp < t.since) "
    };
}

const NEW: Query = Query {
    name: "error groups that were not there before",
    text: concat!(
        "with came as (select e.service, e.fingerprint, min(e.error_type) as error_type, count(*) as n, min(e.timestamp) as first, \
         min(e.message) as message, $1::timestamptz + interval '1 microsecond' as since, null::text as release, null::text as first_release \
         from ai_models.error_events e where e.timestamp > $1 and e.timestamp <= $2 and e.kind = 'error' and e.fingerprint is not null \
         group by e.service, e.fingerprint), ",
        as_people_have_them!(),
        ", ",
        put_together!(),
        "select t.service, t.fingerprint, t.error_type, t.n, t.first, t.message, t.release, null::timestamptz, null::text \
         from told t where t.n >= $3 and ",
        is_new!(),
        "order by t.first limit $4"
    ),
};
/// What is part of another group comes back with that one, and not by itself.
const BACK: Query = Query {
    name: "error groups that came back",
    text: "select p.service, p.fingerprint, p.error_type, p.errors_last_day + coalesce(parts.n, 0), \
           coalesce(p.regressed_at, p.last_seen), p.sample, p.regressed_in, case when p.regressed_at is not null then p.resolved_at end, p.resolved_in from ai_models.error_patterns p \
           left join (select merged_into as id, sum(errors_last_day)::bigint as n, max(last_seen) as last_seen \
           from ai_models.error_patterns where merged_into is not null group by merged_into) parts on parts.id = p.id \
           where p.merged_into is null and coalesce(p.ignored_until <= $2, true) and greatest(p.last_seen, parts.last_seen) > $1 \
           and (p.state = 'regressed' or p.regressed_at > $1) and p.errors_last_day + coalesce(parts.n, 0) >= $3 \
           order by greatest(p.last_seen, parts.last_seen) desc limit $4",
};
const OF_RELEASE: Query = Query {
    name: "error groups that came with the newest release",
    text: concat!(
        "with seen as (select distinct service, release from ai_models.error_events where timestamp > $1 and timestamp <= $2 \
         and release is not null), \
         since as (select s.service, s.release, min(e.timestamp) as at from seen s join ai_models.error_events e \
         on e.service = s.service and e.release = s.release group by s.service, s.release), \
         newest as (select distinct on (service) service, release, at from since order by service, at desc), \
         came as (select e.service, e.fingerprint, min(e.error_type) as error_type, count(*) as n, min(e.timestamp) as first, \
         min(e.message) as message, n.at as since, n.release, (array_agg(e.release order by e.timestamp))[1] as first_release \
         from newest n join ai_models.error_events e on e.service = n.service and e.timestamp >= n.at and e.timestamp <= $2 \
         where n.at > $1 and e.kind = 'error' and e.fingerprint is not null group by e.service, e.fingerprint, n.release, n.at), ",
        as_people_have_them!(),
        ", ",
        put_together!(),
        "select t.service, t.fingerprint, t.error_type, t.n, t.first, t.message, t.release, null::timestamptz, null::text \
         from told t where t.n >= $3 and t.first_release = t.release and ",
        is_new!(),
        "order by t.first limit $4"
    ),
};
const IGNORED: Query = Query {
    name: "error groups that nobody wants to hear of",
    text: "select p.service, p.fingerprint from ai_models.error_patterns p left join ai_models.error_patterns g on g.id = p.merged_into \
           where case when g.id is null then p.ignored_until else g.ignored_until end > $1",
};
const LIKELY: Query = Query {
    name: "what was last foreseen with a probability",
    text: "select p.service, p.target, p.horizon_minutes, p.probability, p.usual, p.at, p.basis from ( \
           select distinct on (service, target, horizon_minutes) service, target, horizon_minutes, probability, usual, at, due_at, basis \
           from ai_models.error_predictions where at > $1 and at <= $2 and service is not null and ($4::text is null or target = $4) \
           and ($5::int is null or horizon_minutes = $5) order by service, target, horizon_minutes, at desc) p \
           where p.probability >= $3 and p.due_at > $2 order by p.service, p.horizon_minutes, p.target limit $6",
};
const FORECAST: Query = Query {
    name: "what errors were last forecast",
    text: "select distinct on (service) service, at, values from ai_models.time_series_forecasts where metric = 'errors' and at > $1 \
           and at <= $2 and service is not null order by service, at desc",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[COUNT, MOST_WITHIN, NEW, BACK, OF_RELEASE, IGNORED, LIKELY, FORECAST];

/// Errors of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedErrors {
    /// The service.
    pub service: String,
    /// How many.
    pub errors: u64,
    /// When the first came.
    pub first: Timestamp,
}

/// An error group that calls for a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupHit {
    /// The service.
    pub service: String,
    /// The group.
    pub fingerprint: String,
    /// Its type.
    pub error_type: String,
    /// How many there are.
    pub errors: u64,
    /// When the first came, or came again.
    pub since: Timestamp,
    /// A message of it.
    pub sample: Option<String>,
    /// The release it came with.
    pub release: Option<String>,
    /// When a person called it resolved, of what came back in spite of that.
    pub resolved_at: Option<Timestamp>,
    /// In which release.
    pub resolved_in: Option<String>,
}

/// A probability that was said last.
#[derive(Debug, Clone, PartialEq)]
pub struct LikelyHit {
    /// The service.
    pub service: String,
    /// What of.
    pub target: Target,
    /// Within how many minutes.
    pub horizon_minutes: u32,
    /// How likely.
    pub probability: f64,
    /// What is usual.
    pub usual: Option<f64>,
    /// When it was said.
    pub at: Timestamp,
    /// Whether a model says it, and no share of the past.
    pub of_model: bool,
}

/// A forecast that was made last.
#[derive(Debug, Clone, PartialEq)]
pub struct ForecastHit {
    /// The service.
    pub service: String,
    /// When it was made.
    pub at: Timestamp,
    /// Its values, the nearest first.
    pub values: Vec<ForecastValue>,
}

fn group(row: &Row) -> GroupHit {
    let errors: i64 = row.get(3);
    GroupHit {
        service: row.get(0),
        fingerprint: row.get(1),
        error_type: row.get::<_, Option<String>>(2).unwrap_or_default(),
        errors: errors.unsigned_abs(),
        since: timestamp(row.get(4)),
        sample: row.get(5),
        release: row.get(6),
        resolved_at: row.get::<_, Option<jiff::Timestamp>>(7).map(timestamp),
        resolved_in: row.get(8),
    }
}

/// The names of severities that are as bad at least.
fn as_bad(least: Severity) -> Vec<&'static str> {
    let bad = Severity::ALL.into_iter().filter(|severity| *severity >= least);
    bad.map(Severity::name).collect()
}

fn counted(row: &Row) -> CountedErrors {
    CountedErrors {
        service: row.get(0),
        errors: row.get::<_, i64>(1).unsigned_abs(),
        first: timestamp(row.get(2)),
    }
}

impl Tenant {
    /// Errors of each service in (from, to], of one type or of all, as bad at least.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn counted_errors(
        &self,
        (from, to): (Timestamp, Timestamp),
        error_type: Option<&str>,
        least: Severity,
    ) -> Result<Vec<CountedErrors>> {
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
            [&sql_time(from), &sql_time(to), &as_bad(least), &error_type];
        let rows = self.on_primary().rows(&COUNT, Plan::Fresh, &values).await?;
        Ok(rows.iter().map(counted).collect())
    }

    /// The most errors of each service within any so many minutes that end in (from, to], of one type or of all, as bad at least.
    ///
    /// # Errors
    /// As [`Tenant::counted_errors`].
    pub async fn most_errors_within(
        &self,
        minutes: u32,
        (from, to): (Timestamp, Timestamp),
        error_type: Option<&str>,
        least: Severity,
    ) -> Result<Vec<CountedErrors>> {
        let before = from.plus_ms(-i64::from(minutes) * MINUTE_MS);
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 6] = [
            &sql_time(before),
            &sql_time(to),
            &as_bad(least),
            &error_type,
            &f64::from(minutes),
            &sql_time(from),
        ];
        let rows = self.on_primary().rows(&MOST_WITHIN, Plan::Fresh, &values).await?;
        Ok(rows.iter().map(counted).collect())
    }

    /// Error groups that came in (from, to] for the first time, so often at least. Those that people put together are one, and those
    /// that are ignored at `to` are none.
    ///
    /// # Errors
    /// As [`Tenant::counted_errors`].
    pub async fn new_groups(&self, from: Timestamp, to: Timestamp, at_least: u32) -> Result<Vec<GroupHit>> {
        self.group_hits(&NEW, from, to, at_least).await
    }

    /// Error groups that came back in (from, to], as [`Tenant::new_groups`] has them.
    ///
    /// # Errors
    /// As [`Tenant::counted_errors`].
    pub async fn groups_that_came_back(
        &self,
        from: Timestamp,
        to: Timestamp,
        at_least: u32,
    ) -> Result<Vec<GroupHit>> {
        self.group_hits(&BACK, from, to, at_least).await
    }

    /// Error groups whose first event is of the newest release of their service, which came in (from, to], as [`Tenant::new_groups`]
    /// has them.
    ///
    /// # Errors
    /// As [`Tenant::counted_errors`].
    pub async fn groups_of_newest_release(
        &self,
        from: Timestamp,
        to: Timestamp,
        at_least: u32,
    ) -> Result<Vec<GroupHit>> {
        self.group_hits(&OF_RELEASE, from, to, at_least).await
    }

    async fn group_hits(
        &self,
        query: &Query,
        from: Timestamp,
        to: Timestamp,
        at_least: u32,
    ) -> Result<Vec<GroupHit>> {
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
            [&sql_time(from), &sql_time(to), &i64::from(at_least), &MOST];
        Ok(self.on_primary().rows(query, Plan::Fresh, &values).await?.iter().map(group).collect())
    }

    /// Error groups that are ignored at a time, by service and fingerprint: by themselves, or with the group they are shown with.
    ///
    /// # Errors
    /// As [`Tenant::counted_errors`].
    pub async fn ignored_groups(&self, at: Timestamp) -> Result<Vec<(String, String)>> {
        let rows = self.on_primary().rows(&IGNORED, Plan::Fresh, &[&sql_time(at)]).await?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    /// What was said last in (from, to] with a probability of at least `above`, and is not due at `to`.
    ///
    /// # Errors
    /// As [`Tenant::counted_errors`].
    pub async fn likely(
        &self,
        (from, to): (Timestamp, Timestamp),
        above: f64,
        target: Option<Target>,
        horizon_minutes: Option<u32>,
    ) -> Result<Vec<LikelyHit>> {
        let horizon = horizon_minutes.and_then(|minutes| i32::try_from(minutes).ok());
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 6] =
            [&sql_time(from), &sql_time(to), &above, &target.map(Target::name), &horizon, &MOST];
        let rows = self.on_primary().rows(&LIKELY, Plan::Fresh, &values).await?;
        let one = |row: &Row| -> Result<LikelyHit> {
            let (target, basis): (&str, &str) = (row.get(1), row.get(6));
            Ok(LikelyHit {
                service: row.get(0),
                target: target.parse()?,
                horizon_minutes: row.get::<_, i32>(2).unsigned_abs(),
                probability: row.get(3),
                usual: row.get(4),
                at: timestamp(row.get(5)),
                of_model: basis == "model",
            })
        };
        rows.iter().map(one).collect()
    }

    /// The newest forecast of the errors of each service made in (from, to].
    ///
    /// # Errors
    /// As [`Tenant::counted_errors`].
    pub async fn newest_forecasts(&self, from: Timestamp, to: Timestamp) -> Result<Vec<ForecastHit>> {
        let rows = self.on_primary().rows(&FORECAST, Plan::Fresh, &[&sql_time(from), &sql_time(to)]).await?;
        let one = |row: &Row| -> Result<ForecastHit> {
            let values = serde_json::from_value(row.get(2)).map_err(crate::row::unread)?;
            Ok(ForecastHit { service: row.get(0), at: timestamp(row.get(1)), values })
        };
        rows.iter().map(one).collect()
    }
}
