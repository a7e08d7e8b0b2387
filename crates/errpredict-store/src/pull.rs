//! An error log that somebody else keeps in PostgreSQL, read row by row into the store: a table or a query, of which one column only
//! grows. It is read and nothing else, goes on where it ended, and may be read twice: an event is told apart by its position, and where
//! several rows may have one by what it says as well.

use std::collections::BTreeMap;

use errpredict::{Error, ErrorKind, Event, Result, Severity, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tokio_postgres::Client;

use crate::connection::Connection;
use crate::error::database;
use crate::events::{IngestConfig, MOST_IN_A_BATCH};
use crate::store::{Plan, Query, Tenant};

const POSITION: Query = Query {
    name: "how far a foreign log was read",
    text: "select position, form from ai_platform.watermarks where source = $1",
};
const ADVANCE: Query = Query {
    name: "say how far a foreign log was read",
    text: "insert into ai_platform.watermarks (tenant_id, source, position, events, form) \
           values (ai_platform.current_tenant(), $1, $2, $3, 2) \
           on conflict (tenant_id, source) do update set position = excluded.position, form = 2, \
           events = watermarks.events + excluded.events, updated_at = now() returning events",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[POSITION, ADVANCE];

/// A foreign log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullConfig {
    /// Its name: how far it was read is kept under it.
    pub source: String,
    /// A table (`schema.table`), or a query in round brackets: `(select ... from ...)`.
    pub from: String,
    /// The column that only grows, such as its id; an index on it makes each batch quick, and a unique one says that each row has its own.
    /// Rows without it are not read, and said to be refused.
    pub position: String,
    /// Columns by the field of an event they are: `timestamp` from `created_at`. A column that is named as a field is that field.
    pub columns: BTreeMap<String, String>,
    /// The service of events that name none.
    pub service: Option<String>,
    /// Rows in a batch, 1 to 100,000; those of one position are never parted.
    pub batch: u32,
    /// So many rows before the end are read again, for those that were written late under an earlier position.
    pub overlap: u32,
}

impl PullConfig {
    /// A table or query, read 10,000 rows at a time and the last 1,000 again.
    #[must_use]
    pub fn new(source: &str, from: &str, position: &str) -> PullConfig {
        PullConfig {
            source: source.to_owned(),
            from: from.to_owned(),
            position: position.to_owned(),
            columns: BTreeMap::new(),
            service: None,
            batch: 10_000,
            overlap: 1_000,
        }
    }
}

/// What was read of a foreign log.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pulled {
    /// Events that were new and are kept.
    pub stored: u64,
    /// Events of a flood that were new: counted, and not kept.
    pub thinned: u64,
    /// Events that were there already.
    pub duplicates: u64,
    /// Rows that are no event, and events that cannot be kept.
    pub refused: u64,
    /// Why, of the first ten.
    pub reasons: Vec<String>,
    /// The position it was read to; none where there was no row yet.
    pub position: Option<String>,
}

/// Reasons that are kept.
const REASONS: usize = 10;
/// Rows without a position are counted up to so many.
const MOST_UNPLACED: i64 = 1_000;

/// A name as PostgreSQL takes it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A table of `schema.table`, or the query itself.
fn relation(from: &str) -> String {
    if from.trim_start().starts_with('(') {
        return from.to_owned();
    }
    from.split('.').map(quoted).collect::<Vec<_>>().join(".")
}

/// A connection that can change nothing.
async fn reader(source: &Connection) -> Result<Client> {
    let client = source.client().await?;
    let begin = "set default_transaction_read_only = on; set timezone = 'UTC'; set statement_timeout = '60s'; set lock_timeout = '5s'";
    client.batch_execute(begin).await.map_err(database)?;
    Ok(client)
}

/// Whether each row of a table has a position of its own: a unique index says so, and of a query nothing does.
async fn has_own_positions(client: &Client, config: &PullConfig) -> Result<bool> {
    if config.from.trim_start().starts_with('(') {
        return Ok(false);
    }
    let unique = "select 1 from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attname = $2 \
                  where i.indrelid = $1::text::regclass and i.indisunique and i.indisvalid and i.indpred is null \
                  and i.indkey::text = a.attnum::text";
    let found = client.query_opt(unique, &[&relation(&config.from), &config.position]).await;
    Ok(found.map_err(database)?.is_some())
}

