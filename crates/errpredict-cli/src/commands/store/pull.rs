//! `errpredict store pull`.

use errpredict::numbers::plural;
use errpredict::time::DAY_MS;
use errpredict::{Error, Result, Timestamp};
use errpredict_io::printable;
use errpredict_store::{Connection, IngestConfig, PullConfig};

use super::place::Whose;
use crate::commands::watch::wall_clock;
use crate::tables::say;
use crate::values;

/// Characters shown of what another database says.
const MOST: usize = 1_000;

/// Read a log that somebody else keeps in PostgreSQL; it goes on where it ended.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The server that keeps the log, as postgresql://user@host/database; nothing is ever changed there
    #[arg(long, value_name = "URL")]
    from: String,
    /// The table, or a query in round brackets
    #[arg(long, value_name = "TABLE")]
    table: String,
    /// The column that only grows, such as its id
    #[arg(long, value_name = "COLUMN")]
    position: String,
    /// What column is which field of an event, such as timestamp=created_at; columns named as fields need none
    #[arg(long, value_name = "FIELD=COLUMN")]
    map: Vec<String>,
    /// The service of rows that name none
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// The name under which is kept how far it was read [default: the table]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    #[command(flatten)]
    whose: Whose,
    /// What time it is (RFC 3339 or seconds since 1970), for a log of the past [default: now]
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    now: Option<Timestamp>,
    /// Days that events are kept; older ones are refused
    #[arg(long, default_value_t = 90, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=3660))]
    retention_days: u16,
}

/// Reads what is new.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let source = arguments.source.as_deref().unwrap_or(&arguments.table);
    let mut config = PullConfig::new(source, &arguments.table, &arguments.position);
    config.service.clone_from(&arguments.service);
    for pair in &arguments.map {
        let (field, column) = pair
            .split_once('=')
            .ok_or_else(|| Error::setting("--map", "as FIELD=COLUMN, such as timestamp=created_at", pair))?;
        config.columns.insert(field.to_owned(), column.to_owned());
    }
    let from = Connection::parse(&arguments.from)?;
    let now = arguments.now.unwrap_or_else(wall_clock);
    let ingest = IngestConfig { retention_days: arguments.retention_days, ..IngestConfig::default() };
    let pulled = arguments.whose.with_tenant(async |store, tenant| {
        store.keep_events_at_least_for(arguments.retention_days).await?;
        let pulled = tenant.pull(&from, &config, now, &ingest).await?;
        store.make_parts_ahead(now).await?;
        tenant.close_days(now.plus_ms(-2 * DAY_MS)).await?;
        Ok(pulled)
    })?;
    let mut text = format!("{} stored", plural(pulled.stored, "event"));
    if pulled.thinned > 0 {
        text.push_str(&format!(", {} of floods counted and not kept", plural(pulled.thinned, "event")));
    }
    if pulled.duplicates > 0 {
        text.push_str(&format!(", {} there already", plural(pulled.duplicates, "event")));
    }
    if pulled.refused > 0 {
        text.push_str(&format!(", {} refused", pulled.refused));
    }
    match &pulled.position {
        Some(position) => text.push_str(&format!("; read to {}\n", printable(position, MOST))),
        None => text.push_str("; there is no row yet\n"),
    }
    for reason in pulled.reasons.iter().take(3) {
        text.push_str(&format!("  refused: {}\n", printable(reason, MOST)));
    }
    say(&text)
}
