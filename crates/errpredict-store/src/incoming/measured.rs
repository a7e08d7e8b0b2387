//! Series of numbers that are watched: which ones (`chosen_series`), their values (`measured_samples`), and what was learnt of each
//! (`measured_series`).
//!
//! A monitor in memory would forget with its process and know the half where two processes share the work. So the state of each watch
//! ([`Monitor::measure`]) stands in a row that is locked, moved on and written back in the transaction that keeps the samples: what is
//! acknowledged is kept, judged, and judged once. A minute is judged by its last value, once a later one has begun; values that come
//! later than that are kept, and are not in what the watch learnt.

use std::collections::BTreeMap;

use errpredict::detect::AnomalyDetection;
use errpredict::time::MINUTE_MS;
use errpredict::{Monitor, Result, RollupConfig, Timestamp, Watches};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::store::{Plan, Query, Tenant, Work, apart};
use crate::times::{sql_time, timestamp};

/// Which series are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSeries {
    /// The metric, such as `http_server_queue_length`.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 255)))]
    pub metric: String,
    /// Labels and what they must be; the others may be anything.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
    /// `value` watches the number itself, `increase` by how much it grew in a minute; where absent, `increase` for names that end as
    /// those of counters do (`_total`, `_count`, `_sum`).
    #[serde(default)]
    pub reading: Option<String>,
}

/// A choice of series that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChosenSeries {
    /// The row's id.
    pub id: Uuid,
    /// The metric.
    pub metric: String,
    /// Labels and what they must be.
    pub labels: BTreeMap<String, String>,
    /// `value` or `increase`.
    pub reading: String,
    /// When it was chosen.
    pub created_at: Timestamp,
}

/// A value of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The series as Prometheus writes it: `queue_length{service="shop"}`.
    pub series: String,
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// When it was measured.
    pub at: Timestamp,
    /// What was measured, finite.
    pub value: f64,
    /// Whether it is watched by how much it grows.
    pub is_counter: bool,
}

/// What became of values.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Measurement {
    /// Values that were new.
    pub stored: usize,
    /// Values that were there already.
    pub duplicates: usize,
    /// Minutes that were judged.
    pub judged: usize,
    /// What was found; written with the other anomalies.
    pub anomalies: Vec<AnomalyDetection>,
}

/// A series that is watched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MeasuredSeries {
    /// The series as Prometheus writes it.
    pub series: String,
    /// Up to when it was judged; absent before the first whole minute.
    pub judged_until: Option<Timestamp>,
    /// The last value of that minute.
    pub last_value: Option<f64>,
}

const CHOSEN: Query = Query {
    name: "chosen series",
    text: "select jsonb_build_object('id', id, 'metric', metric, 'labels', labels, 'reading', reading, 'created_at', created_at) \
           from ai_platform.chosen_series order by metric, labels",
};
const CHOOSE: Query = Query {
    name: "choose a series",
    text: "with made as (insert into ai_platform.chosen_series (tenant_id, metric, labels, reading) \
           values (ai_platform.current_tenant(), $1, $2, $3) returning *) \
           select jsonb_build_object('id', m.id, 'metric', m.metric, 'labels', m.labels, 'reading', m.reading, 'created_at', m.created_at), \
           ai_platform.append_audit('create', 'chosen_series', m.id::text, null, jsonb_build_object('metric', m.metric, \
           'labels', m.labels)) from made m",
};
const UNCHOOSE: Query = Query {
    name: "choose a series no more",
    text: "with gone as (delete from ai_platform.chosen_series where id = $1 returning id, metric) \
           select ai_platform.append_audit('remove', 'chosen_series', g.id::text, null, jsonb_build_object('metric', g.metric)) from gone g",
};
const WATCHED: Query = Query {
    name: "watched series",
    text: "select jsonb_strip_nulls(jsonb_build_object('series', series, 'judged_until', judged_until, 'last_value', last_value)) \
           from ai_platform.measured_series order by series limit $1",
};
const BEGIN: Query = Query {
    name: "begin watched series",
    text: "insert into ai_platform.measured_series (tenant_id, series, labels) \
           select ai_platform.current_tenant(), s, l from unnest($1::text[], $2::jsonb[]) as r(s, l) order by s on conflict do nothing",
};
const LOCK: Query = Query {
    name: "lock watched series",
    text: "select series, watch, judged_until, last_value from ai_platform.measured_series where series = any ($1) \
           order by series for update",
};
const KEEP: Query = Query {
    name: "keep values of watched series",
    text: "insert into ai_platform.measured_samples (tenant_id, series, at, value) \
           select ai_platform.current_tenant(), s, at, v from unnest($1::text[], $2::timestamptz[], $3::float8[]) as r(s, at, v) \
           on conflict do nothing returning 1",
};
// Minutes are closed on the right: a value on the full minute is the last of the one before.
const MINUTES: Query = Query {
    name: "minutes of a watched series that were not judged",
    text: "select distinct on (1) to_timestamp(ceil(extract(epoch from at) / 60) * 60) as ends, value from ai_platform.measured_samples \
           where series = $1 and ($2::timestamptz is null or at > $2) and at <= (select date_trunc('minute', max(at)) \
           from ai_platform.measured_samples where series = $1) order by 1, at desc",
};
const MOVE_ON: Query = Query {
    name: "move a watched series on",
    text: "update ai_platform.measured_series set watch = $2, judged_until = $3, last_value = $4, updated_at = now() where series = $1",
};

