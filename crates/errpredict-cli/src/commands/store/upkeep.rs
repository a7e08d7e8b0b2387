//! `errpredict store retire`, `errpredict store erase` and `errpredict store reseal`: what is done to keep a store in order.

use std::fmt::Write as _;

use errpredict::numbers::{count, plural};
use errpredict::{Result, Timestamp};
use errpredict_store::RetentionConfig;

use super::place::Whose;
use crate::commands::watch::wall_clock;
use crate::tables::say;
use crate::values;

/// Take away what is too old.
#[derive(Debug, clap::Args)]
pub(crate) struct Retire {
    #[command(flatten)]
    whose: Whose,
    /// Days for events [default: as the store has it: what the service, an import or this said last, 90 at first]
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=3660))]
    events_days: Option<u16>,
    /// Days for findings, predictions and forecasts [default: as the store has it, 90 at first]
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=3660))]
    results_days: Option<u16>,
    /// Days for counts
    #[arg(long, default_value_t = 400, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=3660))]
    counts_days: u16,
    /// Days for the audit log
    #[arg(long, default_value_t = 400, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=3660))]
    audit_days: u16,
    /// Bytes that tables divided by time may take; the oldest days of events go first, the last week stays [default: no limit]
    #[arg(long, value_name = "BYTES")]
    max_bytes: Option<u64>,
    /// What time it is (RFC 3339 or seconds since 1970), for a log of the past [default: now]
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    now: Option<Timestamp>,
}

/// Take a person out of every table.
#[derive(Debug, clap::Args)]
pub(crate) struct Erase {
    /// The person's id, as events name it
    #[arg(value_name = "PERSON")]
    person: String,
    #[command(flatten)]
    whose: Whose,
}

/// Encrypt with the newest key.
#[derive(Debug, clap::Args)]
pub(crate) struct Reseal {
    #[command(flatten)]
    whose: Whose,
}

/// Takes away what is too old, of all tenants.
pub(crate) fn retire(arguments: &Retire) -> Result<()> {
    let config = RetentionConfig {
        events_days: arguments.events_days,
        results_days: arguments.results_days,
        counts_days: arguments.counts_days,
        audit_days: arguments.audit_days,
        max_bytes: arguments.max_bytes,
    };
    let now = arguments.now.unwrap_or_else(wall_clock);
    let (retired, made) = arguments.whose.with_tenant(async |store, _| {
        let retired = store.retire(now, &config).await?;
        Ok((retired, store.make_parts_ahead(now).await?))
    })?;
    let mut page = format!(
        "{} taken away, {} of findings and counts, {} of the audit log; {} made ahead\n",
        plural(retired.parts as u64, "part"),
        plural(retired.rows, "row"),
        plural(retired.audit_rows, "row"),
        plural(made.unsigned_abs(), "part")
    );
    if retired.busy > 0 {
        let _ = writeln!(
            page,
            "{} in use by somebody, to be taken away next time",
            plural(retired.busy as u64, "part")
        );
    }
    say(&page)
}

/// Erases and says what was changed.
pub(crate) fn erase(arguments: &Erase) -> Result<()> {
    let erased =
        arguments.whose.with_tenant(async |_, tenant| tenant.erase_person(&arguments.person).await)?;
    let mut page = "Erased; rows changed or removed by table:\n".to_owned();
    for (table, rows) in erased.0.iter().filter(|(_, rows)| **rows > 0) {
        let _ = writeln!(page, "{:>8}  {table}", count(*rows));
    }
    page.push_str("The receipt stands in ai_platform.erase_receipts.\n");
    say(&page)
}

/// Encrypts and says how much.
pub(crate) fn reseal(arguments: &Reseal) -> Result<()> {
    let done = arguments.whose.with_tenant(async |_, tenant| tenant.reseal().await)?;
    say(&format!(
        "Encrypted with the newest key: users of {}, recipients of {}, {}\n",
        plural(done.events, "event"),
        plural(done.notifications, "message"),
        plural(done.contacts, "contact")
    ))
}