/// Says how many rows have no position: they cannot be read in order, and so not at all.
async fn refuse_unplaced(client: &Client, config: &PullConfig, pulled: &mut Pulled) -> Result<()> {
    let (from, position) = (relation(&config.from), quoted(&config.position));
    let count = format!(
        "select count(*) from (select 1 from {from} q where q.{position} is null limit {MOST_UNPLACED}) x"
    );
    let unplaced: i64 = client.query_one(&count, &[]).await.map_err(database)?.get(0);
    if unplaced > 0 {
        pulled.refused += unplaced.unsigned_abs();
        let many = if unplaced == MOST_UNPLACED { " or more" } else { "" };
        pulled.reasons.push(format!(
            "{unplaced}{many} rows of `{}` have no `{}`: they are not read",
            config.source, config.position
        ));
    }
    Ok(())
}

impl Tenant {
    /// Reads what is new in a foreign log, batch by batch, until there is no more; gives what became of it. How far it was read is
    /// kept after each batch, so it goes on there; what is read again stores nothing.
    ///
    /// # Errors
    /// `unavailable` where either database cannot be reached, `not_found` for a table or column that is not there,
    /// `invalid_setting` for a batch out of its range. What was read before is kept.
    pub async fn pull(
        &self,
        source: &Connection,
        config: &PullConfig,
        now: Timestamp,
        ingest: &IngestConfig,
    ) -> Result<Pulled> {
        if !(1..=MOST_IN_A_BATCH as u32).contains(&config.batch) {
            return Err(Error::setting("batch", "from 1 to 100,000", config.batch));
        }
        let client = reader(source).await?;
        let (from, position) = (relation(&config.from), quoted(&config.position));
        let probe = client.prepare(&format!("select q.{position} from {from} q")).await.map_err(database)?;
        let of_type = probe.columns()[0].type_().name().to_owned();
        let known = self.on_primary().rows(&POSITION, Plan::Kept, &[&config.source]).await?;
        let has_own = has_own_positions(&client, config).await?;
        // Read before rows of one position were told apart: those before it would come as other events now.
        let is_old = !has_own && known.first().is_some_and(|row| row.get::<_, i16>(1) == 1);
        let mut pulled = Pulled { position: known.first().map(|row| row.get(0)), ..Pulled::default() };
        refuse_unplaced(&client, config, &mut pulled).await?;
        let before = format!(
            "select q.{position}::text from {from} q where q.{position} <= $1::text::{of_type} order by q.{position} desc offset $2 limit 1"
        );
        let overlap = i64::from(config.overlap);
        let mut begin: Option<String> = match &pulled.position {
            Some(known) if is_old => Some(known.clone()),
            // Where there are fewer rows than that, all of them.
            Some(known) => {
                client.query_opt(&before, &[known, &overlap]).await.map_err(database)?.map(|row| row.get(0))
            }
            None => None,
        };
        let first = format!(
            "select q.{position}::text, to_jsonb(q) from {from} q where q.{position} is not null \
             order by q.{position} fetch first $1 rows with ties"
        );
        let next = format!(
            "select q.{position}::text, to_jsonb(q) from {from} q where q.{position} > $2::text::{of_type} \
             order by q.{position} fetch first $1 rows with ties"
        );
        let next = client.prepare(&next).await.map_err(database)?;
        let batch = i64::from(config.batch);
        loop {
            let rows = match &begin {
                Some(position) => client.query(&next, &[&batch, position]).await,
                None => client.query(&first, &[&batch]).await,
            };
            let rows: Vec<tokio_postgres::Row> = rows.map_err(database)?;
            let Some(last) = rows.last() else { return Ok(pulled) };
            let last: String = last.get(0);
            let mut events = Vec::with_capacity(rows.len());
            let mut equals: BTreeMap<String, u32> = BTreeMap::new();
            for row in &rows {
                match event(row.get(0), row.get(1), config, (!has_own).then_some(&mut equals)) {
                    Ok(event) => events.push(event),
                    Err(error) => pulled.refuse(&error.to_string()),
                }
            }
            let (mut stored, mut thinned) = (0, 0);
            for batch in events.chunks(MOST_IN_A_BATCH) {
                let answer = self.ingest(batch.to_vec(), None, now, ingest).await?;
                stored += answer.stored as u64;
                thinned += answer.thinned as u64;
                pulled.duplicates += answer.duplicates as u64;
                answer.refused.iter().for_each(|refusal| pulled.refuse(&refusal.reason));
            }
            pulled.stored += stored;
            pulled.thinned += thinned;
            let new = (stored + thinned).cast_signed();
            self.rows(&ADVANCE, Plan::Kept, &[&config.source, &last, &new]).await?;
            let is_end = rows.len() < config.batch as usize;
            begin = Some(last.clone());
            pulled.position = Some(last);
            if is_end {
                return Ok(pulled);
            }
        }
    }
}