/// The statements of this module.
pub(super) const QUERIES: &[Query] =
    &[CHOSEN, CHOOSE, UNCHOOSE, WATCHED, BEGIN, LOCK, KEEP, MINUTES, MOVE_ON];

/// Names of counters.
const COUNTERS: [&str; 3] = ["_total", "_count", "_sum"];

impl Tenant {
    /// Which series are watched.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn chosen_series(&self) -> Result<Vec<ChosenSeries>> {
        self.values(&CHOSEN, Plan::Kept, &[]).await
    }

    /// Watches series from now on.
    ///
    /// # Errors
    /// `conflict` for a choice that stands, `invalid_input` for a reading that is none.
    pub async fn choose_series(&self, new: &NewSeries) -> Result<ChosenSeries> {
        let is_counter = COUNTERS.iter().any(|end| new.metric.ends_with(end));
        let reading = new.reading.as_deref().unwrap_or(if is_counter { "increase" } else { "value" });
        let labels = serde_json::to_value(&new.labels).map_err(crate::tables::unwritable)?;
        let rows = self.rows(&CHOOSE, Plan::Kept, &[&new.metric, &labels, &reading]).await?;
        let none = || errpredict::Error::new(errpredict::ErrorKind::Internal, "a choice was not made");
        crate::row::json(rows.first().ok_or_else(none)?)
    }

    /// Watches series no more; what was kept of them stays for as long as results do. False where there is no such choice.
    ///
    /// # Errors
    /// As [`Tenant::chosen_series`].
    pub async fn unchoose_series(&self, id: Uuid) -> Result<bool> {
        Ok(self.change(&UNCHOOSE, &[&id]).await? > 0)
    }

    /// Series of which values came, by name.
    ///
    /// # Errors
    /// As [`Tenant::chosen_series`].
    pub async fn measured_series(&self, limit: u16) -> Result<Vec<MeasuredSeries>> {
        self.values(&WATCHED, Plan::Kept, &[&i64::from(limit)]).await
    }

    /// Keeps values and judges every minute that they complete; returns after the commit. The same values again change nothing.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached; nothing is kept then.
    pub async fn measure(&self, values: Vec<Measured>) -> Result<Measurement> {
        let (tenant, values) = (self.clone(), std::sync::Arc::new(values));
        apart(move || {
            let (tenant, values) = (tenant.clone(), values.clone());
            async move { measure(&tenant, &values).await }
        })
        .await
    }
}