impl Pulled {
    fn refuse(&mut self, reason: &str) {
        self.refused += 1;
        if self.reasons.len() < REASONS {
            self.reasons.push(reason.to_owned());
        }
    }
}

/// The event of a row. A column that is no field is left alone; an absent value is an absent field. Where rows share a position, `equals`
/// counts those that say the same.
fn event(
    position: &str,
    row: Value,
    config: &PullConfig,
    equals: Option<&mut BTreeMap<String, u32>>,
) -> Result<Event> {
    let Value::Object(row) = row else {
        return Err(Error::new(ErrorKind::Internal, "a row of a foreign log is no row"));
    };
    let mut fields = Map::new();
    for field in FIELDS {
        let column = config.columns.get(field).map_or(field, String::as_str);
        let Some(value) = row.get(column).filter(|value| !value.is_null()) else { continue };
        fields.insert(field.to_owned(), as_field(field, value));
    }
    if let (None, Some(service)) = (fields.get("service"), &config.service) {
        fields.insert("service".to_owned(), service.as_str().into());
    }
    // A row is an event once, however often it is read.
    if !fields.contains_key("error_id") {
        let mut id = format!("{}:{position}", config.source);
        if let Some(equals) = equals {
            let said = Value::Object(fields.clone()).to_string();
            id.push(':');
            id.push_str(&crate::digest::hex(said.as_bytes())[..16]);
            let place = equals.entry(id.clone()).or_default();
            *place += 1;
            if *place > 1 {
                id.push_str(&format!(":{place}"));
            }
        }
        fields.insert("error_id".to_owned(), id.into());
    }
    serde_json::from_value(Value::Object(fields)).map_err(|error| {
        Error::new(
            ErrorKind::InvalidInput,
            format!("the row at {position} of `{}` is no event: {error}", config.source),
        )
    })
}

/// The fields of an event.
const FIELDS: [&str; 17] = [
    "timestamp",
    "service",
    "severity",
    "error_type",
    "kind",
    "message",
    "error_id",
    "code",
    "status_code",
    "endpoint",
    "user_id",
    "request_id",
    "stack_trace",
    "environment",
    "release",
    "response_time_ms",
    "attributes",
];

/// A value as its field has it: texts of what are numbers elsewhere, levels of any vocabulary, times without a zone as UTC.
fn as_field(field: &str, value: &Value) -> Value {
    match (field, value) {
        ("severity", Value::String(level)) => {
            Severity::of_level_name(level).map_or_else(|| value.clone(), |severity| severity.name().into())
        }
        ("timestamp", Value::String(time)) => {
            let date = time.split_once('T').map_or("", |(_, clock)| clock);
            let has_zone = date.contains(['+', '-', 'Z']);
            if has_zone { value.clone() } else { format!("{time}Z").into() }
        }
        ("status_code" | "response_time_ms" | "attributes", _) | (_, Value::String(_)) => value.clone(),
        (_, other) => other.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_the_event_its_columns_say() {
        let mut config = PullConfig::new("app", "public.errors", "id");
        config.columns =
            BTreeMap::from([("timestamp".into(), "created".into()), ("severity".into(), "level".into())]);
        config.service = Some("shop".into());
        let row = serde_json::json!({"id": 7, "created": "2026-11-23T10:00:00.5", "level": "ERROR", "error_type": "E", "code": 42,
            "user_id": null, "more": {}});
        let found = event("7", row, &config, None).unwrap();
        assert_eq!(found.timestamp.to_string(), "2026-11-23T10:00:00.5Z");
        assert_eq!((found.severity, found.service.as_str()), (Some(Severity::High), "shop"));
        assert_eq!((found.code.as_deref(), found.error_id.as_deref()), (Some("42"), Some("app:7")));
        let error =
            event("8", serde_json::json!({"id": 8, "created": "yesterday"}), &config, None).unwrap_err();
        assert!(error.to_string().contains("the row at 8 of `app`"), "{error}");
        assert_eq!(relation("public.my\"log"), "\"public\".\"my\"\"log\"");
    }
}