async fn measure(tenant: &Tenant, values: &[Measured]) -> Result<Measurement> {
    let series: BTreeMap<&str, &Measured> = values.iter().map(|one| (one.series.as_str(), one)).collect();
    if series.is_empty() {
        return Ok(Measurement::default());
    }
    let names: Vec<&str> = series.keys().copied().collect();
    let labels: Vec<Value> =
        series.values().map(|one| serde_json::to_value(&one.labels).unwrap_or_default()).collect();
    let work = tenant.begin().await?;
    work.rows(&BEGIN, &[&names, &labels]).await?;
    // Whoever else measures the same series waits here.
    let states = work.rows(&LOCK, &[&names]).await?;
    let of: Vec<&str> = values.iter().map(|one| one.series.as_str()).collect();
    let at: Vec<jiff::Timestamp> = values.iter().map(|one| sql_time(one.at)).collect();
    let numbers: Vec<f64> = values.iter().map(|one| one.value).collect();
    let stored = work.rows(&KEEP, &[&of, &at, &numbers]).await?.len();
    let mut done = Measurement { stored, duplicates: values.len() - stored, ..Measurement::default() };
    for row in &states {
        let name: &str = row.get(0);
        let is_counter = series.get(name).is_some_and(|one| one.is_counter);
        let state = State { watch: row.get(1), until: row.get(2), last: row.get(3) };
        move_on(&work, name, is_counter, state, &mut done).await?;
    }
    if !done.anomalies.is_empty() {
        let found = serde_json::to_value(&done.anomalies).map_err(crate::tables::unwritable)?;
        work.rows(&crate::tables::WRITE_ANOMALIES, &[&found]).await?;
        work.rows(&crate::analysis::TELL, &[]).await?;
    }
    work.commit().await?;
    Ok(done)
}

/// How far a series was judged.
struct State {
    watch: Option<Value>,
    until: Option<jiff::Timestamp>,
    last: Option<f64>,
}

async fn move_on(
    work: &Work,
    name: &str,
    is_counter: bool,
    state: State,
    done: &mut Measurement,
) -> Result<()> {
    let minutes = work.rows(&MINUTES, &[&name, &state.until]).await?;
    let minutes: Vec<(Timestamp, f64)> =
        minutes.iter().map(|row| (timestamp(row.get(0)), row.get(1))).collect();
    let Some((end, last)) = minutes.last().copied() else { return Ok(()) };
    let watches: Watches = match state.watch {
        Some(saved) => serde_json::from_value(saved).map_err(crate::row::unread)?,
        None => Watches::default(),
    };
    let monitor = Monitor::new(RollupConfig::monitor())?.with_watches(watches);
    let mut before = state.until.map(timestamp).zip(state.last);
    for (ends, value) in minutes {
        let judged = if is_counter { grown(before, ends, value) } else { Some(value) };
        before = Some((ends, value));
        let Some(number) = judged else { continue };
        let point = monitor.measure(name, ends, number)?;
        done.judged += 1;
        for anomaly in point.anomalies {
            // Under way it is told again at every step, with the same key: the last word counts.
            match done.anomalies.iter_mut().find(|known| known.key == anomaly.key) {
                Some(known) => *known = anomaly,
                None => done.anomalies.push(anomaly),
            }
        }
    }
    let watch = serde_json::to_value(monitor.watches()).map_err(crate::tables::unwritable)?;
    work.rows(&MOVE_ON, &[&name, &watch, &sql_time(end), &last]).await.map(drop)
}

/// By how much a counter grew in the minute before `ends`; nothing where that minute has no beginning. One that fell began anew.
fn grown(before: Option<(Timestamp, f64)>, ends: Timestamp, value: f64) -> Option<f64> {
    let (at, was) = before?;
    (ends.ms() - at.ms() == MINUTE_MS).then_some(if value >= was { value - was } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_is_watched_by_its_growth() {
        let at = |minute: i64| Timestamp::clamped(minute * MINUTE_MS);
        for (what, before, value, wanted) in [
            ("the first value", None, 7.0, None),
            ("the next minute", Some((at(0), 5.0)), 7.0, Some(2.0)),
            ("a restart", Some((at(0), 500.0)), 7.0, Some(7.0)),
            ("after a gap", Some((at(-1), 5.0)), 7.0, None),
        ] {
            assert_eq!(grown(before, at(1), value), wanted, "{what}");
        }
    }
}
